#pragma once

#include "core/console/console_types.h"

#include <cstddef>
#include <list>
#include <memory>
#include <unordered_map>

namespace binnacle::ui {

// The events that were fetched last, by number. Answers of the feed are kept as they came and are
// dropped as a whole, the one not looked at for longest first.
class EventTextCache
{
public:
    explicit EventTextCache(std::size_t capacity); // in events

    void add(std::shared_ptr<const console::Events> events);
    // Only those that are new or look different; these are returned.
    std::shared_ptr<const console::Events> addChanged(const console::Events &events);
    // Null when not here. Valid until the next add() or clear().
    const ClusterEvent *find(EventRowId id);
    bool contains(EventRowId id) const { return m_byId.contains(id); }
    void clear();
    std::size_t size() const { return m_size; } // events held, replaced ones included

private:
    using Pages = std::list<std::shared_ptr<const console::Events>>;
    struct Entry
    {
        Pages::iterator page;
        const ClusterEvent *event = nullptr;
    };

    void dropOldest();

    const std::size_t m_capacity;
    std::size_t m_size = 0;
    Pages m_pages; // looked at last first
    std::unordered_map<EventRowId, Entry> m_byId;
};

} // namespace binnacle::ui
