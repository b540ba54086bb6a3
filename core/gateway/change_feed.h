#pragma once

#include "core/base/core_thread.h"
#include "core/domain/agent_state.h"
#include "core/domain/command.h"
#include "core/gateway/gateway.h"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace binnacle::gateway {

// Makes messages of what changed: compares states of the hub, reads stored events. Thread-safe.
class ChangeFeed : public std::enable_shared_from_this<ChangeFeed>
{
public:
    using Publish = std::function<void(std::string topic, std::string json, Audience audience)>;

    // Works on `thread`; `publish` may be called on any. All must outlive it.
    ChangeFeed(const GatewayParts &parts, CoreThread &thread, Publish publish);

    void start(); // what is known now is no news
    void stateChanged();
    void eventsStored(const std::vector<EventRowId> &events);
    void commandChanged(const CommandRecord &record);
    void trafficStored(const ClusterId &cluster);

private:
    struct Seen
    {
        Timestamp lastSnapshot{};
        AgentStatus status = AgentStatus::Offline;
    };
    void look();
    void tellEvents(store::Connection &connection, const std::vector<EventRowId> &events);

    const GatewayParts m_parts;
    CoreThread &m_thread;
    const Publish m_publish;
    std::atomic<bool> m_isDue = false;
    Duration m_lookedAt{};
    std::map<ClusterId, Seen> m_seen;
};

} // namespace binnacle::gateway
