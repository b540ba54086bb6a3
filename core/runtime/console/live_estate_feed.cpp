#include "core/runtime/console/live_estate_feed.h"

#include "core/codec/snapshot_details.h"
#include "core/console/on_answer.h"
#include "core/runtime/console/answering.h"
#include "core/runtime/workspace_follower.h"
#include "core/store/cluster_repository.h"
#include "core/store/event_repository.h"
#include "core/store/reader_pool.h"
#include "core/store/snapshot_history.h"
#include "core/store/store_writer.h"

#include <algorithm>
#include <future>
#include <iterator>
#include <utility>

namespace binnacle::runtime {

namespace {

constexpr int kPublishMs = 100; // at most ten times a second
constexpr int kSampleMs = 1'000;
constexpr std::size_t kRateSeconds = 10;

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

} // namespace

LiveEstateFeed::LiveEstateFeed(Runtime &runtime, bool isDemo, QObject *parent)
    : EstateFeed(parent)
    , m_runtime(runtime)
    , m_isDemo(isDemo)
{
    m_publish.setSingleShot(true);
    m_publish.setInterval(kPublishMs);
    connect(&m_publish, &QTimer::timeout, this, &LiveEstateFeed::publish);
    m_second.setInterval(kSampleMs);
    connect(&m_second, &QTimer::timeout, this, &LiveEstateFeed::sampleRates);
    connect(&m_second, &QTimer::timeout, this, &LiveEstateFeed::sampleStore);
    m_second.start();

    m_runtime.core().post([this, &hub = m_runtime.hub()] {
        hub.setListener([this] {
            QMetaObject::invokeMethod(this, &LiveEstateFeed::wake, Qt::QueuedConnection);
        });
    });
    publish();
    sampleStore();
}

LiveEstateFeed::~LiveEstateFeed()
{
    std::promise<void> removed; // the listener must not call a feed that is gone
    m_runtime.core().post([&] {
        m_runtime.hub().setListener(nullptr);
        removed.set_value();
    });
    removed.get_future().wait();
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
    if (m_runtime.listener())
        view.connections = m_runtime.listener()->stats().open;
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
    const auto sample = [&workspace](store::Connection &connection) -> Result<console::StoreView> {
        const auto stats = workspace.stats();
        if (!stats)
            return stats.error();
        const auto oldest = store::EventReader(connection).oldest(std::nullopt);
        if (!oldest)
            return oldest.error();
        return console::StoreView{.events = stats->events,
            .fileBytes = stats->fileBytes,
            .oldestEvent = *oldest,
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
    const auto state = m_runtime.hub().state();
    const auto known = std::ranges::find(state->clusters, cluster, &hub::ClusterState::id);
    const auto snapshot = known == state->clusters.end() ? nullptr : known->snapshot;
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
    using Given = Result<std::shared_ptr<const ClusterSnapshot>>;
    return answerShared<ClusterSnapshot>(
        m_runtime.workspace().readers(), [cluster, at](store::Connection &connection) -> Given {
            auto stored = store::snapshotAt(connection, cluster, at);
            if (!stored)
                return stored.error();
            if (!*stored) {
                const auto oldest = store::oldestSnapshot(connection, cluster);
                const bool hasOldest = oldest && isKnown(*oldest);
                return Error{ErrorCode::NotFound,
                    "no state of " + cluster.value + " is kept from before then"
                        + (hasOldest ? "; the oldest is of " + formatRfc3339(*oldest) : "")};
            }
            const auto snapshot = rememberedSnapshot({.id = cluster,
                .snapshotBody = std::move((*stored)->body),
                .snapshotIsGzip = (*stored)->isGzip,
                .snapshotReceivedAt = (*stored)->fetchedAt});
            if (!snapshot)
                return Error{ErrorCode::Corrupt, "the stored state of then cannot be read"};
            return snapshot;
        });
}

QFuture<Status> LiveEstateFeed::renameCluster(
    const ClusterId &cluster, const QString &name, Environment environment)
{
    const std::string newName = name.trimmed().toStdString();
    const auto promise = std::make_shared<QPromise<Status>>();
    promise->start();
    m_runtime.workspace().writer().submit(
        [cluster, newName, environment](store::WriteContext &context) {
            return store::renameCluster(context, cluster, newName, environment, {});
        },
        [promise, cluster, newName, environment, &runtime = m_runtime](const Status &status) {
            if (status)
                runtime.core().post([&hub = runtime.hub(), cluster, newName, environment] {
                    hub.rename(cluster, newName, environment);
                });
            promise->addResult(status);
            promise->finish();
        });
    return promise->future();
}

QFuture<Status> LiveEstateFeed::removeCluster(const ClusterId &cluster)
{
    const auto promise = std::make_shared<QPromise<Status>>();
    promise->start();
    m_runtime.removeCluster(cluster, [promise](const Status &status) {
        promise->addResult(status);
        promise->finish();
    });
    return promise->future();
}

} // namespace binnacle::runtime
