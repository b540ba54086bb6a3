#pragma once

#include "core/base/time.h"
#include "core/domain/ids.h"

#include <string_view>

namespace binnacle {

enum class Environment { Production, Staging, Development };

// "prod", "staging", "dev": stored and sent as these words.
std::string_view environmentName(Environment environment);
Environment environmentFromName(std::string_view name); // unknown words are Development

// What a cluster's id suggests at first contact ("staging-2", "edge-lab"); people can change it.
// Anything unclear is Production: the careful choice.
Environment environmentGuess(std::string_view clusterId);

// Contract 01 §1.4: a heartbeat alone does not make a cluster healthy.
enum class AgentStatus {
    Offline,      // nothing heard for longer than the offline threshold, or never in this run
    OnlineNoData, // heartbeats arrive, but the last snapshot is older than three intervals
    Online,
};

std::string_view agentStatusName(AgentStatus status); // "offline", "online-no-data", "online"

// Ages as the hub knows them. An unknown timestamp means "never".
struct AgentTimes
{
    Timestamp lastHeartbeat{}; // heartbeats and snapshots both count
    Timestamp lastSnapshot{};
    Timestamp lastIncrement{}; // SLO increments inside snapshots
};

bool isValidClusterId(std::string_view id); // [A-Za-z0-9._:-]{1,128}

} // namespace binnacle
