#include "core/store/event_scope.h"

#include "core/store/predicate_sql.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"

#include <algorithm>
#include <string_view>

namespace binnacle::store {

namespace {

using Ids = std::vector<std::int64_t>;

Status readIds(Statement &statement, Ids &into)
{
    return forEachRow(statement, [&into](Statement &row) { into.push_back(row.number(0)); });
}

std::string clusterOf(const std::optional<ClusterId> &cluster)
{
    return cluster ? cluster->value : std::string(); // '' selects all
}

Result<Ids> findObject(
    Connection &connection, const std::optional<ClusterId> &cluster, const ResourceRef &object)
{
    Result<Statement> find = connection.prepare("object.by_ref");
    if (!find)
        return find.error();
    find->bind(object.kind, object.ns, object.name, clusterOf(cluster));
    Ids ids;
    if (const Status read = readIds(*find, ids); !read)
        return read.error();
    return ids;
}

Status addNamedAfter(Connection &connection, const std::optional<ClusterId> &cluster,
    const ResourceRef &owner, Ids &ids)
{
    Result<Statement> candidates = connection.prepare("object.ownerless");
    if (!candidates)
        return candidates.error();
    // '.' follows '-': everything that starts with "<name>-".
    candidates->bind(clusterOf(cluster), owner.ns, owner.name + "-", owner.name + ".");
    return forEachRow(*candidates, [&](Statement &row) {
        if (isNamedAfter(owner, row.text(2), row.text(1)))
            ids.push_back(row.number(0));
    });
}

Result<Ids> treeBelow(Connection &connection, const Ids &roots)
{
    Result<Statement> tree = connection.prepare("object.tree");
    if (!tree)
        return tree.error();
    tree->bind(jsonArray(roots));
    Ids ids;
    if (const Status read = readIds(*tree, ids); !read)
        return read.error();
    return ids;
}

bool isLowerAlnum(std::string_view text)
{
    return std::ranges::all_of(
        text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

bool isHash(std::string_view text)
{
    return text.size() >= 5 && text.size() <= 10 && isLowerAlnum(text);
}

bool isSuffix(std::string_view text)
{
    return text.size() == 5 && isLowerAlnum(text);
}

} // namespace

bool isNamedAfter(const ResourceRef &owner, std::string_view kind, std::string_view name)
{
    if (!name.starts_with(owner.name) || !name.substr(owner.name.size()).starts_with('-'))
        return false;
    const std::string_view tail = name.substr(owner.name.size() + 1);
    if (owner.kind == "Deployment") {
        const std::size_t dash = tail.find('-');
        if (dash == std::string_view::npos)
            return isHash(tail);
        return isHash(tail.substr(0, dash)) && isSuffix(tail.substr(dash + 1));
    }
    if (kind != "Pod")
        return false;
    if (owner.kind == "StatefulSet") {
        return !tail.empty()
            && std::ranges::all_of(tail, [](char c) { return c >= '0' && c <= '9'; });
    }
    return isSuffix(tail);
}

Result<ResolvedScope> resolveScope(
    Connection &connection, const std::optional<ClusterId> &cluster, const ScopedObject &scoped)
{
    const ResourceRef &object = scoped.object;
    if (scoped.scope == EventScope::Node) {
        Result<Statement> find = connection.prepare("object.nodes_named");
        if (!find)
            return find.error();
        find->bind(object.name, clusterOf(cluster));
        ResolvedScope node{.objects = {}, .host = object.name};
        if (const Status read = readIds(*find, node.objects); !read)
            return read.error();
        return node;
    }
    Result<Ids> ids = findObject(connection, cluster, object);
    if (!ids)
        return ids.error();
    if (scoped.scope == EventScope::WorkloadTree) {
        if (const Status added = addNamedAfter(connection, cluster, object, *ids); !added)
            return added.error();
        ids = treeBelow(connection, *ids);
        if (!ids)
            return ids.error();
    }
    return ResolvedScope{.objects = *std::move(ids), .host = std::nullopt};
}

} // namespace binnacle::store
