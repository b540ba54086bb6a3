#include "core/ingest/snapshot_pipeline.h"

#include "core/codec/gzip.h"
#include "core/codec/json_limits.h"
#include "core/codec/kept_memory.h"
#include "core/codec/resource_state.h"
#include "core/codec/snapshot.h"
#include "core/ingest/cleaning.h"
#include "core/ingest/log.h"
#include "core/slo/traffic_history.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace binnacle::ingest {

namespace {

constexpr std::size_t kMostWaiting = 2;
constexpr std::size_t kMostWaitingUnnamed = 64;
constexpr std::size_t kMostWaitingBytes = 256U << 20;

Status checkClusterId(const ClusterId &id)
{
    if (id.isEmpty()) {
        return Error{ErrorCode::MalformedBody,
            "clusterId: missing, send the header X-Cluster-ID or the field clusterId"};
    }
    if (!isValidClusterId(id.value)) {
        return Error{
            ErrorCode::MalformedBody, "clusterId: 1 to 128 characters of A-Z a-z 0-9 . _ : -"};
    }
    return Done{};
}

Result<std::unique_ptr<ClusterSnapshot>> decodeBody(
    std::string &bytes, bool isGzip, WorkerPool &helpers)
{
    if (!isGzip) {
        bytes.reserve(bytes.size() + codec::kJsonPadding);
        return codec::decodeSnapshot(bytes, {}, {.helpers = &helpers});
    }
    thread_local std::string inflated; // one body after the other in the same memory
    Result<std::unique_ptr<ClusterSnapshot>> decoded = Error{};
    if (auto done = codec::inflateGzipInto(inflated, bytes))
        decoded = codec::decodeSnapshot(inflated, {}, {.helpers = &helpers});
    else
        decoded = withContext(std::move(done).error(), "gzip");
    codec::releaseIfLarge(inflated);
    return decoded;
}

} // namespace

// Collects what must have happened before a snapshot is answered: published, cluster remembered,
// events and increments committed. The last one to arrive answers.
class SnapshotPipeline::Completion
{
public:
    Completion(ClusterId cluster, Finished finished)
        : m_outcome{.cluster = std::move(cluster)}
        , m_finished(std::move(finished))
    {}

    void arrive(const Status &status, store::SyncOutcome events = {})
    {
        {
            const std::scoped_lock lock(m_mutex);
            if (!status && !m_error)
                m_error = status.error();
            if (!events.inserted.empty() || !events.updated.empty())
                m_outcome.events = std::move(events);
            if (--m_missing > 0)
                return;
        }
        if (m_error)
            m_finished(*std::move(m_error));
        else
            m_finished(std::move(m_outcome));
    }

private:
    std::mutex m_mutex;
    int m_missing = 4;
    std::optional<Error> m_error;
    Outcome m_outcome;
    const Finished m_finished;
};

SnapshotPipeline::SnapshotPipeline(const Parts &parts, std::size_t threads)
    : m_parts(parts)
    , m_memory(parts.clock, parts.writer)
    , m_pool(threads)
{}

SnapshotPipeline::~SnapshotPipeline()
{
    waitUntilIdle();
}

void SnapshotPipeline::accept(SnapshotBody body, Finished finished)
{
    const std::string key = body.cluster.value;
    const std::size_t bytes = body.bytes.size();
    std::optional<Waiting> refused;
    Error reason;
    bool starts = false;
    {
        const std::scoped_lock lock(m_mutex);
        const auto lane = m_lanes.find(key);
        const std::size_t waiting = lane == m_lanes.end() ? 0 : lane->second.size();
        if (m_waitingBytes + bytes > kMostWaitingBytes
            || (key.empty() && waiting >= kMostWaitingUnnamed)) {
            refused = Waiting{std::move(body), std::move(finished)};
            reason = {ErrorCode::Unavailable, "too many snapshots wait, try again later"};
        } else {
            starts = lane == m_lanes.end();
            Lane &queue = m_lanes[key];
            queue.push_back({std::move(body), std::move(finished)});
            m_waitingBytes += bytes;
            if (!key.empty() && queue.size() > kMostWaiting) {
                refused = std::move(queue.front());
                queue.pop_front();
                m_waitingBytes -= refused->body.bytes.size();
                reason = {ErrorCode::Cancelled, "a newer snapshot of the cluster took its place"};
                ++m_parts.stats.superseded;
            }
        }
    }
    if (refused)
        refused->finished(std::move(reason));
    if (starts)
        m_pool.post([this, key] { runNext(key); });
}

