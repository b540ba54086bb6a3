#include "core/query/words.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace binnacle::query {

namespace {

// Restricted Damerau-Levenshtein distance; words here are short.
std::size_t editDistance(std::string_view a, std::string_view b)
{
    const std::size_t width = b.size() + 1;
    std::vector<std::size_t> cost((a.size() + 1) * width);
    const auto at = [&cost, width](std::size_t i, std::size_t j) -> std::size_t & {
        return cost[i * width + j];
    };
    for (std::size_t i = 0; i <= a.size(); ++i)
        at(i, 0) = i;
    for (std::size_t j = 0; j <= b.size(); ++j)
        at(0, j) = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const bool same = asciiLower(a[i - 1]) == asciiLower(b[j - 1]);
            std::size_t best = std::min(
                {at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (same ? 0U : 1U)});
            const bool swapped = i > 1 && j > 1 && asciiLower(a[i - 1]) == asciiLower(b[j - 2])
                && asciiLower(a[i - 2]) == asciiLower(b[j - 1]);
            if (swapped)
                best = std::min(best, at(i - 2, j - 2) + 1);
            at(i, j) = best;
        }
    }
    return at(a.size(), b.size());
}

} // namespace

char asciiLower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool startsWithIgnoringCase(std::string_view text, std::string_view prefix)
{
    return text.size() >= prefix.size()
        && std::equal(prefix.begin(), prefix.end(), text.begin(),
            [](char x, char y) { return asciiLower(x) == asciiLower(y); });
}

bool equalIgnoringCase(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && startsWithIgnoringCase(a, b);
}

std::string nearestWord(std::string_view word, std::span<const std::string_view> candidates)
{
    constexpr std::size_t kLongest = 32; // nobody mistypes a field name into more
    if (word.size() > kLongest)
        return {};
    const std::size_t allowed = word.size() <= 3 ? 1 : 2;
    std::size_t best = allowed + 1;
    std::string_view nearest;
    for (const std::string_view candidate : candidates) {
        const std::size_t distance = editDistance(word, candidate);
        if (distance < best && distance < candidate.size()) {
            best = distance;
            nearest = candidate;
        }
    }
    if (nearest.empty() && word.size() >= 3) {
        for (const std::string_view candidate : candidates) {
            if (startsWithIgnoringCase(candidate, word))
                return std::string(candidate);
        }
    }
    return std::string(nearest);
}

} // namespace binnacle::query
