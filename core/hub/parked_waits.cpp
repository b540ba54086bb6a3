#include "core/hub/parked_waits.h"

namespace binnacle::hub {

void ParkedWaits::park(DataHub::WaitId id, LaneKey lane, Duration until, DataHub::Deliver deliver)
{
    m_byDeadline.emplace(until, id);
    m_lanes[lane].push_back(id);
    m_waits.emplace(
        id, Wait{.lane = std::move(lane), .until = until, .deliver = std::move(deliver)});
}

DataHub::Deliver ParkedWaits::take(DataHub::WaitId id)
{
    auto node = m_waits.extract(id);
    if (node.empty())
        return {};
    Wait &wait = node.mapped();
    m_byDeadline.erase({wait.until, id});
    const auto lane = m_lanes.find(wait.lane);
    std::erase(lane->second, id);
    if (lane->second.empty())
        m_lanes.erase(lane);
    return std::move(wait.deliver);
}

DataHub::Deliver ParkedWaits::takeFirst(const LaneKey &lane)
{
    const auto it = m_lanes.find(lane);
    return it == m_lanes.end() ? DataHub::Deliver{} : take(it->second.front());
}

DataHub::Deliver ParkedWaits::takeDue(Duration now)
{
    if (m_byDeadline.empty() || m_byDeadline.begin()->first > now)
        return {};
    return take(m_byDeadline.begin()->second);
}

DataHub::Deliver ParkedWaits::takeAny()
{
    return m_waits.empty() ? DataHub::Deliver{} : take(m_waits.begin()->first);
}

} // namespace binnacle::hub
