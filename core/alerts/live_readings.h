#pragma once

#include "core/alerts/rule_readings.h"
#include "core/base/result.h"
#include "core/domain/agent_state.h"
#include "core/domain/cluster_event.h"
#include "core/domain/cluster_snapshot.h"
#include "core/query/query_service.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace binnacle::store {
class Connection;
}

namespace binnacle::alerts {

// What a rule cannot be evaluated for.
struct RuleProblem
{
    std::int64_t rule = 0;
    Error error;
};

struct LiveSettings
{
    // A cluster whose newest snapshot is older has no state that rules could look at.
    Duration snapshotStale{5 * 60'000};
    Duration queryEvery{30'000};
};

// Reads the world for rules while it happens. Each member takes what changed and returns the
// readings of the rules for which that made a difference; a rule whose inputs were not touched
// is not even visited, and one that nothing matches costs a look-up. Contract 06 §6.5: resources on
// snapshots, events when they are stored, levels when increments are stored and every 30 s, queries
// every 30 s.
//
// Readings are of the whole rule: of several that go into one step of the engine, only the newest
// of each rule counts.
//
// Any one thread at a time; those with a Connection on a reader thread, as they read the store.
class LiveReadings
{
public:
    explicit LiveReadings(const LiveSettings &settings = {});
    ~LiveReadings();
    LiveReadings(const LiveReadings &) = delete;
    LiveReadings &operator=(const LiveReadings &) = delete;

    // Disabled rules are left out. Rules that did not change keep what they have seen.
    std::vector<RuleProblem> setRules(const std::vector<AlertRule> &rules);
    // At what is there already: the last snapshots, levels and events. After setRules().
    std::vector<RuleReadings> lookAgain(Timestamp now);

    // The events of the longest window that rules wait for. After each setRules() and at start.
    Result<std::vector<RuleReadings>> loadEvents(store::Connection &connection, Timestamp now);
    // Levels of a cluster, new and late increments included. `oldest`: the end of the oldest one
    // that was stored since; unknown: nothing older than an hour.
    Result<std::vector<RuleReadings>> onIncrements(store::Connection &connection,
        const ClusterId &cluster, Timestamp now, Timestamp oldest = {});
    // Clusters whose history is being brought in: their levels are not looked at until it is there.
    // For them onIncrements() wants to be called every few seconds.
    std::vector<ClusterId> behind() const;

    std::vector<RuleReadings> onSnapshot(
        std::shared_ptr<const ClusterSnapshot> snapshot, Timestamp now);
    // Events that were stored or grew.
    std::vector<RuleReadings> onEvents(std::span<const ClusterEvent> events, Timestamp now);
    // Heartbeats, and clusters whose snapshots stay away. Every few seconds.
    using AgentSeen = std::pair<ClusterId, AgentTimes>;
    std::vector<RuleReadings> onAgents(std::span<const AgentSeen> agents, Timestamp now);
    // Time passed: windows of levels and events moved. Every 30 s.
    std::vector<RuleReadings> onTick(Timestamp now);

    // Queries that are due, each once until its answer was handed over.
    struct Ask
    {
        std::int64_t rule = 0;
        query::QueryRequest request;
    };
    std::vector<Ask> queriesDue(Timestamp now);
    std::vector<RuleReadings> onAnswer(std::int64_t rule, const query::QueryOutcome &outcome);

    std::vector<RuleReadings> forget(const ClusterId &cluster);

    // Rules whose query was not answered when it was asked last: they stay as they were.
    std::vector<RuleProblem> unevaluated() const;
    // How often a rule was looked at, since start.
    std::uint64_t looks() const;
    // What a rule said when it was looked at last, all clusters together.
    RuleReadings readingsOf(std::int64_t rule) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace binnacle::alerts
