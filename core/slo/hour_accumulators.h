#pragma once

#include "core/base/result.h"
#include "core/domain/traffic.h"
#include "core/store/traffic_writer.h"

#include <array>
#include <cstdint>
#include <map>
#include <unordered_map>

namespace binnacle::store {
struct WriteContext;
}

namespace binnacle::slo {

// Sums of the hours that are not over yet or may still get rows, kept along with ingestion, so that
// closing an hour only writes them. What arrived before this memory began is read from the raw rows
// when the hour is closed, in slices.
//
// Lives on the writer's thread and is changed inside transactions: when one is rolled back, call
// clear(); everything is found again in the store.
class HourAccumulators
{
public:
    void add(const store::WrittenIncrements &written);
    void clear() { m_hours.clear(); }

    enum class Step { More, Closed };
    // One slice of closing an hour: reads raw rows that are missing here, or writes hourly rows, or
    // marks the hour as closed. Does nothing to an hour that is closed already.
    Result<Step> close(store::WriteContext &context, std::int64_t cluster, std::int64_t hour);

    // Hours before this one get no more rows.
    void forgetBefore(std::int64_t hour);

private:
    struct Series
    {
        store::TrafficSum sum;
        bool isWritten = false;
    };
    using SeriesMap = std::unordered_map<std::int64_t, Series>;
    struct Hour
    {
        std::int64_t summedTo = 0; // raw rows whose interval ends by then are in it; seconds
        std::array<SeriesMap, 3> kinds;
        bool isSound = true;

        void add(TrafficKind kind, const store::StoredTraffic &row);
    };
    struct HourKey
    {
        std::int64_t hour = 0;
        std::int64_t cluster = 0;
        friend auto operator<=>(const HourKey &, const HourKey &) = default;
    };

    static Status sumSlice(store::WriteContext &context, const HourKey &key, Hour &hour);
    // The number of rows written; the slice is full when it is kRowsAtOnce.
    static Result<int> writeSlice(store::WriteContext &context, const HourKey &key, Hour &hour);

    std::map<HourKey, Hour> m_hours;
};

} // namespace binnacle::slo
