#pragma once

#include "core/codec/json_writer.h"
#include "core/demo/cluster_model.h"
#include "core/demo/event_log.h"

#include <map>
#include <string>
#include <string_view>

// The pieces of snapshot_encoder; nobody else includes this.
namespace binnacle::demo {

struct SnapshotScope
{
    codec::JsonWriter &json;
    const ClusterModel &model;
    const EventLog &events;
    Timestamp now{};
};

// CommonMeta of the flat kinds; empty parts are left out.
struct FlatMeta
{
    std::string_view kind;
    std::string_view uid;
    std::string_view name;
    std::string_view ns;
    std::string_view ownerKind;
    std::string_view ownerName;
    Timestamp createdAt{};
};

// Each writes the member of its list, key included.
void writePods(SnapshotScope &scope);
void writeNodes(SnapshotScope &scope);
void writeWorkloads(SnapshotScope &scope); // deployments, statefulSets, daemonSets, replicaSets
void writeJobs(SnapshotScope &scope);      // jobs, cronJobs
void writeNetwork(SnapshotScope &scope);   // services, ingresses
void writeConfigs(SnapshotScope &scope);   // namespaces to quotas
void writeLimits(SnapshotScope &scope);    // autoscalers and disruption budgets
void writeEvents(SnapshotScope &scope);
void writeSummary(SnapshotScope &scope);

void writeTemplate(codec::JsonWriter &json, const PodTemplate &shape);
// The members a container has in a template and in a pod alike; the object stays open.
void beginContainer(codec::JsonWriter &json, const PodTemplate &shape, std::size_t index);
void writeFlatMeta(codec::JsonWriter &json, const FlatMeta &meta);
void writeLabels(codec::JsonWriter &json, std::string_view key,
    const std::map<std::string, std::string> &labels);
struct ConditionText
{
    std::string_view type;
    bool holds = false;
    std::string_view reason;
    std::string_view message;
    Timestamp since{};
};
void writeCondition(codec::JsonWriter &json, const ConditionText &condition);

// "2d8h", "3h12m", "41s", as kubectl prints ages.
std::string ageText(Timestamp created, Timestamp now);

} // namespace binnacle::demo
