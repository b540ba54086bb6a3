#include "core/alerts/silence_set.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace binnacle::alerts {

namespace {

// nullopt: alerts have no such label.
std::optional<std::string_view> labelOf(const Alert &alert, std::string_view label)
{
    if (label == "rule")
        return alert.ruleName;
    if (label == "severity")
        return alertSeverityName(alert.severity);
    if (label == "cluster")
        return alert.subject.cluster.value;
    if (label == "kind")
        return alert.subject.object.kind;
    if (label == "namespace")
        return alert.subject.object.ns;
    if (label == "name")
        return alert.subject.object.name;
    return std::nullopt;
}

bool matches(const codec::LabelTest &test, const Alert &alert)
{
    const auto value = labelOf(alert, test.label());
    return value && test.matches(*value);
}

} // namespace

void SilenceSet::set(std::vector<Silence> silences)
{
    ++m_generation;
    m_items.clear();
    std::map<std::int64_t, TimeRange> closed;
    std::map<std::int64_t, bool> hasMatched;
    for (Silence &silence : silences) {
        const TimeRange span{silence.from, silence.until};
        const auto known = m_closed.find(silence.id);
        if (known != m_closed.end() && known->second == span && !isKnown(silence.endedAt))
            silence.endedAt = silence.from; // closed here, and not told back yet
        if (known != m_closed.end() && known->second == span)
            closed.insert(*known);
        if (const auto matched = m_hasMatched.find(silence.id); matched != m_hasMatched.end())
            hasMatched.insert(*matched);
        Item item{.silence = std::move(silence), .tests = {}, .isSeenFiring = false};
        for (const AlertMatcher &matcher : item.silence.matchers)
            item.tests.emplace_back(matcher);
        m_items.push_back(std::move(item));
    }
    m_closed = std::move(closed);
    m_hasMatched = std::move(hasMatched);
}

std::vector<std::size_t> SilenceSet::matchesOf(const Alert &alert) const
{
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        const std::vector<codec::LabelTest> &tests = m_items[i].tests;
        const bool isMatch = !tests.empty()
            && std::ranges::all_of(
                tests, [&](const codec::LabelTest &test) { return matches(test, alert); });
        if (isMatch)
            found.push_back(i);
    }
    return found;
}

void SilenceSet::beginStep()
{
    for (Item &item : m_items)
        item.isSeenFiring = false;
}

void SilenceSet::see(std::size_t index, bool isFiring)
{
    Item &item = m_items[index];
    if (!item.silence.endsWhenResolved)
        return;
    m_hasMatched[item.silence.id] = true;
    item.isSeenFiring |= isFiring;
}

std::vector<std::int64_t> SilenceSet::closeResolved(Timestamp now)
{
    std::vector<std::int64_t> ended;
    for (Item &item : m_items) {
        Silence &silence = item.silence;
        const bool isOver = silence.endsWhenResolved && silence.isActive(now)
            && m_hasMatched.contains(silence.id) && !item.isSeenFiring;
        if (!isOver)
            continue;
        m_closed[silence.id] = {silence.from, silence.until};
        silence.endedAt = now;
        ended.push_back(silence.id);
    }
    return ended;
}

Timestamp SilenceSet::nextChange(Timestamp now) const
{
    Timestamp next{};
    const auto consider = [&](Timestamp at) {
        if (at > now && (!isKnown(next) || at < next))
            next = at;
    };
    for (const Item &item : m_items) {
        if (isKnown(item.silence.endedAt) && item.silence.endedAt <= now)
            continue;
        consider(item.silence.from);
        consider(item.silence.until);
        if (isKnown(item.silence.endedAt))
            consider(item.silence.endedAt);
    }
    return next;
}

} // namespace binnacle::alerts
