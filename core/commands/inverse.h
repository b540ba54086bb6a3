#pragma once

#include "core/domain/cluster_snapshot.h"
#include "core/domain/command.h"

#include <optional>

namespace binnacle::commands {

// The command that takes `command` back, given the state before it: the old number of replicas, the
// image that ran, cordon and uncordon. Nothing where there is none (a restart, a deleted pod),
// where the command changes nothing, or where the snapshot does not tell. Without id, creator and
// time.
std::optional<Command> inverseOf(const Command &command, const ClusterSnapshot &before);

// The image that the container has now; of the first container when the name is empty. "" unknown.
std::string imageOf(
    const ClusterSnapshot &snapshot, const ResourceRef &workload, const std::string &container);

} // namespace binnacle::commands
