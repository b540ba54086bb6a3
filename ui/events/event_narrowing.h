#pragma once

#include "ui/events/event_filter.h"

#include <QObject>

#include <functional>

namespace binnacle::console {
class EventFeed;
}

namespace binnacle::ui {

class EventInspection;
class EventPresenter;
class FilterBar;
class TimeSelection;

// What a person does to see fewer or more events. Whatever is not typed leaves the filter bar in
// step with what is applied.
class EventNarrowing final : public QObject
{
    Q_OBJECT

public:
    struct Subjects
    {
        const console::EventFeed &feed;
        EventPresenter &presenter;
        const EventInspection &inspection;
        FilterBar &bar;
        TimeSelection &time;
    };

    // All subjects must outlive it.
    explicit EventNarrowing(const Subjects &subjects, QObject *parent = nullptr);

    void change(const std::function<void(EventFilter &)> &edit);
    void setCluster(const ClusterId &cluster);
    void setText(const QString &text); // ignored unless valid: the last valid one keeps working
    void useText(const QString &text, bool apply); // without `apply` only written into the bar
    void use(const EventFilter &saved);            // all but the cluster
    void toObject(const ClusterId &cluster, const ScopedObject &scope);
    void toOwner();                         // of the inspected event's object
    bool toNode(const ClusterEvent &event); // false: it names none
    void toWarningsAround(Timestamp at);
    bool widen(); // one part less; false: nothing narrows apart from the text
    void clear(); // all but the cluster
    void zoomToBrush();

signals:
    void objectChosen(); // the rows are what to look at next

private:
    const Subjects m_subjects;
};

} // namespace binnacle::ui
