#pragma once

#include "core/alerts/condition_readings.h"
#include "core/alerts/event_counts.h"
#include "core/alerts/live_readings.h"
#include "core/alerts/rules_by_cluster.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace binnacle::alerts {

// Subjects of a level rule in one cluster, as long as nothing was added there.
struct MatchedLevels
{
    std::uint64_t generation = 0;
    std::vector<const LevelSubject *> subjects;
};

struct LiveRule
{
    AlertRule rule;
    Condition condition;
    RuleView view; // of the last look
    std::map<ClusterId, MatchedLevels> levels;
    std::optional<EventCounts> events;
    std::optional<ResourceFilter> filter;
    Timestamp askedAt{}; // Query
    bool isAsking = false;
    std::optional<Error> unevaluated; // why its last query gave no answer
};

// Rules over one source of objects; they share columns and indexes.
struct ResourceGroup
{
    explicit ResourceGroup(query::SourceId source)
        : fields(source)
    {}
    FieldSlots fields;
    RulesByCluster rules;
    std::vector<RulesByCluster> bySlot; // that compare a field, by its number in `fields`

    // What the last snapshot of a cluster looked like to them.
    struct Look
    {
        std::uint64_t identity = 0;
        std::vector<std::uint64_t> fingerprints; // by slot
    };
    std::map<ClusterId, Look> looks;
};

// Rules by what they look at, numbers are places in `rules`.
struct LiveReadings::State
{
    explicit State(const LiveSettings &chosen)
        : settings(chosen)
    {}

    LiveSettings settings;
    std::vector<LiveRule> rules;
    std::unordered_map<std::int64_t, std::size_t> places; // by id of the rule
    std::map<query::SourceId, ResourceGroup> resources;
    std::unordered_map<std::string, std::vector<std::size_t>> eventsByReason;
    std::vector<std::size_t> eventsOfAnyReason;
    std::vector<std::size_t> events;
    std::vector<std::size_t> levels;
    RulesByCluster levelsByCluster;
    std::vector<std::size_t> queries;
    RulesByCluster absent;
    std::uint64_t looks = 0; // at rules, since start
    std::map<ClusterId, std::shared_ptr<const ClusterSnapshot>> snapshots;
    std::set<ClusterId> silent;
    std::map<ClusterId, LevelHistory> histories;
    std::vector<LevelNeed> needs;
    std::set<std::size_t> changed;

    Status place(std::size_t index);
    void placeEvents(std::size_t index);
    Status placeResource(std::size_t index);
    // Keeps what a rule sees now, and that it has changed when it has.
    void put(std::size_t index, const ClusterId &cluster, ClusterReadings readings)
    {
        ++looks;
        if (rules[index].view.put(cluster, std::move(readings)))
            changed.insert(index);
    }
    std::vector<RuleReadings> takeChanged();

    void lookAtState(const ClusterId &cluster, Timestamp now);
    void lookAtGroup(ResourceGroup &group, const query::StateMoment &moment);
    void lookAtResource(std::size_t index, const ClusterId &cluster, IndexedRows &rows);
    void becameSilent(const ClusterId &cluster);
    void lookAtLevels(const LevelHistory &history, Timestamp now);
    void lookAtEvents(std::size_t index, Timestamp now);
    void see(const ClusterEvent &event, std::set<std::size_t> &touched);
};

} // namespace binnacle::alerts
