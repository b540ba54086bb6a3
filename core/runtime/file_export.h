#pragma once

#include "core/base/cancellation.h"
#include "core/base/result.h"
#include "core/codec/event_export.h"
#include "core/domain/event_query.h"

#include <functional>
#include <string>
#include <string_view>

namespace binnacle::store {
class Connection;
}

namespace binnacle::runtime {

// Takes the next piece of an export; an error ends the export.
using ExportSink = std::function<Status(std::string_view)>;

struct ExportOptions
{
    codec::ExportFormat format = codec::ExportFormat::Ndjson;
    std::int64_t limit = -1; // -1: all
};

// Writes every match, newest first, piece by piece: memory does not grow with the result. Blocking,
// on the thread of `connection`. Returns the number of events.
Result<std::int64_t> exportEvents(store::Connection &connection, const EventQuery &query,
    const ExportOptions &options, const ExportSink &sink, const std::stop_token &stop,
    const Progress &progress);

} // namespace binnacle::runtime
