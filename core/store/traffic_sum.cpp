#include "core/store/traffic_sum.h"

#include "core/store/varint.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace binnacle::store {

namespace {

constexpr std::size_t kEntriesAtFirst = 4; // codes and methods that most services have

} // namespace

void TrafficNumbers::add(const TrafficNumbers &other)
{
    requests += other.requests;
    errors += other.errors;
    tlsRequests += other.tlsRequests;
    samples += other.samples;
    latencySum += other.latencySum;
    latencyCount += other.latencyCount;
}

std::string encodeData(const StoredTraffic &row)
{
    std::string data;
    data.reserve(row.buckets.size() + row.breakdown.size() + 32);
    const TrafficNumbers &numbers = row.numbers;
    for (const std::int64_t number : {numbers.requests, numbers.errors, numbers.tlsRequests,
             numbers.samples, numbers.latencyCount, row.bounds})
        appendVarint(data, static_cast<std::uint64_t>(std::max<std::int64_t>(number, 0)));
    appendVarint(data, row.buckets.size());
    const double sum = std::isfinite(numbers.latencySum) ? numbers.latencySum : 0;
    data.append(reinterpret_cast<const char *>(&sum), sizeof sum);
    data += row.buckets;
    data += row.breakdown;
    return data;
}

bool decodeData(std::string_view data, StoredTraffic &row)
{
    VarintReader reader(data);
    std::array<std::uint64_t, 7> numbers{};
    for (std::uint64_t &number : numbers) {
        if (!reader.read(number))
            return false;
    }
    const std::string_view rest = reader.rest();
    const std::uint64_t buckets = numbers[6];
    if (rest.size() < sizeof(double) || rest.size() - sizeof(double) < buckets)
        return false;
    std::memcpy(&row.numbers.latencySum, rest.data(), sizeof(double));
    row.numbers.requests = static_cast<std::int64_t>(numbers[0]);
    row.numbers.errors = static_cast<std::int64_t>(numbers[1]);
    row.numbers.tlsRequests = static_cast<std::int64_t>(numbers[2]);
    row.numbers.samples = static_cast<std::int64_t>(numbers[3]);
    row.numbers.latencyCount = static_cast<std::int64_t>(numbers[4]);
    row.bounds = static_cast<std::int64_t>(numbers[5]);
    row.buckets = rest.substr(sizeof(double), buckets);
    row.breakdown = rest.substr(sizeof(double) + buckets);
    return true;
}

StoredTraffic EncodedTraffic::row(std::int64_t series, std::int64_t at) const
{
    return {.series = series,
        .at = at,
        .numbers = numbers,
        .bounds = bounds,
        .buckets = buckets,
        .breakdown = breakdown};
}

BucketCounts &TrafficSum::countsOf(std::int64_t bounds)
{
    if (!m_histograms.empty()
        && (m_histograms.front().bounds == bounds || m_histograms.front().counts.empty())) {
        m_histograms.front().bounds = bounds;
        return m_histograms.front().counts;
    }
    const auto found = std::ranges::find(m_histograms, bounds, &Histogram::bounds);
    if (found != m_histograms.end())
        return found->counts;
    return m_histograms.emplace_back(Histogram{.bounds = bounds, .counts = {}}).counts;
}

void TrafficSum::clear()
{
    m_numbers = {};
    m_breakdown.clear();
    if (m_histograms.size() > 1)
        m_histograms.resize(1);
    for (Histogram &histogram : m_histograms)
        histogram.counts.clear();
}

bool TrafficSum::add(const StoredTraffic &row)
{
    m_numbers.add(row.numbers);
    const bool added = row.buckets.empty() || addBuckets(row.buckets, countsOf(row.bounds));
    if (m_breakdown.empty() && !row.breakdown.empty())
        m_breakdown.reserve(kEntriesAtFirst);
    return addBreakdown(row.breakdown, m_breakdown) && added;
}

} // namespace binnacle::store
