#include "ui/widgets/trend_chart.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chart_table.h"
#include "ui/widgets/time_axis.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace binnacle::ui {

namespace {

constexpr double kClickSlack = 4;

// Instants at which a named line has a step, newest first.
std::vector<Timestamp> stepsOf(const std::vector<TrendSeries> &series)
{
    std::vector<Timestamp> steps;
    for (const TrendSeries &line : series) {
        for (std::size_t i = 0; !line.name.isEmpty() && i < line.values.size(); ++i)
            steps.push_back(line.timeAt(i));
    }
    std::ranges::sort(steps, std::greater());
    steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
    return steps;
}

} // namespace

TrendChart::TrendChart(const TimeSelection &time, QWidget *parent)
    : QWidget(parent)
    , m_time(time)
    , m_table(new ChartTable(*this, [this] { return numbers(); }))
{
    m_picture.range = time.range();
    m_picture.valueText = [](double value) { return QLocale().toString(value, 'g', 3); };
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&theme(), &Theme::changed, this, &TrendChart::outdate);
    connect(&time, &TimeSelection::changed, this, &TrendChart::outdate);
}

void TrendChart::outdate()
{
    m_isOld = true;
    m_table->numbersChanged();
    update();
}

void TrendChart::setSeries(std::vector<TrendSeries> series)
{
    m_picture.series = std::move(series);
    measure();
}

void TrendChart::setSpans(std::vector<TrendSpan> spans)
{
    m_picture.spans = std::move(spans);
    outdate();
}

void TrendChart::setRange(const TimeRange &range)
{
    m_picture.range = range;
    outdate();
}

void TrendChart::setLimits(std::optional<double> bottom, std::optional<double> top)
{
    m_limits = {bottom, top};
    measure();
}

void TrendChart::setScale(Scale scale)
{
    m_scaleKind = scale;
    measure();
}

void TrendChart::setValueText(std::function<QString(double)> text)
{
    m_picture.valueText = std::move(text);
    outdate();
}

void TrendChart::setStatus(StatusKind status)
{
    m_picture.status = status;
    outdate();
}

void TrendChart::setNote(const QString &note, StatusKind status)
{
    m_picture.note = note;
    m_picture.noteStatus = status;
    outdate();
}

void TrendChart::setHasTable(bool hasTable)
{
    m_table->setEnabled(hasTable);
}

void TrendChart::setCrosshair(Timestamp at)
{
    m_isMine = false;
    m_crosshair = at;
    update();
}

void TrendChart::measure()
{
    m_picture.scale = TrendScale::fitting(m_picture.series, m_scaleKind, m_limits);
    outdate();
}

double TrendChart::yOf(double value) const
{
    const QRectF box = plot();
    return box.bottom() - m_picture.scale.shareOf(value) * box.height();
}

void TrendChart::render()
{
    const double ratio = devicePixelRatioF();
    const QSize pixels = (QSizeF(size()) * ratio).toSize();
    if (!m_isOld && m_kept.size() == pixels && qFuzzyCompare(m_kept.devicePixelRatio(), ratio))
        return;
    if (m_kept.size() != pixels)
        m_kept = QPixmap(pixels);
    m_kept.setDevicePixelRatio(ratio);
    QPainter painter(&m_kept);
    paintTrend(painter, size(), m_picture, m_time);
    m_isOld = false;
    ++m_renderings;
}

