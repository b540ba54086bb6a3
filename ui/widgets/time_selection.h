#pragma once

#include "core/base/time.h"

#include <QObject>
#include <QString>

#include <optional>
#include <vector>

namespace binnacle::ui {

// The one time range of the window. LIVE: the range moves with now. PAUSED: it stands still while
// data keeps arriving. Absolute ranges are always paused. AS OF: one instant of the past governs
// all views; what they show ends there. Zooming is kept on a stack.
class TimeSelection : public QObject
{
    Q_OBJECT

public:
    explicit TimeSelection(QObject *parent = nullptr);

    TimeRange range() const; // what is shown. LIVE: ends now; AS OF: ends at the instant
    TimeRange axis() const;  // for time axes and scrubbers: AS OF does not cut it
    bool isLive() const;     // follows now
    bool isPaused() const { return m_paused; }
    Duration moving() const { return m_moving; } // zero: absolute
    std::optional<Timestamp> asOf() const { return m_asOf; }
    Timestamp instant() const; // AS OF: that; else the end of the range

    // Rewinds the window. The axis stays where it is when it holds `at`, else it is moved; instants
    // that have not come yet are now. Any other choice of a range ends it, as backToNow() does.
    void setAsOf(Timestamp at);
    void leaveAsOf(); // back to the axis, live when it was live before

    void setMoving(Duration last); // "the last six hours", live
    void setAbsolute(TimeRange range);
    void setPaused(bool paused);
    void zoomTo(TimeRange range); // remembers the range before
    bool zoomBack();              // false: nothing to go back to
    bool isZoomed() const { return !m_zooms.empty(); }
    void resetZoom();         // to the range before the first zoom
    void zoomOut();           // twice as long, same centre
    void shift(double share); // by a share of the length; negative: to the past
    void makeAbsolute();
    void backToNow(); // live again with the last moving length

    enum class Zone { Utc, Local };
    Zone zone() const { return m_zone; }
    void setZone(Zone zone);
    // "UTC+8", "UTC"; for labels.
    QString zoneName() const;

    // For painters and tables, in the chosen zone.
    QString timeText(Timestamp at) const;     // 19:42:31, with the date when it is not today's
    QString dateTimeText(Timestamp at) const; // 2026-03-01 19:42:31 UTC+8
    QString rangeText() const;                // "03:00–03:40 CST (UTC+8)", "last 6 h"

signals:
    void changed(); // range, liveness or zone; not the mere passing of time

private:
    struct Choice
    {
        TimeRange absolute;
        Duration moving;
    };
    Choice current() const;
    void choose(const Choice &choice);

    Duration m_moving{6 * 3'600'000};
    Duration m_lastMoving = m_moving; // what backToNow returns to
    TimeRange m_absolute;             // when m_moving is zero or paused
    bool m_paused = false;
    std::optional<Timestamp> m_asOf;
    bool m_wasLive = false; // before m_asOf was set
    Zone m_zone = Zone::Local;
    std::vector<Choice> m_zooms;
};

} // namespace binnacle::ui
