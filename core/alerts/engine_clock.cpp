#include "core/alerts/engine_state.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace binnacle::alerts {

namespace {

constexpr Duration kDay{std::chrono::days{1}};
// Clocks of one machine differ by less; more is somebody who set the clock.
constexpr Duration kJitter{std::chrono::minutes{1}};

void moveBack(Timestamp &at, Duration by)
{
    if (isKnown(at))
        at = std::max(at - by, fromEpochMs(1));
}

// Of those that are known.
Timestamp earliest(Timestamp a, Timestamp b)
{
    if (!isKnown(a) || !isKnown(b))
        return std::max(a, b);
    return std::min(a, b);
}

void notAfter(Timestamp &at, Timestamp now)
{
    at = std::min(at, now);
}

} // namespace

// A clock that is set back takes everything that is being timed with it, so that no time has
// passed: what has been pending for three minutes still has, and nobody waits for the old hour.
void EngineState::moveClock(Timestamp to)
{
    const bool isFirst = !isKnown(now);
    if (isFirst) {
        now = to;
        forEachActive([to](RuleState &, ActiveAlert &active) {
            Alert &alert = active.alert; // of an earlier run, whose clock may have been ahead
            for (Timestamp *at :
                {&alert.pendingSince, &alert.firedAt, &alert.quietSince, &alert.notifiedAt})
                notAfter(*at, to);
        });
        for (auto &[key, past] : pasts) {
            // Times to come say nothing; better told once too often.
            std::erase_if(past.firings, [to](Timestamp at) { return at > to; });
            notAfter(past.restsUntil, to + settings.flapRest);
            if (past.toldAt > to)
                past.toldAt = {};
        }
        return;
    }
    if (to + kJitter < now) {
        shiftBack(now - to);
        now = to;
    }
    now = std::max(now, to);
    trimPasts();
}

void EngineState::shiftBack(Duration by)
{
    forEachActive([by](RuleState &, ActiveAlert &active) {
        Alert &alert = active.alert;
        for (Timestamp *at : {&alert.pendingSince, &alert.firedAt, &alert.quietSince,
                 &alert.notifiedAt, &active.valueStoredAt})
            moveBack(*at, by);
        active.touch();
    });
    for (auto &[key, past] : pasts) {
        moveBack(past.toldAt, by);
        moveBack(past.restsUntil, by);
        for (Timestamp &at : past.firings)
            moveBack(at, by);
    }
    for (auto &[group, at] : groupDue)
        moveBack(at, by);
    moveBack(pastsTrimmedAt, by);
}

void EngineState::trimPasts()
{
    constexpr Duration kEvery{std::chrono::minutes{10}};
    if (now < pastsTrimmedAt + kEvery)
        return;
    pastsTrimmedAt = now;
    for (auto it = pasts.begin(); it != pasts.end();) {
        SubjectPast &past = it->second;
        while (!past.firings.empty() && past.firings.front() + kDay <= now)
            past.firings.pop_front();
        const bool isForgotten = past.firings.empty() && past.restsUntil <= now
            && past.toldAt + kDay <= now && !byKey.contains(it->first);
        it = isForgotten ? pasts.erase(it) : std::next(it);
    }
}

Timestamp EngineState::dueOf(const RuleState &rule, const ActiveAlert &active)
{
    const Alert &alert = active.alert;
    const Duration cooldown = rule.rule.cooldown;
    Timestamp next{};
    if (alert.phase == AlertPhase::Pending)
        return active.isTrue && !active.isFrozen ? alert.pendingSince + rule.holds : next;
    const bool isQuiet = isKnown(alert.quietSince);
    if (isQuiet && !active.isFrozen)
        next = alert.quietSince + rule.resolveAfter;
    const SubjectPast *past = pastOf(active.key);
    if (alert.hush == AlertHush::Flapping && past)
        return earliest(next, past->restsUntil);
    if (alert.hush != AlertHush::None || !alert.ackedBy.empty())
        return next;
    if (active.isTold)
        return isQuiet || cooldown == Duration::zero()
            ? next
            : earliest(next, alert.notifiedAt + cooldown);
    if (past && isCooling(rule, active))
        return earliest(next, past->toldAt + cooldown);
    const auto group = groupDue.find(active.group);
    return group == groupDue.end() ? next : earliest(next, group->second);
}

Timestamp EngineState::findDue()
{
    Timestamp next{};
    forEachActive([&](const RuleState &rule, const ActiveAlert &active) {
        next = earliest(next, dueOf(rule, active));
    });
    return busy.empty() ? next : earliest(next, silences.nextChange(now));
}

} // namespace binnacle::alerts
