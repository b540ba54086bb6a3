#include "tests/support/fake_command_board.h"

#include <chrono>
#include <utility>

namespace binnacle::fake {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPast = 450;

struct Sketch
{
    const char *id;
    const char *action;
    ResourceRef target;
    const char *params = "{}";
    const char *by = "oncall";
    const char *source = "web";
    CommandState state = CommandState::Success;
    std::chrono::milliseconds age{};
    std::chrono::milliseconds took{};
};

CommandEntry makeEntry(const Sketch &sketch)
{
    CommandEntry entry;
    CommandRecord &record = entry.record;
    record.command = {.id = {sketch.id},
        .cluster = {"prod-eu"},
        .action = sketch.action,
        .target = sketch.target,
        .params = sketch.params,
        .source = sketch.source,
        .createdBy = sketch.by,
        .createdAt = ago(sketch.age)};
    record.state = sketch.state;
    if (sketch.state != CommandState::Pending)
        record.startedAt = record.command.createdAt + 29ms;
    if (isTerminal(sketch.state))
        record.finishedAt = record.command.createdAt + sketch.took;
    return entry;
}

Verdict improved()
{
    Verdict verdict{.command = {"cmd-01J9SC4LE"},
        .kind = VerdictKind::Improved,
        .since = ago(61s),
        .until = ago(-8min),
        .measures = {{"success of callers", "%", 91.2, 99.9, true, true},
            {"p95", "ms", 840, 212, true, true}},
        .sentence = "success of callers 91.2 → 99.9 %, p95 840 → 212 ms",
        .inverse = {}};
    verdict.inverse = Command{.cluster = {"prod-eu"},
        .action = "scale",
        .target = {"Deployment", "shop", "checkout"},
        .params = R"({"replicas":4})"};
    return verdict;
}

std::vector<CommandEntry> makeRecent()
{
    std::vector<CommandEntry> recent{
        makeEntry({"cmd-01J9R3ST4RT7K", "restart", {"Deployment", "pay", "payments"}, "{}",
            "oncall", "web", CommandState::Running, 12s}),
        makeEntry({"cmd-01J9QU3UED001", "cordon", {"Node", "", "node-5"}, "{}", "oncall", "web",
            CommandState::Pending, 3s}),
        makeEntry({"cmd-01J9SC4LE0046", "scale", {"Deployment", "shop", "checkout"},
            R"({"replicas":6})", "oncall", "web", CommandState::Success, 61s, 1'800ms}),
        makeEntry({"cmd-01J9C0RD0N505", "uncordon", {"Node", "", "node-4"}, "{}", "sre-2", "api",
            CommandState::Success, 185s, 400ms}),
        makeEntry({"cmd-01J9F41LED002", "restart", {"Deployment", "ml", "recommender"}, "{}",
            "oncall", "web", CommandState::Failed, 47min, 30s}),
        makeEntry({"cmd-01J9L0STAG3NT", "scale", {"Deployment", "shop", "cart"},
            R"({"replicas":2})", "sre-2", "web", CommandState::Timeout, 55min, 60s})};
    recent[2].verdict = improved();
    recent[2].reason = "absorb retry storm while payments recovers";
    recent[4].record.error = "deployments.apps \"recommender\" is paused";
    recent[5].isOutcomeUnknown = true;
    return recent;
}

Runbook makeRunbook(std::int64_t id, const char *name, const char *about)
{
    return {.id = id,
        .name = name,
        .description = about,
        .parameters = {{.name = "deployment", .help = "name", .value = {}, .isRequired = true},
            {.name = "replicas", .help = "how many", .value = "6", .isRequired = false}},
        .steps = {{.name = "restart",
                      .action = "restart",
                      .kind = "Deployment",
                      .ns = "shop",
                      .target = "{{deployment}}"},
            {.name = "scale",
                .when = "deployments(name=\"{{deployment}}\").where(healthy = false)",
                .action = "scale",
                .kind = "Deployment",
                .ns = "shop",
                .target = "{{deployment}}",
                .params = R"({"replicas":"{{replicas}}"})"}},
        .version = 3,
        .updatedAt = ago(50h),
        .updatedBy = "alice"};
}

console::ActionView action(const char *name, const QStringList &kinds, bool changes,
    std::vector<console::ActionView::Parameter> parameters = {})
{
    return {.name = QString::fromLatin1(name),
        .kinds = kinds,
        .changesState = changes,
        .parameters = std::move(parameters)};
}

} // namespace

Timestamp ago(std::chrono::milliseconds time)
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now())
        - time;
}

