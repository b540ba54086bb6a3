#pragma once

#include "ui/commands/command_rows.h"
#include "ui/commands/commands_services.h"
#include "ui/widgets/view.h"

#include <array>
#include <optional>

class QButtonGroup;
class QLabel;
class QStackedWidget;

namespace binnacle::ui {

class ApprovalsPage;
class CommandsPage;
class DispatchPage;
class HistoryPage;
class RunbooksPage;

// Doing something to a cluster: dispatch with its blast radius, what is in flight, the history,
// runbooks, and what waits for a second person.
class CommandsView final : public View
{
    Q_OBJECT

public:
    enum Page { Dispatch, History, Runbooks, Approvals, PageCount };

    explicit CommandsView(const CommandsServices &services, QWidget *parent = nullptr);

    // Opens the dispatch page filled in with the command, as far as it is known. Sends nothing.
    void prepare(const Command &command);
    void showPage(Page page);
    Page currentPage() const { return m_current; }

    void setCluster(const ClusterId &cluster) override;
    void showCommand(const QString &command) override;
    void prepareCommand(const Command &command) override { prepare(command); }
    void focusFilter() override;
    bool escape() override;
    void refresh() override;
    static std::vector<KeyHelp> keys();
    std::vector<KeyHelp> keyHelp() const override { return keys(); }
    QList<QAction *> paletteActions() const override { return m_actions; }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *buildToolbar();
    CommandsPage *make(Page page); // the first time it is opened
    void add(Page page, CommandsPage &made);
    void buildActions();
    void showApproval(std::int64_t proposal);
    void showCounts();
    void showRole();
    bool obey(const QKeyEvent &event);
    bool obeyLetter(int key);
    void openEvents(const Command &command);
    void openMesh(const Command &command);
    CommandsPage *page() const { return m_pages[static_cast<std::size_t>(currentPage())]; }
    std::optional<CommandRow> selected() const;

    CommandsServices m_services;
    ClusterId m_cluster;
    bool m_isActive = false;
    QButtonGroup *m_tabs;
    QLabel *m_role;
    QStackedWidget *m_stack;
    std::array<CommandsPage *, PageCount> m_pages{}; // null: not made yet
    Page m_current = Dispatch;
    DispatchPage *m_dispatch;
    HistoryPage *m_history = nullptr;
    RunbooksPage *m_runbooks = nullptr;
    ApprovalsPage *m_approvals = nullptr;
    QList<QAction *> m_actions;
};

} // namespace binnacle::ui
