#include "core/query/execution/live_values.h"

#include "core/query/execution/row_list.h"
#include "core/query/filter_printer.h"
#include "core/query/words.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

namespace binnacle::query {

namespace {

constexpr std::size_t kMostDifferent = 4'000;

struct TextHash
{
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const
    {
        return std::hash<std::string_view>{}(text);
    }
};
using Counts = std::unordered_map<std::string, std::size_t, TextHash, std::equal_to<>>;

void countValues(const Table &table, const Column &column, std::string_view prefix, Counts &counts)
{
    std::string scratch;
    for (const RowIndex row : table.rows()) {
        const Cell cell = column.at(row, scratch);
        if (cell.kind != Cell::Kind::Text || cell.text.empty()
            || !startsWithIgnoringCase(cell.text, prefix))
            continue;
        const auto known = counts.find(cell.text);
        if (known != counts.end())
            ++known->second;
        else if (counts.size() < kMostDifferent)
            counts.emplace(cell.text, 1);
    }
}

} // namespace

std::vector<Suggestion> liveValues(std::span<const TablePtr> tables, const FieldRef &field,
    std::string_view prefix, std::size_t limit)
{
    Counts counts;
    for (const TablePtr &table : tables) {
        if (const ColumnPtr column = table->column(field))
            countValues(*table, *column, prefix, counts);
    }
    std::vector<std::pair<std::string_view, std::size_t>> ranked(counts.begin(), counts.end());
    const std::size_t kept = std::min(limit, ranked.size());
    std::ranges::partial_sort(ranked, ranked.begin() + static_cast<std::ptrdiff_t>(kept),
        [](const auto &a, const auto &b) {
            return a.second != b.second ? a.second > b.second : a.first < b.first;
        });
    std::vector<Suggestion> values;
    for (std::size_t i = 0; i < kept; ++i)
        values.push_back(
            {.text = quoteValue(ranked[i].first), .detail = std::to_string(ranked[i].second)});
    return values;
}

} // namespace binnacle::query
