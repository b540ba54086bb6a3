#include "core/store/event_plan.h"

#include "core/store/sql_catalog.h"
#include "core/store/sqlite/rows.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <iterator>
#include <limits>

namespace binnacle::store {

namespace {

using std::chrono::microseconds;

// A list first tries the path that should be fast; these bound the loss when the guess is wrong.
constexpr microseconds kFirstBudget{8'000};
constexpr microseconds kSecondBudget{60'000};
constexpr microseconds kThirdBudget{250'000};

struct Attempt
{
    AccessPath path = AccessPath::Ordered;
    std::optional<microseconds> budget;
};

void requireScope(ConditionSql &condition, const ResolvedScope &scope, ScopePart part)
{
    if (part == ScopePart::Both && scope.host) {
        condition.requireEither(
            "filter.host", *scope.host, "filter.objects", jsonArray(scope.objects));
    } else if (part == ScopePart::Host) {
        condition.requireFragment("filter.host", *scope.host);
    } else if (scope.objects.size() == 1) {
        condition.requireFragment("filter.object", scope.objects.front());
    } else {
        condition.requireFragment("filter.objects", jsonArray(scope.objects));
    }
}

} // namespace

EventPlan::EventPlan(Connection &connection, const EventQuery &query)
    : m_connection(connection)
    , m_query(query)
{}

Result<EventPlan> EventPlan::make(Connection &connection, const EventQuery &query)
{
    EventPlan plan(connection, query);
    if (!query.scope)
        return plan;
    Result<ResolvedScope> scope = resolveScope(connection, query.cluster, *query.scope);
    if (!scope)
        return scope.error();
    plan.m_scope = *std::move(scope);
    return plan;
}

bool EventPlan::isTree() const
{
    return m_scope && m_scope->objects.size() > 1 && !m_scope->host;
}

bool EventPlan::isNode() const
{
    return m_scope && m_scope->host;
}

// Objects belong to one cluster; a second condition would only lead the planner astray.
bool EventPlan::needsCluster() const
{
    return !m_scope || m_scope->host;
}

bool EventPlan::isEverything() const
{
    return !m_query.cluster && !m_query.lastSeen && !m_scope && !m_query.where;
}

// All but cluster and upper bound in time, which a page treats in its own way.
Status EventPlan::requireRest(ConditionSql &condition, ScopePart part) const
{
    if (m_query.lastSeen) {
        condition.requireNumber(
            "filter.number.greater_or_equal", "column.last", toEpochMs(m_query.lastSeen->from));
    }
    if (m_scope)
        requireScope(condition, *m_scope, part);
    return condition.require(m_query.where);
}

Result<Statement> EventPlan::statement(std::string_view name, const ConditionSql &condition) const
{
    const SqlCatalog &catalog = m_connection.catalog();
    std::string sql = catalog.at(name);
    // The condition comes last: what it holds is not looked at again.
    replaceAll(sql, "{join}", condition.usesObject() ? catalog.at("event.join_object") : "");
    replaceAll(sql, "{plus}", condition.path() == AccessPath::Selective ? "+" : "");
    replaceAll(sql, "{where}", condition.text());
    Result<Statement> prepared = m_connection.prepareText(sql);
    if (prepared)
        condition.bind(*prepared);
    return prepared;
}

Result<Statement> EventPlan::select(std::string_view name) const
{
    ConditionSql where(m_connection, AccessPath::Selective);
    if (m_query.cluster && needsCluster())
        where.requireFragment("filter.cluster.equal", m_query.cluster->value);
    if (m_query.lastSeen)
        where.requireNumber("filter.number.less", "column.last", toEpochMs(m_query.lastSeen->to));
    if (const Status added = requireRest(where, ScopePart::Both); !added)
        return added.error();
    return statement(name, where);
}

Result<EventPlan::Keys> EventPlan::readKeys(
    AccessPath path, ScopePart part, const EventPageRequest &page) const
{
    ConditionSql where(m_connection, path);
    if (m_query.cluster && needsCluster()) {
        where.requireFragment(
            path == AccessPath::Ordered ? "filter.cluster.equal" : "filter.cluster.tested",
            m_query.cluster->value);
    }
    if (const Status added = requireRest(where, part); !added)
        return added.error();
    Result<Statement> rows = statement("event.keys", where);
    if (!rows)
        return rows.error();
    // One upper bound, not two: the planner would start from either.
    EventKey before = page.before;
    if (m_query.lastSeen) {
        before = std::min(before,
            {.lastMs = toEpochMs(m_query.lastSeen->to),
                .id = std::numeric_limits<EventRowId>::min()});
    }
    rows->bindAt(rows->parameter(":before_last"), before.lastMs);
    rows->bindAt(rows->parameter(":before_id"), before.id);
    rows->bindAt(rows->parameter(":limit"), page.limit);
    return collectRows(*rows, [](const Statement &row) {
        return Keys::value_type{.lastMs = row.number(0), .id = row.number(1)};
    });
}

Result<EventPlan::Keys> EventPlan::findKeys(ScopePart part, const EventPageRequest &page) const
{
    const AccessPath likely = isTree() ? AccessPath::Selective : AccessPath::Ordered;
    const AccessPath other = isTree() ? AccessPath::Ordered : AccessPath::Selective;
    const std::array<Attempt, 4> attempts{{{likely, kFirstBudget}, {other, kSecondBudget},
        {likely, kThirdBudget}, {other, std::nullopt}}};
    for (const Attempt &attempt : attempts) {
        if (!attempt.budget)
            return readKeys(attempt.path, part, page);
        const Watch watch(m_connection, {}, attempt.budget);
        Result<Keys> keys = readKeys(attempt.path, part, page);
        if (keys || !watch.ranOut())
            return keys;
    }
    return Keys{};
}

Result<EventPlan::Keys> EventPlan::pageKeys(const EventPageRequest &page) const
{
    if (!isNode())
        return findKeys(ScopePart::Both, page);
    Result<Keys> own = findKeys(ScopePart::Objects, page);
    Result<Keys> hosted = findKeys(ScopePart::Host, page);
    if (!own || !hosted)
        return own ? hosted : own;
    Keys keys;
    std::ranges::set_union(*own, *hosted, std::back_inserter(keys), std::greater<>{});
    keys.resize(std::min(keys.size(), static_cast<std::size_t>(page.limit)));
    return keys;
}

} // namespace binnacle::store
