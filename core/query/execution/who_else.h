#pragma once

#include "core/domain/query_result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace binnacle::query {

// What some marked rows share more often than the rest: "node = node-5: 9 of 9, else 4 of 120".
struct SharedValue
{
    std::size_t column = 0;
    std::string value;
    std::int64_t marked = 0; // of the marked rows
    std::int64_t markedTotal = 0;
    std::int64_t others = 0; // of all other rows
    std::int64_t othersTotal = 0;
    double score = 0; // log-likelihood ratio; larger is more surprising
};

// The log-likelihood ratio G² of a 2×2 table (Dunning 1993): `a` of `marked` rows against `b` of
// `others`. 0 when the shares are equal; unlike a difference of shares it does not take two of two
// for as much as fifty of fifty.
double logLikelihoodRatio(std::int64_t a, std::int64_t marked, std::int64_t b, std::int64_t others);

// Counts texts of rows, marked ones and others, and ranks what is over-represented among the marked
// ones: at most `limit` values, and only those unlikely by chance at the 5 % level (G² ≥ 3.84).
// Values that differ on nearly every row (names, uids) never rank: they need two marked rows.
class SharedValues
{
public:
    explicit SharedValues(std::size_t columns);
    ~SharedValues();
    SharedValues(const SharedValues &) = delete;
    SharedValues &operator=(const SharedValues &) = delete;

    // One text a column; an empty one is no value.
    void add(std::span<const std::string> texts, bool isMarked);
    std::vector<SharedValue> ranked(std::size_t limit) const;

private:
    struct Counts;
    std::vector<Counts> m_columns;
    std::int64_t m_marked = 0;
    std::int64_t m_others = 0;
};

} // namespace binnacle::query
