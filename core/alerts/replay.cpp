#include "core/alerts/replay.h"

#include <algorithm>
#include <utility>

namespace binnacle::alerts {

namespace {

constexpr int kInstantsBetweenLooks = 256;

// The sooner of two instants, where unknown is never.
Timestamp sooner(Timestamp a, Timestamp b)
{
    if (!isKnown(a) || !isKnown(b))
        return isKnown(a) ? a : b;
    return std::min(a, b);
}

} // namespace

AlertRule withCondition(AlertRule rule, const Condition &condition)
{
    rule.condition = writeCondition(condition);
    return rule;
}

Replay::Replay(
    HistoryReadings &main, std::vector<HistoryReadings *> others, const ReplayScene &scene)
    : m_main(main)
    , m_others(std::move(others))
    , m_scene(scene)
{}

void Replay::begin(std::size_t variant)
{
    m_engine.emplace(m_scene.engine);
    m_world.reset();
    m_main.begin(variant);
    AlertRule rule
        = variant == 0 ? m_main.rule() : withCondition(m_main.rule(), m_main.condition());
    rule.isEnabled = true;
    std::vector<AlertRule> rules{std::move(rule)};
    for (HistoryReadings *other : m_others) {
        other->begin(0);
        rules.push_back(other->rule());
    }
    m_engine->setRules(std::move(rules));
    m_engine->setSilences(m_scene.silences);
}

Timestamp Replay::nextAfter(Timestamp at) const
{
    Timestamp next = m_main.next(at);
    for (const HistoryReadings *other : m_others)
        next = sooner(next, other->next(at));
    if (!isKnown(at))
        return next;
    // The circumstances are a matter of what is looked at: they begin nothing.
    const auto change = std::ranges::upper_bound(m_scene.worldChanges, at);
    if (change != m_scene.worldChanges.end())
        next = sooner(next, *change);
    const Timestamp due = m_engine->nextDue();
    return due > at ? sooner(next, due) : next;
}

void Replay::playInstant(Timestamp now, const Visit &visit)
{
    bool isNews = false;
    if (auto world = m_scene.world ? m_scene.world(now) : nullptr; world && world != m_world) {
        m_engine->setWorld(*world);
        m_world = std::move(world);
        isNews = true;
    }
    const auto look = [now](HistoryReadings &source, Timestamp before) {
        return source.next(before) == now ? source.at(now) : std::nullopt;
    };
    std::vector<RuleReadings> readings;
    const Timestamp before = now - Duration{1};
    if (auto main = look(m_main, before))
        readings.push_back(*std::move(main));
    const bool isMainNews = !readings.empty();
    for (HistoryReadings *other : m_others) {
        if (auto seen = look(*other, before))
            readings.push_back(*std::move(seen));
    }
    const Timestamp due = m_engine->nextDue();
    isNews = isNews || !readings.empty() || (isKnown(due) && due <= now);
    if (!isNews)
        return visit({.at = now});
    const EngineStep step = m_engine->step(now, readings);
    visit({.at = now, .readings = isMainNews ? readings.data() : nullptr, .step = &step});
}

Status Replay::run(
    std::size_t variant, Timestamp until, const std::stop_token &stop, const Visit &visit)
{
    begin(variant);
    int played = 0;
    for (Timestamp at = nextAfter({}); isKnown(at) && at <= until; at = nextAfter(at)) {
        if (played++ % kInstantsBetweenLooks == 0 && stop.stop_requested())
            return Error{ErrorCode::Cancelled, "the backtest was cancelled"};
        playInstant(at, visit);
    }
    return Done{};
}

} // namespace binnacle::alerts
