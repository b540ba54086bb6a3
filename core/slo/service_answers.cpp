#include "core/slo/answer_parts.h"
#include "core/slo/budget_exclusions.h"
#include "core/slo/slo_answers.h"
#include "core/slo/slo_row.h"
#include "core/slo/subject_history.h"

#include <algorithm>
#include <utility>

namespace binnacle::slo {

using codec::JsonWriter;

namespace {

using std::chrono::hours;
using std::chrono::minutes;

void writeEdge(JsonWriter &out, const Window &edges, const TrafficKey &key)
{
    const Measured measured = edges.measured(key, 0);
    out.beginObject()
        .member("source", std::string_view(key.service.text()))
        .member("target", std::string_view(key.target.text()));
    writeNumber(out, "rps", measured.requestRate());
    writeNumber(out, "avgLatency", measured.traffic.averageLatency());
    writeNumber(out, "errorRate", measured.traffic.errorRate());
    out.member("requests", measured.traffic.requests).endObject();
}

void writeEdges(JsonWriter &out, const Window &edges, const ServiceRef &service)
{
    out.key("upstreams").beginArray();
    for (const auto &[key, traffic] : edges.traffic) {
        if (key.target == service)
            writeEdge(out, edges, key);
    }
    out.endArray().key("downstreams").beginArray();
    for (const auto &[key, traffic] : edges.traffic) {
        if (key.service == service)
            writeEdge(out, edges, key);
    }
    out.endArray();
}

void writeNode(
    JsonWriter &out, const ServiceRef &service, const Measured &measured, SloStatus status)
{
    const Traffic &traffic = measured.traffic;
    out.member("id", std::string_view(service.text()))
        .member("name", std::string_view(service.name))
        .member("namespace", std::string_view(service.ns));
    writeNumber(out, "rps", measured.requestRate());
    writeNumber(out, "avgLatency", traffic.averageLatency());
    writeNumber(out, "p50Latency", traffic.quantile(0.50));
    writeNumber(out, "p95Latency", traffic.quantile(0.95));
    writeNumber(out, "p99Latency", traffic.quantile(0.99));
    writeNumber(out, "errorRate", traffic.errorRate());
    writeNumber(out, "availability", traffic.availability());
    out.member("status", sloStatusName(status));
    writeNumber(out, "mtlsPercent", traffic.tlsShare());
    out.member("mtlsEnabled", traffic.tlsRequests > 0).member("totalRequests", traffic.requests);
    writeCoverage(out, measured);
    writeBuckets(out.key("latencyDistribution"), traffic.latency);
    writeStatusClasses(out.key("statusCodeBreakdown"), traffic);
}

void writeHistory(JsonWriter &out, const std::vector<Measured> &steps)
{
    out.key("history").beginArray();
    for (const Measured &step : steps) {
        out.beginObject().member("timestamp", step.range.from);
        writeNumber(out, "rps", step.requestRate());
        writeNumber(out, "p95Latency", step.traffic.quantile(0.95));
        writeNumber(out, "errorRate", step.traffic.errorRate());
        writeNumber(out, "availability", step.traffic.availability());
        writeNumber(out, "mtlsPercent", step.traffic.tlsShare());
        out.endObject();
    }
    out.endArray();
}

bool hasEdge(const Window &edges, const ServiceRef &service)
{
    return std::ranges::any_of(edges.traffic, [&service](const auto &edge) {
        return edge.first.service == service || edge.first.target == service;
    });
}

Result<std::vector<Measured>> readHistory(store::Connection &connection,
    const SubjectParts &subject, const TimeRange &range, const std::stop_token &stop)
{
    // Contract 03 §3.7: hourly points, by minute for windows under six hours.
    if (range.length() < hours{6})
        return readTrend(connection, subject, range, minutes{1}, stop);
    return readTrend(connection, subject, {floorToHour(range.from), range.to}, hours{1}, stop);
}

void writeChange(JsonWriter &out, const SloStatusChange &change)
{
    out.beginObject()
        .member("id", change.id)
        .member("clusterId", std::string_view(change.cluster.value))
        .member("targetType", sloTargetTypeName(change.type))
        .member("host", std::string_view(change.host))
        .member("timeRange", sloWindowName(change.window))
        .member("oldStatus", sloStatusName(change.from))
        .member("newStatus", sloStatusName(change.to));
    writeNumber(out, "availability", change.availability);
    writeNumber(out, "p95Latency", change.p95Latency);
    writeNumber(out, "errorBudgetRemaining", change.budgetRemaining);
    out.member("changedAt", change.changedAt).endObject();
}

} // namespace

Result<std::string> answerService(store::Connection &connection, const AnswerQuery &query,
    const ServiceRef &service, const std::stop_token &stop)
{
    if (service.ns.empty() || service.name.empty())
        return Error{ErrorCode::InvalidArgument, "namespace and name: both are needed"};
    const auto length = rangeOf(query, "1h");
    if (!length)
        return length.error();
    const TimeRange range{query.now - *length, query.now};
    SubjectParts subject = partsOf({.kind = SloSubject::Kind::Service,
                                       .cluster = query.cluster,
                                       .key = TrafficKey::of(service)},
        {});
    if (const Status done = excludeMaintenance(connection, subject); !done)
        return done.error();
    const auto whole = readSteps(connection, subject, range, Duration{0}, stop);
    if (!whole)
        return whole.error();
    const auto edges = readWindow(
        connection, {.cluster = query.cluster, .kind = TrafficKind::Edge, .range = range}, stop);
    if (!edges)
        return edges.error();
    const Measured &measured = whole->front();
    if (measured.traffic.samples == 0 && !hasEdge(*edges, service)) {
        const auto stored = isStored(connection, subject, query.now, stop);
        if (!stored)
            return stored.error();
        if (!*stored)
            return Error{ErrorCode::NotFound, "service not found"};
    }
    const auto history = readHistory(connection, subject, range, stop);
    const auto targets = store::readTargets(connection, query.cluster);
    if (!history || !targets)
        return history ? targets.error() : history.error();
    JsonWriter out;
    out.beginObject();
    writeNode(out, service, measured,
        partStatus(
            subject, subject.parts.front(), measured.traffic, *targets, targetWindow(*length)));
    writeHistory(out, *history);
    writeEdges(out, *edges, service);
    writeStatusCodes(out.key("statusCodes"), measured.traffic);
    writeBuckets(out.key("latencyBuckets"), measured.traffic.latency);
    out.endObject();
    return out.take();
}

Result<std::string> answerTargets(store::Connection &connection, const ClusterId &cluster)
{
    const auto targets = store::readTargets(connection, cluster);
    if (!targets)
        return targets.error();
    JsonWriter out;
    out.beginArray();
    for (const SloTarget &target : *targets) {
        out.beginObject()
            .member("id", target.id)
            .member("clusterId", std::string_view(target.cluster.value))
            .member("targetType", sloTargetTypeName(target.type))
            .member("host", std::string_view(target.host))
            .member("timeRange", sloWindowName(target.window));
        writeNumber(out, "availabilityTarget", target.availability);
        out.member("p95LatencyTarget", std::int32_t{target.p95Latency})
            .member("createdAt", target.createdAt)
            .member("updatedAt", target.updatedAt)
            .endObject();
    }
    out.endArray();
    return out.take();
}

Result<std::string> answerStatusHistory(
    store::Connection &connection, const AnswerQuery &query, const HistoryPage &page)
{
    constexpr std::int64_t kMostRows = 1'000;
    constexpr std::int64_t kMostSkipped = 10'000;
    if (page.limit < 1 || page.limit > kMostRows)
        return Error{ErrorCode::InvalidArgument, "limit: 1 to 1000"};
    if (page.offset < 0 || page.offset > kMostSkipped)
        return Error{ErrorCode::InvalidArgument, "offset: 0 to 10000"};
    Timestamp from{};
    if (!query.timeRange.empty()) {
        const auto length = rangeOf(query, {});
        if (!length)
            return length.error();
        from = query.now - *length;
    }
    const auto changes = store::readStatusHistory(connection,
        {.cluster = query.cluster,
            .host = page.host,
            .range = {from, query.now + Duration{1}},
            .limit = page.limit + page.offset});
    if (!changes)
        return changes.error();
    JsonWriter out;
    out.beginArray();
    for (std::size_t i = static_cast<std::size_t>(page.offset); i < changes->size(); ++i)
        writeChange(out, (*changes)[i]);
    out.endArray();
    return out.take();
}

} // namespace binnacle::slo
