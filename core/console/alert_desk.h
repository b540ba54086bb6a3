#pragma once

#include "core/console/console_types.h"
#include "core/domain/alert.h"
#include "core/domain/alert_report.h"
#include "core/domain/notification.h"

#include <QFuture>
#include <QObject>

#include <functional>
#include <map>
#include <stop_token>
#include <string>

namespace binnacle::console {

// Rules, silences, channels and what fires, at one moment. Immutable.
struct AlertBoard
{
    Timestamp asOf{};
    std::vector<AlertRule> rules;  // by name
    std::vector<Alert> alerts;     // pending and firing: worst first, then newest
    std::vector<Silence> silences; // active and coming first, then those of the last week
    std::vector<Channel> channels; // by name; secrets masked
    std::int64_t waitingDeliveries = 0;
    Status health = Done{}; // why rules are not evaluated or nothing can be sent
    // Rules that are not evaluated now, and why: English; they stay as they were.
    std::map<std::int64_t, std::string> unevaluated;

    int firing() const; // that nobody acknowledged and nothing hushes
};

struct BacktestQuestion
{
    AlertRule rule;                      // as edited, stored or not
    TimeRange range;                     // up to 90 d
    std::vector<IncidentSpan> incidents; // labelled by people; may be empty
};

// Alerts as the console shows and changes them. Changes are asked of the desktop's user and
// audited. Lives on the GUI thread; never blocks. Errors of changes: PermissionDenied,
// InvalidArgument, Conflict (changed meanwhile), ReadOnly, those of the store.
class AlertDesk : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual std::shared_ptr<const AlertBoard> board() const = 0; // never null; cheap
    virtual Answer<std::vector<Alert>> history(const AlertHistoryQuery &query) = 0; // newest first

    // The text of a condition and back: "burn(1h) > 14.4 and burn(5m) > 14.4" with its kind. Pure,
    // microseconds. `kind` is one of conditionKinds().
    virtual QStringList conditionKinds() const = 0;
    virtual QString conditionKind(const QString &condition) const = 0;
    virtual QString conditionText(const QString &condition) const = 0;
    virtual QString conditionTarget(const QString &condition) const = 0;
    // Errors: InvalidArgument with the place in `text`, as QueryProblem-like sentence.
    virtual Result<QString> condition(const QString &kind, const QString &target,
        const QString &text, Duration holds, Duration resolveAfter) const = 0;
    virtual Duration conditionFor(const QString &condition) const = 0;
    virtual Duration conditionResolveAfter(const QString &condition) const = 0;
    // An example for each kind, to begin with.
    virtual QString conditionExample(const QString &kind) const = 0;
    // What a target could be: domains, services, workloads, by kind.
    virtual QStringList targets(const QString &kind) const = 0;

    virtual Answer<RulePreview> preview(const AlertRule &rule, std::stop_token stop) = 0;
    // `progress` 0..1 comes on any thread.
    virtual Answer<Backtest> backtest(const BacktestQuestion &question, std::stop_token stop,
        std::function<void(double)> progress)
        = 0;
    virtual Answer<std::vector<SweepRow>> sweep(const BacktestQuestion &question,
        const std::vector<double> &thresholds, std::stop_token stop,
        std::function<void(double)> progress)
        = 0;
    virtual Answer<DecisionTrace> explain(
        std::int64_t rule, const AlertSubject &subject, Timestamp at)
        = 0;

    virtual QFuture<Status> saveRule(const AlertRule &rule) = 0; // id 0: a new one
    virtual QFuture<Status> removeRule(std::int64_t rule) = 0;
    virtual QFuture<Status> acknowledge(std::int64_t alert, const QString &note) = 0;
    virtual QFuture<Status> saveSilence(const Silence &silence) = 0;
    virtual QFuture<Status> endSilence(std::int64_t silence) = 0;
    virtual Answer<RuleImport> readRules(const QString &file) = 0; // Prometheus rule file
    virtual QString exportRules(const std::vector<AlertRule> &rules) const = 0; // JSON

    virtual QFuture<Status> saveChannel(const Channel &channel) = 0;
    virtual QFuture<Status> removeChannel(std::int64_t channel) = 0;
    // Really sends; also while the channel is disabled or not saved yet.
    virtual Answer<ChannelTest> testChannel(const Channel &channel) = 0;
    virtual Answer<MessagePreview> previewMessage(const Channel &channel, const AlertRule &rule)
        = 0;
    virtual Answer<std::vector<Delivery>> deliveries(const DeliveryQuery &query) = 0;

signals:
    void changed(); // at most ten times a second
    // Somebody has to be told at this desktop: an alert began to page, or is over.
    void paged(const binnacle::Alert &alert);
};

} // namespace binnacle::console
