#pragma once

#include "core/console/slo_feed.h"

#include <QFrame>

#include <memory>
#include <vector>

class QLabel;
class QListWidget;
class QPushButton;

namespace binnacle::ui {

// What an OpenSLO or Sloth file would set, before anything is set: each objective with its target
// and what it would be for, those that match nothing known unchecked.
class SpecReview final : public QFrame
{
    Q_OBJECT

public:
    explicit SpecReview(console::SloFeed &slo, QWidget *parent = nullptr);

    void review(const QString &file, const ClusterId &cluster);
    int checkedCount() const;

signals:
    void closed();

private:
    void fill(const console::SpecImport &import);
    void apply();
    void applied(const Status &status);

    console::SloFeed &m_slo;
    std::vector<console::SpecProposal> m_proposals;
    int m_waiting = 0;
    QString m_problem;
    QLabel *m_title;
    QListWidget *m_list;
    QLabel *m_notes;
    QPushButton *m_apply;
};

} // namespace binnacle::ui
