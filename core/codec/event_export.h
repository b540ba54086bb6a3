#pragma once

#include "core/domain/cluster_event.h"

#include <span>
#include <string>
#include <string_view>

namespace binnacle::codec {

enum class ExportFormat { Csv, Tsv, Json, Ndjson };

// Writes events piece by piece, so an export of a million rows needs one page of memory:
// out += header(); for each page out += rows(page); out += footer(). Machine format whatever the
// locale: RFC 3339 UTC, plain numbers. JSON keys are camelCase and include `uid`. CSV cells that a
// spreadsheet would evaluate (= + - @ TAB CR first) get a leading apostrophe; JSON stays exact.
class EventExporter
{
public:
    explicit EventExporter(ExportFormat format);

    std::string header();
    std::string rows(std::span<const ClusterEvent> events);
    std::string footer();

private:
    ExportFormat m_format;
    bool m_first = true;
};

std::string eventAsJson(const ClusterEvent &event); // pretty-printed
std::string eventsAsTsv(std::span<const ClusterEvent> events);
// The command that shows the object and the one that shows its events.
std::string eventAsKubectl(const ClusterEvent &event);

} // namespace binnacle::codec
