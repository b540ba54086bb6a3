#pragma once

#include "core/console/console_types.h"

#include <QObject>

namespace binnacle::console {
class EstateFeed;
class EventFeed;
} // namespace binnacle::console

namespace binnacle::ui {

// What stands behind the one event that is looked at. Only the last one asked about is answered.
class EventInspection final : public QObject
{
    Q_OBJECT

public:
    // Both must outlive it.
    EventInspection(
        console::EventFeed &events, console::EstateFeed &estate, QObject *parent = nullptr);

    void open(EventRowId event);
    void close();
    EventRowId shown() const { return m_event; } // 0: none
    // Null while loading.
    const std::shared_ptr<const console::EventContext> &context() const { return m_context; }
    void askObjectJson(); // of the involved object

signals:
    void loaded();
    void failed(const binnacle::Error &error);
    void objectLoaded(const QString &json);
    void objectFailed(const binnacle::Error &error);
    void closed();

private:
    console::EventFeed &m_events;
    console::EstateFeed &m_estate;
    EventRowId m_event = 0;
    std::shared_ptr<const console::EventContext> m_context;
    quint64 m_generation = 0;
};

} // namespace binnacle::ui
