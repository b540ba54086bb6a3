#pragma once

#include "core/console/console_types.h"
#include "ui/events/event_filter.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>
#include <stop_token>

namespace binnacle::console {
class EventFeed;
}

namespace binnacle::ui {

class EventTableModel;
class TimeSelection;

// Asks the history for what filter and time range say and fills the table with it: first the
// newest page, then the map of all rows; the histogram and the counts beside them. Answers to an
// older question are dropped.
class EventPresenter final : public QObject
{
    Q_OBJECT

public:
    enum class State { Idle, Loading, Showing, Failed };
    using BucketFor = std::function<Duration(const TimeRange &)>;

    // All must outlive the presenter.
    EventPresenter(console::EventFeed &feed, TimeSelection &time, EventTableModel &model,
        QObject *parent = nullptr);

    // The bucket that suits the histogram's width.
    void setBucketFor(BucketFor bucketFor) { m_bucketFor = std::move(bucketFor); }

    const EventFilter &filter() const { return m_filter; }
    void setFilter(const EventFilter &filter); // asks at once
    // Without it nothing is asked: a hidden view costs nothing.
    void setActive(bool active);
    bool isActive() const { return m_isActive; }
    void reload();      // from scratch
    void reindex();     // the same question; rows stay where they are
    void countLooser(); // what would match with less of a filter: looserCounted()

    State state() const { return m_state; }
    const Error &error() const { return m_error; } // of the Failed state
    // Every match is in the table, and how many they are.
    std::optional<qint64> matches() const { return m_matches; }
    // Without any filter, in this cluster and range. Counted now and then, so never fewer than what
    // came since and is in the table.
    std::optional<qint64> total() const;
    // While live the range has no end: events may be ahead of this machine's clock.
    TimeRange askedRange() const;
    EventQuery query() const { return m_filter.query(askedRange()); }
    // The same, going on behind the moment the time was paused at.
    EventQuery tailQuery() const;

signals:
    void stateChanged();
    void filterChanged();
    void restarted(); // the table holds the first page of another question
    void completed(); // the table holds every match
    void countsChanged();
    void histogramLoaded(const std::vector<binnacle::console::EventBar> &bars,
        binnacle::Duration bucket, const binnacle::TimeRange &range);
    // Only a part could be loaded; what is shown stays.
    void partlyFailed(const binnacle::Error &error);
    void looserCounted(const binnacle::ui::LooserFilter &filter, qint64 matches);

private:
    void setState(State state);
    void fail(const Error &error);
    void askPage();
    void askIndex();
    void askHistogram();
    void askTotal();
    void timeChanged();

    console::EventFeed &m_feed;
    TimeSelection &m_time;
    EventTableModel &m_model;
    BucketFor m_bucketFor;
    EventFilter m_filter;
    State m_state = State::Idle;
    Error m_error;
    std::optional<qint64> m_matches;
    std::optional<qint64> m_total;
    bool m_isActive = false;
    bool m_isStale = true; // something changed while inactive
    quint64 m_generation = 0;
    quint64 m_histogramQuestion = 0;
    Duration m_askedMoving{};
    TimeRange m_askedRange; // when not moving
    std::stop_source m_stop;
    QTimer m_histogramSoon;
    QTimer m_histogramMoves; // time passes without events, too
};

} // namespace binnacle::ui
