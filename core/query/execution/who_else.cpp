#include "core/query/execution/who_else.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace binnacle::query {

namespace {

constexpr double kLeastScore = 3.84; // chi-square, one degree of freedom, 5 %

// observed · ln(observed / expected); 0 · ln 0 is 0.
double term(double observed, double expected)
{
    return observed > 0 ? observed * std::log(observed / expected) : 0;
}

} // namespace

double logLikelihoodRatio(std::int64_t a, std::int64_t marked, std::int64_t b, std::int64_t others)
{
    const auto total = static_cast<double>(marked + others);
    if (marked <= 0 || others <= 0)
        return 0;
    const auto with = static_cast<double>(a + b);
    const double without = total - with;
    const double markedShare = static_cast<double>(marked) / total;
    const double othersShare = static_cast<double>(others) / total;
    const double sum = term(static_cast<double>(a), with * markedShare)
        + term(static_cast<double>(b), with * othersShare)
        + term(static_cast<double>(marked - a), without * markedShare)
        + term(static_cast<double>(others - b), without * othersShare);
    return std::max(0.0, 2 * sum);
}

struct SharedValues::Counts
{
    struct Pair
    {
        std::int64_t marked = 0;
        std::int64_t others = 0;
    };
    std::unordered_map<std::string, Pair> byValue;
};

SharedValues::SharedValues(std::size_t columns)
    : m_columns(columns)
{}

SharedValues::~SharedValues() = default;

void SharedValues::add(std::span<const std::string> texts, bool isMarked)
{
    ++(isMarked ? m_marked : m_others);
    for (std::size_t i = 0; i < m_columns.size() && i < texts.size(); ++i) {
        if (texts[i].empty())
            continue;
        Counts::Pair &pair = m_columns[i].byValue[texts[i]];
        ++(isMarked ? pair.marked : pair.others);
    }
}

std::vector<SharedValue> SharedValues::ranked(std::size_t limit) const
{
    std::vector<SharedValue> all;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        for (const auto &[value, pair] : m_columns[i].byValue) {
            // More often among the marked ones than among the others, and not by one row alone.
            const bool isMoreFrequent = pair.marked * m_others > pair.others * m_marked;
            if (pair.marked < std::min<std::int64_t>(2, m_marked) || !isMoreFrequent)
                continue;
            const double score = logLikelihoodRatio(pair.marked, m_marked, pair.others, m_others);
            if (score < kLeastScore)
                continue;
            all.push_back({.column = i,
                .value = value,
                .marked = pair.marked,
                .markedTotal = m_marked,
                .others = pair.others,
                .othersTotal = m_others,
                .score = score});
        }
    }
    std::ranges::sort(all, [](const SharedValue &a, const SharedValue &b) {
        if (a.score != b.score)
            return a.score > b.score;
        return a.column != b.column ? a.column < b.column : a.value < b.value;
    });
    if (all.size() > limit)
        all.resize(limit);
    return all;
}

} // namespace binnacle::query
