#pragma once

#include "core/base/result.h"
#include "core/commands/blast_radius.h"
#include "core/hub/hub_state.h"

#include <memory>
#include <stop_token>
#include <vector>

namespace binnacle::store {
class Connection;
}

namespace binnacle::runtime {

// Everything that is known around a command before it goes out, but who asks and what the cluster's
// policy is: from the state, the last ten minutes of traffic, the objectives and the history. On a
// reader thread; tens of milliseconds. `command` is as commands::checkForDispatch returned it.
Result<commands::BlastInput> readBlastInput(store::Connection &connection, const Command &command,
    const hub::HubState &state, std::vector<Alert> alerts, Timestamp now,
    const std::stop_token &stop);

} // namespace binnacle::runtime
