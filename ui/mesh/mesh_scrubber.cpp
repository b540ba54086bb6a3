#include "ui/mesh/mesh_scrubber.h"

#include "ui/mesh/mesh_bar_numbers.h"
#include "ui/mesh/mesh_text.h"
#include "ui/mesh/mesh_time_marks.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chart_table.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/slo_text.h"
#include "ui/widgets/time_axis.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kSide = 12;
constexpr double kCaption = 22;
constexpr double kLane = 17;
constexpr double kMark = 12;
constexpr double kReach = 7; // pixels beside a mark that still hit it
constexpr int kWideStep = 10;
constexpr Duration kLeastStep{10'000};

} // namespace

MeshScrubber::MeshScrubber(const TimeSelection &time, QWidget *parent)
    : QWidget(parent)
    , m_time(time)
    , m_table(new ChartTable(*this, [this] { return meshBarNumbers(m_timeline, m_time); }))
{
    setObjectName(u"meshScrubber"_s);
    setAccessibleName(tr("Time travel"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
    connect(&time, &TimeSelection::changed, this, [this] {
        describe();
        update();
    });
    describe();
}

void MeshScrubber::setTimeline(std::shared_ptr<const console::MeshTimeline> timeline)
{
    m_timeline = std::move(timeline);
    m_highest = 0;
    if (m_timeline) {
        for (const console::MeshTimeBar &bar : m_timeline->bars)
            m_highest = std::max(m_highest, bar.requestRate);
    }
    m_table->numbersChanged();
    update();
}

void MeshScrubber::setWindow(const TimeRange &window)
{
    if (window == m_window)
        return;
    m_window = window;
    update();
}

void MeshScrubber::setCompare(const std::optional<TimeRange> &window)
{
    if (window == m_compare)
        return;
    m_compare = window;
    update();
}

void MeshScrubber::setPicking(bool isPicking)
{
    m_isPicking = isPicking;
    setCursor(isPicking ? Qt::CrossCursor : Qt::ArrowCursor);
    if (isPicking)
        setFocus(Qt::OtherFocusReason);
    update();
}

TimeRange MeshScrubber::range() const
{
    return m_time.axis();
}

QRectF MeshScrubber::plot() const
{
    return QRectF(rect()).adjusted(kSide, kCaption + kLane, -kSide, -kTimeAxisHeight - 2);
}

QRectF MeshScrubber::lane() const
{
    const QRectF box = plot();
    return {box.left(), box.top() - kLane, box.width(), kLane};
}

Timestamp MeshScrubber::cursor() const
{
    return m_dragged.value_or(m_time.instant());
}

Timestamp MeshScrubber::timeAt(double x) const
{
    const QRectF box = plot();
    return timeOfX(std::clamp(x, box.left(), box.right()), range(), box);
}

void MeshScrubber::describe()
{
    const std::optional<Timestamp> at = m_dragged ? m_dragged : m_time.asOf();
    setAccessibleDescription(
        at ? tr("The window shows %1").arg(m_time.dateTimeText(*at)) : tr("The window shows now"));
}

void MeshScrubber::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Palette &colors = theme().palette();
    painter.fillRect(rect(), colors.panel);
    painter.setPen(colors.line);
    painter.drawLine(rect().topLeft(), rect().topRight());
    painter.setFont(smallFont());
    paintCaption(painter);
    const QRectF box = plot();
    if (box.width() < 2 || box.height() < 2)
        return;
    paintWindows(painter);
    paintBars(painter);
    paintMarks(painter);
    paintTimeAxis(
        painter, {box.left(), box.bottom() + 2, box.width(), kTimeAxisHeight}, range(), m_time);
    paintCursor(painter);
    if (hasFocus()) {
        painter.setPen(colors.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void MeshScrubber::paintCaption(QPainter &painter)
{
    const Palette &colors = theme().palette();
    const QString text = m_isPicking ? tr("Click the instant to compare with. Esc cancels.")
                                     : tr("Time travel — drag to see the mesh as it was.");
    const QRectF line(kSide, 4, width() - 2 * kSide, kCaption - 6);
    painter.setPen(m_isPicking ? colors.accent : colors.muted);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, text);
    if (!m_isPicking) {
        const double used = QFontMetricsF(painter.font()).horizontalAdvance(text) + 12;
        paintTimeLegend(painter, line.adjusted(used, 0, 0, 0));
    }
}

void MeshScrubber::paintBars(QPainter &painter)
{
    if (!m_timeline || m_timeline->bars.empty())
        return;
    const QRectF box = plot();
    const TimeRange whole = range();
    painter.save();
    painter.setClipRect(box);
    for (const console::MeshTimeBar &bar : m_timeline->bars) {
        const double left = std::round(xOfTime(bar.start, whole, box));
        const double right = std::round(xOfTime(bar.start + m_timeline->step, whole, box));
        const double width = std::max(1.0, right - left - (right - left >= 3 ? 1 : 0));
        if (right < box.left() || left > box.right())
            continue;
        if (bar.isGap) {
            paintNoData(painter, {left, box.top(), right - left, box.height()});
            continue;
        }
        const double height = m_highest > 0 && bar.requestRate > 0
            ? std::max(2.0, std::round(box.height() * bar.requestRate / m_highest))
            : 0;
        painter.setOpacity(bar.start < cursor() ? 1 : 0.35); // what came later
        painter.fillRect(QRectF(left, box.bottom() - height, width, height),
            timeBarColor(errorRateStatus(bar.errorRate)));
    }
    painter.restore();
    painter.setPen(theme().palette().line);
    painter.drawLine(box.bottomLeft(), box.bottomRight());
}

void MeshScrubber::paintMarks(QPainter &painter)
{
    if (!m_timeline)
        return;
    const QRectF band = lane();
    const TimeRange whole = range();
    for (const bool isCritical : {false, true}) { // the critical ones on top
        for (const console::TimelineLane &row : m_timeline->marks) {
            for (const console::TimelineMark &mark : row.marks) {
                if (mark.critical != isCritical || !whole.contains(mark.from))
                    continue;
                QRectF box(0, 0, kMark, kMark);
                box.moveCenter({xOfTime(mark.from, whole, band), band.center().y()});
                paintTimeMark(painter, box, row.kind, mark.critical);
            }
        }
    }
}

void MeshScrubber::paintWindows(QPainter &painter)
{
    const QRectF box = plot();
    const auto shade = [&](const TimeRange &window, QColor color) {
        const double from = std::max(xOfTime(window.from, range(), box), box.left());
        const double to = std::min(xOfTime(window.to, range(), box), box.right());
        if (to < from)
            return;
        color.setAlphaF(0.16F);
        painter.fillRect(QRectF(from, box.top(), std::max(to - from, 1.0), box.height()), color);
    };
    const Palette &colors = theme().palette();
    if (m_compare) {
        shade(*m_compare, colors.text);
        const double x = xOfTime(m_compare->to, range(), box);
        if (x >= box.left() && x <= box.right()) {
            painter.setPen(QPen(colors.text, 1, Qt::DashLine));
            painter.drawLine(QPointF(x, lane().top()), QPointF(x, box.bottom()));
            painter.drawText(QRectF(x - 104, lane().top(), 100, lane().height()),
                Qt::AlignRight | Qt::AlignVCenter, tr("compared"));
        }
    }
    TimeRange shown = m_window;
    if (m_dragged)
        shown = {*m_dragged - m_window.length(), *m_dragged};
    shade(shown, colors.accent);
}

void MeshScrubber::paintCursor(QPainter &painter)
{
    const Palette &colors = theme().palette();
    const QRectF box = plot();
    if (m_hover >= 0 && !m_dragged) {
        painter.setPen(QPen(colors.muted, 1, Qt::DotLine));
        painter.drawLine(QPointF(m_hover, lane().top()), QPointF(m_hover, box.bottom()));
    }
    const double x
        = std::clamp(std::round(xOfTime(cursor(), range(), box)), box.left(), box.right() - 1);
    const bool isRewound = m_dragged || m_time.asOf();
    painter.setPen(QPen(isRewound ? colors.accent : colors.muted, isRewound ? 2 : 1));
    painter.drawLine(QPointF(x, lane().top()), QPointF(x, box.bottom()));
    if (!isRewound)
        return;
    const QString text = m_time.timeText(cursor());
    const double width = QFontMetricsF(painter.font()).horizontalAdvance(text) + 10;
    const QRectF label(std::clamp(x - width / 2, box.left(), box.right() - width), box.bottom() + 4,
        width, kTimeAxisHeight - 3);
    painter.fillRect(label, colors.selection);
    painter.setPen(colors.text);
    painter.drawText(label, Qt::AlignCenter, text);
}

QString MeshScrubber::textAt(const QPointF &point) const
{
    if (!m_timeline)
        return {};
    const QRectF band = lane().adjusted(0, -4, 0, 4);
    const Duration reach = timeAt(point.x() + kReach) - timeAt(point.x());
    const QString marks = band.contains(point)
        ? timeMarksText(*m_timeline, m_time, timeAt(point.x()), reach)
        : QString();
    return marks.isEmpty() ? timeBarText(*m_timeline, m_time, timeAt(point.x())) : marks;
}

bool MeshScrubber::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QString text = textAt(help->pos());
        if (text.isEmpty())
            QToolTip::hideText();
        else // labels come from the network: plain text
            QToolTip::showText(help->globalPos(),
                u"<qt>%1</qt>"_s.arg(text.toHtmlEscaped().replace(u'\n', u"<br>"_s)), this);
        return true;
    }
    return QWidget::event(event);
}

// Beyond the right end is now.
void MeshScrubber::follow(double x)
{
    if (x > plot().right() + kReach && m_time.moving() > Duration::zero()) {
        m_dragged.reset();
        emit left();
    } else {
        m_dragged = timeAt(x);
        emit rewound(*m_dragged);
    }
    describe();
    update();
}

void MeshScrubber::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (m_isPicking)
        emit instantPicked(timeAt(event->position().x()));
    else
        follow(event->position().x());
}

