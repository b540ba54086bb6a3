#include "core/store/clock_guard.h"

#include "core/store/log.h"
#include "core/store/sqlite/connection.h"

#include <algorithm>
#include <cstdlib>

namespace binnacle::store {

namespace {

constexpr std::int64_t kDayMs = std::int64_t{24} * 3600 * 1000;
constexpr std::int64_t kJumpMs = 2 * kDayMs;
constexpr std::int64_t kDoubtedDays = 2;

// Kept in store_state.
constexpr const char *kBelievedMs = "retention_time";
constexpr const char *kDoubtedOn = "clock_doubted_on"; // the last such day, since the epoch
constexpr const char *kDaysInDoubt = "clock_days_in_doubt";

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

// 0: nothing ever arrived.
Result<std::int64_t> lastBelieved(Connection &connection)
{
    const Result<std::int64_t> known = stateValue(connection, kBelievedMs);
    if (!known || *known != 0)
        return known;
    const Result<std::int64_t> events = connection.number("sweep.newest_arrival");
    const Result<std::int64_t> traffic = connection.number("traffic.newest_arrival");
    if (!events || !traffic)
        return events ? traffic.error() : events.error();
    return std::max(*events, *traffic);
}

Result<RetentionTime> believe(Connection &connection, Timestamp now)
{
    if (const Status set = setStateValue(connection, kBelievedMs, toEpochMs(now)); !set)
        return set.error();
    if (const Status set = setStateValue(connection, kDaysInDoubt, 0); !set)
        return set.error();
    return RetentionTime{.at = now};
}

// How many days there were, this one included.
Result<std::int64_t> countDoubt(Connection &connection, std::int64_t today)
{
    const Result<std::int64_t> doubtedOn = stateValue(connection, kDoubtedOn);
    const Result<std::int64_t> days = stateValue(connection, kDaysInDoubt);
    if (!doubtedOn || !days)
        return doubtedOn ? days.error() : doubtedOn.error();
    if (*days > 0 && *doubtedOn == today)
        return *days;
    if (const Status set = setStateValue(connection, kDoubtedOn, today); !set)
        return set.error();
    if (const Status set = setStateValue(connection, kDaysInDoubt, *days + 1); !set)
        return set.error();
    qCWarning(lcStore, "the clock may have jumped: nothing that is kept grows older for now");
    return *days + 1;
}

} // namespace

Result<RetentionTime> retentionTime(Connection &connection, Timestamp now)
{
    const std::int64_t nowMs = toEpochMs(now);
    const Result<std::int64_t> believed = lastBelieved(connection);
    if (!believed)
        return believed.error();
    if (*believed == 0 || std::abs(nowMs - *believed) <= kJumpMs)
        return believe(connection, now);
    const Result<std::int64_t> days = countDoubt(connection, nowMs / kDayMs);
    if (!days)
        return days.error();
    if (*days > kDoubtedDays)
        return believe(connection, now);
    // Written down, so that what arrives meanwhile does not make the new time look right.
    if (const Status set = setStateValue(connection, kBelievedMs, *believed); !set)
        return set.error();
    return RetentionTime{
        .at = std::min(now, fromEpochMs(*believed)), .isDoubted = nowMs > *believed};
}

} // namespace binnacle::store
