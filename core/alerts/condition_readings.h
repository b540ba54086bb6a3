#pragma once

#include "core/alerts/condition.h"
#include "core/alerts/level_history.h"
#include "core/alerts/resource_filter.h"
#include "core/alerts/rule_readings.h"
#include "core/domain/agent_state.h"
#include "core/query/execution/tables.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace binnacle::alerts {

// What a condition says about one cluster at one instant. Live, backtest and trace evaluate through
// these functions, so they cannot disagree about a value.
struct ClusterReadings
{
    std::vector<RuleReading> active; // as in RuleReadings
    std::size_t subjects = 0;
    bool hasNoData = false;
    std::optional<double> worst; // of all subjects, when the condition has one number
};

ClusterReadings levelReadings(const Condition &condition,
    std::span<const LevelSubject *const> subjects, const ToldTimes &told, Timestamp now);
ClusterReadings resourceReadings(const ResourceFilter &filter, IndexedRows &rows);
// The answer of the condition's query: one number, or one a group.
ClusterReadings queryReadings(
    const Condition &condition, const AlertRule &rule, const QueryResult &answer);
// `last`: when it was seen last; unknown: never.
ClusterReadings absentReadings(
    const Condition &condition, const ClusterId &cluster, Timestamp last, Timestamp now);

// How long it may stay away without being absent.
Duration dueWithin(AbsentWhat what);
// How long it has to stay away for the condition to be true, before its `for`.
Duration absentAfter(const Condition &condition);

// What was true is not known any more; `whole` says so where nothing was.
ClusterReadings silentReadings(const AlertSubject &whole, ClusterReadings before);
AlertSubject clusterSubject(const ClusterId &cluster);
AlertSubject querySubject(const AlertRule &rule, std::string name);

Timestamp lastOf(const AgentTimes &times, AbsentWhat what);

// Of two values the one further on its way to making the condition true.
double worseOf(const Condition &condition, double a, double b);

// What a rule sees, by cluster.
class RuleView
{
public:
    // True: the engine would learn something new by it; how many were looked at is no news.
    bool put(const ClusterId &cluster, ClusterReadings readings);
    bool erase(const ClusterId &cluster) { return m_clusters.erase(cluster) > 0; }
    const ClusterReadings *of(const ClusterId &cluster) const; // null: nothing was seen there
    RuleReadings whole(std::int64_t rule) const;
    std::optional<double> worst(const Condition &condition) const;

private:
    std::map<ClusterId, ClusterReadings> m_clusters;
};

// The objects of one snapshot, for the rules of several sources.
query::StateMoment momentOf(std::shared_ptr<const ClusterSnapshot> snapshot, Timestamp now);

// Whether a rule looks at that cluster.
bool concerns(const AlertRule &rule, const ClusterId &cluster);

} // namespace binnacle::alerts