std::vector<CommandEntry> makePastCommands()
{
    std::vector<CommandEntry> past = makeRecent();
    for (int at = 0; at < kPast; ++at) {
        const std::string id = "cmd-0" + std::to_string(1'000 + at);
        CommandEntry entry = makeEntry({id.c_str(), at % 3 == 0 ? "scale" : "restart",
            {"Deployment", "shop", at % 2 == 0 ? "catalog" : "cart"},
            at % 3 == 0 ? R"({"replicas":3})" : "{}", "sre-2", "web", CommandState::Success,
            60min + at * 7min, 1'200ms});
        if (at % 5 == 0)
            entry.verdict = Verdict{.command = entry.record.command.id,
                .kind = at % 10 == 0 ? VerdictKind::NoEffect : VerdictKind::Worse,
                .sentence = "p95 212 → 480 ms"};
        past.push_back(std::move(entry));
    }
    return past;
}

RunbookRun makeRun(std::int64_t id, RunbookRun::State state, std::chrono::milliseconds age)
{
    RunbookRun run{.id = id,
        .runbook = 1,
        .runbookName = "drain-retry-storm",
        .cluster = {"prod-eu"},
        .state = state,
        .resultCode = state == RunbookRun::State::Running ? "" : "ok",
        .startedBy = id % 2 == 0 ? "oncall" : "rule CheckoutBudgetBurn",
        .startedAt = ago(age)};
    run.steps = {{.name = "restart",
                     .state = "succeeded",
                     .note = "rollout finished",
                     .startedAt = ago(age),
                     .endedAt = ago(age - 9s)},
        {.name = "scale",
            .state = state == RunbookRun::State::Running ? "running" : "skipped",
            .note = state == RunbookRun::State::Running ? "3/6 ready" : "the condition has no rows",
            .startedAt = ago(age - 9s)}};
    if (state != RunbookRun::State::Running)
        run.endedAt = ago(age - 10s);
    return run;
}

console::CommandBoard makeCommandBoard()
{
    console::CommandBoard board;
    board.asOf = ago(0s);
    board.recent = makeRecent();
    board.inFlight = 2;
    board.proposals = {{.id = 41,
        .command = {.cluster = {"prod-eu"},
            .action = "delete",
            .target = {"Pod", "data", "payments-db-0"},
            .source = "ai"},
        .reason = "its volume is full and the replica is in sync",
        .proposedBy = "assistant",
        .proposedAt = ago(47s),
        .expiresAt = ago(-14min)}};
    const char *const names[]{"cool-down-node", "drain-retry-storm", "evict-and-cordon",
        "restart-unhealthy", "roll-back-image", "scale-for-peak"};
    std::int64_t id = 1;
    for (const char *name : names)
        board.runbooks.push_back(makeRunbook(
            id++, name, "Scale the callers down before they burn the budget of what they call."));
    board.runs = {makeRun(12, RunbookRun::State::Running, 14s),
        makeRun(11, RunbookRun::State::Succeeded, 40min)};
    return board;
}

std::vector<console::ActionView> makeCatalogue()
{
    using Type = console::ActionView::Parameter::Type;
    return {action("scale", {u"Deployment"_s}, true,
                {{u"replicas"_s, Type::Number, true, u"how many pods to run, 0 or more"_s}}),
        action("restart", {u"Deployment"_s}, true),
        action("update_image", {u"Deployment"_s}, true,
            {{u"image"_s, Type::Text, true, u"image reference"_s}}),
        action("delete_pod", {u"Pod"_s}, true,
            {{u"gracePeriodSeconds"_s, Type::Number, false, u"seconds to stop in"_s},
                {u"force"_s, Type::Flag, false, u"do not wait for the node to confirm"_s}}),
        action("cordon", {u"Node"_s}, true), action("uncordon", {u"Node"_s}, true),
        action("delete", {u"Deployment"_s, u"Service"_s, u"ConfigMap"_s}, true),
        action(
            "apply_manifests", {}, true, {{u"manifests"_s, Type::Text, true, u"YAML documents"_s}}),
        action("get_logs", {u"Pod"_s}, false,
            {{u"tailLines"_s, Type::Number, false, u"at most 200"_s}}),
        action("dynamic", {}, false,
            {{u"command"_s, Type::Text, true, u"get, list, describe or get_events"_s},
                {u"kind"_s, Type::Text, false, u"kind of the objects"_s}})};
}

std::vector<BlastLine> makeBlastLines(const Command &command)
{
    using Topic = BlastLine::Topic;
    return {{Topic::Change, WarningLevel::Info,
                command.action == "scale" ? "2 pods created" : "6 pods replaced"},
        {Topic::Callers, WarningLevel::Info, "api-gateway (96 req/s)"},
        {Topic::Callees, WarningLevel::Caution, "payments + 50 % load, already failing"},
        {Topic::Capacity, WarningLevel::Info, "fits: node-2, node-3"},
        {Topic::Disruption, WarningLevel::Info, "not violated"},
        {Topic::Budget, WarningLevel::Info, "0.4 % a minute if it fails"},
        {Topic::Alerts, WarningLevel::Danger, "CheckoutBudgetBurn"},
        {Topic::History, WarningLevel::Info, "2 d ago by sre-2: improved"}};
}

} // namespace binnacle::fake
