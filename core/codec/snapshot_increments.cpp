#include "core/codec/snapshot_parts.h"
#include "core/domain/traffic.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <utility>

namespace binnacle::codec {

namespace {

constexpr auto kIncrementKeys
    = keys("timestamp", "services", "edges", "ingress", "routes", "bootId", "seq", "intervalMs");
constexpr auto kServiceKeys = keys("namespace", "name", "requests", "latencyBuckets", "latencySum",
    "latencyCount", "tlsRequestDelta", "totalRequestDelta");
constexpr auto kEdgeKeys = keys("srcNs", "srcName", "dstNs", "dstName", "requestDelta",
    "failureDelta", "latencyBuckets", "latencySum", "latencyCount");
constexpr auto kIngressKeys
    = keys("serviceKey", "requests", "latencyBuckets", "latencySum", "latencyCount");
constexpr auto kRequestKeys = keys("statusCode", "code", "classification", "method", "delta");
constexpr auto kRouteKeys = keys("name", "namespace", "domain", "pathPrefix", "serviceKey",
    "serviceName", "servicePort", "tls", "approximate");

// Far beyond what proxies expose; it keeps a hostile body from multiplying in memory.
constexpr std::size_t kMostBuckets = 1'000;

std::string text(JsonReader &in, const JsonField &field)
{
    return std::string(in.view(field));
}

double amount(JsonReader &in, const JsonField &field)
{
    if (!field)
        return 0;
    double number = 0;
    if (field.value->get(number) != simdjson::SUCCESS) {
        in.fail(field.path, "expected a number");
        return 0;
    }
    if (number < 0 || !std::isfinite(number))
        in.fail(field.path, "an increment cannot be negative");
    return number;
}

std::int64_t count(JsonReader &in, const JsonField &field)
{
    constexpr double kLimit = 9.0e15; // exact in a double
    const double number = amount(in, field);
    if (number <= kLimit)
        return std::llround(number);
    in.fail(field.path, "the number is out of range");
    return 0;
}

std::optional<double> boundOf(std::string_view key)
{
    if (key == "+Inf" || key == "Inf" || key == "inf" || key == "+inf")
        return std::numeric_limits<double>::infinity();
    double bound = 0;
    const auto end = std::from_chars(key.data(), key.data() + key.size(), bound);
    if (end.ec != std::errc{} || end.ptr != key.data() + key.size() || !std::isfinite(bound))
        return std::nullopt;
    return bound;
}

LatencyHistogram readLatency(JsonReader &in, const JsonField &field, std::int64_t observations)
{
    const auto object = in.object(field);
    if (!object)
        return {};
    if (object->size() > kMostBuckets) {
        in.failTooMany(field.path, kMostBuckets);
        return {};
    }
    std::map<double, double> buckets;
    for (const simdjson::dom::key_value_pair member : *object) {
        const JsonField bucket{&member.value, {.parent = &field.path, .key = member.key}};
        const auto bound = boundOf(member.key);
        if (!bound)
            in.fail(bucket.path, "expected a bound in milliseconds or +Inf as the key");
        else
            buckets[*bound] = amount(in, bucket);
    }
    double total = static_cast<double>(observations);
    if (!buckets.empty() && std::isinf(buckets.rbegin()->first)) {
        total = buckets.rbegin()->second;
        buckets.erase(std::prev(buckets.end()));
    }
    std::vector<double> bounds;
    std::vector<double> counts;
    for (const auto &[bound, cumulative] : buckets) {
        bounds.push_back(bound);
        counts.push_back(cumulative);
    }
    return LatencyHistogram::fromCumulative(std::move(bounds), std::move(counts), total);
}

// Without a classification, and at the ingress, a code of 500 and above failed.
bool isServerError(std::string_view code)
{
    return statusClassOf(code) == Traffic::S5xx;
}

RequestIncrement readRequest(JsonReader &in, const JsonPath &path, simdjson::dom::object object)
{
    const JsonFields<kRequestKeys> fields(path, object);
    const auto status = fields.at<"statusCode">();
    const std::string_view classification = in.view(fields.at<"classification">());
    RequestIncrement row{
        .code = std::string(in.textOrNumber(status ? status : fields.at<"code">())),
        .method = text(in, fields.at<"method">()),
        .count = count(in, fields.at<"delta">())};
    row.failure = classification.empty() ? isServerError(row.code) : classification == "failure";
    return row;
}

ServiceIncrement readServiceRow(JsonReader &in, const JsonPath &path, simdjson::dom::object object)
{
    const JsonFields<kServiceKeys> fields(path, object);
    ServiceIncrement row;
    row.service
        = {text(in, fields.at<"namespace">()), std::string(in.required(fields.at<"name">()))};
    readList(in, fields.at<"requests">(), row.requests, &readRequest);
    row.latencySum = amount(in, fields.at<"latencySum">());
    row.latencyCount = count(in, fields.at<"latencyCount">());
    row.latency = readLatency(in, fields.at<"latencyBuckets">(), row.latencyCount);
    row.tlsRequests = count(in, fields.at<"tlsRequestDelta">());
    row.totalRequests = count(in, fields.at<"totalRequestDelta">());
    return row;
}

EdgeIncrement readEdgeRow(JsonReader &in, const JsonPath &path, simdjson::dom::object object)
{
    const JsonFields<kEdgeKeys> fields(path, object);
    EdgeIncrement row;
    row.edge = {{text(in, fields.at<"srcNs">()), std::string(in.required(fields.at<"srcName">()))},
        {text(in, fields.at<"dstNs">()), std::string(in.required(fields.at<"dstName">()))}};
    row.requests = count(in, fields.at<"requestDelta">());
    row.failures = count(in, fields.at<"failureDelta">());
    row.latencySum = amount(in, fields.at<"latencySum">());
    row.latencyCount = count(in, fields.at<"latencyCount">());
    row.latency = readLatency(in, fields.at<"latencyBuckets">(), row.latencyCount);
    return row;
}

IngressIncrement readIngressRow(JsonReader &in, const JsonPath &path, simdjson::dom::object object)
{
    const JsonFields<kIngressKeys> fields(path, object);
    IngressIncrement row{.serviceKey = std::string(in.required(fields.at<"serviceKey">()))};
    readList(in, fields.at<"requests">(), row.requests, &readRequest);
    for (RequestIncrement &request : row.requests)
        request.failure = isServerError(request.code);
    row.latencySum = amount(in, fields.at<"latencySum">());
    row.latencyCount = count(in, fields.at<"latencyCount">());
    row.latency = readLatency(in, fields.at<"latencyBuckets">(), row.latencyCount);
    return row;
}

IngressRoute readRouteRow(JsonReader &in, const JsonPath &path, simdjson::dom::object object)
{
    const JsonFields<kRouteKeys> fields(path, object);
    IngressRoute row{.name = text(in, fields.at<"name">()),
        .ns = text(in, fields.at<"namespace">()),
        .domain = text(in, fields.at<"domain">()),
        .pathPrefix = text(in, fields.at<"pathPrefix">()),
        .serviceKey = text(in, fields.at<"serviceKey">()),
        .serviceName = text(in, fields.at<"serviceName">()),
        .servicePort = in.integer32(fields.at<"servicePort">()),
        .tls = in.flag(fields.at<"tls">()),
        .isApproximate = in.flag(fields.at<"approximate">())};
    if (row.domain.empty())
        row.domain = "*";
    if (row.pathPrefix.empty())
        row.pathPrefix = "/";
    return row;
}

SloIncrements readOne(JsonReader &in, const JsonPath &path, simdjson::dom::object object)
{
    constexpr std::int64_t kLatest = 253'402'300'799; // the last second of the year 9999
    const JsonFields<kIncrementKeys> fields(path, object);
    SloIncrements made;
    const std::int64_t seconds = in.integer(fields.at<"timestamp">());
    if (seconds < 0 || seconds > kLatest)
        in.fail(fields.at<"timestamp">().path, "expected seconds since 1970");
    else
        made.at = fromEpochMs(seconds * 1'000);
    made.bootId = text(in, fields.at<"bootId">());
    made.seq = static_cast<std::uint64_t>(count(in, fields.at<"seq">()));
    made.interval = Duration{count(in, fields.at<"intervalMs">())};
    readList(in, fields.at<"services">(), made.services, &readServiceRow);
    readList(in, fields.at<"edges">(), made.edges, &readEdgeRow);
    readList(in, fields.at<"ingress">(), made.ingress, &readIngressRow);
    readList(in, fields.at<"routes">(), made.routes, &readRouteRow);
    return made;
}

} // namespace

std::vector<SloIncrements> readIncrements(JsonReader &in, const JsonField &field)
{
    std::vector<SloIncrements> increments;
    if (!field)
        return increments;
    if (field.value->is_array())
        readList(in, field, increments, &readOne);
    else if (const auto object = in.object(field))
        increments.push_back(readOne(in, field.path, *object));
    return increments;
}

} // namespace binnacle::codec
