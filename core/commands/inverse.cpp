#include "core/commands/inverse.h"

#include "core/codec/json_writer.h"
#include "core/commands/command_params.h"
#include "core/commands/touched.h"

#include <algorithm>

namespace binnacle::commands {

namespace {

Command sameTarget(const Command &command, std::string action, std::string params)
{
    return {.id = {},
        .cluster = command.cluster,
        .action = std::move(action),
        .target = command.target,
        .params = std::move(params),
        .source = command.source == "ai" ? "web" : command.source,
        .createdBy = {}};
}

std::optional<Command> scaleBack(const Command &command, const ClusterSnapshot &before)
{
    const Workload *workload = findWorkload(before, command.target);
    const auto replicas = CommandParams(command.params).number("replicas");
    if (!workload || !replicas || *replicas == workload->desired)
        return std::nullopt;
    codec::JsonWriter json;
    json.beginObject().member("replicas", workload->desired).endObject();
    return sameTarget(command, "scale", json.take());
}

std::optional<Command> imageBack(const Command &command, const ClusterSnapshot &before)
{
    const CommandParams params(command.params);
    const std::string container = params.textOr("container");
    const std::string image = imageOf(before, command.target, container);
    if (image.empty() || image == params.textOr("image"))
        return std::nullopt;
    codec::JsonWriter json;
    json.beginObject().member("image", image);
    if (!container.empty())
        json.member("container", container);
    json.endObject();
    return sameTarget(command, "update_image", json.take());
}

} // namespace

std::string imageOf(
    const ClusterSnapshot &snapshot, const ResourceRef &workload, const std::string &container)
{
    const Workload *found = findWorkload(snapshot, workload);
    if (!found)
        return {};
    // The template says which images, only pods say which container has which. The newest pod is
    // the one of the present template.
    const Pod *newest = nullptr;
    for (const Pod *pod : podsOf(snapshot, workload)) {
        if (!newest || pod->meta.createdAt > newest->meta.createdAt)
            newest = pod;
    }
    if (container.empty())
        return found->images.empty() ? std::string() : std::string(found->images.front());
    if (newest) {
        const auto same = std::ranges::find(newest->containers, container, &Container::name);
        if (same != newest->containers.end())
            return std::string(same->image);
    }
    return found->images.size() == 1 ? std::string(found->images.front()) : std::string();
}

std::optional<Command> inverseOf(const Command &command, const ClusterSnapshot &before)
{
    if (command.action == "scale")
        return scaleBack(command, before);
    if (command.action == "update_image")
        return imageBack(command, before);
    if (command.action == "cordon" || command.action == "uncordon") {
        const bool wants = command.action == "uncordon";
        const Node *node = findNode(before, command.target.name);
        if (!node || node->schedulable == wants)
            return std::nullopt;
        return sameTarget(command, wants ? "cordon" : "uncordon", "{}");
    }
    return std::nullopt;
}

} // namespace binnacle::commands
