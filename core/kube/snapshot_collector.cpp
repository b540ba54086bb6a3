#include "core/kube/snapshot_collector.h"

#include "core/codec/quantity.h"
#include "core/kube/json_value.h"
#include "core/kube/resource_kinds.h"
#include "core/kube/snapshot_parts.h"

#include <algorithm>
#include <array>

namespace binnacle::kube {

namespace {

constexpr std::size_t kMostPages = 2'000;
constexpr const char *kMetadataOnly
    = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json";

void removeManagedFields(rapidjson::Document &list)
{
    rapidjson::Value *items = memberOf(list, "items");
    if (!items || !items->IsArray())
        return;
    for (rapidjson::Value &item : items->GetArray()) {
        if (rapidjson::Value *metadata = memberOf(item, "metadata");
            metadata && metadata->IsObject())
            metadata->RemoveMember("managedFields");
    }
}

} // namespace

struct SnapshotCollector::Kind
{
    std::string_view kind;
    std::string_view key; // of the list in the snapshot
    void (*write)(codec::JsonWriter &, const rapidjson::Value &);
};

SnapshotCollector::SnapshotCollector(const Clock &clock, ApiTransport &api, std::string cluster)
    : m_clock(clock)
    , m_api(api)
    , m_cluster(std::move(cluster))
{}

Result<std::string> SnapshotCollector::collect(const CallBudget &budget)
{
    // Pods and nodes are written with what they use.
    static constexpr std::array<Kind, 19> kKinds{{
        {"Pod", "pods", nullptr},
        {"Node", "nodes", nullptr},
        {"Deployment", "deployments", writeDeployment},
        {"StatefulSet", "statefulSets", writeStatefulSet},
        {"DaemonSet", "daemonSets", writeDaemonSet},
        {"ReplicaSet", "replicaSets", writeReplicaSet},
        {"Job", "jobs", writeJob},
        {"CronJob", "cronJobs", writeCronJob},
        {"Service", "services", writeService},
        {"Ingress", "ingresses", writeIngress},
        {"Namespace", "namespaces", writeNamespace},
        {"ConfigMap", "configMaps", writePlain},
        {"PersistentVolume", "pvs", writePersistentVolume},
        {"PersistentVolumeClaim", "pvcs", writeVolumeClaim},
        {"ResourceQuota", "resourceQuotas", writePlain},
        {"NetworkPolicy", "networkPolicies", writePlain},
        {"Event", "events", writeUnchanged},
        {"PodDisruptionBudget", "podDisruptionBudgets", writeUnchanged},
        {"HorizontalPodAutoscaler", "horizontalPodAutoscalers", writeUnchanged},
    }};
    codec::JsonWriter json;
    json.beginObject().member("clusterId", m_cluster).member("fetchedAt", m_clock.now());
    m_podUse = measuredUse("pods", budget);
    m_nodeUse = measuredUse("nodes", budget);
    for (const Kind &kind : kKinds) {
        if (Status written = writeKind(json, kind, budget); !written)
            return withContext(written.error(), "listing " + std::string(kind.key));
    }
    json.endObject();
    return json.take();
}

Status SnapshotCollector::writeKind(
    codec::JsonWriter &json, const Kind &kind, const CallBudget &budget)
{
    const auto pages = list(kind.kind, budget);
    if (!pages)
        return pages.error();
    if (!*pages)
        return Done{};
    json.key(kind.key).beginArray();
    for (const Page &page : **pages) {
        removeManagedFields(*page);
        for (const rapidjson::Value &item : arrayAt(*page, {"items"})) {
            if (kind.write)
                kind.write(json, item);
            else if (kind.kind == "Pod")
                writePod(json, item, m_podUse);
            else
                writeNode(json, item, m_nodeUse);
        }
    }
    json.endArray();
    return Done{};
}

Result<std::optional<std::vector<SnapshotCollector::Page>>> SnapshotCollector::list(
    std::string_view kind, const CallBudget &budget)
{
    const auto path = listPath(*findKind(kind), "");
    if (!path)
        return path.error();
    std::vector<Page> pages;
    std::string next;
    do {
        const std::string from = next.empty() ? "" : "&continue=" + percentEncoded(next);
        const auto answer
            = m_api.send({.path = *path + "?limit=500" + from,
                             .accept = kind == "ConfigMap" ? kMetadataOnly : "application/json"},
                budget);
        if (!answer) {
            const ErrorCode code = answer.error().code;
            if (code != ErrorCode::PermissionDenied && code != ErrorCode::NotFound)
                return answer.error();
            leaveOut(kind, answer.error());
            return std::optional<std::vector<Page>>();
        }
        auto page = parseValue(*answer);
        if (!page)
            return page.error();
        next = textAt(**page, {"metadata", "continue"});
        pages.push_back(*std::move(page));
    } while (!next.empty() && pages.size() < kMostPages);
    return std::optional(std::move(pages));
}

// Few clusters lack a metrics server; those are shown without what is used.
UseByName SnapshotCollector::measuredUse(std::string_view plural, const CallBudget &budget)
{
    UseByName use;
    const auto answer
        = m_api.send({.path = "/apis/metrics.k8s.io/v1beta1/" + std::string(plural)}, budget);
    const auto document = answer ? parseValue(*answer)
                                 : Result<std::unique_ptr<rapidjson::Document>>(answer.error());
    if (!document) {
        leaveOut("what " + std::string(plural) + " use", document.error());
        return use;
    }
    const auto add = [](MeasuredUse &to, const rapidjson::Value &from) {
        to.millicores += codec::cpuMillicores(textAt(from, {"usage", "cpu"})).value_or(0);
        to.bytes += codec::memoryBytes(textAt(from, {"usage", "memory"})).value_or(0);
    };
    for (const rapidjson::Value &item : arrayAt(**document, {"items"})) {
        const std::string ns = textAt(item, {"metadata", "namespace"});
        MeasuredUse &measured
            = use[(ns.empty() ? "" : ns + '/') + textAt(item, {"metadata", "name"})];
        add(measured, item); // of a node
        for (const rapidjson::Value &container : arrayAt(item, {"containers"}))
            add(measured, container);
    }
    return use;
}

void SnapshotCollector::leaveOut(std::string_view what, const Error &why)
{
    if (std::ranges::find(m_leftOut, what) != m_leftOut.end())
        return;
    m_leftOut.emplace_back(what);
    m_notices.push_back("left out: " + std::string(what) + ": " + why.message);
}

} // namespace binnacle::kube
