#pragma once

#include "core/base/core_thread.h"
#include "core/domain/cluster_snapshot.h"

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>

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
// every two seconds whether the file changed and passes on clusters and new events.
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

    Runtime &m_runtime;
    CoreThread::TimerId m_timer;
    // Used by one look at a time, which m_looking sees to.
    std::map<std::string, Timestamp> m_seen; // last snapshot by cluster
    std::int64_t m_events = -1;
    std::atomic_bool m_looking = false;
};

} // namespace binnacle::runtime
