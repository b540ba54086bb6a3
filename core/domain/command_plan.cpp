#include "core/domain/command_plan.h"

#include "core/domain/name_table.h"

namespace binnacle {

namespace {

constexpr std::array<std::string_view, 5> kVerdicts{
    "watching", "improved", "no effect", "worse", "unknown"};
constexpr std::array<std::string_view, 4> kProposals{"waiting", "approved", "rejected", "expired"};
constexpr std::array<std::string_view, 4> kRuns{"running", "succeeded", "failed", "cancelled"};

} // namespace

std::string_view verdictName(VerdictKind verdict)
{
    return nameOf(kVerdicts, verdict);
}

std::optional<VerdictKind> verdictFromName(std::string_view name)
{
    return fromName<VerdictKind>(kVerdicts, name);
}

std::string_view proposalStateName(Proposal::State state)
{
    return nameOf(kProposals, state);
}

std::string_view runbookRunStateName(RunbookRun::State state)
{
    return nameOf(kRuns, state);
}

} // namespace binnacle
