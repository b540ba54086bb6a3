#include "core/alerts/level_series.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace binnacle::alerts {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr Duration kExactWindow = hours{6};
constexpr Duration kFine = minutes{5};
constexpr Duration kFineWindow = days{3};
constexpr Duration kCoarse = hours{1};

Timestamp floorTo(Timestamp at, Duration step)
{
    return at - (at.time_since_epoch() % step);
}

Timestamp ceilTo(Timestamp at, Duration step)
{
    const Timestamp floor = floorTo(at, step);
    return floor == at ? at : floor + step;
}

void addTo(LevelCounts &into, const LevelCounts &other, double share)
{
    into.requests += other.requests * share;
    into.errors += other.errors * share;
    into.latencySum += other.latencySum * share;
    into.latencyCount += other.latencyCount * share;
}

LevelCounts difference(const LevelCounts &to, const LevelCounts &from)
{
    return {.requests = to.requests - from.requests,
        .errors = to.errors - from.errors,
        .latencySum = to.latencySum - from.latencySum,
        .latencyCount = to.latencyCount - from.latencyCount};
}

LevelCounts between(const LevelCounts &a, const LevelCounts &b, double share)
{
    if (share <= 0)
        return a;
    LevelCounts sum = a;
    addTo(sum, difference(b, a), share);
    return sum;
}

// Counts at each of `bounds`, then the total.
void appendRow(
    std::vector<double> &row, const LatencyHistogram &latency, const std::vector<double> &bounds)
{
    const auto same = std::ranges::equal(latency.bounds(), bounds);
    for (std::size_t i = 0; i < bounds.size(); ++i)
        row.push_back(same ? latency.counts()[i] : latency.countUpTo(bounds[i]));
    row.push_back(latency.total());
}

} // namespace

Timestamp LevelSeries::beginOf(Timestamp now, Duration window)
{
    const Timestamp begin = now - window;
    if (window <= kExactWindow)
        return begin;
    return floorTo(begin, window <= kFineWindow ? kFine : kCoarse);
}

// Steps come at nearly even distances, so it is looked for where it lies if they do.
std::size_t LevelSeries::placeOf(Timestamp at) const
{
    if (m_ends.empty() || at < m_ends.front())
        return 0;
    const std::size_t last = m_ends.size() - 1;
    if (at >= m_ends.back())
        return last + 1;
    const double share = static_cast<double>((at - m_ends.front()).count())
        / static_cast<double>((m_ends.back() - m_ends.front()).count());
    std::size_t low = static_cast<std::size_t>(share * static_cast<double>(last));
    std::size_t high = low;
    for (std::size_t reach = 1; m_ends[low] > at; reach *= 2)
        low -= std::min(low, reach);
    for (std::size_t reach = 1; m_ends[high] <= at; reach *= 2)
        high = std::min(last, high + reach);
    const auto begin = m_ends.begin() + static_cast<std::ptrdiff_t>(low);
    const auto end = m_ends.begin() + static_cast<std::ptrdiff_t>(high);
    return static_cast<std::size_t>(std::upper_bound(begin, end, at) - m_ends.begin());
}

Timestamp LevelSeries::last() const
{
    return m_ends.empty() ? Timestamp{} : m_ends.back();
}

double LevelSeries::shareBefore(std::size_t place, Timestamp at) const
{
    if (place >= m_knots.size() || at <= m_knots[place].from)
        return 0;
    const auto length = m_ends[place] - m_knots[place].from;
    return static_cast<double>((at - m_knots[place].from).count())
        / static_cast<double>(length.count());
}

LevelCounts LevelSeries::sumUntil(Timestamp at) const
{
    const std::size_t place = placeOf(at);
    const LevelCounts &before = place == 0 ? m_base : m_knots[place - 1].sum;
    const double share = shareBefore(place, at);
    return share > 0 ? between(before, m_knots[place].sum, share) : before;
}

template<typename Visit>
void LevelSeries::forEachMissing(Timestamp from, Timestamp now, const Visit &visit) const
{
    if (m_arrivals.empty())
        return;
    for (std::size_t place = placeOf(now); place-- > 0;) {
        if (m_arrivals[place].latest <= now || m_ends[place] <= from)
            return;
        if (m_arrivals[place].at > now)
            visit(place);
    }
}

