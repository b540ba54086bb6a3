#pragma once

#include "core/base/result.h"
#include "core/codec/json_limits.h"
#include "core/domain/cluster_snapshot.h"

#include <cstddef>
#include <memory>
#include <string>

namespace binnacle {
class WorkerPool;
}

namespace binnacle::codec {

// How a long list of pods is read; the result does not depend on it.
struct Pieces
{
    std::size_t bytes = 128U << 10; // a piece and what is made of it fit a processor's own cache
    // Whose idle threads read pieces too, see WorkerPool::share. Null: the calling thread alone.
    WorkerPool *helpers = nullptr;
};

// A decoded ClusterSnapshot as contract 01 §1.8 shapes it, before cleaning (core/ingest): lists as
// sent, times parsed, quantities parsed, both spellings of every key (camelCase wins), null and
// absent alike. `cluster` is the body's clusterId, empty when it has none. `json` must be UTF-8;
// unknown keys are skipped but validated. The whole document is validated before anything is
// returned.
//
// Errors: MalformedBody naming the byte offset, InvalidArgument naming the field path
// ("pods[3].summary.name: expected a string"), TooLarge naming the limit.
//
// Reentrant. `json` is not kept: everything is copied into the snapshot's arena.
Result<std::unique_ptr<ClusterSnapshot>> decodeSnapshot(
    const std::string &json, const JsonLimits &limits = {}, const Pieces &pieces = {});

} // namespace binnacle::codec
