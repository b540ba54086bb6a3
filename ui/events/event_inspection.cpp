#include "ui/events/event_inspection.h"

#include "core/console/estate_feed.h"
#include "core/console/event_feed.h"
#include "core/console/on_answer.h"

namespace binnacle::ui {

EventInspection::EventInspection(
    console::EventFeed &events, console::EstateFeed &estate, QObject *parent)
    : QObject(parent)
    , m_events(events)
    , m_estate(estate)
{}

void EventInspection::open(EventRowId event)
{
    if (event != m_event)
        m_context.reset();
    m_event = event;
    console::onAnswer(m_events.context(event), this,
        [this, generation = ++m_generation](
            const Result<std::shared_ptr<const console::EventContext>> &context) {
            if (generation != m_generation)
                return;
            if (context) {
                m_context = *context;
                emit loaded();
            } else {
                emit failed(context.error());
            }
        });
}

void EventInspection::close()
{
    ++m_generation;
    m_event = 0;
    m_context.reset();
    emit closed();
}

void EventInspection::askObjectJson()
{
    if (!m_context)
        return;
    const ClusterEvent &event = m_context->event;
    console::onAnswer(m_estate.objectJson(event.cluster, event.involved), this,
        [this, generation = m_generation](const Result<std::shared_ptr<const std::string>> &json) {
            if (generation != m_generation)
                return;
            if (json)
                emit objectLoaded(QString::fromStdString(**json));
            else
                emit objectFailed(json.error());
        });
}

} // namespace binnacle::ui
