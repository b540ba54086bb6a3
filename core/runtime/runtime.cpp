#include "core/runtime/runtime.h"

#include "core/codec/gzip.h"
#include "core/codec/snapshot.h"
#include "core/gateway/limit_hits.h"
#include "core/ingest/agent_routes.h"
#include "core/ingest/cleaning.h"
#include "core/runtime/alert_keeper.h"
#include "core/runtime/channel_keeper.h"
#include "core/runtime/command_keeper.h"
#include "core/runtime/contact_keeper.h"
#include "core/runtime/gateway_keeper.h"
#include "core/runtime/metrics_sources.h"
#include "core/runtime/traffic_keeper.h"
#include "core/runtime/workspace_follower.h"
#include "core/runtime/workspace_queries.h"
#include "core/runtime/workspace_settings.h"
#include "core/store/cluster_repository.h"
#include "core/store/command_repository.h"
#include "core/store/reader_pool.h"
#include "core/store/snapshot_history.h"
#include "core/store/store_writer.h"

#include <QLoggingCategory>

#include <future>
#include <utility>

Q_LOGGING_CATEGORY(logRuntime, "binnacle.runtime")

namespace binnacle::runtime {

namespace {

constexpr Duration kTick{250};
constexpr Duration kContactTick{1'000};
constexpr Duration kFirstSweep{60'000};
constexpr Duration kFirstRollUp{20'000}; // closes the hours of an earlier run
constexpr Duration kStopGrace{5'000};
constexpr std::size_t kDecodeThreads = 2;
constexpr std::size_t kDutyReaders = 2;

void warnUnless(const Status &done, const char *problem)
{
    if (!done)
        qCWarning(logRuntime, "%s error=\"%s\"", problem, done.error().message.c_str());
}

slo::HistorySettings historySettings(const config::SloSettings &levels)
{
    return {.rawRetention = levels.rawRetention,
        .hourlyRetention = levels.hourlyRetention,
        .statusRetention = levels.statusRetention,
        .oldestAccepted = levels.oldestAccepted};
}

hub::HubSettings hubSettings(const config::AgentListenerSettings &agents)
{
    return {.offlineAfter = agents.agentOfflineAfter, .snapshotInterval = agents.snapshotInterval};
}

// What the store remembers of a cluster, decoded. A body that no longer decodes is not worth
// failing the start for: the next snapshot replaces it.
hub::DataHub::Remembered remembered(store::ClusterRecord record)
{
    hub::DataHub::Remembered known{.id = record.id,
        .name = record.name,
        .environment = record.environment,
        .times = record.times};
    if (auto snapshot = rememberedSnapshot(record))
        known.snapshot = std::move(snapshot);
    return known;
}

// What a runbook that a rule runs may know of the alert.
std::vector<std::pair<std::string, std::string>> runbookArguments(const Alert &alert)
{
    return {{"kind", alert.subject.object.kind}, {"namespace", alert.subject.object.ns},
        {"name", alert.subject.object.name}};
}

// Runs `task` on the core thread and waits for it and for what was posted before. Only at start and
// stop.
void runOnCore(CoreThread &core, const std::function<void()> &task)
{
    std::promise<void> done;
    core.post([&] {
        task();
        done.set_value();
    });
    done.get_future().wait();
}

} // namespace

std::shared_ptr<const ClusterSnapshot> rememberedSnapshot(const store::ClusterRecord &record)
{
    if (record.snapshotBody.empty())
        return nullptr;
    auto json = record.snapshotIsGzip ? codec::inflateGzip(record.snapshotBody)
                                      : Result<std::string>(record.snapshotBody);
    auto snapshot = json ? codec::decodeSnapshot(*json)
                         : Result<std::unique_ptr<ClusterSnapshot>>(json.error());
    if (!snapshot) {
        qCWarning(logRuntime, "last snapshot not readable cluster=%s error=\"%s\"",
            record.id.value.c_str(), snapshot.error().message.c_str());
        return nullptr;
    }
    ingest::clean(**snapshot, record.id, record.snapshotReceivedAt);
    (*snapshot)->receivedAt = record.snapshotReceivedAt;
    (*snapshot)->body = std::make_shared<const std::string>(record.snapshotBody);
    (*snapshot)->bodyIsGzip = record.snapshotIsGzip;
    return *std::move(snapshot);
}

Runtime::Runtime(const Clock &clock, RuntimeOptions options)
    : m_clock(clock)
    , m_options(std::move(options))
    , m_tokens(m_options.settings.agents.tokenHashes, m_options.settings.agents.requireToken)
{}

Result<std::unique_ptr<Runtime>> Runtime::start(const Clock &clock, RuntimeOptions options)
{
    std::unique_ptr<Runtime> runtime(new Runtime(clock, std::move(options)));
    if (Status opened = runtime->open(); !opened)
        return opened.error();
    return runtime;
}

Runtime::~Runtime()
{
    m_isStopping = true;
    for (const CoreThread::TimerId timer : m_timers)
        m_core.cancel(timer);
    if (m_sources)
        m_sources->stop();
    if (m_gateway)
        m_gateway->stop();
    if (m_alerts)
        m_alerts->stop();
    m_runbookWanted = {};
    if (m_commands)
        m_commands->stop();
    if (m_channels)
        m_channels->stop();
    if (m_hub)
        runOnCore(m_core, [this] { m_hub->stop(); });
    if (m_server)
        m_server->stop(kStopGrace);
    m_follower.reset();
    if (m_pipeline)
        m_pipeline->drain();
    if (m_keeper)
        m_keeper->finish();
    // What is derived from the history runs on readers and may have something to write.
    if (m_workspace) {
        m_workspace->readers().drain();
        m_dutyReaders->drain();
    }
    // Commits answer on the core thread, so the writer has to be quiet before that thread ends; and
    // what still waits there may have something to write. Nothing starts by itself any more.
    runOnCore(m_core, [] {});
    if (m_workspace && !m_workspace->isReadOnly()) {
        warnUnless(
            m_workspace->writer().submitAndWait([](store::WriteContext &) { return Done{}; }),
            "last commit failed");
    }
    runOnCore(m_core, [] {});
}

Status Runtime::open()
{
    auto workspace = store::Workspace::open({.directory = m_options.workspace});
    if (!workspace)
        return workspace.error();
    m_workspace = *std::move(workspace);
    m_dutyReaders = std::make_unique<store::ReaderPool>(m_workspace->file(), kDutyReaders);
    m_settings = std::make_unique<WorkspaceSettings>(m_options.settingsOrder, m_options.workspace,
        m_options.settings, m_workspace->readOnlyReason());
    if (Status opened = openAccess(); !opened)
        return opened;
    m_history = std::make_unique<store::EventHistory>(m_workspace->writer());
    m_traffic = std::make_unique<slo::TrafficHistory>(
        m_clock, m_workspace->writer(), historySettings(m_options.settings.slo));
    m_traffic->setListener([this](const ClusterId &cluster, Timestamp oldest) {
        m_trafficStored.notify(cluster, oldest);
    });
    m_journal = std::make_unique<StoreJournal>(m_clock, m_workspace->writer(), m_core);
    m_journal->setListener(
        [this](const CommandRecord &record) { m_commandsChanged.notify(record); });
    m_hub = std::make_unique<hub::MemoryHub>(
        m_clock, *m_journal, hubSettings(m_options.settings.agents));
    if (Status restored = restore(); !restored)
        return restored;
    runOnCore(m_core, [this] { m_hub->setListener([this] { m_stateChanged.notify(); }); });
    m_channels = std::make_unique<ChannelKeeper>(*this);
    m_alerts = std::make_unique<AlertKeeper>(*this, *m_channels);
    m_commands = std::make_unique<CommandKeeper>(*this);
    m_queries = std::make_unique<WorkspaceQueries>(*this);
    m_gateway = std::make_unique<GatewayKeeper>(*this);
    m_sources = std::make_unique<MetricsSources>(*this);
    if (m_workspace->isReadOnly()) {
        m_follower = std::make_unique<WorkspaceFollower>(*this);
        m_listenProblem = m_workspace->readOnlyReason();
        return openDuty();
    }
    m_pipeline = std::make_unique<ingest::SnapshotPipeline>(
        ingest::SnapshotPipeline::Parts{.clock = m_clock,
            .core = m_core,
            .hub = *m_hub,
            .history = *m_history,
            .traffic = *m_traffic,
            .writer = m_workspace->writer(),
            .stats = m_stats,
            .report = [this](SecurityEvent event) { m_security->record(std::move(event)); }},
        kDecodeThreads);
    m_keeper = std::make_unique<TrafficKeeper>(*this);
    m_contacts = std::make_unique<ContactKeeper>(*this);
    m_pipeline->setEventsListener(
        [this](const store::SyncOutcome &outcome) { m_eventsStored.notify(outcome); });
    startTimers();
    if (Status opened = openDuty(); !opened)
        return opened;
    // Nobody waits for it: the writer is done before it sees the first event of an agent.
    m_history->load([](const Status &loaded) { warnUnless(loaded, "known events not loaded"); });
    if (m_options.listen) {
        listen();
        m_gateway->follow();
    }
    warnUnless(m_sources->load(), "metrics sources not loaded");
    return Done{};
}

Status Runtime::openAccess()
{
    const config::LoginSettings &logins = m_options.settings.access;
    m_security = std::make_unique<access::SecurityLog>(m_clock, m_workspace->writer());
    m_audit = std::make_unique<access::AuditLog>(m_clock, m_workspace->writer());
    m_access = std::make_unique<access::AccessControl>(m_clock, m_workspace->writer(), *m_security,
        access::AccessSettings{.sessionLifetime = logins.sessionLifetime,
            .loginFailures = logins.loginFailures,
            .loginWindow = logins.loginWindow});
    std::promise<Status> done;
    m_workspace->readers().post(
        [&](store::Connection &connection) { done.set_value(m_access->load(connection)); },
        [&](const Error &error) { done.set_value(error); });
    return done.get_future().get();
}

Status Runtime::openDuty()
{
    m_channels->start(m_options.workspace, m_options.openSecrets);
    if (Status started = m_commands->start(); !started)
        return started;
    m_runbookWanted = m_alerts->runbookWanted().add([this](const alerts::RunbookWish &wish) {
        const std::string rule = "rule " + wish.ruleName;
        m_commands->startRunbook(
            {.name = wish.runbook,
                .cluster = wish.alert.subject.cluster,
                .arguments = runbookArguments(wish.alert),
                .startedBy = rule,
                .who = {.userId = -1, .username = rule, .role = Role::Operator},
                .key = wish.key(),
                .together
                = [id = wish.id](
                      store::WriteContext &context) { return alerts::removeWish(context, id); }},
            [this, id = wish.id](const Result<RunbookRun> &run) {
                m_alerts->endWish(id, run ? Status(Done{}) : Status(run.error()));
            });
    });
    return m_alerts->start();
}

Status Runtime::restore()
{
    std::promise<Status> done;
    m_workspace->readers().post(
        [&](store::Connection &connection) {
            auto clusters = store::readClusters(connection, true);
            auto open = store::readOpenCommands(connection);
            if (!clusters || !open) {
                done.set_value(!clusters ? clusters.error() : open.error());
                return;
            }
            std::vector<hub::DataHub::Remembered> known;
            for (store::ClusterRecord &record : *clusters)
                known.push_back(remembered(std::move(record)));
            // Commands belong to the process that hands them to agents.
            if (m_workspace->isReadOnly())
                open->clear();
            runOnCore(m_core, [&] { m_hub->restore(std::move(known), *std::move(open)); });
            done.set_value(Done{});
        },
        [&](const Error &error) { done.set_value(error); });
    return done.get_future().get();
}

void Runtime::listen()
{
    const auto problems = config::validate(m_options.settings);
    if (!problems.empty()) {
        m_listenProblem = problems.front().key + ": " + problems.front().message;
        qCCritical(logRuntime, "agent listener not started reason=\"%s\"", m_listenProblem.c_str());
        return;
    }
    http::Router router;
    ingest::addAgentRoutes(router,
        {.core = m_core,
            .hub = *m_hub,
            .pipeline = *m_pipeline,
            .stats = m_stats,
            .tokens = m_tokens,
            .pollHold = m_options.settings.agents.pollHold,
            .report = [this](SecurityEvent event) { m_security->record(std::move(event)); }});
    auto server = http::Server::start(m_options.settings.agents.server, std::move(router),
        gateway::securityReport(*m_security, "agents"));
    if (!server) {
        m_listenProblem = server.error().message;
        qCCritical(logRuntime, "agent listener not started reason=\"%s\"", m_listenProblem.c_str());
        return;
    }
    m_server = *std::move(server);
    qCInfo(logRuntime, "agent listener started address=%s", listenAddress().c_str());
}

std::string Runtime::listenAddress() const
{
    if (!m_server)
        return {};
    const std::string &address = m_options.settings.agents.server.address;
    const bool isV6 = address.find(':') != std::string::npos;
    return (isV6 ? '[' + address + ']' : address) + ':' + std::to_string(m_server->port());
}

void Runtime::startTimers()
{
    const config::SloSettings &levels = m_options.settings.slo;
    m_timers = {m_core.every(kTick, [this] { m_hub->tick(); }),
        m_core.every(kContactTick, [this] { m_contacts->look(); }),
        m_core.after(kFirstSweep, [this] { sweep(); }),
        m_core.every(m_options.settings.retention.sweepEvery, [this] { sweep(); }),
        m_core.after(kFirstRollUp, [this] { m_keeper->rollUp(); }),
        m_core.every(levels.aggregateEvery, [this] { m_keeper->rollUp(); }),
        m_core.after(kFirstSweep, [this] { m_keeper->sweep(); }),
        m_core.every(levels.cleanupEvery, [this] { m_keeper->sweep(); })};
}

void Runtime::sweep()
{
    thinSnapshots();
    m_contacts->sweep();
    const config::RetentionSettings retention = m_settings->current().retention;
    m_history->sweep(m_clock.now(), retention.eventDays, retention.eventsPerCluster,
        [](const Result<std::int64_t> &deleted) {
            if (!deleted)
                qCWarning(logRuntime, "retention sweep failed error=\"%s\"",
                    deleted.error().message.c_str());
            else if (*deleted > 0)
                qCInfo(
                    logRuntime, "retention sweep deleted=%lld", static_cast<long long>(*deleted));
        });
}

// One slice after the other: bodies are large and other writes want their turn.
void Runtime::thinSnapshots()
{
    if (m_isStopping)
        return;
    m_workspace->writer().submit(
        [this, now = m_clock.now()](store::WriteContext &context) -> Status {
            const auto deleted = store::thinSnapshots(context, now);
            if (!deleted)
                return deleted.error();
            m_hasMoreToThin = *deleted > 0;
            return Done{};
        },
        [this](const Status &status) {
            if (!status)
                qCWarning(logRuntime, "past states not thinned error=\"%s\"",
                    status.error().message.c_str());
            else if (m_hasMoreToThin && !m_isStopping)
                m_core.post([this] { thinSnapshots(); });
        });
}

} // namespace binnacle::runtime
