#pragma once

#include "ui/commands/commands_services.h"
#include "ui/commands/run_table_model.h"
#include "ui/commands/step_table_model.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;
class QTableView;

namespace binnacle::ui {

class Panel;

// Runs of runbooks, the running ones first, and the steps of the selected one as they come.
class RunsPane final : public QWidget
{
    Q_OBJECT

public:
    explicit RunsPane(const CommandsServices &services, QWidget *parent = nullptr);

    void setActive(bool isActive);
    void setCluster(const ClusterId &cluster); // empty: all
    void selectSoon(std::int64_t run);         // as soon as its row is there
    void showRuns();                           // of the board
    void showGate();                           // whether it may be cancelled
    void cancelRun();                          // the selected one, while it runs
    void openApproval();                       // of the step that waits for a second person

signals:
    void cancelled(const binnacle::Status &status);
    void approvalRequested(std::int64_t proposal); // to be shown where it is decided

private:
    void build();
    QWidget *buildRuns();
    QWidget *buildSteps();
    void showSteps();
    std::optional<RunbookRun> chosen() const;
    std::int64_t waitingProposal() const; // of the selected run; 0: it waits for nobody

    CommandsServices m_services;
    RunTableModel m_runModel;
    StepTableModel m_stepModel;
    ClusterId m_cluster;
    QString m_selectSoon; // key of the run
    QTimer m_tick;        // what runs takes longer every second
    QTableView *m_runs;
    QTableView *m_steps;
    Panel *m_panel;
    QLabel *m_why; // it ended so
    QPushButton *m_approval;
    QPushButton *m_cancel;
};

} // namespace binnacle::ui
