#include "core/alerts/engine.h"

#include "core/alerts/engine_state.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace binnacle::alerts {

namespace {

void readTimes(RuleState &state)
{
    // What cannot be read has no readings either; its alerts go on as they are.
    if (const Result<Condition> condition = readCondition(state.rule.condition)) {
        state.kind = condition->kind;
        state.absent = condition->absent;
        state.holds = condition->holds;
        state.resolveAfter = condition->resolveAfter;
    }
}

// What an edited rule changes about an alert of it.
void adopt(const AlertRule &rule, ActiveAlert &active)
{
    Alert &alert = active.alert;
    std::string title = rule.name + ": " + alert.subject.text();
    const bool isSame = std::tie(alert.ruleName, alert.severity, alert.title, alert.message)
        == std::tie(rule.name, rule.severity, title, rule.description);
    active.group = groupOf(rule, alert.subject);
    if (isSame)
        return;
    alert.ruleName = rule.name;
    alert.severity = rule.severity;
    alert.title = std::move(title);
    alert.message = rule.description;
    active.silencesOf = 0;
    if (!active.isNew)
        active.touch();
}

} // namespace

std::string groupOf(const AlertRule &rule, const AlertSubject &subject)
{
    std::string group;
    for (const std::string &by : rule.groupBy) {
        group.append(group.empty() ? "" : ",").append(by).append("=");
        if (by == "rule")
            group += std::to_string(rule.id);
        else if (by == "cluster")
            group += subject.cluster.value;
        else if (by == "namespace")
            group += subject.object.ns;
    }
    if (group.empty())
        return group;
    // Alerts of several rules go into one message only when it goes to the same people.
    group += ",channels=";
    for (const std::int64_t channel : rule.channels)
        group.append(std::to_string(channel)).append(" ");
    return group;
}

Engine::Engine(const EngineSettings &settings)
    : m_state(std::make_unique<State>())
{
    m_state->settings = settings;
}

Engine::~Engine() = default;
Engine::Engine(Engine &&) noexcept = default;
Engine &Engine::operator=(Engine &&) noexcept = default;

void Engine::setRules(std::vector<AlertRule> rules)
{
    for (auto &[id, state] : m_state->rules) {
        state.isListed = false;
        state.isGone = true;
    }
    for (AlertRule &rule : rules) {
        RuleState &state = m_state->rules[rule.id];
        const bool isNewCondition = state.rule.condition != rule.condition;
        state.isListed = true;
        state.isGone = !rule.isEnabled;
        state.rule = std::move(rule);
        if (isNewCondition)
            readTimes(state);
        for (auto &[subject, active] : state.active)
            adopt(state.rule, active);
    }
    std::erase_if(m_state->rules, [&](const auto &item) {
        const auto &[id, state] = item;
        return !state.isListed && state.active.empty();
    });
    m_state->isChanged = true;
}

void Engine::setSilences(std::vector<Silence> silences)
{
    m_state->silences.set(std::move(silences));
    m_state->isChanged = true;
}

void Engine::setWorld(EngineWorld world)
{
    m_state->inhibition.setWorld(std::move(world));
    m_state->isChanged = true;
}

void Engine::restore(std::vector<Alert> open, std::vector<Alert> recentFirings, Timestamp lastStep)
{
    m_state->lastStep = lastStep;
    const auto remember = [this](const Alert &alert) {
        if (!isKnown(alert.firedAt))
            return;
        SubjectPast &past = m_state->pasts[alertDedupKey(alert.rule, alert.subject)];
        past.firings.push_back(alert.firedAt);
        past.toldAt = std::max(past.toldAt, alert.notifiedAt);
    };
    std::ranges::for_each(recentFirings, remember);
    std::ranges::for_each(open, remember);
    for (auto &[key, past] : m_state->pasts) {
        std::ranges::sort(past.firings);
        past.firings.erase(
            std::unique(past.firings.begin(), past.firings.end()), past.firings.end());
        // As it went when they happened: each that came too often began a rest, told then.
        std::size_t first = 0;
        for (std::size_t i = 0; i < past.firings.size(); ++i) {
            while (past.firings[i] - past.firings[first] >= std::chrono::hours{1})
                ++first;
            const auto count = static_cast<int>(i - first + 1);
            if (count > m_state->settings.flapLimit && past.firings[i] >= past.restsUntil)
                past.restsUntil = past.firings[i] + m_state->settings.flapRest;
        }
    }
    for (Alert &alert : open) {
        if (alert.isOver() || alert.phase == AlertPhase::Inactive)
            continue;
        RuleState &rule = m_state->rules[alert.rule];
        rule.rule.id = alert.rule; // which may be gone
        ActiveAlert &active = m_state->activeOf(rule, alert.subject);
        active.alert = std::move(alert);
        active.isNew = false;
        active.isFrozen = active.alert.hasNoData && rule.rule.noData == NoDataPolicy::KeepState;
        active.isTrue = !isKnown(active.alert.quietSince);
        active.isTold = isKnown(active.alert.notifiedAt)
            && active.alert.notifiedAt >= active.alert.firedAt
            && active.alert.phase == AlertPhase::Firing;
        if (!rule.isGone)
            adopt(rule.rule, active);
    }
    m_state->isChanged = true;
}

