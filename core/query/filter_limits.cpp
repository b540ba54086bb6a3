#include "core/query/filter_limits.h"

#include "core/query/text_words.h"

#include <algorithm>

namespace binnacle::query {

namespace {

// How deep parentheses and "not" nest when the predicate is printed.
int printedDepth(const PredicatePtr &predicate)
{
    int deepest = 0;
    for (const PredicatePtr &child : predicate->children) {
        const int group = child->children.size() > 1 ? 1 : 0;
        deepest = std::max(deepest, printedDepth(child) + group);
    }
    return deepest + (predicate->kind == Predicate::Kind::Not ? 1 : 0);
}

std::size_t conditionsIn(const PredicatePtr &predicate)
{
    if (predicate->kind == Predicate::Kind::Compare)
        return std::max<std::size_t>(predicate->values.size(), 1);
    std::size_t count = 0;
    for (const PredicatePtr &child : predicate->children)
        count += conditionsIn(child);
    return count;
}

} // namespace

std::optional<FilterError> unreadable(std::string_view text)
{
    if (text.size() > kMaxFilterBytes) {
        return FilterError{.offset = kMaxFilterBytes,
            .length = text.size() - kMaxFilterBytes,
            .message = "a filter is at most 4096 bytes long"};
    }
    const std::size_t invalid = firstInvalidUtf8(text);
    if (invalid < text.size())
        return FilterError{.offset = invalid, .length = 1, .message = "not UTF-8 text"};
    return std::nullopt;
}

std::optional<FilterError> tooLarge(
    const PredicatePtr &predicate, std::size_t offset, std::size_t length)
{
    if (!predicate)
        return std::nullopt;
    if (printedDepth(predicate) > kMaxFilterDepth)
        return FilterError{
            .offset = offset, .length = length, .message = "nested more than 32 deep"};
    if (conditionsIn(predicate) > kMaxConditions)
        return FilterError{
            .offset = offset, .length = length, .message = "more than 256 conditions and values"};
    return std::nullopt;
}

} // namespace binnacle::query
