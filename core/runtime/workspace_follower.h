#pragma once

#include "core/base/core_thread.h"
#include "core/domain/agent_state.h"
#include "core/domain/cluster_snapshot.h"

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace binnacle::store {
struct ClusterRecord;
class Connection;
} // namespace binnacle::store

namespace binnacle::runtime {

class Runtime;

// The last snapshot a workspace kept of a cluster, decoded and cleaned; null when there is none or
// it cannot be read any more (logged).
std::shared_ptr<const ClusterSnapshot> rememberedSnapshot(const store::ClusterRecord &record);

// Keeps a runtime that may only read in step with the process that writes the same workspace: looks
// every two seconds and passes on clusters that came, changed or went, and that there are other
// events. It knows what is written down, so times lag behind as core/ingest/cluster_memory.h says.
class WorkspaceFollower
{
public:
    explicit WorkspaceFollower(Runtime &runtime); // must outlive the follower
    ~WorkspaceFollower();
    WorkspaceFollower(const WorkspaceFollower &) = delete;
    WorkspaceFollower &operator=(const WorkspaceFollower &) = delete;

private:
    void look();
    void read(store::Connection &connection);

    // What was passed on of a cluster.
    struct Seen
    {
        std::string name;
        Environment environment = Environment::Production;
        AgentTimes times;
        Timestamp snapshotAt{};
        std::shared_ptr<const ClusterSnapshot> snapshot;
    };
    bool update(Seen &seen, const store::ClusterRecord &record) const;
    void passOn(const std::vector<store::ClusterRecord> &records);

    Runtime &m_runtime;
    // Used by one look at a time, which m_looking sees to.
    std::map<ClusterId, Seen> m_seen;
    std::int64_t m_events = -1;
    std::int64_t m_increments = -1; // arrival of the newest
    std::atomic_bool m_looking = false;
    CoreThread::TimerId m_timer; // last: it starts looking
};

} // namespace binnacle::runtime
