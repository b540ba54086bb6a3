#pragma once

#include "core/domain/cluster_event.h"
#include "ui/events/event_table.h"

class QMenu;

namespace binnacle::ui {

class EventActions;
class EventInspector;
class EventNarrowing;
class EventPresenter;
class EventSelection;

// What the keys, the double click and the menus of the table do.
class EventIntents final : public QObject
{
    Q_OBJECT

public:
    struct Subjects
    {
        EventTable &table;
        EventTableModel &model;
        const EventPresenter &presenter;
        EventInspector &inspector;
        EventActions &actions;
        EventSelection &selection;
        EventNarrowing &narrowing;
    };

    // All subjects must outlive it.
    explicit EventIntents(const Subjects &subjects, QObject *parent = nullptr);

    void handle(EventTable::Intent intent);
    void toNode(); // events of the node of the event in focus

signals:
    void told(const QString &what); // why there was nothing to do
    // The menu of an event is about to open: others may add to it.
    void menuFilled(QMenu &menu, const binnacle::ClusterEvent &event);
    // A key asked for a command to the object of the event: "scale", "restart", "delete".
    void commandWanted(const QString &action, const binnacle::ClusterEvent &event);

private:
    void showCellMenu(const QModelIndex &cell, const QPoint &at);
    void showCopyMenu();
    void turnOrder();
    void askCommand(const QString &action);

    EventTable &m_table;
    EventTableModel &m_model;
    const EventPresenter &m_presenter;
    EventInspector &m_inspector;
    EventActions &m_actions;
    EventSelection &m_selection;
    EventNarrowing &m_narrowing;
};

} // namespace binnacle::ui
