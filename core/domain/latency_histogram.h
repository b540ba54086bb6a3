#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace binnacle {

// How long requests took: for each upper bound in milliseconds the number of requests at or below
// it (cumulative), and the number of all (the +Inf bucket). This is the only form of a histogram in
// the program; other units and differential counts are converted where they enter.
//
// Counts are real numbers, because bringing two sets of bounds together interpolates; counts that
// never met other bounds stay whole. Invariants: bounds finite and strictly ascending, counts never
// negative, never descending, never above total().
class LatencyHistogram
{
public:
    LatencyHistogram() = default;

    // Makes the invariants hold: counts of a bound that goes down are raised to the one before
    // (Prometheus does the same), a total below the last count is raised to it, negative and
    // non-finite counts count as 0; bounds are sorted, equal ones added up, non-finite ones left
    // out. REQUIRES: as many counts as bounds.
    static LatencyHistogram fromCumulative(
        std::vector<double> bounds, std::vector<double> counts, double total);

    bool isEmpty() const { return m_total <= 0; }
    double total() const { return m_total; }
    std::span<const double> bounds() const { return m_bounds; }
    std::span<const double> counts() const { return m_counts; } // one per bound

    // Adds the other's requests. With equal bounds a plain sum; else over the union of the bounds,
    // counts at a missing bound interpolated linearly between its neighbours (0 at 0 ms). What lies
    // above a histogram's last bound is only known to lie above it and stays in +Inf, so that the
    // order of additions does not matter (where bounds are below 0 ms, which no latency is, it
    // may).
    void add(const LatencyHistogram &other);
    // Over the same bounds: what came since `earlier`, never negative.
    LatencyHistogram since(const LatencyHistogram &earlier) const;

    struct Quantile
    {
        double ms = 0;
        bool isSaturated = false; // lies above the last bound, which is given
    };
    // Contract 03 §3.5, as Prometheus' histogram_quantile: linear within the bucket, from 0 in the
    // first; counts that differ by a part in 10^12 are equal. Nothing when there were no requests
    // or no bounds or q is NaN. Below q = 0 and above q = 1 lies infinity.
    std::optional<Quantile> quantile(double q) const;

    // The number of requests that took at most `ms`, interpolated.
    double countUpTo(double ms) const;

    friend bool operator==(const LatencyHistogram &, const LatencyHistogram &) = default;

private:
    std::vector<double> m_bounds;
    std::vector<double> m_counts;
    double m_total = 0;
};

} // namespace binnacle
