#pragma once

#include "ui/widgets/chart_numbers.h"
#include "ui/widgets/time_selection.h"
#include "ui/widgets/trend_painter.h"
#include "ui/widgets/trend_scale.h"
#include "ui/widgets/trend_series.h"

#include <QPixmap>
#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

namespace binnacle::ui {

class ChartTable;

// Lines over one time axis. Gaps are hatched, not bridged. Hovering or ← → shows a crosshair with
// the values; drag asks for a zoom, a double-click for the one before; Ctrl+T shows the numbers as
// a table. What does not follow the pointer is painted once and kept.
class TrendChart final : public QWidget
{
    Q_OBJECT

public:
    using Scale = TrendScale::Kind;

    // `time` gives the zone of labels; must outlive the widget.
    explicit TrendChart(const TimeSelection &time, QWidget *parent = nullptr);

    void setSeries(std::vector<TrendSeries> series);
    void setSpans(std::vector<TrendSpan> spans);
    void setRange(const TimeRange &range); // of the axis
    // Values at the bottom and top; unset: as the data need it.
    void setLimits(std::optional<double> bottom, std::optional<double> top);
    void setScale(Scale scale);
    void setValueText(std::function<QString(double)> text); // for the axis and the crosshair
    void setStatus(StatusKind status); // colours the main line; Neutral: the accent
    // A note at the end of the forecast, e.g. "exhausted in 9 h at this rate".
    void setNote(const QString &note, StatusKind status);
    // Where the view has a table of the same numbers already, Ctrl+T is the view's.
    void setHasTable(bool hasTable);
    // Another chart's crosshair; unknown: none. Emits nothing.
    void setCrosshair(Timestamp at);

    const TimeRange &range() const { return m_picture.range; }
    const std::vector<TrendSeries> &series() const { return m_picture.series; }
    double yOf(double value) const; // widget coordinates, for tests
    QString crosshairText() const;
    // The named lines, a row for each of their steps, newest first.
    ChartNumbers numbers() const;
    int renderings() const { return m_renderings; } // of what is kept, for tests

    QSize sizeHint() const override { return {360, 130}; }
    QSize minimumSizeHint() const override { return {160, 84}; }

signals:
    void crosshairMoved(binnacle::Timestamp at); // unknown: it left
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
    void leaveEvent(QEvent *event) override;

private:
    QRectF plot() const { return trendPlot(size()); }
    void measure();
    void outdate(); // the kept picture
    void render();
    void paintDrag(QPainter &painter, const QRectF &box) const;
    void paintCrosshair(QPainter &painter, const QRectF &box) const;
    void moveCrosshair(Timestamp at);

    const TimeSelection &m_time;
    TrendPicture m_picture;
    Scale m_scaleKind = Scale::Linear;
    TrendScale::Limits m_limits;
    QPixmap m_kept;
    bool m_isOld = true;
    int m_renderings = 0;
    ChartTable *m_table;
    Timestamp m_crosshair{};
    double m_pressed = -1; // x; negative: none
    double m_dragged = -1;
    bool m_isMine = false; // the crosshair is of this chart
};

} // namespace binnacle::ui
