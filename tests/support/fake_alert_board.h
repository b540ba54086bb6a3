#pragma once

#include "core/console/alert_desk.h"

#include <vector>

namespace binnacle::fake {

// What fake::AlertDesk begins with, and what its questions about the past are answered by.
console::AlertBoard makeAlertBoard(Timestamp now);
// Three that fire and twelve that are over, newest first.
std::vector<Alert> makePastAlerts(const console::AlertBoard &board, Timestamp now);

// The conditions of the fake desk are JSON with these members.
QString conditionOf(const QString &kind, const QString &target, const QString &text, Duration holds,
    Duration resolveAfter);

// Two firings: a burst of eight hours three days before the end, and one that still goes on.
Backtest makeBacktest(const console::BacktestQuestion &question);
std::vector<SweepRow> makeSweep(
    const console::BacktestQuestion &question, const std::vector<double> &thresholds);
DecisionTrace makeTrace(const AlertRule &rule, const AlertSubject &subject, Timestamp at);

} // namespace binnacle::fake
