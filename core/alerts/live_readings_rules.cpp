// The part of LiveReadings that sorts rules by what they look at.
#include "core/alerts/live_readings_state.h"

#include <algorithm>
#include <utility>

namespace binnacle::alerts {

namespace {

bool isSameRule(const AlertRule &a, const AlertRule &b)
{
    return a.id == b.id && a.condition == b.condition && a.cluster == b.cluster && a.name == b.name;
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
    group.rules.add(rule.rule.cluster, index);
    group.bySlot.resize(group.fields.fields().size());
    for (const std::size_t slot : rule.filter->comparedSlots())
        group.bySlot[slot].add(rule.rule.cluster, index);
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
        levelsByCluster.add(rule.rule.cluster, index);
        needs.push_back(needOf(rule.condition));
        break;
    case ConditionKind::Query:
        queries.push_back(index);
        break;
    case ConditionKind::Absent:
        absent.add(rule.rule.cluster, index);
        break;
    }
    return Done{};
}

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
                live.unevaluated = std::move(before.unevaluated);
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

} // namespace binnacle::alerts
