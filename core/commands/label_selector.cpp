#include "core/commands/label_selector.h"

#include <algorithm>
#include <cstddef>

namespace binnacle::commands {

namespace {

constexpr std::size_t kLongestPart = 63;
constexpr std::size_t kLongestPrefix = 253;

constexpr bool isAlphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
constexpr bool isWordCharacter(char c)
{
    return isAlphanumeric(c) || c == '-' || c == '_' || c == '.';
}

bool isWord(std::string_view text)
{
    return !text.empty() && text.size() <= kLongestPart
        && std::ranges::all_of(text, isWordCharacter) && isAlphanumeric(text.front())
        && isAlphanumeric(text.back());
}

bool isKey(std::string_view text)
{
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos)
        return isWord(text);
    const std::string_view prefix = text.substr(0, slash);
    return !prefix.empty() && prefix.size() <= kLongestPrefix
        && std::ranges::all_of(prefix, isWordCharacter) && isAlphanumeric(prefix.front())
        && isAlphanumeric(prefix.back()) && isWord(text.substr(slash + 1));
}

// The value of a label may be empty.
bool isValue(std::string_view text)
{
    return text.empty() || isWord(text);
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

bool isValueList(std::string_view text)
{
    text = trimmed(text);
    if (text.size() < 2 || text.front() != '(' || text.back() != ')')
        return false;
    text = text.substr(1, text.size() - 2);
    while (true) {
        const std::size_t comma = text.find(',');
        if (!isValue(trimmed(text.substr(0, comma))))
            return false;
        if (comma == std::string_view::npos)
            return true;
        text.remove_prefix(comma + 1);
    }
}

bool isTerm(std::string_view term)
{
    term = trimmed(term);
    if (term.starts_with('!'))
        return isKey(trimmed(term.substr(1)));
    if (const std::size_t equals = term.find('='); equals != std::string_view::npos) {
        const bool isUnequal = equals > 0 && term[equals - 1] == '!';
        const bool isDouble = !isUnequal && term.substr(equals, 2) == "==";
        return isKey(trimmed(term.substr(0, isUnequal ? equals - 1 : equals)))
            && isValue(trimmed(term.substr(equals + (isDouble ? 2 : 1))));
    }
    const std::size_t space = term.find(' ');
    if (space == std::string_view::npos)
        return isKey(term);
    const std::string_view rest = trimmed(term.substr(space));
    for (const std::string_view word : {"in", "notin"}) {
        const std::string_view list = trimmed(rest.substr(std::min(word.size(), rest.size())));
        if (rest.starts_with(word) && list.starts_with('('))
            return isKey(term.substr(0, space)) && isValueList(list);
    }
    return false;
}

} // namespace

bool isLabelSelector(std::string_view text)
{
    std::size_t start = 0;
    int depth = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        const char c = at < text.size() ? text[at] : ',';
        if (c == '(')
            ++depth;
        else if (c == ')')
            --depth;
        if (depth < 0 || depth > 1)
            return false;
        if (c != ',' || (depth > 0 && at < text.size()))
            continue;
        if (!isTerm(text.substr(start, at - start)))
            return false;
        start = at + 1;
    }
    return depth == 0;
}

} // namespace binnacle::commands
