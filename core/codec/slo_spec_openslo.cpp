#include "core/codec/slo_spec_parts.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace binnacle::codec::slo_spec {

namespace {

constexpr double kPercentile = 95; // which Binnacle watches
constexpr int kLongestLatency = 600'000;

// What is common to the objectives of one document.
struct Context
{
    const YamlNode &spec;
    const Indicators &indicators;
    std::string name;
    std::string service;
};

// v1: metricSource.spec, where each source has words of its own; v1alpha: the query beside it.
std::string queryOf(const YamlNode &metric)
{
    if (textOf(metric["metricSource"]["type"]) == "Binnacle")
        return {}; // written by writeOpenSlo(): counted here
    const YamlNode &source = metric["metricSource"]["spec"];
    for (const YamlNode *node : {&source["query"], &source["promql"], &metric["query"]}) {
        if (std::string text = textOf(*node); !text.empty())
            return text;
    }
    const auto any = std::ranges::find(source.items, YamlNode::Kind::Scalar, &YamlNode::kind);
    return any == source.items.end() ? std::string() : textOf(*any);
}

// The indicator of an objective, or that of its document, given in place or by name.
const YamlNode &indicatorOf(const Context &context, const YamlNode &objective, SloSpec &spec)
{
    static const YamlNode kNone;
    for (const YamlNode *owner : {&objective, &context.spec}) {
        const YamlNode &indicator = (*owner)["indicator"];
        if (indicator.isMap())
            return indicator["spec"].isMap() ? indicator["spec"] : indicator;
        const std::string name = textOf((*owner)["indicatorRef"]);
        if (name.empty())
            continue;
        const auto found = context.indicators.find(name);
        if (found != context.indicators.end())
            return (*found->second)["spec"];
        spec.notes.push_back("indicator " + shown(name) + " is not in this file: no queries");
        return kNone;
    }
    return kNone;
}

void keepRatio(SloSpec &spec, const YamlNode &ratio)
{
    const std::string total = queryOf(ratio["total"]);
    const std::string good = queryOf(ratio["good"]);
    const std::string bad = queryOf(ratio["bad"]);
    const std::string raw = queryOf(ratio["raw"]);
    if (!bad.empty()) {
        keepQueries(spec, bad, total);
    } else if (!good.empty() && !total.empty()) {
        keepQueries(spec, '(' + total + ") - (" + good + ')', total);
    } else if (!raw.empty()) {
        const bool isSuccess = textOf(ratio["rawType"]) == "success";
        keepQueries(spec, isSuccess ? "1 - (" + raw + ')' : raw, {});
        spec.notes.push_back("the query is a ratio of errors: no number of requests is known");
    } else {
        spec.notes.push_back("the ratio has no queries");
    }
}

// "99 % of values are below 500": kept as a latency where it can be one.
void keepThreshold(SloSpec &spec, const YamlNode &objective, const YamlNode &metric)
{
    const std::string query = queryOf(metric);
    const std::string op = textOf(objective["op"]);
    auto value = numberOf(objective["value"]);
    const bool isSeconds = query.find("_seconds") != std::string::npos;
    if (value && isSeconds)
        *value *= 1000;
    const bool isLatency
        = (op == "lt" || op == "lte") && value && *value >= 1 && *value <= kLongestLatency;
    if (!isLatency) {
        spec.notes.push_back("threshold \"" + shown(op) + ' ' + shown(textOf(objective["value"]))
            + "\" is no latency: left out");
        return;
    }
    spec.p95Latency = static_cast<int>(std::lround(*value));
    const std::string limit = std::to_string(spec.p95Latency) + " ms";
    spec.notes.push_back("the threshold is taken as a latency of " + limit
        + (isSeconds ? " (its query counts seconds)" : " (no unit is written)"));
    if (spec.objective != kPercentile)
        spec.notes.push_back("Binnacle watches the 95th percentile, not the share of requests "
                             "under "
            + limit);
}

// The annotations of writeOpenSlo().
void keepAnnotations(SloSpec &spec, const YamlNode &annotations)
{
    if (const std::string host = textOf(annotations["binnacle/host"]); !host.empty())
        spec.hostHint = host;
    const auto latency = numberOf(annotations["binnacle/p95-latency-ms"]);
    if (latency && *latency >= 1 && *latency <= kLongestLatency)
        spec.p95Latency = static_cast<int>(*latency);
}

void keepTimeWindow(SloSpec &spec, const YamlNode &body)
{
    const YamlNode &v1 = body["timeWindow"];
    const YamlNode &list = v1.isNull() ? body["timeWindows"] : v1;
    if (list.items.size() > 1)
        spec.notes.push_back("of several time windows the first is kept");
    const YamlNode window = list.items.empty() ? YamlNode() : list.items.front();
    const std::string duration = textOf(window["duration"]);
    const std::string unit = textOf(window["unit"]); // v1alpha: count and unit
    if (duration.empty() && !unit.empty()) {
        struct Name
        {
            std::string_view name;
            std::string_view shorthand;
        };
        static constexpr std::array<Name, 6> kNames{{{"Hour", "h"}, {"Day", "d"}, {"Week", "w"},
            {"Month", "M"}, {"Quarter", "Q"}, {"Year", "Y"}}};
        const std::string count = textOf(window["count"]);
        const auto known = std::ranges::find(kNames, unit, &Name::name);
        keepWindow(spec, count + ' ' + unit,
            known == kNames.end() ? std::nullopt : lengthOf(count + std::string(known->shorthand)));
    } else {
        keepWindow(spec, duration, lengthOf(duration));
    }
    if (window["calendar"].isMap() || textOf(window["isRolling"]) == "false")
        spec.notes.push_back("calendar-aligned window: Binnacle's windows roll");
}

void noteTheRest(SloSpec &spec, const YamlNode &body)
{
    const std::string method = textOf(body["budgetingMethod"]);
    if (!method.empty() && method != "Occurrences")
        spec.notes.push_back(
            "budgeting method " + shown(method) + ": Binnacle counts requests (Occurrences)");
    if (!body["alertPolicies"].items.empty())
        spec.notes.push_back("alert policies are not kept: Binnacle has the four burn conditions");
}

// Percent; unset where the file says nothing.
Result<std::optional<double>> objectiveOf(const YamlNode &objective, const std::string &field)
{
    const YamlNode &ratio = objective["target"];
    const YamlNode &percent = objective["targetPercent"];
    if (ratio.isNull() && percent.isNull())
        return std::optional<double>();
    const auto value = numberOf(ratio.isNull() ? percent : ratio);
    const double whole = ratio.isNull() ? 100 : 1;
    if (!value || *value <= 0 || *value > whole)
        return Error{ErrorCode::InvalidArgument,
            field
                + (ratio.isNull() ? "targetPercent: above 0 and up to 100, for example 99.9"
                                  : "target: above 0 and up to 1, for example 0.999")};
    // 0.999 * 100 is not 99.9.
    constexpr double kDigits = 1e9;
    return std::optional(ratio.isNull() ? *value : std::round(*value * 100 * kDigits) / kDigits);
}

} // namespace

