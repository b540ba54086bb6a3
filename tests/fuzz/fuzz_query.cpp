#include "core/query/completion.h"
#include "core/query/narrowing.h"
#include "core/query/query.h"
#include "tests/core/query/query_equality.h"
#include "tests/fuzz/require.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

using namespace binnacle;
using test::require;

namespace {

constexpr Timestamp kNow = fromEpochMs(1'772'355'600'000);
constexpr std::size_t kMaxQueryBytes = 4096;

void requireSameWhenPrinted(const query::Query &parsed)
{
    const std::string printed = query::printQuery(parsed);
    require(printed.find('\n') == std::string::npos);
    if (printed.size() > kMaxQueryBytes)
        return;
    const auto again = query::parseQuery(printed, kNow);
    require(again && test::sameQuery(parsed, *again));
    require(query::printQuery(*again) == printed);
}

void requireNarrowable(std::string_view text, const query::Query &parsed)
{
    const query::Schema &schema = query::schemaOf(parsed.source);
    const query::FieldInfo &field = schema.fields[text.size() % schema.fields.size()];
    const std::string narrowed = query::narrowedQuery(
        text, field.name(), std::string(text.substr(0, 20)), query::Narrowing::AndNot, kNow);
    require(narrowed.empty() || query::parseQuery(narrowed, kNow));
}

} // namespace

// Any text must either parse or name a span inside itself; what parses must print as one line that
// parses to the same query. Completion takes the same bytes.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    const auto parsed = query::parseQuery(text, kNow);
    if (parsed) {
        requireSameWhenPrinted(*parsed);
        requireNarrowable(text, *parsed);
    } else {
        const query::FilterError &error = parsed.error();
        require(error.offset <= size && error.length <= size - error.offset);
        require(!error.message.empty());
    }

    const std::size_t cursor = size > 0 ? data[size / 2] * size / 255 : 0;
    const auto values = [](const query::Schema &, std::string_view, std::string_view prefix) {
        return std::vector<query::Suggestion>{{.text = std::string(prefix), .detail = {}}};
    };
    const query::Completion completion = query::completeQuery(text, cursor, values);
    require(completion.offset <= size && completion.length <= size - completion.offset);
    require(completion.suggestions.size() <= 20);
    return 0;
}
