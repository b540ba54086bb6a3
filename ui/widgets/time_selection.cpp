#include "ui/widgets/time_selection.h"

#include "ui/widgets/formatting.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Duration kShortest{1'000};
constexpr Duration kLongest{std::chrono::hours{24 * 366 * 5}};
constexpr std::size_t kMaxZooms = 32;

QDateTime dateTime(Timestamp at, TimeSelection::Zone zone)
{
    return QDateTime::fromMSecsSinceEpoch(
        toEpochMs(at), zone == TimeSelection::Zone::Utc ? Qt::UTC : Qt::LocalTime);
}

QString offsetName(const QDateTime &at)
{
    const int minutes = at.offsetFromUtc() / 60;
    if (minutes == 0)
        return u"UTC"_s;
    QString result = u"UTC%1%2"_s.arg(minutes < 0 ? u"−"_s : u"+"_s).arg(std::abs(minutes) / 60);
    if (minutes % 60 != 0)
        result += u":%1"_s.arg(std::abs(minutes) % 60, 2, 10, QLatin1Char('0'));
    return result;
}

QString zoneLabel(const QDateTime &at)
{
    const QString offset = offsetName(at);
    const QString name = at.timeZoneAbbreviation();
    return name.isEmpty() || name.startsWith(u"UTC"_s) ? offset : u"%1 (%2)"_s.arg(name, offset);
}

