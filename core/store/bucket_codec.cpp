#include "core/store/bucket_codec.h"

#include "core/store/varint.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace binnacle::store {

namespace {

constexpr double kLargestWhole = 4'503'599'627'370'496; // 2^52: doubled, still exact
constexpr char kFractions = 1;
// More than any histogram has: a damaged blob must not ask for more memory than this.
constexpr std::size_t kMaxBuckets = 100'000;

bool isWhole(double count)
{
    return count >= 0 && count <= kLargestWhole && std::trunc(count) == count;
}

bool addFractions(std::string_view bytes, BucketCounts &counts)
{
    const std::size_t number = bytes.size() / sizeof(double);
    if (bytes.size() % sizeof(double) != 0 || number > kMaxBuckets)
        return false;
    counts.resize(std::max(counts.size(), number));
    for (std::size_t i = 0; i < number; ++i) {
        double count = 0;
        std::memcpy(&count, bytes.data() + i * sizeof count, sizeof count);
        if (!std::isfinite(count) || count < 0)
            return false;
        counts[i] += count;
    }
    return true;
}

} // namespace

BucketCounts bucketCounts(const LatencyHistogram &histogram)
{
    BucketCounts counts;
    counts.reserve(histogram.counts().size() + 1);
    counts.push_back(0);
    double below = 0;
    for (const double cumulative : histogram.counts()) {
        counts.push_back(cumulative - below);
        below = cumulative;
    }
    counts.front() = histogram.total() - below;
    return counts;
}

LatencyHistogram histogramFrom(std::span<const double> bounds, const BucketCounts &counts)
{
    std::vector<double> cumulative(bounds.size());
    double running = 0;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        running += i + 1 < counts.size() ? counts[i + 1] : 0;
        cumulative[i] = running;
    }
    const double above = counts.empty() ? 0 : counts.front();
    return LatencyHistogram::fromCumulative(
        {bounds.begin(), bounds.end()}, std::move(cumulative), running + above);
}

void encodeBuckets(const BucketCounts &counts, std::string &out)
{
    std::span<const double> used(counts);
    while (!used.empty() && used.back() == 0)
        used = used.first(used.size() - 1);
    if (used.empty())
        return;
    if (std::ranges::all_of(used, isWhole)) {
        appendVarint(out, static_cast<std::uint64_t>(used.front()) * 2);
        for (const double count : used.subspan(1))
            appendVarint(out, static_cast<std::uint64_t>(count));
        return;
    }
    out += kFractions;
    out.append(reinterpret_cast<const char *>(used.data()), used.size_bytes());
}

bool addBuckets(std::string_view stored, BucketCounts &counts)
{
    if (stored.empty())
        return true;
    if (stored.front() == kFractions)
        return addFractions(stored.substr(1), counts);
    if (stored.size() > kMaxBuckets)
        return false;
    // A number is at least a byte: no need to look at the size for each.
    const std::size_t atMost = stored.size();
    if (counts.size() < atMost)
        counts.resize(atMost);
    VarintReader reader(stored);
    std::uint64_t count = 0;
    if (!reader.read(count) || count % 2 != 0)
        return false;
    const std::uint64_t first = count / 2;
    counts.front() += static_cast<double>(first);
    for (double *next = counts.data() + 1; !reader.isAtEnd(); ++next) {
        if (!reader.read(count))
            return false;
        *next += static_cast<double>(count);
    }
    return true;
}

std::string encodeBounds(std::span<const double> bounds)
{
    return {reinterpret_cast<const char *>(bounds.data()), bounds.size_bytes()};
}

std::vector<double> decodeBounds(std::string_view stored)
{
    std::vector<double> bounds(stored.size() / sizeof(double));
    if (!bounds.empty())
        std::memcpy(bounds.data(), stored.data(), bounds.size() * sizeof(double));
    const auto isFinite = [](double bound) { return std::isfinite(bound); };
    const bool isSound = stored.size() % sizeof(double) == 0
        && std::ranges::all_of(bounds, isFinite)
        && std::ranges::adjacent_find(bounds, std::greater_equal<>()) == bounds.end();
    return isSound ? bounds : std::vector<double>();
}

int threeDigits(std::string_view code)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (code.size() != 3 || !std::ranges::all_of(code, isDigit))
        return -1;
    return (code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0');
}

void encodeBreakdown(const BreakdownCounts &counts, std::string &out)
{
    for (const BreakdownCount &entry : counts) {
        if (entry.count <= 0)
            continue;
        appendVarint(out, entry.code);
        appendVarint(out, entry.method);
        appendVarint(out, static_cast<std::uint64_t>(entry.count));
    }
}

bool addBreakdown(std::string_view stored, BreakdownCounts &counts)
{
    VarintReader reader(stored);
    std::uint64_t code = 0;
    std::uint64_t method = 0;
    std::uint64_t count = 0;
    // Rows of a series break down alike: mostly the next entry is the one that follows.
    std::size_t next = 0;
    while (!reader.isAtEnd()) {
        if (!reader.read(code) || !reader.read(method) || !reader.read(count))
            return false;
        const auto isSame = [code, method](const BreakdownCount &entry) {
            return entry.code == code && entry.method == method;
        };
        if (next >= counts.size() || !isSame(counts[next])) {
            const auto found = std::ranges::find_if(counts, isSame);
            next = static_cast<std::size_t>(found - counts.begin());
            if (found == counts.end())
                counts.push_back({.code = code, .method = method});
        }
        counts[next++].count += static_cast<std::int64_t>(count);
    }
    return true;
}

} // namespace binnacle::store
