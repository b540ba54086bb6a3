#pragma once

#include "core/base/time.h"
#include "core/demo/workload_model.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

// The objects of one simulated cluster: plain data. What changes them is in pod_lifecycle,
// workload_controller and job_controller; what writes them down is snapshot_encoder.
namespace binnacle::demo {

struct NodeModel
{
    std::string uid;
    std::string name;
    std::string ip;
    std::string zone;
    int cores = 8;
    std::int64_t memoryMi = 32'000;
    double diskUsedPercent = 60;
    // How much writes that must reach the disk suffer: 0 not at all, 1 as on a full disk.
    double diskStall = 0;
    bool ready = true;
    bool schedulable = true;
    bool memoryPressure = false;
    bool diskPressure = false;
    Timestamp createdAt{};
    Timestamp readySince{};
    Timestamp memorySince{};
    Timestamp diskSince{};
    Timestamp cordonedAt{};
};

struct JobModel
{
    std::string uid;
    std::string name;
    std::string ns;
    std::string cronJob;
    int active = 0;
    int succeeded = 0;
    int failed = 0;
    Timestamp createdAt{};
    Timestamp finishedAt{}; // unknown while it runs
    PodTemplatePtr shape;
};

struct CronJobModel
{
    std::string uid;
    std::string name;
    std::string ns;
    std::string schedule;
    Duration period{};
    Duration offset{}; // of its runs from multiples of the period since the epoch
    double failureChance = 0;
    Timestamp createdAt{};
    Timestamp lastScheduled{};
    Timestamp lastSuccess{};
    PodTemplatePtr shape;
};

// ConfigMap, Secret, ServiceAccount, PersistentVolumeClaim (the volume is implied): by kind.
struct ConfigModel
{
    std::string kind;
    std::string uid;
    std::string ns;
    std::string name;
    Timestamp createdAt{};
    std::map<std::string, std::string> entries; // of ConfigMaps and Secrets
    std::string capacity;                       // of claims
};

struct IngressModel
{
    struct Path
    {
        std::string host;
        std::string path;
        std::string service;
        int port = 8080;
    };
    std::string uid;
    std::string ns;
    std::string name;
    Timestamp createdAt{};
    std::vector<Path> paths;
};

// Containers are ordered, so everything that walks them is reproducible. Keys are "ns/name".
struct ClusterModel
{
    std::string id;
    std::string kubeletVersion = "v1.31.2";
    std::uint64_t seed = 0;
    Timestamp createdAt{};
    std::vector<NodeModel> nodes;
    std::map<std::string, std::string> namespaces;  // name -> uid
    std::map<std::string, WorkloadModel> workloads; // "Deployment/ns/name"
    std::map<std::string, ReplicaSetModel> replicaSets;
    std::map<std::string, PodModel> pods;
    std::map<std::string, CronJobModel> cronJobs;
    std::map<std::string, JobModel> jobs;
    std::vector<ConfigModel> configs;
    std::vector<IngressModel> ingresses;

    NodeModel *node(std::string_view name);
    const NodeModel *node(std::string_view name) const;
    WorkloadModel *workload(WorkloadKind kind, std::string_view ns, std::string_view name);
    PodModel *pod(std::string_view ns, std::string_view name);
    // Pods that count for their owner: neither terminating nor finished.
    std::vector<PodModel *> livePodsOf(
        std::string_view ownerKind, std::string_view ns, std::string_view ownerName);
    int readyPodsOf(const WorkloadModel &workload) const;
    int readyPodsOf(const ReplicaSetModel &set) const;
};

std::string objectKey(std::string_view ns, std::string_view name);

// The daily wave of demand, 0..1 with its top in the afternoon (UTC), weekends lower.
double demandAt(Timestamp at);

} // namespace binnacle::demo