SubjectPast &EngineState::rememberedOf(ActiveAlert &active)
{
    if (!active.past)
        active.past = &pasts[active.key];
    return *active.past;
}

// It fired again soon after somebody was told that it fires.
bool EngineState::isCooling(const RuleState &rule, const ActiveAlert &active) const
{
    const SubjectPast *past = active.past;
    return past && isKnown(past->toldAt) && rule.rule.cooldown > Duration::zero()
        && now < past->toldAt + rule.rule.cooldown;
}

EngineStep Engine::step(
    Timestamp now, std::span<const RuleReadings> readings, std::optional<Duration> elapsed)
{
    State &state = *m_state;
    EngineStep step;
    const bool wasSet = state.moveClock(now, elapsed);
    const bool isDue = isKnown(state.due) && state.now >= state.due;
    if (readings.empty() && !wasSet && !isDue && !state.isChanged)
        return step; // only time has passed
    ++state.steps;
    for (const RuleReadings &reading : readings)
        state.apply(reading);
    state.forEachActive([&](RuleState &rule, ActiveAlert &active) { state.live(rule, active); });
    state.tell(step);
    state.forEachActive([&](const RuleState &, ActiveAlert &active) {
        if (active.change)
            step.changes.push_back({*active.change, active.alert});
        active.change.reset();
        active.isNew = false;
        if (active.isOver)
            state.byKey.erase(active.key);
    });
    std::erase_if(state.busy, [&](const auto &item) {
        RuleState &rule = *item.second;
        std::erase_if(rule.active, [](const auto &each) { return each.second.isOver; });
        const bool isIdle = rule.active.empty();
        if (isIdle && !rule.isListed)
            state.rules.erase(item.first);
        return isIdle;
    });
    state.isChanged = false;
    state.due = state.findDue();
    return step;
}

Timestamp Engine::nextDue() const
{
    return m_state->isChanged ? std::max(m_state->now, fromEpochMs(1)) : m_state->due;
}

Result<AlertChange> Engine::acknowledge(std::int64_t alert, std::string by, Timestamp at)
{
    ActiveAlert *found = nullptr;
    m_state->forEachActive([&](RuleState &, ActiveAlert &active) {
        if (alert != 0 && active.alert.id == alert && active.alert.phase == AlertPhase::Firing)
            found = &active;
    });
    if (!found) {
        return Error{
            ErrorCode::NotFound, "alert " + std::to_string(alert) + " does not fire any more"};
    }
    found->alert.ackedBy = std::move(by);
    found->alert.ackedAt = at;
    m_state->due = m_state->findDue();
    return AlertChange{AlertChange::Kind::Updated, found->alert};
}

void Engine::stored(const std::string &dedupKey, std::int64_t id)
{
    const auto found = m_state->byKey.find(dedupKey);
    if (found != m_state->byKey.end())
        found->second->alert.id = id;
}

std::vector<Alert> Engine::alerts() const
{
    std::vector<Alert> all;
    m_state->forEachActive(
        [&](const RuleState &, const ActiveAlert &active) { all.push_back(active.alert); });
    return all;
}

std::vector<DecisionStep> Engine::explain(
    std::int64_t rule, const AlertSubject &subject, const std::string &seen) const
{
    return m_state->explain(rule, subject, seen);
}

} // namespace binnacle::alerts
