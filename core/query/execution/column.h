#pragma once

#include "core/query/execution/cell.h"
#include "core/query/execution/comparison.h"

#include <memory>
#include <string>

namespace binnacle::query {

// One field of all rows of a table. The rows must outlive it. Immutable; reentrant.
class Column
{
public:
    virtual ~Column() = default;
    // Texts that are made up go to `scratch` and live until its next use.
    virtual Cell at(RowIndex row, std::string &scratch) const = 0;
    // Keeps those of `rows` that satisfy the comparison.
    virtual void filter(const Comparison &comparison, Selection &rows) const = 0;
};
using ColumnPtr = std::unique_ptr<const Column>;

// Keeps what `test` says, without a branch on it.
template<typename Test>
void keepIf(Selection &rows, Test test)
{
    std::size_t kept = 0;
    for (const RowIndex row : rows) {
        rows[kept] = row;
        kept += test(row) ? 1U : 0U;
    }
    rows.resize(kept);
}

} // namespace binnacle::query
