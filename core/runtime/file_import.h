#pragma once

#include "core/base/result.h"
#include "core/domain/ids.h"

#include <cstdint>
#include <stop_token>
#include <string>

namespace binnacle::runtime {

class Runtime;

struct ImportOutcome
{
    ClusterId cluster;
    std::int64_t inserted = 0;
    std::int64_t updated = 0;
};

// Reads one file, gzip or not: a snapshot as agents send it, or events as `kubectl get events -o
// json` prints them. Its events go into the history and its cluster among the known ones; a
// snapshot also becomes the last known state of its cluster unless something newer is known.
// `cluster` overrides what the file says; a file that says nothing is filed under its own name.
// Blocking: on a worker thread.
//
// Errors: NotFound, PermissionDenied, TooLarge, MalformedBody, InvalidArgument (neither of the
// two), ReadOnly, Cancelled.
Result<ImportOutcome> importFile(Runtime &runtime, const std::string &path,
    const ClusterId &cluster, const std::stop_token &stop);

} // namespace binnacle::runtime
