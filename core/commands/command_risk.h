#pragma once

#include "core/domain/agent_state.h"
#include "core/domain/command.h"
#include "core/domain/command_plan.h"
#include "core/domain/principal.h"

#include <cstddef>
#include <optional>
#include <string>

namespace binnacle::commands {

// What decides how much a person has to do first, design ui §2.9.
struct RiskFacts
{
    Environment environment = Environment::Production;
    bool changesState = true;
    bool hasInverse = false;
    bool isTight = false;       // a PodDisruptionBudget at its limit, or no replica stays
    std::optional<double> burn; // the fastest of what depends on the target, over one hour
    std::size_t targets = 1;    // objects it touches at once
};

// Level 3: several targets, or a burn over 6×. Level 2: production, or a tight one. Level 0: what
// reads, and elsewhere what can be taken back. Level 1: the rest.
CommandRisk riskOf(const RiskFacts &facts);

// Burning faster, everything is level 3.
inline constexpr double kHighBurn = 6;

// When a second person has to agree, for each cluster.
enum class ApprovalPolicy {
    None,
    HighRisk,   // levels 2 and 3
    AllChanges, // everything that changes the cluster
};
std::string_view approvalPolicyName(ApprovalPolicy policy); // "none", "high-risk", "all"
std::optional<ApprovalPolicy> approvalPolicyFromName(std::string_view name);

// What a person did who confirmed a command of this level: "typed its name and gave a reason".
// In elevated mode a reason stands for the name, design ui §2.9.
std::string_view confirmationText(CommandRisk level, bool isElevated = false);

// What an assistant wants changed always waits for a person.
bool needsApproval(const Command &command, CommandRisk risk, ApprovalPolicy policy);

// Why this principal may not, as a sentence; "" when it may. A role is the only thing that blocks.
std::string refusalFor(const Principal &who, const Command &command);

} // namespace binnacle::commands
