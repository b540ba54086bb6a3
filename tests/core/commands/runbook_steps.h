#pragma once

#include "core/commands/runbook_run.h"
#include "tests/core/commands/command_estate.h"
#include "tests/support/results.h"

#include <memory>
#include <string>
#include <utility>
#include <variant>

namespace binnacle::test {

inline Runbook runbook(int steps, bool conditions = false, bool goesOn = false)
{
    Runbook made{.id = 7, .name = "r", .description = {}, .updatedAt = kNow, .updatedBy = {}};
    for (int i = 0; i < steps; ++i) {
        made.steps.push_back({.name = "step " + std::to_string(i),
            .when = conditions ? "pods()" : "",
            .action = "restart",
            .kind = "Deployment",
            .ns = "shop",
            .target = "web-" + std::to_string(i),
            .continueOnFailure = goesOn});
    }
    return made;
}

inline commands::RunbookExecution::MakeId ids()
{
    return [next = std::make_shared<int>(0)] { return CommandId{"id-" + std::to_string(++*next)}; };
}

inline commands::RunbookExecution started(const Runbook &runbook)
{
    return need(commands::RunbookExecution::start({.runbook = runbook,
                                                      .cluster = {"prod-eu"},
                                                      .arguments = {},
                                                      .startedBy = "oncall",
                                                      .now = kNow},
        ids()));
}

inline const commands::DispatchStep *dispatched(const commands::RunAction &action)
{
    return std::get_if<commands::DispatchStep>(&action);
}

inline CommandRecord recordOf(const Command &command, CommandState state)
{
    CommandRecord record{.command = command, .state = state};
    record.startedAt = kNow;
    return record;
}

inline commands::StepFate fateOf(const Command &command, CommandState state)
{
    return {.record = recordOf(command, state), .proposal = {}};
}

inline Proposal proposalOf(const Command &command, Proposal::State state)
{
    Proposal proposal{.id = 4, .command = command, .state = state};
    if (state == Proposal::State::Approved || state == Proposal::State::Rejected)
        proposal.decidedBy = "bob";
    if (state == Proposal::State::Approved)
        proposal.dispatched = command.id;
    return proposal;
}

} // namespace binnacle::test
