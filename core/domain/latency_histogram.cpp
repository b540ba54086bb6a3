#include "core/domain/latency_histogram.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

namespace binnacle {

namespace {

double sane(double count)
{
    return std::isfinite(count) ? std::max(count, 0.0) : 0.0;
}

// Prometheus' limit below which two counts differ by the noise of adding real numbers.
constexpr double kNoise = 1e-12;

// A count as it follows the one before: not less, and not more by mere noise, which would move a
// quantile by a whole bucket.
double settled(double before, double count)
{
    return count <= before || count - before <= kNoise * (count + before) ? before : count;
}

// Makes bounds finite and strictly ascending: sorts them, adds the counts of equal ones and drops
// what is no bound; +Inf is the total's.
void putInOrder(std::vector<double> &bounds, std::vector<double> &counts)
{
    const auto isAfter = [](double a, double b) { return !(a < b); }; // also true for NaN
    const bool inOrder = std::ranges::adjacent_find(bounds, isAfter) == bounds.end()
        && std::ranges::all_of(bounds, [](double bound) { return std::isfinite(bound); });
    if (inOrder)
        return;
    std::map<double, double> ordered;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        if (std::isfinite(bounds[i]))
            ordered[bounds[i]] += sane(counts[i]);
    }
    bounds.clear();
    counts.clear();
    for (const auto &[bound, count] : ordered) {
        bounds.push_back(bound);
        counts.push_back(count);
    }
}

// Walks a histogram's bounds upwards and tells the cumulative count at any ascending position.
class Reader
{
public:
    explicit Reader(const LatencyHistogram &histogram)
        : m_bounds(histogram.bounds())
        , m_counts(histogram.counts())
    {}

    double at(double ms)
    {
        while (m_next < m_bounds.size() && m_bounds[m_next] < ms)
            ++m_next;
        if (m_next == m_bounds.size())
            return m_counts.empty() ? 0 : m_counts.back();
        if (m_bounds[m_next] == ms)
            return m_counts[m_next];
        const double lower = m_next == 0 ? std::min(0.0, m_bounds[0]) : m_bounds[m_next - 1];
        const double below = m_next == 0 ? 0 : m_counts[m_next - 1];
        if (ms <= lower)
            return below;
        const double share = (ms - lower) / (m_bounds[m_next] - lower);
        return std::min(below + (m_counts[m_next] - below) * share, m_counts[m_next]);
    }

private:
    std::span<const double> m_bounds;
    std::span<const double> m_counts;
    std::size_t m_next = 0;
};

} // namespace

LatencyHistogram LatencyHistogram::fromCumulative(
    std::vector<double> bounds, std::vector<double> counts, double total)
{
    putInOrder(bounds, counts);
    LatencyHistogram made;
    double running = 0;
    for (double &count : counts)
        count = running = std::max(running, sane(count));
    made.m_bounds = std::move(bounds);
    made.m_counts = std::move(counts);
    made.m_total = std::max(running, sane(total));
    return made;
}

void LatencyHistogram::add(const LatencyHistogram &other)
{
    if (other.m_bounds.empty() && other.m_total == 0)
        return;
    if (m_bounds.empty() && m_total == 0) {
        *this = other;
        return;
    }
    m_total += other.m_total;
    if (m_bounds == other.m_bounds) {
        for (std::size_t i = 0; i < m_counts.size(); ++i)
            m_counts[i] += other.m_counts[i];
        return;
    }
    std::vector<double> bounds;
    std::ranges::set_union(m_bounds, other.m_bounds, std::back_inserter(bounds));
    std::vector<double> counts(bounds.size());
    Reader mine(*this);
    Reader theirs(other);
    for (std::size_t i = 0; i < bounds.size(); ++i)
        counts[i] = mine.at(bounds[i]) + theirs.at(bounds[i]);
    m_bounds = std::move(bounds);
    m_counts = std::move(counts);
}

LatencyHistogram LatencyHistogram::since(const LatencyHistogram &earlier) const
{
    std::vector<double> counts(m_bounds.size());
    Reader before(earlier);
    for (std::size_t i = 0; i < counts.size(); ++i)
        counts[i] = m_counts[i] - before.at(m_bounds[i]);
    return fromCumulative(m_bounds, std::move(counts), m_total - earlier.m_total);
}

std::optional<LatencyHistogram::Quantile> LatencyHistogram::quantile(double q) const
{
    if (isEmpty() || m_bounds.empty() || std::isnan(q))
        return std::nullopt;
    if (q < 0 || q > 1)
        return Quantile{.ms = std::copysign(std::numeric_limits<double>::infinity(), q)};
    const double total = settled(
        std::accumulate(m_counts.begin() + 1, m_counts.end(), m_counts.front(), settled), m_total);
    const double rank = q * total;
    double below = 0;
    double count = m_counts.front();
    std::size_t at = 0;
    while (count < rank && ++at < m_bounds.size()) {
        below = count;
        count = settled(count, m_counts[at]);
    }
    if (at == m_bounds.size())
        return Quantile{.ms = m_bounds.back(), .isSaturated = true};
    const double bound = m_bounds[at];
    if ((at == 0 && bound <= 0) || count == below)
        return Quantile{.ms = bound};
    const double lower = at == 0 ? 0 : m_bounds[at - 1];
    return Quantile{.ms = lower + (bound - lower) * (rank - below) / (count - below)};
}

double LatencyHistogram::countUpTo(double ms) const
{
    return std::isnan(ms) ? 0 : Reader(*this).at(ms);
}

} // namespace binnacle
