#include "core/store/clock_guard.h"

#include "core/store/sqlite/connection.h"

#include <cstdlib>

namespace binnacle::store {

namespace {

constexpr std::int64_t kDayMs = std::int64_t{24} * 3600 * 1000;
constexpr std::int64_t kJumpMs = 2 * kDayMs;

Result<std::int64_t> stateValue(Connection &connection, const char *key)
{
    Result<Statement> get = connection.prepare("state.get");
    if (!get)
        return get.error();
    const Result<bool> row = get->bind(key).step();
    if (!row)
        return row.error();
    return *row ? get->number(0) : 0;
}

Status setStateValue(Connection &connection, const char *key, std::int64_t value)
{
    Result<Statement> set = connection.prepare("state.set");
    if (!set)
        return set.error();
    return set->bind(key, value).run();
}

} // namespace

Result<bool> clockJumped(Connection &connection, const ClockGuardKeys &keys,
    std::int64_t newestArrivalMs, std::int64_t nowMs)
{
    const Result<std::int64_t> lastSweep = stateValue(connection, keys.lastSweep);
    const Result<std::int64_t> jumpedAt = stateValue(connection, keys.jumpedAt);
    for (const auto *value : {&lastSweep, &jumpedAt}) {
        if (!*value)
            return value->error();
    }
    const std::int64_t reference = *lastSweep != 0 ? *lastSweep : newestArrivalMs;
    const bool jumpedNow = reference != 0 && std::abs(nowMs - reference) > kJumpMs;
    const bool jumpedLately = *jumpedAt != 0 && std::abs(nowMs - *jumpedAt) < kDayMs;
    if (jumpedNow) {
        if (const Status set = setStateValue(connection, keys.jumpedAt, nowMs); !set)
            return set.error();
    }
    if (const Status set = setStateValue(connection, keys.lastSweep, nowMs); !set)
        return set.error();
    return jumpedNow || jumpedLately;
}

} // namespace binnacle::store
