#pragma once

#include "app/binnacle/demo_session.h"
#include "app/binnacle/options.h"
#include "core/base/clock.h"
#include "core/demo/demo_inbox.h"
#include "core/runtime/console/desktop_user.h"
#include "core/runtime/console/file_transfer_desk.h"
#include "core/runtime/console/live_estate_feed.h"
#include "core/runtime/console/runtime_access_desk.h"
#include "core/runtime/console/runtime_alert_desk.h"
#include "core/runtime/console/runtime_command_desk.h"
#include "core/runtime/console/runtime_query_desk.h"
#include "core/runtime/console/runtime_settings_desk.h"
#include "core/runtime/console/runtime_source_desk.h"
#include "core/runtime/console/store_event_feed.h"
#include "core/runtime/console/store_mesh_feed.h"
#include "core/runtime/console/store_slo_feed.h"
#include "core/runtime/console/stored_signal.h"
#include "core/runtime/console/task_runner.h"
#include "core/runtime/console/ui_memory_file.h"
#include "core/runtime/runtime.h"
#include "ui/shell/main_window.h"
#include "ui/shell/view_registry.h"
#include "ui/theme/theme.h"
#include "ui/widgets/time_selection.h"

#include <QTemporaryDir>
#include <QTranslator>

#include <memory>
#include <optional>

class QApplication;

namespace binnacle::ui {
class CommandMenu;
}

namespace binnacle::app {

class DutyBell;
class Portrait;

// The only place that names concrete classes together: builds the runtime, the feeds over it, the
// views and the window, in this order, and takes them down in reverse.
class Application : public QObject
{
    Q_OBJECT

public:
    Application(QApplication &application, Options options);
    ~Application() override;

    int run();

private:
    void translate(const QString &language);
    void adjust(config::Settings &settings) const;
    Status startRuntime();
    Result<QString> workspaceDirectory();
    void buildFeeds();
    void registerViews();
    void showWindow();
    void startDemo();
    void setDemoTarget(const SloTarget &target);
    void setDemoRules();
    int refuse(const Error &error);
    void quitOnSignals();

    QApplication &m_application;
    const Options m_options;
    SystemClock m_clock;
    QTranslator m_translator;
    QTranslator m_qtTranslator;
    ui::Theme m_theme;
    std::optional<QTemporaryDir> m_temporary; // workspace of a demo without --workspace
    std::unique_ptr<runtime::Runtime> m_runtime;
    std::unique_ptr<runtime::TaskRunner> m_tasks;
    std::unique_ptr<runtime::DesktopUser> m_user;
    std::unique_ptr<runtime::LiveEstateFeed> m_estate;
    std::unique_ptr<runtime::StoreEventFeed> m_events;
    std::unique_ptr<runtime::StoredSignal> m_stored;
    std::unique_ptr<runtime::StoreMeshFeed> m_mesh;
    std::unique_ptr<runtime::StoreSloFeed> m_slo;
    std::unique_ptr<runtime::RuntimeSourceDesk> m_sources;
    std::unique_ptr<runtime::RuntimeAccessDesk> m_access;
    std::unique_ptr<runtime::RuntimeSettingsDesk> m_settings;
    std::unique_ptr<runtime::RuntimeQueryDesk> m_queries;
    std::unique_ptr<runtime::RuntimeAlertDesk> m_alerts;
    std::unique_ptr<runtime::RuntimeCommandDesk> m_commands;
    std::unique_ptr<runtime::FileTransferDesk> m_transfers;
    std::unique_ptr<runtime::UiMemoryFile> m_memory;
    ui::TimeSelection m_time;
    ui::ViewRegistry m_views;
    std::unique_ptr<ui::CommandMenu> m_commandMenu;
    std::unique_ptr<ui::MainWindow> m_window;
    std::unique_ptr<demo::DemoInbox> m_inbox; // of the demo's people
    std::unique_ptr<DemoSession> m_demo;
    std::unique_ptr<Portrait> m_portrait;
    std::unique_ptr<DutyBell> m_bell;
};

} // namespace binnacle::app
