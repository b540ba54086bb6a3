#pragma once

#include "core/base/result.h"
#include "core/domain/agent_state.h"
#include "core/domain/ids.h"

#include <string>
#include <vector>

namespace binnacle::store {

class Connection;
struct WriteContext;

// A cluster that was in contact at least once, with what was last known of it.
struct ClusterRecord
{
    ClusterId id;
    std::string name; // editable; the id at first contact
    std::string description;
    Environment environment = Environment::Production;
    AgentTimes times;
    // The last snapshot as received (gzip or JSON); empty unless asked for.
    std::string snapshotBody;
    bool snapshotIsGzip = false;
    Timestamp snapshotReceivedAt{};
};

// Blocking, on the thread the connection belongs to.
Result<std::vector<ClusterRecord>> readClusters(Connection &connection, bool withSnapshots);
// Inserts at first contact; later only touches the times, which never go back.
Status rememberCluster(WriteContext &context, const ClusterId &id, const AgentTimes &times);
Status rememberSnapshot(WriteContext &context, const ClusterRecord &record);
Status renameCluster(WriteContext &context, const ClusterId &id, const std::string &name,
    Environment environment, const std::string &description);
Status removeCluster(WriteContext &context, const ClusterId &id); // events included

} // namespace binnacle::store
