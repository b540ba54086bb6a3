#pragma once

#include "core/codec/json_reader.h"
#include "core/domain/cluster_event.h"

namespace binnacle::codec {

// One event in any of its shapes: flat as agents send it (contract 01 §1.8), core/v1 or
// events.k8s.io/v1. Times are settled and a uid is made up where there is none.
// Failures stay in `in`.
ClusterEvent readEvent(JsonReader &in, const JsonPath &path, simdjson::dom::object object);

} // namespace binnacle::codec
