#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <cstdint>
#include <vector>

namespace binnacle::store {
class Connection;
}

namespace binnacle::alerts {

// When the increments of a cluster arrived, so that a look at the past sees what there was to see
// then. What came in with increments that were more than an hour old, from somebody most of whose
// increments did, was no news but history that was brought in, as from a file: it is taken as seen
// from its end on. An agent after a long outage is late, as it was. Immutable once read.
class ArrivalTimes
{
public:
    ArrivalTimes() = default;
    // Of increments that end within `range`. On a reader thread.
    static Result<ArrivalTimes> read(
        store::Connection &connection, std::int64_t cluster, const TimeRange &range);

    // Of increments with that end (several where there are several sources). Unknown: see above.
    Timestamp firstOf(Timestamp end) const;
    Timestamp lastOf(Timestamp end) const;
    // All of them, in order, each once.
    const std::vector<Timestamp> &instants() const { return m_instants; }

private:
    struct Arrival
    {
        Timestamp end{};
        Timestamp first{};
        Timestamp last{};
    };
    const Arrival *find(Timestamp end) const;

    std::vector<Arrival> m_arrivals; // by `end`
    std::vector<Timestamp> m_instants;
};

} // namespace binnacle::alerts
