#include "core/runtime/workspace_follower.h"

#include "core/runtime/runtime.h"
#include "core/store/cluster_repository.h"
#include "core/store/reader_pool.h"
#include "core/store/sqlite/connection.h"
#include "core/store/workspace.h"

#include <QLoggingCategory>

#include <algorithm>
#include <future>
#include <thread>
#include <utility>
#include <vector>

Q_LOGGING_CATEGORY(logFollower, "binnacle.follower")

namespace binnacle::runtime {

namespace {

constexpr Duration kLookEvery{2'000};

bool sameTimes(const AgentTimes &a, const AgentTimes &b)
{
    return a.lastHeartbeat == b.lastHeartbeat && a.lastSnapshot == b.lastSnapshot
        && a.lastIncrement == b.lastIncrement;
}

} // namespace

WorkspaceFollower::WorkspaceFollower(Runtime &runtime)
    : m_runtime(runtime)
    , m_timer(runtime.core().every(kLookEvery, [this] { look(); }))
{}

WorkspaceFollower::~WorkspaceFollower()
{
    m_runtime.core().cancel(m_timer);
    // A look that was due already may be about to run: wait until the core thread is past it.
    std::promise<void> passed;
    m_runtime.core().post([&passed] { passed.set_value(); });
    passed.get_future().wait();
    m_runtime.workspace().readers().interrupt();
    while (m_looking)
        std::this_thread::sleep_for(Duration{1});
}

void WorkspaceFollower::look()
{
    if (m_looking.exchange(true))
        return;
    m_runtime.workspace().readers().post(
        [this](store::Connection &connection) {
            read(connection);
            m_looking = false;
        },
        [this](const Error &error) {
            qCWarning(logFollower, "cannot follow error=\"%s\"", error.message.c_str());
            m_looking = false;
        });
}

void WorkspaceFollower::read(store::Connection &connection)
{
    auto clusters = store::readClusters(connection, false);
    const auto isNewSnapshot = [this](const store::ClusterRecord &record) {
        const auto seen = m_seen.find(record.id);
        return record.snapshotReceivedAt
            != (seen == m_seen.end() ? Timestamp{} : seen->second.snapshotAt);
    };
    if (clusters && std::ranges::any_of(*clusters, isNewSnapshot))
        clusters = store::readClusters(connection, true); // bodies are megabytes
    const auto events = connection.number("event.total");
    if (!clusters || !events) {
        qCWarning(logFollower, "cannot follow error=\"%s\"",
            (!clusters ? clusters.error() : events.error()).message.c_str());
        return;
    }
    passOn(*clusters);
    if (std::exchange(m_events, *events) != *events)
        m_runtime.eventsStored().notify({});
    const auto increments = connection.number("traffic.newest_arrival");
    if (increments && std::exchange(m_increments, *increments) != *increments)
        m_runtime.trafficStored().notify({}, {});
}

// Whether there is anything new.
bool WorkspaceFollower::update(Seen &seen, const store::ClusterRecord &record) const
{
    const bool isNewSnapshot = seen.snapshotAt != record.snapshotReceivedAt;
    if (!isNewSnapshot && seen.name == record.name && seen.environment == record.environment
        && sameTimes(seen.times, record.times))
        return false;
    seen.name = record.name;
    seen.environment = record.environment;
    seen.times = record.times;
    seen.snapshotAt = record.snapshotReceivedAt;
    if (isNewSnapshot)
        seen.snapshot = rememberedSnapshot(record);
    return true;
}

void WorkspaceFollower::passOn(const std::vector<store::ClusterRecord> &records)
{
    std::vector<hub::DataHub::Remembered> changed;
    std::map<ClusterId, Seen> gone = std::exchange(m_seen, {});
    for (const store::ClusterRecord &record : records) {
        auto known = gone.extract(record.id);
        Seen seen = known ? std::move(known.mapped()) : Seen{};
        if (update(seen, record) || !known) {
            changed.push_back({.id = record.id,
                .name = seen.name,
                .environment = seen.environment,
                .times = seen.times,
                .snapshot = seen.snapshot});
        }
        m_seen.emplace(record.id, std::move(seen));
    }
    if (changed.empty() && gone.empty())
        return;
    m_runtime.core().post(
        [&hub = m_runtime.hub(), changed = std::move(changed), gone = std::move(gone)]() mutable {
            for (const auto &[cluster, seen] : gone)
                hub.remove(cluster);
            hub.restore(std::move(changed), {});
        });
}

} // namespace binnacle::runtime
