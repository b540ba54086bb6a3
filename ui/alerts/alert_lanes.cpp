#include "ui/alerts/alert_lanes.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/status_glyph.h"
#include "ui/widgets/time_axis.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace binnacle::ui {

namespace {

constexpr int kLabelWidth = 168;
constexpr int kMargin = 12;
constexpr int kTopSpace = 6;
constexpr int kLaneHeight = 24;
constexpr double kBarHeight = 12;
constexpr double kLeastBar = 3;
constexpr double kClickSlack = 4;
constexpr int kKeySteps = 200; // of an arrow key over the range

QColor barColor(AlertSeverity severity, bool isHushed)
{
    const Palette &colors = theme().palette();
    QColor color = isHushed                   ? colors.muted
        : severity == AlertSeverity::Critical ? colors.critical
        : severity == AlertSeverity::Warning  ? colors.warning
                                              : colors.info;
    color.setAlphaF(0.7F);
    return color;
}

} // namespace

AlertLanes::AlertLanes(const TimeSelection &time, QWidget *parent)
    : QWidget(parent)
    , m_time(time)
    , m_range(time.range())
{
    setObjectName(QStringLiteral("alertLanes"));
    setAccessibleName(tr("Firings over time, a lane for each rule"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void AlertLanes::setAlerts(const std::vector<Alert> &alerts, const TimeRange &range, Timestamp now)
{
    const std::int64_t current = currentRule();
    m_range = range;
    m_lanes.clear();
    for (const Alert &alert : alerts) {
        if (!isKnown(alert.firedAt))
            continue;
        auto lane = std::ranges::find(m_lanes, alert.rule, &Lane::rule);
        if (lane == m_lanes.end())
            lane = m_lanes.insert(
                m_lanes.end(), {.rule = alert.rule, .name = toText(alert.ruleName), .bars = {}});
        lane->bars.push_back({.from = alert.firedAt,
            .to = alert.isOver() ? alert.resolvedAt : now,
            .severity = alert.severity,
            .isHushed = alert.hush != AlertHush::None,
            .subject = alert.subject});
    }
    std::ranges::sort(m_lanes, {}, &Lane::name);
    const auto found = std::ranges::find(m_lanes, current, &Lane::rule);
    m_current = found == m_lanes.end() ? -1 : static_cast<int>(found - m_lanes.begin());
    updateGeometry();
    update();
}

void AlertLanes::showCursor(std::int64_t rule, Timestamp at)
{
    const auto found = std::ranges::find(m_lanes, rule, &Lane::rule);
    if (found != m_lanes.end())
        m_current = static_cast<int>(found - m_lanes.begin());
    m_cursor = at;
    update();
}

std::int64_t AlertLanes::currentRule() const
{
    return m_current < 0 || m_current >= laneCount()
        ? 0
        : m_lanes[static_cast<std::size_t>(m_current)].rule;
}

QSize AlertLanes::sizeHint() const
{
    return {600, kTopSpace + std::max(laneCount(), 1) * kLaneHeight + kTimeAxisHeight + 8};
}

QRectF AlertLanes::plot() const
{
    return QRectF(rect()).adjusted(kLabelWidth, kTopSpace, -kMargin, -kTimeAxisHeight - 4);
}

QRectF AlertLanes::laneBox(int lane) const
{
    const QRectF box = plot();
    return {box.left(), box.top() + lane * double{kLaneHeight}, box.width(), kLaneHeight};
}

void AlertLanes::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Palette &colors = theme().palette();
    painter.fillRect(rect(), colors.panel);
    painter.setFont(smallFont());
    if (m_lanes.empty()) {
        painter.setPen(colors.muted);
        painter.drawText(plot(), Qt::AlignCenter, tr("Nothing fired in this time."));
    }
    for (int lane = 0; lane < laneCount(); ++lane)
        paintLane(painter, lane);
    const QRectF box = plot();
    paintTimeAxis(painter,
        {box.left(), rect().bottom() - double{kTimeAxisHeight}, box.width(), kTimeAxisHeight},
        m_range, m_time);
    paintCursor(painter);
    if (m_pressed >= 0 && m_dragged >= 0) {
        QColor brush = colors.accent;
        brush.setAlpha(50);
        painter.fillRect(
            QRectF(QPointF(m_pressed, box.top()), QPointF(m_dragged, box.bottom())).normalized(),
            brush);
    }
    if (hasFocus()) {
        painter.setPen(colors.accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void AlertLanes::paintLane(QPainter &painter, int lane) const
{
    const Lane &content = m_lanes[static_cast<std::size_t>(lane)];
    const Palette &colors = theme().palette();
    const QRectF box = laneBox(lane);
    if (lane == m_current)
        painter.fillRect(QRectF(1, box.top(), width() - 2.0, box.height()).adjusted(0, 0, 0, -1),
            colors.selection);
    painter.setPen(colors.line);
    painter.drawLine(QPointF(kMargin, box.bottom()), QPointF(box.right(), box.bottom()));
    painter.setPen(lane == m_current ? colors.text : colors.muted);
    const QRectF label(kMargin, box.top(), kLabelWidth - 2 * kMargin, box.height());
    painter.drawText(label, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(
            content.name, Qt::ElideMiddle, static_cast<int>(label.width())));
    for (const Bar &bar : content.bars) {
        const double left = std::max(xOfTime(bar.from, m_range, box), box.left());
        const double right = std::min(xOfTime(bar.to, m_range, box), box.right());
        if (left > box.right() || right < box.left())
            continue;
        painter.fillRect(QRectF(left, box.center().y() - kBarHeight / 2,
                             std::max(right - left, kLeastBar), kBarHeight),
            barColor(bar.severity, bar.isHushed));
    }
}

void AlertLanes::paintCursor(QPainter &painter) const
{
    if (!isKnown(m_cursor) || !m_range.contains(m_cursor))
        return;
    const Palette &colors = theme().palette();
    const QRectF box = plot();
    const double x = std::round(xOfTime(m_cursor, m_range, box)) + 0.5;
    painter.setPen(QPen(colors.text, 1, Qt::DotLine));
    painter.drawLine(QPointF{x, box.top()}, QPointF{x, box.bottom()});
    const QString text = m_time.timeText(m_cursor);
    const double wide = painter.fontMetrics().horizontalAdvance(text) + 10;
    const double left = std::clamp(x + 4, box.left(), std::max(box.left(), box.right() - wide));
    const QRectF label{left, rect().bottom() - kTimeAxisHeight + 2.0, wide, 16};
    painter.fillRect(label, colors.raised);
    painter.setPen(colors.text);
    painter.drawText(label, Qt::AlignCenter, text);
}

const AlertLanes::Bar *AlertLanes::barAt(int lane, Timestamp at) const
{
    if (lane < 0 || lane >= laneCount())
        return nullptr;
    const Bar *nearest = nullptr;
    Duration distance = Duration::max();
    for (const Bar &bar : m_lanes[static_cast<std::size_t>(lane)].bars) {
        const Duration away = at < bar.from ? bar.from - at
            : at > bar.to                   ? at - bar.to
                                            : Duration::zero();
        if (away < distance) {
            distance = away;
            nearest = &bar;
        }
    }
    return nearest;
}

void AlertLanes::moveTo(int lane, Timestamp at)
{
    if (m_lanes.empty())
        return;
    m_current = std::clamp(lane, 0, laneCount() - 1);
    m_cursor = std::clamp(at, m_range.from, m_range.to - Duration{1});
    const Lane &current = m_lanes[static_cast<std::size_t>(m_current)];
    const Bar *bar = barAt(m_current, m_cursor);
    setAccessibleDescription(tr("%1 at %2").arg(current.name, m_time.timeText(m_cursor)));
    update();
    emit cursorMoved(current.rule, bar ? bar->subject : AlertSubject{}, m_cursor);
}

bool AlertLanes::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up
            || key == Qt::Key_Down) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void AlertLanes::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && event->position().x() >= plot().left())
        m_pressed = event->position().x();
}

void AlertLanes::mouseMoveEvent(QMouseEvent *event)
{
    if (m_pressed < 0)
        return;
    m_dragged = std::clamp(event->position().x(), plot().left(), plot().right());
    update();
}

void AlertLanes::mouseReleaseEvent(QMouseEvent *event)
{
    const double from = std::exchange(m_pressed, -1);
    const double to = std::exchange(m_dragged, -1);
    update();
    const QRectF box = plot();
    const int lane = static_cast<int>((event->position().y() - box.top()) / kLaneHeight);
    if (from >= 0 && to >= 0 && std::abs(to - from) >= kClickSlack) {
        emit zoomRequested(
            {timeOfX(std::min(from, to), m_range, box), timeOfX(std::max(from, to), m_range, box)});
        return;
    }
    moveTo(lane, from >= 0 ? timeOfX(from, m_range, box) : m_cursor);
}

void AlertLanes::mouseDoubleClickEvent(QMouseEvent *)
{
    emit previousZoomRequested();
}

void AlertLanes::keyPressEvent(QKeyEvent *event)
{
    const Timestamp at = isKnown(m_cursor) ? m_cursor : m_range.to - Duration{1};
    const Duration step = std::max(m_range.length() / kKeySteps, Duration{1});
    switch (event->key()) {
    case Qt::Key_Left:
        return moveTo(m_current, at - step);
    case Qt::Key_Right:
        return moveTo(m_current, at + step);
    case Qt::Key_Up:
        return moveTo(m_current - 1, at);
    case Qt::Key_Down:
        return moveTo(m_current + 1, at);
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace binnacle::ui
