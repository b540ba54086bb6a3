#pragma once

#include "core/domain/query_result.h"
#include "ui/query/query_chart_shape.h"

#include <QWidget>

#include <memory>

namespace binnacle::ui {

class TimeSelection;

// Horizontal bars: a line for each group, a column of bars for each number with a scale of its own.
// As high as its lines: put it into a scroll area.
class QueryBars final : public QWidget
{
    Q_OBJECT

public:
    static constexpr std::size_t kMostLines = 500;

    explicit QueryBars(const TimeSelection &time, QWidget *parent = nullptr); // must outlive it

    // The shape is one of bars.
    void setResult(std::shared_ptr<const QueryResult> result, const QueryChartShape &shape);
    QString lineText(int line) const; // "BackOff: count() 214", for tooltips and tests

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    int lineAt(int y) const;
    QString groupText(std::size_t row) const;
    void paintColumn(QPainter &painter, const QRect &box, std::size_t at, const QRect &dirty) const;

    const TimeSelection &m_time;
    std::shared_ptr<const QueryResult> m_result;
    QueryChartShape m_shape;
    std::vector<double> m_greatest; // of each number
    int m_lines = 0;
};

} // namespace binnacle::ui
