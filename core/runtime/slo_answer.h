#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/domain/ids.h"

#include <string>
#include <vector>

namespace binnacle::store {
class Connection;
}

namespace binnacle::runtime {

// One question about service levels as the API asks it, contract 03 §3.7.
struct SloQuestion
{
    std::string answer; // one of sloAnswerNames()
    ClusterId cluster;
    std::string timeRange; // "1h", "30d"; empty: the default of the answer
    std::string host;      // domain, service key or "ns/name", where the answer is about one
    Timestamp now{};
};

// "domains", "service-keys", "domain", "history", "latency", "service", "topology", "targets",
// "status-history".
const std::vector<std::string> &sloAnswerNames();

// The JSON of the answer. On a reader thread. Errors: InvalidArgument, NotFound, those of the
// store.
Result<std::string> answerSlo(store::Connection &connection, const SloQuestion &question);

} // namespace binnacle::runtime
