#pragma once

#include "core/base/result.h"
#include "core/domain/event_query.h"
#include "core/store/event_scope.h"
#include "core/store/predicate_sql.h"
#include "core/store/sqlite/connection.h"

#include <optional>
#include <string_view>
#include <vector>

namespace binnacle::store {

// Which half of a node's scope: its lists are two ordered ones, merged.
enum class ScopePart { Both, Objects, Host };

// An EventQuery with its scope resolved, ready to become statements. For one read: neither the
// connection nor the query may go before it.
class EventPlan
{
public:
    static Result<EventPlan> make(Connection &connection, const EventQuery &query);

    bool isEverything() const;

    // `name` is a statement of the catalogue with a {where}; the condition is in place and bound.
    Result<Statement> select(std::string_view name) const;

    // The keys of a page, newest first. Tries the access path that should be fast, and another one
    // when that takes too long.
    Result<std::vector<EventKey>> pageKeys(const EventPageRequest &page) const;

private:
    using Keys = std::vector<EventKey>;

    EventPlan(Connection &connection, const EventQuery &query);

    bool isTree() const;
    bool isNode() const;
    bool needsCluster() const;
    Status requireRest(ConditionSql &condition, ScopePart part) const;
    Result<Statement> statement(std::string_view name, const ConditionSql &condition) const;
    Result<Keys> readKeys(AccessPath path, ScopePart part, const EventPageRequest &page) const;
    Result<Keys> findKeys(ScopePart part, const EventPageRequest &page) const;

    Connection &m_connection;
    const EventQuery &m_query;
    std::optional<ResolvedScope> m_scope;
};

} // namespace binnacle::store
