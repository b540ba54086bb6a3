#include "core/gateway/answers.h"
#include "core/gateway/gateway.h"
#include "core/gateway/parameters.h"

#include <algorithm>
#include <array>
#include <utility>

namespace binnacle::gateway {

namespace {

using In = Parameter::In;
using Type = Parameter::Type;

struct Answered
{
    std::string_view path;
    std::string_view answer; // of GatewayHost::answerSlo
    std::string_view summary;
    bool needsHost = false;
};
constexpr std::array<Answered, 9> kAnswered{{
    {"/slo/domains/v2", "domains", "Service levels of all domains"},
    {"/slo/domains", "service-keys", "Service levels by ingress service"},
    {"/slo/domains/detail", "domain", "Service level of one domain or service key", true},
    {"/slo/domains/history", "history", "Its history in points", true},
    {"/slo/domains/latency", "latency", "Its latency distribution", true},
    {"/slo/mesh/topology", "topology", "Services of the mesh and their calls"},
    {"/slo/mesh/service/detail", "service", "One service of the mesh"},
    {"/slo/targets", "targets", "Targets that were set"},
    {"/slo/status-history", "status-history", "How statuses changed"},
}};

void answerLevels(Call call)
{
    constexpr std::string_view kPrefix = "/api/v2";
    const std::string_view path = std::string_view(call.request.path).substr(kPrefix.size());
    const Answered &answered = *std::ranges::find(kAnswered, path, &Answered::path);
    const auto cluster = clusterParameter(call.request, true);
    if (!cluster)
        return call.fail(cluster.error());
    if (const Status seen = call.who.require(Capability::ReadState, *cluster); !seen)
        return call.fail(seen.error());
    SloAsk ask{.answer = std::string(answered.answer),
        .cluster = *cluster,
        .timeRange = textParameter(call.request, "time_range"),
        .host = textParameter(call.request, "host"),
        .now = call.parts.clock.now()};
    if (ask.host.empty())
        ask.host = textParameter(call.request, "domain");
    if (answered.answer == "service") {
        const std::string ns = textParameter(call.request, "namespace");
        const std::string name = textParameter(call.request, "name");
        if (ns.empty() || name.empty())
            return call.fail({ErrorCode::InvalidArgument, "namespace and name: both are required"});
        if (!call.who.scope.allows(*cluster, ns))
            return call.fail({ErrorCode::NotFound, "service not found"});
        ask.host = ns + '/' + name;
    } else if (!call.who.scope.namespaces.empty()) {
        return call.fail({ErrorCode::PermissionDenied,
            "these numbers are of the whole cluster, which this account may not see"});
    }
    if (answered.needsHost && ask.host.empty())
        return call.fail({ErrorCode::InvalidArgument, "host: is required"});
    answerFromStore(call,
        [&host = call.parts.host, ask = std::move(ask)](
            store::Connection &connection) -> Result<http::Response> {
            const auto json = host.answerSlo(connection, ask);
            if (!json)
                return json.error();
            return http::json(*json);
        });
}

Result<SloTarget> targetOf(const Body &body)
{
    const auto cluster = body.text("clusterId", true);
    const auto host = body.text("host", true);
    const auto range = body.text("timeRange", true);
    const auto type = body.text("targetType");
    for (const auto *text : {&cluster, &host, &range, &type}) {
        if (!*text)
            return text->error();
    }
    const auto availability = body.real("availabilityTarget");
    const auto latency = body.number("p95LatencyTarget", true);
    if (!availability || !latency)
        return !availability ? availability.error() : latency.error();
    const auto window = sloWindowFromName(*range);
    if (!window)
        return Error{ErrorCode::InvalidArgument, "timeRange: 1d, 7d or 30d"};
    if (!type->empty() && *type != "ingress" && *type != "service")
        return Error{ErrorCode::InvalidArgument, "targetType: ingress or service"};
    constexpr std::int64_t kMostLatency = 1'000'000;
    SloTarget target{.cluster = {*cluster},
        .type = *type == "service" ? SloTargetType::Service : SloTargetType::Ingress,
        .host = *host,
        .window = *window,
        .availability = *availability,
        .p95Latency = static_cast<int>(std::clamp<std::int64_t>(*latency, -1, kMostLatency))};
    if (Status valid = validate(target); !valid)
        return valid.error();
    return target;
}

void putTarget(Call call)
{
    const auto body = Body::read(call.request);
    const auto target = body ? targetOf(*body) : Result<SloTarget>(body.error());
    if (!target)
        return call.fail(target.error());
    if (const Status seen = call.who.require(Capability::ManageTargets, target->cluster); !seen)
        return call.fail(seen.error());
    codec::JsonWriter after;
    after.beginObject()
        .member("host", target->host)
        .member("timeRange", sloWindowName(target->window))
        .member("availabilityTarget", target->availability)
        .member("p95LatencyTarget", target->p95Latency)
        .endObject();
    call.changed({}, after.take());
    call.parts.host.setTarget(*target, statusAnswer(call));
}

} // namespace

std::vector<Route> sloRoutes()
{
    using http::Method;
    std::vector<Route> routes;
    for (const Answered &answered : kAnswered) {
        std::vector<Parameter> parameters{
            {"cluster_id", In::Query, Type::Text, true, "id of the cluster"},
            {"time_range", In::Query, Type::Text, false, "15m, 1h, 6h, 1d, 7d or 30d"}};
        if (answered.needsHost)
            parameters.push_back(
                {"host", In::Query, Type::Text, true, "a domain or a service key"});
        if (answered.answer == "service") {
            parameters.push_back({"namespace", In::Query, Type::Text, true, "its namespace"});
            parameters.push_back({"name", In::Query, Type::Text, true, "its name"});
        }
        routes.push_back({Method::Get, answered.path, answered.summary, Capability::ReadState, {},
            std::move(parameters), R"({})", 200, answerLevels});
    }
    routes.push_back({Method::Put, "/slo/targets", "Set a target", Capability::ManageTargets,
        AuditAction::Update,
        {{"clusterId", In::Body, Type::Text, true, "id of the cluster"},
            {"targetType", In::Body, Type::Text, false, "ingress (default) or service"},
            {"host", In::Body, Type::Text, true, "domain, service key or namespace/name"},
            {"timeRange", In::Body, Type::Text, true, "1d, 7d or 30d"},
            {"availabilityTarget", In::Body, Type::Number, true, "percent"},
            {"p95LatencyTarget", In::Body, Type::Number, true, "milliseconds"}},
        R"({"message":"ok"})", 200, putTarget});
    return routes;
}

} // namespace binnacle::gateway
