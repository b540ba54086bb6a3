#include "core/slo/answer_parts.h"

#include <array>
#include <cmath>
#include <map>
#include <utility>

namespace binnacle::slo {

using codec::JsonWriter;

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr std::array<std::pair<std::string_view, Duration>, 8> kRanges{{
    {"15m", minutes{15}},
    {"1h", hours{1}},
    {"6h", hours{6}},
    {"24h", days{1}},
    {"1d", days{1}},
    {"7d", days{7}},
    {"15d", days{15}},
    {"30d", days{30}},
}};

// Counts are whole unless bounds had to be brought together.
void writeCount(JsonWriter &out, double count)
{
    const double whole = std::round(count);
    if (std::abs(count - whole) < 1e-6)
        out.member("count", static_cast<std::int64_t>(whole));
    else
        out.member("count", count);
}

void writeBound(JsonWriter &out, double bound)
{
    if (bound == std::floor(bound) && std::abs(bound) < 1e15)
        out.member("le", static_cast<std::int64_t>(bound));
    else
        out.member("le", bound);
}

bool isSaturated(const LatencyHistogram &latency, double q)
{
    const auto quantile = latency.quantile(q);
    return quantile && quantile->isSaturated;
}

} // namespace

std::optional<Duration> answerRange(std::string_view timeRange)
{
    for (const auto &[name, length] : kRanges) {
        if (name == timeRange)
            return length;
    }
    return std::nullopt;
}

Result<Duration> rangeOf(const AnswerQuery &query, std::string_view fallback)
{
    const auto length
        = answerRange(query.timeRange.empty() ? fallback : std::string_view(query.timeRange));
    if (!length)
        return Error{ErrorCode::InvalidArgument, "time_range: one of 15m 1h 6h 24h 1d 7d 15d 30d"};
    return *length;
}

Error missingHost(std::string_view parameter)
{
    return {ErrorCode::InvalidArgument, std::string(parameter) + ": name a domain or service key"};
}

SloWindow targetWindow(Duration length)
{
    if (length <= days{1})
        return SloWindow::OneDay;
    return length <= days{7} ? SloWindow::SevenDays : SloWindow::ThirtyDays;
}

void writeNumber(JsonWriter &out, std::string_view key, std::optional<double> value)
{
    constexpr double kDigits = 1e6;
    out.key(key);
    if (value && std::isfinite(*value))
        out.value(std::round(*value * kDigits) / kDigits);
    else
        out.null();
}

void writeCoverage(JsonWriter &out, const Measured &measured)
{
    writeNumber(out, "coverage", measured.coverage());
    if (measured.excluded > Duration{0})
        writeNumber(
            out, "excludedSeconds", std::chrono::duration<double>(measured.excluded).count());
}

void writeSummary(JsonWriter &out, const Measured &measured)
{
    const Traffic &traffic = measured.traffic;
    out.beginObject();
    writeNumber(out, "availability", traffic.availability());
    writeNumber(out, "p50Latency", traffic.quantile(0.50));
    writeNumber(out, "p95Latency", traffic.quantile(0.95));
    writeNumber(out, "p99Latency", traffic.quantile(0.99));
    out.member("p95Saturated", isSaturated(traffic.latency, 0.95))
        .member("p99Saturated", isSaturated(traffic.latency, 0.99));
    writeNumber(out, "avgLatency", traffic.averageLatency());
    writeNumber(out, "errorRate", traffic.errorRate());
    writeNumber(out, "requestsPerSec", measured.requestRate());
    out.member("totalRequests", traffic.requests);
    writeCoverage(out, measured);
    out.endObject();
}

void writePrevious(JsonWriter &out, const std::optional<Measured> &previous)
{
    if (previous && previous->traffic.requests > 0)
        writeSummary(out, *previous);
    else
        out.null();
}

void writeBuckets(JsonWriter &out, const LatencyHistogram &latency)
{
    out.beginArray();
    for (std::size_t i = 0; i < latency.bounds().size(); ++i) {
        out.beginObject();
        writeBound(out, latency.bounds()[i]);
        writeCount(out, latency.counts()[i]);
        out.endObject();
    }
    if (!latency.isEmpty()) {
        out.beginObject().key("le").null().member("leLabel", "+Inf");
        writeCount(out, latency.total());
        out.endObject();
    }
    out.endArray();
}

void writeStatusClasses(JsonWriter &out, const Traffic &traffic)
{
    out.beginArray();
    for (int i = 0; i < Traffic::kStatusClasses; ++i) {
        const auto status = static_cast<Traffic::StatusClass>(i);
        if (const std::int64_t count = traffic.byStatus.at(static_cast<std::size_t>(i)); count > 0)
            out.beginObject()
                .member("code", statusClassName(status))
                .member("count", count)
                .endObject();
    }
    out.endArray();
}

void writeStatusCodes(JsonWriter &out, const Traffic &traffic)
{
    std::map<std::string_view, std::int64_t> codes;
    for (const RequestIncrement &row : traffic.breakdown)
        codes[row.code] += row.count;
    out.beginArray();
    for (const auto &[code, count] : codes)
        out.beginObject().member("code", code).member("count", count).endObject();
    out.endArray();
}

void writeMethods(JsonWriter &out, const Traffic &traffic)
{
    std::map<std::string_view, std::pair<std::int64_t, std::int64_t>> methods;
    for (const RequestIncrement &row : traffic.breakdown) {
        auto &[count, errors] = methods[row.method];
        count += row.count;
        errors += row.failure ? row.count : 0;
    }
    out.beginArray();
    for (const auto &[method, counts] : methods)
        out.beginObject()
            .member("method", method)
            .member("count", counts.first)
            .member("errorCount", counts.second)
            .endObject();
    out.endArray();
}

void writeTarget(JsonWriter &out, const SloTarget &target)
{
    out.beginObject();
    writeNumber(out, "availability", target.availability);
    out.member("p95Latency", std::int32_t{target.p95Latency}).endObject();
}

} // namespace binnacle::slo
