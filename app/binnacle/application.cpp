#include "app/binnacle/application.h"

#include "app/binnacle/duty_bell.h"
#include "app/binnacle/first_paint.h"
#include "app/binnacle/keychain.h"
#include "app/binnacle/portrait.h"
#include "app/binnacle/program_views.h"
#include "core/base/thread_priority.h"
#include "core/config/settings.h"
#include "core/demo/demo_rules.h"
#include "core/demo/demo_targets.h"
#include "core/runtime/alert_keeper.h"
#include "core/runtime/alert_past.h"
#include "core/runtime/channel_keeper.h"
#include "core/runtime/settings_sources.h"
#include "core/runtime/workspace_settings.h"
#include "ui/commands/command_menu.h"
#include "ui/settings/key_settings.h"
#include "ui/shell/view_preparation.h"
#include "ui/widgets/state_panel.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QProcess>
#include <QSocketNotifier>
#include <QStandardPaths>
#include <QTimer>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace binnacle::app {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Duration kDemoHistory{31LL * 24 * 3'600'000};
constexpr Duration kDemoPast{30LL * 24 * 3'600'000};

std::array<int, 2> signalSockets{-1, -1};

// Only writes a byte: everything else is forbidden in a signal handler.
void onSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(signalSockets[0], &byte, sizeof byte);
}

// Beside this console, whose workspace it leaves alone.
void openDemo()
{
    if (!QProcess::startDetached(QApplication::applicationFilePath(), {u"--demo"_s}))
        qWarning("the demo could not be started");
}

QString workspaceOfUser()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + u"/binnacle/workspace"_s;
}

} // namespace

Application::Application(QApplication &application, Options options)
    : m_application(application)
    , m_options(std::move(options))
    , m_theme(application)
{}

Application::~Application() = default;

int Application::run()
{
    if (m_options.theme)
        m_theme.setName(*m_options.theme);
    if (Status started = startRuntime(); !started)
        return refuse(started.error());
    m_feeds = std::make_unique<Feeds>(*m_runtime, m_clock, m_options);
    ui::followKeySettings(m_keys, *m_feeds->settings);
    showWindow();
    quitOnSignals();
    if (m_options.demo)
        startDemo();
    if (!m_options.files.isEmpty())
        m_feeds->user->whenKnown([this] { m_feeds->transfers->importFiles(m_options.files); });
    return QApplication::exec();
}

