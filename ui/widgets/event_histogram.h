#pragma once

#include "core/console/console_types.h"
#include "ui/widgets/chart_numbers.h"
#include "ui/widgets/time_selection.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace binnacle::ui {

class ChartTable;

// Bars of Normal (below) and Warning (on top) over time with a brush. Drag selects a range,
// Shift+drag measures without selecting, double-click asks for the previous zoom. Keyboard: ← →
// move a cursor by one bar, Shift+← → extend a range, Enter selects it, Escape lets it go. Time
// before the retention edge and after now is hatched: no data is not zero. Ctrl+T: the numbers.
class EventHistogram final : public QWidget
{
    Q_OBJECT

public:
    // `time` gives the zone of labels; must outlive the widget.
    explicit EventHistogram(const TimeSelection &time, QWidget *parent = nullptr);

    // Gapless bars, oldest first, as EventFeed::histogram gives them.
    void setBars(std::vector<console::EventBar> bars, Duration bucket);
    void setRange(const TimeRange &range);
    void setSelection(const std::optional<TimeRange> &selection); // shown; emits nothing
    void setRetentionEdge(Timestamp oldestKept);                  // unknown: none
    void setLoading(bool isLoading);                              // old bars stay, dimmed

    const TimeRange &range() const { return m_range; }
    std::optional<TimeRange> selection() const { return m_selection; }
    ChartNumbers numbers() const; // a row for each bar with events, newest first
    // A bucket for the present width; bars of at least 4 pixels.
    Duration preferredBucket(const TimeRange &range) const;

    QSize sizeHint() const override { return {600, 100}; }
    QSize minimumSizeHint() const override { return {160, 80}; }

signals:
    void brushed(const binnacle::TimeRange &range);
    void selectionCleared();
    void previousZoomRequested();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    enum class Drag { None, Select, Measure };

    QRectF plot() const;
    void paintBars(QPainter &painter, const QRectF &box) const;
    void paintGaps(QPainter &painter, const QRectF &box) const;
    void paintFuture(QPainter &painter, const QRectF &box) const;
    void paintBrush(QPainter &painter, const QRectF &box) const;
    void moveCursor(int bars, bool extends);
    TimeRange draggedRange() const;
    std::int64_t barAt(Timestamp at) const; // -1: none
    void updateDescription();

    const TimeSelection &m_time;
    ChartTable *m_table;
    std::vector<console::EventBar> m_bars;
    Duration m_bucket{60'000};
    TimeRange m_range;
    std::optional<TimeRange> m_selection;
    Timestamp m_retentionEdge{};
    std::int64_t m_highest = 0;
    bool m_isLoading = false;

    Drag m_drag = Drag::None;
    double m_dragFrom = 0;
    double m_dragTo = 0;
    double m_hover = -1;
    Timestamp m_cursor{}; // keyboard; unknown: hidden
    Timestamp m_anchor{};
};

} // namespace binnacle::ui
