#pragma once

#include "core/hub/data_hub.h"

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

namespace binnacle::hub {

// One of an agent's two queues of commands.
using LaneKey = std::pair<ClusterId, CommandTopic>;
inline LaneKey laneOf(const Command &command)
{
    return {command.cluster, command.topic()};
}

// The long polls that wait for a command, first come first served in each lane. Knows nothing of
// commands. Core thread only.
class ParkedWaits
{
public:
    // `until` by the monotonic clock. `id` is not parked yet.
    void park(DataHub::WaitId id, LaneKey lane, Duration until, DataHub::Deliver deliver);

    // Each takes waits out and leaves calling them to the caller; null when there is none.
    DataHub::Deliver take(DataHub::WaitId id);
    DataHub::Deliver takeFirst(const LaneKey &lane);
    DataHub::Deliver takeDue(Duration now);
    DataHub::Deliver takeAny();

private:
    struct Wait
    {
        LaneKey lane;
        Duration until{};
        DataHub::Deliver deliver;
    };

    std::unordered_map<DataHub::WaitId, Wait> m_waits;
    std::map<LaneKey, std::deque<DataHub::WaitId>> m_lanes; // no empty ones
    std::set<std::pair<Duration, DataHub::WaitId>> m_byDeadline;
};

} // namespace binnacle::hub
