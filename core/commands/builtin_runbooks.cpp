#include "core/commands/builtin_runbooks.h"

namespace binnacle::commands {

namespace {

constexpr const char *kNodeThere = R"(nodes(name="{{node}}").where(schedulable = true))";
constexpr const char *kPodOnNode
    = R"(pods(namespace="{{namespace}}", name="{{pod}}").where(node = "{{node}}"))";
constexpr const char *kOthersThere
    = R"(nodes().where(ready = true && schedulable = true && name != "{{node}}"))";
constexpr const char *kUnlikeImage
    = R"(deployments(namespace="{{namespace}}", name="{{deployment}}").where(image != "{{image}}"))";
constexpr const char *kUnhealthy
    = R"(deployments(namespace="{{namespace}}", name="{{deployment}}").where(healthy = false))";

RunbookParameter required(std::string name, std::string help)
{
    return {.name = std::move(name), .help = std::move(help), .value = {}, .isRequired = true};
}

std::vector<RunbookParameter> deployment(std::vector<RunbookParameter> more = {})
{
    std::vector<RunbookParameter> parameters{
        required("namespace", "namespace of the deployment"), required("deployment", "its name")};
    parameters.insert(parameters.end(), more.begin(), more.end());
    return parameters;
}

RunbookStep onDeployment(std::string name, std::string action, std::string params = "{}")
{
    return {.name = std::move(name),
        .when = {},
        .action = std::move(action),
        .kind = "Deployment",
        .ns = "{{namespace}}",
        .target = "{{deployment}}",
        .params = std::move(params)};
}

RunbookStep onNode(std::string name, std::string action, std::string when)
{
    return {.name = std::move(name),
        .when = std::move(when),
        .action = std::move(action),
        .kind = "Node",
        .ns = {},
        .target = "{{node}}"};
}

RunbookStep describe(const std::string &kind, std::string ns, std::string name)
{
    const std::string params = R"({"command":"describe","kind":")" + kind + R"("})";
    return {.name = "Look at the " + kind,
        .when = {},
        .action = "dynamic",
        .kind = kind,
        .ns = std::move(ns),
        .target = std::move(name),
        .params = params,
        .continueOnFailure = true};
}

Runbook moveStatefulPod()
{
    return {.name = "Drain and move a stateful pod off a node",
        .description = "Closes the node for new pods, then deletes the pod: its owner makes it "
                       "again on another node. Only when another node takes pods.",
        .parameters = {required("node", "node to leave"), required("namespace", "of the pod"),
            required("pod", "pod to move, as in payments-db-0")},
        .steps = {onNode("Cordon the node", "cordon", kNodeThere),
            {.name = "Delete the pod if it is still there and has where to go",
                .when = kPodOnNode,
                .action = "delete_pod",
                .kind = "Pod",
                .ns = "{{namespace}}",
                .target = "{{pod}}"}}};
}

Runbook rollBackImage()
{
    auto update = onDeployment("Roll out the image that worked", "update_image",
        R"({"image":"{{image}}","container":"{{container}}"})");
    update.when = kUnlikeImage;
    return {.name = "Roll back a deployment's image",
        .description = "Rolls out an earlier image unless it runs already.",
        .parameters = deployment({required("image", "image that worked"),
            {.name = "container", .help = "which container; the first when empty"}}),
        .steps = {std::move(update), describe("Deployment", "{{namespace}}", "{{deployment}}")}};
}

Runbook restartAndWatch()
{
    return {.name = "Restart a deployment and watch",
        .description = "Replaces all pods some at a time, then looks at the roll-out.",
        .parameters = deployment(),
        .steps = {onDeployment("Restart", "restart"),
            describe("Deployment", "{{namespace}}", "{{deployment}}")}};
}

Runbook restartIfUnhealthy()
{
    auto restart = onDeployment("Restart when pods are missing", "restart");
    restart.when = kUnhealthy;
    return {.name = "Restart a deployment if it is unhealthy",
        .description = "For a rule to run by itself: does nothing while all replicas are ready.",
        .parameters = deployment(),
        .steps = {std::move(restart)}};
}

Runbook scaleDeployment()
{
    return {.name = "Scale a deployment",
        .description = "Sets the number of replicas.",
        .parameters = deployment({required("replicas", "how many")}),
        .steps = {onDeployment("Scale", "scale", R"({"replicas":"{{replicas}}"})")}};
}

Runbook closeNode()
{
    return {.name = "Take a node out of service",
        .description = "Closes a node for new pods while other nodes take them.",
        .parameters = {required("node", "name of the node")},
        .steps = {onNode("Cordon unless it is the last one", "cordon", kOthersThere),
            describe("Node", {}, "{{node}}")}};
}

Runbook openNode()
{
    return {.name = "Put a node back into service",
        .description = "Opens a node for new pods once it is ready.",
        .parameters = {required("node", "name of the node")},
        .steps = {onNode("Uncordon when it is ready", "uncordon",
            R"(nodes(name="{{node}}").where(ready = true))")}};
}

} // namespace

std::vector<Runbook> builtInRunbooks()
{
    return {moveStatefulPod(), rollBackImage(), restartAndWatch(), restartIfUnhealthy(),
        scaleDeployment(), closeNode(), openNode()};
}

} // namespace binnacle::commands
