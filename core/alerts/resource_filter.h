#pragma once

#include "core/alerts/indexed_rows.h"
#include "core/query/execution/comparison.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace binnacle::alerts {

// The filter of one rule over objects, compiled once for all snapshots. It means what
// query::FilterProgram means; but the rows to look at come from the most selective of its
// comparisons by an index, so a rule that nothing matches costs a look-up. Immutable; reentrant.
class ResourceFilter
{
public:
    // Errors: InvalidArgument, as FilterProgram::compile().
    static Result<ResourceFilter> compile(const PredicatePtr &where, FieldSlots &fields);

    query::Selection run(IndexedRows &rows) const;
    // Fields that it compares, each once.
    const std::vector<std::size_t> &comparedSlots() const { return m_compared; }
    // What the condition compares in a row, when one of its comparisons has a number, else the
    // first text it looks at.
    struct Value
    {
        std::optional<double> number;
        std::string text;
    };
    Value valueOf(IndexedRows &rows, query::RowIndex row) const;

private:
    struct Step
    {
        Predicate::Kind kind = Predicate::Kind::Compare;
        std::vector<Step> children;
        std::size_t slot = 0;
        std::optional<query::Comparison> comparison;
        std::vector<std::string> texts; // an index knows the rows: equal to one of these
        bool isFolded = false;
        bool isRange = false; // an index by number knows the rows
        int cost = 0;
    };
    ResourceFilter() = default;
    static Result<Step> compileStep(const Predicate &predicate, FieldSlots &fields);
    static Result<Step> compileComparison(const Predicate &predicate, FieldSlots &fields);
    static void apply(const Step &step, IndexedRows &rows, query::Selection &selection);
    static void applyAny(const Step &step, IndexedRows &rows, query::Selection &selection);
    std::span<const Step> required() const; // those that must all hold
    // Nothing: no index narrows it.
    std::optional<query::Selection> candidates(IndexedRows &rows) const;
    static const Step *firstOf(const Step &step, bool withNumber);

    static void collectSlots(const Step &step, std::vector<std::size_t> &into);

    std::optional<Step> m_root; // none: everything
    std::vector<std::size_t> m_compared;
};

} // namespace binnacle::alerts
