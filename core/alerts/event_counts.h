#pragma once

#include "core/alerts/condition.h"
#include "core/alerts/rule_readings.h"
#include "core/domain/cluster_event.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace binnacle::alerts {

// When one event occurred, as far as (first, last, count) tell: at `first`, at `last`, and evenly
// in between; each time it is seen with a higher count, the new ones lie evenly since the time
// before. What history keeps of an event is one such sight.
class Occurrences
{
public:
    // The event as it is seen now. What is known already changes nothing.
    void see(Timestamp first, Timestamp last, std::int64_t count);
    std::int64_t within(Timestamp from, Timestamp to) const; // (from, to]
    Timestamp last() const { return m_sights.empty() ? Timestamp{} : m_sights.back().at; }
    // Sights that no window from `at` on needs.
    void forgetBefore(Timestamp at);

private:
    struct Sight
    {
        Timestamp at{};
        std::int64_t count = 0; // so many until then
    };
    std::int64_t until(Timestamp at) const;

    std::vector<Sight> m_sights; // in order, counts ascend
};

// The events that one rule waits for, by the object they are about. One thread.
class EventCounts
{
public:
    EventCounts(std::int64_t rule, Condition condition); // of kind Event

    // Takes the event in when it satisfies the condition. True: something is counted now that was
    // not before.
    bool see(const ClusterEvent &event);
    // Objects with enough occurrences in the window that ends at `now`. Forgets what has left the
    // window: `now` never goes back.
    RuleReadings at(Timestamp now);
    // As the readings tell it, "2 events"; empty: none, or no such object. `now`: of the last at().
    std::string valueText(const AlertSubject &subject, Timestamp now) const;
    // The most occurrences of any object, of the last at().
    std::optional<double> most() const { return m_most; }
    bool isIdle() const { return m_objects.empty(); }

private:
    std::int64_t m_rule;
    Condition m_condition;
    std::map<AlertSubject, std::map<std::string, Occurrences>> m_objects; // by uid of the event
    std::optional<double> m_most;
};

// The values one of which a text field must have for the predicate to hold, when it says so:
// `reason = BackOff and …`, `reason in (BackOff, Failed)`. Empty: it may have any.
std::vector<std::string> requiredValues(const PredicatePtr &where, EventField field);

} // namespace binnacle::alerts
