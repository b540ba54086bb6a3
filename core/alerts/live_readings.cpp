#include "core/alerts/live_readings.h"

#include "core/alerts/live_readings_state.h"
#include "core/store/event_repository.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace binnacle::alerts {

namespace {

constexpr int kEventPage = 2'000;
// Beyond it the oldest are left out: a window with so many events is true for every rule anyway.
constexpr std::size_t kMostEvents = 200'000;

ResourceGroup::Look lookOf(IndexedRows &rows, const FieldSlots &fields)
{
    ResourceGroup::Look look{.identity = rows.identity(), .fingerprints = {}};
    for (std::size_t slot = 0; slot < fields.fields().size(); ++slot)
        look.fingerprints.push_back(rows.fingerprint(slot));
    return look;
}

} // namespace

std::vector<RuleReadings> LiveReadings::State::takeChanged()
{
    std::vector<RuleReadings> readings;
    readings.reserve(changed.size());
    for (const std::size_t index : std::exchange(changed, {}))
        readings.push_back(rules[index].view.whole(rules[index].rule.id));
    return readings;
}

void LiveReadings::State::lookAtResource(
    std::size_t index, const ClusterId &cluster, IndexedRows &rows)
{
    put(index, cluster, resourceReadings(*rules[index].filter, rows));
}

void LiveReadings::State::lookAtGroup(ResourceGroup &group, const query::StateMoment &moment)
{
    if (!group.rules.hasFor(moment.cluster))
        return;
    IndexedRows rows(query::makeStateTable(group.fields.source(), moment), group.fields);
    ResourceGroup::Look &look = group.looks[moment.cluster];
    const ResourceGroup::Look before = std::exchange(look, lookOf(rows, group.fields));
    if (before.fingerprints.empty() || look.identity != before.identity) {
        group.rules.forEach(moment.cluster,
            [&](std::size_t index) { lookAtResource(index, moment.cluster, rows); });
        return;
    }
    std::set<std::size_t> touched; // those that compare several fields are in several lists
    for (std::size_t slot = 0; slot < group.bySlot.size(); ++slot) {
        if (look.fingerprints[slot] != before.fingerprints[slot])
            group.bySlot[slot].forEach(
                moment.cluster, [&touched](std::size_t index) { touched.insert(index); });
    }
    for (const std::size_t index : touched)
        lookAtResource(index, moment.cluster, rows);
}

void LiveReadings::State::lookAtState(const ClusterId &cluster, Timestamp now)
{
    const auto snapshot = snapshots.find(cluster);
    if (snapshot == snapshots.end())
        return;
    const query::StateMoment moment = momentOf(snapshot->second, now);
    for (auto &[source, group] : resources)
        lookAtGroup(group, moment);
}

void LiveReadings::State::becameSilent(const ClusterId &cluster)
{
    for (auto &[source, group] : resources) {
        group.looks.erase(cluster);
        group.rules.forEach(cluster, [&](std::size_t index) {
            const ClusterReadings *before = rules[index].view.of(cluster);
            put(index, cluster,
                silentReadings(clusterSubject(cluster), before ? *before : ClusterReadings{}));
        });
    }
}

void LiveReadings::State::lookAtLevels(const LevelHistory &history, Timestamp now)
{
    if (history.isBehind())
        return;
    levelsByCluster.forEach(history.cluster(), [&](std::size_t index) {
        LiveRule &rule = rules[index];
        MatchedLevels &matched = rule.levels[history.cluster()];
        if (matched.generation != history.generation()) {
            matched.subjects = history.matching(rule.condition.level, rule.condition.target);
            matched.generation = history.generation();
        }
        put(index, history.cluster(),
            levelReadings(rule.condition, matched.subjects, history.told(), now));
    });
}

void LiveReadings::State::lookAtEvents(std::size_t index, Timestamp now)
{
    RuleReadings readings = rules[index].events->at(now);
    // Objects of all clusters are counted together, under no cluster's name.
    put(index, {}, {.active = std::move(readings.active), .subjects = readings.subjects});
}

