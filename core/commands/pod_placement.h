#pragma once

#include "core/domain/cluster_snapshot.h"

#include <rapidjson/document.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace binnacle::commands {

// Which nodes the scheduler would consider for a pod, as far as a snapshot tells: the pod's node
// selector, its required node affinity and its tolerations against the labels and taints of nodes.
// What is only preferred, affinity to other pods, topology spread and volumes are not looked at.

struct Taint
{
    std::string key;
    std::string value;
    std::string effect; // "NoSchedule", "PreferNoSchedule", "NoExecute"
};

struct Toleration
{
    std::string key; // empty with Exists: every taint
    std::string op;  // "Equal", the default, or "Exists"
    std::string value;
    std::string effect; // empty: every effect
};

// One term of a node selector: all its requirements hold.
struct NodeRequirement
{
    std::string key;
    std::string op; // "In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"
    std::vector<std::string> values;
    bool isField = false; // of the node itself; Kubernetes knows metadata.name only
};
using NodeTerm = std::vector<NodeRequirement>;

struct PodPlacement
{
    std::vector<std::pair<std::string, std::string>> nodeSelector;
    std::optional<std::vector<NodeTerm>> terms; // one of them holds; unset: no required affinity
    std::vector<Toleration> tolerations;
    std::map<std::string, std::vector<Taint>, std::less<>> taints; // by node; none told: no entry
};

// What the spec of a pod as sent asks for; the taints are left alone.
void readPodSpec(const rapidjson::Value &spec, PodPlacement &placement);
std::vector<Taint> taintsOf(const rapidjson::Value &node); // as sent

bool tolerates(const std::vector<Toleration> &tolerations, const Taint &taint);
// Whether the pod may be put on this node by its labels and taints; room and cordons are not asked.
bool mayRunOn(const PodPlacement &placement, const Node &node);

} // namespace binnacle::commands
