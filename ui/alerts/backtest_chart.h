#pragma once

#include "core/domain/alert_report.h"
#include "ui/alerts/alert_text.h"
#include "ui/widgets/time_selection.h"

#include <QWidget>

#include <memory>

class QLabel;

namespace binnacle::ui {

class TrendChart;
class FiringStrip;

// What a rule would have seen: the compared value with the threshold across it, and below the bars
// of when it would have fired.
class BacktestChart final : public QWidget
{
    Q_OBJECT

public:
    // `time` gives the zone of labels; must outlive the chart.
    explicit BacktestChart(const TimeSelection &time, QWidget *parent = nullptr);

    void showBacktest(std::shared_ptr<const Backtest> backtest, const ValueText &valueText);
    void markFiring(int firing); // -1: none

    QSize minimumSizeHint() const override { return {200, 130}; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void placeThreshold();

    std::shared_ptr<const Backtest> m_backtest;
    TrendChart *m_chart;
    FiringStrip *m_strip;
    QLabel *m_threshold;
};

// Bars of firings on the time axis of the chart above.
class FiringStrip final : public QWidget
{
    Q_OBJECT

public:
    explicit FiringStrip(QWidget *parent = nullptr);

    void showBacktest(std::shared_ptr<const Backtest> backtest);
    void mark(int firing);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::shared_ptr<const Backtest> m_backtest;
    int m_marked = -1;
};

} // namespace binnacle::ui
