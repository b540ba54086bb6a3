#pragma once

#include "core/codec/json_writer.h"
#include "core/domain/increments.h"

#include <string>

namespace binnacle::codec {

// The value of `sloData` in a snapshot, contract 01 §1.9: snake_case, latencies in milliseconds,
// bucket keys with up to six significant digits. Edges carry `latency_buckets` where they have
// them, an optional extension.
void writeSloIncrements(JsonWriter &json, const SloIncrements &increments);
std::string encodeSloIncrements(const SloIncrements &increments);

// "0.1", "2.5", "500", "12345.7": the bound of a bucket as a key.
std::string bucketKey(double ms);

} // namespace binnacle::codec
