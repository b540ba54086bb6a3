#pragma once

#include "core/alerts/arrival_times.h"
#include "core/alerts/level_subject.h"
#include "core/base/result.h"
#include "core/slo/excluded_times.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace binnacle::store {
class Connection;
} // namespace binnacle::store
namespace binnacle::slo {
class BudgetExclusions;
} // namespace binnacle::slo

namespace binnacle::alerts {

// The levels of one cluster that rules look at, read from the store: raw rows where they are kept,
// hourly ones otherwise. Live it is kept up to date with refresh(), for history it is loaded once;
// everything else is the same. Maintenance that uses up no budget, as it is stored now, is left out
// as in core/slo. One thread at a time.
class LevelHistory
{
public:
    // Only subjects that some need matches are read.
    LevelHistory(ClusterId cluster, std::vector<LevelNeed> needs);

    const ClusterId &cluster() const { return m_cluster; }

    // Everything that windows ending within `range` ask for; each shows what had arrived by its
    // end. Targets and routes are those of now.
    // Errors: those of the store; Cancelled.
    Status load(
        store::Connection &connection, const TimeRange &range, const std::stop_token &stop = {});
    // What was stored since, late increments of the last hour included, and new subjects. Windows
    // end at `now` or later from here on. Loads when nothing is loaded yet, and when something
    // older was stored: `oldest` is its end (a back-fill, an import). That is waited for until it
    // is whole, a minute at most.
    Status refresh(store::Connection &connection, Timestamp now, Timestamp oldest = {});
    // Something older is being stored, or reading failed; windows would show a part of it.
    bool isBehind() const { return m_isBehind; }

    // In order of their names. They stay where they are until generation() changes.
    std::vector<const LevelSubject *> matching(
        SloSubject::Kind kind, std::string_view target) const;
    std::uint64_t generation() const { return m_generation; }
    const ToldTimes &told() const { return m_told; }
    // When increments arrived; of load() over a range.
    const std::vector<Timestamp> &arrivals() const { return m_arrivals.instants(); }

private:
    struct Described
    {
        SloSubject subject;
        std::vector<TrafficKey> keys;
        std::vector<std::string> hosts; // of targets, see slo::SubjectParts
        Timestamp firstSeen{};
        slo::ExcludedTimesPtr excluded;
    };
    struct Entry
    {
        std::unique_ptr<LevelSubject> level;
        std::vector<TrafficKey> keys;
        slo::ExcludedTimesPtr excluded;
    };
    struct Follower
    {
        LevelSubject *subject = nullptr;
        slo::SharedSpans excluded;
    };
    static constexpr std::array kKinds{
        SloSubject::Kind::Domain, SloSubject::Kind::Service, SloSubject::Kind::Edge};
    static constexpr Duration kLateArrival = std::chrono::hours{1};
    using Followers = std::map<std::int64_t, std::vector<Follower>>; // by series

    // True: what is there already has to be read again from the beginning.
    Result<bool> describe(store::Connection &connection);
    Result<std::vector<Described>> subjectsOf(store::Connection &connection, SloSubject::Kind kind,
        const slo::BudgetExclusions &exclusions) const;
    Result<bool> describeKind(store::Connection &connection, SloSubject::Kind kind,
        const std::vector<SloTarget> &targets, const slo::BudgetExclusions &exclusions);
    bool addSubject(Described described, const std::vector<SloTarget> &targets);
    bool isWanted(SloSubject::Kind kind, std::string_view name) const;
    Duration longest(SloSubject::Kind kind) const;
    Status follow(store::Connection &connection);

    // Rows that end within (after, until].
    Status readSpan(store::Connection &connection, Timestamp after, Timestamp until,
        const std::stop_token &stop);
    Status readKind(
        store::Connection &connection, TrafficKind kind, const TimeRange &span, bool isHourly);
    Status reload(store::Connection &connection, Timestamp now);
    void thin(Timestamp now);

    ClusterId m_cluster;
    std::vector<LevelNeed> m_needs;
    std::map<std::pair<SloSubject::Kind, std::string>, Entry> m_subjects;
    std::int64_t m_number = 0; // of the cluster in the store; 0: it is not known there
    std::map<TrafficKind, Followers> m_series;
    ArrivalTimes m_arrivals; // live: none, everything is there
    ToldTimes m_told;
    Timestamp m_loadedTo{};
    Timestamp m_thinnedAt{};
    bool m_isBehind = false;
    Timestamp m_behindSince{};
    Timestamp m_broughtInAt{}; // the last part of it
    std::uint64_t m_generation = 0;
};

} // namespace binnacle::alerts
