#pragma once

#include "core/base/result.h"
#include "core/commands/pod_placement.h"
#include "core/domain/cluster_snapshot.h"
#include "core/domain/resource_ref.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace binnacle::commands {

// Who else has a say in how many pods run, and where. Contract 01 §1.8 lists neither of these
// kinds: agents that send them add the lists `podDisruptionBudgets` and `horizontalPodAutoscalers`,
// shaped as Kubernetes shapes the objects.

struct DisruptionBudget // policy/v1 PodDisruptionBudget
{
    std::string name;
    std::vector<std::pair<std::string, std::string>> selector; // matchLabels; empty selects all
    bool hasExpressions = false; // a selector that is not matchLabels alone: taken as not matching
    std::string minAvailable;    // "2" or "50%"; empty: the other one is set
    std::string maxUnavailable;
};

// How many pods of `expected` must stay healthy. Rounded as Kubernetes does: a share upwards.
int mustStay(const DisruptionBudget &budget, int expected);

struct Autoscaler // autoscaling/v2 HorizontalPodAutoscaler
{
    std::string name;
    std::string targetKind;
    std::string targetName;
    std::int32_t least = 1;
    std::int32_t most = 0;
};

struct ScalingLimits
{
    // Of the namespace. Unset: the agent does not send them.
    std::optional<std::vector<DisruptionBudget>> budgets;
    std::optional<std::vector<Autoscaler>> autoscalers;
    // Of a Deployment's rolling update, as written: "25%" or "1". Kubernetes' defaults.
    std::string maxUnavailable = "25%";
    std::string maxSurge = "25%";
    PodPlacement placement; // of the newest pod, else of the template
};

// Reads the snapshot's body again, which costs milliseconds: call it on a worker. A snapshot
// without body tells nothing, which is no error. Errors: those of reading the body.
Result<ScalingLimits> readScalingLimits(
    const ClusterSnapshot &snapshot, const ResourceRef &workload);

// "25%" or "1" of `whole`; a share is rounded up or down. Nothing when it is neither.
std::optional<int> shareOf(std::string_view text, int whole, bool roundsUp);

} // namespace binnacle::commands
