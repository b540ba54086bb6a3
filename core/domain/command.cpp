#include "core/domain/command.h"

#include <algorithm>
#include <array>

namespace binnacle {

namespace {

struct Action
{
    std::string_view name;
    bool needsTarget;
    bool safe;
};

constexpr std::array<Action, 16> kActions{{
    {"scale", true, false},
    {"restart", true, false},
    {"update_image", true, false},
    {"delete", true, false},
    {"cordon", true, false},
    {"uncordon", true, false},
    {"get_logs", true, true},
    {"get_configmap", true, true},
    {"get_secret", true, true},
    {"dynamic", false, true},
    {"apply_manifests", false, false},
    {"query_traces", false, true},
    {"query_trace_detail", false, true},
    {"query_logs", false, true},
    {"query_metrics", false, true},
    {"query_slo", false, true},
}};

const Action *find(std::string_view name)
{
    const auto it = std::ranges::find(kActions, name, &Action::name);
    return it == kActions.end() ? nullptr : it;
}

constexpr std::array<std::string_view, 8> kStates{
    "pending", "delivering", "running", "success", "failed", "timeout", "cancelled", "expired"};

} // namespace

std::string_view commandStateName(CommandState state)
{
    return kStates.at(static_cast<std::size_t>(state));
}

CommandState commandStateFromName(std::string_view name)
{
    const auto it = std::ranges::find(kStates, name);
    return it == kStates.end() ? CommandState::Failed
                               : static_cast<CommandState>(it - kStates.begin());
}

bool isTerminal(CommandState state)
{
    return state != CommandState::Pending && state != CommandState::Delivering
        && state != CommandState::Running;
}

std::string_view commandTopicName(CommandTopic topic)
{
    return topic == CommandTopic::Ai ? "ai" : "ops";
}

bool isKnownAction(std::string_view action)
{
    return find(action) != nullptr;
}

bool needsTarget(std::string_view action)
{
    const Action *known = find(action);
    return known && known->needsTarget;
}

bool isSafeAction(std::string_view action)
{
    const Action *known = find(action);
    return known && known->safe;
}

bool hasSecretOutput(std::string_view action)
{
    return action == "get_secret" || action == "get_configmap";
}

} // namespace binnacle
