#pragma once

#include "core/domain/latency_histogram.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::store {

// How histograms and breakdowns are stored within a row of traffic (traffic_sum.h). Buckets are the
// requests that fell into each bucket (not cumulative): first those above the last bound, then
// those of each bound upwards; zeros at the end are left out. Whole numbers are varints, the first
// of them doubled; a blob that begins with the byte 1 goes on with doubles, for counts that were
// interpolated.
using BucketCounts = std::vector<double>;

BucketCounts bucketCounts(const LatencyHistogram &histogram);
// Counts that are missing at the end are 0, those beyond the bounds are ignored.
LatencyHistogram histogramFrom(std::span<const double> bounds, const BucketCounts &counts);

void encodeBuckets(const BucketCounts &counts, std::string &out);
// Adds what is stored to `counts`, which grows as needed. False: the bytes are damaged, and what
// was read of them is in `counts`.
bool addBuckets(std::string_view stored, BucketCounts &counts);

// Bounds of the dictionary: doubles in ascending order, in the byte order of the machine (x86 and
// ARM agree). Empty when the bytes are damaged.
std::string encodeBounds(std::span<const double> bounds);
std::vector<double> decodeBounds(std::string_view stored);

// One entry of a breakdown: three varints. Codes of three digits are their number, others
// 1000 + the number of their word; doubled, plus 1 for failures. Methods are words.
struct BreakdownCount
{
    std::uint64_t code = 0;
    std::uint64_t method = 0;
    std::int64_t count = 0;

    bool isFailure() const { return (code & 1) != 0; }
    // 0..999, or -1 when the code is a word.
    int number() const { return code / 2 < kWords ? static_cast<int>(code / 2) : -1; }
    std::int64_t word() const { return static_cast<std::int64_t>(code / 2 - kWords); }
    static constexpr std::uint64_t kWords = 1'000;
};
using BreakdownCounts = std::vector<BreakdownCount>;

// -1 unless it is three digits.
int threeDigits(std::string_view code);

void encodeBreakdown(const BreakdownCounts &counts, std::string &out);
// As addBuckets.
bool addBreakdown(std::string_view stored, BreakdownCounts &counts);

} // namespace binnacle::store
