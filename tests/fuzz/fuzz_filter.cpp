#include "core/query/completion.h"
#include "core/query/evaluate.h"
#include "core/query/filter_parser.h"
#include "core/query/filter_printer.h"
#include "core/query/time_expression.h"
#include "tests/core/query/predicate_equality.h"
#include "tests/fuzz/require.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

using namespace binnacle;
using test::require;

namespace {

constexpr Timestamp kNow = fromEpochMs(1'772'355'600'000);
constexpr std::size_t kMaxFilterBytes = 4096;

} // namespace

// Any text must either parse or name a span inside itself; what parses must print as a text that
// parses to the same predicate. Completion and time ranges take the same bytes.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    const auto parsed = query::parseFilter(text, kNow);
    if (parsed) {
        const std::string printed = query::printFilter(*parsed);
        if (printed.size() <= kMaxFilterBytes) {
            const auto again = query::parseFilter(printed, kNow);
            require(again && test::samePredicate(*parsed, *again));
        }
        static const ClusterEvent kEvent{.reason = "BackOff", .message = "Back-off restarting"};
        query::matches(*parsed, kEvent);
    } else {
        const query::FilterError &error = parsed.error();
        require(error.offset <= size && error.length <= size - error.offset);
        require(!error.message.empty());
    }

    const std::size_t cursor = size > 0 ? data[0] % (size + 1) : 0;
    const query::Completion completion = query::completeFilter(text, cursor, {});
    require(completion.offset <= size && completion.length <= size - completion.offset);

    const auto selection
        = query::parseTimeSelection(text, kNow, std::chrono::minutes{data ? 480 : 0});
    require(!selection || selection->range.from < selection->range.to);
    return 0;
}
