#include "core/codec/slo_increments.h"

#include <charconv>
#include <cmath>

namespace binnacle::codec {

namespace {

std::int64_t whole(double count)
{
    return std::llround(count);
}

void writeLatency(JsonWriter &json, const LatencyHistogram &latency)
{
    json.key("latency_buckets").beginObject();
    for (std::size_t i = 0; i < latency.bounds().size(); ++i)
        json.member(bucketKey(latency.bounds()[i]), whole(latency.counts()[i]));
    json.member("+Inf", whole(latency.total()));
    json.endObject();
}

void writeRequests(JsonWriter &json, const std::vector<RequestIncrement> &requests, bool isIngress)
{
    json.key("requests").beginArray();
    for (const RequestIncrement &row : requests) {
        json.beginObject();
        json.member(isIngress ? "code" : "status_code", std::string_view(row.code));
        if (isIngress)
            json.member("method", std::string_view(row.method));
        else
            json.member("classification", row.failure ? "failure" : "success");
        json.member("delta", row.count).endObject();
    }
    json.endArray();
}

void writeService(JsonWriter &json, const ServiceIncrement &row)
{
    json.beginObject()
        .member("namespace", std::string_view(row.service.ns))
        .member("name", std::string_view(row.service.name));
    writeRequests(json, row.requests, false);
    writeLatency(json, row.latency);
    json.member("latency_sum", row.latencySum)
        .member("latency_count", row.latencyCount)
        .member("tls_request_delta", row.tlsRequests)
        .member("total_request_delta", row.totalRequests)
        .endObject();
}

void writeEdge(JsonWriter &json, const EdgeIncrement &row)
{
    json.beginObject()
        .member("src_ns", std::string_view(row.edge.source.ns))
        .member("src_name", std::string_view(row.edge.source.name))
        .member("dst_ns", std::string_view(row.edge.target.ns))
        .member("dst_name", std::string_view(row.edge.target.name))
        .member("request_delta", row.requests)
        .member("failure_delta", row.failures);
    if (!row.latency.bounds().empty())
        writeLatency(json, row.latency);
    json.member("latency_sum", row.latencySum)
        .member("latency_count", row.latencyCount)
        .endObject();
}

void writeIngress(JsonWriter &json, const IngressIncrement &row)
{
    json.beginObject().member("service_key", std::string_view(row.serviceKey));
    writeRequests(json, row.requests, true);
    writeLatency(json, row.latency);
    json.member("latency_sum", row.latencySum)
        .member("latency_count", row.latencyCount)
        .endObject();
}

void writeRoute(JsonWriter &json, const IngressRoute &row)
{
    json.beginObject()
        .member("name", std::string_view(row.name))
        .member("namespace", std::string_view(row.ns))
        .member("domain", std::string_view(row.domain))
        .member("path_prefix", std::string_view(row.pathPrefix))
        .member("service_key", std::string_view(row.serviceKey))
        .member("service_name", std::string_view(row.serviceName))
        .member("service_port", row.servicePort)
        .member("tls", row.tls);
    if (row.isApproximate)
        json.member("approximate", true);
    json.endObject();
}

template<typename Row>
void writeRows(JsonWriter &json, std::string_view key, const std::vector<Row> &rows,
    void (*write)(JsonWriter &, const Row &))
{
    json.key(key).beginArray();
    for (const Row &row : rows)
        write(json, row);
    json.endArray();
}

} // namespace

std::string bucketKey(double ms)
{
    constexpr int kDigits = 6;
    char text[32];
    const auto end
        = std::to_chars(text, text + sizeof text, ms, std::chars_format::general, kDigits).ptr;
    std::string key(text, end);
    if (key.find('e') == std::string::npos)
        return key;
    // Bounds of a million and more keep their digits: "1000000", not "1e+06".
    const auto fixed = std::to_chars(text, text + sizeof text, ms, std::chars_format::fixed);
    return fixed.ec == std::errc{} ? std::string(text, fixed.ptr) : key;
}

void writeSloIncrements(JsonWriter &json, const SloIncrements &increments)
{
    const std::int64_t seconds = toEpochMs(increments.at) / 1'000;
    json.beginObject().member("timestamp", seconds);
    writeRows(json, "services", increments.services, &writeService);
    writeRows(json, "edges", increments.edges, &writeEdge);
    writeRows(json, "ingress", increments.ingress, &writeIngress);
    writeRows(json, "routes", increments.routes, &writeRoute);
    if (!increments.bootId.empty()) {
        json.member("boot_id", std::string_view(increments.bootId));
        json.member("seq", static_cast<std::int64_t>(increments.seq));
    }
    if (increments.interval > Duration::zero())
        json.member("interval_ms", static_cast<std::int64_t>(increments.interval.count()));
    json.endObject();
}

std::string encodeSloIncrements(const SloIncrements &increments)
{
    JsonWriter json;
    writeSloIncrements(json, increments);
    return json.take();
}

} // namespace binnacle::codec
