#pragma once

#include "core/domain/latency_histogram.h"
#include "ui/widgets/chart_numbers.h"

#include <QWidget>

#include <vector>

namespace binnacle::ui {

class ChartTable;

// How long requests took: one bar a bucket with the requests of that bucket alone, those beyond the
// target red, marks at the percentiles. Equal widths: bounds grow by ratios. Ctrl+T: the numbers.
class LatencyChart final : public QWidget
{
    Q_OBJECT

public:
    explicit LatencyChart(QWidget *parent = nullptr);

    void setLatency(const LatencyHistogram &latency, double targetMs);
    // Where a latency lies between the bars' edges, 0 at the left; for tests.
    double positionOf(double ms) const;
    ChartNumbers numbers() const; // a row for each bar

    QSize sizeHint() const override { return {360, 140}; }
    QSize minimumSizeHint() const override { return {200, 96}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Bar
    {
        double from = 0;
        double to = 0; // infinite: the +Inf bucket
        double count = 0;
    };
    void paintBars(QPainter &painter, const QRectF &box) const;
    void paintMarks(QPainter &painter, const QRectF &box) const;

    ChartTable *m_table;
    LatencyHistogram m_latency;
    std::vector<Bar> m_bars; // from the first to the last that holds requests
    double m_target = 0;
};

} // namespace binnacle::ui
