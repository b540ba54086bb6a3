#include "core/runtime/file_export.h"

#include "core/store/event_repository.h"

#include <algorithm>
#include <vector>

namespace binnacle::runtime {

namespace {

constexpr std::size_t kRowsAtOnce = 1'000;

} // namespace

Result<std::int64_t> exportEvents(store::Connection &connection, const EventQuery &query,
    const ExportOptions &options, const ExportSink &sink, const std::stop_token &stop,
    const Progress &progress)
{
    store::EventReader reader(connection);
    // The rows are fixed first: what arrives while a long export runs does not shift its pages.
    auto index = reader.index(query, stop);
    if (!index)
        return index.error();
    if (options.limit >= 0 && index->size() > static_cast<std::size_t>(options.limit))
        index->resize(static_cast<std::size_t>(options.limit));

    codec::EventExporter exporter(options.format);
    if (Status written = sink(exporter.header()); !written)
        return written.error();
    std::int64_t exported = 0;
    std::vector<EventRowId> ids;
    for (std::size_t at = 0; at < index->size(); at += kRowsAtOnce) {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, "the export was cancelled"};
        ids.clear();
        const std::size_t end = std::min(at + kRowsAtOnce, index->size());
        for (std::size_t i = at; i < end; ++i)
            ids.push_back((*index)[i].id());
        const auto events = reader.byId(ids);
        if (!events)
            return events.error();
        if (Status written = sink(exporter.rows(*events)); !written)
            return written.error();
        exported += static_cast<std::int64_t>(events->size());
        progress(end, index->size());
    }
    if (Status written = sink(exporter.footer()); !written)
        return written.error();
    return exported;
}

} // namespace binnacle::runtime
