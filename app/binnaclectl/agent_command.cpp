#include "app/binnaclectl/command_line.h"
#include "app/binnaclectl/snapshot_file.h"
#include "app/binnaclectl/stop_signals.h"
#include "core/base/printable.h"
#include "core/collect/metrics_agent.h"
#include "core/domain/agent_state.h"

#include <csignal>
#include <cstdio>
#include <future>
#include <pthread.h>
#include <thread>

namespace binnacle::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

// Works on a thread of its own while this one waits for SIGINT or SIGTERM.
Status runUntilStopped(collect::MetricsAgent &agent, const sigset_t &stopping)
{
    const pthread_t waiter = pthread_self();
    std::promise<Status> outcome;
    std::jthread worker([&](const std::stop_token &stop) {
        outcome.set_value(agent.run(stop));
        pthread_kill(waiter, SIGTERM); // the work ended by itself
    });
    int signal = 0;
    sigwait(&stopping, &signal);
    worker.request_stop();
    return outcome.get_future().get();
}

} // namespace

int runAgent(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Runs beside a cluster until SIGINT or SIGTERM: scrapes its metrics endpoints and "
        "delivers what was counted to a hub. What the hub does not acknowledge is kept and "
        "delivered later."_s);
    const QCommandLineOption metrics(u"metrics"_s,
        u"Metrics endpoint: a URL, a file, or a folder of scrapes to replay. May be given several "
        "times."_s,
        u"URL"_s);
    const QCommandLineOption hub(
        u"hub"_s, u"Where the hub listens for agents."_s, u"URL"_s, u"http://127.0.0.1:8081"_s);
    const QCommandLineOption cluster(u"cluster"_s, u"Id of the cluster."_s, u"ID"_s);
    const QCommandLineOption interval(
        u"interval"_s, u"Time between scrapes."_s, u"DURATION"_s, u"10s"_s);
    const QCommandLineOption state(
        u"state"_s, u"File that keeps the readings over a restart."_s, u"FILE"_s);
    const QCommandLineOption routes(u"routes-from"_s,
        u"Snapshot of the cluster to take domains and paths from."_s, u"SNAPSHOT.json"_s);
    const QCommandLineOption authority(
        u"ca"_s, u"Certificates to trust, PEM; default: the system's."_s, u"FILE"_s);
    parser.addOptions({metrics, hub, cluster, interval, state, routes, authority});
    if (const auto exit = parse(parser, u"agent"_s, arguments))
        return *exit;
    const std::string id = parser.value(cluster).toStdString();
    if (!parser.isSet(metrics) || !isValidClusterId(id))
        return fail({ErrorCode::InvalidArgument,
            "agent needs --metrics URL and --cluster ID (letters, digits, . _ : -)"});
    const auto every = parseDuration(parser.value(interval).toStdString());
    if (!every || *every < Duration{1'000})
        return fail({ErrorCode::InvalidArgument, "--interval: a duration of at least 1s"});

    const sigset_t stopping = blockStopSignals();
    // Tokens do not belong on a command line, where everybody on the machine can read them.
    collect::MetricsAgentSettings settings{
        .endpointToken = qEnvironmentVariable("BINNACLE_METRICS_TOKEN").toStdString(),
        .hub = parser.value(hub).toStdString(),
        .hubToken = qEnvironmentVariable("BINNACLE_HUB_TOKEN").toStdString(),
        .caFile = parser.value(authority).toStdString(),
        .cluster = id,
        .interval = *every,
        .baselineFile = parser.value(state).toStdString()};
    for (const QString &location : parser.values(metrics))
        settings.endpoints.push_back(location.toStdString());
    if (parser.isSet(routes)) {
        auto snapshot = readSnapshotFile(parser.value(routes));
        if (!snapshot)
            return fail(snapshot.error());
        settings.routes = *std::move(snapshot);
    }
    const SystemClock clock;
    auto agent
        = collect::MetricsAgent::create(clock, std::move(settings), [](const std::string &line) {
              std::fprintf(stderr, "binnaclectl agent: %s\n", printable(line).c_str());
          });
    if (!agent)
        return fail(agent.error());
    if (Status ran = runUntilStopped(**agent, stopping); !ran)
        return fail(ran.error());
    return exitCode(ExitCode::Success);
}

} // namespace binnacle::ctl
