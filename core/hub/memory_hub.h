#pragma once

#include "core/base/clock.h"
#include "core/hub/data_hub.h"

#include <map>
#include <mutex>

namespace binnacle::hub {

class CommandQueue;

// A cluster that is heard of has no data when so many snapshots stayed away, contract 01 §1.4.
inline constexpr int kMissedSnapshots = 3;

struct HubSettings
{
    Duration offlineAfter{45'000};
    Duration snapshotInterval{10'000}; // see kMissedSnapshots
    std::size_t ringSize = 90;
};

// DataHub in this process's memory.
//
// A change is published at once; with hundreds of clusters the next tick gathers what changed
// within a few milliseconds.
//
// A snapshot with an older fetchedAt does not replace a newer one, unless the newer one is the last
// of its kind: when nothing newer came for three intervals, the agent's clock was set back.
class MemoryHub final : public DataHub
{
public:
    // `clock` and `journal` must outlive the hub.
    MemoryHub(const Clock &clock, CommandJournal &journal, const HubSettings &settings = {});
    ~MemoryHub() override;
    MemoryHub(const MemoryHub &) = delete;
    MemoryHub &operator=(const MemoryHub &) = delete;

    std::shared_ptr<const HubState> state() const override;
    void setListener(std::function<void()> changed) override;
    void setSnapshot(std::shared_ptr<const ClusterSnapshot> snapshot) override;
    void heartbeat(const ClusterId &cluster) override;
    void incrementsArrived(const ClusterId &cluster) override;
    void restore(std::vector<Remembered> clusters, std::vector<CommandRecord> open) override;
    void rename(const ClusterId &cluster, std::string name, Environment environment) override;
    void remove(const ClusterId &cluster) override;
    using DataHub::enqueue;
    void enqueue(Command command, Accepted accepted, std::string reason) override;
    void wait(WaitId id, const ClusterId &cluster, CommandTopic topic, Duration hold,
        Deliver deliver) override;
    void abandon(WaitId id) override;
    void delivered(const CommandId &command, bool written) override;
    void finish(
        CommandResult result, const ClusterId &cluster, std::function<void(Status)> done) override;
    Status cancel(const CommandId &command) override;
    Result<CommandRecord> command(const CommandId &command) const override;
    std::vector<CommandRecord> commands() const override;
    void tick() override;
    void stop() override;

private:
    struct Cluster; // a ClusterState and the monotonic times behind it

    Cluster &contact(const ClusterId &id);
    void heard(Cluster &cluster);
    bool replaces(const ClusterSnapshot &snapshot, const Cluster &cluster) const;
    AgentStatus statusOf(const Cluster &cluster) const;
    void changed();
    void publish();

    const Clock &m_clock;
    const HubSettings m_settings;
    std::unique_ptr<CommandQueue> m_commands;
    std::map<ClusterId, std::unique_ptr<Cluster>> m_clusters;
    std::uint64_t m_revision = 0;
    std::function<void()> m_listener;
    Duration m_publishedAt{};
    bool m_unpublished = false;

    mutable std::mutex m_mutex;
    std::shared_ptr<const HubState> m_state; // guarded by m_mutex
};

} // namespace binnacle::hub
