#include "core/alerts/condition.h"
#include "core/alerts/prometheus_rule_import.h"
#include "core/query/schema.h"
#include "tests/fuzz/require.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

using namespace binnacle;
using namespace binnacle::alerts;
using test::require;

namespace {

constexpr std::size_t kLongestText = 4096; // of a filter

// What was read must be printable and be read as the same again.
void requireSameWhenPrinted(const Condition &condition)
{
    const std::string json = writeCondition(condition);
    const std::string text = conditionText(condition);
    if (text.size() > kLongestText)
        return;
    const Result<Condition> fromJson = readCondition(json);
    require(fromJson.has_value());
    require(writeCondition(*fromJson) == json);
    const Result<Condition> fromText = parseCondition(text, condition);
    require(fromText.has_value());
    require(conditionText(*fromText) == text);
    if (const auto threshold = thresholdOf(condition))
        require(thresholdOf(withThreshold(condition, *threshold + 1)) == *threshold + 1);
}

} // namespace

// The first byte says what the rest is: JSON, the text of one of the kinds, or a rule file.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    constexpr unsigned kKinds = 5;
    const std::string_view text(reinterpret_cast<const char *>(data) + 1, size - 1);
    const unsigned kind = data[0] % (kKinds + 2);
    if (kind == kKinds) {
        if (const Result<Condition> condition = readCondition(text))
            requireSameWhenPrinted(*condition);
        return 0;
    }
    if (kind > kKinds) {
        const std::string file
            = "groups: [{rules: [{alert: A, expr: !!str '" + std::string(text) + "'}]}]";
        if (const Result<RuleImport> import = importPrometheusRules(file)) {
            for (const RuleImport::Entry &entry : import->entries)
                require(!entry.rule || readCondition(entry.rule->condition).has_value());
        }
        return 0;
    }
    Condition of;
    of.kind = static_cast<ConditionKind>(kind);
    of.source = data[0] % 2 == 0 ? query::SourceId::Pods : query::SourceId::Nodes;
    if (const Result<Condition> condition = parseCondition(text, of))
        requireSameWhenPrinted(*condition);
    else
        require(!condition.error().message.empty());
    return 0;
}
