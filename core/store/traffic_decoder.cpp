#include "core/store/bucket_codec.h"
#include "core/store/dictionary.h"
#include "core/store/sqlite/connection.h"
#include "core/store/store_writer.h"
#include "core/store/traffic_rows.h"

#include <algorithm>
#include <tuple>

namespace binnacle::store {

namespace {

bool isBefore(const RequestIncrement &a, const RequestIncrement &b)
{
    return std::tie(a.code, a.method, a.failure) < std::tie(b.code, b.method, b.failure);
}

std::string codeText(int number)
{
    return {static_cast<char>('0' + number / 100), static_cast<char>('0' + number / 10 % 10),
        static_cast<char>('0' + number % 10)};
}

// Its number in a breakdown, see BreakdownCount.
Result<std::uint64_t> codeNumber(WriteContext &context, const RequestIncrement &row)
{
    const std::uint64_t failure = row.failure ? 1 : 0;
    if (const int digits = threeDigits(row.code); digits >= 0)
        return static_cast<std::uint64_t>(digits) * 2 + failure;
    const Result<std::int64_t> word = context.dictionary.word(row.code);
    if (!word)
        return word.error();
    return (BreakdownCount::kWords + static_cast<std::uint64_t>(*word)) * 2 + failure;
}

} // namespace

TrafficDecoder::TrafficDecoder(Connection &connection)
    : m_connection(connection)
{}

Result<const std::vector<double> *> TrafficDecoder::bounds(std::int64_t id)
{
    if (const auto known = m_bounds.find(id); known != m_bounds.end())
        return &known->second;
    std::vector<double> &bounds = m_bounds[id];
    if (id == 0)
        return &bounds;
    Result<Statement> find = m_connection.prepare("traffic.bounds");
    if (!find)
        return find.error();
    const Result<bool> found = find->bind(id).step();
    if (!found)
        return found.error();
    if (*found)
        bounds = decodeBounds(find->text(0));
    if (bounds.empty())
        return Error{ErrorCode::Corrupt, "bounds " + std::to_string(id) + " are not readable"};
    return &bounds;
}

Result<const std::string *> TrafficDecoder::word(std::int64_t id)
{
    if (const auto known = m_words.find(id); known != m_words.end())
        return &known->second;
    Result<Statement> find = m_connection.prepare("traffic.word");
    if (!find)
        return find.error();
    const Result<bool> found = find->bind(id).step();
    if (!found)
        return found.error();
    if (!*found)
        return Error{ErrorCode::Corrupt, "word " + std::to_string(id) + " is missing"};
    return &m_words.emplace(id, find->text(0)).first->second;
}

Status TrafficDecoder::addBreakdown(const BreakdownCounts &counts, Traffic &traffic)
{
    traffic.breakdown.reserve(counts.size());
    for (const BreakdownCount &entry : counts) {
        RequestIncrement row{.failure = entry.isFailure(), .count = entry.count};
        if (entry.number() >= 0) {
            row.code = codeText(entry.number());
        } else {
            const Result<const std::string *> code = word(entry.word());
            if (!code)
                return code.error();
            row.code = **code;
        }
        if (entry.method != 0) {
            const Result<const std::string *> method
                = word(static_cast<std::int64_t>(entry.method));
            if (!method)
                return method.error();
            row.method = **method;
        }
        traffic.byStatus[statusClassOf(row.code)] += row.count;
        traffic.breakdown.push_back(std::move(row));
    }
    std::ranges::sort(traffic.breakdown, isBefore);
    return Done{};
}

Result<Traffic> TrafficDecoder::traffic(const TrafficSum &sum)
{
    const TrafficNumbers &numbers = sum.numbers();
    Traffic traffic{.requests = numbers.requests,
        .errors = numbers.errors,
        .tlsRequests = numbers.tlsRequests,
        .latencySum = numbers.latencySum,
        .latencyCount = numbers.latencyCount,
        .samples = numbers.samples};
    for (const TrafficSum::Histogram &histogram : sum.histograms()) {
        if (histogram.counts.empty())
            continue;
        const Result<const std::vector<double> *> known = bounds(histogram.bounds);
        if (!known)
            return known.error();
        if (traffic.latency.bounds().empty() && traffic.latency.isEmpty())
            traffic.latency = histogramFrom(**known, histogram.counts);
        else
            traffic.latency.add(histogramFrom(**known, histogram.counts));
    }
    if (const Status added = addBreakdown(sum.breakdown(), traffic); !added)
        return added.error();
    return traffic;
}

Result<EncodedTraffic> encodeTraffic(WriteContext &context, const Traffic &traffic)
{
    EncodedTraffic encoded{.numbers = {.requests = traffic.requests,
                               .errors = traffic.errors,
                               .tlsRequests = traffic.tlsRequests,
                               .samples = traffic.samples,
                               .latencySum = traffic.latencySum,
                               .latencyCount = traffic.latencyCount}};
    const Result<std::int64_t> bounds
        = context.dictionary.traffic().bounds(traffic.latency.bounds());
    if (!bounds)
        return bounds.error();
    encoded.bounds = *bounds;
    encodeBuckets(bucketCounts(traffic.latency), encoded.buckets);
    BreakdownCounts counts;
    counts.reserve(traffic.breakdown.size());
    for (const RequestIncrement &row : traffic.breakdown) {
        const Result<std::uint64_t> code = codeNumber(context, row);
        const Result<std::int64_t> method = context.dictionary.word(row.method);
        if (!code || !method)
            return code ? method.error() : code.error();
        counts.push_back(
            {.code = *code, .method = static_cast<std::uint64_t>(*method), .count = row.count});
    }
    encodeBreakdown(counts, encoded.breakdown);
    return encoded;
}

Result<EncodedTraffic> encodeSum(WriteContext &context, const TrafficSum &sum)
{
    if (sum.histograms().size() > 1) {
        // Over different bounds the counts have to be brought together first.
        const Result<Traffic> traffic = TrafficDecoder(context.connection).traffic(sum);
        return traffic ? encodeTraffic(context, *traffic) : traffic.error();
    }
    EncodedTraffic encoded{.numbers = sum.numbers()};
    if (!sum.histograms().empty() && !sum.histograms().front().counts.empty()) {
        encoded.bounds = sum.histograms().front().bounds;
        encodeBuckets(sum.histograms().front().counts, encoded.buckets);
    }
    encodeBreakdown(sum.breakdown(), encoded.breakdown);
    return encoded;
}

} // namespace binnacle::store
