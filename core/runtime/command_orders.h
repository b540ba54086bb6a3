#pragma once

#include "core/base/result.h"
#include "core/domain/command_plan.h"
#include "core/domain/principal.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace binnacle::store {
struct WriteContext;
}

namespace binnacle::runtime {

// What others ask of the CommandKeeper.

// One thing somebody wants done.
struct DispatchOrder
{
    Command command; // id and creator are filled in
    std::string reason;
    Principal who;
    // How they confirmed it; unset: not at all.
    std::optional<CommandRisk> confirmed{};
    bool isElevated = false; // without typing a name
    bool asksRisk = true;    // false: nobody is there to be asked (an API, a runbook)
};

// A runbook to be run.
struct RunbookOrder
{
    std::int64_t runbook = 0;
    std::string name; // instead of the number
    ClusterId cluster;
    std::vector<std::pair<std::string, std::string>> arguments;
    std::string startedBy; // "oncall", "rule CheckoutBudgetBurn"
    Principal who;         // on whose behalf
    // Starts at most one run, over crashes too: a later order with the same key is answered with
    // the run of the first one, as it stands. Empty: each order starts one.
    std::string key{};
    // Committed in one transaction with the run, before it does anything; when it fails, nothing
    // is started. Not called when the key has a run already. On the store writer's thread.
    std::function<Status(store::WriteContext &)> together{};
};

} // namespace binnacle::runtime
