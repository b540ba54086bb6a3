#pragma once

#include "core/query/execution/run_guard.h"
#include "core/query/execution/table.h"

#include <optional>
#include <vector>

namespace binnacle::query {

// A predicate over one table, compiled: comparisons run column by column over a few thousand rows
// at a time, cheap ones first. Reentrant; the table must outlive it.
class FilterProgram
{
public:
    // InvalidArgument: a regular expression that is none, a field the table does not have.
    static Result<FilterProgram> compile(const PredicatePtr &predicate, const Table &table);

    // Those of the table's rows that satisfy the predicate.
    Result<Selection> run(const RunGuard &guard) const;

private:
    struct Step
    {
        Predicate::Kind kind = Predicate::Kind::Compare;
        std::vector<Step> children;
        std::shared_ptr<const Column> column;
        std::optional<Comparison> comparison;
        int cost = 0;
    };

    explicit FilterProgram(const Table &table)
        : m_table(table)
    {}
    static Result<Step> compileStep(const Predicate &predicate, const Table &table);
    static Result<Step> compileComparison(const Predicate &predicate, const Table &table);
    static void apply(const Step &step, Selection &rows);
    static void applyAny(const Step &step, Selection &rows);

    const Table &m_table;
    std::optional<Step> m_root; // none: everything
};

} // namespace binnacle::query