void SnapshotPipeline::setEventsListener(std::function<void(const store::SyncOutcome &)> listener)
{
    const std::scoped_lock lock(m_mutex);
    m_eventsListener = std::move(listener);
}

Status SnapshotPipeline::admit(const ClusterId &cluster)
{
    if (m_memory.isKnown(cluster))
        return Done{};
    const auto state = m_parts.hub.state();
    const bool wasKnown = std::ranges::find(state->clusters, cluster, &hub::ClusterState::id)
        != state->clusters.end();
    // The hub publishes with a delay when there are many, so what it shows may be a few short.
    if (wasKnown || std::max(state->clusters.size(), m_memory.size()) < m_parts.mostClusters)
        return Done{};
    ++m_parts.stats.clustersRefused;
    return Error{ErrorCode::Cancelled,
        "there are " + std::to_string(m_parts.mostClusters)
            + " clusters already: remove some that are gone"};
}

void SnapshotPipeline::heard(const ClusterId &cluster, AgentTimes times)
{
    times.lastHeartbeat = m_parts.clock.now();
    m_memory.contact(cluster, times, [cluster](Status status) {
        if (!status)
            qCWarning(lcIngest, "cluster not registered cluster=%s error=%s", cluster.value.c_str(),
                status.error().message.c_str());
    });
}

void SnapshotPipeline::forget(const ClusterId &cluster)
{
    m_memory.forget(cluster);
}

void SnapshotPipeline::offload(std::function<void()> job)
{
    m_pool.post(std::move(job));
}

void SnapshotPipeline::drain()
{
    waitUntilIdle();
    m_pool.drain();
    m_memory.saveAll(*m_parts.hub.state());
}

void SnapshotPipeline::runNext(const std::string &key)
{
    Waiting next;
    {
        const std::scoped_lock lock(m_mutex);
        Lane &lane = m_lanes.at(key);
        next = std::move(lane.front());
        lane.pop_front();
        m_waitingBytes -= next.body.bytes.size();
    }
    const std::size_t bytes = next.body.bytes.size();
    const auto snapshot = decode(std::move(next.body));
    if (!snapshot) {
        next.finished(snapshot.error());
        return release(key);
    }
    // The increments go to their history, not into the published state.
    std::vector<SloIncrements> increments = std::move((*snapshot)->increments);
    publish(*snapshot, std::move(increments),
        [this, key, bytes, snapshot = *snapshot, finished = std::move(next.finished)](
            Result<Outcome> outcome) {
            if (outcome) {
                ++m_parts.stats.snapshots;
                m_parts.stats.snapshotBytes += bytes;
            }
            // After the commit and not on the writer's thread: the answer does not wait for it.
            if (!snapshot->isIncrementsOnly)
                m_pool.post([this, snapshot] { m_memory.received(snapshot); });
            finished(std::move(outcome));
            release(key);
        });
}

void SnapshotPipeline::release(const std::string &key)
{
    const std::scoped_lock lock(m_mutex);
    const auto lane = m_lanes.find(key);
    if (!lane->second.empty()) {
        m_pool.post([this, key] { runNext(key); });
        return;
    }
    m_lanes.erase(lane);
    if (m_lanes.empty())
        m_idle.notify_all();
}

