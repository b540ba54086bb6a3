#include "core/codec/gzip.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

// Any bytes are either refused or inflate to no more than the limit, and inflate to the same again
// after a round trip.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    using namespace binnacle::codec;
    constexpr InflateLimits kLimits{.bytes = 1U << 20, .ratio = 200, .ratioFloor = 1U << 16};
    const std::string_view body(reinterpret_cast<const char *>(data), size);
    const auto content = inflateGzip(body, kLimits);
    if (content) {
        if (content->size() > kLimits.bytes)
            std::abort();
        const auto again = inflateGzip(deflateGzip(*content));
        if (again && *again != *content)
            std::abort();
    } else if (content.error().message.empty()) {
        std::abort();
    }
    return 0;
}
