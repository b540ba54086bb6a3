#pragma once

#include "core/store/bucket_codec.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::store {

struct TrafficNumbers
{
    std::int64_t requests = 0;
    std::int64_t errors = 0;
    std::int64_t tlsRequests = 0;
    std::int64_t samples = 0;
    double latencySum = 0;
    std::int64_t latencyCount = 0;

    void add(const TrafficNumbers &other);
};

// A raw or hourly row; views into the statement it came from.
struct StoredTraffic
{
    std::int64_t series = 0;
    std::int64_t at = 0; // raw: seconds; hourly: hours since the epoch
    TrafficNumbers numbers;
    std::int64_t bounds = 0;
    std::string_view buckets;
    std::string_view breakdown;
};

// The column data of a row: varints of requests, errors, TLS requests, samples, latency count,
// bounds and the size of the buckets; the latency sum as a double; the buckets; the breakdown. In
// one piece, because reading a column costs as much as decoding five numbers. Negative numbers,
// which nothing honest counts, are stored as 0.
std::string encodeData(const StoredTraffic &row);
// Fills everything but series and at. False: the bytes are damaged.
bool decodeData(std::string_view data, StoredTraffic &row);

// One to be stored.
struct EncodedTraffic
{
    TrafficNumbers numbers;
    std::int64_t bounds = 0;
    std::string buckets;
    std::string breakdown;

    StoredTraffic row(std::int64_t series, std::int64_t at) const;
};

// Adds up stored rows without making values of them: some 100 ns for a row of 16 buckets. The sum
// does not depend on the order of the rows.
class TrafficSum
{
public:
    // False: the row is damaged, and part of it may have been added.
    bool add(const StoredTraffic &row);
    // To begin again; keeps its memory.
    void clear();

    bool isEmpty() const { return m_numbers.samples == 0 && m_numbers.requests == 0; }
    const TrafficNumbers &numbers() const { return m_numbers; }
    const BreakdownCounts &breakdown() const { return m_breakdown; }

    // Histograms with the same bounds are summed; a series whose bounds changed has several. Those
    // without counts say nothing.
    struct Histogram
    {
        std::int64_t bounds = 0;
        BucketCounts counts;
    };
    const std::vector<Histogram> &histograms() const { return m_histograms; }

private:
    BucketCounts &countsOf(std::int64_t bounds);

    TrafficNumbers m_numbers;
    std::vector<Histogram> m_histograms;
    BreakdownCounts m_breakdown;
};

} // namespace binnacle::store
