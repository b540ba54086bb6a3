#include "core/kube/command_runner.h"

#include "core/codec/json_writer.h"
#include "core/kube/change_actions.h"
#include "core/kube/json_value.h"
#include "core/kube/manifest_apply.h"
#include "core/kube/read_actions.h"
#include "core/kube/utf8_text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace binnacle::kube {

namespace {

struct Action
{
    std::string_view name;
    CommandAnswer (*perform)(const CommandJob &);
};

constexpr std::array<Action, 10> kActions{{
    {"scale", scaleWorkload},
    {"restart", restartWorkload},
    {"update_image", updateImage},
    {"delete", deleteObject},
    {"cordon", cordonNode},
    {"uncordon", uncordonNode},
    {"get_logs", readLogs},
    {"get_configmap", readConfigMap},
    {"get_secret", readSecret},
    {"dynamic", readDynamic},
}};

// What could not be done, or what nobody knows whether it was; hubs know the difference by the
// first words.
std::string failureText(const Command &command, std::string message)
{
    const std::size_t doubt = message.find(kInDoubt);
    if (doubt == std::string::npos || isSafeAction(command.action))
        return utf8Text(std::move(message));
    if (doubt + kInDoubt.size() == message.size())
        message.resize(doubt); // said once is enough
    return utf8Text(std::string(kOutcomeUnknown) + message);
}

} // namespace

CommandRunner::CommandRunner(const Clock &clock, ApiTransport &api)
    : m_clock(clock)
    , m_api(api)
{}

CommandOutcome CommandRunner::run(const Command &command, const CallBudget &budget)
{
    const auto params = parseValue(command.params.empty() ? "{}" : command.params);
    if (!params || !(*params)->IsObject())
        return {.error = "params: not a JSON object"};
    if (command.action == "apply_manifests")
        return applyManifests(command, textOf(**params, "manifests"), budget);
    const auto *action = std::ranges::find(kActions, command.action, &Action::name);
    if (action == kActions.end())
        return {.error = "unknown action: " + utf8Text(command.action)};
    const CommandJob job{command, **params, budget, m_api, m_clock.now()};
    auto answer = action->perform(job);
    if (!answer)
        return {.error = failureText(command, answer.error().message)};
    return {.success = true, .output = utf8Text(*std::move(answer))};
}

CommandOutcome CommandRunner::applyManifests(
    const Command &command, const std::string &manifests, const CallBudget &budget)
{
    const auto report = ManifestApply(m_api).apply(manifests, command.target.ns, budget);
    if (!report) // nothing was applied
        return {.error = utf8Text(report.error().message)};
    codec::JsonWriter json;
    const std::string message = failureText(command, report->errorMessage);
    json.beginObject()
        .member("resourceTotal", report->total)
        .member("resourceChanged", report->changed)
        .member("errorMessage", message)
        .endObject();
    return {.success = message.empty(), .output = json.take(), .error = message};
}

} // namespace binnacle::kube
