#pragma once

#include "core/console/console_types.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>
#include <unordered_set>
#include <vector>

namespace binnacle::console {
class EventFeed;
}

namespace binnacle::ui {

// Fetches the text of rows in blocks of 256, the block asked for last first. Of the blocks that
// wait only a few are kept: whoever drags the scroll bar over a million rows asks for thousands
// and looks at the last one. An event is never asked for twice at the same time.
class EventPageLoader final : public QObject
{
    Q_OBJECT

public:
    static constexpr int kBlockRows = 256;
    static constexpr std::size_t kAtOnce = 2;
    static constexpr std::size_t kWaiting = 4;

    // The numbers of a block's events whose text is missing.
    using MissingIds = std::function<std::vector<EventRowId>(int block)>;

    // `feed` must outlive the loader.
    EventPageLoader(console::EventFeed &feed, MissingIds missingIds, QObject *parent = nullptr);

    void want(int block);     // seen now: before all others
    void prefetch(int block); // likely to be seen next: after all others
    void restart();           // forgets what waits and drops what is on its way

signals:
    // `asked` but not in `events`: deleted meanwhile.
    void loaded(std::shared_ptr<const binnacle::console::Events> events,
        const std::vector<binnacle::EventRowId> &asked);
    void failed(const binnacle::Error &error); // asked again after a second

private:
    void dispatch();
    void ask(std::vector<EventRowId> ids);

    console::EventFeed &m_feed;
    const MissingIds m_missingIds;
    std::deque<int> m_waiting; // next at the back
    std::unordered_set<EventRowId> m_onTheirWay;
    std::size_t m_requests = 0;
    quint64 m_generation = 0;
    QTimer m_soon;  // gathers what one repaint asks for
    QTimer m_retry; // runs after a failure
};

} // namespace binnacle::ui