void LiveReadings::State::see(const ClusterEvent &event, std::set<std::size_t> &touched)
{
    const auto offer = [&](std::size_t index) {
        if (concerns(rules[index].rule, event.cluster) && rules[index].events->see(event))
            touched.insert(index);
    };
    if (const auto some = eventsByReason.find(event.reason); some != eventsByReason.end())
        std::ranges::for_each(some->second, offer);
    std::ranges::for_each(eventsOfAnyReason, offer);
}

LiveReadings::LiveReadings(const LiveSettings &settings)
    : m_state(std::make_unique<State>(settings))
{}

LiveReadings::~LiveReadings() = default;

Result<std::vector<RuleReadings>> LiveReadings::loadEvents(
    store::Connection &connection, Timestamp now)
{
    Duration longest{0};
    for (const std::size_t index : m_state->events)
        longest = std::max(longest, m_state->rules[index].condition.within);
    if (longest.count() == 0)
        return std::vector<RuleReadings>();
    store::EventReader reader(connection);
    const EventQuery query{.lastSeen = TimeRange{now - longest, Timestamp::max()}};
    EventPageRequest page{.limit = kEventPage};
    std::set<std::size_t> touched;
    for (std::size_t seen = 0; seen < kMostEvents;) {
        const auto events = reader.page(query, page);
        if (!events)
            return events.error();
        for (const ClusterEvent &event : *events)
            m_state->see(event, touched);
        if (events->size() < kEventPage)
            break;
        seen += events->size();
        page.before = {.lastMs = toEpochMs(events->back().last), .id = events->back().id};
    }
    // All of them: what fired in an earlier run and has no event left ends by a look, too.
    for (const std::size_t index : m_state->events)
        m_state->lookAtEvents(index, now);
    return m_state->takeChanged();
}

Result<std::vector<RuleReadings>> LiveReadings::onIncrements(
    store::Connection &connection, const ClusterId &cluster, Timestamp now, Timestamp oldest)
{
    if (m_state->levels.empty())
        return std::vector<RuleReadings>();
    auto &histories = m_state->histories;
    auto history = histories.find(cluster);
    if (history == histories.end()) {
        std::vector<LevelNeed> needs;
        for (const std::size_t index : m_state->levels) {
            if (concerns(m_state->rules[index].rule, cluster))
                needs.push_back(needOf(m_state->rules[index].condition));
        }
        if (needs.empty())
            return std::vector<RuleReadings>();
        history = histories.emplace(cluster, LevelHistory(cluster, std::move(needs))).first;
    }
    if (const Status refreshed = history->second.refresh(connection, now, oldest); !refreshed)
        return refreshed.error();
    m_state->lookAtLevels(history->second, now);
    return m_state->takeChanged();
}

std::vector<ClusterId> LiveReadings::behind() const
{
    std::vector<ClusterId> clusters;
    for (const auto &[cluster, history] : m_state->histories) {
        if (history.isBehind())
            clusters.push_back(cluster);
    }
    return clusters;
}

std::vector<RuleReadings> LiveReadings::onSnapshot(
    std::shared_ptr<const ClusterSnapshot> snapshot, Timestamp now)
{
    const ClusterId cluster = snapshot->cluster;
    m_state->snapshots[cluster] = std::move(snapshot);
    m_state->silent.erase(cluster);
    m_state->lookAtState(cluster, now);
    return m_state->takeChanged();
}

std::vector<RuleReadings> LiveReadings::onEvents(
    std::span<const ClusterEvent> events, Timestamp now)
{
    std::set<std::size_t> touched;
    for (const ClusterEvent &event : events)
        m_state->see(event, touched);
    for (const std::size_t index : touched)
        m_state->lookAtEvents(index, now);
    return m_state->takeChanged();
}

