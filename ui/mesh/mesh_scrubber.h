#pragma once

#include "core/console/mesh_feed.h"
#include "ui/widgets/time_selection.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace binnacle::ui {

class ChartTable;

// The time under the graph: requests and errors as bars, marks of what happened above them, and the
// cursor. Dragging the cursor rewinds the whole window to that instant; the right edge is now.
// Ctrl+T shows the bars as a table.
class MeshScrubber final : public QWidget
{
    Q_OBJECT

public:
    // Must outlive the widget.
    explicit MeshScrubber(const TimeSelection &time, QWidget *parent = nullptr);

    void setTimeline(std::shared_ptr<const console::MeshTimeline> timeline);
    void setWindow(const TimeRange &window);                 // shaded
    void setCompare(const std::optional<TimeRange> &window); // shaded, and named
    void setPicking(bool isPicking); // the next click chooses the instant to compare with
    bool isPicking() const { return m_isPicking; }

    QSize sizeHint() const override { return {600, 104}; }
    QSize minimumSizeHint() const override { return {200, 92}; }

signals:
    void rewound(binnacle::Timestamp at);
    void left(); // back to now
    void instantPicked(binnacle::Timestamp at);
    void pickingCancelled();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    TimeRange range() const;
    QRectF plot() const;
    QRectF lane() const;
    Timestamp cursor() const; // dragged, or that of the window
    Timestamp timeAt(double x) const;
    void follow(double x);
    void step(int bars);
    void describe();
    void paintCaption(QPainter &painter);
    void paintBars(QPainter &painter);
    void paintMarks(QPainter &painter);
    void paintWindows(QPainter &painter);
    void paintCursor(QPainter &painter);
    QString textAt(const QPointF &point) const;

    const TimeSelection &m_time;
    ChartTable *m_table;
    std::shared_ptr<const console::MeshTimeline> m_timeline;
    double m_highest = 0; // requests a second
    TimeRange m_window;
    std::optional<TimeRange> m_compare;
    std::optional<Timestamp> m_dragged;
    double m_hover = -1;
    bool m_isPicking = false;
};

} // namespace binnacle::ui
