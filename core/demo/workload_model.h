#pragma once

#include "core/base/time.h"
#include "core/domain/cluster_snapshot.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

// Pods and what makes pods, as plain data; see cluster_model.h.
namespace binnacle::demo {

// What a container built from a template does once it is started.
enum class Fault { None, CrashLoop, ImageMissing };

struct EnvVar
{
    std::string name;
    std::string value;
    std::string valueFrom; // "secretKeyRef:cart-secrets/redis-url"; then `value` is empty
};

struct ContainerModel
{
    std::string name;
    std::string image;
    int port = 0;
    int cpuRequest = 0;    // millicores
    int memoryRequest = 0; // MiB; limits are twice the requests
    std::string probe;     // "/healthz" or a command; empty: none
    std::vector<EnvVar> env;
};

// Immutable and shared: a new revision is a new template.
struct PodTemplate
{
    std::vector<ContainerModel> containers;
    std::map<std::string, std::string> labels;
    std::vector<std::string> claims; // volume claim templates: "wal"
    std::string configMap;           // mounted when set
    std::string serviceAccount = "default";
    Fault fault = Fault::None;
    bool hostNetwork = false;
    bool toleratesPressure = false; // stays and lands on nodes under pressure
};
using PodTemplatePtr = std::shared_ptr<const PodTemplate>;

struct ContainerStatus
{
    std::string state = "waiting"; // "waiting", "running", "terminated"
    std::string reason = "ContainerCreating";
    std::string message;
    std::string lastReason;
    Timestamp lastFinished{};
    bool ready = false;
    int restarts = 0;
};

struct PodModel
{
    std::string uid;
    std::string name;
    std::string ns;
    std::string ownerKind;
    std::string ownerName;
    std::string workload; // key of ClusterModel::workloads, empty for pods of jobs
    std::string node;     // empty while unscheduled
    std::string ip;
    std::string phase = "Pending";
    std::string reason;
    std::string message;
    Timestamp createdAt{};
    Timestamp readySince{}; // last change of readiness
    int ordinal = -1;       // of a StatefulSet
    bool terminating = false;
    PodTemplatePtr shape;
    std::vector<ContainerStatus> containers; // one per container of the template

    bool isReady() const;
    int restarts() const;
};

struct ReplicaSetModel
{
    std::string uid;
    std::string name;
    std::string ns;
    std::string workload;
    int revision = 1;
    int desired = 0;
    Timestamp createdAt{};
    PodTemplatePtr shape;
};

struct WorkloadModel
{
    WorkloadKind kind = WorkloadKind::Deployment;
    std::string uid;
    std::string ns;
    std::string name;
    int replicas = 0;
    int autoscaleMin = 0; // equal to autoscaleMax: no autoscaler
    int autoscaleMax = 0;
    int revision = 1;
    int generation = 1;
    bool inStory = false; // left alone by the background life
    bool pinned = false;  // its volumes are local: a pod can only run at home
    Timestamp createdAt{};
    PodTemplatePtr shape;
    std::string currentSet;         // Deployment: name of the newest ReplicaSet
    std::vector<std::string> homes; // StatefulSet: node of each ordinal
    std::string standby;            // node preferred when a home cannot be used

    std::string key() const;
};

} // namespace binnacle::demo
