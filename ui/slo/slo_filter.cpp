#include "ui/slo/slo_filter.h"

namespace binnacle::ui {

namespace {

using enum FieldType;
using Fields = std::vector<RowFilter<SloRow>::Field>;

QueryValue namespaceOf(const SloRow &row)
{
    const SloSubject &subject = row.subject;
    if (subject.kind == SloSubject::Kind::Edge)
        return subject.key.target.ns;
    if (subject.kind == SloSubject::Kind::Service)
        return subject.key.service.ns;
    return row.backends.empty() ? std::string() : row.backends.front().ns;
}

void addSubject(Fields &fields)
{
    fields.push_back({Text, {"subject", "name", "service", "domain"}, "what the level is of",
        [](const SloRow &row) { return QueryValue(row.subject.text()); }});
    fields.push_back({Text, {"cluster"}, "cluster id",
        [](const SloRow &row) { return QueryValue(row.subject.cluster.value); }});
    fields.push_back(
        {Text, {"namespace", "ns"}, "of the service, the callee or the backend", namespaceOf});
    fields.push_back({Choice, {"status"}, "against its target",
        [](const SloRow &row) { return filterWord(sloStatusName(row.status)); },
        {"healthy", "warning", "critical", "unknown"}});
    fields.push_back({Choice, {"trend"}, "against the window before",
        [](const SloRow &row) { return filterWord(sloTrendName(row.trend)); },
        {"stable", "up", "down"}});
    fields.push_back({Flag, {"firing"}, "whether a burn rate pages",
        [](const SloRow &row) { return QueryValue(row.isFiring); }});
}

void addBudget(Fields &fields)
{
    fields.push_back({Percent, {"target"}, "availability wanted",
        [](const SloRow &row) { return QueryValue(row.target.availability); }});
    fields.push_back({Percent, {"availability", "actual"}, "requests that succeeded",
        [](const SloRow &row) { return filterNumber(row.current.traffic.availability()); }});
    fields.push_back({Percent, {"budget", "budget_remaining", "left"}, "error budget that is left",
        [](const SloRow &row) { return filterNumber(row.budgetRemaining); }});
    fields.push_back({Number, {"burn", "burn_rate"},
        "times the rate that uses it up exactly, over the last hour",
        [](const SloRow &row) { return filterNumber(row.burnOneHour); }});
    fields.push_back({Percent, {"error_rate", "errors_percent"}, "requests that failed",
        [](const SloRow &row) { return filterNumber(row.current.traffic.errorRate()); }});
}

void addTraffic(Fields &fields)
{
    fields.push_back({Number, {"rps", "rate"}, "requests a second",
        [](const SloRow &row) { return filterNumber(row.current.requestRate()); }});
    const auto quantile = [](double q) {
        return [q](const SloRow &row) { return filterNumber(row.current.traffic.quantile(q)); };
    };
    fields.push_back({Span, {"p50"}, "half of the requests took less", quantile(0.5)});
    fields.push_back({Span, {"p95"}, "95 % of the requests took less: 300ms", quantile(0.95)});
    fields.push_back({Span, {"p99"}, "99 % of the requests took less", quantile(0.99)});
    fields.push_back({Span, {"p95_target"}, "the p95 wanted",
        [](const SloRow &row) { return QueryValue(static_cast<double>(row.target.p95Latency)); }});
    fields.push_back({Count, {"requests"}, "requests in the window",
        [](const SloRow &row) { return QueryValue(row.current.traffic.requests); }});
    fields.push_back({Count, {"errors"}, "of them failed",
        [](const SloRow &row) { return QueryValue(row.current.traffic.errors); }});
}

} // namespace

RowFilter<SloRow> newSloFilter()
{
    Fields fields;
    addSubject(fields);
    addBudget(fields);
    addTraffic(fields);
    return {"objectives", std::move(fields)};
}

} // namespace binnacle::ui
