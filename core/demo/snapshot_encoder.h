#pragma once

#include "core/demo/cluster_model.h"
#include "core/demo/event_log.h"
#include "core/domain/increments.h"

#include <span>
#include <string>
#include <string_view>

namespace binnacle::demo {

// The whole cluster as the agent sends it, contract 01 §1.8 (camelCase). Secrets are told by their
// keys only; environment values are told as they are, as real agents do.
std::string encodeSnapshot(const ClusterModel &model, const EventLog &events, Timestamp now,
    std::span<const SloIncrements> increments = {});

// A body that carries increments and says nothing about the state of the cluster.
std::string encodeIncrements(
    std::string_view cluster, Timestamp now, std::span<const SloIncrements> increments);

} // namespace binnacle::demo
