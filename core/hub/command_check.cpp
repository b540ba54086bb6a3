#include "core/hub/command_check.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace binnacle::hub {

namespace {

constexpr std::size_t kLongestParams = 4U << 20; // apply_manifests carries whole files
constexpr std::size_t kLongestName = 253;        // of a Kubernetes object
constexpr Duration kShortestDeadline = std::chrono::minutes(1);
constexpr Duration kLongestDeadline = std::chrono::hours(1);

Error invalid(std::string message)
{
    return {ErrorCode::InvalidArgument, std::move(message)};
}

// Actions that act on one kind only.
std::string_view impliedKind(std::string_view action)
{
    struct Entry
    {
        std::string_view action;
        std::string_view kind;
    };
    static constexpr std::array<Entry, 8> kKinds{
        {{"scale", "Deployment"}, {"restart", "Deployment"}, {"update_image", "Deployment"},
            {"cordon", "Node"}, {"uncordon", "Node"}, {"get_logs", "Pod"},
            {"get_configmap", "ConfigMap"}, {"get_secret", "Secret"}}};
    const auto *it = std::ranges::find(kKinds, action, &Entry::action);
    return it == kKinds.end() ? std::string_view{} : it->kind;
}

bool isClusterWide(std::string_view kind)
{
    static constexpr std::array<std::string_view, 8> kKinds{"Node", "Namespace", "PersistentVolume",
        "StorageClass", "ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition",
        "PriorityClass"};
    return std::ranges::find(kKinds, kind) != kKinds.end();
}

Status checkAction(const std::string &action)
{
    if (action == "exec" || action == "drain")
        return invalid("action: agents do not offer \"" + action + '"');
    if (!isKnownAction(action))
        return invalid("action: unknown action \"" + action.substr(0, 40) + '"');
    return Done{};
}

Status completeTarget(Command &command)
{
    ResourceRef &target = command.target;
    const std::string_view implied = impliedKind(command.action);
    if (!implied.empty() && target.kind.empty())
        target.kind = implied;
    if (!implied.empty() && target.kind != implied) {
        return invalid("kind: " + command.action + " acts on a " + std::string(implied)
            + ", not on a " + target.kind.substr(0, 40));
    }
    if (!needsTarget(command.action))
        return Done{};
    if (target.kind.empty())
        return invalid("kind: required for " + command.action);
    if (target.name.empty())
        return invalid("name: required for " + command.action);
    if (target.name.size() > kLongestName || target.ns.size() > kLongestName)
        return invalid("name: longer than 253 characters");
    if (target.ns.empty() && !isClusterWide(target.kind))
        return invalid("namespace: required for a " + target.kind);
    return Done{};
}

Status requireText(const rapidjson::Value &params, const char *name)
{
    const auto it = params.FindMember(name);
    if (it == params.MemberEnd() || !it->value.IsString() || it->value.GetStringLength() == 0)
        return invalid("params." + std::string(name) + ": required, a non-empty string");
    return Done{};
}

Status checkParams(const Command &command, const rapidjson::Value &params)
{
    const auto timeout = params.FindMember("timeoutSec");
    if (timeout != params.MemberEnd()
        && (!timeout->value.IsInt64() || timeout->value.GetInt64() <= 0))
        return invalid("params.timeoutSec: a positive whole number of seconds");
    if (command.action == "scale") {
        const auto replicas = params.FindMember("replicas");
        if (replicas == params.MemberEnd() || !replicas->value.IsInt()
            || replicas->value.GetInt() < 0)
            return invalid("params.replicas: required, a whole number from 0");
        return Done{};
    }
    if (command.action == "update_image") {
        if (Status image = requireText(params, "image"); !image)
            return image;
        const std::string_view reference(params["image"].GetString());
        if (reference.find_first_of(" \t\r\n") != std::string_view::npos)
            return invalid("params.image: an image reference has no blanks");
        return Done{};
    }
    if (command.action == "apply_manifests")
        return requireText(params, "manifests");
    if (command.action == "query_trace_detail")
        return requireText(params, "trace_id");
    if (command.action == "dynamic") {
        if (Status verb = requireText(params, "command"); !verb)
            return verb;
        static constexpr std::array<std::string_view, 4> kVerbs{
            "get", "list", "describe", "get_events"};
        if (std::ranges::find(kVerbs, params["command"].GetString()) == kVerbs.end())
            return invalid("params.command: one of get, list, describe, get_events");
    }
    return Done{};
}

// Without recursion: the depth of what a person pastes is not limited elsewhere.
bool parseObject(rapidjson::Document &document, const std::string &json)
{
    document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(
        json.data(), json.size());
    return !document.HasParseError() && document.IsObject();
}

} // namespace

Result<Command> checkCommand(Command command)
{
    if (command.action == "delete_pod") {
        command.action = "delete";
        command.target.kind = "Pod";
    }
    if (const Status action = checkAction(command.action); !action)
        return action.error();
    if (command.source != "web" && command.source != "api" && command.source != "ai")
        return invalid("source: one of web, api, ai");
    if (const Status target = completeTarget(command); !target)
        return target.error();
    if (command.params.empty())
        command.params = "{}";
    if (command.params.size() > kLongestParams)
        return Error{ErrorCode::TooLarge, "params: longer than 4 MiB"};
    rapidjson::Document params;
    if (!parseObject(params, command.params))
        return invalid("params: not a JSON object");
    if (const Status checked = checkParams(command, params); !checked)
        return checked.error();
    return command;
}

Duration timeToLive(CommandTopic topic)
{
    return topic == CommandTopic::Ai ? std::chrono::minutes(5) : std::chrono::minutes(10);
}

Duration resultDeadline(const Command &command)
{
    rapidjson::Document params;
    if (!parseObject(params, command.params))
        return kShortestDeadline;
    const auto timeout = params.FindMember("timeoutSec");
    if (timeout == params.MemberEnd() || !timeout->value.IsInt64())
        return kShortestDeadline;
    const std::int64_t longest
        = std::chrono::duration_cast<std::chrono::seconds>(kLongestDeadline).count();
    const std::chrono::seconds told(
        std::clamp<std::int64_t>(timeout->value.GetInt64(), 0, longest));
    return std::max<Duration>(kShortestDeadline, told);
}

} // namespace binnacle::hub
