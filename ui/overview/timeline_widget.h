#pragma once

#include "ui/overview/timeline_lanes.h"
#include "ui/widgets/time_selection.h"

#include <QWidget>

#include <optional>

namespace binnacle::ui {

class ChartTable;

// The incident timeline: lanes of marks on one time axis, with the likely start drawn across. Drag
// zooms the window's time range; a click on a mark opens its newest event. Keyboard: ↑ ↓ change the
// lane, ← → walk its marks, Enter opens, Ctrl+T shows the marks as a table.
class TimelineWidget final : public QWidget
{
    Q_OBJECT

public:
    // `time` gives the zone of labels; must outlive the widget.
    explicit TimelineWidget(const TimeSelection &time, QWidget *parent = nullptr);

    void setTimeline(std::shared_ptr<const console::Timeline> timeline);
    void setRange(const TimeRange &range);
    void setStartTold(bool isTold); // draw the likely start when there is one; at first so
    bool isStartTold() const { return m_isStartTold; }
    int lanes() const { return static_cast<int>(m_lanes.size()); } // as many as fit
    ChartNumbers numbers() const; // a row for each mark within the range, newest first

    QSize sizeHint() const override { return {600, 260}; }
    QSize minimumSizeHint() const override { return {320, 140}; }

signals:
    void zoomRequested(const binnacle::TimeRange &range);
    void eventRequested(qint64 event);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Position // of a mark
    {
        std::size_t lane = 0;
        std::size_t mark = 0;
        friend bool operator==(const Position &, const Position &) = default;
    };

    void arrangeLanes();
    QRectF plot() const;
    QRectF laneBox(std::size_t lane) const;
    QRectF markBox(const console::TimelineMark &mark, const QRectF &lane) const;
    std::optional<Position> markAt(const QPointF &point) const;
    const console::TimelineMark *markOf(const Position &position) const;
    void paintLane(QPainter &painter, std::size_t lane) const;
    void paintMark(QPainter &painter, std::size_t lane, std::size_t mark) const;
    void paintLikelyStart(QPainter &painter) const;
    void paintEdges(QPainter &painter) const;
    void walk(int lanes, int marks);
    QString describe(const console::TimelineMark &mark) const;
    void updateDescription();

    const TimeSelection &m_time;
    ChartTable *m_table;
    std::shared_ptr<const console::Timeline> m_timeline;
    TimelineLanes m_allLanes;
    TimelineLanes m_lanes; // as drawn
    TimeRange m_range;
    bool m_isStartTold = true;
    std::optional<Position> m_current;
    double m_pressed = -1; // x of the mouse press; negative: none
    double m_dragged = -1;
};

} // namespace binnacle::ui
