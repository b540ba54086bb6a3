#include "core/store/traffic_functions.h"

#include "core/domain/traffic.h"
#include "core/store/bucket_codec.h"
#include "core/store/traffic_sum.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>

namespace binnacle::store {

namespace {

std::string_view bytesOf(sqlite3_value *value)
{
    const auto *bytes = static_cast<const char *>(sqlite3_value_blob(value));
    const int size = sqlite3_value_bytes(value);
    return bytes ? std::string_view(bytes, static_cast<std::size_t>(size)) : std::string_view();
}

void giveText(sqlite3_context *context, const std::string &text)
{
    sqlite3_result_text(context, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

std::string shortest(double number)
{
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, number);
    return {buffer, end.ptr};
}

// What is damaged shows as far as it could be read.
StoredTraffic trafficOf(sqlite3_value *data)
{
    StoredTraffic row;
    static_cast<void>(decodeData(bytesOf(data), row));
    return row;
}

LatencyHistogram histogramOf(sqlite3_value *bounds, sqlite3_value *data)
{
    BucketCounts counts;
    static_cast<void>(addBuckets(trafficOf(data).buckets, counts));
    return histogramFrom(decodeBounds(bytesOf(bounds)), counts);
}

BreakdownCounts breakdownOf(sqlite3_value *data)
{
    BreakdownCounts counts;
    static_cast<void>(addBreakdown(trafficOf(data).breakdown, counts));
    return counts;
}

void numberSql(sqlite3_context *context, int, sqlite3_value **values)
{
    const StoredTraffic row = trafficOf(values[0]);
    const std::string_view name = bytesOf(values[1]);
    const std::array<std::pair<std::string_view, std::int64_t>, 6> numbers{{
        {"requests", row.numbers.requests},
        {"errors", row.numbers.errors},
        {"tls_requests", row.numbers.tlsRequests},
        {"samples", row.numbers.samples},
        {"latency_count", row.numbers.latencyCount},
        {"bounds_id", row.bounds},
    }};
    if (name == "latency_sum")
        return sqlite3_result_double(context, row.numbers.latencySum);
    const auto found = std::ranges::find(numbers, name, [](const auto &one) { return one.first; });
    if (found == numbers.end())
        return sqlite3_result_error(context, "a row of traffic has no such number", -1);
    sqlite3_result_int64(context, found->second);
}

void bucketsSql(sqlite3_context *context, int, sqlite3_value **values)
{
    const LatencyHistogram histogram = histogramOf(values[0], values[1]);
    std::string json = "{";
    for (std::size_t i = 0; i < histogram.bounds().size(); ++i) {
        json += '"' + shortest(histogram.bounds()[i]) + "\":" + shortest(histogram.counts()[i])
            + ',';
    }
    json += "\"+Inf\":" + shortest(histogram.total()) + '}';
    giveText(context, json);
}

void quantileSql(sqlite3_context *context, int, sqlite3_value **values)
{
    const double q = sqlite3_value_double(values[2]);
    if (!(q >= 0 && q <= 1))
        return sqlite3_result_error(context, "a quantile is between 0 and 1", -1);
    const auto quantile = histogramOf(values[0], values[1]).quantile(q);
    if (quantile)
        sqlite3_result_double(context, quantile->ms);
    else
        sqlite3_result_null(context);
}

void statusSql(sqlite3_context *context, int, sqlite3_value **values)
{
    const int wanted = sqlite3_value_int(values[1]);
    std::int64_t requests = 0;
    for (const BreakdownCount &entry : breakdownOf(values[0])) {
        const int digit = entry.number() / 100;
        const int status = entry.number() >= 200 && digit <= 5 ? digit : 0;
        requests += status == wanted ? entry.count : 0;
    }
    sqlite3_result_int64(context, requests);
}

void methodSql(sqlite3_context *context, int, sqlite3_value **values)
{
    std::int64_t requests = 0;
    if (sqlite3_value_type(values[1]) != SQLITE_NULL) {
        const auto wanted = static_cast<std::uint64_t>(sqlite3_value_int64(values[1]));
        for (const BreakdownCount &entry : breakdownOf(values[0]))
            requests += entry.method == wanted ? entry.count : 0;
    }
    sqlite3_result_int64(context, requests);
}

void requestsSql(sqlite3_context *context, int, sqlite3_value **values)
{
    std::string json;
    for (const BreakdownCount &entry : breakdownOf(values[0])) {
        json += json.empty() ? "[[" : ",[";
        if (entry.number() < 0) {
            json += "null," + std::to_string(entry.word());
        } else {
            const std::string digits = std::to_string(entry.number());
            json += '"' + std::string(3 - digits.size(), '0') + digits + "\",0";
        }
        json += ',' + std::to_string(entry.method) + (entry.isFailure() ? ",1," : ",0,")
            + std::to_string(entry.count) + ']';
    }
    giveText(context, json.empty() ? "[]" : json + ']');
}

} // namespace

Status registerTrafficFunctions(sqlite3 *handle)
{
    constexpr int kFlags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    int failed = SQLITE_OK;
    const auto add = [&](const char *name, int arguments, auto function) {
        const int rc = sqlite3_create_function_v2(
            handle, name, arguments, kFlags, nullptr, function, nullptr, nullptr, nullptr);
        failed = rc == SQLITE_OK ? failed : rc;
    };
    add("traffic_number", 2, &numberSql);
    add("traffic_buckets", 2, &bucketsSql);
    add("traffic_quantile", 3, &quantileSql);
    add("traffic_status", 2, &statusSql);
    add("traffic_method", 2, &methodSql);
    add("traffic_requests", 1, &requestsSql);
    if (failed != SQLITE_OK)
        return Error{ErrorCode::Internal, sqlite3_errmsg(handle)};
    return Done{};
}

} // namespace binnacle::store
