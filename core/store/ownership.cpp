#include "core/store/ownership.h"

#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"

#include <algorithm>
#include <utility>

namespace binnacle::store {

namespace {

constexpr int kMaxChain = 8; // against rings of owners

struct Detail
{
    ResourceRef ref;
    std::int64_t owner = 0; // 0: none
};

Result<std::int64_t> findId(
    Connection &connection, const ClusterId &cluster, const ResourceRef &object)
{
    Result<Statement> find = connection.prepare("object.by_ref");
    if (!find)
        return find.error();
    const Result<bool> row = find->bind(object.kind, object.ns, object.name, cluster.value).step();
    if (!row)
        return row.error();
    return *row ? find->number(0) : 0;
}

Result<Detail> readDetail(Connection &connection, std::int64_t id)
{
    Result<Statement> find = connection.prepare("object.detail");
    if (!find)
        return find.error();
    const Result<bool> row = find->bind(id).step();
    if (!row)
        return row.error();
    if (!*row)
        return Detail{};
    return Detail{.ref = {.kind = std::string(find->text(0)),
                      .ns = std::string(find->text(1)),
                      .name = std::string(find->text(2))},
        .owner = find->number(3)};
}

Result<EventCount> countOf(Connection &connection, std::int64_t id)
{
    Result<Statement> count = connection.prepare("object.event_count");
    if (!count)
        return count.error();
    const Result<bool> row = count->bind(id).step();
    if (!row)
        return row.error();
    return EventCount{.total = count->number(0), .warnings = count->number(1)};
}

Result<std::vector<std::int64_t>> childrenOf(Connection &connection, std::int64_t id, int limit)
{
    Result<Statement> find = connection.prepare("object.children");
    if (!find)
        return find.error();
    find->bind(id, limit);
    return collectRows(*find, [](const Statement &row) { return row.number(0); });
}

// The chain from `id` up to its top owner, that one last.
Result<std::vector<std::int64_t>> chainAbove(Connection &connection, std::int64_t id)
{
    std::vector<std::int64_t> chain{id};
    while (chain.size() < kMaxChain) {
        const Result<Detail> detail = readDetail(connection, chain.back());
        if (!detail)
            return detail.error();
        if (detail->owner == 0 || std::ranges::count(chain, detail->owner) > 0)
            break;
        chain.push_back(detail->owner);
    }
    return chain;
}

} // namespace

Result<std::vector<OwnershipNode>> readOwnership(
    Connection &connection, const ClusterId &cluster, const ResourceRef &object, int limit)
{
    const Result<std::int64_t> id = findId(connection, cluster, object);
    if (!id)
        return id.error();
    if (*id == 0)
        return std::vector<OwnershipNode>{{.object = object}};
    const Result<std::vector<std::int64_t>> chain = chainAbove(connection, *id);
    if (!chain)
        return chain.error();

    // Depth first, so that the result reads as a tree. The chain itself comes before its
    // neighbours: the limit must not cut off what was asked about.
    std::vector<OwnershipNode> nodes;
    std::vector<std::pair<std::int64_t, int>> open{{chain->back(), 0}};
    while (!open.empty() && nodes.size() < static_cast<std::size_t>(limit)) {
        const auto [current, depth] = open.back();
        open.pop_back();
        const Result<Detail> detail = readDetail(connection, current);
        const Result<EventCount> events = countOf(connection, current);
        if (!detail || !events)
            return detail ? events.error() : detail.error();
        nodes.push_back({.object = detail->ref, .depth = depth, .events = *events});
        if (depth >= kMaxChain)
            continue;
        Result<std::vector<std::int64_t>> children = childrenOf(connection, current, limit);
        if (!children)
            return children.error();
        std::stable_partition(children->begin(), children->end(),
            [&chain](std::int64_t child) { return std::ranges::count(*chain, child) > 0; });
        for (auto child = children->rbegin(); child != children->rend(); ++child)
            open.emplace_back(*child, depth + 1);
    }
    return nodes;
}

} // namespace binnacle::store
