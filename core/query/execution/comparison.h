#pragma once

#include "core/base/bounded_regex.h"
#include "core/base/result.h"
#include "core/domain/predicate.h"
#include "core/domain/query_result.h"
#include "core/domain/search_words.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::query {

// One comparison of a predicate, compiled once and asked about many rows. Means what
// query::matches() says of events; beyond that:
//   - a comparison with a number or flag that is not known is false, != too;
//   - a text or label that is not there is the empty text;
//   - Equal, NotEqual and In ignore ASCII case where the field is a choice.
// Immutable; reentrant.
class Comparison
{
public:
    // InvalidArgument for a regular expression that is none.
    static Result<Comparison> compile(const Predicate &predicate, FieldType type, bool ignoresCase);

    CompareOp op() const { return m_op; }
    bool hasNumber() const { return !m_numbers.empty(); }
    // The only one, or the first.
    double number() const { return m_numbers.empty() ? 0 : m_numbers.front(); }
    const std::string &text() const { return m_values.front(); }

    // Equal or NotEqual: columns look at sizes, and at bytes unless case is ignored, without asking
    // back.
    bool isEquality() const
    {
        return !m_isWords && !m_values.empty()
            && (m_op == CompareOp::Equal || m_op == CompareOp::NotEqual);
    }
    bool ignoresCase() const { return m_ignoresCase; }
    bool matchesText(std::string_view text) const;
    bool matchesNumber(double number) const; // NaN: unknown

    // How much work one row is, for asking cheap ones first.
    int cost() const;

private:
    Comparison() = default;
    bool matchesWords(std::string_view text) const;
    bool isOneOf(std::string_view text) const;

    CompareOp m_op = CompareOp::Equal;
    bool m_ignoresCase = false;
    bool m_isWords = false; // full text
    std::vector<std::string> m_values;
    std::vector<double> m_numbers;
    std::string m_folded; // the value of Contains in lower case
    std::vector<SearchWord> m_words;
    std::shared_ptr<const BoundedRegex> m_regex;
};

} // namespace binnacle::query
