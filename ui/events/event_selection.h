#pragma once

#include "core/domain/cluster_event.h"

#include <QObject>
#include <QTimer>

class QModelIndex;

namespace binnacle::ui {

class EventActions;
class EventInspection;
class EventInspector;
class EventPresenter;
class EventTable;
class EventTableModel;
class TimeSelection;

// Keeps the table's current row and the inspector on the same event, also while rows come and go,
// and finds the row again after another question was asked.
class EventSelection final : public QObject
{
    Q_OBJECT

public:
    struct Subjects
    {
        EventTableModel &model;
        EventPresenter &presenter;
        EventTable &table;
        EventInspection &inspection;
        EventInspector &inspector;
        TimeSelection &time;
    };

    // All subjects must outlive it.
    explicit EventSelection(const Subjects &subjects, QObject *parent = nullptr);

    void open(EventRowId event); // linked to from elsewhere; its row may come later, or never
    bool close();                // false: nothing was open
    void showRawObject(const ClusterEvent &event);

private:
    void connectTable();
    void inspectCurrent();
    void showContext();
    void keep();
    void findRow();
    void selectNewestWarning();

    const Subjects m_subjects;
    QTimer m_inspectSoon;     // the arrow keys pass over rows
    EventRowId m_wanted = 0;  // to be selected when its row is here
    bool m_hasOpened = false; // something was inspected; from then on nothing opens by itself
};

} // namespace binnacle::ui
