#include "app/binnaclectl/command_line.h"
#include "app/binnaclectl/stop_signals.h"
#include "core/base/clock.h"
#include "core/codec/json_writer.h"
#include "core/config/settings.h"
#include "core/runtime/runtime.h"
#include "core/runtime/settings_sources.h"

#include <QFileInfo>

#include <csignal>
#include <cstdio>

namespace binnacle::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

std::string readyLine(const runtime::Runtime &hub, const std::string &workspace)
{
    codec::JsonWriter json;
    json.beginObject()
        .member("agent", hub.listenAddress())
        .member("tls", hub.listener()->usesTls())
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
        if (problem.key.starts_with("agents."))
            return Error{ErrorCode::InvalidArgument,
                problem.source + ": " + problem.key + ' ' + problem.message};
    }
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
    const QCommandLineOption settingsFile(
        u"settings"_s, u"Settings file to read besides the usual ones."_s, u"FILE"_s);
    parser.addOptions({workspace, listen, settingsFile});
    if (const auto exit = parse(parser, u"serve"_s, arguments))
        return *exit;
    if (!parser.isSet(workspace))
        return fail({ErrorCode::InvalidArgument, "serve needs --workspace DIR"});

    if (parser.isSet(settingsFile) && !QFileInfo::exists(parser.value(settingsFile)))
        return fail({ErrorCode::InvalidArgument,
            "--settings: there is no file " + parser.value(settingsFile).toStdString()});

    const sigset_t stopping = blockStopSignals();
    runtime::raiseFileLimit();
    const auto loaded = runtime::loadSystemSettings(parser.value(settingsFile).toStdString());
    if (const Status understood = checkListenerSettings(loaded); !understood)
        return fail(understood.error());
    config::Settings settings = loaded.settings;
    if (parser.isSet(listen)) {
        if (Status set = runtime::setAgentListen(settings, parser.value(listen).toStdString());
            !set)
            return fail(set.error());
    }
    const std::string directory = parser.value(workspace).toStdString();
    const SystemClock clock;
    auto hub = runtime::Runtime::start(clock, {.workspace = directory, .settings = settings});
    if (!hub)
        return fail(hub.error());
    if ((*hub)->workspace().isReadOnly())
        return fail({ErrorCode::ReadOnly, (*hub)->workspace().readOnlyReason()});
    if (!(*hub)->listener())
        return fail({ErrorCode::Unavailable, "not listening: " + (*hub)->listenProblem()});

    std::printf("%s\n", readyLine(**hub, directory).c_str());
    if (const Status flushed = flushOutput(); !flushed)
        return fail(flushed.error()); // whoever waits for the line would wait for ever
    int received = 0;
    sigwait(&stopping, &received);
    return exitCode(ExitCode::Success); // the runtime finishes what it accepted
}

} // namespace binnacle::ctl
