#pragma once

#include "core/demo/cluster_model.h"
#include "core/demo/event_log.h"

#include <string>

namespace binnacle::demo {

// The whole cluster as the agent sends it, contract 01 §1.8 (camelCase). Secrets are told by their
// keys only; environment values are told as they are, as real agents do.
std::string encodeSnapshot(const ClusterModel &model, const EventLog &events, Timestamp now);

} // namespace binnacle::demo