LevelCounts LevelSeries::over(Timestamp now, Duration window) const
{
    const Timestamp from = beginOf(now, window);
    LevelCounts counts = difference(sumUntil(now), sumUntil(from));
    forEachMissing(from, now, [&](std::size_t place) {
        const LevelCounts &before = place == 0 ? m_base : m_knots[place - 1].sum;
        counts = difference(counts, difference(m_knots[place].sum, before));
    });
    return counts;
}

void LevelSeries::add(const LevelStep &step)
{
    const Timestamp end = step.interval.to;
    std::size_t place = placeOf(end);
    const bool isKnownEnd = place > 0 && m_ends[place - 1] == end;
    if (isKnownEnd) {
        --place;
    } else {
        const LevelCounts before = place == 0 ? m_base : m_knots[place - 1].sum;
        const auto at = static_cast<std::ptrdiff_t>(place);
        m_ends.insert(m_ends.begin() + at, end);
        m_knots.insert(m_knots.begin() + at,
            {.from = step.isSpread ? step.interval.from : end, .sum = before});
        if (m_withLatency) {
            const std::vector<double> row = place == 0
                ? m_baseBuckets
                : std::vector<double>(
                    m_buckets.begin() + static_cast<std::ptrdiff_t>((place - 1) * stride()),
                    m_buckets.begin() + static_cast<std::ptrdiff_t>(place * stride()));
            const std::vector<double> filled = row.empty() ? std::vector<double>(stride()) : row;
            m_buckets.insert(m_buckets.begin() + static_cast<std::ptrdiff_t>(place * stride()),
                filled.begin(), filled.end());
        }
    }
    for (std::size_t i = place; i < m_knots.size(); ++i)
        addTo(m_knots[i].sum, step.counts, 1);
    noteArrival(place, step.arrivedAt);
    if (m_withLatency && step.latency.total() > 0)
        addBuckets(place, step.latency);
}

// What adds up is seen when all of it is there.
void LevelSeries::noteArrival(std::size_t place, Timestamp at)
{
    if (m_arrivals.empty() && !isKnown(at))
        return;
    if (m_arrivals.size() < m_knots.size()) {
        const std::size_t known = std::min(place, m_arrivals.size());
        const std::size_t more = m_knots.size() - m_arrivals.size();
        m_arrivals.insert(m_arrivals.begin() + static_cast<std::ptrdiff_t>(known), more, Arrival{});
    }
    m_arrivals[place].at = std::max(m_arrivals[place].at, at);
    Timestamp latest = place == 0 ? Timestamp{} : m_arrivals[place - 1].latest;
    for (std::size_t i = place; i < m_arrivals.size(); ++i) {
        latest = std::max(latest, m_arrivals[i].at);
        m_arrivals[i].latest = latest;
    }
}

void LevelSeries::addBuckets(std::size_t place, const LatencyHistogram &latency)
{
    if (!std::ranges::includes(m_bounds, latency.bounds())) {
        std::vector<double> bounds;
        std::ranges::set_union(m_bounds, latency.bounds(), std::back_inserter(bounds));
        bringOver(std::move(bounds));
    }
    std::vector<double> row;
    appendRow(row, latency, m_bounds);
    for (std::size_t i = place; i < m_knots.size(); ++i) {
        for (std::size_t b = 0; b < stride(); ++b)
            m_buckets[i * stride() + b] += row[b];
    }
}

// Interpolation is linear, so it may be done to sums as well as to what they are made of.
void LevelSeries::bringOver(std::vector<double> bounds)
{
    const auto convert = [this, &bounds](std::span<const double> row, std::vector<double> &into) {
        const auto old
            = LatencyHistogram::fromCumulative(m_bounds, {row.begin(), row.end() - 1}, row.back());
        appendRow(into, old, bounds);
    };
    std::vector<double> buckets;
    buckets.reserve(m_knots.size() * (bounds.size() + 1));
    for (std::size_t i = 0; i < m_knots.size(); ++i)
        convert({m_buckets.data() + i * stride(), stride()}, buckets);
    if (!m_baseBuckets.empty()) {
        std::vector<double> base;
        convert(m_baseBuckets, base);
        m_baseBuckets = std::move(base);
    }
    m_buckets = std::move(buckets);
    m_bounds = std::move(bounds);
}

