#include "ui/overview/timeline_widget.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chart_table.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/time_axis.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace binnacle::ui {

namespace {

constexpr int kLabelWidth = 168;
constexpr int kMargin = 12;
constexpr int kTopSpace = 22; // for the words of the likely start
constexpr double kTallestLane = 64;
constexpr double kMarkWidth = 4;
constexpr double kClickSlack = 4;

} // namespace

TimelineWidget::TimelineWidget(const TimeSelection &time, QWidget *parent)
    : QWidget(parent)
    , m_time(time)
    , m_table(new ChartTable(*this, [this] { return numbers(); }))
    , m_range(time.range())
{
    setObjectName(QStringLiteral("incidentTimeline"));
    setAccessibleName(tr("Incident timeline"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void TimelineWidget::setTimeline(std::shared_ptr<const console::Timeline> timeline)
{
    m_timeline = std::move(timeline);
    m_allLanes = m_timeline ? drawnLanes(*m_timeline) : TimelineLanes();
    arrangeLanes();
    m_table->numbersChanged();
}

// As many as can be told apart in this height.
void TimelineWidget::arrangeLanes()
{
    const double least = QFontMetricsF(smallFont()).height() + 2;
    const auto most = static_cast<std::size_t>(std::max(plot().height() / least, 1.0));
    m_lanes = fittedLanes(m_allLanes, most);
    if (m_current && !markOf(*m_current))
        m_current.reset();
    updateDescription();
    update();
}

void TimelineWidget::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrangeLanes();
}

void TimelineWidget::setStartTold(bool isTold)
{
    if (std::exchange(m_isStartTold, isTold) != isTold)
        update();
}

void TimelineWidget::setRange(const TimeRange &range)
{
    m_range = range;
    m_table->numbersChanged();
    update();
}

ChartNumbers TimelineWidget::numbers() const
{
    return markNumbers(m_allLanes, m_range, m_time);
}

QRectF TimelineWidget::plot() const
{
    return QRectF(rect()).adjusted(kLabelWidth, kTopSpace, -kMargin, -kTimeAxisHeight - 4);
}

QRectF TimelineWidget::laneBox(std::size_t lane) const
{
    const QRectF box = plot();
    const auto lanes = static_cast<double>(m_lanes.size());
    const double height = std::min(box.height() / lanes, kTallestLane);
    return {box.left(), box.top() + height * static_cast<double>(lane), box.width(), height};
}

QRectF TimelineWidget::markBox(const console::TimelineMark &mark, const QRectF &lane) const
{
    const QRectF box = plot();
    const double from = std::max(xOfTime(mark.from, m_range, box), box.left());
    const double to = std::min(xOfTime(mark.to, m_range, box), box.right());
    const double height = std::min(lane.height() * 0.5, 16.0);
    return {from - kMarkWidth / 2, lane.center().y() - height / 2,
        std::max(to - from, 0.0) + kMarkWidth, height};
}

void TimelineWidget::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Palette &colors = theme().palette();
    painter.fillRect(rect(), colors.panel);
    painter.setFont(smallFont());
    if (!m_timeline)
        return;
    paintEdges(painter);
    if (m_lanes.empty()) {
        painter.setPen(colors.muted);
        painter.drawText(plot(), Qt::AlignCenter,
            tr("Nothing happened in this time: no warnings, deployments or commands."));
    }
    for (std::size_t lane = 0; lane < m_lanes.size(); ++lane)
        paintLane(painter, lane);
    paintLikelyStart(painter);
    const QRectF box = plot();
    paintTimeAxis(painter,
        {box.left(), rect().bottom() - double{kTimeAxisHeight}, box.width(), kTimeAxisHeight},
        m_range, m_time);
    if (m_dragged >= 0) {
        QColor brush = colors.accent;
        brush.setAlpha(50);
        painter.fillRect(
            QRectF(QPointF(m_pressed, box.top()), QPointF(m_dragged, box.bottom())).normalized(),
            brush);
    }
}

// Time that the lanes do not cover is hatched: no data is not "nothing happened".
void TimelineWidget::paintEdges(QPainter &painter) const
{
    const Timestamp complete = m_timeline->completeSince;
    if (!isKnown(complete) || complete <= m_range.from)
        return;
    QRectF gap = plot();
    gap.setRight(std::min(xOfTime(complete, m_range, gap), gap.right()));
    paintNoData(painter, gap);
}

void TimelineWidget::paintLane(QPainter &painter, std::size_t lane) const
{
    const console::TimelineLane &content = m_lanes[lane];
    const QRectF box = laneBox(lane);
    const Palette &colors = theme().palette();
    painter.setPen(colors.line);
    painter.drawLine(QPointF(kMargin, box.bottom()), QPointF(box.right(), box.bottom()));
    painter.setPen(colors.muted);
    const QRectF label(kMargin, box.top(), kLabelWidth - 2 * kMargin, box.height());
    painter.drawText(label, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(
            laneTitle(content), Qt::ElideRight, static_cast<int>(label.width())));
    for (std::size_t mark = 0; mark < content.marks.size(); ++mark)
        paintMark(painter, lane, mark);
}

void TimelineWidget::paintMark(QPainter &painter, std::size_t lane, std::size_t mark) const
{
    const console::TimelineLane &content = m_lanes[lane];
    const console::TimelineMark &current = content.marks[mark];
    const QRectF box = markBox(current, laneBox(lane));
    const Palette &colors = theme().palette();
    QColor color = current.critical ? colors.critical : colors.warning;
    if (hasSpans(content.kind))
        color = current.critical         ? colors.critical
            : meansTrouble(content.kind) ? colors.warning
                                         : colors.accent;
    // A single occurrence is fainter than a pile.
    color.setAlphaF(hasSpans(content.kind) ? 0.55F : (current.count > 2 ? 1.0F : 0.65F));
    painter.fillRect(box, color);
    if (m_current == Position{lane, mark}) {
        painter.setPen(colors.text);
        painter.drawRect(box.adjusted(-2, -2, 1, 1));
    }
    if (!hasSpans(content.kind))
        return;
    // Words inside a long span, else beside it where they reach no further than the next mark.
    const QString text = markText(content, current);
    const double width = painter.fontMetrics().horizontalAdvance(text) + 8;
    const double limit = mark + 1 < content.marks.size()
        ? markBox(content.marks[mark + 1], laneBox(lane)).left()
        : plot().right();
    if (box.width() > width) {
        painter.setPen(colors.text);
        painter.drawText(box.adjusted(6, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text);
    } else if (box.right() + width < limit) {
        painter.setPen(colors.muted);
        painter.drawText(QRectF(box.right() + 6, box.top(), width, box.height()),
            Qt::AlignLeft | Qt::AlignVCenter, text);
    }
}

void TimelineWidget::paintLikelyStart(QPainter &painter) const
{
    const Timestamp start = m_timeline->likelyStart;
    if (!m_isStartTold || !isKnown(start) || !m_range.contains(start))
        return;
    const QRectF box = plot();
    const double x = xOfTime(start, m_range, box);
    const Palette &colors = theme().palette();
    painter.setPen(QPen(colors.warning, 1, Qt::DashLine));
    painter.drawLine(QPointF(x, 4), QPointF(x, box.bottom()));
    QString text = tr("likely start %1").arg(m_time.timeText(start));
    if (!m_timeline->likelyCause.empty())
        text += QStringLiteral(" — ") + toText(m_timeline->likelyCause);
    const double width = painter.fontMetrics().horizontalAdvance(text);
    const bool fitsRight = x + 6 + width < rect().right() - kMargin;
    painter.drawText(QRectF(fitsRight ? x + 6 : x - 6 - width, 4, width, kTopSpace - 4),
        Qt::AlignLeft | Qt::AlignVCenter, text);
}

std::optional<TimelineWidget::Position> TimelineWidget::markAt(const QPointF &point) const
{
    for (std::size_t lane = 0; lane < m_lanes.size(); ++lane) {
        const QRectF box = laneBox(lane);
        if (!box.contains(point))
            continue;
        const auto &marks = m_lanes[lane].marks;
        for (std::size_t mark = marks.size(); mark-- > 0;) { // the later one is on top
            if (markBox(marks[mark], box).adjusted(-2, -8, 2, 8).contains(point))
                return Position{lane, mark};
        }
    }
    return std::nullopt;
}

const console::TimelineMark *TimelineWidget::markOf(const Position &position) const
{
    if (position.lane >= m_lanes.size() || position.mark >= m_lanes[position.lane].marks.size())
        return nullptr;
    return &m_lanes[position.lane].marks[position.mark];
}

QString TimelineWidget::describe(const console::TimelineMark &mark) const
{
    const QString when = mark.from == mark.to
        ? m_time.timeText(mark.from)
        : tr("%1 to %2").arg(m_time.timeText(mark.from), m_time.timeText(mark.to));
    return mark.count > 1 ? tr("%1: %2 and %Ln more", nullptr, static_cast<int>(mark.count - 1))
                                .arg(when, toText(mark.label))
                          : QStringLiteral("%1: %2").arg(when, toText(mark.label));
}

bool TimelineWidget::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    if (const auto mark = markAt(help->pos()))
        QToolTip::showText(help->globalPos(), describe(*markOf(*mark)).toHtmlEscaped(), this);
    else
        QToolTip::hideText();
    return true;
}

void TimelineWidget::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && plot().contains(event->position()))
        m_pressed = event->position().x();
}

