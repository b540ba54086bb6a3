#include "app/binnaclectl/command_line.h"
#include "app/binnaclectl/snapshot_file.h"
#include "app/binnaclectl/stop_signals.h"
#include "core/base/printable.h"
#include "core/collect/metrics_agent.h"
#include "core/domain/agent_state.h"
#include "core/kube/cluster_identity.h"
#include "core/kube/command_agent.h"
#include "core/kube/kubeconfig.h"
#include "core/kube/snapshot_agent.h"

#include <csignal>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <pthread.h>
#include <thread>
#include <utility>
#include <vector>

namespace binnacle::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

struct AgentOptions
{
    QCommandLineOption metrics{u"metrics"_s,
        u"Metrics endpoint: a URL, a file, or a folder of scrapes to replay. May be given several "
        "times."_s,
        u"URL"_s};
    QCommandLineOption hub{
        u"hub"_s, u"Where the hub listens for agents."_s, u"URL"_s, u"http://127.0.0.1:8081"_s};
    QCommandLineOption cluster{u"cluster"_s,
        u"Id of the cluster; default with Kubernetes: the uid of the namespace kube-system."_s,
        u"ID"_s};
    QCommandLineOption interval{
        u"interval"_s, u"Time between scrapes, and between snapshots."_s, u"DURATION"_s, u"10s"_s};
    QCommandLineOption state{
        u"state"_s, u"File that keeps the readings over a restart."_s, u"FILE"_s};
    QCommandLineOption routes{u"routes-from"_s,
        u"Snapshot of the cluster to take domains and paths from."_s, u"SNAPSHOT.json"_s};
    QCommandLineOption authority{u"ca"_s,
        u"Certificates to trust of hub and endpoints, PEM; default: the system's."_s, u"FILE"_s};
    QCommandLineOption kubeconfig{u"kubeconfig"_s,
        u"How to reach the Kubernetes API server; \"default\" stands for $KUBECONFIG or "
        "~/.kube/config."_s,
        u"FILE"_s};
    QCommandLineOption context{
        u"context"_s, u"Context of the kubeconfig; default: its current one."_s, u"NAME"_s};
    QCommandLineOption inCluster{
        u"in-cluster"_s, u"Reach the API server with the service account of this pod."_s};
    QCommandLineOption snapshots{u"snapshots"_s,
        u"Whether the hub is told what the cluster looks like: on or off; default: on with "
        "Kubernetes."_s,
        u"on|off"_s};
    QCommandLineOption commands{u"commands"_s,
        u"Whether commands of the hub are carried out: on or off; default: on with Kubernetes."_s,
        u"on|off"_s};
};

// One of the things an agent does; blocks until it is stopped or at its end.
using Duty = std::function<Status(const std::stop_token &stop)>;

void tell(const std::string &line)
{
    std::fprintf(stderr, "binnaclectl agent: %s\n", printable(line).c_str());
}

// Each on a thread of its own while this one waits for SIGINT or SIGTERM. Over when the first one
// fails or the last one ends.
Status runUntilStopped(const std::vector<Duty> &duties, const sigset_t &stopping)
{
    const pthread_t waiter = pthread_self();
    std::mutex mutex;
    Status outcome = Done{};
    std::size_t running = duties.size();
    std::vector<std::jthread> threads;
    for (const Duty &duty : duties) {
        threads.emplace_back([&](const std::stop_token &stop) {
            const Status ended = duty(stop);
            const std::scoped_lock lock(mutex);
            if (!ended && outcome)
                outcome = ended;
            if (--running == 0 || !ended)
                pthread_kill(waiter, SIGTERM); // NOLINT: the waiter takes it with sigwait()
        });
    }
    int signal = 0;
    sigwait(&stopping, &signal);
    for (std::jthread &thread : threads)
        thread.request_stop();
    threads.clear();
    return outcome;
}

std::string hubAddress(const QCommandLineParser &parser, const AgentOptions &options)
{
    std::string hub = parser.value(options.hub).toStdString();
    while (hub.ends_with('/'))
        hub.pop_back();
    return hub;
}

