#include "ui/widgets/event_histogram.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chart_table.h"
#include "ui/widgets/event_bar_numbers.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/time_axis.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSideMargin = 12;
constexpr int kTopMargin = 16;
constexpr int kClickSlack = 3;
constexpr int kNarrowestBar = 4;
constexpr double kFutureSlack = 2; // a range that ends now is drawn a little later

double heightOf(std::int64_t count, std::int64_t highest, double full)
{
    if (count <= 0 || highest <= 0)
        return 0;
    // One event among thousands must not vanish.
    return std::max(
        1.5, std::round(full * static_cast<double>(count) / static_cast<double>(highest)));
}

} // namespace

EventHistogram::EventHistogram(const TimeSelection &time, QWidget *parent)
    : QWidget(parent)
    , m_time(time)
    , m_table(new ChartTable(*this, [this] { return numbers(); }))
    , m_range(time.range())
{
    setObjectName(u"eventHistogram"_s);
    setAccessibleName(tr("Events over time"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::CrossCursor);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
    connect(&time, &TimeSelection::changed, this, qOverload<>(&QWidget::update));
}

void EventHistogram::setBars(std::vector<console::EventBar> bars, Duration bucket)
{
    m_bars = std::move(bars);
    m_bucket = std::max(bucket, Duration{1});
    m_highest = 0;
    for (const console::EventBar &bar : m_bars)
        m_highest = std::max(m_highest, bar.normal + bar.warnings);
    m_isLoading = false;
    updateDescription();
    m_table->numbersChanged();
    update();
}

ChartNumbers EventHistogram::numbers() const
{
    return eventBarNumbers(m_bars, m_bucket, m_time);
}

void EventHistogram::setRange(const TimeRange &range)
{
    if (std::exchange(m_range, range) != range)
        update();
}

void EventHistogram::setSelection(const std::optional<TimeRange> &selection)
{
    if (std::exchange(m_selection, selection) != selection)
        update();
}

void EventHistogram::setRetentionEdge(Timestamp oldestKept)
{
    if (std::exchange(m_retentionEdge, oldestKept) != oldestKept)
        update();
}

void EventHistogram::setLoading(bool isLoading)
{
    if (std::exchange(m_isLoading, isLoading) != isLoading)
        update();
}

Duration EventHistogram::preferredBucket(const TimeRange &range) const
{
    const int width = std::max(static_cast<int>(plot().width()), 200);
    return niceBucket(range, width / kNarrowestBar);
}

QRectF EventHistogram::plot() const
{
    return QRectF(rect()).adjusted(kSideMargin, kTopMargin, -kSideMargin, -kTimeAxisHeight);
}

void EventHistogram::updateDescription()
{
    std::int64_t normal = 0;
    std::int64_t warnings = 0;
    for (const console::EventBar &bar : m_bars) {
        normal += bar.normal;
        warnings += bar.warnings;
    }
    setAccessibleDescription(tr("%1 warnings and %2 normal events, %3")
                                 .arg(countText(warnings), countText(normal), m_time.rangeText()));
}

void EventHistogram::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRectF box = plot();
    const Palette &colors = theme().palette();
    painter.fillRect(rect(), colors.panel);
    if (box.width() < 2 || box.height() < 2)
        return;
    paintGaps(painter, box);
    painter.setOpacity(m_isLoading ? 0.45 : 1.0);
    paintBars(painter, box);
    painter.setOpacity(1.0);
    painter.setPen(colors.line);
    painter.drawLine(box.bottomLeft(), box.bottomRight());
    paintBrush(painter, box);
    paintTimeAxis(
        painter, {box.left(), box.bottom(), box.width(), kTimeAxisHeight}, m_range, m_time);
    if (m_highest > 0) {
        painter.setFont(smallFont());
        painter.setPen(colors.muted);
        const QString scale = tr("%1 per %2", "most events in one bar, length of a bar")
                                  .arg(countText(m_highest), ageText(m_bucket));
        QRectF label = painter.fontMetrics().boundingRect(scale);
        label.moveBottomRight(box.topRight() + QPointF{0, -1});
        painter.drawText(label.adjusted(-4, 0, 2, 0), Qt::AlignCenter, scale);
    }
    if (hasFocus()) {
        painter.setPen(colors.accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void EventHistogram::paintBars(QPainter &painter, const QRectF &box) const
{
    const Palette &colors = theme().palette();
    // More bars than pixels: neighbours are added up, so a peak keeps its height relative to
    // others.
    const double barsPerPixel = static_cast<double>(m_bars.size()) / std::max(box.width(), 1.0);
    const auto group = static_cast<std::size_t>(std::max(1.0, std::ceil(barsPerPixel)));
    const Duration length = m_bucket * static_cast<std::int64_t>(group);
    const std::int64_t highest = m_highest * static_cast<std::int64_t>(group);
    painter.save();
    painter.setClipRect(box);
    for (std::size_t first = 0; first < m_bars.size(); first += group) {
        std::int64_t normal = 0;
        std::int64_t warnings = 0;
        for (std::size_t i = first; i < std::min(first + group, m_bars.size()); ++i) {
            normal += m_bars[i].normal;
            warnings += m_bars[i].warnings;
        }
        const double left = std::round(xOfTime(m_bars[first].start, m_range, box));
        const double right = std::round(xOfTime(m_bars[first].start + length, m_range, box));
        const double gap = right - left >= 3 ? 1 : 0;
        const double width = std::max(1.0, right - left - gap);
        const double normalHeight = heightOf(normal, highest, box.height());
        const double warningHeight = heightOf(warnings, highest, box.height());
        painter.fillRect(
            QRectF{left, box.bottom() - normalHeight, width, normalHeight}, colors.bar);
        painter.fillRect(
            QRectF{left, box.bottom() - normalHeight - warningHeight, width, warningHeight},
            colors.warning);
    }
    painter.restore();
}

void EventHistogram::paintGaps(QPainter &painter, const QRectF &box) const
{
    paintFuture(painter, box);
    if (!isKnown(m_retentionEdge) || m_retentionEdge <= m_range.from)
        return;
    const Palette &colors = theme().palette();
    const double edge = std::min(xOfTime(m_retentionEdge, m_range, box), box.right());
    paintNoData(painter, {box.left(), box.top(), edge - box.left(), box.height()});
    if (m_retentionEdge >= m_range.to)
        return;
    painter.setPen(QPen(colors.muted, 1, Qt::DashLine));
    painter.drawLine(QPointF{edge, box.top()}, QPointF{edge, box.bottom()});
    painter.setFont(smallFont());
    painter.setPen(colors.muted);
    const QString text = tr("oldest event kept");
    const double width = painter.fontMetrics().horizontalAdvance(text) + 8;
    const bool fitsLeft = edge - box.left() >= width;
    painter.drawText(QRectF{fitsLeft ? edge - width : edge + 4, box.top(), width, 14},
        Qt::AlignLeft | Qt::AlignVCenter, text);
}

void EventHistogram::paintFuture(QPainter &painter, const QRectF &box) const
{
    Timestamp known = systemNow();
    if (!m_bars.empty() && m_bars.back().normal + m_bars.back().warnings > 0)
        known = std::max(known, m_bars.back().start + m_bucket); // of a clock that is ahead
    const double edge = std::max(xOfTime(known, m_range, box), box.left());
    if (edge < box.right() - kFutureSlack)
        paintNoData(painter, {edge, box.top(), box.right() - edge, box.height()});
}

void EventHistogram::paintBrush(QPainter &painter, const QRectF &box) const
{
    const Palette &colors = theme().palette();
    const auto paintSpan = [&](const TimeRange &span, const QColor &color) {
        const double left = std::max(xOfTime(span.from, m_range, box), box.left());
        const double right = std::min(xOfTime(span.to, m_range, box), box.right());
        if (right < left)
            return;
        QColor fill = color;
        fill.setAlphaF(0.18F);
        painter.fillRect(QRectF{left, box.top(), right - left, box.height()}, fill);
        painter.setPen(QPen(color, 1.5));
        painter.drawLine(QPointF{left, box.top()}, QPointF{left, box.bottom()});
        painter.drawLine(QPointF{right, box.top()}, QPointF{right, box.bottom()});
    };
    if (m_drag == Drag::None) {
        if (m_selection)
            paintSpan(*m_selection, colors.accent);
    } else {
        paintSpan(draggedRange(), m_drag == Drag::Measure ? colors.text : colors.accent);
        const QString text = m_drag == Drag::Measure
            ? ageText(draggedRange().length())
            : u"%1 – %2"_s.arg(
                m_time.timeText(draggedRange().from), m_time.timeText(draggedRange().to));
        painter.setFont(smallFont());
        const double width = painter.fontMetrics().horizontalAdvance(text) + 12;
        const QRectF label{std::clamp((m_dragFrom + m_dragTo - width) / 2, box.left(),
                               std::max(box.left(), box.right() - width)),
            box.top() + 2, width, 16};
        painter.fillRect(label, colors.raised);
        painter.setPen(colors.text);
        painter.drawText(label, Qt::AlignCenter, text);
    }
    const double cursor = isKnown(m_cursor) ? xOfTime(m_cursor, m_range, box) : m_hover;
    if (m_drag == Drag::None && cursor >= box.left() && cursor <= box.right()) {
        painter.setPen(QPen(isKnown(m_cursor) ? colors.text : colors.muted, 1));
        painter.drawLine(QPointF{cursor, box.top()}, QPointF{cursor, box.bottom()});
    }
}

TimeRange EventHistogram::draggedRange() const
{
    const QRectF box = plot();
    const auto [from, to] = std::minmax(m_dragFrom, m_dragTo);
    return {timeOfX(std::clamp(from, box.left(), box.right()), m_range, box),
        timeOfX(std::clamp(to, box.left(), box.right()), m_range, box)};
}

std::int64_t EventHistogram::barAt(Timestamp at) const
{
    if (m_bars.empty() || at < m_bars.front().start)
        return -1;
    const auto index = (at - m_bars.front().start) / m_bucket;
    return index < static_cast<std::int64_t>(m_bars.size()) ? index : -1;
}

bool EventHistogram::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const auto index = barAt(timeOfX(help->pos().x(), m_range, plot()));
    if (index < 0) {
        QToolTip::hideText();
        return true;
    }
    const console::EventBar &bar = m_bars[static_cast<std::size_t>(index)];
    QToolTip::showText(help->globalPos(),
        tr("%1 – %2\n%3 warnings, %4 normal")
            .arg(m_time.timeText(bar.start), m_time.timeText(bar.start + m_bucket),
                countText(bar.warnings), countText(bar.normal)),
        this);
    return true;
}

void EventHistogram::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_drag = event->modifiers().testFlag(Qt::ShiftModifier) ? Drag::Measure : Drag::Select;
    m_dragFrom = m_dragTo = event->position().x();
    m_cursor = {};
    update();
}

void EventHistogram::mouseMoveEvent(QMouseEvent *event)
{
    m_hover = event->position().x();
    m_dragTo = m_hover;
    update();
}

void EventHistogram::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_drag == Drag::None)
        return;
    m_dragTo = event->position().x();
    const bool selects = m_drag == Drag::Select;
    const TimeRange range = draggedRange();
    const bool isClick = std::abs(m_dragTo - m_dragFrom) < kClickSlack;
    m_drag = Drag::None;
    update();
    if (selects && !isClick) {
        emit brushed(range);
    } else if (selects && m_selection && !m_selection->contains(range.from)) {
        emit selectionCleared();
    }
}

