#include "ui/shell/fuzzy_match.h"

#include <algorithm>

namespace binnacle::ui {

namespace {

constexpr int kMatch = 10;
constexpr int kWordStart = 12;
constexpr int kRun = 14;
constexpr int kTextStart = 10;
constexpr int kLongestPenalty = 40;

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool isSeparator(char c)
{
    return c == '-' || c == '/' || c == '.' || c == ' ' || c == '_' || c == ':';
}

// The score of the first way to fit `pattern` from `start` on.
int scoreFrom(std::string_view pattern, std::string_view text, std::size_t start)
{
    int score = 0;
    std::size_t at = start;
    std::size_t last = text.size();
    for (const char wanted : pattern) {
        while (at < text.size() && lower(text[at]) != wanted)
            ++at;
        if (at == text.size())
            return -1;
        score += kMatch;
        if (at == 0)
            score += kTextStart + kWordStart;
        else if (isSeparator(text[at - 1]))
            score += kWordStart;
        if (last != text.size() && at == last + 1)
            score += kRun;
        last = at++;
    }
    return score;
}

} // namespace

int fuzzyScore(std::string_view pattern, std::string_view text)
{
    if (pattern.empty())
        return 0;
    int best = -1;
    int tries = 0;
    // A later start may give one unbroken run: "db" in "dev-database-db".
    for (std::size_t start = 0; start < text.size() && tries < 4; ++start) {
        if (lower(text[start]) != pattern.front())
            continue;
        const int score = scoreFrom(pattern, text, start);
        if (score < 0)
            break; // what does not fit from here does not fit from later
        best = std::max(best, score);
        ++tries;
    }
    if (best < 0)
        return -1;
    return std::max(
        0, best - static_cast<int>(std::min<std::size_t>(text.size(), kLongestPenalty)) / 2);
}

} // namespace binnacle::ui
