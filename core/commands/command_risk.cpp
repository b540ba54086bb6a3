#include "core/commands/command_risk.h"

#include "core/commands/catalogue.h"
#include "core/domain/name_table.h"

namespace binnacle::commands {

namespace {

constexpr std::array<std::string_view, 3> kPolicies{"none", "high-risk", "all"};

} // namespace

CommandRisk riskOf(const RiskFacts &facts)
{
    if (!facts.changesState)
        return CommandRisk::Reversible;
    if (facts.targets > 1 || facts.burn.value_or(0) > kHighBurn)
        return CommandRisk::HoldReason;
    if (facts.environment == Environment::Production || facts.isTight)
        return CommandRisk::TypeName;
    return facts.hasInverse ? CommandRisk::Reversible : CommandRisk::Confirm;
}

std::string_view approvalPolicyName(ApprovalPolicy policy)
{
    return nameOf(kPolicies, policy);
}

std::optional<ApprovalPolicy> approvalPolicyFromName(std::string_view name)
{
    return fromName<ApprovalPolicy>(kPolicies, name);
}

std::string_view confirmationText(CommandRisk level, bool isElevated)
{
    switch (level) {
    case CommandRisk::Reversible:
        return "did not take it back in time";
    case CommandRisk::Confirm:
        return "confirmed what it touches";
    case CommandRisk::TypeName:
        return isElevated ? "was in elevated mode and gave a reason"
                          : "typed its name and gave a reason";
    case CommandRisk::HoldReason:
        break;
    }
    return "held the button and gave a reason";
}

bool needsApproval(const Command &command, CommandRisk risk, ApprovalPolicy policy)
{
    if (!changesState(command.action))
        return false;
    if (command.source == "ai" || policy == ApprovalPolicy::AllChanges)
        return true;
    return policy == ApprovalPolicy::HighRisk
        && (risk == CommandRisk::TypeName || risk == CommandRisk::HoldReason);
}

std::string refusalFor(const Principal &who, const Command &command)
{
    if (const Status may = who.require(Capability::RunCommands, command.cluster); !may)
        return may.error().message;
    // Objects without namespace belong to whoever may see every namespace.
    const bool isNamespace = command.target.kind == "Namespace";
    if (!who.scope.allows(command.cluster, isNamespace ? command.target.name : command.target.ns))
        return "this user may not act on " + command.target.kind + ' ' + command.target.name;
    return {};
}

} // namespace binnacle::commands