std::vector<RuleReadings> LiveReadings::onAgents(std::span<const AgentSeen> agents, Timestamp now)
{
    for (const auto &[cluster, times] : agents) {
        m_state->absent.forEach(cluster, [&, id = cluster, seen = times](std::size_t index) {
            const Condition &condition = m_state->rules[index].condition;
            m_state->put(
                index, id, absentReadings(condition, id, lastOf(seen, condition.absent), now));
        });
        const bool isSilent = isKnown(times.lastSnapshot)
            && now - times.lastSnapshot > m_state->settings.snapshotStale;
        if (isSilent && m_state->silent.insert(cluster).second)
            m_state->becameSilent(cluster);
    }
    return m_state->takeChanged();
}

std::vector<RuleReadings> LiveReadings::onTick(Timestamp now)
{
    for (const auto &[cluster, history] : m_state->histories)
        m_state->lookAtLevels(history, now);
    for (const std::size_t index : m_state->events) {
        if (!m_state->rules[index].events->isIdle())
            m_state->lookAtEvents(index, now);
    }
    return m_state->takeChanged();
}

std::vector<LiveReadings::Ask> LiveReadings::queriesDue(Timestamp now)
{
    std::vector<Ask> due;
    for (const std::size_t index : m_state->queries) {
        LiveRule &rule = m_state->rules[index];
        if (rule.isAsking
            || (isKnown(rule.askedAt) && now - rule.askedAt < m_state->settings.queryEvery))
            continue;
        rule.isAsking = true;
        rule.askedAt = now;
        due.push_back({.rule = rule.rule.id,
            .request = {.text = rule.condition.query, .cluster = rule.rule.cluster}});
    }
    return due;
}

std::vector<RuleReadings> LiveReadings::onAnswer(
    std::int64_t rule, const query::QueryOutcome &outcome)
{
    const auto place = m_state->places.find(rule);
    if (place == m_state->places.end())
        return {};
    LiveRule &live = m_state->rules[place->second];
    live.isAsking = false;
    if (!outcome && outcome.error().failure != ErrorCode::NotFound) {
        // That nobody could look says nothing about what there is to see.
        live.unevaluated = Error{outcome.error().failure, outcome.error().at.message};
        return {{.rule = rule, .isUnevaluated = true}};
    }
    if (std::exchange(live.unevaluated, std::nullopt))
        m_state->changed.insert(place->second); // also when the answer is the one from before
    const ClusterReadings *before = live.view.of(live.rule.cluster);
    m_state->put(place->second, live.rule.cluster,
        outcome ? queryReadings(live.condition, live.rule, **outcome)
                : silentReadings(
                    querySubject(live.rule, live.rule.name), before ? *before : ClusterReadings{}));
    return m_state->takeChanged();
}

std::vector<RuleReadings> LiveReadings::lookAgain(Timestamp now)
{
    for (const auto &[cluster, snapshot] : m_state->snapshots) {
        if (!m_state->silent.contains(cluster))
            m_state->lookAtState(cluster, now);
    }
    return onTick(now);
}

std::vector<RuleReadings> LiveReadings::forget(const ClusterId &cluster)
{
    m_state->snapshots.erase(cluster);
    m_state->silent.erase(cluster);
    m_state->histories.erase(cluster);
    for (auto &[source, group] : m_state->resources)
        group.looks.erase(cluster);
    for (std::size_t index = 0; index < m_state->rules.size(); ++index) {
        m_state->rules[index].levels.erase(cluster);
        if (m_state->rules[index].view.erase(cluster))
            m_state->changed.insert(index);
    }
    return m_state->takeChanged();
}

std::vector<RuleProblem> LiveReadings::unevaluated() const
{
    std::vector<RuleProblem> problems;
    for (const std::size_t index : m_state->queries) {
        const LiveRule &rule = m_state->rules[index];
        if (rule.unevaluated)
            problems.push_back({.rule = rule.rule.id, .error = *rule.unevaluated});
    }
    return problems;
}

std::uint64_t LiveReadings::looks() const
{
    return m_state->looks;
}

RuleReadings LiveReadings::readingsOf(std::int64_t rule) const
{
    const auto place = m_state->places.find(rule);
    return place == m_state->places.end() ? RuleReadings{.rule = rule, .hasNoData = true}
                                          : m_state->rules[place->second].view.whole(rule);
}

} // namespace binnacle::alerts
