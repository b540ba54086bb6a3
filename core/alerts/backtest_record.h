#pragma once

#include "core/alerts/backtest.h"
#include "core/alerts/condition.h"

#include <map>
#include <string>
#include <vector>

namespace binnacle::alerts {

// Writes down what one replay shows.
class BacktestRecord
{
public:
    BacktestRecord(const BacktestQuery &query, const Condition &condition);

    void take(const Replay::Instant &instant, std::optional<double> worst);
    Backtest finish();

private:
    void takeChange(const AlertChange &change);
    void takePage(const AlertPage &page);
    void takeValues(const RuleReadings &readings);
    void takePoint(Timestamp at, std::optional<double> worst);
    void compareWithIncidents();
    bool isMine(const AlertPage &page) const;

    const BacktestQuery &m_query;
    const Condition &m_condition;
    const Duration m_pointEvery;
    Backtest m_backtest;
    std::map<std::string, std::size_t> m_open;     // firings by key of their alert
    std::map<std::string, Timestamp> m_resolvedAt; // when one was over last
    std::map<std::int64_t, int> m_pages;           // by channel
};

// The mean time from the beginning of an incident to the first firing that caught it; unset: none
// was caught.
std::optional<Duration> detectedAfter(const Backtest &backtest);

} // namespace binnacle::alerts
