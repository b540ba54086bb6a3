#include "core/runtime/console/live_estate_feed.h"

#include "core/codec/json_writer.h"
#include "core/codec/snapshot_details.h"
#include "core/console/on_answer.h"
#include "core/hub/memory_hub.h"
#include "core/runtime/console/answering.h"
#include "core/runtime/past_state.h"
#include "core/runtime/workspace_settings.h"
#include "core/store/contact_gaps.h"
#include "core/store/event_repository.h"
#include "core/store/reader_pool.h"
#include "core/store/store_writer.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace binnacle::runtime {

namespace {

constexpr int kPublishMs = 100; // at most ten times a second
constexpr int kSampleMs = 1'000;
constexpr std::size_t kRateSeconds = 10;
constexpr int kReachSamples = 60;

// The last sign before a silence that counted at the instant; unknown: there was none.
Result<Timestamp> heardBeforeSilence(store::Connection &connection, const ClusterId &cluster,
    store::SignOfLife sign, Timestamp at, Duration mayBeLate)
{
    const auto gaps = store::contactGaps(connection, cluster, sign, {at, at + Duration{1}});
    if (!gaps)
        return gaps.error();
    const auto counts = std::ranges::find_if(
        *gaps, [&](const store::ContactGap &gap) { return at - gap.from > mayBeLate; });
    return counts == gaps->end() ? Timestamp{} : counts->from;
}

console::ClusterView viewOf(const hub::ClusterState &state)
{
    return {.id = state.id,
        .name = state.name,
        .environment = state.environment,
        .status = state.status,
        .times = state.times,
        .snapshot = state.snapshot,
        .remembered = state.remembered,
        .conflict = state.conflict};
}

console::LimitHits limitHitsOf(const http::ServerStats &stats)
{
    return {.heads = stats.rejectedHeads,
        .bodies = stats.rejectedBodies,
        .hosts = stats.rejectedHosts,
        .connections = stats.refused,
        .deadlines = stats.timeouts};
}

} // namespace

LiveEstateFeed::LiveEstateFeed(Runtime &runtime, DesktopUser &user, bool isDemo, QObject *parent)
    : EstateFeed(parent)
    , m_runtime(runtime)
    , m_user(user)
    , m_isDemo(isDemo)
{
    m_publish.setSingleShot(true);
    m_publish.setInterval(kPublishMs);
    connect(&m_publish, &QTimer::timeout, this, &LiveEstateFeed::publish);
    m_second.setInterval(kSampleMs);
    connect(&m_second, &QTimer::timeout, this, &LiveEstateFeed::sampleRates);
    connect(&m_second, &QTimer::timeout, this, &LiveEstateFeed::sampleStore);
    m_second.start();

    m_listening = m_runtime.stateChanged().add(
        [this] { QMetaObject::invokeMethod(this, &LiveEstateFeed::wake, Qt::QueuedConnection); });
    publish();
    sampleStore();
}

void LiveEstateFeed::wake()
{
    if (!m_publish.isActive())
        m_publish.start();
}

void LiveEstateFeed::publish()
{
    const auto state = m_runtime.hub().state();
    auto estate = std::make_shared<console::EstateView>();
    estate->asOf = m_runtime.clock().now();
    estate->isDemo = m_isDemo;
    std::ranges::transform(state->clusters, std::back_inserter(estate->clusters), viewOf);
    estate->ingest = ingestView();
    estate->store = m_store;
    m_estate = std::move(estate);
    emit changed();
}

LiveEstateFeed::Counters LiveEstateFeed::counters() const
{
    const ingest::IngestStats &stats = m_runtime.ingestStats();
    return {.snapshots = stats.snapshots,
        .bytes = stats.snapshotBytes,
        .events = stats.eventsInserted + stats.eventsUpdated};
}

void LiveEstateFeed::sampleRates()
{
    m_samples.push_back(counters());
    if (m_samples.size() > kRateSeconds + 1)
        m_samples.erase(m_samples.begin());
    wake();
}

console::IngestView LiveEstateFeed::ingestView() const
{
    console::IngestView view{.rejected = m_runtime.ingestStats().rejected,
        .listenAddress = m_runtime.listenAddress(),
        .listenProblem = m_runtime.listenProblem()};
    if (m_runtime.listener()) {
        const http::ServerStats &stats = m_runtime.listener()->stats();
        view.connections = stats.open;
        view.limitHits = limitHitsOf(stats);
        view.rejected += view.limitHits.refused();
    }
    if (m_samples.size() < 2)
        return view;
    const Counters &first = m_samples.front();
    const Counters &last = m_samples.back();
    const auto seconds = static_cast<double>(m_samples.size() - 1);
    view.snapshotsPerSecond = static_cast<double>(last.snapshots - first.snapshots) / seconds;
    view.bytesPerSecond = static_cast<double>(last.bytes - first.bytes) / seconds;
    view.eventsPerSecond = static_cast<double>(last.events - first.events) / seconds;
    return view;
}

