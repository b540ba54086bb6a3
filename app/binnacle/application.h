#pragma once

#include "app/binnacle/demo_session.h"
#include "app/binnacle/feeds.h"
#include "app/binnacle/options.h"
#include "core/base/clock.h"
#include "core/demo/demo_inbox.h"
#include "core/runtime/runtime.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"
#include "ui/widgets/key_map.h"
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
    void showWindow();
    void startDemo();
    void giveUpDemo(const QString &reason);
    void setDemoTarget(const SloTarget &target);
    void setDemoRules();
    void tellDemoAlerts(Timestamp until);
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
    std::unique_ptr<Feeds> m_feeds;
    ui::TimeSelection m_time;
    ui::KeyMap m_keys;
    std::unique_ptr<ui::CommandMenu> m_commandMenu;
    std::unique_ptr<ui::MainWindow> m_window;
    std::unique_ptr<demo::DemoInbox> m_inbox; // of the demo's people
    std::unique_ptr<DemoSession> m_demo;
    std::unique_ptr<Portrait> m_portrait;
    std::unique_ptr<DutyBell> m_bell;
};

} // namespace binnacle::app
