#include "core/alerts/contact_watch.h"

#include "core/alerts/condition_readings.h"

#include <algorithm>
#include <set>
#include <utility>

namespace binnacle::alerts {

namespace {

using store::SignOfLife;

// Until the store has a cluster that spoke for the first time.
constexpr Duration kRegistered{1'000};

constexpr AbsentWhat absentOf(SignOfLife sign)
{
    return sign == SignOfLife::Heartbeat ? AbsentWhat::Heartbeat : AbsentWhat::Snapshot;
}

} // namespace

void ContactWatch::lookAt(Known &known, store::ContactGap gap, Timestamp last, Timestamp now,
    std::vector<store::ContactGap> &found) const
{
    if (!isKnown(last))
        return;
    const Duration late = dueWithin(absentOf(gap.sign));
    const auto add = [&](Timestamp from, Timestamp until) {
        gap.from = from;
        gap.until = until;
        found.push_back(gap);
    };
    // Some time after the sign itself: only then the cluster is certainly known to the store.
    if (isKnown(known.firstHeard) && now - known.firstHeard >= kRegistered
        && !std::exchange(known.isRecorded, true))
        add({}, known.firstHeard);
    if (last >= m_startedAt && !isKnown(known.firstHeard))
        known.firstHeard = last;
    const Timestamp heard = std::max(last, m_startedAt);
    if (isKnown(known.heard) && heard > known.heard
        && (known.isSilent || heard - known.heard > late))
        add(known.heard, heard);
    if (heard != known.heard)
        known.isSilent = false;
    known.heard = heard;
    if (!known.isSilent && now - heard > late) {
        known.isSilent = true;
        add(heard, {});
    }
}

std::vector<store::ContactGap> ContactWatch::look(
    std::span<const std::pair<ClusterId, AgentTimes>> agents, Timestamp now)
{
    std::vector<store::ContactGap> found;
    for (const auto &[cluster, times] : agents) {
        auto &known = m_known[cluster];
        for (const SignOfLife sign : {SignOfLife::Heartbeat, SignOfLife::Snapshot}) {
            lookAt(known.at(static_cast<std::size_t>(sign)), {.cluster = cluster, .sign = sign},
                lastOf(times, absentOf(sign)), now, found);
        }
    }
    if (m_known.size() > agents.size()) {
        std::set<ClusterId> there;
        for (const auto &[cluster, times] : agents)
            there.insert(cluster);
        std::erase_if(
            m_known, [&there](const auto &entry) { return !there.contains(entry.first); });
    }
    return found;
}

} // namespace binnacle::alerts