// Tokens do not belong on a command line, where everybody on the machine can read them.
std::string hubToken()
{
    return qEnvironmentVariable("BINNACLE_HUB_TOKEN").toStdString();
}

// How to reach the API server; nullopt when the command line names no way.
Result<std::optional<kube::ApiAccess>> apiAccess(
    const QCommandLineParser &parser, const AgentOptions &options)
{
    const bool usesConfig = parser.isSet(options.kubeconfig) || parser.isSet(options.context);
    if (usesConfig && parser.isSet(options.inCluster))
        return Error{ErrorCode::InvalidArgument, "--in-cluster or --kubeconfig, not both"};
    if (!usesConfig && !parser.isSet(options.inCluster))
        return std::optional<kube::ApiAccess>();
    const QString file = parser.value(options.kubeconfig);
    auto access = usesConfig
        ? kube::loadKubeconfig(
            kube::kubeconfigFiles(file == u"default"_s ? std::string() : file.toStdString()),
            parser.value(options.context).toStdString())
        : kube::serviceAccountAccess(kube::ServiceAccountPlace::ofEnvironment());
    if (!access)
        return access.error();
    if (access->skipsVerification)
        tell("the kubeconfig switches off that the API server's certificate is verified");
    return std::optional(*std::move(access));
}

// What the switch `option` says, which needs Kubernetes to be on.
Result<bool> isOn(
    const QCommandLineParser &parser, const QCommandLineOption &option, bool hasKubernetes)
{
    const QString word = parser.value(option);
    const std::string name = "--" + option.names().first().toStdString();
    if (!word.isEmpty() && word != u"on"_s && word != u"off"_s)
        return Error{ErrorCode::InvalidArgument, name + ": on or off"};
    if (word == u"on"_s && !hasKubernetes)
        return Error{
            ErrorCode::InvalidArgument, name + " on needs --kubeconfig FILE or --in-cluster"};
    return hasKubernetes && word != u"off"_s;
}