Result<std::shared_ptr<ClusterSnapshot>> SnapshotPipeline::decode(SnapshotBody body)
{
    const bool isGzip = body.declaredGzip || codec::looksLikeGzip(body.bytes);
    auto decoded = decodeBody(body.bytes, isGzip, m_pool);
    if (!decoded)
        return std::move(decoded).error();
    const std::shared_ptr<ClusterSnapshot> snapshot = *std::move(decoded);

    const bool named = !body.cluster.isEmpty();
    // NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker): what was decoded is never null
    const ClusterId cluster = named ? body.cluster : snapshot->cluster;
    if (const Status valid = checkClusterId(cluster); !valid)
        return valid.error();
    if (!named && body.authorise) {
        if (const Status allowed = body.authorise(cluster); !allowed)
            return allowed.error();
    }
    if (const Status admitted = admit(cluster); !admitted)
        return admitted.error();
    if (named && !snapshot->cluster.isEmpty() && snapshot->cluster != cluster) {
        ++m_parts.stats.clusterIdMismatches;
        qCInfo(lcIngest, "cluster id of the body differs from the header's cluster=%s",
            cluster.value.c_str());
        if (m_parts.report)
            m_parts.report({.kind = SecurityKind::ClusterIdMismatch,
                .severity = SecuritySeverity::Medium,
                .address = body.address,
                .resource = cluster.value});
    }
    clean(*snapshot, cluster, m_parts.clock.now());
    snapshot->body = std::make_shared<const std::string>(std::move(body.bytes));
    snapshot->bodyIsGzip = isGzip;
    return snapshot;
}

void SnapshotPipeline::publish(const std::shared_ptr<const ClusterSnapshot> &snapshot,
    std::vector<SloIncrements> increments, Finished finished)
{
    const ClusterId &cluster = snapshot->cluster;
    const auto completion = std::make_shared<Completion>(cluster, std::move(finished));
    AgentTimes times{.lastHeartbeat = snapshot->receivedAt};
    if (!snapshot->isIncrementsOnly)
        times.lastSnapshot = snapshot->receivedAt;
    if (!increments.empty())
        times.lastIncrement = snapshot->receivedAt;
    m_memory.contact(
        cluster, times, [completion](const Status &status) { completion->arrive(status); });
    publishState(snapshot, completion);
    if (increments.empty())
        return completion->arrive(Done{});
    m_parts.traffic.ingest(
        cluster, std::move(increments), [this, cluster, completion](const Status &status) {
            if (status)
                m_parts.core.post([this, cluster] { m_parts.hub.incrementsArrived(cluster); });
            completion->arrive(status);
        });
}

void SnapshotPipeline::publishState(const std::shared_ptr<const ClusterSnapshot> &snapshot,
    const std::shared_ptr<Completion> &completion)
{
    if (snapshot->isIncrementsOnly) { // says nothing about objects and events
        completion->arrive(Done{});
        completion->arrive(Done{});
        return;
    }
    m_parts.core.post([this, snapshot, completion] {
        m_parts.hub.setSnapshot(snapshot);
        completion->arrive(Done{});
    });
    m_parts.history.sync(
        snapshot->events,
        [&snapshot](const ClusterEvent &event) {
            return codec::encodeResourceState(*snapshot, event.involved);
        },
        [this, completion, cluster = snapshot->cluster](const Result<store::SyncOutcome> &outcome) {
            synced(cluster, outcome);
            if (outcome)
                completion->arrive(Done{}, *outcome);
            else
                completion->arrive(outcome.error());
        });
}

void SnapshotPipeline::synced(const ClusterId &cluster, const Result<store::SyncOutcome> &outcome)
{
    if (!outcome || (outcome->inserted.empty() && outcome->updated.empty()))
        return;
    m_parts.stats.eventsInserted += outcome->inserted.size();
    m_parts.stats.eventsUpdated += outcome->updated.size();
    std::function<void(const store::SyncOutcome &)> listener;
    {
        const std::scoped_lock lock(m_mutex);
        listener = m_eventsListener;
    }
    if (!listener)
        return;
    store::SyncOutcome told = *outcome;
    told.cluster = cluster;
    listener(told);
}

void SnapshotPipeline::waitUntilIdle()
{
    std::unique_lock lock(m_mutex);
    m_idle.wait(lock, [this] { return m_lanes.empty(); });
}

} // namespace binnacle::ingest
