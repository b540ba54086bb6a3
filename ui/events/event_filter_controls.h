#pragma once

#include "ui/events/event_saved_views.h"

#include <QObject>

namespace binnacle::ui {

class EventHistogram;
class EventNarrowing;
class EventPresenter;
class EventToolbar;
class TimeSelection;

// Lets the toolbar and the histogram's brush narrow the view and show what it is narrowed to;
// remembers what was typed and what was saved under a name.
class EventFilterControls final : public QObject
{
    Q_OBJECT

public:
    struct Subjects
    {
        console::EventFeed &feed;
        console::UiMemory &memory;
        EventPresenter &presenter;
        EventNarrowing &narrowing;
        EventToolbar &toolbar;
        EventHistogram &histogram;
        TimeSelection &time;
    };

    // All subjects must outlive it.
    explicit EventFilterControls(const Subjects &subjects, QObject *parent = nullptr);

signals:
    void told(const QString &what); // "Saved this view as …"

private:
    void connectToolbar();
    void connectHistogram();
    void showSaved(const QString &name);

    console::UiMemory &m_memory;
    EventPresenter &m_presenter;
    EventNarrowing &m_narrowing;
    EventToolbar &m_toolbar;
    EventHistogram &m_histogram;
    TimeSelection &m_time;
    EventSavedViews m_saved;
};

} // namespace binnacle::ui
