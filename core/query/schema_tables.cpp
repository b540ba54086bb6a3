#include "core/query/schema_tables.h"

#include "core/query/source_fields.h"

#include <utility>

namespace binnacle::query {

namespace {

using enum FieldType;
using Names = std::vector<std::string_view>;

// What all objects of Kubernetes have.
template<typename Field>
SchemaBuilder &withMeta(SchemaBuilder &builder)
{
    return builder.field(Field::Age, Span, {"age"}, "how long it has existed: 10m, 3d")
        .field(Field::Cluster, Text, {"cluster"}, "cluster id")
        .field(Field::Created, Time, {"created"}, "when it was made")
        .field(Field::Uid, Text, {"uid"}, "uid of the object")
        .field(Field::Label, Labels, {"label", "labels"}, "label.app = web, or label = \"app=web\"")
        .field(Field::Text, FullText, {"text"}, "words anywhere in the row");
}

template<typename Field>
SchemaBuilder &withName(SchemaBuilder &builder)
{
    return builder.field(Field::Name, Text, {"name"}, "name of the object")
        .field(Field::Namespace, Text, {"namespace", "ns"}, "namespace of the object");
}

Schema pods()
{
    using F = PodField;
    SchemaBuilder b("pods", "pods as they are now, or were", static_cast<int>(F::Age) + 1);
    withMeta<F>(withName<F>(b))
        .field(F::Node, Text, {"node", "host"}, "node it runs on")
        .field(F::Status, Text, {"status"}, "as kubectl says: Running, CrashLoopBackOff")
        .field(F::Ready, Count, {"ready"}, "containers that are ready")
        .field(F::Restarts, Count, {"restarts", "restart_count"}, "restarts of all containers")
        .field(F::CpuUsage, Percent, {"cpu_usage", "cpu_percent"},
            "CPU used, of what its node can give")
        .field(F::MemUsage, Percent, {"mem_usage", "memory_usage", "mem_percent"},
            "memory used, of what its node can give")
        .field(F::Zone, Text, {"zone"}, "zone of its node")
        .field(F::Phase, Choice, {"phase"}, "Running, Pending, …",
            {"Running", "Pending", "Succeeded", "Failed", "Unknown"})
        .field(F::Containers, Count, {"containers"}, "containers it has")
        .field(F::Cpu, Cores, {"cpu"}, "CPU used: 250m, 1.5")
        .field(F::Memory, Bytes, {"memory", "mem"}, "memory used: 512Mi, 1.5Gi")
        .field(F::Owner, Text, {"owner", "workload"}, "the workload it belongs to")
        .field(F::OwnerKind, Text, {"owner_kind"}, "Deployment, StatefulSet, …")
        .field(F::Image, Text, {"image"}, "images of its containers")
        .field(F::Ip, Text, {"ip"}, "address of the pod")
        .field(F::Qos, Choice, {"qos"}, "quality of service class",
            {"Guaranteed", "Burstable", "BestEffort"})
        .field(F::Reason, Text, {"reason"}, "why it is in its phase")
        .field(F::Message, Text, {"message"}, "the same as a sentence");
    return b.take();
}

Schema nodes()
{
    using F = NodeField;
    SchemaBuilder b("nodes", "nodes of the clusters", static_cast<int>(F::Age) + 1);
    withMeta<F>(b)
        .field(F::Name, Text, {"name"}, "name of the node")
        .field(F::Status, Text, {"status"}, "Ready, NotReady, …")
        .field(F::Roles, Text, {"roles", "role"}, "control-plane, …")
        .field(F::Zone, Text, {"zone"}, "where it stands")
        .field(
            F::CpuUsage, Percent, {"cpu_usage", "cpu_percent"}, "CPU used, of what is allocatable")
        .field(F::MemUsage, Percent, {"mem_usage", "memory_usage", "mem_percent"},
            "memory used, of what is allocatable")
        .field(F::Pods, Count, {"pods"}, "pods on it that have not finished")
        .field(F::Pressure, Text, {"pressure"}, "memory, disk, pid; empty when fine")
        .field(F::Version, Text, {"version"}, "version of the kubelet")
        .field(F::Ready, Flag, {"ready"}, "whether it is ready")
        .field(F::Schedulable, Flag, {"schedulable"}, "false when cordoned")
        .field(F::Cpu, Cores, {"cpu"}, "CPU used")
        .field(F::Memory, Bytes, {"memory", "mem"}, "memory used")
        .field(F::CpuAllocatable, Cores, {"cpu_allocatable"}, "CPU it can give")
        .field(F::MemAllocatable, Bytes, {"mem_allocatable"}, "memory it can give")
        .field(F::PodCapacity, Count, {"pod_capacity"}, "pods it can hold")
        .field(F::CpuRequested, Cores, {"cpu_requested"}, "CPU its pods reserved")
        .field(F::MemRequested, Bytes, {"mem_requested"}, "memory its pods reserved")
        .field(F::Ip, Text, {"ip"}, "address of the node")
        .field(F::Os, Text, {"os"}, "operating system")
        .field(F::Reason, Text, {"reason"}, "why it is not ready")
        .field(F::Message, Text, {"message"}, "the same as a sentence");
    return b.take();
}

Schema workloads(std::string_view name, std::string_view help)
{
    using F = WorkloadField;
    SchemaBuilder b(name, help, static_cast<int>(F::Age) + 1);
    withMeta<F>(withName<F>(b))
        .field(F::Kind, Choice, {"kind"}, "Deployment, StatefulSet or DaemonSet",
            {"Deployment", "StatefulSet", "DaemonSet"})
        .field(F::Desired, Count, {"desired", "replicas"}, "pods wanted")
        .field(F::Ready, Count, {"ready"}, "pods ready")
        .field(F::Updated, Count, {"updated"}, "pods of the newest template")
        .field(F::Available, Count, {"available"}, "pods available")
        .field(F::Unavailable, Count, {"unavailable"}, "pods missing")
        .field(F::Healthy, Flag, {"healthy"}, "as many ready as wanted")
        .field(F::Image, Text, {"image", "images"}, "images of the template")
        .field(F::Paused, Flag, {"paused"}, "whether its roll-out is paused")
        .field(F::Strategy, Text, {"strategy"}, "how it rolls out")
        .field(F::Rollout, Text, {"rollout"}, "phase of the roll-out")
        .field(F::Message, Text, {"message"}, "what the roll-out says");
    return b.take();
}

Schema replicaSets()
{
    using F = ReplicaSetField;
    SchemaBuilder b(
        "replicasets", "what Deployments run their pods with", static_cast<int>(F::Age) + 1);
    withMeta<F>(withName<F>(b))
        .field(F::Owner, Text, {"owner"}, "its Deployment")
        .field(F::Desired, Count, {"desired", "replicas"}, "pods wanted")
        .field(F::Ready, Count, {"ready"}, "pods ready")
        .field(F::Available, Count, {"available"}, "pods available");
    return b.take();
}

Schema jobs()
{
    using F = JobField;
    SchemaBuilder b("jobs", "jobs of Kubernetes", static_cast<int>(F::Age) + 1);
    withMeta<F>(withName<F>(b))
        .field(F::Owner, Text, {"owner"}, "its CronJob")
        .field(F::Active, Count, {"active"}, "pods that run")
        .field(F::Succeeded, Count, {"succeeded"}, "pods that succeeded")
        .field(F::Failed, Count, {"failed"}, "pods that failed")
        .field(F::Complete, Flag, {"complete"}, "whether it is done")
        .field(F::Started, Time, {"started"}, "when it began")
        .field(F::Finished, Time, {"finished"}, "when it ended")
        .field(F::Took, Span, {"took"}, "from start to end");
    return b.take();
}

Schema cronJobs()
{
    using F = CronJobField;
    SchemaBuilder b("cronjobs", "what starts jobs by the clock", static_cast<int>(F::Age) + 1);
    withMeta<F>(withName<F>(b))
        .field(F::Schedule, Text, {"schedule"}, "when, as cron writes it")
        .field(F::Suspended, Flag, {"suspended"}, "whether it is held")
        .field(F::Active, Count, {"active"}, "jobs that run")
        .field(F::LastScheduled, Time, {"last_scheduled"}, "when it last started one")
        .field(F::LastSuccess, Time, {"last_success"}, "when one last succeeded");
    return b.take();
}

Schema services()
{
    using F = ServiceField;
    SchemaBuilder b("services", "services of Kubernetes; slo() has those of the mesh",
        static_cast<int>(F::Age) + 1);
    withMeta<F>(withName<F>(b))
        .field(F::Type, Text, {"type"}, "ClusterIP, NodePort, LoadBalancer, …")
        .field(F::ClusterIp, Text, {"cluster_ip", "ip"}, "its address")
        .field(F::Ports, Text, {"ports"}, "80/TCP, …")
        .field(F::Ready, Count, {"ready"}, "backends that are ready")
        .field(F::Backends, Count, {"backends"}, "backends in all");
    return b.take();
}

Schema ingresses()
{
    using F = IngressField;
    SchemaBuilder b("ingresses", "how traffic comes in", static_cast<int>(F::Age) + 1);
    withMeta<F>(withName<F>(b))
        .field(F::Class, Text, {"class"}, "who serves it")
        .field(F::Hosts, Text, {"hosts", "host"}, "names it answers to")
        .field(F::Services, Text, {"services", "service"}, "where it leads")
        .field(F::Tls, Flag, {"tls"}, "whether it speaks TLS");
    return b.take();
}

Schema namespaces()
{
    using F = NamespaceField;
    SchemaBuilder b("namespaces", "namespaces with their pods", static_cast<int>(F::Age) + 1);
    withMeta<F>(b)
        .field(F::Name, Text, {"name", "namespace", "ns"}, "name of the namespace")
        .field(F::Phase, Text, {"phase", "status"}, "Active or Terminating")
        .field(F::Pods, Count, {"pods"}, "pods in it");
    return b.take();
}

Schema objects(std::string_view name, std::string_view help)
{
    using F = ObjectField;
    SchemaBuilder b(name, help, static_cast<int>(F::Age) + 1);
    withMeta<F>(withName<F>(b))
        .field(F::Phase, Text, {"phase", "status"}, "Bound, Available, …; of volumes")
        .field(F::Capacity, Bytes, {"capacity"}, "of volumes")
        .field(F::Kind, Text, {"kind"}, "kind of the object");
    return b.take();
}

} // namespace

SchemaBuilder::SchemaBuilder(std::string_view name, std::string_view help, int shown)
    : m_shown(shown)
{
    m_schema.name = name;
    m_schema.help = help;
}

SchemaBuilder &SchemaBuilder::add(FieldId field, FieldType type, Names names, std::string_view help,
    std::vector<std::string_view> choices)
{
    const auto place = static_cast<std::size_t>(field);
    if (m_schema.fields.size() <= place)
        m_schema.fields.resize(place + 1);
    m_schema.fields[place] = {.field = field,
        .type = type,
        .names = std::move(names),
        .help = help,
        .choices = std::move(choices),
        .isShown = field < m_shown};
    return *this;
}

Schema SchemaBuilder::take()
{
    return std::move(m_schema);
}

std::vector<Schema> objectSchemas()
{
    return {pods(), nodes(),
        workloads("workloads", "Deployments, StatefulSets and DaemonSets together"),
        workloads("deployments", "Deployments"), workloads("statefulsets", "StatefulSets"),
        workloads("daemonsets", "DaemonSets"), replicaSets(), jobs(), cronJobs(), services(),
        ingresses(), namespaces(), objects("pvs", "persistent volumes"),
        objects("pvcs", "claims to persistent volumes"),
        objects("configmaps", "config maps, without their contents"),
        objects("secrets", "secrets, without their contents")};
}

} // namespace binnacle::query
