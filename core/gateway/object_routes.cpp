#include "core/codec/snapshot_details.h"
#include "core/gateway/answers.h"
#include "core/gateway/gateway.h"
#include "core/gateway/parameters.h"
#include "core/gateway/row_lists.h"
#include "core/hub/data_hub.h"
#include "core/store/reader_pool.h"

#include <algorithm>
#include <array>
#include <utility>

namespace binnacle::gateway {

namespace {

using In = Parameter::In;
using Type = Parameter::Type;

struct Kind
{
    std::string_view path;   // "network-policies"
    std::string_view kind;   // "NetworkPolicy"
    std::string_view source; // of the query language; empty: only listed
    bool isNamespaced = true;
};
constexpr std::array<Kind, 19> kKinds{{{"pods", "Pod", "pods"}, {"nodes", "Node", "nodes", false},
    {"deployments", "Deployment", "deployments"}, {"statefulsets", "StatefulSet", "statefulsets"},
    {"daemonsets", "DaemonSet", "daemonsets"}, {"replicasets", "ReplicaSet", "replicasets"},
    {"jobs", "Job", "jobs"}, {"cronjobs", "CronJob", "cronjobs"},
    {"services", "Service", "services"}, {"ingresses", "Ingress", "ingresses"},
    {"pvs", "PersistentVolume", "pvs", false}, {"pvcs", "PersistentVolumeClaim", "pvcs"},
    {"network-policies", "NetworkPolicy", ""}, {"resource-quotas", "ResourceQuota", ""},
    {"limit-ranges", "LimitRange", ""}, {"service-accounts", "ServiceAccount", ""},
    {"namespaces", "Namespace", "namespaces", false}, {"configmaps", "ConfigMap", "configmaps"},
    {"secrets", "Secret", "secrets"}}};

// The kind a path is about: "/api/v2/pods/cart-0" -> pods.
const Kind &kindOf(const http::Request &request)
{
    constexpr std::string_view kPrefix = "/api/v2/";
    const std::string_view rest = std::string_view(request.path).substr(kPrefix.size());
    const std::string_view name = rest.substr(0, rest.find('/'));
    return *std::ranges::find(kKinds, name, &Kind::path);
}

// Kinds that are not columns of anything: name, namespace and age.
void listPlain(const Call &call, const Kind &kind, const ClusterId &cluster, const Paging &page)
{
    const auto snapshot = hub::snapshotOf(*call.parts.hub.state(), cluster);
    if (!snapshot || !call.who.scope.allowsCluster(cluster))
        return call.fail({ErrorCode::NotFound, "there is no cluster " + cluster.value});
    const std::string ns = textParameter(call.request, "namespace");
    std::int64_t total = 0;
    codec::JsonWriter json;
    json.beginArray();
    for (const PlainObject &object : snapshot->plainObjects) {
        if (object.kind != kind.kind || (!ns.empty() && object.meta.ns != ns)
            || !call.who.scope.allows(cluster, object.meta.ns))
            continue;
        if (total >= page.offset && total < page.offset + page.limit)
            json.beginObject()
                .member("name", object.meta.name)
                .member("namespace", object.meta.ns)
                .member("created", object.meta.createdAt)
                .member("uid", object.meta.uid)
                .member("cluster", cluster.value)
                .endObject();
        ++total;
    }
    json.endArray();
    call.answer(listAnswer(json.take(), total));
}

void listObjects(Call call)
{
    const Kind &kind = kindOf(call.request);
    const auto cluster = clusterParameter(call.request, true);
    const auto page
        = cluster ? paging(call.request, kLongestRowPage) : Result<Paging>(cluster.error());
    if (!page)
        return call.fail(page.error());
    if (kind.source.empty())
        return listPlain(call, kind, *cluster, *page);
    RowList list{.source = std::string(kind.source),
        .arguments = clusterArgument(*cluster),
        .conditions = {},
        .sort = kind.isNamespaced ? "namespace, name" : "name",
        .page = *page,
        .mayReadSensitive = kind.source == "configmaps"};
    for (const std::string_view filter : {"namespace", "node", "phase"}) {
        const std::string value = textParameter(call.request, filter);
        const bool fits = filter == "namespace" ? kind.isNamespaced : kind.source == "pods";
        if (value.empty())
            continue;
        if (!fits)
            return call.fail({ErrorCode::InvalidArgument,
                std::string(filter) + ": " + std::string(kind.path) + " have none"});
        list.conditions.push_back(condition(filter, "=", value));
    }
    answerRows(std::move(call), list);
}

// Calls `use` with the metadata of every object of a kind.
template<typename Use>
void eachMeta(const ClusterSnapshot &snapshot, std::string_view kind, Use use)
{
    const auto all = [&use](const auto &list) {
        for (const auto &object : list)
            use(object.meta);
    };
    if (kind == "Pod")
        return all(snapshot.pods);
    if (kind == "Node")
        return all(snapshot.nodes);
    if (kind == "ReplicaSet")
        return all(snapshot.replicaSets);
    if (kind == "Job")
        return all(snapshot.jobs);
    if (kind == "CronJob")
        return all(snapshot.cronJobs);
    if (kind == "Service")
        return all(snapshot.services);
    if (kind == "Ingress")
        return all(snapshot.ingresses);
    if (kind == "Namespace")
        return all(snapshot.namespaces);
    for (const Workload &workload : snapshot.workloads) {
        if (workloadKindName(workload.kind) == kind)
            use(workload.meta);
    }
    for (const PlainObject &object : snapshot.plainObjects) {
        if (object.kind == kind)
            use(object.meta);
    }
}

// The one object a name stands for. Conflict: several namespaces have one.
Result<ResourceRef> findObject(const ClusterSnapshot &snapshot, const ClusterId &cluster,
    std::string_view kind, const ResourceRef &wanted, const AccessScope &scope)
{
    std::vector<std::string> namespaces;
    eachMeta(snapshot, kind, [&](const ObjectMeta &meta) {
        // A namespace is itself what its scope is about.
        const std::string_view ns = kind == "Namespace" ? meta.name : meta.ns;
        if (meta.name == wanted.name && (wanted.ns.empty() || meta.ns == wanted.ns)
            && scope.allows(cluster, ns))
            namespaces.emplace_back(meta.ns);
    });
    if (namespaces.empty())
        return Error{ErrorCode::NotFound, "there is no " + std::string(kind) + ' ' + wanted.name};
    if (namespaces.size() > 1)
        return Error{ErrorCode::Conflict,
            "namespace: several namespaces have a " + std::string(kind) + ' ' + wanted.name};
    return ResourceRef{.kind = std::string(kind), .ns = namespaces.front(), .name = wanted.name};
}

void oneObject(Call call)
{
    const Kind &kind = kindOf(call.request);
    const auto cluster = clusterParameter(call.request, true);
    if (!cluster)
        return call.fail(cluster.error());
    const auto snapshot = hub::snapshotOf(*call.parts.hub.state(), *cluster);
    if (!snapshot || !call.who.scope.allowsCluster(*cluster))
        return call.fail({ErrorCode::NotFound, "there is no cluster " + cluster->value});
    const auto object = findObject(*snapshot, *cluster, kind.kind,
        {.kind = {},
            .ns = textParameter(call.request, "namespace"),
            .name = call.request.captures.front()},
        call.who.scope);
    if (!object)
        return call.fail(object.error());
    answerFromStore(
        call, [snapshot, object = *object](store::Connection &) -> Result<http::Response> {
            const auto json = codec::objectDetails(*snapshot, object);
            if (!json)
                return json.error();
            return dataAnswer(*json);
        });
}

} // namespace

std::vector<Route> objectRoutes()
{
    using http::Method;
    // Paths are views for the life of the program.
    static const std::vector<std::pair<std::string, std::string>> kPaths = [] {
        std::vector<std::pair<std::string, std::string>> paths;
        for (const Kind &kind : kKinds)
            paths.emplace_back(
                '/' + std::string(kind.path), '/' + std::string(kind.path) + "/{name}");
        return paths;
    }();
    const Parameter cluster{"cluster_id", In::Query, Type::Text, true, "id of the cluster"};
    const Parameter ns{"namespace", In::Query, Type::Text, false, "only this namespace"};
    std::vector<Route> routes;
    for (std::size_t i = 0; i < kKinds.size(); ++i) {
        const Kind &kind = kKinds[i];
        const bool isSecret = kind.path == "secrets";
        std::vector<Parameter> listed{cluster,
            {"limit", In::Query, Type::Number, false, "at most this many, 1 to 5000"},
            {"offset", In::Query, Type::Number, false, "skip so many"}};
        if (kind.isNamespaced)
            listed.push_back(ns);
        if (kind.path == "pods") {
            listed.push_back({"node", In::Query, Type::Text, false, "only on this node"});
            listed.push_back({"phase", In::Query, Type::Text, false, "only in this phase"});
        }
        routes.push_back({Method::Get, kPaths[i].first, "List objects of one kind",
            isSecret ? Capability::ReadSensitive : Capability::ReadState, {}, std::move(listed),
            R"({"message":"ok","data":[{"name":"cart-0","cluster":"prod-eu"}],"total":1})", 200,
            listObjects});
        std::vector<Parameter> detailed{cluster, {"name", In::Path, Type::Text, true, "its name"}};
        if (kind.isNamespaced)
            detailed.push_back(ns);
        const bool isSensitive = isSecret || kind.path == "configmaps";
        routes.push_back({Method::Get, kPaths[i].second, "One object as its agent sent it",
            isSensitive ? Capability::ReadSensitive : Capability::ReadState, {},
            std::move(detailed), R"({"message":"ok","data":{}})", 200, oneObject});
    }
    return routes;
}

} // namespace binnacle::gateway
