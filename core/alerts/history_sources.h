#pragma once

#include "core/alerts/condition_readings.h"
#include "core/alerts/event_counts.h"
#include "core/alerts/history_readings.h"

#include <cstdint>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace binnacle::alerts {

// The clusters a rule looks at that the store knows.
Result<std::vector<ClusterId>> clustersOf(store::Connection &connection, const AlertRule &rule);

class LevelHistoryReadings final : public HistoryReadings
{
public:
    explicit LevelHistoryReadings(Question question);
    Status read(store::Connection &connection, const std::stop_token &stop);

    Timestamp next(Timestamp at) const override;
    std::optional<RuleReadings> at(Timestamp now) override;
    std::optional<double> worst() const override { return m_view.worst(condition()); }
    std::string seen(const AlertSubject &subject) const override;

private:
    void begun() override;

    struct Cluster
    {
        std::unique_ptr<LevelHistory> history;
        std::vector<const LevelSubject *> subjects;
        Timestamp since{};       // start of its data; unknown: there is none
        std::size_t arrived = 0; // of its arrivals
        Timestamp lookedAt{};
    };
    std::map<ClusterId, Cluster> m_clusters;
    std::vector<Timestamp> m_arrivals; // of all clusters, in order
    RuleView m_view;
};

class AbsentHistoryReadings final : public HistoryReadings
{
public:
    explicit AbsentHistoryReadings(Question question);
    Status read(store::Connection &connection, const std::stop_token &stop);

    Timestamp next(Timestamp at) const override;
    std::optional<RuleReadings> at(Timestamp now) override;
    std::optional<double> worst() const override { return m_view.worst(condition()); }

private:
    void begun() override { m_view = {}; }
    Status readCluster(store::Connection &connection, const ClusterId &cluster);
    Result<ToldTimes> readGaps(store::Connection &connection, const ClusterId &cluster);
    void addSilences(const std::vector<Timestamp> &arrivals);

    std::map<ClusterId, ToldTimes> m_signs; // of life
    // When gaps begin to count and end, in order: there is a look at each of them.
    std::vector<Timestamp> m_changes;
    RuleView m_view;
};

class EventHistoryReadings final : public HistoryReadings
{
public:
    explicit EventHistoryReadings(Question question);
    Status read(store::Connection &connection, const std::stop_token &stop);

    Timestamp next(Timestamp at) const override;
    std::optional<RuleReadings> at(Timestamp now) override;
    std::optional<double> worst() const override { return m_counts->most(); }
    std::string seen(const AlertSubject &subject) const override;

private:
    void begun() override;

    std::vector<ClusterEvent> m_events; // those that match, by `first`
    std::size_t m_seen = 0;
    std::optional<EventCounts> m_counts;
    Timestamp m_lookedAt{};
    RuleView m_view;
};

// Resources and queries: what each variant says about each state kept is found out while loading,
// so that one state at a time is in memory.
class StateHistoryReadings final : public HistoryReadings
{
public:
    explicit StateHistoryReadings(Question question);
    Status read(
        store::Connection &connection, const std::stop_token &stop, const Progress &progress);

    Timestamp next(Timestamp at) const override;
    std::optional<RuleReadings> at(Timestamp now) override;
    std::optional<double> worst() const override { return m_view.worst(condition()); }

private:
    struct Moment
    {
        Timestamp at{};
        ClusterId cluster;
        std::vector<ClusterReadings> readings; // one a variant
    };
    void begun() override;
    Status readMoment(store::Connection &connection, Moment &moment);
    Status lookAtObjects(std::shared_ptr<const ClusterSnapshot> snapshot, Moment &moment) const;
    Status ask(Moment &moment);

    std::vector<Moment> m_moments; // in order
    // Of queries: the state of every cluster as of the moment being read.
    std::map<ClusterId, std::shared_ptr<const ClusterSnapshot>> m_states;
    std::size_t m_next = 0;
    RuleView m_view;
};

} // namespace binnacle::alerts
