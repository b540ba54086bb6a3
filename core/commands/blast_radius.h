#pragma once

#include "core/commands/command_risk.h"
#include "core/commands/scaling_limits.h"
#include "core/domain/alert.h"
#include "core/domain/cluster_snapshot.h"
#include "core/domain/command_plan.h"
#include "core/domain/mesh.h"
#include "core/domain/principal.h"
#include "core/domain/slo_report.h"

#include <memory>
#include <optional>
#include <vector>

namespace binnacle::commands {

// Everything that is known around a command before it goes out. All of it may be missing: then the
// answer says what is not known instead of leaving it out.
struct BlastInput
{
    Command command; // as checkForDispatch returned it
    Timestamp now{};
    std::shared_ptr<const ClusterSnapshot> snapshot; // null: the cluster never told its state
    ScalingLimits limits;                            // see readScalingLimits
    MeshGraph graph;                                 // of the last five to ten minutes
    std::vector<SloRow> levels;                      // of domains and services, with their targets
    std::vector<Alert> alerts;                       // open ones of the cluster
    std::optional<CommandEntry> lastTime;            // same action and target
    Environment environment = Environment::Production;
    Principal who;
    ApprovalPolicy approval = ApprovalPolicy::None;
};

// "What it will touch". Pure; some 20 ms for 50 000 pods. Warnings are sentences
// and block nothing; only BlastRadius::refusal does, which comes from the role.
BlastRadius blastRadius(const BlastInput &input);

// The pods that a command makes and takes away, and what stays ready meanwhile.
struct PodChange
{
    int created = 0;
    int removed = 0;
    std::optional<int> before; // replicas wanted before; unset: the target has none
    std::optional<int> after;
    std::optional<int> least; // ready at the worst moment
};
PodChange podChangeOf(
    const Command &command, const ClusterSnapshot *snapshot, const ScalingLimits &limits);

} // namespace binnacle::commands