Status readOpenSlo(const YamlNode &document, const Indicators &indicators, SloSpecs &specs)
{
    const Context context{.spec = document["spec"],
        .indicators = indicators,
        .name = textOf(document["metadata"]["name"]),
        .service = textOf(document["spec"]["service"])};
    const std::vector<YamlNode> &objectives = context.spec["objectives"].items;
    if (context.name.empty())
        return Error{ErrorCode::InvalidArgument, "metadata.name: names the SLO"};
    if (objectives.empty())
        specs.notes.push_back("SLO " + shown(context.name) + ": no objectives, nothing to keep");
    for (std::size_t i = 0; i < objectives.size(); ++i) {
        const YamlNode &objective = objectives[i];
        const std::string field = "objectives[" + std::to_string(i) + "].";
        const auto target = objectiveOf(objective, shown(context.name) + ": " + field);
        if (!target)
            return target.error();
        if (!*target) {
            specs.notes.push_back(
                "SLO " + shown(context.name) + ": " + field + "target is missing: left out");
            continue;
        }
        SloSpec spec;
        spec.name = (context.service.empty() ? "" : context.service + '-') + context.name
            + (objectives.size() > 1 ? '-' + std::to_string(i) : std::string());
        spec.service = context.service;
        spec.objective = **target;
        keepTimeWindow(spec, context.spec);
        const YamlNode &indicator = indicatorOf(context, objective, spec);
        const YamlNode &v1 = indicator["ratioMetric"];
        const YamlNode &ratio = v1.isMap() ? v1 : objective["ratioMetrics"];
        if (ratio.isMap())
            keepRatio(spec, ratio);
        else if (indicator["thresholdMetric"].isMap())
            keepThreshold(spec, objective, indicator["thresholdMetric"]);
        else
            spec.notes.push_back("no indicator: the file has no queries");
        keepAnnotations(spec, document["metadata"]["annotations"]);
        noteTheRest(spec, context.spec);
        specs.specs.push_back(std::move(spec));
    }
    return Done{};
}

} // namespace binnacle::codec::slo_spec
