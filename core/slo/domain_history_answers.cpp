#include "core/slo/answer_parts.h"
#include "core/slo/budget_exclusions.h"
#include "core/slo/slo_answers.h"
#include "core/slo/subject_history.h"

#include <utility>

namespace binnacle::slo {

using codec::JsonWriter;

namespace {

using std::chrono::hours;
using std::chrono::minutes;

struct HostTraffic
{
    SubjectParts subject;
    std::vector<Measured> steps;
};

Result<HostTraffic> readHost(store::Connection &connection, const AnswerQuery &query,
    std::string_view host, const TimeRange &range, Duration step, const std::stop_token &stop)
{
    const auto routes = store::readRoutes(connection, query.cluster);
    if (!routes)
        return routes.error();
    HostTraffic traffic{.subject = partsOf({.kind = SloSubject::Kind::Domain,
                                               .cluster = query.cluster,
                                               .domain = std::string(host)},
                            *routes)};
    if (const Status done = excludeMaintenance(connection, traffic.subject); !done)
        return done.error();
    auto steps = readTrend(connection, traffic.subject, range, step, stop);
    if (!steps)
        return steps.error();
    traffic.steps = *std::move(steps);
    const auto stored = isStored(connection, traffic.subject, query.now, stop);
    if (!stored)
        return stored.error();
    if (!*stored)
        return Error{ErrorCode::NotFound, "domain not found"};
    return traffic;
}

Duration historyStep(Duration length)
{
    if (length <= hours{6})
        return minutes{1};
    if (length <= std::chrono::days{1})
        return hours{1};
    return length <= std::chrono::days{7} ? hours{6} : hours{24};
}

} // namespace

Result<std::string> answerDomainHistory(store::Connection &connection, const AnswerQuery &query,
    std::string_view host, const std::stop_token &stop)
{
    if (host.empty())
        return missingHost("host");
    const auto length = rangeOf(query, "1d");
    if (!length)
        return length.error();
    const Duration step = historyStep(*length);
    const Timestamp from = query.now - *length;
    const auto traffic = readHost(connection, query, host,
        {step < hours{1} ? from : floorToHour(from), query.now}, step, stop);
    const auto targets = store::readTargets(connection, query.cluster);
    if (!traffic || !targets)
        return traffic ? targets.error() : traffic.error();
    const SloTarget target = targetInForce(
        *targets, traffic->subject.subject, traffic->subject.targetHosts, targetWindow(*length));
    JsonWriter out;
    out.beginObject().member("host", host).key("history").beginArray();
    for (const Measured &bucket : traffic->steps) {
        out.beginObject().member("timestamp", bucket.range.from);
        writeNumber(out, "availability", bucket.traffic.availability());
        writeNumber(out, "p95Latency", bucket.traffic.quantile(0.95));
        writeNumber(out, "p99Latency", bucket.traffic.quantile(0.99));
        writeNumber(out, "rps", bucket.requestRate());
        writeNumber(out, "errorRate", bucket.traffic.errorRate());
        writeNumber(out, "errorBudget", budgetRemaining(target.availability, bucket.traffic));
        writeCoverage(out, bucket);
        out.endObject();
    }
    out.endArray().endObject();
    return out.take();
}

Result<std::string> answerDomainLatency(store::Connection &connection, const AnswerQuery &query,
    std::string_view domain, const std::stop_token &stop)
{
    if (domain.empty())
        return missingHost("domain");
    const auto length = rangeOf(query, "1d");
    if (!length)
        return length.error();
    const auto read
        = readHost(connection, query, domain, {query.now - *length, query.now}, Duration{0}, stop);
    if (!read)
        return read.error();
    const Traffic &traffic = read->steps.front().traffic;
    JsonWriter out;
    out.beginObject().member("domain", domain).member("totalRequests", traffic.requests);
    writeNumber(out, "p50LatencyMs", traffic.quantile(0.50));
    writeNumber(out, "p95LatencyMs", traffic.quantile(0.95));
    writeNumber(out, "p99LatencyMs", traffic.quantile(0.99));
    writeNumber(out, "avgLatencyMs", traffic.averageLatency());
    writeBuckets(out.key("buckets"), traffic.latency);
    writeMethods(out.key("methods"), traffic);
    writeStatusCodes(out.key("statusCodes"), traffic);
    out.endObject();
    return out.take();
}

} // namespace binnacle::slo