void TrendChart::paintEvent(QPaintEvent *)
{
    render();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_kept);
    const QRectF box = plot();
    if (box.width() < 4 || box.height() < 4)
        return;
    paintDrag(painter, box);
    paintCrosshair(painter, box);
    if (hasFocus()) {
        painter.setPen(theme().palette().accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void TrendChart::paintDrag(QPainter &painter, const QRectF &box) const
{
    if (m_pressed < 0 || m_dragged < 0)
        return;
    QColor color = theme().palette().selection;
    color.setAlphaF(0.6F);
    painter.fillRect(QRectF{std::min(m_pressed, m_dragged), box.top(),
                         std::abs(m_dragged - m_pressed), box.height()},
        color);
}

QString TrendChart::crosshairText() const
{
    if (!isKnown(m_crosshair))
        return {};
    QStringList parts{m_time.timeText(m_crosshair)};
    for (const TrendSeries &line : m_picture.series) {
        const auto value = line.valueAt(m_crosshair);
        if (value && !line.name.isEmpty())
            parts += line.name + u' ' + m_picture.valueText(*value);
    }
    if (const QString reason = reasonAt(m_picture.spans, m_crosshair); !reason.isEmpty())
        parts += reason;
    return parts.join(QStringLiteral(" · "));
}

void TrendChart::paintCrosshair(QPainter &painter, const QRectF &box) const
{
    const TimeRange &range = m_picture.range;
    if (!isKnown(m_crosshair) || !range.contains(m_crosshair))
        return;
    const Palette &colors = theme().palette();
    const double x = std::round(xOfTime(m_crosshair, range, box)) + 0.5;
    painter.setPen(QPen(colors.muted, 1, Qt::DotLine));
    painter.drawLine(QPointF{x, box.top()}, QPointF{x, box.bottom()});
    painter.setFont(smallFont());
    // Many lines: as many of them as there is room for; the table has them all.
    const QString text = painter.fontMetrics().elidedText(
        crosshairText(), Qt::ElideRight, static_cast<int>(box.width()) - 10);
    const double width = painter.fontMetrics().horizontalAdvance(text) + 10;
    const double left = std::clamp(x + 6, box.left(), std::max(box.left(), box.right() - width));
    const QRectF label{left, box.top(), width, 17};
    painter.fillRect(label, colors.raised);
    painter.setPen(colors.text);
    painter.drawText(label, Qt::AlignCenter, text);
}

ChartNumbers TrendChart::numbers() const
{
    ChartNumbers result;
    result.columns += tr("Time");
    std::vector<std::size_t> named;
    for (std::size_t i = 0; i < m_picture.series.size(); ++i) {
        if (m_picture.series[i].name.isEmpty())
            continue; // a guide, not data
        named.push_back(i);
        result.columns += m_picture.series[i].name;
    }
    auto steps = stepsOf(m_picture.series);
    result.rows = static_cast<int>(steps.size());
    result.cell = [this, steps = std::move(steps), named = std::move(named)](int row, int column) {
        const Timestamp at = steps[static_cast<std::size_t>(row)];
        if (column == 0)
            return m_time.timeText(at);
        const std::size_t line = named[static_cast<std::size_t>(column - 1)];
        const auto value = m_picture.series[line].valueAt(at);
        if (value)
            return m_picture.valueText(*value);
        const QString reason = reasonAt(m_picture.spans, at);
        return reason.isEmpty() ? tr("no data") : reason;
    };
    return result;
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
    if (event->type() == QEvent::LocaleChange || event->type() == QEvent::LanguageChange)
        outdate();
    // Arrow keys are this chart's while it walks.
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
    moveCrosshair(box.contains(event->position())
            ? timeOfX(event->position().x(), m_picture.range, box)
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
    const TimeRange &range = m_picture.range;
    emit zoomRequested(
        {timeOfX(std::min(from, to), range, box), timeOfX(std::max(from, to), range, box)});
}

void TrendChart::mouseDoubleClickEvent(QMouseEvent *)
{
    emit previousZoomRequested();
}

void TrendChart::keyPressEvent(QKeyEvent *event)
{
    const bool isStep = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    if (!isStep || m_picture.series.empty())
        return QWidget::keyPressEvent(event);
    const TimeRange &range = m_picture.range;
    const Duration step = std::max(m_picture.series.front().step, Duration{1});
    const Timestamp from = isKnown(m_crosshair) ? m_crosshair : range.to;
    const Timestamp to = event->key() == Qt::Key_Left ? from - step : from + step;
    moveCrosshair(std::clamp(to, range.from, range.to - Duration{1}));
}

void TrendChart::leaveEvent(QEvent *)
{
    if (m_isMine)
        moveCrosshair({});
}

} // namespace binnacle::ui
