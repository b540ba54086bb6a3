#include "ui/events/event_saved_views.h"

#include "core/console/event_feed.h"
#include "core/console/ui_memory.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kKey = u"events/saved-views"_s;

QJsonObject read(const console::UiMemory &memory)
{
    return QJsonDocument::fromJson(memory.value(kKey)).object();
}

void write(console::UiMemory &memory, const QJsonObject &views)
{
    memory.setValue(kKey, QJsonDocument(views).toJson(QJsonDocument::Compact));
}

} // namespace

EventSavedViews::EventSavedViews(console::UiMemory &memory, const console::EventFeed &feed)
    : m_memory(memory)
    , m_feed(feed)
{}

QStringList EventSavedViews::names() const
{
    return read(m_memory).keys();
}

void EventSavedViews::save(const QString &name, const EventFilter &filter)
{
    QJsonObject views = read(m_memory);
    views[name] = QJsonDocument::fromJson(toJson(filter)).object();
    write(m_memory, views);
}

void EventSavedViews::remove(const QString &name)
{
    QJsonObject views = read(m_memory);
    views.remove(name);
    write(m_memory, views);
}

std::optional<EventFilter> EventSavedViews::load(const QString &name) const
{
    const QJsonObject views = read(m_memory);
    if (!views.contains(name))
        return std::nullopt;
    return filterFromJson(QJsonDocument(views[name].toObject()).toJson(), m_feed);
}

} // namespace binnacle::ui
