#include "core/topology/temporal_edges.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

namespace binnacle::topology {

namespace {

using EdgeKey = std::tuple<EdgeRef, std::string>; // with the relation

EdgeKey keyOf(const TemporalEdge &row)
{
    return {row.edge, row.relation};
}

bool isOneSource(const std::vector<TemporalEdge> &rows)
{
    return std::ranges::all_of(
        rows, [&rows](const TemporalEdge &row) { return row.source == rows.front().source; });
}

// Ends a row at `at`; one that would have lived for no time never was.
void end(EdgeUpdate &update, TemporalEdge row, Timestamp at, std::string_view reason)
{
    if (row.from >= at) {
        update.deleted.push_back(std::move(row));
        return;
    }
    row.to = at;
    row.closedReason = reason;
    update.closed.push_back(std::move(row));
}

Error conflict(std::string message)
{
    return {.code = ErrorCode::Conflict, .message = std::move(message)};
}

} // namespace

Result<EdgeUpdate> updateEdges(const std::vector<TemporalEdge> &open,
    std::vector<TemporalEdge> found, Timestamp at, const UpdateRules &rules)
{
    if (!isKnown(at))
        return Error{ErrorCode::InvalidArgument, "edges need the time at which they were found"};
    if (!isOneSource(found) || (found.empty() && !isOneSource(open)))
        return Error{
            ErrorCode::InvalidArgument, "edges of several sources cannot be updated at once"};

    // Of duplicates with different properties the first in order counts, whatever came first.
    std::ranges::sort(found, {},
        [](const TemporalEdge &row) { return std::tie(row.edge, row.relation, row.properties); });
    const std::string source = !found.empty() ? found.front().source
        : !open.empty()                       ? open.front().source
                                              : std::string();
    std::map<EdgeKey, TemporalEdge> present;
    for (TemporalEdge &row : found)
        present.try_emplace(keyOf(row), std::move(row));

    EdgeUpdate update;
    Timestamp newest = rules.newestClosed;
    std::size_t before = 0;
    std::size_t gone = 0;
    for (const TemporalEdge &row : open) {
        if (!row.isOpen() || row.source != source)
            continue;
        ++before;
        newest = std::max(newest, row.from);
        const auto match = present.find(keyOf(row));
        if (match == present.end()) {
            ++gone;
            end(update, row, at, "gone");
        } else if (match->second.properties != row.properties) {
            end(update, row, at, "changed");
        } else {
            present.erase(match);
        }
    }
    for (auto &[key, row] : present) {
        row.from = at;
        row.to = {};
        row.closedReason.clear();
        update.opened.push_back(std::move(row));
    }
    const bool isUnchanged
        = update.opened.empty() && update.closed.empty() && update.deleted.empty();
    if (isUnchanged)
        return update;
    if (at <= newest && !rules.rebuild)
        return conflict("stale: edges of " + formatRfc3339(at) + " come after those of "
            + formatRfc3339(newest) + "; rebuild to accept them");
    constexpr std::size_t kAlwaysBelieved = 20;
    if (gone > kAlwaysBelieved && 2 * gone > before && !rules.force)
        return conflict("suspicious_shrink: " + std::to_string(gone) + " of "
            + std::to_string(before) + " edges would be closed; force to accept that");
    return update;
}

std::vector<TemporalEdge> edgesAt(const std::vector<TemporalEdge> &all, Timestamp at)
{
    std::vector<TemporalEdge> rows;
    std::ranges::copy_if(all, std::back_inserter(rows),
        [at](const TemporalEdge &row) { return row.from <= at && (row.isOpen() || at < row.to); });
    return rows;
}

} // namespace binnacle::topology