void MeshScrubber::mouseMoveEvent(QMouseEvent *event)
{
    const QRectF box = plot();
    const double x = event->position().x();
    m_hover = x >= box.left() && x <= box.right() ? x : -1;
    if (event->buttons().testFlag(Qt::LeftButton) && !m_isPicking)
        follow(x);
    update();
}

void MeshScrubber::mouseReleaseEvent(QMouseEvent *)
{
    m_dragged.reset();
    update();
}

void MeshScrubber::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_isPicking)
        return;
    m_dragged.reset();
    emit left();
}

void MeshScrubber::leaveEvent(QEvent *event)
{
    m_hover = -1;
    update();
    QWidget::leaveEvent(event);
}

void MeshScrubber::step(int bars)
{
    const Duration length = std::max(m_timeline ? m_timeline->step : kLeastStep, kLeastStep);
    const Timestamp to = m_time.instant() + length * bars;
    if (bars > 0 && to >= range().to && m_time.moving() > Duration::zero())
        emit left();
    else
        emit rewound(std::clamp(to, range().from, range().to));
}

void MeshScrubber::keyPressEvent(QKeyEvent *event)
{
    const int bars = event->modifiers().testFlag(Qt::ShiftModifier) ? kWideStep : 1;
    switch (event->key()) {
    case Qt::Key_Left:
        return step(-bars);
    case Qt::Key_Right:
        return step(bars);
    case Qt::Key_Home:
        emit rewound(range().from);
        return;
    case Qt::Key_End:
        emit left();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_isPicking)
            emit instantPicked(m_time.instant());
        return;
    case Qt::Key_Escape:
        if (m_isPicking) {
            emit pickingCancelled();
            return;
        }
        if (m_time.asOf()) {
            emit left();
            return;
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

} // namespace binnacle::ui
