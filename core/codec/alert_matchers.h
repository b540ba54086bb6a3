#pragma once

#include "core/base/bounded_regex.h"
#include "core/domain/alert.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::codec {

// The matchers of a silence as the store keeps them:
// [{"label": "namespace", "op": "=~", "value": "pay.*"}]. Reading gives nullopt for what is none.
std::string matchersJson(const std::vector<AlertMatcher> &matchers);
std::optional<std::vector<AlertMatcher>> matchersFromJson(std::string_view json);

// A matcher with its expression compiled, which matches a whole label as in Alertmanager. One that
// cannot be read matches nothing. Not thread-safe.
class LabelTest
{
public:
    explicit LabelTest(AlertMatcher matcher);

    const std::string &label() const { return m_matcher.label; }
    bool matches(std::string_view value) const;
    // Whether it says what a label is not.
    bool isNegative() const;

private:
    AlertMatcher m_matcher;
    std::optional<BoundedRegex> m_regex;
    bool m_isReadable = true;
};

} // namespace binnacle::codec
