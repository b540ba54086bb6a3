#include "core/hub/memory_hub.h"

#include "core/hub/command_queue.h"
#include "core/hub/conflict_detector.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace binnacle::hub {

namespace {

// Publishing costs a copy of the list of clusters; beyond this many it is done at most so often.
constexpr std::size_t kManyClusters = 256;
constexpr Duration kPublishPause{50};

AgentTimes latest(const AgentTimes &one, const AgentTimes &other)
{
    return {.lastHeartbeat = std::max(one.lastHeartbeat, other.lastHeartbeat),
        .lastSnapshot = std::max(one.lastSnapshot, other.lastSnapshot),
        .lastIncrement = std::max(one.lastIncrement, other.lastIncrement)};
}

} // namespace

struct MemoryHub::Cluster
{
    ClusterState state;
    // Monotonic; absent until heard in this run.
    std::optional<Duration> heardAt;
    std::optional<Duration> snapshotAt;
    ConflictDetector conflict;
};

MemoryHub::MemoryHub(const Clock &clock, CommandJournal &journal, const HubSettings &settings)
    : m_clock(clock)
    , m_settings(settings)
    , m_commands(std::make_unique<CommandQueue>(clock, journal,
          [this] {
              if (m_listener)
                  m_listener();
          }))
    , m_state(std::make_shared<const HubState>(HubState{.asOf = clock.now()}))
{}

MemoryHub::~MemoryHub() = default;

std::shared_ptr<const HubState> MemoryHub::state() const
{
    const std::scoped_lock lock(m_mutex);
    return m_state;
}

void MemoryHub::setListener(std::function<void()> changed)
{
    m_listener = std::move(changed);
}

void MemoryHub::setSnapshot(std::shared_ptr<const ClusterSnapshot> snapshot)
{
    Cluster &cluster = contact(snapshot->cluster);
    const Duration now = m_clock.elapsed();
    heard(cluster);
    cluster.conflict.observe(*snapshot, now);
    if (replaces(*snapshot, cluster)) {
        auto ring = *cluster.state.recent;
        const bool repeated = !cluster.state.remembered && cluster.state.snapshot
            && cluster.state.snapshot->fetchedAt == snapshot->fetchedAt;
        if (!ring.empty() && (repeated || ring.size() >= m_settings.ringSize))
            ring.erase(repeated ? std::prev(ring.end()) : ring.begin());
        ring.push_back({.at = m_clock.now(), .summary = snapshot->summary});
        cluster.state.recent = std::make_shared<const std::vector<SummaryPoint>>(std::move(ring));
        cluster.state.times.lastSnapshot = m_clock.now();
        cluster.state.snapshot = std::move(snapshot);
        cluster.state.remembered = false;
        cluster.snapshotAt = now;
    }
    cluster.state.conflict = cluster.conflict.isActive(now);
    cluster.state.status = statusOf(cluster);
    changed();
}

void MemoryHub::heartbeat(const ClusterId &id)
{
    Cluster &cluster = contact(id);
    heard(cluster);
    cluster.state.status = statusOf(cluster);
    changed();
}

void MemoryHub::incrementsArrived(const ClusterId &id)
{
    contact(id).state.times.lastIncrement = m_clock.now();
    heartbeat(id);
}

void MemoryHub::restore(std::vector<Remembered> clusters, std::vector<CommandRecord> open)
{
    for (Remembered &known : clusters) {
        ClusterState &state = contact(known.id).state;
        state.name = known.name.empty() ? known.id.value : std::move(known.name);
        state.environment = known.environment;
        // An agent may have been faster than the store.
        if (m_clusters.at(known.id)->heardAt)
            continue;
        state.times = latest(state.times, known.times);
        state.snapshot = std::move(known.snapshot);
        state.remembered = state.snapshot != nullptr;
    }
    m_commands->restore(std::move(open));
    publish();
}

void MemoryHub::rename(const ClusterId &id, std::string name, Environment environment)
{
    const auto cluster = m_clusters.find(id);
    if (cluster == m_clusters.end())
        return;
    if (name.empty())
        name = id.value;
    cluster->second->state.name = std::move(name);
    cluster->second->state.environment = environment;
    publish();
}

void MemoryHub::remove(const ClusterId &id)
{
    if (m_clusters.erase(id) == 0)
        return;
    m_commands->removeCluster(id);
    publish();
}

