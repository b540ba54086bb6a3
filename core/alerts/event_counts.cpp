#include "core/alerts/event_counts.h"

#include "core/query/evaluate.h"

#include <algorithm>
#include <utility>

namespace binnacle::alerts {

namespace {

std::string eventsText(std::int64_t count)
{
    return std::to_string(count) + (count == 1 ? " event" : " events");
}

} // namespace

void Occurrences::see(Timestamp first, Timestamp last, std::int64_t count)
{
    if (m_sights.empty()) {
        m_sights.push_back({.at = first, .count = first == last ? count : 1});
        if (first != last)
            m_sights.push_back({.at = last, .count = std::max<std::int64_t>(count, 2)});
        return;
    }
    Sight &newest = m_sights.back();
    if (count <= newest.count)
        return;
    if (last <= newest.at)
        newest.count = count;
    else
        m_sights.push_back({.at = last, .count = count});
}

std::int64_t Occurrences::until(Timestamp at) const
{
    const auto next = std::ranges::upper_bound(m_sights, at, {}, &Sight::at);
    if (next == m_sights.begin())
        return 0;
    const Sight &before = *(next - 1);
    if (next == m_sights.end())
        return before.count;
    const std::int64_t passed = (at - before.at).count();
    return before.count + passed * (next->count - before.count) / (next->at - before.at).count();
}

std::int64_t Occurrences::within(Timestamp from, Timestamp to) const
{
    return until(to) - until(from);
}

void Occurrences::forgetBefore(Timestamp at)
{
    // The two around `at` tell what lies between them.
    const auto next = std::ranges::upper_bound(m_sights, at, {}, &Sight::at);
    if (next - m_sights.begin() > 1)
        m_sights.erase(m_sights.begin(), next - 1);
}

EventCounts::EventCounts(std::int64_t rule, Condition condition)
    : m_rule(rule)
    , m_condition(std::move(condition))
{}

bool EventCounts::see(const ClusterEvent &event)
{
    if (!query::matches(m_condition.where, event))
        return false;
    auto &events = m_objects[{.cluster = event.cluster, .object = event.involved}];
    events[event.uid].see(event.first, event.last, event.count);
    return true;
}

RuleReadings EventCounts::at(Timestamp now)
{
    const Timestamp from = now - m_condition.within;
    RuleReadings readings{.rule = m_rule};
    m_most.reset();
    for (auto object = m_objects.begin(); object != m_objects.end();) {
        std::int64_t count = 0;
        for (auto &[uid, occurrences] : object->second) {
            occurrences.forgetBefore(from);
            count += occurrences.within(from, now);
        }
        std::erase_if(
            object->second, [from](const auto &event) { return event.second.last() <= from; });
        if (object->second.empty()) {
            object = m_objects.erase(object);
            continue;
        }
        if (count > 0)
            ++readings.subjects;
        const auto value = static_cast<double>(count);
        m_most = std::max(m_most.value_or(0), value);
        if (count >= m_condition.minCount) {
            readings.active.push_back({.subject = object->first,
                .isTrue = true,
                .value = value,
                .valueText = eventsText(count)});
        }
        ++object;
    }
    return readings;
}

std::string EventCounts::valueText(const AlertSubject &subject, Timestamp now) const
{
    const auto object = m_objects.find(subject);
    if (object == m_objects.end())
        return {};
    std::int64_t count = 0;
    for (const auto &[uid, occurrences] : object->second)
        count += occurrences.within(now - m_condition.within, now);
    return count > 0 ? eventsText(count) : std::string();
}

std::vector<std::string> requiredValues(const PredicatePtr &where, EventField field)
{
    if (!where)
        return {};
    if (where->kind == Predicate::Kind::Compare) {
        const bool isOneOf
            = where->op == binnacle::CompareOp::Equal || where->op == binnacle::CompareOp::In;
        return isOneOf && where->eventField() == field ? where->values : std::vector<std::string>();
    }
    if (where->kind != Predicate::Kind::And)
        return {};
    for (const PredicatePtr &child : where->children) {
        auto values = requiredValues(child, field);
        if (!values.empty())
            return values;
    }
    return {};
}

} // namespace binnacle::alerts
