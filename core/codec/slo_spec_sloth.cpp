#include "core/codec/slo_spec_parts.h"

namespace binnacle::codec::slo_spec {

namespace {

// Sloth's own files write error_query, its Kubernetes objects errorQuery.
const YamlNode &either(const YamlNode &node, std::string_view snake, std::string_view camel)
{
    const YamlNode &first = node[snake];
    return first.isNull() ? node[camel] : first;
}

void keepIndicator(SloSpec &spec, const YamlNode &sli)
{
    const YamlNode &events = sli["events"];
    const std::string ratio = textOf(either(sli["raw"], "error_ratio_query", "errorRatioQuery"));
    if (events.isMap()) {
        keepQueries(spec, textOf(either(events, "error_query", "errorQuery")),
            textOf(either(events, "total_query", "totalQuery")));
    } else if (!ratio.empty()) {
        keepQueries(spec, ratio, {});
        spec.notes.push_back("the query is a ratio of errors: no number of requests is known");
    } else if (sli["plugin"].isMap()) {
        spec.notes.push_back("plugin " + shown(textOf(sli["plugin"]["id"]))
            + " makes the queries: the file has none");
    } else {
        spec.notes.push_back("no indicator: the file has no queries");
    }
}

void noteAlerts(SloSpec &spec, const YamlNode &alerting)
{
    const auto isOff = [&](std::string_view snake, std::string_view camel) {
        return textOf(either(alerting, snake, camel)["disable"]) == "true";
    };
    if (isOff("page_alert", "pageAlert") || isOff("ticket_alert", "ticketAlert"))
        spec.notes.push_back("alerts are disabled in the file: burn conditions are shown anyway");
}

} // namespace

Status readSloth(const YamlNode &document, SloSpecs &specs)
{
    const YamlNode &inner = document["spec"];
    const YamlNode &body = inner.isMap() ? inner : document;
    const std::string service = textOf(body["service"]);
    if (service.empty())
        return Error{ErrorCode::InvalidArgument, "service: names the service of the SLOs"};
    const YamlNode &slos = body["slos"];
    if (slos.items.empty())
        specs.notes.push_back(shown(service) + ": no SLOs");
    for (std::size_t i = 0; i < slos.items.size(); ++i) {
        const YamlNode &slo = slos.items[i];
        const std::string field = "slos[" + std::to_string(i) + "].";
        const std::string name = textOf(slo["name"]);
        if (name.empty())
            return Error{
                ErrorCode::InvalidArgument, shown(service) + ": " + field + "name: names the SLO"};
        const auto objective = numberOf(slo["objective"]);
        if (!objective || *objective <= 0 || *objective > 100)
            return Error{ErrorCode::InvalidArgument,
                shown(name) + ": " + field
                    + "objective: a percentage above 0 and up to 100, for example 99.9"};
        SloSpec spec;
        spec.name = service + '-' + name;
        spec.service = service;
        spec.objective = *objective; // over Sloth's default period, 30 days
        keepIndicator(spec, slo["sli"]);
        noteAlerts(spec, slo["alerting"]);
        specs.specs.push_back(std::move(spec));
    }
    return Done{};
}

} // namespace binnacle::codec::slo_spec
