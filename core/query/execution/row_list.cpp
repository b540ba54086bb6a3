#include "core/query/execution/row_list.h"

#include "core/query/execution/result_shape.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <numeric>

namespace binnacle::query {

namespace {

// The cells rows are ordered by, one list a key.
class SortCells
{
public:
    SortCells(const RowList &list, std::span<const SortKey> keys)
        : m_keys(keys)
    {
        std::string scratch;
        for (const SortKey &key : keys) {
            const FieldColumns column(list.tables, key.field);
            std::vector<Cell> &cells = m_cells.emplace_back();
            cells.reserve(list.rows.size());
            for (const RowRef &row : list.rows)
                cells.push_back(kept(column.at(row, scratch), scratch));
        }
    }

    bool isBefore(std::uint32_t a, std::uint32_t b) const
    {
        for (std::size_t i = 0; i < m_keys.size(); ++i) {
            const Cell &x = m_cells[i][a];
            const Cell &y = m_cells[i][b];
            const int order = compareCells(x, y);
            if (order != 0)
                return comesBefore(order, m_keys[i].descending, !x.isKnown() || !y.isKnown());
        }
        return a < b; // as they came
    }

private:
    Cell kept(Cell cell, const std::string &scratch)
    {
        const std::less<> before;
        const char *begin = scratch.data();
        const bool isMadeUp = cell.kind == Cell::Kind::Text && !cell.text.empty()
            && !before(cell.text.data(), begin) && before(cell.text.data(), begin + scratch.size());
        if (isMadeUp)
            cell.text = m_texts.emplace_back(cell.text);
        return cell;
    }

    std::span<const SortKey> m_keys;
    std::vector<std::vector<Cell>> m_cells;
    std::deque<std::string> m_texts;
};

} // namespace

FieldColumns::FieldColumns(std::span<const TablePtr> tables, const FieldRef &field)
{
    m_columns.reserve(tables.size());
    for (const TablePtr &table : tables)
        m_columns.push_back(table->column(field));
}

Status sortRows(
    RowList &list, std::span<const SortKey> keys, std::size_t wanted, const RunGuard &guard)
{
    if (keys.empty() || list.rows.size() < 2)
        return Done{};
    const SortCells cells(list, keys);
    if (Status going = guard.check(); !going)
        return going;
    std::vector<std::uint32_t> order(list.rows.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto isBefore
        = [&cells](std::uint32_t a, std::uint32_t b) { return cells.isBefore(a, b); };
    wanted = std::min(wanted, order.size());
    if (wanted < order.size() / 4)
        std::ranges::partial_sort(
            order, order.begin() + static_cast<std::ptrdiff_t>(wanted), isBefore);
    else
        std::ranges::sort(order, isBefore);
    std::vector<RowRef> sorted;
    sorted.reserve(order.size());
    for (const std::uint32_t at : order)
        sorted.push_back(list.rows[at]);
    list.rows = std::move(sorted);
    return guard.check();
}

void projectRows(const RowList &list, std::span<const FieldRef> fields, std::size_t first,
    std::size_t count, QueryResult &result)
{
    if (list.tables.empty())
        return;
    const Schema &schema = schemaOf(list.tables.front()->source());
    std::vector<FieldColumns> columns;
    std::vector<FieldType> types;
    for (const FieldRef &field : fields) {
        columns.emplace_back(list.tables, field);
        types.push_back(fieldInfoOf(schema, field).type);
    }
    std::string scratch;
    result.rows.reserve(result.rows.size() + count);
    for (std::size_t at = first; at < first + count; ++at) {
        const RowRef &row = list.rows[at];
        std::vector<QueryValue> &values = result.rows.emplace_back();
        values.reserve(fields.size());
        for (std::size_t i = 0; i < columns.size(); ++i)
            values.push_back(valueOf(columns[i].at(row, scratch), types[i]));
        result.subjects.push_back(list.tables[row.table]->subject(row.row));
    }
}

} // namespace binnacle::query
