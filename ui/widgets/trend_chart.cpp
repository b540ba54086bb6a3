#include "ui/widgets/trend_chart.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/time_axis.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace binnacle::ui {

namespace {

constexpr int kScaleWidth = 46; // for the values at the left
constexpr double kTopMargin = 8;
constexpr double kClickSlack = 4;
constexpr double kLeastLogarithm = 0.1;

Timestamp timeAt(const TrendSeries &series, std::size_t index)
{
    return series.start + series.step * static_cast<std::int64_t>(index)
        + series.step / 2; // a step is drawn at its middle
}

std::optional<std::size_t> indexAt(const TrendSeries &series, Timestamp at)
{
    if (series.step <= Duration::zero() || at < series.start)
        return std::nullopt;
    const auto index = static_cast<std::size_t>((at - series.start) / series.step);
    return index < series.values.size() ? std::optional(index) : std::nullopt;
}

// A run of values without a gap, reduced to at most four points a pixel column.
class ColumnReducer
{
public:
    explicit ColumnReducer(QPolygonF &out)
        : m_out(out)
    {}

    void add(const QPointF &point)
    {
        const double column = std::floor(point.x());
        if (!m_any || column != m_column) {
            flush();
            m_column = column;
            m_any = true;
            m_first = m_lowest = m_highest = point;
        }
        m_last = point;
        if (point.y() < m_highest.y())
            m_highest = point;
        if (point.y() > m_lowest.y())
            m_lowest = point;
    }

    void flush()
    {
        if (!m_any)
            return;
        m_out << m_first;
        if (m_highest != m_first && m_highest != m_last)
            m_out << m_highest;
        if (m_lowest != m_first && m_lowest != m_last)
            m_out << m_lowest;
        if (m_last != m_first)
            m_out << m_last;
        m_any = false;
    }

private:
    QPolygonF &m_out;
    bool m_any = false;
    double m_column = 0;
    QPointF m_first;
    QPointF m_last;
    QPointF m_lowest;
    QPointF m_highest;
};

} // namespace

TrendChart::TrendChart(const TimeSelection &time, QWidget *parent)
    : QWidget(parent)
    , m_time(time)
    , m_range(time.range())
    , m_valueText([](double value) { return QLocale().toString(value, 'g', 3); })
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
    connect(&time, &TimeSelection::changed, this, qOverload<>(&QWidget::update));
}

void TrendChart::setSeries(std::vector<TrendSeries> series)
{
    m_series = std::move(series);
    measure();
    update();
}

void TrendChart::setSpans(std::vector<TrendSpan> spans)
{
    m_spans = std::move(spans);
    update();
}

void TrendChart::setRange(const TimeRange &range)
{
    m_range = range;
    update();
}

void TrendChart::setLimits(std::optional<double> bottom, std::optional<double> top)
{
    m_bottomGiven = bottom;
    m_topGiven = top;
    measure();
    update();
}

void TrendChart::setScale(Scale scale)
{
    m_scale = scale;
    measure();
    update();
}

void TrendChart::setValueText(std::function<QString(double)> text)
{
    m_valueText = std::move(text);
    update();
}

void TrendChart::setStatus(StatusKind status)
{
    m_status = status;
    update();
}

void TrendChart::setNote(const QString &note, StatusKind status)
{
    m_note = note;
    m_noteStatus = status;
    update();
}

void TrendChart::setCrosshair(Timestamp at)
{
    m_isMine = false;
    m_crosshair = at;
    update();
}

QRectF TrendChart::plot() const
{
    return QRectF(rect()).adjusted(kScaleWidth, kTopMargin, -10, -kTimeAxisHeight);
}

// What the data need: from zero up for quantities, from a little below the lowest for the rest.
void TrendChart::measure()
{
    double lowest = std::numeric_limits<double>::infinity();
    double highest = -lowest;
    for (const TrendSeries &series : m_series) {
        for (const auto &value : series.values) {
            if (!value || !std::isfinite(*value))
                continue;
            lowest = std::min(lowest, *value);
            highest = std::max(highest, *value);
        }
    }
    if (lowest > highest)
        lowest = 0, highest = 1;
    if (m_scale == Scale::Logarithmic) {
        lowest = std::max(lowest, kLeastLogarithm);
        m_bottom = std::pow(10, std::floor(std::log10(lowest)));
        m_top = std::pow(10, std::ceil(std::log10(std::max(highest, lowest * 1.01))));
    } else {
        m_bottom = 0;
        m_top = highest > 0 ? highest * 1.08 : 1;
    }
    m_bottom = m_bottomGiven.value_or(m_bottom);
    m_top = std::max(m_topGiven.value_or(m_top), m_bottom + 1e-9);
}

double TrendChart::shareOf(double value) const
{
    if (m_scale == Scale::Linear)
        return (value - m_bottom) / (m_top - m_bottom);
    const double logarithm = std::log10(std::max(value, m_bottom));
    return (logarithm - std::log10(m_bottom)) / (std::log10(m_top) - std::log10(m_bottom));
}

