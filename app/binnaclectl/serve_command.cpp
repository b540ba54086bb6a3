#include "app/binnaclectl/command_line.h"
#include "app/binnaclectl/stop_signals.h"
#include "core/base/clock.h"
#include "core/codec/json_writer.h"
#include "core/config/settings.h"
#include "core/runtime/gateway_keeper.h"
#include "core/runtime/runtime.h"
#include "core/runtime/settings_sources.h"
#include "core/runtime/workspace_settings.h"

#include <QFileInfo>

#include <csignal>
#include <cstdio>
#include <functional>
#include <future>
#include <optional>
#include <utility>

namespace binnacle::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

std::string readyLine(runtime::Runtime &hub, const std::string &workspace)
{
    codec::JsonWriter json;
    json.beginObject()
        .member("agent", hub.listenAddress())
        .member("tls", hub.listener()->usesTls())
        .member("gateway", hub.gateway().state().address)
        .member("workspace", workspace)
        .member("version", std::string_view(BINNACLE_VERSION))
        .endObject();
    return json.take();
}

// A slip in a token or in require_token would leave the door open that somebody meant to close, and
// nobody reads the log of a hub without a window.
Status checkListenerSettings(const config::LoadedSettings &loaded)
{
    for (const config::SettingProblem &problem : loaded.problems) {
        if (problem.key.starts_with("agents.") || problem.key.starts_with("gateway.")
            || problem.key.starts_with("access."))
            return Error{ErrorCode::InvalidArgument,
                problem.source + ": " + problem.key + ' ' + problem.message};
    }
    return Done{};
}

// What the command line says goes before any file; "off" keeps the gateway shut.
Result<std::function<void(config::Settings &)>> adjustment(
    const QString &listen, const QString &gateway)
{
    std::optional<runtime::ListenAddress> agents;
    std::optional<runtime::ListenAddress> people;
    const bool isShut = gateway == u"off"_s;
    for (const auto &[text, address] : {std::pair(listen, &agents), std::pair(gateway, &people)}) {
        if (text.isEmpty() || text == u"off"_s)
            continue;
        const auto parsed = runtime::parseListenAddress(text.toStdString());
        if (!parsed)
            return parsed.error();
        *address = *parsed;
    }
    return std::function<void(config::Settings &)>(
        [agents, people, isShut](config::Settings &settings) {
            if (agents)
                runtime::setListen(settings.agents.server, *agents);
            if (people)
                runtime::setListen(settings.gateway.server, *people);
            settings.gateway.enabled = !isShut;
        });
}

// Makes the first administrator from MASTER_ADMIN_USERNAME and MASTER_ADMIN_PASSWORD while nobody
// can log in. A gateway that nobody could use is a mistake to be told.
Status openDoor(runtime::Runtime &hub)
{
    if (!hub.settings().current().gateway.enabled)
        return Done{};
    const QString name = qEnvironmentVariable("MASTER_ADMIN_USERNAME");
    const QString password = qEnvironmentVariable("MASTER_ADMIN_PASSWORD");
    if (!hub.access().hasLogin() && !password.isEmpty()) {
        std::promise<Status> added;
        // Nobody is there yet who could: the program acts for itself.
        const Principal system{.userId = -1,
            .username = "system",
            .role = Role::Admin,
            .source = ActionSource::CommandLine};
        hub.access().addUser(system,
            {.username = name.isEmpty() ? std::string("admin") : name.toStdString(),
                .password = password.toStdString(),
                .role = Role::Admin},
            [&added](const Result<User> &user) {
                added.set_value(user ? Status(Done{}) : Status(user.error()));
            });
        if (const Status made = added.get_future().get(); !made)
            return withContext(made.error(), "MASTER_ADMIN_PASSWORD");
    }
    if (!hub.access().hasLogin())
        return Error{ErrorCode::Unauthenticated,
            "nobody could log in to the gateway: add a user with `binnaclectl user add --workspace "
            "DIR`, or set MASTER_ADMIN_USERNAME and MASTER_ADMIN_PASSWORD for this start, or give "
            "--gateway off"};
    hub.gateway().drain();
    const runtime::GatewayKeeper::State state = hub.gateway().state();
    if (state.address.empty())
        return Error{ErrorCode::Unavailable, "gateway not open: " + state.problem};
    return Done{};
}

} // namespace

int runServe(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Runs the hub without a window until SIGINT or SIGTERM. When it is ready one JSON line on "
        "standard output says where it listens; logs go to standard error."_s);
    const QCommandLineOption workspace(
        u"workspace"_s, u"Folder of the workspace; created when missing."_s, u"DIR"_s);
    const QCommandLineOption listen(u"agent-listen"_s,
        u"Where agents connect. Port 0 picks a free one. Off loopback this needs TLS and tokens, "
        "see the settings file."_s,
        u"HOST:PORT"_s);
    const QCommandLineOption gateway(u"gateway"_s,
        u"Where people and programs connect (REST and WebSocket), 127.0.0.1:8080 unless told "
        "otherwise; off shuts it."_s,
        u"HOST:PORT|off"_s);
    const QCommandLineOption settingsFile(
        u"settings"_s, u"Settings file to read besides the usual ones."_s, u"FILE"_s);
    parser.addOptions({workspace, listen, gateway, settingsFile});
    if (const auto exit = parse(parser, u"serve"_s, arguments))
        return *exit;
    if (!parser.isSet(workspace))
        return fail({ErrorCode::InvalidArgument, "serve needs --workspace DIR"});

    if (parser.isSet(settingsFile) && !QFileInfo::exists(parser.value(settingsFile)))
        return fail({ErrorCode::InvalidArgument,
            "--settings: there is no file " + parser.value(settingsFile).toStdString()});

    const sigset_t stopping = blockStopSignals();
    runtime::raiseFileLimit();
    const std::string directory = parser.value(workspace).toStdString();
    auto order = runtime::systemSettings(directory, parser.value(settingsFile).toStdString());
    const auto adjust = adjustment(parser.value(listen), parser.value(gateway));
    if (!adjust)
        return fail(adjust.error());
    order.adjust = *adjust;
    const auto loaded = runtime::load(order);
    if (const Status understood = checkListenerSettings(loaded); !understood)
        return fail(understood.error());
    const SystemClock clock;
    auto hub = runtime::Runtime::start(clock,
        {.workspace = directory, .settings = loaded.settings, .settingsOrder = std::move(order)});
    if (!hub)
        return fail(hub.error());
    if ((*hub)->workspace().isReadOnly())
        return fail({ErrorCode::ReadOnly, (*hub)->workspace().readOnlyReason()});
    if (!(*hub)->listener())
        return fail({ErrorCode::Unavailable, "not listening: " + (*hub)->listenProblem()});
    if (const Status ready = openDoor(**hub); !ready)
        return fail(ready.error());

    std::printf("%s\n", readyLine(**hub, directory).c_str());
    if (const Status flushed = flushOutput(); !flushed)
        return fail(flushed.error()); // whoever waits for the line would wait for ever
    int received = 0;
    sigwait(&stopping, &received);
    return exitCode(ExitCode::Success); // the runtime finishes what it accepted
}

} // namespace binnacle::ctl
