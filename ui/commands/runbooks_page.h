#pragma once

#include "ui/commands/commands_page.h"
#include "ui/commands/commands_services.h"
#include "ui/commands/run_table_model.h"
#include "ui/commands/runbook_table_model.h"
#include "ui/commands/step_table_model.h"

#include <QTimer>

class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QSplitter;
class QStackedLayout;
class QTableView;

namespace binnacle::ui {

class Banner;
class Panel;
class RiskCard;
class RunbookEditor;
class RunbookForm;
class StatePanel;

// Named sequences of commands: what there is, running one and watching its steps, and the editor.
class RunbooksPage final : public CommandsPage
{
    Q_OBJECT

public:
    explicit RunbooksPage(const CommandsServices &services, QWidget *parent = nullptr);

    void setActive(bool isActive) override;
    void setCluster(const ClusterId &cluster) override;
    void focusFirst() override;
    void focusFilter() override;
    bool escape() override;
    void refresh() override;
    void addRunbook();
    void editSelected();
    void removeSelected();
    void cancelRun(); // the selected one, while it runs

private:
    void build();
    QWidget *buildList();
    QWidget *buildRuns();
    void connectParts();
    void showBoard();
    void showRuns(const console::CommandBoard &board);
    void showSelected();
    void showSteps();
    void closeEditor();
    void tell(const Status &status, const QString &done);
    std::optional<Runbook> chosen() const;
    std::optional<RunbookRun> chosenRun() const;

    CommandsServices m_services;
    RunbookTableModel m_model;
    RunTableModel m_runModel;
    StepTableModel m_stepModel;
    ClusterId m_cluster;
    QString m_selectSoon; // name of the runbook
    QString m_selectRun;  // key of the run
    QTimer m_tick;
    bool m_isActive = false;
    QSortFilterProxyModel *m_found;
    QLineEdit *m_filter;
    QPushButton *m_add;
    Banner *m_banner;
    QTableView *m_table;
    StatePanel *m_state;
    QStackedLayout *m_lists;
    RunbookForm *m_form;
    RunbookEditor *m_editor;
    QStackedLayout *m_right;
    QTableView *m_runs;
    QTableView *m_steps;
    Panel *m_stepsPanel;
    QPushButton *m_cancel;
};

} // namespace binnacle::ui
