#pragma once

#include "core/codec/json_reader.h"
#include "core/domain/cluster_event.h"

#include <string>

namespace binnacle::codec {

// One event in any of its shapes: flat as agents send it (contract 01 §1.8), core/v1 or
// events.k8s.io/v1. Times are settled and a uid is made up where there is none.
// Failures stay in `in`.
ClusterEvent readEvent(JsonReader &in, const JsonPath &path, simdjson::dom::object object);

// What stands for the uid of an event that has none: "content:" and 32 hexadecimal digits. The same
// each time the event is seen, so nothing that moves on with it (count, times) is part of it; the
// message only where no name tells events apart.
std::string eventContentKey(const ClusterEvent &event);

} // namespace binnacle::codec
