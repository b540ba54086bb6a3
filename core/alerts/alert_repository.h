#pragma once

#include "core/alerts/engine.h"
#include "core/base/result.h"
#include "core/domain/alert.h"

#include <cstdint>
#include <string>
#include <vector>

namespace binnacle::store {
class Connection;
struct WriteContext;
} // namespace binnacle::store

namespace binnacle::alerts {

// Tables alert_rules and alert_history. Blocking, on the thread the connection belongs to. Writing
// functions run within the writer's transaction and may run twice, see StoreWriter.

Result<std::vector<AlertRule>> readRules(store::Connection &connection); // by name
// Errors: NotFound.
Result<AlertRule> readRule(store::Connection &connection, std::int64_t id);

// What is wrong with a rule: its name, condition, groups. Errors: InvalidArgument.
Status checkRule(const AlertRule &rule);
// As stored, with number and version. Errors: InvalidArgument, Conflict (the name is taken).
Result<AlertRule> insertRule(store::WriteContext &context, const AlertRule &rule, Timestamp now);
// Errors: as above, NotFound, Conflict (somebody changed it: `rule.version` is not the stored one).
Result<AlertRule> updateRule(store::WriteContext &context, const AlertRule &rule, Timestamp now);
// Errors: NotFound.
Status removeRule(store::WriteContext &context, std::int64_t id);
// Each of builtInRules() once in the life of a workspace: what people changed stays, what they
// removed stays away.
Status seedBuiltInRules(store::WriteContext &context, Timestamp now);

// Pending and firing, for Engine::restore().
Result<std::vector<Alert>> readOpenAlerts(store::Connection &connection);
// Of all that fired since then, oldest first; a day of it is what the flap guard remembers.
Result<std::vector<Alert>> readFirings(store::Connection &connection, Timestamp since);
// What fired, newest first.
Result<std::vector<Alert>> readAlerts(
    store::Connection &connection, const AlertHistoryQuery &query);
// What a query asks for: those pending or firing at some moment of `range` (unknown ends: open),
// newest first. Texts that are empty are no conditions.
struct AlertConditions
{
    TimeRange range;
    ClusterId cluster;
    std::string rule; // its name
    ResourceRef object;
};
Result<std::vector<Alert>> readAlerts(
    store::Connection &connection, const AlertConditions &conditions, int limit);
// The numbers next to one, smaller first; for telling people who mistyped.
Result<std::vector<std::int64_t>> alertsNextTo(store::Connection &connection, std::int64_t id);
// Errors: NotFound.
Result<Alert> readAlert(store::Connection &connection, std::int64_t id);

// What an engine's step changed, in the order of the step; fills in the row numbers, which
// Engine::stored() wants to hear after the commit.
Status storeChanges(store::WriteContext &context, std::vector<AlertChange> &changes);
// Alerts that were over before anybody looked, newest first: they get numbers below all others, so
// that the history stays in order.
Status insertPastAlerts(store::WriteContext &context, const std::vector<Alert> &alerts);
// Those that are over and fired before; at most `limit` at a time. The number removed.
Result<std::int64_t> removeOldAlerts(
    store::WriteContext &context, Timestamp before, std::int64_t limit);

} // namespace binnacle::alerts
