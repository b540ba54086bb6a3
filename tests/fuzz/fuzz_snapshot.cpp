#include "core/codec/json_document.h"
#include "core/codec/resource_state.h"
#include "core/codec/snapshot.h"
#include "core/codec/snapshot_details.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

// Any text either decodes or is refused with a reason, whether its pods are read in pieces or not;
// what decodes is valid JSON and can be described, object by object.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    using namespace binnacle;
    const std::string json(reinterpret_cast<const char *>(data), size);
    const auto nameOf = [](const Pod &pod) { return pod.meta.name; };
    const codec::JsonLimits limits{.depth = 16, .nodes = 2'000, .stringBytes = 512};
    auto snapshot = codec::decodeSnapshot(json, limits);
    const auto inPieces = codec::decodeSnapshot(json, limits, {.bytes = 1});
    if (snapshot.has_value() != inPieces.has_value())
        std::abort();
    if (!snapshot) {
        if (snapshot.error().message.empty())
            std::abort();
        return 0;
    }
    if (!codec::validateJson(json, limits)
        || !std::ranges::equal((*snapshot)->pods, (*inPieces)->pods, {}, nameOf, nameOf))
        std::abort();
    (*snapshot)->body = std::make_shared<const std::string>(json);
    for (const Pod &pod : (*snapshot)->pods) {
        const ResourceRef object{"Pod", std::string(pod.meta.ns), std::string(pod.meta.name)};
        const std::string state = codec::encodeResourceState(**snapshot, object);
        if (!codec::validateJson(state) || codec::describeResourceState(state).empty())
            std::abort();
        if (const auto details = codec::objectDetails(**snapshot, object);
            details && !codec::validateJson(*details))
            std::abort();
    }
    return 0;
}
