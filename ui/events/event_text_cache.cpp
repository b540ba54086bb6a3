#include "ui/events/event_text_cache.h"

namespace binnacle::ui {

namespace {

bool looksTheSame(const ClusterEvent &a, const ClusterEvent &b)
{
    return a.last == b.last && a.count == b.count && a.countIsMinimum == b.countIsMinimum
        && a.message == b.message;
}

} // namespace

EventTextCache::EventTextCache(std::size_t capacity)
    : m_capacity(capacity)
{}

void EventTextCache::add(std::shared_ptr<const console::Events> events)
{
    if (events->empty())
        return;
    m_pages.push_front(std::move(events));
    const auto page = m_pages.begin();
    m_size += (*page)->size();
    for (const ClusterEvent &event : **page)
        m_byId.insert_or_assign(event.id, Entry{page, &event});
    while (m_size > m_capacity && m_pages.size() > 1)
        dropOldest();
}

std::shared_ptr<const console::Events> EventTextCache::addChanged(const console::Events &events)
{
    auto changed = std::make_shared<console::Events>();
    for (const ClusterEvent &event : events) {
        const ClusterEvent *known = find(event.id);
        if (!known || !looksTheSame(*known, event))
            changed->push_back(event);
    }
    add(changed);
    return changed;
}

const ClusterEvent *EventTextCache::find(EventRowId id)
{
    const auto entry = m_byId.find(id);
    if (entry == m_byId.end())
        return nullptr;
    if (entry->second.page != m_pages.begin())
        m_pages.splice(m_pages.begin(), m_pages, entry->second.page);
    return entry->second.event;
}

void EventTextCache::clear()
{
    m_byId.clear();
    m_pages.clear();
    m_size = 0;
}

void EventTextCache::dropOldest()
{
    const auto page = std::prev(m_pages.end());
    for (const ClusterEvent &event : **page) {
        const auto entry = m_byId.find(event.id);
        if (entry != m_byId.end() && entry->second.event == &event)
            m_byId.erase(entry);
    }
    m_size -= (*page)->size();
    m_pages.erase(page);
}

} // namespace binnacle::ui