// English needs a file of its own for its plurals.
void Application::translate(const QString &language)
{
    const QLocale locale = language.isEmpty() ? QLocale() : QLocale(language);
    QLocale::setDefault(locale);
    if (m_qtTranslator.load(
            locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QApplication::installTranslator(&m_qtTranslator);
    if (m_translator.load(locale, u"binnacle"_s, u"_"_s, u":/i18n"_s)
        || m_translator.load(u":/i18n/binnacle_en.qm"_s))
        QApplication::installTranslator(&m_translator);
}

Result<QString> Application::workspaceDirectory()
{
    if (!m_options.workspace.isEmpty())
        return m_options.workspace;
    if (!m_options.demo)
        return workspaceOfUser();
    m_temporary.emplace();
    if (!m_temporary->isValid())
        return Error{ErrorCode::Unavailable,
            "no temporary folder for the demo: " + m_temporary->errorString().toStdString()};
    return m_temporary->path();
}

// What the command line says goes before any file.
void Application::adjust(config::Settings &settings) const
{
    if (m_options.demo) { // the estate talks to this console only, on a port nobody else has
        settings.agents.server = {.address = "127.0.0.1", .port = 0};
        settings.agents.requireToken = false;
        settings.agents.tokenHashes.clear();
        settings.agents.snapshotInterval = m_options.demoSettings.snapshotInterval;
        settings.agents.agentOfflineAfter = Duration{20'000};
        settings.slo.oldestAccepted = kDemoHistory; // its month is told when it starts
        settings.slo.aggregateEvery = Duration{60'000};
    }
    if (m_options.agentListen)
        runtime::setListen(settings.agents.server, *m_options.agentListen);
    if (m_options.gateway) {
        settings.gateway.enabled = true;
        runtime::setListen(settings.gateway.server, *m_options.gateway);
    }
    if (m_options.readOnly)
        settings.access.readOnly = true;
}

Status Application::startRuntime()
{
    const auto directory = workspaceDirectory();
    if (!directory)
        return directory.error();
    runtime::SettingsOrder order
        = runtime::systemSettings(directory->toStdString(), m_options.settingsFile.toStdString());
    order.adjust = [this](config::Settings &settings) { adjust(settings); };
    const config::Settings settings = runtime::load(order).settings;
    translate(QString::fromStdString(settings.language));
    // A demo leaves nothing behind, in no keychain either.
    std::function<std::shared_ptr<access::SecretStore>()> openSecrets;
    if (!m_options.demo)
        openSecrets = [place = *directory] { return openKeychain(place); };
    Status started = Done{};
    // A busy hub makes the window wait less for a processor.
    runBehind(kBehindWindow, [&] {
        auto runtime = runtime::Runtime::start(m_clock,
            {.workspace = directory->toStdString(),
                .settings = settings,
                .settingsOrder = std::move(order),
                .openSecrets = std::move(openSecrets)});
        if (runtime)
            m_runtime = *std::move(runtime);
        else
            started = runtime.error();
    });
    return started;
}

void Application::showWindow()
{
    m_commandMenu = std::make_unique<ui::CommandMenu>(*m_feeds->commands);
    m_window = std::make_unique<ui::MainWindow>(ui::ShellServices{.estate = *m_feeds->estate,
                                                    .events = *m_feeds->events,
                                                    .tasks = *m_feeds->tasks,
                                                    .transfers = *m_feeds->transfers,
                                                    .memory = *m_feeds->memory,
                                                    .time = m_time,
                                                    .theme = m_theme,
                                                    .objects = m_commandMenu.get(),
                                                    .keys = &m_keys},
        programViews(*m_feeds, m_time, m_theme, m_keys));
    connect(m_commandMenu.get(), &ui::CommandMenu::chosen, m_window.get(),
        &ui::MainWindow::prepareCommand);
    connect(m_window.get(), &ui::MainWindow::demoRequested, this, &openDemo);
    m_bell = std::make_unique<DutyBell>(*m_window, *m_feeds->alerts, *m_feeds->commands);
    m_window->resize(m_options.size);
    m_window->restore();
    if (m_options.theme)
        m_theme.setName(*m_options.theme);
    if (!m_options.grabDirectory.isEmpty()) {
        m_window->resize(m_options.size);
        m_portrait = std::make_unique<Portrait>(*m_window, m_theme, m_options.grabDirectory);
        connect(m_portrait.get(), &Portrait::finished, this,
            [](int exitCode) { QApplication::exit(exitCode); });
        if (!m_options.demo)
            m_portrait->start();
        return;
    }
    new FirstPaint(*m_window); // owned by the window
    m_window->show();
    new ui::ViewPreparation(*m_window); // owned by the window
}

void Application::startDemo()
{
    if (!m_runtime->listener()) {
        giveUpDemo(
            u"it has nobody to talk to: "_s + QString::fromStdString(m_runtime->listenProblem()));
        return;
    }
    demo::DemoSettings settings = m_options.demoSettings;
    settings.port = m_runtime->listener()->port();
    for (const SloTarget &target : demo::demoTargets())
        setDemoTarget(target);
    setDemoRules();
    m_demo = std::make_unique<DemoSession>(m_clock, settings, *m_feeds->tasks);
    connect(m_demo.get(), &DemoSession::ready, this, [this, begun = m_clock.now()] {
        tellDemoAlerts(begun);
        if (m_portrait)
            m_portrait->start();
    });
    connect(m_demo.get(), &DemoSession::failed, this, &Application::giveUpDemo);
}

// A portrait would wait for ever. Only an event loop that runs can be left, so wait for that.
void Application::giveUpDemo(const QString &reason)
{
    qWarning("the demo stopped: %s", qPrintable(reason));
    if (m_portrait)
        QTimer::singleShot(0, this, [] { QApplication::exit(1); });
}

void Application::setDemoTarget(const SloTarget &target)
{
    m_runtime->setTarget(target, [](const Status &status) {
        if (!status)
            qWarning("a target of the demo was not set: %s", status.error().message.c_str());
    });
}

// The demo pages its people's inbox, on this machine. A workspace that has the rules keeps them.
void Application::setDemoRules()
{
    const auto heard = [](const Status &status) {
        if (!status && status.error().code != ErrorCode::Conflict)
            qWarning(
                "a rule or channel of the demo was not set: %s", status.error().message.c_str());
    };
    for (const AlertRule &rule : demo::demoRules())
        m_runtime->alerts().saveRule(rule, heard);
    auto inbox = demo::DemoInbox::open();
    if (!inbox)
        return heard(inbox.error());
    m_inbox = *std::move(inbox);
    const auto known = m_runtime->channels().channels();
    for (Channel channel : demo::demoChannels(m_inbox->port())) {
        const auto before = std::ranges::find(*known, channel.name, &Channel::name);
        if (before != known->end()) { // of an earlier run: its inbox has another port now
            channel.id = before->id;
            channel.updatedAt = before->updatedAt;
        }
        m_runtime->channels().save(channel, heard);
    }
}

// What the rules would have said of the month that was told.
void Application::tellDemoAlerts(Timestamp until)
{
    m_feeds->tasks->start(tr("Work out the alerts of the demo's last 30 days"), tr("days"),
        [this, until](const runtime::TaskRunner::Context &task) -> Status {
            const auto told = runtime::tellPastAlerts(*m_runtime,
                {.range = {until - kDemoPast, until}, .silences = demo::demoSilences(until)},
                task.stop, task.progress);
            return told ? Status(Done{}) : Status(told.error());
        });
}

// There is no console without a workspace: a window says why and what can be done.
int Application::refuse(const Error &error)
{
    std::fprintf(stderr, "binnacle: %s\n", error.message.c_str());
    if (!m_options.grabDirectory.isEmpty())
        return 1;
    ui::StatePanel panel;
    panel.setWindowTitle(tr("Binnacle"));
    panel.resize(640, 360);
    panel.showError(error,
        tr("Nothing was changed in the workspace. binnacle --demo works without one."),
        {{.text = tr("Close"), .run = [] { QApplication::exit(1); }, .isPrimary = true}});
    panel.show();
    QApplication::exec();
    return 1;
}

// Ctrl+C and a session that ends close the window as its button does: what was accepted is kept.
void Application::quitOnSignals()
{
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, signalSockets.data()) != 0)
        return; // the default action ends the program, which loses nothing that was acknowledged
    auto *notifier = new QSocketNotifier(signalSockets[1], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [] { QApplication::quit(); });
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
}

} // namespace binnacle::app
