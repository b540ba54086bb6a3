#include "core/commands/catalogue.h"

#include <algorithm>
#include <array>

namespace binnacle::commands {

namespace {

using enum ActionParameter::Type;
using Kinds = std::span<const std::string_view>;
using Parameters = std::span<const ActionParameter>;

constexpr std::array<std::string_view, 1> kDeployment{"Deployment"};
constexpr std::array<std::string_view, 1> kNode{"Node"};
constexpr std::array<std::string_view, 1> kPod{"Pod"};
constexpr std::array<std::string_view, 1> kConfigMap{"ConfigMap"};
constexpr std::array<std::string_view, 1> kSecret{"Secret"};
constexpr std::array<std::string_view, 18> kDeletable{"Pod", "Deployment", "StatefulSet",
    "DaemonSet", "ReplicaSet", "Job", "CronJob", "Service", "Ingress", "ConfigMap", "Secret",
    "PersistentVolumeClaim", "NetworkPolicy", "ServiceAccount", "ResourceQuota", "LimitRange",
    "HorizontalPodAutoscaler", "Namespace"};
// Those that `dynamic` knows.
constexpr std::array<std::string_view, 22> kReadable{"Pod", "Node", "Service", "ConfigMap",
    "Secret", "Event", "Namespace", "PersistentVolume", "PersistentVolumeClaim", "ServiceAccount",
    "ResourceQuota", "LimitRange", "Endpoints", "Deployment", "StatefulSet", "DaemonSet",
    "ReplicaSet", "Job", "CronJob", "Ingress", "NetworkPolicy", "HorizontalPodAutoscaler"};

constexpr std::array kScale{
    ActionParameter{"replicas", Number, true, "how many pods to run, 0 or more"}};
constexpr std::array kUpdateImage{
    ActionParameter{"image", Text, true, "image reference: registry/name:tag or name@digest"},
    ActionParameter{"container", Text, false, "which container; the first when left out"}};
constexpr std::array kDelete{
    ActionParameter{"gracePeriodSeconds", Number, false, "seconds to stop in; the object's own"},
    ActionParameter{"force", Flag, false, "do not wait for the node to confirm"}};
constexpr std::array kLogs{
    ActionParameter{"container", Text, false, "which container; the first that is no proxy"},
    ActionParameter{"tailLines", Number, false, "lines from the end, at most 200"},
    ActionParameter{"sinceSeconds", Number, false, "only of the last seconds"},
    ActionParameter{"timestamps", Flag, false, "with times"},
    ActionParameter{"previous", Flag, false, "of the container before the last restart"}};
constexpr std::array kDynamic{
    ActionParameter{"command", Text, true, "get, list, describe or get_events"},
    ActionParameter{"kind", Text, false, "kind of the objects"},
    ActionParameter{"label_selector", Text, false, "only these: app=web,tier!=cache"},
    ActionParameter{"involved_kind", Text, false, "of get_events: kind of the object"},
    ActionParameter{"involved_name", Text, false, "of get_events: name of the object"}};
constexpr std::array kManifests{
    ActionParameter{"manifests", Text, true, "YAML documents, applied on the server"}};
constexpr std::array kTraces{
    ActionParameter{"sub_action", Text, false,
        "list_traces, list_services, get_topology, list_operations, http_stats, db_stats, "
        "service_series"},
    ActionParameter{"service", Text, false, "name of the service"},
    ActionParameter{"operation", Text, false, "name of the operation"},
    ActionParameter{"min_duration_ms", Number, false, "only slower ones"},
    ActionParameter{"limit", Number, false, "at most so many, 50"},
    ActionParameter{"since", Text, false, "how far back: 5m"},
    ActionParameter{"sort", Text, false, "order"},
    ActionParameter{"status_code", Text, false, "only with this status"},
    ActionParameter{"method", Text, false, "only of this method"},
    ActionParameter{"start_time", Text, false, "from, RFC 3339"},
    ActionParameter{"end_time", Text, false, "until, RFC 3339"}};
constexpr std::array kTraceDetail{
    ActionParameter{"trace_id", Text, true, "identifier of the trace"}};
constexpr std::array kLogQuery{
    ActionParameter{"sub_action", Text, false, "empty for lines, or histogram"},
    ActionParameter{"query", Text, false, "words to find"},
    ActionParameter{"service", Text, false, "name of the service"},
    ActionParameter{"level", Text, false, "only of this level"},
    ActionParameter{"scope", Text, false, "only of this scope"},
    ActionParameter{"trace_id", Text, false, "only of this trace"},
    ActionParameter{"span_id", Text, false, "only of this span"},
    ActionParameter{"limit", Number, false, "at most so many, 50; the most is 500"},
    ActionParameter{"offset", Number, false, "how many to leave out first"},
    ActionParameter{"since", Text, false, "how far back: 15m"}};
constexpr std::array kMetricQuery{ActionParameter{"sub_action", Text, false,
                                      "get_summary, list_all, get_node, get_series, get_history"},
    ActionParameter{"node_name", Text, false, "name of the node"},
    ActionParameter{"metric", Text, false, "name of the metric"},
    ActionParameter{"since", Text, false, "how far back: 15m"}};
constexpr std::array kSloQuery{
    ActionParameter{"sub_action", Text, false,
        "list_ingress, list_service, list_edges, get_time_series, get_summary"},
    ActionParameter{"name", Text, false, "name of the service"},
    ActionParameter{"since", Text, false, "how far back: 15m"}};

constexpr std::array<ActionInfo, 17> kActions{{
    {"scale", "run more or fewer pods", kDeployment, true, kScale},
    {"restart", "replace all pods, some at a time", kDeployment, true, {}},
    {"update_image", "roll out another image", kDeployment, true, kUpdateImage},
    {"delete_pod", "delete a pod; its owner makes another", kPod, true, kDelete},
    {"cordon", "put no new pods on a node", kNode, true, {}},
    {"uncordon", "let new pods come to a node again", kNode, true, {}},
    {"delete", "delete an object", kDeletable, true, kDelete},
    {"apply_manifests", "apply YAML on the server", {}, true, kManifests},
    {"get_logs", "the last lines that a container wrote", kPod, false, kLogs},
    {"get_configmap", "what a ConfigMap holds", kConfigMap, false, {}},
    {"get_secret", "what a Secret holds", kSecret, false, {}},
    {"dynamic", "read objects or their events", {}, false, kDynamic},
    {"query_traces", "ask the tracing of the cluster", {}, false, kTraces},
    {"query_trace_detail", "the spans of one trace", {}, false, kTraceDetail},
    {"query_logs", "search the logs of the cluster", {}, false, kLogQuery},
    {"query_metrics", "ask the metrics of nodes", {}, false, kMetricQuery},
    {"query_slo", "ask the service levels that the agent keeps", {}, false, kSloQuery},
}};

struct Likely
{
    std::string_view kind;
    std::array<std::string_view, 3> actions; // most likely first; "" ends them
};
constexpr std::array<Likely, 5> kLikely{{
    {"Deployment", {"restart", "scale", "update_image"}},
    {"Pod", {"get_logs", "delete_pod"}},
    {"Node", {"cordon", "uncordon"}},
    {"ConfigMap", {"get_configmap"}},
    {"Secret", {"get_secret"}},
}};

} // namespace

std::span<const ActionInfo> actions()
{
    return kActions;
}

const ActionInfo *findAction(std::string_view name)
{
    const auto *found = std::ranges::find(kActions, name, &ActionInfo::name);
    return found == kActions.end() ? nullptr : found;
}

std::vector<std::string_view> actionsFor(const ResourceRef &object)
{
    std::vector<std::string_view> names;
    if (const auto *likely = std::ranges::find(kLikely, object.kind, &Likely::kind);
        likely != kLikely.end()) {
        std::ranges::copy_if(likely->actions, std::back_inserter(names),
            [](std::string_view name) { return !name.empty(); });
    }
    if (std::ranges::find(kReadable, object.kind) != kReadable.end())
        names.emplace_back("dynamic");
    // A pod is deleted by delete_pod.
    if (object.kind != "Pod" && std::ranges::find(kDeletable, object.kind) != kDeletable.end())
        names.emplace_back("delete");
    return names;
}

bool changesState(std::string_view action)
{
    const ActionInfo *info = findAction(action);
    return !info || info->changesState;
}

} // namespace binnacle::commands