void LiveEstateFeed::sampleStore()
{
    if (std::exchange(m_sampling, true))
        return; // the one before has not answered yet
    store::Workspace &workspace = m_runtime.workspace();
    // As often as events come or go; now and then as if nothing were known.
    const bool isAnew = m_storeSamples++ % kReachSamples == 0;
    const auto sample = [&workspace, isAnew, known = m_store.reaches, events = m_store.events](
                            store::Connection &connection) -> Result<console::StoreView> {
        const auto stats = workspace.stats();
        if (!stats)
            return stats.error();
        Result<EventReaches> reaches = known;
        if (isAnew || stats->events != events)
            reaches = store::EventReader(connection).reaches(isAnew ? EventReaches() : known);
        if (!reaches)
            return reaches.error();
        return console::StoreView{.events = stats->events,
            .fileBytes = stats->fileBytes,
            .reaches = *std::move(reaches),
            .readOnlyReason = workspace.readOnlyReason(),
            .health = workspace.isReadOnly() ? Status(Done{}) : workspace.writer().health()};
    };
    console::onAnswer(answer<console::StoreView>(workspace.readers(), sample), this,
        [this](const Result<std::shared_ptr<const console::StoreView>> &view) {
            m_sampling = false;
            if (view)
                m_store = **view;
            else
                m_store.health = view.error();
        });
}

console::Answer<std::string> LiveEstateFeed::objectJson(
    const ClusterId &cluster, const ResourceRef &object)
{
    const auto snapshot = hub::snapshotOf(*m_runtime.hub().state(), cluster);
    return answer<std::string>(
        m_runtime.workspace().readers(), [snapshot, object](store::Connection &) {
            if (!snapshot)
                return Result<std::string>(
                    Error{ErrorCode::NotFound, "no snapshot of this cluster was received"});
            return codec::objectDetails(*snapshot, object);
        });
}

console::Answer<ClusterSnapshot> LiveEstateFeed::snapshotAt(const ClusterId &cluster, Timestamp at)
{
    return answerShared<ClusterSnapshot>(
        m_runtime.workspace().readers(), [cluster, at](store::Connection &connection) {
            return readPastState(connection, cluster, at);
        });
}

console::Answer<console::PastContact> LiveEstateFeed::contactAt(
    const ClusterId &cluster, Timestamp at)
{
    const auto &agents = m_runtime.settings().current().agents;
    return answer<console::PastContact>(m_runtime.workspace().readers(),
        [cluster, at, offline = Duration(agents.agentOfflineAfter),
            noData = Duration(agents.snapshotInterval) * hub::kMissedSnapshots](
            store::Connection &connection) -> Result<console::PastContact> {
            const auto heard = heardBeforeSilence(
                connection, cluster, store::SignOfLife::Heartbeat, at, offline);
            const auto told
                = heardBeforeSilence(connection, cluster, store::SignOfLife::Snapshot, at, noData);
            if (!heard || !told)
                return heard ? told.error() : heard.error();
            if (isKnown(*heard))
                return console::PastContact{AgentStatus::Offline, *heard};
            if (isKnown(*told))
                return console::PastContact{AgentStatus::OnlineNoData, {}};
            return console::PastContact{};
        });
}

QFuture<Status> LiveEstateFeed::renameCluster(
    const ClusterId &cluster, const QString &name, Environment environment)
{
    const std::string newName = name.trimmed().toStdString();
    codec::JsonWriter after;
    after.beginObject()
        .member("name", newName)
        .member("environment", environmentName(environment))
        .endObject();
    return m_user.perform({.capability = Capability::ManageClusters,
                              .cluster = cluster,
                              .resource = "cluster " + cluster.value,
                              .after = after.take()},
        [&](DesktopUser::Done done) {
            m_runtime.renameCluster(cluster, newName, environment, std::move(done));
        });
}

QFuture<Status> LiveEstateFeed::removeCluster(const ClusterId &cluster)
{
    return m_user.perform({.capability = Capability::ManageClusters,
                              .cluster = cluster,
                              .action = AuditAction::Delete,
                              .resource = "cluster " + cluster.value},
        [&](DesktopUser::Done done) { m_runtime.removeCluster(cluster, std::move(done)); });
}

} // namespace binnacle::runtime
