#pragma once

#include "core/domain/alert.h"
#include "ui/widgets/time_selection.h"

#include <QWidget>

#include <vector>

namespace binnacle::ui {

// Firings on the window's time axis, a lane for each rule, with a cursor for "what about then?".
// A click or ← → sets the cursor, ↑ ↓ the lane; drag asks for a zoom, a double-click for the one
// before. As high as its lanes need: belongs into a scroll area.
class AlertLanes final : public QWidget
{
    Q_OBJECT

public:
    // `time` gives the zone of labels; must outlive the widget.
    explicit AlertLanes(const TimeSelection &time, QWidget *parent = nullptr);

    void setAlerts(const std::vector<Alert> &alerts, const TimeRange &range, Timestamp now);
    void showCursor(std::int64_t rule, Timestamp at); // emits nothing
    Timestamp instant() const { return m_cursor; }    // of the cursor; unknown: none
    std::int64_t currentRule() const;                 // 0: none
    int laneCount() const { return static_cast<int>(m_lanes.size()); }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {320, 60}; }

signals:
    // Of the firing under the cursor, else with an empty subject.
    void cursorMoved(qint64 rule, const binnacle::AlertSubject &subject, binnacle::Timestamp at);
    void zoomRequested(const binnacle::TimeRange &range);
    void previousZoomRequested();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Bar
    {
        Timestamp from{};
        Timestamp to{};
        AlertSeverity severity = AlertSeverity::Warning;
        bool isHushed = false;
        AlertSubject subject;
    };
    struct Lane
    {
        std::int64_t rule = 0;
        QString name;
        std::vector<Bar> bars;
    };
    QRectF plot() const;
    QRectF laneBox(int lane) const;
    void paintLane(QPainter &painter, int lane) const;
    void paintCursor(QPainter &painter) const;
    void moveTo(int lane, Timestamp at);
    const Bar *barAt(int lane, Timestamp at) const;

    const TimeSelection &m_time;
    std::vector<Lane> m_lanes;
    TimeRange m_range;
    int m_current = -1;
    Timestamp m_cursor{};
    double m_pressed = -1; // x; negative: none
    double m_dragged = -1;
};

} // namespace binnacle::ui
