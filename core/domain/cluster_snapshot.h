#pragma once

#include "core/base/arena.h"
#include "core/base/time.h"
#include "core/domain/cluster_event.h"
#include "core/domain/ids.h"
#include "core/domain/increments.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle {

// The typed part of a snapshot: what views, queries and rules ask for all the time. All
// string_views and spans point into the snapshot's arena and live exactly as long as the snapshot:
// keep the shared_ptr<const ClusterSnapshot> while you use them. Fields that nothing computes with
// are not lost: ClusterSnapshot::body keeps the received bytes, codec/snapshot_details reads them.
// CPU in millicores, memory in bytes. -1 means "not told".

struct Label
{
    std::string_view key;
    std::string_view value;
};

struct ObjectMeta
{
    std::string_view uid;
    std::string_view name;
    std::string_view ns;
    std::string_view ownerKind;
    std::string_view ownerName;
    Timestamp createdAt{};
    std::span<const Label> labels;
};

struct Condition
{
    std::string_view type;
    std::string_view status; // "True", "False", "Unknown"
    std::string_view reason;
    std::string_view message;
    Timestamp changedAt{};
};

struct Container
{
    std::string_view name;
    std::string_view image;
    std::string_view state; // "running", "waiting", "terminated"
    std::string_view stateReason;
    std::string_view stateMessage;
    std::string_view lastTerminationReason;
    std::int64_t restartCount = 0;
    std::int64_t cpuRequest = -1;
    std::int64_t cpuLimit = -1;
    std::int64_t memoryRequest = -1;
    std::int64_t memoryLimit = -1;
    bool ready = false;
};

enum class PodPhase { Unknown, Pending, Running, Succeeded, Failed };
std::string_view podPhaseName(PodPhase phase);

struct Pod
{
    ObjectMeta meta;
    std::string_view nodeName;
    PodPhase phase = PodPhase::Unknown;
    std::string_view reason;
    std::string_view message;
    std::string_view podIp;
    std::string_view qosClass;
    std::string_view serviceAccount;
    std::int32_t readyContainers = 0;
    std::int32_t totalContainers = 0;
    std::int64_t restarts = 0;
    std::int64_t cpuUsage = -1;
    std::int64_t memoryUsage = -1;
    std::span<const Container> containers;
    std::span<const Container> initContainers;
    std::span<const Condition> conditions;
};

// What kubectl would print under STATUS: "CrashLoopBackOff", "Evicted", else the phase.
std::string_view podStatusWord(const Pod &pod);

struct Node
{
    ObjectMeta meta;
    std::span<const std::string_view> roles;
    std::string_view ready; // "True", "False", "Unknown"
    std::string_view reason;
    std::string_view message;
    std::string_view internalIp;
    std::string_view kubeletVersion;
    std::string_view osImage;
    bool schedulable = true;
    bool memoryPressure = false;
    bool diskPressure = false;
    bool pidPressure = false;
    bool networkUnavailable = false;
    std::int64_t cpuAllocatable = -1;
    std::int64_t cpuUsage = -1;
    std::int64_t memoryAllocatable = -1;
    std::int64_t memoryUsage = -1;
    std::int64_t podCapacity = -1;
    std::span<const Condition> conditions;
};

enum class WorkloadKind { Deployment, StatefulSet, DaemonSet };
std::string_view workloadKindName(WorkloadKind kind);

// For a DaemonSet, `desired` is desiredNumberScheduled and `ready` is numberReady.
struct Workload
{
    WorkloadKind kind = WorkloadKind::Deployment;
    ObjectMeta meta;
    std::int32_t desired = 0;
    std::int32_t updated = 0;
    std::int32_t ready = 0;
    std::int32_t available = 0;
    std::int32_t unavailable = 0;
    bool paused = false;
    std::string_view strategy;
    std::string_view selector;
    std::string_view rolloutPhase;
    std::string_view rolloutMessage;
    std::span<const std::string_view> images; // one per container of the template
    std::span<const Condition> conditions;

    bool isHealthy() const { return ready == desired && desired > 0; }
};

struct ReplicaSet
{
    ObjectMeta meta;
    std::int32_t desired = 0;
    std::int32_t ready = 0;
    std::int32_t available = 0;
};

struct Job
{
    ObjectMeta meta;
    std::int32_t active = 0;
    std::int32_t succeeded = 0;
    std::int32_t failed = 0;
    bool complete = false;
    Timestamp startedAt{};
    Timestamp finishedAt{};
};

struct CronJob
{
    ObjectMeta meta;
    std::string_view schedule;
    bool suspended = false;
    std::int32_t activeJobs = 0;
    Timestamp lastScheduledAt{};
    Timestamp lastSuccessAt{};
};

