#include "ui/events/event_page_loader.h"

#include "core/console/event_feed.h"
#include "core/console/on_answer.h"

#include <algorithm>

namespace binnacle::ui {

namespace {

constexpr int kRetryMs = 1000;

} // namespace

EventPageLoader::EventPageLoader(console::EventFeed &feed, MissingIds missingIds, QObject *parent)
    : QObject(parent)
    , m_feed(feed)
    , m_missingIds(std::move(missingIds))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    m_retry.setSingleShot(true);
    m_retry.setInterval(kRetryMs);
    connect(&m_soon, &QTimer::timeout, this, &EventPageLoader::dispatch);
    connect(&m_retry, &QTimer::timeout, this, &EventPageLoader::dispatch);
}

void EventPageLoader::want(int block)
{
    if (!m_waiting.empty() && m_waiting.back() == block)
        return;
    std::erase(m_waiting, block);
    m_waiting.push_back(block);
    if (m_waiting.size() > kWaiting)
        m_waiting.pop_front();
    if (!m_soon.isActive())
        m_soon.start();
}

void EventPageLoader::prefetch(int block)
{
    if (m_waiting.size() >= kWaiting || std::ranges::find(m_waiting, block) != m_waiting.end())
        return;
    m_waiting.push_front(block);
    if (!m_soon.isActive())
        m_soon.start();
}

void EventPageLoader::restart()
{
    ++m_generation;
    m_waiting.clear();
    m_onTheirWay.clear();
    m_requests = 0;
}

void EventPageLoader::dispatch()
{
    if (m_retry.isActive())
        return;
    while (m_requests < kAtOnce && !m_waiting.empty()) {
        const int block = m_waiting.back();
        m_waiting.pop_back();
        std::vector<EventRowId> ids = m_missingIds(block);
        std::erase_if(ids, [this](EventRowId id) { return m_onTheirWay.contains(id); });
        if (!ids.empty())
            ask(std::move(ids));
    }
}

void EventPageLoader::ask(std::vector<EventRowId> ids)
{
    ++m_requests;
    m_onTheirWay.insert(ids.begin(), ids.end());
    console::onAnswer(m_feed.events(ids), this,
        [this, ids, generation = m_generation](
            const Result<std::shared_ptr<const console::Events>> &answer) {
            if (generation != m_generation)
                return;
            --m_requests;
            for (const EventRowId id : ids)
                m_onTheirWay.erase(id);
            if (answer) {
                emit loaded(*answer, ids);
            } else {
                m_retry.start();
                emit failed(answer.error());
            }
            dispatch();
        });
}

} // namespace binnacle::ui
