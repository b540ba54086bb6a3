#include "core/gateway/answers.h"
#include "core/gateway/gateway.h"
#include "core/gateway/overview.h"
#include "core/gateway/parameters.h"
#include "core/gateway/record_json.h"
#include "core/hub/data_hub.h"

#include <utility>

namespace binnacle::gateway {

namespace {

using In = Parameter::In;
using Type = Parameter::Type;

// The cluster a call names, as far as its caller may see it.
Result<hub::ClusterState> clusterOf(const Call &call, const ClusterId &id)
{
    const auto state = call.parts.hub.state();
    const hub::ClusterState *cluster = hub::findCluster(*state, id);
    if (!cluster || !call.who.scope.allowsCluster(id))
        return Error{ErrorCode::NotFound, "there is no cluster " + id.value.substr(0, 128)};
    return *cluster;
}

void listClusters(Call call)
{
    const auto page = paging(call.request);
    if (!page)
        return call.fail(page.error());
    const auto state = call.parts.hub.state();
    std::int64_t total = 0;
    codec::JsonWriter json;
    json.beginArray();
    for (const hub::ClusterState &cluster : state->clusters) {
        if (!call.who.scope.allowsCluster(cluster.id))
            continue;
        if (total >= page->offset && total < page->offset + page->limit)
            writeCluster(json, cluster);
        ++total;
    }
    json.endArray();
    call.answer(listAnswer(json.take(), total));
}

void oneCluster(Call call)
{
    const auto cluster = clusterOf(call, {call.request.captures.front()});
    if (!cluster)
        return call.fail(cluster.error());
    codec::JsonWriter json;
    writeCluster(json, *cluster);
    call.answer(dataAnswer(json.take()));
}

void clusterStatus(Call call)
{
    const auto cluster = clusterOf(call, {call.request.captures.front()});
    if (!cluster)
        return call.fail(cluster.error());
    codec::JsonWriter json;
    json.beginObject()
        .member("clusterId", cluster->id.value)
        .member("status", agentStatusName(cluster->status))
        .member("health",
            cluster->snapshot ? healthName(healthOf(cluster->snapshot->summary)) : "unknown")
        .member("lastHeartbeat", cluster->times.lastHeartbeat)
        .member("lastSnapshot", cluster->times.lastSnapshot)
        .member("lastIncrement", cluster->times.lastIncrement)
        .endObject();
    call.answer(dataAnswer(json.take()));
}

void renameCluster(Call call)
{
    const auto cluster = clusterOf(call, {call.request.captures.front()});
    const auto body = cluster ? Body::read(call.request) : Result<Body>(cluster.error());
    if (!body)
        return call.fail(body.error());
    const auto name = body->text("name");
    const auto environment = body->text("environment");
    if (!name || !environment)
        return call.fail(!name ? name.error() : environment.error());
    constexpr std::size_t kLongest = 200;
    if (name->size() > kLongest)
        return call.fail({ErrorCode::InvalidArgument, "name: at most 200 bytes"});
    if (!environment->empty() && *environment != "prod" && *environment != "staging"
        && *environment != "dev")
        return call.fail({ErrorCode::InvalidArgument, "environment: prod, staging or dev"});
    const std::string newName = name->empty() ? cluster->name : *name;
    const Environment newEnvironment
        = environment->empty() ? cluster->environment : environmentFromName(*environment);
    const auto described = [](const std::string &named, Environment where) {
        codec::JsonWriter json;
        json.beginObject()
            .member("name", named)
            .member("environment", environmentName(where))
            .endObject();
        return json.take();
    };
    call.changed(
        described(cluster->name, cluster->environment), described(newName, newEnvironment));
    call.parts.host.renameCluster(cluster->id, newName, newEnvironment, statusAnswer(call));
}

void removeCluster(Call call)
{
    const auto cluster = clusterOf(call, {call.request.captures.front()});
    if (!cluster)
        return call.fail(cluster.error());
    call.parts.host.removeCluster(cluster->id, statusAnswer(call));
}

void overview(Call call)
{
    const auto id = clusterParameter(call.request, true);
    const auto cluster = id ? clusterOf(call, *id) : Result<hub::ClusterState>(id.error());
    if (!cluster)
        return call.fail(cluster.error());
    if (!call.who.scope.namespaces.empty())
        return call.fail({ErrorCode::PermissionDenied,
            "the overview tells of the whole cluster, which this account may not see"});
    answerFromStore(call,
        [cluster = *cluster, now = call.parts.clock.now()](
            store::Connection &connection) -> Result<http::Response> {
            const auto json = overviewJson(connection, cluster, now);
            if (!json)
                return json.error();
            return dataAnswer(*json);
        });
}

constexpr std::string_view kCluster
    = R"({"message":"ok","data":{"clusterId":"prod-eu","name":"prod-eu","environment":"prod","status":"online","lastSeen":"2026-03-01T09:00:00Z","lastSnapshot":"2026-03-01T09:00:00Z","nodeCount":12,"podCount":340,"otelAvailable":true,"conflict":false}})";
constexpr std::string_view kOk = R"({"message":"ok"})";

} // namespace

std::vector<Route> clusterRoutes()
{
    using http::Method;
    const Parameter id{"id", In::Path, Type::Text, true, "id of the cluster"};
    return {
        {Method::Get, "/overview", "One cluster at a glance", Capability::ReadState, {},
            {{"cluster_id", In::Query, Type::Text, true, "id of the cluster"}},
            R"({"message":"ok","data":{"clusterId":"prod-eu","cards":{},"workloads":{},"alerts":{},"nodes":{}}})",
            200, overview},
        {Method::Get, "/clusters", "All clusters", Capability::ReadState, {},
            {{"limit", In::Query, Type::Number, false, "at most this many, 1 to 500"},
                {"offset", In::Query, Type::Number, false, "skip so many"}},
            R"({"message":"ok","data":[{"clusterId":"prod-eu","status":"online"}],"total":1})", 200,
            listClusters},
        {Method::Get, "/clusters/{id}", "One cluster", Capability::ReadState, {}, {id}, kCluster,
            200, oneCluster},
        {Method::Get, "/clusters/{id}/status", "Whether it is heard and well",
            Capability::ReadState, {}, {id},
            R"({"message":"ok","data":{"clusterId":"prod-eu","status":"online","health":"healthy"}})",
            200, clusterStatus},
        {Method::Put, "/clusters/{id}", "Rename a cluster or move it to another environment",
            Capability::ManageClusters, AuditAction::Update,
            {id, {"name", In::Body, Type::Text, false, "what people call it"},
                {"environment", In::Body, Type::Text, false, "prod, staging or dev"}},
            kOk, 200, renameCluster},
        {Method::Delete, "/clusters/{id}", "Remove a cluster and its history",
            Capability::ManageClusters, AuditAction::Delete, {id}, kOk, 200, removeCluster},
    };
}

} // namespace binnacle::gateway
