#pragma once

#include "core/console/console_types.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace binnacle::console {
class EventFeed;
}

namespace binnacle::ui {

class EventPresenter;
class EventTableModel;
class TimeSelection;

// Brings what is stored while the view is open into the table: the newest page, at most five times
// a second, merged by number. While the pointer is over the table or the time is paused the rows
// stand still and the new ones are counted.
class EventLiveTail final : public QObject
{
    Q_OBJECT

public:
    static constexpr int kPageRows = 256;

    // All must outlive the tail.
    EventLiveTail(console::EventFeed &feed, const TimeSelection &time, EventPresenter &presenter,
        EventTableModel &model, QObject *parent = nullptr);

    void setHeld(bool held); // by the pointer
    bool isHeld() const { return m_isHeld; }
    bool isFrozen() const;
    std::size_t pending() const { return m_pending; }              // new since the rows stand still
    bool hasMorePending() const { return m_pending >= kPageRows; } // "256 or more"

signals:
    void pendingChanged();

private:
    void tickSoon();
    void tick();
    void accept(const std::shared_ptr<const console::Events> &newest);
    void setPending(std::size_t pending);

    console::EventFeed &m_feed;
    const TimeSelection &m_time;
    EventPresenter &m_presenter;
    EventTableModel &m_model;
    bool m_isHeld = false;
    bool m_isAsking = false;
    bool m_isDue = false; // stored again while asking or held
    std::size_t m_pending = 0;
    quint64 m_generation = 0;
    QTimer m_soon;
    QElapsedTimer m_indexed; // since every row was last compared
    QElapsedTimer m_ticked;  // since the store was last asked
};

} // namespace binnacle::ui
