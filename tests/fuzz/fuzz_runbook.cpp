#include "core/commands/runbook_file.h"
#include "core/commands/runbook_run.h"
#include "tests/fuzz/require.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

using namespace binnacle;
using namespace binnacle::commands;
using test::require;

// Any text is refused with a reason or gives a runbook that is written and read again unchanged,
// and that runs to its end.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    const auto runbook = runbookFromJson(text);
    if (!runbook) {
        require(!runbook.error().message.empty());
        return 0;
    }
    const std::string json = runbookJson(*runbook);
    const auto again = runbookFromJson(json);
    require(again && runbookJson(*again) == json);

    RunbookArguments arguments;
    for (const RunbookParameter &parameter : runbook->parameters)
        arguments.emplace_back(parameter.name, "{{x}}\"");
    const auto substituted = substitute("{{x}}\"", arguments);
    require(!substituted || substituted->size() <= 7);
    int ids = 0;
    auto run = RunbookExecution::start({.runbook = *runbook,
                                           .cluster = {"fuzz"},
                                           .arguments = {},
                                           .startedBy = "fuzz",
                                           .now = fromEpochMs(1)},
        [&ids] { return CommandId{std::to_string(++ids)}; });
    if (!run)
        return 0;
    RunAction action = run->next(fromEpochMs(2));
    for (std::size_t i = 0; !run->isOver(); ++i) {
        require(i < 200);
        if (const auto *ask = std::get_if<AskCondition>(&action))
            action = run->onCondition(ask->step, true, fromEpochMs(3));
        else if (const auto *dispatch = std::get_if<DispatchStep>(&action))
            action = run->onCommand(
                CommandId(dispatch->command.id), StepOutcome::Succeeded, "", fromEpochMs(4));
        else
            require(false);
    }
    return 0;
}