// A length where it is a whole number of one unit: "6 h"; else what a clock would say.
QString lengthText(Duration length)
{
    const qint64 seconds = length.count() / 1'000;
    if (seconds >= 172'800 && seconds % 86'400 == 0)
        return TimeSelection::tr("%1 d", "days").arg(seconds / 86'400);
    if (seconds >= 3'600 && seconds % 3'600 == 0)
        return TimeSelection::tr("%1 h", "hours").arg(seconds / 3'600);
    if (seconds >= 60 && seconds % 60 == 0)
        return TimeSelection::tr("%1 m", "minutes").arg(seconds / 60);
    return TimeSelection::tr("%1 s", "seconds").arg(seconds);
}

} // namespace

TimeSelection::TimeSelection(QObject *parent)
    : QObject(parent)
{}

TimeRange TimeSelection::range() const
{
    const TimeRange whole = axis();
    return m_asOf ? TimeRange{whole.from, *m_asOf} : whole;
}

TimeRange TimeSelection::axis() const
{
    if (!isLive())
        return m_absolute;
    const Timestamp now = systemNow();
    return {now - m_moving, now};
}

bool TimeSelection::isLive() const
{
    return m_moving > Duration::zero() && !m_paused;
}

Timestamp TimeSelection::instant() const
{
    return range().to;
}

void TimeSelection::setAsOf(Timestamp at)
{
    const Timestamp now = systemNow();
    at = std::min(at, now);
    TimeRange whole = axis();
    if (!m_asOf)
        m_wasLive = isLive();
    if (at < whole.from + kShortest || at > whole.to) {
        const Duration length = whole.length();
        whole.to = std::min(at + length / 2, std::max(now, at));
        whole.from = whole.to - length;
    }
    m_absolute = whole;
    m_paused = true;
    m_asOf = at;
    emit changed();
}

void TimeSelection::leaveAsOf()
{
    if (!m_asOf)
        return;
    if (m_wasLive)
        return backToNow();
    m_asOf.reset();
    emit changed();
}

TimeSelection::Choice TimeSelection::current() const
{
    return isLive() ? Choice{{}, m_moving} : Choice{m_absolute, Duration::zero()};
}

void TimeSelection::choose(const Choice &choice)
{
    m_moving = choice.moving;
    m_absolute = choice.absolute;
    m_paused = m_moving == Duration::zero();
    m_asOf.reset();
    if (!m_paused)
        m_lastMoving = m_moving;
    emit changed();
}

void TimeSelection::setMoving(Duration last)
{
    m_zooms.clear();
    choose({{}, std::clamp(last, kShortest, kLongest)});
}

void TimeSelection::setAbsolute(TimeRange range)
{
    m_zooms.clear();
    if (range.to < range.from)
        std::swap(range.from, range.to);
    range.to = std::max(range.to, range.from + kShortest);
    choose({range, Duration::zero()});
}

void TimeSelection::setPaused(bool paused)
{
    if (paused == m_paused)
        return;
    if (!paused) {
        backToNow();
        return;
    }
    m_absolute = axis();
    m_paused = true;
    emit changed();
}

void TimeSelection::zoomTo(TimeRange range)
{
    if (range.to < range.from)
        std::swap(range.from, range.to);
    range.to = std::max(range.to, range.from + kShortest);
    if (m_zooms.size() == kMaxZooms)
        m_zooms.erase(m_zooms.begin() + 1); // the first is where resetZoom goes
    m_zooms.push_back(current());
    choose({range, Duration::zero()});
}

bool TimeSelection::zoomBack()
{
    if (m_zooms.empty())
        return false;
    const Choice before = m_zooms.back();
    m_zooms.pop_back();
    choose(before);
    return true;
}

void TimeSelection::resetZoom()
{
    if (m_zooms.empty())
        return;
    const Choice first = m_zooms.front();
    m_zooms.clear();
    choose(first);
}

void TimeSelection::zoomOut()
{
    if (isLive()) {
        choose({{}, std::min(m_moving * 2, kLongest)});
        return;
    }
    const TimeRange before = axis();
    const Duration half = std::min(before.length(), kLongest) / 2;
    choose({{before.from - half, std::min(before.to + half, std::max(systemNow(), before.to))},
        Duration::zero()});
}

void TimeSelection::shift(double share)
{
    TimeRange shifted = axis();
    const Duration by{std::llround(static_cast<double>(shifted.length().count()) * share)};
    shifted.from += by;
    shifted.to += by;
    choose({shifted, Duration::zero()});
}

void TimeSelection::makeAbsolute()
{
    choose({axis(), Duration::zero()});
}

void TimeSelection::backToNow()
{
    m_zooms.clear();
    choose({{}, m_lastMoving});
}

void TimeSelection::setZone(Zone zone)
{
    if (m_zone == zone)
        return;
    m_zone = zone;
    emit changed();
}

QString TimeSelection::zoneName() const
{
    return offsetName(dateTime(systemNow(), m_zone));
}

QString TimeSelection::timeText(Timestamp at) const
{
    if (!isKnown(at))
        return u"—"_s;
    const QDateTime when = dateTime(at, m_zone);
    const QDate today = dateTime(systemNow(), m_zone).date();
    if (when.date() == today)
        return when.toString(u"HH:mm:ss"_s);
    return when.toString(
        when.date().year() == today.year() ? u"MM-dd HH:mm:ss"_s : u"yyyy-MM-dd HH:mm:ss"_s);
}

QString TimeSelection::dateTimeText(Timestamp at) const
{
    if (!isKnown(at))
        return u"—"_s;
    const QDateTime when = dateTime(at, m_zone);
    return when.toString(u"yyyy-MM-dd HH:mm:ss "_s) + offsetName(when);
}

QString TimeSelection::rangeText() const
{
    if (m_asOf)
        return tr("as of %1", "an instant of the past").arg(timeText(*m_asOf));
    if (isLive())
        return tr("last %1", "a time range that moves with now").arg(lengthText(m_moving));
    const QDateTime from = dateTime(m_absolute.from, m_zone);
    const QDateTime to = dateTime(m_absolute.to, m_zone);
    const QDate today = dateTime(systemNow(), m_zone).date();
    const bool isShort = m_absolute.length() < std::chrono::minutes{10};
    const QString clock = isShort ? u"HH:mm:ss"_s : u"HH:mm"_s;
    const QString dated = u"MM-dd "_s + clock;
    const QString fromText = from.toString(from.date() == today ? clock : dated);
    const QString toText = to.toString(to.date() == from.date() ? clock : dated);
    return u"%1–%2 %3"_s.arg(fromText, toText, zoneLabel(to));
}

} // namespace binnacle::ui
