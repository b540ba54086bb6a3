#pragma once

#include "core/query/execution/run_guard.h"
#include "core/query/execution/table.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace binnacle::query {

// One field over several tables of one source.
class FieldColumns
{
public:
    FieldColumns(std::span<const TablePtr> tables, const FieldRef &field);

    // Texts that are made up live in `scratch` until its next use.
    Cell at(const RowRef &row, std::string &scratch) const
    {
        return m_columns[row.table] ? m_columns[row.table]->at(row.row, scratch) : Cell{};
    }

private:
    std::vector<ColumnPtr> m_columns; // one a table
};

// Rows found, of several tables of one source.
struct RowList
{
    std::vector<TablePtr> tables;
    std::vector<RowRef> rows;
};

// Puts the first `wanted` rows of the order of `keys` in front, rows that are equal by it in the
// order they came. `keys` are of fields.
Status sortRows(
    RowList &list, std::span<const SortKey> keys, std::size_t wanted, const RunGuard &guard);

// The values of rows [first, first + count), with their subjects.
void projectRows(const RowList &list, std::span<const FieldRef> fields, std::size_t first,
    std::size_t count, QueryResult &result);

} // namespace binnacle::query