struct ServicePort
{
    std::string_view name;
    std::string_view protocol;
    std::int32_t port = 0;
    std::string_view targetPort;
};

struct K8sService
{
    ObjectMeta meta;
    std::string_view type;
    std::string_view clusterIp;
    std::span<const ServicePort> ports;
    std::span<const Label> selector;
    std::int32_t readyBackends = -1;
    std::int32_t totalBackends = -1;
};

struct IngressPath
{
    std::string_view host;
    std::string_view path;
    std::string_view serviceName;
    std::string_view servicePortName;
    std::int32_t servicePort = 0;
};

struct Ingress
{
    ObjectMeta meta;
    std::string_view ingressClass;
    bool tls = false;
    std::span<const std::string_view> tlsHosts; // empty: not told which, so all
    std::span<const IngressPath> paths;
};

// Traefik's own kind of route. Agents that list them send `ingressRoutes`, shaped as the resource
// is (spec.routes[].match, services[], spec.tls).
struct IngressRouteService
{
    std::string_view name;
    std::string_view ns;   // empty: the object's
    std::string_view port; // number or name, as sent
};

struct IngressRouteRule
{
    std::string_view match;
    std::span<const IngressRouteService> services;
};

struct IngressRouteObject
{
    ObjectMeta meta;
    bool tls = false;
    std::span<const IngressRouteRule> rules;
};

struct Namespace
{
    ObjectMeta meta;
    std::string_view phase;
};

// ConfigMap, Secret, PersistentVolume, PersistentVolumeClaim, ResourceQuota, LimitRange,
// NetworkPolicy, ServiceAccount: listed and found by name, read in full through the body.
struct PlainObject
{
    std::string_view kind;
    ObjectMeta meta;
    std::string_view phase;    // PV and PVC
    std::string_view capacity; // PV and PVC, as sent
};

// Recomputed from the lists, never taken from the wire.
struct SnapshotSummary
{
    std::int32_t totalNodes = 0;
    std::int32_t readyNodes = 0;
    std::int32_t totalPods = 0;
    std::int32_t runningPods = 0;
    std::int32_t pendingPods = 0;
    std::int32_t failedPods = 0;
    std::int32_t succeededPods = 0;
    std::int32_t totalWorkloads = 0;
    std::int32_t healthyWorkloads = 0;
    std::int32_t totalNamespaces = 0;
    std::int32_t totalEvents = 0;
    std::int32_t warningEvents = 0;
    std::int32_t totalObjects = 0; // everything listed, events excluded
    // Sums over the nodes that report usage, so that their ratio is honest; -1 when none does.
    std::int64_t cpuUsage = -1;
    std::int64_t cpuAllocatable = -1;
    std::int64_t memoryUsage = -1;
    std::int64_t memoryAllocatable = -1;
};

enum class ClusterHealth { Unknown, Healthy, Degraded, Unhealthy };

// The whole state of one cluster at one moment. Immutable once published; shared between threads
// as shared_ptr<const ClusterSnapshot>.
struct ClusterSnapshot
{
    std::shared_ptr<Arena> arena = std::make_shared<Arena>();

    ClusterId cluster;
    Timestamp fetchedAt{};  // by the agent's clock
    Timestamp receivedAt{}; // by ours

    std::vector<Pod> pods;
    std::vector<Node> nodes;
    std::vector<Workload> workloads; // Deployments, StatefulSets, DaemonSets
    std::vector<ReplicaSet> replicaSets;
    std::vector<Job> jobs;
    std::vector<CronJob> cronJobs;
    std::vector<K8sService> services;
    std::vector<Ingress> ingresses;
    std::vector<IngressRouteObject> ingressRoutes;
    std::vector<Namespace> namespaces;
    std::vector<PlainObject> plainObjects;
    std::vector<ClusterEvent> events;
    SnapshotSummary summary;

    // What the agent counted at the metrics endpoints since its last snapshot; usually one entry,
    // several after an outage. Own memory, not the arena's: it outlives the snapshot.
    std::vector<SloIncrements> increments;
    // The body named none of the resource lists: it only carries increments and says nothing about
    // the state of the cluster.
    bool isIncrementsOnly = false;

    // The body as it was received; `bodyIsGzip` tells whether it is still compressed. Empty when
    // the snapshot was built in memory.
    std::shared_ptr<const std::string> body;
    bool bodyIsGzip = false;
};

// Counts from the lists; see SnapshotSummary.
SnapshotSummary summarise(const ClusterSnapshot &snapshot);

// Contract 01 §1.8: nodes ready >= 90 % and pods running >= 80 % is Healthy, >= 70 % and >= 60 %
// Degraded, else Unhealthy. Finished pods (Succeeded) do not count. No nodes: Unknown.
ClusterHealth healthOf(const SnapshotSummary &summary);

} // namespace binnacle
