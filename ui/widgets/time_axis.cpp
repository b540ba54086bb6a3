#include "ui/widgets/time_axis.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kSecond = 1'000;
constexpr qint64 kMinute = 60 * kSecond;
constexpr qint64 kHour = 60 * kMinute;
constexpr qint64 kDay = 24 * kHour;

constexpr std::array kSteps{kSecond, 2 * kSecond, 5 * kSecond, 10 * kSecond, 15 * kSecond,
    30 * kSecond, kMinute, 2 * kMinute, 5 * kMinute, 10 * kMinute, 15 * kMinute, 30 * kMinute,
    kHour, 2 * kHour, 3 * kHour, 6 * kHour, 12 * kHour, kDay, 2 * kDay, 7 * kDay, 14 * kDay,
    30 * kDay, 90 * kDay, 365 * kDay};

QDateTime inZone(qint64 utcMs, TimeSelection::Zone zone)
{
    return QDateTime::fromMSecsSinceEpoch(
        utcMs, zone == TimeSelection::Zone::Utc ? Qt::UTC : Qt::LocalTime);
}

qint64 offsetMs(qint64 utcMs, TimeSelection::Zone zone)
{
    return inZone(utcMs, zone).offsetFromUtc() * kSecond;
}

qint64 smallestStep(qint64 atLeast)
{
    const auto step = std::ranges::lower_bound(kSteps, atLeast);
    return step == kSteps.end() ? kSteps.back() : *step;
}

QString tickLabel(const QDateTime &at, qint64 step, bool isDay)
{
    if (isDay)
        return QLocale().toString(at.date(),
            QCoreApplication::translate("Formatting", "d MMM", "a date, as QLocale takes it"));
    return at.toString(step < kMinute ? u"HH:mm:ss"_s : u"HH:mm"_s);
}

} // namespace

double xOfTime(Timestamp at, const TimeRange &range, const QRectF &box)
{
    const auto length = static_cast<double>(std::max<std::int64_t>(range.length().count(), 1));
    return box.left() + static_cast<double>((at - range.from).count()) / length * box.width();
}

Timestamp timeOfX(double x, const TimeRange &range, const QRectF &box)
{
    const double share = box.width() > 0 ? (x - box.left()) / box.width() : 0;
    return range.from + Duration{std::llround(share * static_cast<double>(range.length().count()))};
}

std::vector<AxisTick> timeTicks(
    const TimeRange &range, const TimeSelection &zone, int width, int minSpacing)
{
    std::vector<AxisTick> result;
    const qint64 length = range.length().count();
    if (length <= 0 || width <= 0)
        return result;
    const qint64 step = smallestStep(length * minSpacing / std::max(width, 1) + 1);
    const qint64 from = toEpochMs(range.from);
    // Stepping in local time keeps ticks on round hours across a change of the clocks.
    const qint64 first = (from + offsetMs(from, zone.zone()) + step - 1) / step * step;
    for (qint64 local = first;; local += step) {
        const qint64 guess = local - offsetMs(local - offsetMs(from, zone.zone()), zone.zone());
        const Timestamp at = fromEpochMs(guess);
        if (at >= range.to)
            break;
        if (at < range.from || (!result.empty() && at <= result.back().at))
            continue;
        const QDateTime when = inZone(guess, zone.zone());
        const bool isDay = when.time() == QTime(0, 0) || step >= kDay;
        result.push_back({.at = at, .label = tickLabel(when, step, isDay), .isDay = isDay});
    }
    return result;
}

void paintTimeAxis(
    QPainter &painter, const QRectF &box, const TimeRange &range, const TimeSelection &zone)
{
    const Palette &colors = theme().palette();
    painter.save();
    painter.setFont(smallFont());
    const QFontMetricsF metrics(painter.font());
    for (const AxisTick &tick : timeTicks(range, zone, static_cast<int>(box.width()))) {
        const double x = std::round(xOfTime(tick.at, range, box)) + 0.5;
        painter.setPen(colors.line);
        painter.drawLine(QPointF{x, box.top()}, QPointF{x, box.top() + 4});
        const double width = metrics.horizontalAdvance(tick.label) + 2;
        // Labels at the ends stay inside.
        const double left
            = std::clamp(x - width / 2, box.left(), std::max(box.left(), box.right() - width));
        painter.setPen(tick.isDay ? colors.text : colors.muted);
        painter.drawText(QRectF{left, box.top() + 4, width, box.height() - 4},
            Qt::AlignHCenter | Qt::AlignVCenter, tick.label);
    }
    painter.restore();
}

void paintNoData(QPainter &painter, const QRectF &box)
{
    paintHatching(painter, box, theme().palette().line);
}

void paintHatching(QPainter &painter, const QRectF &box, const QColor &color)
{
    if (box.isEmpty())
        return;
    constexpr double kSpacing = 7;
    painter.save();
    painter.setClipRect(box, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1));
    // Anchored to the widget, not to the box: hatching stands still while the box moves.
    const int first = static_cast<int>(std::floor((box.left() - box.height()) / kSpacing));
    for (int line = first; line * kSpacing < box.right(); ++line) {
        const double x = line * kSpacing;
        painter.drawLine(QPointF{x, box.bottom()}, QPointF{x + box.height(), box.top()});
    }
    painter.restore();
}

void paintPastHatching(QPainter &painter, const QRectF &box)
{
    QColor color = theme().palette().warning;
    color.setAlphaF(0.3F);
    paintHatching(painter, box, color);
}

Duration niceBucket(const TimeRange &range, int maxBuckets)
{
    const qint64 atLeast = range.length().count() / std::max(maxBuckets, 1) + 1;
    return Duration{std::min(smallestStep(atLeast), 7 * kDay)};
}

} // namespace binnacle::ui
