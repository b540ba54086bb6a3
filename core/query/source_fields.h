#pragma once

namespace binnacle::query {

// The fields of each source in the order of its schema: the value is the FieldId. Fields of events
// are EventField (core/domain/predicate.h).

enum class PodField {
    Name,
    Namespace,
    Node,
    Status, // what kubectl prints: "CrashLoopBackOff"
    Ready,  // containers
    Restarts,
    CpuUsage, // percent of what its node can give
    MemUsage,
    Age,
    Cluster,
    Zone,
    Phase,
    Containers,
    Cpu, // used, in cores
    Memory,
    Owner, // the controller on top: the Deployment, not its ReplicaSet
    OwnerKind,
    Image,
    Ip,
    Qos,
    Reason,
    Message,
    Created,
    Uid,
    Label,
    Text,
};

enum class NodeField {
    Name,
    Status, // "Ready", "NotReady", "Unknown"; "Ready,SchedulingDisabled" as kubectl says
    Roles,
    Zone,
    CpuUsage, // percent of what is allocatable
    MemUsage,
    Pods,     // on it, not finished
    Pressure, // "memory, disk"; empty: none
    Version,
    Age,
    Cluster,
    Ready,
    Schedulable,
    Cpu, // used
    Memory,
    CpuAllocatable,
    MemAllocatable,
    PodCapacity,
    CpuRequested, // by the pods on it
    MemRequested,
    Ip,
    Os,
    Reason,
    Message,
    Created,
    Uid,
    Label,
    Text,
};

// Of workloads, deployments, statefulsets and daemonsets.
enum class WorkloadField {
    Name,
    Namespace,
    Kind,
    Desired,
    Ready,
    Updated,
    Available,
    Unavailable,
    Healthy,
    Image,
    Age,
    Cluster,
    Paused,
    Strategy,
    Rollout,
    Message,
    Created,
    Uid,
    Label,
    Text,
};

enum class ReplicaSetField {
    Name,
    Namespace,
    Owner,
    Desired,
    Ready,
    Available,
    Age,
    Cluster,
    Created,
    Uid,
    Label,
    Text,
};

enum class JobField {
    Name,
    Namespace,
    Owner,
    Active,
    Succeeded,
    Failed,
    Complete,
    Started,
    Finished,
    Took,
    Age,
    Cluster,
    Created,
    Uid,
    Label,
    Text,
};

enum class CronJobField {
    Name,
    Namespace,
    Schedule,
    Suspended,
    Active,
    LastScheduled,
    LastSuccess,
    Age,
    Cluster,
    Created,
    Uid,
    Label,
    Text,
};

enum class ServiceField {
    Name,
    Namespace,
    Type,
    ClusterIp,
    Ports,
    Ready, // backends
    Backends,
    Age,
    Cluster,
    Created,
    Uid,
    Label,
    Text,
};

enum class IngressField {
    Name,
    Namespace,
    Class,
    Hosts,
    Services,
    Tls,
    Age,
    Cluster,
    Created,
    Uid,
    Label,
    Text,
};

enum class NamespaceField {
    Name,
    Phase,
    Pods,
    Age,
    Cluster,
    Created,
    Uid,
    Label,
    Text,
};

// Of pvs, pvcs, configmaps and secrets.
enum class ObjectField {
    Name,
    Namespace,
    Phase,
    Capacity,
    Age,
    Cluster,
    Kind,
    Created,
    Uid,
    Label,
    Text,
};

enum class ClusterField {
    Id,
    Name,
    Environment,
    Status, // of its agent
    Health,
    Nodes,
    ReadyNodes,
    Pods,
    RunningPods,
    CpuUsage,
    MemUsage,
    LastSnapshot,
    LastHeartbeat,
    Conflict,
    Text,
};

// Of slo and domains.
enum class LevelField {
    Subject, // "shop/checkout", "shop.example.com"
    Cluster,
    Namespace, // of services
    Status,
    Availability,
    Target,
    Budget,
    Burn, // times, over the last hour
    ErrorRate,
    Rps,
    P50,
    P95,
    P99,
    P95Target,
    Requests,
    Errors,
    Trend,
    Firing,
    Text,
};

enum class EdgeField {
    From,
    FromNamespace,
    To,
    ToNamespace,
    Cluster,
    Rps,
    Requests,
    Errors,
    ErrorRate,
    P50,
    P95,
    P99,
    Tls,
    Status,
    New,
    Text,
};

enum class AlertField {
    Id,
    Rule,
    Severity,
    Status,
    Cluster,
    Kind, // of what it is about
    Namespace,
    Name,
    Reading, // "16.2×"
    Fired,
    Took, // fired to resolved, or up to now
    Value,
    Since, // pending
    Resolved,
    Title,
    Message,
    Hush,
    HushedBy,
    AckedBy,
    Acked,
    Told,
    NoData,
    Occurrences,
    Text,
};

enum class CommandField {
    Created,
    Cluster,
    Action,
    Kind,
    Namespace,
    Name,
    Status,
    By,
    Source,
    Took,
    Error,
    Id,
    Attempts,
    Started,
    Finished,
    Late,
    Text,
};

enum class AuditField {
    At,
    User,
    Role,
    Source,
    Action,
    Resource,
    Success,
    Code,
    Error,
    Address,
    Method,
    Took,
    Id,
    Text,
};

} // namespace binnacle::query