void EventHistogram::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        emit previousZoomRequested();
}

void EventHistogram::keyPressEvent(QKeyEvent *event)
{
    const bool extends = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Left:
        moveCursor(-1, extends);
        return;
    case Qt::Key_Right:
        moveCursor(1, extends);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (isKnown(m_cursor)) {
            const auto [from, to] = std::minmax(m_cursor, isKnown(m_anchor) ? m_anchor : m_cursor);
            emit brushed({from, to + m_bucket});
        }
        return;
    case Qt::Key_Escape:
        if (isKnown(m_cursor)) {
            m_cursor = m_anchor = {};
            update();
            return;
        }
        if (m_selection) {
            emit selectionCleared();
            return;
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void EventHistogram::moveCursor(int bars, bool extends)
{
    if (m_bars.empty())
        return;
    const Timestamp first = m_bars.front().start;
    const Timestamp last = m_bars.back().start;
    if (!isKnown(m_cursor)) {
        m_cursor = m_anchor = bars < 0 ? last : first;
    } else {
        m_cursor = std::clamp(m_cursor + m_bucket * bars, first, last);
        if (!extends)
            m_anchor = m_cursor;
    }
    const console::EventBar &bar
        = m_bars[static_cast<std::size_t>(std::max<std::int64_t>(barAt(m_cursor), 0))];
    setAccessibleDescription(
        tr("%1: %2 warnings, %3 normal")
            .arg(m_time.timeText(bar.start), countText(bar.warnings), countText(bar.normal)));
    if (m_cursor != m_anchor) {
        const auto [from, to] = std::minmax(m_cursor, m_anchor);
        m_selection = TimeRange{from, to + m_bucket};
    }
    update();
}

void EventHistogram::leaveEvent(QEvent *event)
{
    m_hover = -1;
    update();
    QWidget::leaveEvent(event);
}

} // namespace binnacle::ui
