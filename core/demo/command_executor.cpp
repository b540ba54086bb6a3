#include "core/demo/command_executor.h"

#include "core/codec/json_writer.h"
#include "core/demo/kubernetes_json.h"
#include "core/demo/pod_logs.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace binnacle::demo {

namespace {

constexpr int kMaxReplicas = 100; // of the simulation
constexpr int kMaxLogLines = 200; // contract 01 §1.6
constexpr int kDefaultLogLines = 100;

int numberOr(const std::string &text, int otherwise)
{
    int number = 0;
    const char *end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && stop == end ? number : otherwise;
}

Error notFound(std::string_view resource, const std::string &name)
{
    return {ErrorCode::NotFound, std::string(resource) + " \"" + name + "\" not found"};
}

} // namespace

std::string AgentCommand::param(const std::string &key, const std::string &otherwise) const
{
    const auto found = params.find(key);
    return found == params.end() ? otherwise : found->second;
}

CommandExecutor::CommandExecutor(World &world, PodLifecycle &pods, WorkloadController &workloads)
    : m_world(world)
    , m_pods(pods)
    , m_workloads(workloads)
{}

CommandOutcome CommandExecutor::execute(const AgentCommand &command)
{
    if (command.action == "scale")
        return scale(command);
    if (command.action == "restart")
        return restart(command);
    if (command.action == "update_image")
        return updateImage(command);
    if (command.action == "delete")
        return remove(command);
    if (command.action == "cordon" || command.action == "uncordon")
        return setSchedulable(command, command.action == "uncordon");
    if (command.action == "get_logs")
        return logs(command);
    if (command.action == "get_configmap")
        return entries(command, "ConfigMap");
    if (command.action == "get_secret")
        return entries(command, "Secret");
    if (command.action == "dynamic")
        return dynamic(command);
    return Error{ErrorCode::InvalidArgument, "unknown action: " + command.action};
}

Result<WorkloadModel *> CommandExecutor::workloadOf(const AgentCommand &command)
{
    for (const WorkloadKind kind :
        {WorkloadKind::Deployment, WorkloadKind::StatefulSet, WorkloadKind::DaemonSet}) {
        if (!command.kind.empty() && command.kind != workloadKindName(kind))
            continue;
        if (WorkloadModel *workload = m_world.model.workload(kind, command.ns, command.name))
            return workload;
    }
    return notFound("deployments.apps", command.name);
}

CommandOutcome CommandExecutor::scale(const AgentCommand &command)
{
    const auto workload = workloadOf(command);
    if (!workload)
        return workload.error();
    const int replicas = numberOr(command.param("replicas"), -1);
    if (replicas < 0 || replicas > kMaxReplicas || (*workload)->kind == WorkloadKind::DaemonSet)
        return Error{ErrorCode::InvalidArgument,
            "replicas: expected a number from 0 to " + std::to_string(kMaxReplicas)};
    m_workloads.scale(**workload, replicas);
    return std::string();
}

CommandOutcome CommandExecutor::restart(const AgentCommand &command)
{
    const auto workload = workloadOf(command);
    if (!workload)
        return workload.error();
    m_workloads.restart(**workload);
    return std::string();
}

CommandOutcome CommandExecutor::updateImage(const AgentCommand &command)
{
    const auto workload = workloadOf(command);
    if (!workload)
        return workload.error();
    const std::string image = command.param("image");
    if (image.empty())
        return Error{ErrorCode::InvalidArgument, "image: missing"};
    PodTemplate next = *(*workload)->shape;
    const std::string container = command.param("container", next.containers.front().name);
    const auto place = std::find_if(next.containers.begin(), next.containers.end(),
        [&](const ContainerModel &candidate) { return candidate.name == container; });
    if (place == next.containers.end())
        return notFound("container", container);
    place->image = image;
    next.fault = Fault::None;
    m_workloads.rollOut(**workload, std::move(next));
    return std::string();
}

CommandOutcome CommandExecutor::remove(const AgentCommand &command)
{
    if (command.kind != "Pod")
        return Error{ErrorCode::PermissionDenied,
            command.kind + " \"" + command.name
                + "\" is forbidden: the demo agent may delete pods only"};
    PodModel *pod = m_world.model.pod(command.ns, command.name);
    if (!pod)
        return notFound("pods", command.name);
    m_pods.remove(*pod);
    return std::string();
}

CommandOutcome CommandExecutor::setSchedulable(const AgentCommand &command, bool schedulable)
{
    NodeModel *node = m_world.model.node(command.name);
    if (!node)
        return notFound("nodes", command.name);
    if (node->schedulable != schedulable) {
        node->schedulable = schedulable;
        node->cordonedAt = schedulable ? Timestamp{} : m_world.now();
        const std::string_view state = schedulable ? "NodeSchedulable" : "NodeNotSchedulable";
        m_world.record(refOf(*node), "kubelet", state,
            "Node " + node->name + " status is now: " + std::string(state));
    }
    return std::string();
}

CommandOutcome CommandExecutor::logs(const AgentCommand &command)
{
    const PodModel *pod = m_world.model.pod(command.ns, command.name);
    if (!pod)
        return notFound("pods", command.name);
    const std::string container = command.param("container", pod->shape->containers.front().name);
    const auto &containers = pod->shape->containers;
    const bool exists = std::any_of(containers.begin(), containers.end(),
        [&](const ContainerModel &candidate) { return candidate.name == container; });
    if (!exists)
        return Error{ErrorCode::InvalidArgument,
            "container " + container + " is not valid for pod " + pod->name};
    const int asked = numberOr(command.param("tailLines"), 0);
    const int lines = std::min(asked <= 0 ? kDefaultLogLines : asked, kMaxLogLines);
    return podLogs(*pod, container, lines, m_world.now());
}

CommandOutcome CommandExecutor::entries(const AgentCommand &command, std::string_view kind)
{
    for (const ConfigModel &config : m_world.model.configs) {
        if (config.kind != kind || config.ns != command.ns || config.name != command.name)
            continue;
        codec::JsonWriter json;
        json.beginObject();
        for (const auto &[key, text] : config.entries)
            json.member(key, std::string_view(text));
        json.endObject();
        return json.take();
    }
    return notFound(kind == "Secret" ? "secrets" : "configmaps", command.name);
}

CommandOutcome CommandExecutor::dynamic(const AgentCommand &command)
{
    const std::string verb = command.param("command");
    const std::string kind = command.param("kind", command.kind);
    if (verb == "get" || verb == "describe")
        return kubernetesObject(m_world.model, {kind, command.ns, command.name});
    if (verb == "list")
        return kubernetesList(m_world.model, kind, command.ns);
    if (verb == "get_events")
        return kubernetesEvents(m_world.events,
            {command.param("involved_kind"), command.ns, command.param("involved_name")});
    return Error{ErrorCode::InvalidArgument, "command: expected get, list, describe or get_events"};
}

} // namespace binnacle::demo
