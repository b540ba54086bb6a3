#pragma once

#include "core/domain/traffic.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace binnacle::alerts {

// Requests of a window of time. Whole numbers unless a window cuts an hourly row.
struct LevelCounts
{
    double requests = 0;
    double errors = 0;
    double latencySum = 0; // ms
    double latencyCount = 0;
};

// What one increment or one hourly row counted.
struct LevelStep
{
    TimeRange interval; // (from, to]
    // Nothing finer is known (an hourly row): its counts lie evenly over the interval. Else they
    // count where the interval ends, as in core/slo/window_reader.
    bool isSpread = false;
    LevelCounts counts;
    LatencyHistogram latency; // may be empty
    // Windows that end earlier do not see it; unknown: it is seen from its end on.
    Timestamp arrivedAt{};
};

// The traffic of one subject as sums from the beginning on, so that every window that ends at any
// instant costs two look-ups whatever its length. Live and history use this class, so both see the
// same numbers.
//
// Live a step is added when it arrived. In history it says when that was, so a window that ended
// before it looks as it looked then.
//
// A window of more than six hours begins at a full five minutes, one of more than three days at a
// full hour; that is what lets old steps be thinned out without changing any answer. One thread.
class LevelSeries
{
public:
    explicit LevelSeries(bool withLatency = false)
        : m_withLatency(withLatency)
    {}

    // Steps come in order of their ends; one that does not is put in its place, which moves all
    // behind it. Those with the same end add up.
    void add(const LevelStep &step);
    // Forgets what ended after `at`: it is read again.
    void truncate(Timestamp at);
    // Keeps what windows of up to `keep` need that end at `now` or later.
    void thin(Timestamp now, Duration keep);

    bool withLatency() const { return m_withLatency; }
    bool isEmpty() const { return m_knots.empty(); }
    Timestamp last() const; // end of the last step; unknown: there is none
    std::size_t knots() const { return m_knots.size(); }

    LevelCounts over(Timestamp now, Duration window) const;
    LatencyHistogram latency(Timestamp now, Duration window) const;

    // The instant at which a window begins.
    static Timestamp beginOf(Timestamp now, Duration window);

private:
    // Sums of everything up to the end of a step.
    struct Knot
    {
        Timestamp from{}; // from == to: counts at its end
        LevelCounts sum;
    };

    // When the step of a knot arrived, and the last of those up to it.
    struct Arrival
    {
        Timestamp at{};
        Timestamp latest{};
    };

    std::size_t placeOf(Timestamp at) const; // the first knot that ends after `at`
    void noteArrival(std::size_t place, Timestamp at);
    // Calls visit(place) for each knot in (from, now] whose step had not arrived by `now`.
    template<typename Visit>
    void forEachMissing(Timestamp from, Timestamp now, const Visit &visit) const;
    // How much of the knot at `place` lies before `at`, 0..1.
    double shareBefore(std::size_t place, Timestamp at) const;
    LevelCounts sumUntil(Timestamp at) const;
    void addBuckets(std::size_t place, const LatencyHistogram &latency);
    void bringOver(std::vector<double> bounds);
    std::vector<double> bucketsUntil(Timestamp at) const;
    std::size_t stride() const { return m_bounds.size() + 1; } // the last is the total
    void keepOnly(std::span<const std::size_t> places);

    bool m_withLatency;
    std::vector<Timestamp> m_ends; // of m_knots: looked through all the time
    std::vector<Knot> m_knots;
    std::vector<Arrival> m_arrivals; // of m_knots; empty while no step says when it arrived
    std::vector<double> m_bounds;    // of all histograms brought together
    std::vector<double> m_buckets;   // stride() a knot, cumulative in time as in latency
    LevelCounts m_base;              // of what was thinned away before the first knot
    std::vector<double> m_baseBuckets;
};

} // namespace binnacle::alerts
