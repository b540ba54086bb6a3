#pragma once

#include "core/base/result.h"
#include "core/domain/alert_report.h"
#include "core/hub/hub_state.h"

#include <stop_token>

namespace binnacle::store {
class ReaderPool;
}

namespace binnacle::runtime {

class WorkspaceQueries;

// What a rule would say now, whether it is stored or not. Waits for the store, so on a thread that
// may and is no reader itself. Errors: InvalidArgument (the condition), those of the store,
// Cancelled.
Result<RulePreview> previewRule(const AlertRule &rule, const hub::HubState &state,
    store::ReaderPool &readers, WorkspaceQueries &queries, Timestamp now,
    const std::stop_token &stop);

} // namespace binnacle::runtime