std::vector<double> LevelSeries::bucketsUntil(Timestamp at) const
{
    const auto row = [this](std::size_t place) {
        const auto begin = m_buckets.begin() + static_cast<std::ptrdiff_t>(place * stride());
        return std::vector<double>(begin, begin + static_cast<std::ptrdiff_t>(stride()));
    };
    const std::size_t place = placeOf(at);
    std::vector<double> before;
    if (place > 0)
        before = row(place - 1);
    else
        before = m_baseBuckets.empty() ? std::vector<double>(stride()) : m_baseBuckets;
    const double share = shareBefore(place, at);
    if (share <= 0)
        return before;
    const std::vector<double> after = row(place);
    for (std::size_t i = 0; i < before.size(); ++i)
        before[i] += (after[i] - before[i]) * share;
    return before;
}

LatencyHistogram LevelSeries::latency(Timestamp now, Duration window) const
{
    if (!m_withLatency || m_bounds.empty())
        return {};
    const Timestamp from = beginOf(now, window);
    std::vector<double> counts = bucketsUntil(now);
    const std::vector<double> before = bucketsUntil(from);
    for (std::size_t i = 0; i < counts.size(); ++i)
        counts[i] -= before[i];
    forEachMissing(from, now, [&](std::size_t place) {
        for (std::size_t i = 0; i < counts.size(); ++i) {
            const double base = m_baseBuckets.empty() ? 0 : m_baseBuckets[i];
            const double until = place == 0 ? base : m_buckets[(place - 1) * stride() + i];
            counts[i] -= m_buckets[place * stride() + i] - until;
        }
    });
    const double total = counts.back();
    counts.pop_back();
    return LatencyHistogram::fromCumulative(m_bounds, std::move(counts), total);
}

void LevelSeries::truncate(Timestamp at)
{
    const std::size_t place = placeOf(at);
    m_ends.resize(place);
    m_knots.resize(place);
    m_arrivals.resize(std::min(m_arrivals.size(), place));
    if (m_withLatency)
        m_buckets.resize(place * stride());
}

void LevelSeries::thin(Timestamp now, Duration keep)
{
    const Timestamp oldest = beginOf(now, keep) - kCoarse;
    std::size_t first = placeOf(oldest);
    if (first > 0) {
        m_base = m_knots[first - 1].sum;
        if (m_withLatency) {
            const auto begin
                = m_buckets.begin() + static_cast<std::ptrdiff_t>((first - 1) * stride());
            m_baseBuckets.assign(begin, begin + static_cast<std::ptrdiff_t>(stride()));
        }
    }
    const Timestamp fineBefore = floorTo(now - kExactWindow, kFine);
    const Timestamp coarseBefore = floorTo(now - kFineWindow, kCoarse);
    std::vector<std::size_t> places;
    for (std::size_t i = first; i < m_ends.size(); ++i) {
        const Duration step = m_ends[i] <= coarseBefore ? kCoarse
            : m_ends[i] <= fineBefore                   ? kFine
                                                        : Duration{0};
        // The next one tells the same at every instant that is still asked about.
        const bool isSpared = step > Duration{0} && i + 1 < m_ends.size()
            && m_knots[i].from == m_ends[i] && m_knots[i + 1].from == m_ends[i + 1]
            && ceilTo(m_ends[i], step) == ceilTo(m_ends[i + 1], step);
        if (!isSpared)
            places.push_back(i);
    }
    if (places.size() < m_knots.size())
        keepOnly(places);
}

void LevelSeries::keepOnly(std::span<const std::size_t> places)
{
    for (std::size_t i = 0; i < places.size(); ++i) {
        m_ends[i] = m_ends[places[i]];
        m_knots[i] = m_knots[places[i]];
        if (!m_arrivals.empty())
            m_arrivals[i] = m_arrivals[places[i]];
        if (m_withLatency && places[i] != i) {
            const auto from = m_buckets.begin() + static_cast<std::ptrdiff_t>(places[i] * stride());
            std::copy_n(
                from, stride(), m_buckets.begin() + static_cast<std::ptrdiff_t>(i * stride()));
        }
    }
    m_ends.resize(places.size());
    m_knots.resize(places.size());
    m_arrivals.resize(std::min(m_arrivals.size(), places.size()));
    if (m_withLatency)
        m_buckets.resize(places.size() * stride());
}

} // namespace binnacle::alerts
