#pragma once

#include "core/query/execution/run_guard.h"
#include "core/query/execution/table.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace binnacle::query {

// Sums rows by group. Values that are not known are left out of sums; a sum over none is not known
// itself. Percentiles are by nearest rank.
class Grouping
{
public:
    explicit Grouping(const Query &query); // must outlive this

    Status add(const Table &table, const Selection &rows, const RunGuard &guard);
    // Rows as groupColumns() names them, in no order. Without groupBy there is exactly one.
    std::vector<std::vector<QueryValue>> take();

private:
    struct Sum
    {
        std::size_t count = 0;
        double sum = 0;
        double min = 0;
        double max = 0;
        std::vector<double> values; // of percentiles only
    };
    struct Group
    {
        std::vector<QueryValue> key;
        std::size_t rows = 0;
        std::vector<Sum> sums; // one an aggregate
    };
    struct TextHash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>{}(text);
        }
    };

    Group &groupOf(const std::vector<Cell> &cells, const std::string &key);
    void addTo(Group &group, std::size_t aggregate, const Cell &cell) const;
    QueryValue valueOfSum(std::size_t aggregate, Group &group) const;

    const Query &m_query;
    std::vector<FieldType> m_types; // of groupColumns()
    std::vector<Group> m_groups;
    std::unordered_map<std::string, std::size_t, TextHash, std::equal_to<>> m_byKey;
};

// Orders rows of sums by `query.sort`; without one, the largest first aggregate first, then by the
// group.
void sortGroups(const Query &query, std::vector<std::vector<QueryValue>> &rows);

} // namespace binnacle::query
