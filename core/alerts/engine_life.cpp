#include "core/alerts/engine_state.h"

#include <algorithm>
#include <utility>

namespace binnacle::alerts {

namespace {

constexpr Duration kDay{std::chrono::days{1}};
constexpr Duration kFlapWindow{std::chrono::hours{1}};
// Between stored values of an alert whose value moves all the time.
constexpr Duration kValueRest{std::chrono::minutes{1}};

// The alert that a rule's source is silent, when there is no other one to say so.
AlertSubject silentSubject(const AlertRule &rule)
{
    const std::string name = rule.cluster.isEmpty() ? "*" : rule.cluster.value;
    return {rule.cluster, {.kind = "Cluster", .ns = {}, .name = name}};
}

} // namespace

ActiveAlert &EngineState::activeOf(RuleState &rule, const AlertSubject &subject)
{
    const auto [it, isNew] = rule.active.try_emplace(subject);
    ActiveAlert &active = it->second;
    if (!isNew)
        return active;
    Alert &alert = active.alert;
    alert.rule = rule.rule.id;
    alert.ruleName = rule.rule.name;
    alert.severity = rule.rule.severity;
    alert.subject = subject;
    alert.title = rule.rule.name + ": " + subject.text();
    alert.message = rule.rule.description;
    alert.pendingSince = now;
    active.key = alertDedupKey(rule.rule.id, subject);
    active.group = groupOf(rule.rule, subject);
    active.valueStoredAt = now;
    byKey[active.key] = &active;
    const auto known = pasts.find(active.key);
    active.past = known == pasts.end() ? nullptr : &known->second;
    busy.emplace(rule.rule.id, &rule);
    return active;
}

void EngineState::apply(const RuleReadings &readings)
{
    const auto found = rules.find(readings.rule);
    if (found == rules.end() || found->second.isGone)
        return;
    RuleState &rule = found->second;
    rule.isUnevaluated = readings.isUnevaluated;
    if (readings.isUnevaluated) {
        for (auto &[subject, active] : rule.active) {
            active.isFrozen = true;
            active.seenIn = steps;
        }
        return;
    }
    rule.wasRead = true;
    rule.hasNoData = readings.hasNoData;
    rule.subjects = readings.subjects;
    for (const RuleReading &reading : readings.active)
        takeReading(rule, reading);
    if (readings.hasNoData)
        takeSilence(rule);
    for (auto &[subject, active] : rule.active) {
        if (active.seenIn == steps)
            continue;
        active.isTrue = false;
        active.isFrozen = false;
        if (std::exchange(active.alert.hasNoData, false))
            active.touch();
    }
}

void EngineState::takeReading(RuleState &rule, const RuleReading &reading)
{
    const NoDataPolicy policy = rule.rule.noData;
    if (reading.hasNoData && policy != NoDataPolicy::Alert) {
        const auto known = rule.active.find(reading.subject);
        if (policy == NoDataPolicy::Resolve || known == rule.active.end())
            return;
        known->second.isFrozen = true;
        known->second.seenIn = steps;
        if (!std::exchange(known->second.alert.hasNoData, true))
            known->second.touch();
        return;
    }
    if (!reading.isTrue && !reading.hasNoData)
        return;
    ActiveAlert &active = activeOf(rule, reading.subject);
    Alert &alert = active.alert;
    if (active.isNew && isKnown(reading.since))
        alert.pendingSince = std::min(alert.pendingSince, reading.since);
    active.seenIn = steps;
    active.isTrue = true;
    active.isFrozen = false;
    const bool isNewText = alert.valueText != reading.valueText;
    alert.value = reading.value;
    alert.valueText = reading.valueText;
    if (std::exchange(alert.hasNoData, reading.hasNoData) != reading.hasNoData
        || (isNewText && now >= active.valueStoredAt + kValueRest)) {
        active.valueStoredAt = now;
        if (!active.isNew)
            active.touch();
    }
}

// The source has nothing to say at all.
void EngineState::takeSilence(RuleState &rule)
{
    const NoDataPolicy policy = rule.rule.noData;
    if (policy == NoDataPolicy::Resolve)
        return;
    if (policy == NoDataPolicy::Alert && rule.active.empty())
        activeOf(rule, silentSubject(rule.rule));
    for (auto &[subject, active] : rule.active) {
        if (active.seenIn == steps)
            continue;
        active.seenIn = steps;
        active.isFrozen = policy == NoDataPolicy::KeepState;
        if (!active.isFrozen)
            active.isTrue = true;
        if (!std::exchange(active.alert.hasNoData, true) && !active.isNew)
            active.touch();
    }
}

void EngineState::endQuietly(ActiveAlert &active)
{
    const bool wasFiring = active.alert.phase == AlertPhase::Firing;
    active.isOver = true;
    active.isTold = false; // nobody is told that a rule is gone
    active.alert.resolvedAt = now;
    active.change = wasFiring ? AlertChange::Kind::Resolved : AlertChange::Kind::Dropped;
}

void EngineState::live(RuleState &rule, ActiveAlert &active)
{
    Alert &alert = active.alert;
    if (rule.isGone)
        return endQuietly(active);
    if (active.isFrozen) {
        // Kept as it is: neither does it get worse nor is it over.
        return;
    }
    if (alert.phase == AlertPhase::Pending) {
        if (!active.isTrue) {
            active.isOver = true;
            active.change = AlertChange::Kind::Dropped;
        } else if (now - alert.pendingSince >= rule.holds) {
            fire(active);
        } else if (active.isNew) {
            active.change = AlertChange::Kind::BecamePending;
        }
        return;
    }
    if (active.isTrue) {
        if (isKnown(std::exchange(alert.quietSince, Timestamp{})))
            active.touch();
        return;
    }
    if (!isKnown(alert.quietSince)) {
        alert.quietSince = now;
        active.touch();
    }
    if (now - alert.quietSince >= rule.resolveAfter) {
        alert.resolvedAt = now;
        active.isOver = true;
        active.change = AlertChange::Kind::Resolved;
    }
}

void EngineState::fire(ActiveAlert &active)
{
    Alert &alert = active.alert;
    alert.phase = AlertPhase::Firing;
    alert.firedAt = now;
    active.change = AlertChange::Kind::Fired;
    SubjectPast &past = rememberedOf(active);
    while (!past.firings.empty() && past.firings.front() + kDay <= now)
        past.firings.pop_front();
    past.firings.push_back(now);
    alert.occurrences = static_cast<std::int64_t>(past.firings.size());
    int recent = 0;
    for (auto it = past.firings.rbegin(); it != past.firings.rend() && *it + kFlapWindow > now;
         ++it)
        ++recent;
    if (recent > settings.flapLimit && now >= past.restsUntil) {
        past.restsUntil = now + settings.flapRest;
        past.owesDigest = true;
    }
}

} // namespace binnacle::alerts
