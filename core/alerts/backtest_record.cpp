#include "core/alerts/backtest_record.h"

#include "core/alerts/condition_readings.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace binnacle::alerts {

namespace {

constexpr std::int64_t kMostPoints = 1'440;
constexpr Duration kFlapWindow = std::chrono::hours{1};

bool overlaps(const BacktestFiring &firing, const TimeRange &range)
{
    return firing.firedAt < range.to
        && (!isKnown(firing.resolvedAt) || firing.resolvedAt > range.from);
}

} // namespace

BacktestRecord::BacktestRecord(const BacktestQuery &query, const Condition &condition)
    : m_query(query)
    , m_condition(condition)
    , m_pointEvery(std::max(query.step, query.range.length() / kMostPoints))
{
    m_backtest.range = query.range;
    m_backtest.step = m_pointEvery;
    m_backtest.threshold = thresholdOf(condition);
}

void BacktestRecord::takePoint(Timestamp at, std::optional<double> worst)
{
    const Timestamp start = at - (at - m_query.range.from) % m_pointEvery;
    auto &curve = m_backtest.curve;
    if (curve.empty() || curve.back().at != start) {
        curve.push_back({.at = start, .value = worst});
        return;
    }
    auto &value = curve.back().value;
    if (worst)
        value = worseOf(m_condition, value.value_or(*worst), *worst);
}

void BacktestRecord::takeValues(const RuleReadings &readings)
{
    for (const RuleReading &reading : readings.active) {
        const auto open = m_open.find(alertDedupKey(m_query.rule.id, reading.subject));
        if (open == m_open.end() || !reading.value)
            continue;
        auto &peak = m_backtest.firings[open->second].peak;
        peak = worseOf(m_condition, peak.value_or(*reading.value), *reading.value);
    }
}

void BacktestRecord::takeChange(const AlertChange &change)
{
    const Alert &alert = change.alert;
    if (alert.rule != m_query.rule.id)
        return;
    const std::string key = alertDedupKey(alert.rule, alert.subject);
    if (change.kind == AlertChange::Kind::Fired) {
        const auto before = m_resolvedAt.find(key);
        if (before != m_resolvedAt.end() && alert.firedAt - before->second < kFlapWindow)
            ++m_backtest.flaps;
        m_open[key] = m_backtest.firings.size();
        m_backtest.firings.push_back({.subject = alert.subject,
            .pendingSince = alert.pendingSince,
            .firedAt = alert.firedAt,
            .peak = alert.value,
            .hush = alert.hush});
    }
}

bool BacktestRecord::isMine(const AlertPage &page) const
{
    return std::ranges::any_of(
        page.dedupKeys, [this](const std::string &key) { return m_open.contains(key); });
}

void BacktestRecord::takePage(const AlertPage &page)
{
    if (!isMine(page))
        return;
    for (const std::string &key : page.dedupKeys) {
        if (const auto open = m_open.find(key); open != m_open.end())
            ++m_backtest.firings[open->second].pages;
    }
    std::vector<std::int64_t> channels
        = page.channels.empty() ? m_query.effectiveChannels : page.channels;
    if (channels.empty())
        channels.push_back(0);
    for (const std::int64_t channel : channels)
        ++m_pages[channel];
}

void BacktestRecord::take(const Replay::Instant &instant, std::optional<double> worst)
{
    takePoint(instant.at, worst);
    if (instant.step) {
        for (const AlertChange &change : instant.step->changes)
            takeChange(change);
        for (const AlertPage &page : instant.step->pages)
            takePage(page);
        for (const AlertChange &change : instant.step->changes) {
            if (change.kind != AlertChange::Kind::Resolved)
                continue;
            const std::string key = alertDedupKey(change.alert.rule, change.alert.subject);
            const auto open = m_open.find(key);
            if (open == m_open.end())
                continue;
            m_backtest.firings[open->second].resolvedAt = change.alert.resolvedAt;
            m_resolvedAt[key] = change.alert.resolvedAt;
            m_open.erase(open);
        }
    }
    if (instant.readings)
        takeValues(*instant.readings);
}

void BacktestRecord::compareWithIncidents()
{
    for (const IncidentSpan &incident : m_query.incidents) {
        bool isCaught = false;
        for (BacktestFiring &firing : m_backtest.firings) {
            if (!overlaps(firing, incident.range))
                continue;
            if (firing.incident.empty())
                firing.incident = incident.name;
            isCaught = isCaught || firing.pages > 0;
        }
        (isCaught ? m_backtest.caught : m_backtest.missed).push_back(incident);
    }
    m_backtest.falseAlarms = static_cast<int>(
        std::ranges::count_if(m_backtest.firings, [this](const auto &firing) {
            return firing.pages > 0
                && std::ranges::none_of(m_query.incidents,
                    [&](const IncidentSpan &incident) { return overlaps(firing, incident.range); });
        }));
}

Backtest BacktestRecord::finish()
{
    compareWithIncidents();
    for (const BacktestFiring &firing : m_backtest.firings) {
        const Timestamp end = isKnown(firing.resolvedAt) ? firing.resolvedAt : m_query.range.to;
        m_backtest.firingTime += end - firing.firedAt;
    }
    for (const auto &[channel, pages] : m_pages)
        m_backtest.pages.push_back({.channel = channel, .pages = pages});
    return std::move(m_backtest);
}

std::optional<Duration> detectedAfter(const Backtest &backtest)
{
    Duration sum{0};
    std::int64_t caught = 0;
    for (const IncidentSpan &incident : backtest.caught) {
        const auto first = std::ranges::find_if(backtest.firings, [&](const auto &firing) {
            return firing.pages > 0 && overlaps(firing, incident.range);
        });
        if (first == backtest.firings.end())
            continue;
        sum += std::max(Duration{0}, first->firedAt - incident.range.from);
        ++caught;
    }
    return caught > 0 ? std::optional(sum / caught) : std::nullopt;
}

} // namespace binnacle::alerts
