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

bool isSameRule(const AlertRule &a, const AlertRule &b)
{
    return a.id == b.id && a.condition == b.condition && a.cluster == b.cluster && a.name == b.name;
}

ResourceGroup::Look lookOf(IndexedRows &rows, const FieldSlots &fields)
{
    ResourceGroup::Look look{.identity = rows.identity(), .fingerprints = {}};
    for (std::size_t slot = 0; slot < fields.fields().size(); ++slot)
        look.fingerprints.push_back(rows.fingerprint(slot));
    return look;
}

} // namespace

Status LiveReadings::State::placeResource(std::size_t index)
{
    LiveRule &rule = rules[index];
    const query::SourceId source = rule.condition.source;
    if (!query::isStateSource(source))
        return Error{ErrorCode::InvalidArgument,
            std::string(query::schemaOf(source).name)
                + " are not objects of a snapshot: write the rule as a query"};
    ResourceGroup &group = resources.try_emplace(source, source).first->second;
    auto filter = ResourceFilter::compile(rule.condition.where, group.fields);
    if (!filter)
        return filter.error();
    rule.filter = *std::move(filter);
    group.rules.push_back(index);
    return Done{};
}

void LiveReadings::State::placeEvents(std::size_t index)
{
    LiveRule &rule = rules[index];
    if (!rule.events)
        rule.events.emplace(rule.rule.id, rule.condition);
    events.push_back(index);
    const auto reasons = requiredValues(rule.condition.where, EventField::Reason);
    for (const std::string &reason : reasons)
        eventsByReason[reason].push_back(index);
    if (reasons.empty())
        eventsOfAnyReason.push_back(index);
}

Status LiveReadings::State::place(std::size_t index)
{
    LiveRule &rule = rules[index];
    places[rule.rule.id] = index;
    switch (rule.condition.kind) {
    case ConditionKind::Resource:
        return placeResource(index);
    case ConditionKind::Event:
        placeEvents(index);
        break;
    case ConditionKind::Level:
        levels.push_back(index);
        needs.push_back(needOf(rule.condition));
        break;
    case ConditionKind::Query:
        queries.push_back(index);
        break;
    case ConditionKind::Absent:
        absent.push_back(index);
        break;
    }
    return Done{};
}

std::vector<RuleReadings> LiveReadings::State::takeChanged()
{
    std::vector<RuleReadings> readings;
    readings.reserve(changed.size());
    for (const std::size_t index : std::exchange(changed, {}))
        readings.push_back(rules[index].view.whole(rules[index].rule.id));
    return readings;
}

void LiveReadings::State::lookAtGroup(ResourceGroup &group, const query::StateMoment &moment)
{
    const auto looksHere
        = [&](std::size_t index) { return concerns(rules[index].rule, moment.cluster); };
    if (std::ranges::none_of(group.rules, looksHere))
        return;
    IndexedRows rows(query::makeStateTable(group.fields.source(), moment), group.fields);
    ResourceGroup::Look &look = group.looks[moment.cluster];
    const ResourceGroup::Look before = std::exchange(look, lookOf(rows, group.fields));
    const auto isTouched
        = [&](std::size_t slot) { return look.fingerprints[slot] != before.fingerprints[slot]; };
    const bool isOther = before.fingerprints.empty() || look.identity != before.identity;
    for (const std::size_t index : group.rules) {
        if (!looksHere(index))
            continue;
        const ResourceFilter &filter = *rules[index].filter;
        if (isOther || std::ranges::any_of(filter.comparedSlots(), isTouched))
            put(index, moment.cluster, resourceReadings(filter, rows));
    }
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
        for (const std::size_t index : group.rules) {
            if (!concerns(rules[index].rule, cluster))
                continue;
            const ClusterReadings *before = rules[index].view.of(cluster);
            put(index, cluster,
                silentReadings(clusterSubject(cluster), before ? *before : ClusterReadings{}));
        }
    }
}

void LiveReadings::State::lookAtLevels(const LevelHistory &history, Timestamp now)
{
    for (const std::size_t index : levels) {
        LiveRule &rule = rules[index];
        if (!concerns(rule.rule, history.cluster()))
            continue;
        MatchedLevels &matched = rule.levels[history.cluster()];
        if (matched.generation != history.generation()) {
            matched.subjects = history.matching(rule.condition.level, rule.condition.target);
            matched.generation = history.generation();
        }
        put(index, history.cluster(),
            levelReadings(rule.condition, matched.subjects, history.told(), now));
    }
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

std::vector<RuleProblem> LiveReadings::setRules(const std::vector<AlertRule> &rules)
{
    State next(m_state->settings);
    next.snapshots = std::move(m_state->snapshots);
    next.silent = std::move(m_state->silent);
    std::vector<RuleProblem> problems;
    for (const AlertRule &rule : rules) {
        if (!rule.isEnabled)
            continue;
        auto condition = readCondition(rule.condition);
        if (!condition) {
            problems.push_back({.rule = rule.id, .error = condition.error()});
            continue;
        }
        LiveRule live{.rule = rule, .condition = *std::move(condition)};
        if (const auto known = m_state->places.find(rule.id); known != m_state->places.end()) {
            LiveRule &before = m_state->rules[known->second];
            if (isSameRule(before.rule, rule)) {
                live.view = std::move(before.view);
                live.events = std::move(before.events);
                live.askedAt = before.askedAt;
                live.isAsking = before.isAsking;
            }
        }
        next.rules.push_back(std::move(live));
        if (const Status placed = next.place(next.rules.size() - 1); !placed) {
            problems.push_back({.rule = rule.id, .error = placed.error()});
            next.places.erase(rule.id);
            next.rules.pop_back();
        }
    }
    const auto isSameNeed = [](const LevelNeed &a, const LevelNeed &b) {
        return a.kind == b.kind && a.target == b.target && a.window == b.window
            && a.withLatency == b.withLatency;
    };
    if (std::ranges::equal(next.needs, m_state->needs, isSameNeed))
        next.histories = std::move(m_state->histories);
    *m_state = std::move(next);
    return problems;
}

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
    store::Connection &connection, const ClusterId &cluster, Timestamp now)
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
    if (const Status refreshed = history->second.refresh(connection, now); !refreshed)
        return refreshed.error();
    m_state->lookAtLevels(history->second, now);
    return m_state->takeChanged();
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
        for (const std::size_t index : m_state->absent) {
            const LiveRule &rule = m_state->rules[index];
            if (concerns(rule.rule, cluster))
                m_state->put(index, cluster,
                    absentReadings(
                        rule.condition, cluster, lastOf(times, rule.condition.absent), now));
        }
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

RuleReadings LiveReadings::readingsOf(std::int64_t rule) const
{
    const auto place = m_state->places.find(rule);
    return place == m_state->places.end() ? RuleReadings{.rule = rule, .hasNoData = true}
                                          : m_state->rules[place->second].view.whole(rule);
}

} // namespace binnacle::alerts
