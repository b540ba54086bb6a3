#include "core/ingest/cluster_memory.h"

#include "core/codec/gzip.h"
#include "core/ingest/log.h"
#include "core/store/cluster_repository.h"
#include "core/store/snapshot_history.h"
#include "core/store/store_writer.h"

#include <latch>
#include <utility>
#include <vector>

namespace binnacle::ingest {

namespace {

constexpr Duration kSaveTimesEvery = std::chrono::minutes(5);
constexpr Duration kSaveBodyEvery = std::chrono::minutes(1);
constexpr Duration kKeepEvery = std::chrono::minutes(5);

} // namespace

class ClusterMemory::StoredBody
{
public:
    explicit StoredBody(const ClusterSnapshot &snapshot)
        : m_snapshot(snapshot)
    {}

    const std::string &gzip()
    {
        if (m_snapshot.bodyIsGzip)
            return *m_snapshot.body;
        if (m_compressed.empty())
            m_compressed = codec::deflateGzip(*m_snapshot.body);
        return m_compressed;
    }

private:
    const ClusterSnapshot &m_snapshot;
    std::string m_compressed;
};

ClusterMemory::ClusterMemory(const Clock &clock, store::StoreWriter &writer)
    : m_clock(clock)
    , m_writer(writer)
{}

ClusterMemory::~ClusterMemory()
{
    std::latch passed(1);
    m_writer.submit([](store::WriteContext &) -> Status { return Done{}; },
        [&passed](const Status &) { passed.count_down(); });
    passed.wait();
}

void ClusterMemory::contact(
    const ClusterId &cluster, const AgentTimes &times, std::function<void(Status)> done)
{
    const Duration now = m_clock.elapsed();
    bool isFirst = false;
    bool isDue = false;
    {
        const std::scoped_lock lock(m_mutex);
        const auto [known, inserted] = m_known.try_emplace(cluster, Known{.timesSavedAt = now});
        isFirst = inserted;
        isDue = inserted || now - known->second.timesSavedAt >= kSaveTimesEvery;
        if (isDue)
            known->second.timesSavedAt = now;
    }
    if (!isFirst)
        done(Done{});
    if (!isDue)
        return;
    m_writer.submit(
        [this, cluster, times](store::WriteContext &context) -> Status {
            if (!isKnown(cluster))
                return Done{};
            return store::rememberCluster(context, cluster, times);
        },
        [this, cluster, isFirst, done = std::move(done)](const Status &status) {
            if (!isFirst)
                return; // the next time comes in five minutes
            if (!status)
                forget(cluster);
            done(status);
        });
}

void ClusterMemory::received(const std::shared_ptr<const ClusterSnapshot> &snapshot)
{
    if (!snapshot->body)
        return;
    StoredBody body(*snapshot);
    keep(snapshot, body);
    const Duration now = m_clock.elapsed();
    {
        const std::scoped_lock lock(m_mutex);
        const auto known = m_known.find(snapshot->cluster);
        if (known == m_known.end()
            || (known->second.bodySavedAt && now - *known->second.bodySavedAt < kSaveBodyEvery))
            return;
        known->second.bodySavedAt = now;
        known->second.savedReceivedAt = snapshot->receivedAt;
    }
    write(snapshot, body,
        {.lastHeartbeat = snapshot->receivedAt, .lastSnapshot = snapshot->receivedAt}, [] {});
}

void ClusterMemory::keep(const std::shared_ptr<const ClusterSnapshot> &snapshot, StoredBody &body)
{
    {
        const std::scoped_lock lock(m_mutex);
        const auto known = m_known.find(snapshot->cluster);
        if (known == m_known.end())
            return;
        Timestamp &last = known->second.keptFetchedAt;
        // Back-dated ones come in any order; what is near the last one adds nothing.
        if (binnacle::isKnown(last) && std::chrono::abs(snapshot->fetchedAt - last) < kKeepEvery)
            return;
        last = snapshot->fetchedAt;
    }
    store::SnapshotRecord record{.cluster = snapshot->cluster,
        .fetchedAt = snapshot->fetchedAt,
        .body = body.gzip(),
        .isGzip = true};
    m_writer.submit(
        [this, record = std::move(record)](store::WriteContext &context) -> Status {
            return isKnown(record.cluster) ? store::keepSnapshot(context, record) : Status(Done{});
        },
        [this, cluster = snapshot->cluster](const Status &status) {
            if (status)
                return;
            qCWarning(lcIngest, "past state not kept cluster=%s error=%s", cluster.value.c_str(),
                status.error().message.c_str());
            const std::scoped_lock lock(m_mutex);
            if (const auto known = m_known.find(cluster); known != m_known.end())
                known->second.keptFetchedAt = {}; // once more with the next one
        });
}

bool ClusterMemory::isKnown(const ClusterId &cluster)
{
    const std::scoped_lock lock(m_mutex);
    return m_known.contains(cluster);
}

std::size_t ClusterMemory::size()
{
    const std::scoped_lock lock(m_mutex);
    return m_known.size();
}

void ClusterMemory::forget(const ClusterId &cluster)
{
    const std::scoped_lock lock(m_mutex);
    m_known.erase(cluster);
}

void ClusterMemory::saveAll(const hub::HubState &state)
{
    std::vector<const hub::ClusterState *> changed;
    std::vector<std::pair<ClusterId, AgentTimes>> times;
    {
        const std::scoped_lock lock(m_mutex);
        for (const hub::ClusterState &cluster : state.clusters) {
            const auto known = m_known.find(cluster.id);
            if (known == m_known.end())
                continue; // not heard in this run
            times.emplace_back(cluster.id, cluster.times);
            if (cluster.snapshot && cluster.snapshot->body && !cluster.remembered
                && cluster.snapshot->receivedAt != known->second.savedReceivedAt) {
                known->second.savedReceivedAt = cluster.snapshot->receivedAt;
                changed.push_back(&cluster);
            }
        }
    }
    if (times.empty())
        return;
    std::latch written(static_cast<std::ptrdiff_t>(changed.size()) + 1);
    m_writer.submit(
        [&times](store::WriteContext &context) -> Status {
            for (const auto &[cluster, last] : times) {
                if (Status saved = store::rememberCluster(context, cluster, last); !saved)
                    return saved;
            }
            return Done{};
        },
        [&written](const Status &status) {
            if (!status)
                qCWarning(
                    lcIngest, "agent times not saved error=%s", status.error().message.c_str());
            written.count_down();
        });
    for (const hub::ClusterState *cluster : changed) {
        StoredBody body(*cluster->snapshot);
        write(cluster->snapshot, body, cluster->times, [&written] { written.count_down(); });
    }
    written.wait();
}

void ClusterMemory::write(const std::shared_ptr<const ClusterSnapshot> &snapshot, StoredBody &body,
    const AgentTimes &times, std::function<void()> done)
{
    store::ClusterRecord record{.id = snapshot->cluster,
        .name = snapshot->cluster.value,
        .times = times,
        .snapshotBody = body.gzip(),
        .snapshotIsGzip = true,
        .snapshotReceivedAt = snapshot->receivedAt};
    m_writer.submit(
        [this, record = std::move(record)](store::WriteContext &context) -> Status {
            if (!isKnown(record.id))
                return Done{};
            return store::rememberSnapshot(context, record);
        },
        [this, cluster = snapshot->cluster, done = std::move(done)](const Status &status) {
            if (!status) {
                qCWarning(lcIngest, "snapshot not saved cluster=%s error=%s", cluster.value.c_str(),
                    status.error().message.c_str());
                const std::scoped_lock lock(m_mutex);
                if (const auto known = m_known.find(cluster); known != m_known.end())
                    known->second.savedReceivedAt = {}; // once more at the next occasion
            }
            done();
        });
}

} // namespace binnacle::ingest
