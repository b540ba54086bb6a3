#pragma once

#include "core/base/time.h"
#include "ui/widgets/status_glyph.h"
#include "ui/widgets/time_selection.h"

#include <QWidget>

#include <functional>
#include <optional>
#include <vector>

namespace binnacle::ui {

// One line of a chart: a value for each step; unset is a gap.
struct TrendSeries
{
    enum class Role { Main, Second, Third, Previous, Guide, Forecast };
    Role role = Role::Main;
    QString name; // in the crosshair
    std::vector<std::optional<double>> values;
    Timestamp start{}; // of the first step
    Duration step{};
    bool isFilled = false; // faint, down to the bottom
};

// A span behind the lines: something burned, something was silent.
struct TrendSpan
{
    TimeRange range;
    StatusKind status = StatusKind::Critical;
};

// Lines over one time axis. Never more than four points a pixel column are drawn (first, lowest,
// highest, last). Gaps are hatched, not bridged. Hovering or ← → shows a crosshair with the values;
// drag asks for a zoom, a double-click for the one before.
class TrendChart final : public QWidget
{
    Q_OBJECT

public:
    enum class Scale { Linear, Logarithmic };

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
    // Another chart's crosshair; unknown: none. Emits nothing.
    void setCrosshair(Timestamp at);

    const TimeRange &range() const { return m_range; }
    const std::vector<TrendSeries> &series() const { return m_series; }
    double yOf(double value) const; // widget coordinates, for tests
    QString crosshairText() const;

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
    QRectF plot() const;
    void measure();
    std::vector<double> ticks() const;
    double shareOf(double value) const; // 0 at the bottom, 1 at the top
    QColor colorOf(TrendSeries::Role role) const;
    void paintGrid(QPainter &painter, const QRectF &box) const;
    void paintSpans(QPainter &painter, const QRectF &box) const;
    void paintGaps(QPainter &painter, const QRectF &box) const;
    void paintSeries(QPainter &painter, const QRectF &box, const TrendSeries &series) const;
    void paintNote(QPainter &painter, const QRectF &box) const;
    void paintCrosshair(QPainter &painter, const QRectF &box) const;
    void moveCrosshair(Timestamp at);

    const TimeSelection &m_time;
    std::vector<TrendSeries> m_series;
    std::vector<TrendSpan> m_spans;
    TimeRange m_range;
    std::optional<double> m_bottomGiven;
    std::optional<double> m_topGiven;
    double m_bottom = 0;
    double m_top = 1;
    Scale m_scale = Scale::Linear;
    std::function<QString(double)> m_valueText;
    StatusKind m_status = StatusKind::Neutral;
    QString m_note;
    StatusKind m_noteStatus = StatusKind::Critical;
    Timestamp m_crosshair{};
    double m_pressed = -1; // x; negative: none
    double m_dragged = -1;
    bool m_isMine = false; // the crosshair is of this chart
};

} // namespace binnacle::ui
