#pragma once

#include "core/domain/query_result.h"
#include "ui/query/query_chart_shape.h"

#include <QWidget>

#include <memory>

class QLabel;
class QStackedLayout;
class QVBoxLayout;

namespace binnacle::ui {

class QueryBars;
class StatePanel;
class TimeSelection;

// A result drawn, where its shape allows: bars for groups, one chart of lines for each number over
// time. Else it says what is in the way and how to write a query that can be drawn.
class QueryChart final : public QWidget
{
    Q_OBJECT

public:
    explicit QueryChart(TimeSelection &time, QWidget *parent = nullptr); // must outlive it

    void setResult(std::shared_ptr<const QueryResult> result); // null: nothing
    QueryChartShape::Kind kind() const { return m_kind; }

private:
    void showObstacle(QueryChartShape::Obstacle obstacle);
    void showBars(std::shared_ptr<const QueryResult> result, const QueryChartShape &shape);
    void showLines(const QueryResult &result, const QueryChartShape &shape);

    TimeSelection &m_time;
    QueryChartShape::Kind m_kind = QueryChartShape::Kind::None;
    StatePanel *m_state;
    QueryBars *m_bars;
    QLabel *m_note;
    QWidget *m_lines = nullptr;
    QWidget *m_barsPage;
    QStackedLayout *m_pages;
};

} // namespace binnacle::ui
