#pragma once

#include "core/console/console_types.h"
#include "core/domain/slo_report.h"

#include <QObject>

#include <stop_token>

namespace binnacle::console {

struct SloBoardQuestion
{
    ClusterId cluster; // empty: all clusters, rows of each
    SloSubject::Kind kind = SloSubject::Kind::Domain;
    SloWindow window = SloWindow::ThirtyDays;
    Timestamp at{}; // unknown: now
};

struct SloDetailQuestion
{
    SloSubject subject;
    SloWindow window = SloWindow::ThirtyDays;
    TimeRange range; // of trends and distribution; its end is the instant
};

// What an OpenSLO or Sloth file would set, before it is applied.
struct SpecProposal
{
    QString name; // of the objective in the file
    SloTarget target;
    bool isMatched = false; // target.host is a domain or service that is known
    QStringList notes;      // English; technical
};
struct SpecImport
{
    std::vector<SpecProposal> proposals;
    QStringList notes;
};

enum class SpecFormat { PrometheusRules, OpenSlo, Csv, Json };

// Service levels: budgets, burn rates, trends. Lives on the GUI thread; never blocks.
class SloFeed : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual Answer<SloBoard> board(const SloBoardQuestion &question, std::stop_token stop) = 0;
    virtual Answer<SloDetail> detail(const SloDetailQuestion &question, std::stop_token stop) = 0;
    // Cheap enough to ask while a slider moves; ask again when the answer is there.
    virtual Answer<TargetEffect> effect(
        const SloSubject &subject, const SloTarget &target, Timestamp at)
        = 0;

    virtual QFuture<Status> setTarget(const SloTarget &target) = 0;
    virtual QFuture<Status> resetTarget(const SloTarget &target) = 0; // back to the default

    virtual Answer<SpecImport> readSpecs(const QString &file, const ClusterId &cluster) = 0;
    // The text to save: rules and targets of `rows`, or the table itself.
    virtual QString exportText(const SloBoard &board, SpecFormat format) const = 0;

signals:
    void changed(); // increments or targets were stored: at most once a second
};

} // namespace binnacle::console
