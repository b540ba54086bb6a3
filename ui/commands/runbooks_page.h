#pragma once

#include "ui/commands/command_filters.h"
#include "ui/commands/commands_page.h"
#include "ui/commands/commands_services.h"
#include "ui/commands/runbook_table_model.h"

#include <optional>

class QPushButton;
class QStackedLayout;
class QTableView;

namespace binnacle::ui {

class Banner;
class FilterBar;
class RunbookEditor;
class RunbookForm;
class RunsPane;
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

signals:
    void approvalRequested(std::int64_t proposal); // a step of a run waits for it

private:
    FilterLanguage filterLanguage() const;
    void build();
    QWidget *buildList();
    void connectParts();
    void showBoard();
    void showSelected();
    void closeEditor();
    void tell(const Status &status, const QString &done);
    std::optional<Runbook> chosen() const;

    CommandsServices m_services;
    RunbookTableModel m_model;
    RowFilter<Runbook> m_filter = newRunbookFilter();
    QString m_selectSoon; // name of the runbook
    bool m_isActive = false;
    FilterBar *m_bar;
    QPushButton *m_add;
    Banner *m_banner;
    QTableView *m_table;
    StatePanel *m_state;
    QStackedLayout *m_lists;
    RunbookForm *m_form;
    RunbookEditor *m_editor;
    QStackedLayout *m_right;
    RunsPane *m_runs;
};

} // namespace binnacle::ui
