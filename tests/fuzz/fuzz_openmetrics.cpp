#include "tests/fuzz/exposition_oracle.h"

#include <cstddef>
#include <cstdint>

// Any bytes: the strict reader, the lenient reader and the table of series agree on what they hold.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    using namespace binnacle;
    test::fuzzExposition(
        codec::ExpositionFormat::OpenMetrics, {reinterpret_cast<const char *>(data), size});
    return 0;
}
