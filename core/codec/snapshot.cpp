#include "core/codec/snapshot.h"

#include "core/codec/event_reader.h"
#include "core/codec/json_dom.h"
#include "core/codec/pod_pieces.h"
#include "core/codec/snapshot_parts.h"

#include <utility>

namespace binnacle::codec {

namespace {

constexpr auto kSnapshotKeys = keys("clusterId", "fetchedAt", "pods", "deployments", "statefulSets",
    "daemonSets", "replicaSets", "jobs", "cronJobs", "services", "ingresses", "ingressRoutes",
    "namespaces", "configMaps", "secrets", "resourceQuotas", "limitRanges", "networkPolicies",
    "serviceAccounts", "pvs", "pvcs", "nodes", "events", "sloData", "slo");

using SnapshotFields = JsonFields<kSnapshotKeys>;

void readPlainObjects(
    JsonReader &in, const JsonField &field, std::string_view kind, ClusterSnapshot &snapshot)
{
    const auto read
        = [kind](JsonReader &reader, const JsonPath &path, simdjson::dom::object object) {
              PlainObject plain = readPlainObject(reader, path, object);
              plain.kind = kind; // a literal
              return plain;
          };
    readList(in, field, snapshot.plainObjects, read);
}

void readWorkloads(JsonReader &in, const SnapshotFields &fields, ClusterSnapshot &snapshot)
{
    readList(in, fields.at<"deployments">(), snapshot.workloads, &readDeployment);
    readList(in, fields.at<"statefulSets">(), snapshot.workloads, &readStatefulSet);
    readList(in, fields.at<"daemonSets">(), snapshot.workloads, &readDaemonSet);
    readList(in, fields.at<"replicaSets">(), snapshot.replicaSets, &readReplicaSet);
    readList(in, fields.at<"jobs">(), snapshot.jobs, &readJob);
    readList(in, fields.at<"cronJobs">(), snapshot.cronJobs, &readCronJob);
}

void readPlainKinds(JsonReader &in, const SnapshotFields &fields, ClusterSnapshot &snapshot)
{
    readPlainObjects(in, fields.at<"configMaps">(), "ConfigMap", snapshot);
    readPlainObjects(in, fields.at<"secrets">(), "Secret", snapshot);
    readPlainObjects(in, fields.at<"pvs">(), "PersistentVolume", snapshot);
    readPlainObjects(in, fields.at<"pvcs">(), "PersistentVolumeClaim", snapshot);
    readPlainObjects(in, fields.at<"resourceQuotas">(), "ResourceQuota", snapshot);
    readPlainObjects(in, fields.at<"limitRanges">(), "LimitRange", snapshot);
    readPlainObjects(in, fields.at<"networkPolicies">(), "NetworkPolicy", snapshot);
    readPlainObjects(in, fields.at<"serviceAccounts">(), "ServiceAccount", snapshot);
}

bool namesResources(const SnapshotFields &fields)
{
    return fields.at<"pods">() || fields.at<"nodes">() || fields.at<"deployments">()
        || fields.at<"statefulSets">() || fields.at<"daemonSets">() || fields.at<"replicaSets">()
        || fields.at<"services">() || fields.at<"namespaces">() || fields.at<"events">();
}

void readLists(JsonReader &in, const SnapshotFields &fields, ClusterSnapshot &snapshot)
{
    readList(in, fields.at<"nodes">(), snapshot.nodes, &readNode);
    readWorkloads(in, fields, snapshot);
    readList(in, fields.at<"services">(), snapshot.services, &readService);
    readList(in, fields.at<"ingresses">(), snapshot.ingresses, &readIngress);
    readList(in, fields.at<"ingressRoutes">(), snapshot.ingressRoutes, &readIngressRoute);
    readList(in, fields.at<"namespaces">(), snapshot.namespaces, &readNamespace);
    readPlainKinds(in, fields, snapshot);
    readList(in, fields.at<"events">(), snapshot.events, &readEvent);
    const JsonField slo = fields.at<"sloData">();
    snapshot.increments = readIncrements(in, slo ? slo : fields.at<"slo">());
    snapshot.isIncrementsOnly = !snapshot.increments.empty() && !namesResources(fields);
}

// `ReadPods` reads the member "pods".
template<typename ReadPods>
Status decodeInto(ClusterSnapshot &snapshot, const std::string &json, const JsonLimits &limits,
    const ReadPods &readPods)
{
    const auto document = parseJson(json, limits);
    if (!document)
        return document.error();
    JsonReader in(*snapshot.arena);
    const JsonPath root;
    const auto object = in.objectAt(root, *document);
    if (!object)
        return in.takeError();

    const SnapshotFields fields(root, *object);
    snapshot.cluster.value = in.view(fields.at<"clusterId">());
    snapshot.fetchedAt = in.time(fields.at<"fetchedAt">());
    readPods(in, fields.at<"pods">());
    readLists(in, fields, snapshot);
    if (in.failed())
        return in.takeError();
    return Done{};
}

// Null when that does not work, whatever the reason.
std::unique_ptr<ClusterSnapshot> decodeInPieces(
    const std::string &json, const JsonLimits &limits, const Pieces &pieces)
{
    auto read = readPodsInPieces(json, limits, pieces);
    if (!read)
        return nullptr;
    auto snapshot = std::make_unique<ClusterSnapshot>();
    snapshot->arena = std::move(read->arena);
    snapshot->pods = std::move(read->pods);
    const auto decoded
        = decodeInto(*snapshot, read->rest, limits, [](JsonReader &in, const JsonField &pods) {
              if (!isPlaceholder(pods))
                  in.fail(pods.path, "other pods were read");
          });
    return decoded ? std::move(snapshot) : nullptr;
}

} // namespace

Result<std::unique_ptr<ClusterSnapshot>> decodeSnapshot(
    const std::string &json, const JsonLimits &limits, const Pieces &pieces)
{
    if (auto snapshot = decodeInPieces(json, limits, pieces))
        return snapshot;

    auto snapshot = std::make_unique<ClusterSnapshot>();
    auto decoded
        = decodeInto(*snapshot, json, limits, [&snapshot](JsonReader &in, const JsonField &pods) {
              readList(in, pods, snapshot->pods, &readPod);
          });
    if (!decoded)
        return std::move(decoded).error();
    return snapshot;
}

} // namespace binnacle::codec
