#include "core/query/execution/grouping.h"

#include "core/query/execution/result_shape.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace binnacle::query {

namespace {

bool isPercentile(AggregateFunction function)
{
    return function == AggregateFunction::P50 || function == AggregateFunction::P95
        || function == AggregateFunction::P99;
}

double percentOf(AggregateFunction function)
{
    if (function == AggregateFunction::P50)
        return 50;
    return function == AggregateFunction::P95 ? 95 : 99;
}

// The smallest value that at least so many percent are not above.
double nearestRank(std::vector<double> &values, double percent)
{
    const auto count = static_cast<double>(values.size());
    const double rank = std::max(1.0, std::ceil(percent * count / 100));
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(rank) - 1;
    std::ranges::nth_element(values, at);
    return *at;
}

// Unambiguous whatever the texts hold.
void appendKey(std::string &key, const Cell &cell)
{
    key.push_back(static_cast<char>('0' + static_cast<int>(cell.kind)));
    std::array<char, sizeof(double)> bytes{};
    if (cell.kind == Cell::Kind::Text) {
        const std::uint64_t size = cell.text.size();
        static_assert(sizeof size == bytes.size());
        std::memcpy(bytes.data(), &size, sizeof size);
        key.append(bytes.data(), bytes.size());
        key.append(cell.text);
    } else if (cell.isKnown()) {
        const double number = cell.number + 0.0; // -0 is 0
        std::memcpy(bytes.data(), &number, sizeof number);
        key.append(bytes.data(), bytes.size());
    }
}

std::size_t columnOf(const Query &query, const SortKey &key)
{
    if (key.aggregate)
        return query.groupBy.size() + *key.aggregate;
    const auto found = std::ranges::find(query.groupBy, key.field);
    return static_cast<std::size_t>(found - query.groupBy.begin());
}

} // namespace

Grouping::Grouping(const Query &query)
    : m_query(query)
{
    for (const QueryColumn &column : groupColumns(query))
        m_types.push_back(column.type);
    if (query.groupBy.empty())
        groupOf({}, {});
}

Grouping::Group &Grouping::groupOf(const std::vector<Cell> &cells, const std::string &key)
{
    const auto known = m_byKey.find(std::string_view(key));
    if (known != m_byKey.end())
        return m_groups[known->second];
    Group group;
    for (std::size_t i = 0; i < cells.size(); ++i)
        group.key.push_back(valueOf(cells[i], m_types[i]));
    group.sums.resize(m_query.aggregates.size());
    m_byKey.emplace(key, m_groups.size());
    return m_groups.emplace_back(std::move(group));
}

void Grouping::addTo(Group &group, std::size_t aggregate, const Cell &cell) const
{
    if (!cell.isKnown() || cell.kind == Cell::Kind::Text)
        return;
    Sum &sum = group.sums[aggregate];
    sum.min = sum.count == 0 ? cell.number : std::min(sum.min, cell.number);
    sum.max = sum.count == 0 ? cell.number : std::max(sum.max, cell.number);
    sum.sum += cell.number;
    ++sum.count;
    if (isPercentile(m_query.aggregates[aggregate].function))
        sum.values.push_back(cell.number);
}

Status Grouping::add(const Table &table, const Selection &rows, const RunGuard &guard)
{
    std::vector<ColumnPtr> keys;
    for (const FieldRef &field : m_query.groupBy)
        keys.push_back(table.column(field));
    std::vector<ColumnPtr> summed;
    for (const Aggregate &aggregate : m_query.aggregates) {
        const bool isCount = aggregate.function == AggregateFunction::Count;
        summed.push_back(isCount ? nullptr : table.column(aggregate.field));
    }
    const bool isOnlyCounted = keys.empty()
        && std::ranges::none_of(summed, [](const ColumnPtr &column) { return column != nullptr; });
    if (isOnlyCounted) {
        groupOf({}, {}).rows += rows.size();
        return Done{};
    }
    std::vector<Cell> cells(keys.size());
    std::vector<std::string> scratches(keys.size() + 1);
    std::string key;
    std::size_t seen = 0;
    for (const RowIndex row : rows) {
        if (++seen % RunGuard::kRowsBetweenLooks == 0) {
            if (Status going = guard.check(); !going)
                return going;
        }
        key.clear();
        for (std::size_t i = 0; i < keys.size(); ++i) {
            cells[i] = keys[i] ? keys[i]->at(row, scratches[i]) : Cell{};
            appendKey(key, cells[i]);
        }
        Group &group = groupOf(cells, key);
        ++group.rows;
        for (std::size_t i = 0; i < summed.size(); ++i) {
            if (summed[i])
                addTo(group, i, summed[i]->at(row, scratches.back()));
        }
    }
    return Done{};
}

QueryValue Grouping::valueOfSum(std::size_t at, Group &group) const
{
    const Aggregate &aggregate = m_query.aggregates[at];
    if (aggregate.function == AggregateFunction::Count)
        return static_cast<std::int64_t>(group.rows);
    Sum &sum = group.sums[at];
    if (sum.count == 0)
        return {};
    double number = 0;
    switch (aggregate.function) {
    case AggregateFunction::Sum:
        number = sum.sum;
        break;
    case AggregateFunction::Avg:
        number = sum.sum / static_cast<double>(sum.count);
        break;
    case AggregateFunction::Min:
        number = sum.min;
        break;
    case AggregateFunction::Max:
        number = sum.max;
        break;
    default:
        number = nearestRank(sum.values, percentOf(aggregate.function));
        break;
    }
    return valueOf(Cell::ofNumber(number), m_types[m_query.groupBy.size() + at]);
}

std::vector<std::vector<QueryValue>> Grouping::take()
{
    std::vector<std::vector<QueryValue>> rows;
    rows.reserve(m_groups.size());
    for (Group &group : m_groups) {
        std::vector<QueryValue> row = std::move(group.key);
        for (std::size_t i = 0; i < m_query.aggregates.size(); ++i)
            row.push_back(valueOfSum(i, group));
        rows.push_back(std::move(row));
    }
    m_groups.clear();
    m_byKey.clear();
    return rows;
}

void sortGroups(const Query &query, std::vector<std::vector<QueryValue>> &rows)
{
    struct Key
    {
        std::size_t column;
        bool descending;
    };
    std::vector<Key> keys;
    for (const SortKey &key : query.sort)
        keys.push_back({columnOf(query, key), key.descending});
    if (query.sort.empty() && !query.aggregates.empty())
        keys.push_back({query.groupBy.size(), true});
    for (std::size_t i = 0; i < query.groupBy.size(); ++i)
        keys.push_back({i, false});
    std::ranges::stable_sort(rows, [&keys](const auto &a, const auto &b) {
        for (const Key &key : keys) {
            if (key.column >= a.size())
                continue;
            const QueryValue &x = a[key.column];
            const QueryValue &y = b[key.column];
            const int order = compareValues(x, y);
            const bool hasUnknown = std::holds_alternative<std::monostate>(x)
                || std::holds_alternative<std::monostate>(y);
            if (order != 0)
                return comesBefore(order, key.descending, hasUnknown);
        }
        return false;
    });
}

} // namespace binnacle::query
