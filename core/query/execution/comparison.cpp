#include "core/query/execution/comparison.h"

#include "core/query/text_words.h"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace binnacle::query {

namespace {

char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool isSameText(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
        return folded(x) == folded(y);
    });
}

// `part` is in lower case already.
bool containsFolded(std::string_view text, std::string_view part)
{
    if (part.empty())
        return true;
    if (part.size() > text.size())
        return false;
    // A letter in lower case is itself and one other character with the bit of case set.
    const char first = part.front();
    const auto bit = static_cast<char>(first >= 'a' && first <= 'z' ? 0x20 : 0);
    const char *at = text.data();
    const char *const end = at + (text.size() - part.size()) + 1;
    for (; at != end; ++at) {
        if (static_cast<char>(*at | bit) != first)
            continue;
        std::size_t matched = 1;
        while (matched < part.size() && folded(at[matched]) == part[matched])
            ++matched;
        if (matched == part.size())
            return true;
    }
    return false;
}

bool isTrueWord(std::string_view word)
{
    return isSameText(word, "true") || isSameText(word, "yes") || word == "1";
}

} // namespace

Result<Comparison> Comparison::compile(const Predicate &predicate, FieldType type, bool ignoresCase)
{
    Comparison made;
    made.m_op = predicate.op;
    made.m_ignoresCase = ignoresCase;
    made.m_values = predicate.values;
    made.m_numbers = predicate.numbers;
    if (type == FieldType::Flag && made.m_numbers.empty()) {
        for (const std::string &value : made.m_values)
            made.m_numbers.push_back(isTrueWord(value) ? 1 : 0);
    }
    if (made.m_values.empty())
        return made;
    const std::string &value = made.m_values.front();
    if (predicate.op == CompareOp::Matches || predicate.op == CompareOp::NotMatches) {
        made.m_regex = BoundedRegex::shared(value);
        if (Status valid = made.m_regex->check(); !valid)
            return valid.error();
    }
    if (predicate.op == CompareOp::Contains) {
        std::ranges::transform(value, std::back_inserter(made.m_folded), folded);
    }
    if (type == FieldType::FullText) {
        made.m_isWords = true;
        made.m_words = searchWords(value, textWords);
    }
    return made;
}

bool Comparison::matchesWords(std::string_view text) const
{
    const std::vector<std::string> words = textWords(text);
    return std::ranges::all_of(m_words, [&words](const SearchWord &wanted) {
        return std::ranges::any_of(
            words, [&wanted](const std::string &word) { return wanted.finds(word); });
    });
}

bool Comparison::isOneOf(std::string_view text) const
{
    return std::ranges::any_of(m_values, [&](const std::string &value) {
        return m_ignoresCase ? isSameText(text, value) : text == value;
    });
}

bool Comparison::matchesText(std::string_view text) const
{
    if (m_values.empty())
        return false;
    if (m_isWords)
        return matchesWords(text);
    switch (m_op) {
    case CompareOp::Equal:
        return m_ignoresCase ? isSameText(text, m_values.front()) : text == m_values.front();
    case CompareOp::NotEqual:
        return m_ignoresCase ? !isSameText(text, m_values.front()) : text != m_values.front();
    case CompareOp::In:
        return isOneOf(text);
    case CompareOp::Contains:
        return containsFolded(text, m_folded);
    case CompareOp::StartsWith:
        return text.starts_with(m_values.front());
    case CompareOp::Matches:
        return m_regex->isIn(text);
    case CompareOp::NotMatches:
        return !m_regex->isIn(text);
    default:
        return false;
    }
}

bool Comparison::matchesNumber(double number) const
{
    if (m_numbers.empty() || std::isnan(number))
        return false;
    const double wanted = m_numbers.front();
    switch (m_op) {
    case CompareOp::Equal:
        return number == wanted;
    case CompareOp::NotEqual:
        return number != wanted;
    case CompareOp::Less:
        return number < wanted;
    case CompareOp::LessOrEqual:
        return number <= wanted;
    case CompareOp::Greater:
        return number > wanted;
    case CompareOp::GreaterOrEqual:
        return number >= wanted;
    case CompareOp::In:
        return std::ranges::find(m_numbers, number) != m_numbers.end();
    default:
        return false;
    }
}

int Comparison::cost() const
{
    if (m_isWords)
        return 4;
    switch (m_op) {
    case CompareOp::Matches:
    case CompareOp::NotMatches:
        return 3;
    case CompareOp::Contains:
        return 2;
    case CompareOp::In:
        return 1;
    default:
        return 0;
    }
}

} // namespace binnacle::query
