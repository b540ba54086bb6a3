#include "core/alerts/engine_state.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace binnacle::alerts {

namespace {

constexpr Duration kDay{std::chrono::days{1}};
// Without a monotonic clock to compare with: more is somebody who set the clock.
constexpr Duration kJitter{std::chrono::minutes{1}};
// Between reading two clocks one after the other; more is somebody who set one.
constexpr Duration kSet{std::chrono::seconds{2}};
// Contract: reliability, Prometheus' for-outage-tolerance and for-grace-period.
constexpr Duration kOutageTolerance{std::chrono::hours{1}};
constexpr Duration kGrace{std::chrono::minutes{10}};
// The end of a run is known by the minute.
constexpr Duration kNoOutage{std::chrono::minutes{1}};

void moveBy(Timestamp &at, Duration by)
{
    if (isKnown(at))
        at = std::max(at + by, fromEpochMs(1));
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

bool EngineState::moveClock(Timestamp to, std::optional<Duration> elapsed)
{
    bool wasSet = false;
    if (!isKnown(now))
        beginAt(to);
    const std::optional<Duration> aheadNow
        = elapsed ? std::optional(to.time_since_epoch() - *elapsed) : std::nullopt;
    if (aheadNow && ahead) {
        const Duration set = *aheadNow - *ahead;
        if (set > kSet || set < -kSet) {
            shift(set);
            moveBy(now, set);
            ahead = aheadNow;
            wasSet = true;
        }
    } else {
        ahead = aheadNow;
        if (to + kJitter < now) {
            shift(to - now);
            now = to;
            wasSet = true;
        }
    }
    now = std::max(now, to);
    trimPasts();
    return wasSet;
}

void EngineState::beginAt(Timestamp to)
{
    now = to;
    forEachActive([&](RuleState &rule, ActiveAlert &active) {
        Alert &alert = active.alert; // of an earlier run, whose clock may have been ahead
        for (Timestamp *at :
            {&alert.pendingSince, &alert.firedAt, &alert.quietSince, &alert.notifiedAt})
            notAfter(*at, to);
        const Duration outage = to - std::max(lastStep, alert.pendingSince);
        if (isKnown(lastStep) && alert.phase == AlertPhase::Pending && outage > kNoOutage)
            countOutage(active, outage, rule.holds);
    });
    for (auto &[key, past] : pasts) {
        // Times to come say nothing; better told once too often.
        std::erase_if(past.firings, [to](Timestamp at) { return at > to; });
        notAfter(past.restsUntil, to + settings.flapRest);
        if (past.toldAt > to)
            past.toldAt = {};
    }
}

void EngineState::countOutage(ActiveAlert &active, Duration outage, Duration holds)
{
    Alert &alert = active.alert;
    alert.pendingSince = outage > kOutageTolerance ? now : alert.pendingSince + outage;
    notAfter(alert.pendingSince, now);
    if (holds > kGrace)
        alert.pendingSince = std::max(alert.pendingSince, now + kGrace - holds);
    active.touch();
}

// Takes everything that is being timed with a clock that was set, so that no time has passed: what
// has been pending for three minutes still has.
void EngineState::shift(Duration by)
{
    forEachActive([by](RuleState &, ActiveAlert &active) {
        Alert &alert = active.alert;
        for (Timestamp *at : {&alert.pendingSince, &alert.firedAt, &alert.quietSince,
                 &alert.notifiedAt, &active.valueStoredAt})
            moveBy(*at, by);
        active.touch();
    });
    for (auto &[key, past] : pasts) {
        moveBy(past.toldAt, by);
        moveBy(past.restsUntil, by);
        for (Timestamp &at : past.firings)
            moveBy(at, by);
    }
    for (auto &[group, at] : groupDue)
        moveBy(at, by);
    moveBy(pastsTrimmedAt, by);
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

Timestamp EngineState::dueOf(const RuleState &rule, const ActiveAlert &active) const
{
    const Alert &alert = active.alert;
    const Duration cooldown = rule.rule.cooldown;
    Timestamp next{};
    if (alert.phase == AlertPhase::Pending)
        return active.isTrue && !active.isFrozen ? alert.pendingSince + rule.holds : next;
    const bool isQuiet = isKnown(alert.quietSince);
    if (isQuiet && !active.isFrozen)
        next = alert.quietSince + rule.resolveAfter;
    const SubjectPast *past = active.past;
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
    return next; // it waits for its group
}

Timestamp EngineState::findDue()
{
    Timestamp next{};
    forEachActive([&](const RuleState &rule, const ActiveAlert &active) {
        next = earliest(next, dueOf(rule, active));
    });
    // Also of a group in which nothing waits any more: it is to be forgotten.
    for (const auto &[group, at] : groupDue)
        next = earliest(next, at);
    return busy.empty() ? next : earliest(next, silences.nextChange(now));
}

} // namespace binnacle::alerts
