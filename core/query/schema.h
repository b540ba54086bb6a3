#pragma once

#include "core/domain/predicate.h"
#include "core/domain/query_result.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::query {

// What the language knows of one field of a source.
struct FieldInfo
{
    FieldId field = 0; // its place in the schema; for events the value of EventField
    FieldType type = FieldType::Text;
    std::vector<std::string_view> names; // the first is the one we print
    std::string_view help;
    std::vector<std::string_view> choices; // Choice
    bool colonContains = false;            // "field:value" means contains
    bool isShown = true;                   // a column when no fields() are asked for

    std::string_view name() const { return names.front(); }
};

// The rows one can ask for and their fields. Immutable; there is one of each for the whole run.
struct Schema
{
    std::string_view name; // "pods"
    std::string_view help;
    std::vector<FieldInfo> fields; // fields[i].field == i

    // By any of its names, ignoring ASCII case, and "label.app" for Labels; null: there is none.
    const FieldInfo *find(std::string_view word) const;
    std::string nearestName(std::string_view word) const;
};
std::vector<std::string> fieldNames(const Schema &schema); // those we print

enum class SourceId {
    Pods,
    Nodes,
    Workloads, // Deployments, StatefulSets and DaemonSets together
    Deployments,
    StatefulSets,
    DaemonSets,
    ReplicaSets,
    Jobs,
    CronJobs,
    Services,
    Ingresses,
    Namespaces,
    PersistentVolumes,
    PersistentVolumeClaims,
    ConfigMaps,
    Secrets,
    Events,
    Clusters,
    Slo,     // service levels of services of the mesh
    Domains, // and of domains
    Edges,   // calls between services
    Alerts,
    Commands,
    Audit,
};

std::span<const Schema> allSchemas(); // in the order of SourceId
const Schema &schemaOf(SourceId source);
const Schema *findSource(std::string_view name);   // "pods", "po", "deploy"; null: there is none
std::span<const std::string_view> sourceAliases(); // "po", "deploy"
SourceId sourceIdOf(const Schema &schema);
const Schema &eventSchema();

// "app" of "label.app"; empty: no label is named.
std::string_view labelKeyOf(std::string_view word);
// Whether Kubernetes would take it as the key of a label: "app.kubernetes.io/name".
bool isLabelKey(std::string_view key);

} // namespace binnacle::query
