#include "core/runtime/console/slo_export.h"

#include "core/codec/csv_row.h"
#include "core/codec/json_writer.h"
#include "core/codec/slo_spec.h"

#include <utility>

namespace binnacle::runtime {

namespace {

std::string asRules(const SloBoard &board)
{
    std::vector<codec::RuleSource> sources;
    for (const SloRow &row : board.rows) {
        std::vector<std::string> keys;
        for (const IngressRoute &route : row.routes)
            keys.push_back(route.serviceKey);
        sources.push_back(codec::ruleSourceFor(row.target, keys));
    }
    return codec::writePrometheusRules(sources);
}

std::string asOpenSlo(const SloBoard &board)
{
    std::vector<SloTarget> targets;
    for (const SloRow &row : board.rows)
        targets.push_back(row.target);
    return codec::writeOpenSlo(targets);
}

std::string asCsv(const SloBoard &board)
{
    std::string out;
    codec::CsvRow(out)
        .cell("cluster")
        .cell("subject")
        .cell("status")
        .cell("window")
        .cell("target_percent")
        .cell("availability_percent")
        .cell("budget_remaining_percent")
        .cell("burn_1h")
        .cell("p50_ms")
        .cell("p95_ms")
        .cell("p99_ms")
        .cell("requests")
        .cell("errors")
        .cell("coverage")
        .end();
    for (const SloRow &row : board.rows) {
        const Traffic &traffic = row.current.traffic;
        codec::CsvRow(out)
            .cell(row.subject.cluster.value)
            .cell(row.subject.text())
            .cell(sloStatusName(row.status))
            .cell(sloWindowName(row.target.window))
            .cell(std::optional(row.target.availability))
            .cell(traffic.availability())
            .cell(row.budgetRemaining)
            .cell(row.burnOneHour)
            .cell(traffic.quantile(0.5))
            .cell(traffic.quantile(0.95))
            .cell(traffic.quantile(0.99))
            .cell(traffic.requests)
            .cell(traffic.errors)
            .cell(std::optional(row.current.coverage()))
            .end();
    }
    return out;
}

void member(codec::PrettyJsonWriter &json, std::string_view name, std::optional<double> number)
{
    json.key(name);
    if (number)
        json.value(*number);
    else
        json.null();
}

std::string asJson(const SloBoard &board)
{
    codec::PrettyJsonWriter json;
    json.beginObject().member("from", board.range.from).member("to", board.range.to);
    json.key("objectives").beginArray();
    for (const SloRow &row : board.rows) {
        const Traffic &traffic = row.current.traffic;
        json.beginObject()
            .member("clusterId", std::string_view(row.subject.cluster.value))
            .member("subject", std::string_view(row.subject.text()))
            .member("status", sloStatusName(row.status))
            .member("window", sloWindowName(row.target.window))
            .member("target", row.target.availability);
        member(json, "availability", traffic.availability());
        member(json, "errorBudgetRemaining", row.budgetRemaining);
        member(json, "burnOneHour", row.burnOneHour);
        member(json, "p50Latency", traffic.quantile(0.5));
        member(json, "p95Latency", traffic.quantile(0.95));
        member(json, "p99Latency", traffic.quantile(0.99));
        json.member("totalRequests", traffic.requests)
            .member("errors", traffic.errors)
            .member("coverage", row.current.coverage())
            .endObject();
    }
    json.endArray().endObject();
    return json.take();
}

} // namespace

std::string exportBoard(const SloBoard &board, console::SpecFormat format)
{
    switch (format) {
    case console::SpecFormat::PrometheusRules:
        return asRules(board);
    case console::SpecFormat::OpenSlo:
        return asOpenSlo(board);
    case console::SpecFormat::Csv:
        return asCsv(board);
    case console::SpecFormat::Json:
        break;
    }
    return asJson(board);
}

} // namespace binnacle::runtime
