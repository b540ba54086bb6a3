#pragma once

#include "core/base/result.h"
#include "core/slo/window_reader.h"

#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace binnacle::slo {

struct RowQuery
{
    ClusterId cluster;
    TrafficKind kind = TrafficKind::Service;
    std::optional<TrafficKey> only;
    Timestamp now{};
    Duration length{}; // of the window
    bool withPrevious = true;
    ExcludedTimesPtr excluded;
};

// The windows that one line of the board is made of, for one subject.
struct RowTraffic
{
    Measured current;
    std::optional<Measured> previous;
    // The hour before the instant by 5 m; hours without raw rows. Counts only, as byHour.
    std::vector<Measured> recent;
    std::optional<Measured> sixHours;
    // The last 24 h by the clock. The running hour is told by the five minutes within it; it is
    // left out where raw rows are gone.
    std::vector<Measured> byHour;

    // Requests and errors of a window of the paging conditions (5m, 30m, 1h, 6h) that ends at the
    // instant. Where raw rows are gone nothing finer than the last full hour is known, which then
    // stands for the shorter ones. Nothing for any other length or while six hours are not read.
    Traffic over(Duration window) const;
};

// All keys of a cluster at once: a few wide reads instead of some for each row.
class RowWindows
{
public:
    // All but the six hours. On a reader thread. Errors: those of readWindow.
    static Result<RowWindows> read(
        store::Connection &connection, const RowQuery &query, const std::stop_token &stop = {});

    // Only of interest to who burns fast already; most boards need none.
    Status readSixHours(
        store::Connection &connection, const RowQuery &query, const std::stop_token &stop = {});

    const TimeRange &range() const { return m_current.range; }
    std::vector<TrafficKey> keys() const; // with traffic in the window
    RowTraffic of(std::span<const TrafficKey> keys) const;
    Measured current(const TrafficKey &key) const { return m_current.measured(key, 0); }

    // Takes over the keys of `other`, which was asked for the same instant and length.
    void merge(RowWindows other);

private:
    Window m_current;
    std::optional<Window> m_previous;
    Window m_recent;
    std::optional<Window> m_sixHours;
    Window m_hours; // full ones: read from hourly rows alone
};

// The start of the hour of the clock, UTC.
Timestamp floorToHour(Timestamp at);

} // namespace binnacle::slo