void TimelineWidget::mouseMoveEvent(QMouseEvent *event)
{
    const QRectF box = plot();
    if (m_pressed >= 0) {
        const double x = std::clamp(event->position().x(), box.left(), box.right());
        m_dragged = std::abs(x - m_pressed) > kClickSlack ? x : -1;
        update();
        return;
    }
    setCursor(markAt(event->position()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void TimelineWidget::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_pressed >= 0 && m_dragged >= 0) {
        const auto [left, right] = std::minmax(m_pressed, m_dragged);
        emit zoomRequested({timeOfX(left, m_range, plot()), timeOfX(right, m_range, plot())});
    } else if (const auto mark = markAt(event->position())) {
        m_current = mark;
        if (markOf(*mark)->event != 0)
            emit eventRequested(markOf(*mark)->event);
    }
    m_pressed = -1;
    m_dragged = -1;
    update();
}

void TimelineWidget::walk(int lanes, int marks)
{
    if (m_lanes.empty())
        return;
    if (!m_current) {
        m_current = Position{};
    } else {
        const auto step = [](std::size_t at, int by, std::size_t size) {
            return static_cast<std::size_t>(std::clamp<std::int64_t>(
                static_cast<std::int64_t>(at) + by, 0, static_cast<std::int64_t>(size) - 1));
        };
        m_current->lane = step(m_current->lane, lanes, m_lanes.size());
        m_current->mark = step(m_current->mark, marks, m_lanes[m_current->lane].marks.size());
    }
    updateDescription();
    update();
}

void TimelineWidget::updateDescription()
{
    const console::TimelineMark *mark = m_current ? markOf(*m_current) : nullptr;
    setAccessibleDescription(mark
            ? laneTitle(m_lanes[m_current->lane]) + QStringLiteral(", ") + describe(*mark)
            : QString());
}

void TimelineWidget::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Up:
        return walk(-1, 0);
    case Qt::Key_Down:
        return walk(1, 0);
    case Qt::Key_Left:
        return walk(0, -1);
    case Qt::Key_Right:
        return walk(0, 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (const auto *mark = m_current ? markOf(*m_current) : nullptr; mark && mark->event != 0)
            emit eventRequested(mark->event);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace binnacle::ui
