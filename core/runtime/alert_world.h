#pragma once

#include "core/alerts/engine.h"
#include "core/base/result.h"
#include "core/hub/hub_state.h"

namespace binnacle::store {
class Connection;
}

namespace binnacle::runtime {

// Who is offline, as the hub says.
std::set<ClusterId> offlineClusters(const hub::HubState &state);

// Who called whom in the ten minutes before `now`, and which services stand behind the domains. On
// a reader thread; tens of milliseconds.
Result<alerts::EngineWorld> readAlertWorld(
    store::Connection &connection, const hub::HubState &state, Timestamp now);

} // namespace binnacle::runtime
