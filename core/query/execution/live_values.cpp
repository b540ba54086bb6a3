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

using Deadline = std::chrono::steady_clock::time_point;
constexpr std::size_t kRowsBetweenLooks = 4'096;

struct Wanted
{
    std::string_view prefix;
    const AccessScope &scope;
    Deadline deadline;
};

// False: time is up.
bool countValues(const Table &table, const Column &column, const Wanted &wanted, Counts &counts)
{
    const bool isEverything = wanted.scope.isEverything();
    std::string scratch;
    Selection rows;
    const std::size_t all = table.rowCount();
    for (std::size_t at = 0; at < all; at += kRowsBetweenLooks) {
        if (std::chrono::steady_clock::now() >= wanted.deadline)
            return false;
        rows.clear();
        table.appendRows(at, std::min(at + kRowsBetweenLooks, all), rows);
        for (const RowIndex row : rows) {
            const Cell cell = column.at(row, scratch);
            if (cell.kind != Cell::Kind::Text || cell.text.empty()
                || !startsWithIgnoringCase(cell.text, wanted.prefix))
                continue;
            if (!isEverything && !table.isVisible(row, wanted.scope))
                continue;
            const auto known = counts.find(cell.text);
            if (known != counts.end())
                ++known->second;
            else if (counts.size() < kMostDifferent)
                counts.emplace(cell.text, 1);
        }
    }
    return true;
}

CountedValues count(std::span<const TablePtr> tables, const FieldRef &field, const Wanted &wanted,
    std::size_t limit)
{
    Counts counts;
    for (const TablePtr &table : tables) {
        const ColumnPtr column = table->column(field);
        if (column && !countValues(*table, *column, wanted, counts))
            break;
    }
    CountedValues ranked(counts.begin(), counts.end());
    const std::size_t kept = std::min(limit, ranked.size());
    std::ranges::partial_sort(ranked, ranked.begin() + static_cast<std::ptrdiff_t>(kept),
        [](const auto &a, const auto &b) {
            return a.second != b.second ? a.second > b.second : a.first < b.first;
        });
    ranked.resize(kept);
    return ranked;
}

} // namespace

CountedValues countedValues(std::span<const TablePtr> tables, const FieldRef &field,
    std::string_view prefix, std::size_t limit)
{
    const AccessScope everything;
    return count(
        tables, field, {.prefix = prefix, .scope = everything, .deadline = Deadline::max()}, limit);
}

std::vector<Suggestion> liveValues(std::span<const TablePtr> tables, const FieldRef &field,
    std::string_view prefix, std::size_t limit, const AccessScope &scope, Deadline deadline)
{
    std::vector<Suggestion> values;
    const Wanted wanted{.prefix = prefix, .scope = scope, .deadline = deadline};
    for (const auto &[text, rows] : count(tables, field, wanted, limit))
        values.push_back({.text = quoteValue(text), .detail = std::to_string(rows)});
    return values;
}

} // namespace binnacle::query
