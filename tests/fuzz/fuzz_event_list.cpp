#include "core/codec/event_export.h"
#include "core/codec/event_list.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

// Any text is refused with a reason or gives events that have an identity and a count, and that
// come back as they are from what we export.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    using namespace binnacle;
    const std::string json(reinterpret_cast<const char *>(data), size);
    codec::sniffDocument(json);
    const auto events = codec::decodeEventList(json);
    if (!events) {
        if (events.error().message.empty())
            std::abort();
        return 0;
    }
    codec::EventExporter exporter(codec::ExportFormat::Json);
    const std::string exported = exporter.header() + exporter.rows(*events) + exporter.footer();
    const auto again = codec::decodeEventList(exported);
    if (!again || again->size() != events->size())
        std::abort();
    for (std::size_t i = 0; i < events->size(); ++i) {
        const ClusterEvent &event = (*events)[i];
        if (event.uid.empty() || event.count < 1)
            std::abort();
        if ((*again)[i].uid != event.uid || (*again)[i].message != event.message
            || (*again)[i].last != event.last)
            std::abort();
    }
    return 0;
}