double TrendChart::yOf(double value) const
{
    const QRectF box = plot();
    return box.bottom() - std::clamp(shareOf(value), 0.0, 1.0) * box.height();
}

std::vector<double> TrendChart::ticks() const
{
    std::vector<double> values;
    if (m_scale == Scale::Logarithmic) {
        for (double tick = m_bottom; tick <= m_top * 1.0001; tick *= 10)
            values.push_back(tick);
        return values;
    }
    const int most = std::max(2, static_cast<int>(plot().height() / 26));
    const double rough = (m_top - m_bottom) / most;
    const double power = std::pow(10, std::floor(std::log10(rough)));
    double step = power * 10;
    for (const double nice : {1.0, 2.0, 2.5, 5.0}) {
        if (nice * power >= rough) {
            step = nice * power;
            break;
        }
    }
    for (double tick = std::ceil(m_bottom / step) * step; tick <= m_top + step * 1e-6; tick += step)
        values.push_back(tick);
    return values;
}

QColor TrendChart::colorOf(TrendSeries::Role role) const
{
    const Palette &colors = theme().palette();
    switch (role) {
    case TrendSeries::Role::Main:
        return m_status == StatusKind::Neutral ? colors.accent : statusColor(m_status);
    case TrendSeries::Role::Second:
        return colors.warning;
    case TrendSeries::Role::Third:
        return colors.critical;
    case TrendSeries::Role::Previous:
    case TrendSeries::Role::Guide:
        return colors.muted;
    case TrendSeries::Role::Forecast:
        return statusColor(m_noteStatus);
    }
    return colors.accent;
}

void TrendChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRectF box = plot();
    const Palette &colors = theme().palette();
    painter.fillRect(rect(), colors.panel);
    if (box.width() < 4 || box.height() < 4)
        return;
    paintSpans(painter, box);
    paintGaps(painter, box);
    paintGrid(painter, box);
    painter.save();
    painter.setClipRect(box.adjusted(0, -1, 0, 1));
    painter.setRenderHint(QPainter::Antialiasing);
    for (const TrendSeries &series : m_series)
        paintSeries(painter, box, series);
    painter.restore();
    paintNote(painter, box);
    paintTimeAxis(
        painter, {box.left(), box.bottom(), box.width(), kTimeAxisHeight}, m_range, m_time);
    paintCrosshair(painter, box);
    if (hasFocus()) {
        painter.setPen(colors.accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void TrendChart::paintGrid(QPainter &painter, const QRectF &box) const
{
    const Palette &colors = theme().palette();
    painter.setFont(smallFont());
    for (const double tick : ticks()) {
        const double y = std::round(yOf(tick)) + 0.5;
        painter.setPen(colors.line);
        painter.drawLine(QPointF{box.left(), y}, QPointF{box.right(), y});
        painter.setPen(colors.muted);
        painter.drawText(QRectF{0, y - 8, kScaleWidth - 5.0, 16}, Qt::AlignRight | Qt::AlignVCenter,
            m_valueText(tick));
    }
}

void TrendChart::paintSpans(QPainter &painter, const QRectF &box) const
{
    for (const TrendSpan &span : m_spans) {
        const double left = std::max(xOfTime(span.range.from, m_range, box), box.left());
        const double right = std::min(xOfTime(span.range.to, m_range, box), box.right());
        if (right <= left)
            continue;
        QColor color = statusColor(span.status);
        color.setAlphaF(0.14F);
        painter.fillRect(QRectF{left, box.top(), std::max(right - left, 2.0), box.height()}, color);
    }
}

// Steps for which no line has a value.
void TrendChart::paintGaps(QPainter &painter, const QRectF &box) const
{
    const auto main = std::ranges::find(m_series, TrendSeries::Role::Main, &TrendSeries::role);
    if (main == m_series.end())
        return;
    std::size_t first = 0;
    while (first < main->values.size()) {
        if (main->values[first]) {
            ++first;
            continue;
        }
        std::size_t end = first;
        while (end < main->values.size() && !main->values[end])
            ++end;
        const auto edge = [&](std::size_t index) {
            return std::clamp(
                xOfTime(main->start + main->step * static_cast<std::int64_t>(index), m_range, box),
                box.left(), box.right());
        };
        paintNoData(painter, {edge(first), box.top(), edge(end) - edge(first), box.height()});
        first = end;
    }
}

void TrendChart::paintSeries(QPainter &painter, const QRectF &box, const TrendSeries &series) const
{
    QPen pen(colorOf(series.role), 1.5);
    const bool isFaint = series.role == TrendSeries::Role::Previous
        || series.role == TrendSeries::Role::Guide || series.role == TrendSeries::Role::Forecast;
    if (isFaint) {
        pen.setWidthF(1.2);
        pen.setDashPattern({4, 3});
    }
    const auto draw = [&](QPolygonF line) {
        if (line.isEmpty())
            return;
        if (series.isFilled) {
            QColor fill = pen.color();
            fill.setAlphaF(0.16F);
            QPainterPath area;
            area.moveTo(line.front().x(), box.bottom());
            for (const QPointF &point : line)
                area.lineTo(point);
            area.lineTo(line.back().x(), box.bottom());
            painter.fillPath(area, fill);
        }
        painter.setPen(pen);
        if (line.size() == 1)
            painter.drawLine(line.front() - QPointF{1, 0}, line.front() + QPointF{1, 0});
        else
            painter.drawPolyline(line);
    };
    QPolygonF line;
    ColumnReducer reducer(line);
    for (std::size_t i = 0; i < series.values.size(); ++i) {
        if (series.values[i] && std::isfinite(*series.values[i])) {
            reducer.add({xOfTime(timeAt(series, i), m_range, box), yOf(*series.values[i])});
            continue;
        }
        reducer.flush();
        draw(std::exchange(line, {}));
    }
    reducer.flush();
    draw(line);
}

void TrendChart::paintNote(QPainter &painter, const QRectF &box) const
{
    if (m_note.isEmpty())
        return;
    painter.setFont(smallFont());
    painter.setPen(statusTextColor(m_noteStatus));
    painter.drawText(box.adjusted(8, 0, -8, -6), Qt::AlignRight | Qt::AlignBottom, m_note);
}

QString TrendChart::crosshairText() const
{
    if (!isKnown(m_crosshair))
        return {};
    QStringList parts{m_time.timeText(m_crosshair)};
    for (const TrendSeries &series : m_series) {
        const auto index = indexAt(series, m_crosshair);
        if (index && series.values[*index] && !series.name.isEmpty())
            parts += series.name + u' ' + m_valueText(*series.values[*index]);
    }
    return parts.join(QStringLiteral(" · "));
}

void TrendChart::paintCrosshair(QPainter &painter, const QRectF &box) const
{
    const Palette &colors = theme().palette();
    if (m_pressed >= 0 && m_dragged >= 0) {
        QColor color = colors.selection;
        color.setAlphaF(0.6F);
        painter.fillRect(QRectF{std::min(m_pressed, m_dragged), box.top(),
                             std::abs(m_dragged - m_pressed), box.height()},
            color);
    }
    if (!isKnown(m_crosshair) || !m_range.contains(m_crosshair))
        return;
    const double x = std::round(xOfTime(m_crosshair, m_range, box)) + 0.5;
    painter.setPen(QPen(colors.muted, 1, Qt::DotLine));
    painter.drawLine(QPointF{x, box.top()}, QPointF{x, box.bottom()});
    painter.setFont(smallFont());
    const QString text = crosshairText();
    const double width = painter.fontMetrics().horizontalAdvance(text) + 10;
    const double left = std::clamp(x + 6, box.left(), std::max(box.left(), box.right() - width));
    const QRectF label{left, box.top(), width, 17};
    painter.fillRect(label, colors.raised);
    painter.setPen(colors.text);
    painter.drawText(label, Qt::AlignCenter, text);
}

void TrendChart::moveCrosshair(Timestamp at)
{
    m_isMine = true;
    m_crosshair = at;
    setAccessibleDescription(crosshairText());
    update();
    emit crosshairMoved(at);
}

bool TrendChart::event(QEvent *event)
{
    // Arrow keys and Escape are this chart's while it walks.
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Left || key == Qt::Key_Right) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void TrendChart::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && plot().contains(event->position()))
        m_pressed = event->position().x();
}

void TrendChart::mouseMoveEvent(QMouseEvent *event)
{
    const QRectF box = plot();
    if (m_pressed >= 0)
        m_dragged = std::clamp(event->position().x(), box.left(), box.right());
    moveCrosshair(box.contains(event->position()) ? timeOfX(event->position().x(), m_range, box)
                                                  : Timestamp{});
}

void TrendChart::mouseReleaseEvent(QMouseEvent *)
{
    const double from = std::exchange(m_pressed, -1);
    const double to = std::exchange(m_dragged, -1);
    update();
    if (from < 0 || to < 0 || std::abs(to - from) < kClickSlack)
        return;
    const QRectF box = plot();
    emit zoomRequested(
        {timeOfX(std::min(from, to), m_range, box), timeOfX(std::max(from, to), m_range, box)});
}

void TrendChart::mouseDoubleClickEvent(QMouseEvent *)
{
    emit previousZoomRequested();
}

void TrendChart::keyPressEvent(QKeyEvent *event)
{
    const bool isStep = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    if (!isStep || m_series.empty())
        return QWidget::keyPressEvent(event);
    const Duration step = std::max(m_series.front().step, Duration{1});
    const Timestamp from = isKnown(m_crosshair) ? m_crosshair : m_range.to;
    const Timestamp to = event->key() == Qt::Key_Left ? from - step : from + step;
    moveCrosshair(std::clamp(to, m_range.from, m_range.to - Duration{1}));
}

void TrendChart::leaveEvent(QEvent *)
{
    if (m_isMine)
        moveCrosshair({});
}

} // namespace binnacle::ui
