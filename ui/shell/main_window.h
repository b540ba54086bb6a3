#pragma once

#include "core/console/estate_feed.h"
#include "core/console/event_feed.h"
#include "core/console/task_board.h"
#include "core/console/transfer_desk.h"
#include "core/console/ui_memory.h"
#include "core/domain/command.h"
#include "core/domain/slo_report.h"
#include "ui/shell/ui_state.h"
#include "ui/shell/view_history.h"
#include "ui/shell/view_registry.h"

#include <QHash>
#include <QMainWindow>

#include <map>
#include <memory>

class QStackedWidget;

namespace binnacle::ui {

class CheatSheet;
class CommandPalette;
class FirstRunPage;
class HelpOverlay;
class KeyDispatcher;
class KeyMap;
class NavRail;
class NoticeArea;
class ObjectActions;
class StallWatchdog;
class StatusLine;
class TaskDrawer;
class Theme;
class TimeControl;
class TimeSelection;
class TopBar;
class View;
class ViewKeys;

// What the window works on. All must outlive it.
struct ShellServices
{
    console::EstateFeed &estate;
    console::EventFeed &events;
    console::TaskBoard &tasks;
    console::TransferDesk &transfers;
    console::UiMemory &memory;
    TimeSelection &time;
    Theme &theme;
    ObjectActions *objects = nullptr; // for the views' menus; null: they offer nothing
    KeyMap *keys = nullptr;           // null: nobody can move keys
};

// Frame, navigation and what all views share. Knows views only through the registry; makes each
// when it is first opened or, to be quicker then, ahead. Works without being shown: openView(),
// then grab().
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(const ShellServices &services, const ViewRegistry &views);
    ~MainWindow() override;

    // Layout, theme, zone, view and cluster of the last run; save() is also called on closing.
    void restore();
    void save();

    QStringList viewIds() const;
    QString currentView() const { return m_place.view; }
    View *view(const QString &id); // null: no such view
    // Before view(): made, but without a place, its style, its remembered layout and its cluster.
    void makeAhead(const QString &id);
    ClusterId cluster() const { return m_place.cluster; }

    void openView(const QString &id);
    void setCluster(const ClusterId &cluster); // empty: all
    void showObject(const ClusterId &cluster, const ScopedObject &object);
    void openEvent(EventRowId event);
    void searchEvents(const QString &filter);
    void showSlo(const SloSubject &subject);
    void showService(const ClusterId &cluster, const ServiceRef &service);
    void showAlert(qint64 alert);
    void showCommand(const QString &command);
    void prepareCommand(const Command &command);
    void showSettings(const QString &page);
    void goBack();
    void goForward();
    void goToPrevious(); // the view before this one, and back again

    void openPalette(const QString &text = {});
    void openCheatSheet();
    void openHelp(const QString &page = {}); // empty: the page read last
    void toggleTasks();
    void toggleFullScreen() { setWindowState(windowState() ^ Qt::WindowFullScreen); }
    void refreshView();
    void focusFilter();
    void chooseImport();
    TimeControl &timeControl();
    // Beside the view's name in the rail, see NavRail::setCount.
    void setCount(const QString &view, int count, bool isUrgent, const QString &words);
    const ShellServices &services() const { return m_services; }
    const KeyMap &keyMap() const { return *m_keyMap; }

signals:
    void demoRequested(); // in a window of its own

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void buildLayout();
    void connectParts();
    void connectView(View &view);
    void buildKeys();
    View *openWithRole(bool ViewEntry::*role); // null: no view has it
    void goTo(const ViewPlace &place);         // remembers where it came from
    void present(const ViewPlace &place);
    void showEstate();
    void updateTitle();

    ShellServices m_services;
    ViewRegistry m_views;
    UiState m_state;
    QHash<QString, View *> m_made;
    std::map<QString, std::unique_ptr<View>> m_ahead; // not among m_made
    ViewPlace m_place;
    ViewHistory m_history;
    QString m_previous;

    TopBar *m_topBar;
    NavRail *m_rail;
    NoticeArea *m_notices;
    QStackedWidget *m_stack;
    FirstRunPage *m_firstRun;
    TaskDrawer *m_drawer;
    StatusLine *m_statusLine;
    CommandPalette *m_palette = nullptr;
    CheatSheet *m_cheatSheet = nullptr;
    HelpOverlay *m_help = nullptr;
    KeyMap *m_keyMap = nullptr;
    ViewKeys *m_viewKeys = nullptr;
    KeyDispatcher *m_keys = nullptr;
    StallWatchdog *m_watchdog = nullptr; // from the first show on
};

} // namespace binnacle::ui
