#pragma once

#include "core/base/result.h"
#include "core/domain/alert.h"

#include <cstdint>
#include <string>
#include <vector>

namespace binnacle::store {
class Connection;
struct WriteContext;
} // namespace binnacle::store

namespace binnacle::alerts {

// A rule that fired wants a runbook to be run. Written with the firing, removed with the run that
// it starts: a crash in between loses no wish, and its key starts at most one run.
struct RunbookWish
{
    std::int64_t id = 0;
    std::string ruleName;
    std::string runbook; // its name
    Alert alert;         // read again: only its id
    Timestamp at{};

    std::string key() const { return "wish:" + std::to_string(id); } // never used twice
};

// `alert.id` is known. Fills in the id.
Status putWish(store::WriteContext &context, RunbookWish &wish);
// Those that started no run yet, oldest first.
Result<std::vector<RunbookWish>> readWishes(store::Connection &connection);
// Also when there is none any more.
Status removeWish(store::WriteContext &context, std::int64_t wish);

} // namespace binnacle::alerts
