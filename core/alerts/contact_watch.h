#pragma once

#include "core/alerts/condition.h"
#include "core/domain/agent_state.h"
#include "core/store/contact_gaps.h"

#include <array>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace binnacle::alerts {

// Finds out when agents were silent, for a record that rules about absence are looked back at with:
// gaps between signs of life that are longer than absentReadings() lets pass without a shorter
// `for`. What was missed while nobody watched, before `startedAt`, is no gap.
//
// One thread.
class ContactWatch
{
public:
    explicit ContactWatch(Timestamp startedAt)
        : m_startedAt(startedAt)
    {}

    // What is to be written down. After every sign, for one that it does not see is a gap, and
    // every second or so, for what is missing shows with time alone.
    std::vector<store::ContactGap> look(
        std::span<const std::pair<ClusterId, AgentTimes>> agents, Timestamp now);
    // It was removed: what is heard of it later is a first contact again.
    void forget(const ClusterId &cluster) { m_known.erase(cluster); }

private:
    struct Known
    {
        Timestamp heard{}; // last; unknown: never
        Timestamp firstHeard{};
        bool isRecorded = false; // that there is a record of it
        bool isSilent = false;   // a gap goes on
    };
    void lookAt(Known &known, store::ContactGap gap, Timestamp last, Timestamp now,
        std::vector<store::ContactGap> &found) const;

    const Timestamp m_startedAt;
    std::map<ClusterId, std::array<Known, 2>> m_known; // by sign
};

} // namespace binnacle::alerts