Result<std::string> clusterId(const QCommandLineParser &parser, const AgentOptions &options,
    const std::optional<kube::ApiAccess> &access)
{
    constexpr Duration kPatience{30'000};
    std::string id = parser.value(options.cluster).toStdString();
    if (id.empty() && access) {
        kube::ApiClient api({.access = *access});
        auto asked = kube::clusterIdentity(api, kube::CallBudget::of(kPatience));
        if (!asked)
            return withContext(asked.error(), "the id of the cluster, see --cluster");
        id = *std::move(asked);
    }
    if (!isValidClusterId(id))
        return Error{
            ErrorCode::InvalidArgument, "agent needs --cluster ID (letters, digits, . _ : -)"};
    return id;
}

Result<Duration> intervalOf(const QCommandLineParser &parser, const AgentOptions &options)
{
    auto every = parseDuration(parser.value(options.interval).toStdString());
    if (!every || *every < Duration{1'000})
        return Error{ErrorCode::InvalidArgument, "--interval: a duration of at least 1s"};
    return every;
}

Result<collect::MetricsAgentSettings> metricsSettings(const QCommandLineParser &parser,
    const AgentOptions &options, const std::string &cluster, Duration interval)
{
    collect::MetricsAgentSettings settings{
        .endpointToken = qEnvironmentVariable("BINNACLE_METRICS_TOKEN").toStdString(),
        .hub = hubAddress(parser, options),
        .hubToken = hubToken(),
        .caFile = parser.value(options.authority).toStdString(),
        .cluster = cluster,
        .interval = interval,
        .baselineFile = parser.value(options.state).toStdString()};
    for (const QString &location : parser.values(options.metrics))
        settings.endpoints.push_back(location.toStdString());
    if (parser.isSet(options.routes)) {
        auto snapshot = readSnapshotFile(parser.value(options.routes));
        if (!snapshot)
            return snapshot.error();
        settings.routes = *std::move(snapshot);
    }
    return settings;
}

// What the command line asks for, understood.
struct Plan
{
    std::optional<kube::ApiAccess> access;
    bool tellsSnapshots = false;
    bool carriesOut = false;
    Duration interval{};
    std::string cluster;
};

Result<Plan> planOf(const QCommandLineParser &parser, const AgentOptions &options)
{
    auto access = apiAccess(parser, options);
    if (!access)
        return access.error();
    Plan plan{.access = *std::move(access)};
    const auto snapshots = isOn(parser, options.snapshots, plan.access.has_value());
    const auto commands = isOn(parser, options.commands, plan.access.has_value());
    const auto interval = intervalOf(parser, options);
    if (!snapshots || !commands)
        return snapshots ? commands.error() : snapshots.error();
    if (!interval)
        return interval.error();
    plan.tellsSnapshots = *snapshots;
    plan.carriesOut = *commands;
    plan.interval = *interval;
    if (!parser.isSet(options.metrics) && !plan.tellsSnapshots && !plan.carriesOut)
        return Error{ErrorCode::InvalidArgument,
            "agent needs something to do: --metrics URL, --kubeconfig FILE or --in-cluster"};
    if (Status valid = collect::checkUrl(hubAddress(parser, options)); !valid)
        return withContext(valid.error(), "--hub");
    auto cluster = clusterId(parser, options, plan.access);
    if (!cluster)
        return cluster.error();
    plan.cluster = *std::move(cluster);
    return plan;
}

Status work(const QCommandLineParser &parser, const AgentOptions &options)
{
    const auto plan = planOf(parser, options);
    if (!plan)
        return plan.error();
    const std::string hub = hubAddress(parser, options);
    const std::string authority = parser.value(options.authority).toStdString();
    const sigset_t stopping = blockStopSignals();
    const SystemClock clock;
    std::vector<Duty> duties;
    std::unique_ptr<collect::MetricsAgent> scraper;
    if (parser.isSet(options.metrics)) {
        auto settings = metricsSettings(parser, options, plan->cluster, plan->interval);
        if (!settings)
            return settings.error();
        auto made = collect::MetricsAgent::create(clock, *std::move(settings), tell);
        if (!made)
            return made.error();
        scraper = *std::move(made);
        duties.emplace_back([&](const std::stop_token &stop) { return scraper->run(stop); });
    }
    std::optional<kube::SnapshotAgent> observer;
    if (plan->tellsSnapshots) {
        observer.emplace(clock,
            kube::SnapshotAgentSettings{.hub = hub,
                .hubToken = hubToken(),
                .caFile = authority,
                .cluster = plan->cluster,
                .api = {.access = *plan->access},
                .interval = plan->interval},
            tell);
        duties.emplace_back([&](const std::stop_token &stop) { return observer->run(stop); });
    }
    std::optional<kube::CommandAgent> executor;
    if (plan->carriesOut) {
        executor.emplace(clock,
            kube::CommandAgentSettings{.hub = hub,
                .hubToken = hubToken(),
                .caFile = authority,
                .cluster = plan->cluster,
                .api = {.access = *plan->access}},
            tell);
        duties.emplace_back([&](const std::stop_token &stop) { return executor->run(stop); });
    }
    return runUntilStopped(duties, stopping);
}

} // namespace

int runAgent(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Runs beside a cluster until SIGINT or SIGTERM. With --metrics it scrapes endpoints and "
        "delivers what was counted to a hub; what the hub does not acknowledge is kept and "
        "delivered later. With --kubeconfig or --in-cluster it tells the hub what the cluster "
        "looks like and carries out the hub's commands with the rights of that account: scale, "
        "restart, update_image, delete, cordon, uncordon, get_logs, get_configmap, get_secret, "
        "dynamic, apply_manifests; what changes something at most once. Tokens: "
        "BINNACLE_HUB_TOKEN and BINNACLE_METRICS_TOKEN in the environment."_s);
    const AgentOptions options;
    parser.addOptions({options.metrics, options.hub, options.cluster, options.interval,
        options.state, options.routes, options.authority, options.kubeconfig, options.context,
        options.inCluster, options.snapshots, options.commands});
    if (const auto exit = parse(parser, u"agent"_s, arguments))
        return *exit;
    if (const Status worked = work(parser, options); !worked)
        return fail(worked.error());
    return exitCode(ExitCode::Success);
}

} // namespace binnacle::ctl
