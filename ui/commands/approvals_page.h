#pragma once

#include "ui/commands/command_filters.h"
#include "ui/commands/commands_page.h"
#include "ui/commands/commands_services.h"
#include "ui/commands/proposal_table_model.h"

#include <QTimer>

#include <optional>
#include <stop_token>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedLayout;
class QTableView;

namespace binnacle::ui {

class Banner;
class BlastPane;
class FilterBar;
class Panel;
class RiskCard;
class StatePanel;

// Commands of assistants, scripts and colleagues that wait for somebody's yes, each with what it
// would touch now.
class ApprovalsPage final : public CommandsPage
{
    Q_OBJECT

public:
    explicit ApprovalsPage(const CommandsServices &services, QWidget *parent = nullptr);

    void setActive(bool isActive) override;
    void setCluster(const ClusterId &cluster) override;
    void focusFirst() override;
    void focusFilter() override;
    bool escape() override;
    void refresh() override;
    void select(std::int64_t proposal);
    void approve(); // after the confirmation its risk asks for
    void reject();  // needs a note: whoever proposed it should learn why
    QString told() const;

private:
    FilterLanguage filterLanguage() const;
    void build();
    QWidget *buildDetail();
    void showBoard();
    void showSelected();
    void showGate();
    void askRadius();
    void confirmed(const QString &reason);
    void finish(const Status &status, const QString &done);
    QString whyNot() const;
    std::optional<Proposal> chosen() const;
    const console::ClusterView *clusterOf(const Command &command) const;

    CommandsServices m_services;
    ProposalTableModel m_model;
    RowFilter<Proposal> m_filter = newProposalFilter();
    ClusterId m_cluster;
    std::shared_ptr<const console::EstateView> m_estate;
    std::int64_t m_shown = 0;
    std::int64_t m_selectSoon = 0;
    std::int64_t m_confirming = 0;
    std::shared_ptr<const BlastRadius> m_radius; // of the one that is shown
    std::stop_source m_stop;
    int m_generation = 0;
    QTimer m_tick;
    bool m_isActive = false;
    FilterBar *m_bar;
    QTableView *m_table;
    StatePanel *m_state;
    QStackedLayout *m_pages;
    Panel *m_panel;
    QLabel *m_about;
    BlastPane *m_blast;
    Banner *m_gate;
    Banner *m_banner;
    RiskCard *m_card;
    QLineEdit *m_note;
    QPushButton *m_approve;
    QPushButton *m_reject;
};

} // namespace binnacle::ui