void MemoryHub::enqueue(Command command, Accepted accepted, std::string reason)
{
    if (!m_clusters.contains(command.cluster)) {
        return accepted(Error{ErrorCode::NotFound,
            "no cluster has the id \"" + command.cluster.value.substr(0, 128) + '"'});
    }
    m_commands->enqueue(std::move(command), std::move(accepted), std::move(reason));
}

void MemoryHub::wait(
    WaitId id, const ClusterId &cluster, CommandTopic topic, Duration hold, Deliver deliver)
{
    m_commands->wait(id, cluster, topic, hold, std::move(deliver));
}

void MemoryHub::abandon(WaitId id)
{
    m_commands->abandon(id);
}

void MemoryHub::delivered(const CommandId &command, bool written)
{
    m_commands->delivered(command, written);
}

void MemoryHub::finish(
    CommandResult result, const ClusterId &cluster, std::function<void(Status)> done)
{
    m_commands->finish(std::move(result), cluster, std::move(done));
}

Status MemoryHub::cancel(const CommandId &command)
{
    return m_commands->cancel(command);
}

Result<CommandRecord> MemoryHub::command(const CommandId &command) const
{
    return m_commands->command(command);
}

std::vector<CommandRecord> MemoryHub::commands() const
{
    return m_commands->commands();
}

void MemoryHub::tick()
{
    m_commands->tick();
    const Duration now = m_clock.elapsed();
    for (const auto &[id, cluster] : m_clusters) {
        const AgentStatus status = statusOf(*cluster);
        const bool conflict = cluster->conflict.isActive(now);
        if (status == cluster->state.status && conflict == cluster->state.conflict)
            continue;
        cluster->state.status = status;
        cluster->state.conflict = conflict;
        m_unpublished = true;
    }
    if (m_unpublished)
        publish();
}

void MemoryHub::stop()
{
    m_commands->stop();
}

MemoryHub::Cluster &MemoryHub::contact(const ClusterId &id)
{
    std::unique_ptr<Cluster> &cluster = m_clusters[id];
    if (!cluster) {
        cluster = std::make_unique<Cluster>();
        cluster->state.id = id;
        cluster->state.name = id.value;
        cluster->state.environment = environmentGuess(id.value);
    }
    return *cluster;
}

void MemoryHub::heard(Cluster &cluster)
{
    cluster.heardAt = m_clock.elapsed();
    cluster.state.times.lastHeartbeat = m_clock.now();
}

bool MemoryHub::replaces(const ClusterSnapshot &snapshot, const Cluster &cluster) const
{
    const auto &current = cluster.state.snapshot;
    if (!current || !cluster.snapshotAt || snapshot.fetchedAt >= current->fetchedAt)
        return true;
    return m_clock.elapsed() - *cluster.snapshotAt > kMissedSnapshots * m_settings.snapshotInterval;
}

AgentStatus MemoryHub::statusOf(const Cluster &cluster) const
{
    const Duration now = m_clock.elapsed();
    if (!cluster.heardAt || now - *cluster.heardAt > m_settings.offlineAfter)
        return AgentStatus::Offline;
    const bool hasData = cluster.snapshotAt
        && now - *cluster.snapshotAt <= kMissedSnapshots * m_settings.snapshotInterval;
    return hasData ? AgentStatus::Online : AgentStatus::OnlineNoData;
}

void MemoryHub::changed()
{
    const bool tooOften
        = m_clusters.size() > kManyClusters && m_clock.elapsed() - m_publishedAt < kPublishPause;
    if (tooOften)
        m_unpublished = true;
    else
        publish();
}

void MemoryHub::publish()
{
    auto next = std::make_shared<HubState>();
    next->asOf = m_clock.now();
    next->revision = ++m_revision;
    next->clusters.reserve(m_clusters.size());
    for (const auto &[id, cluster] : m_clusters)
        next->clusters.push_back(cluster->state);
    std::ranges::sort(next->clusters, [](const ClusterState &a, const ClusterState &b) {
        return std::tie(a.name, a.id) < std::tie(b.name, b.id);
    });
    m_publishedAt = m_clock.elapsed();
    m_unpublished = false;
    std::shared_ptr<const HubState> published = std::move(next);
    {
        const std::scoped_lock lock(m_mutex);
        m_state.swap(published); // the former state dies outside the lock
    }
    if (m_listener)
        m_listener();
}

} // namespace binnacle::hub
