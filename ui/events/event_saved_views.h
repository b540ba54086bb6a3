#pragma once

#include "ui/events/event_filter.h"

#include <QStringList>

#include <optional>

namespace binnacle::console {
class UiMemory;
}

namespace binnacle::ui {

// Filters kept under a name, in the window's memory.
class EventSavedViews final
{
public:
    // Both must outlive it.
    EventSavedViews(console::UiMemory &memory, const console::EventFeed &feed);

    QStringList names() const; // sorted
    void save(const QString &name, const EventFilter &filter);
    void remove(const QString &name);
    std::optional<EventFilter> load(const QString &name) const;

private:
    console::UiMemory &m_memory;
    const console::EventFeed &m_feed;
};

} // namespace binnacle::ui
