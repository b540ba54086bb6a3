#pragma once

#include "core/console/event_feed.h"
#include "ui/events/event_filter.h"

#include <QObject>

class QMenu;
class QModelIndex;

namespace binnacle::ui {

class EventInspection;
class EventTable;
class EventTableModel;

// Copies and filters made from what the table and the inspector show.
class EventActions final : public QObject
{
    Q_OBJECT

public:
    static constexpr int kMostCopiedRows = 10'000;

    struct Subjects
    {
        console::EventFeed &feed;
        EventTableModel &model;
        EventTable &table;
        EventInspection &inspection;
    };

    // All subjects must outlive the actions.
    explicit EventActions(const Subjects &subjects, QObject *parent = nullptr);

    // The event in focus: the current row's, else the inspector's. Null: none, or still loading.
    const ClusterEvent *focused() const;
    QString comparison(const QModelIndex &cell) const; // `reason = "BackOff"`

    void copyName();
    void copyNamespace();
    void copyRows(console::EventFeed::CopyFormat format);      // the selected ones
    void copyInspected(console::EventFeed::CopyFormat format); // the one in the inspector
    void fillCellMenu(QMenu &menu, const QModelIndex &cell, const QString &filterText);
    void fillCopyMenu(QMenu &menu);

signals:
    void told(const QString &what); // "Copied 12 events"
    void failed(const binnacle::Error &error);
    void filterMade(const QString &text, bool apply);
    void scopeMade(const binnacle::ClusterId &cluster, const binnacle::ScopedObject &scope);

private:
    void copyText(const QString &text, const QString &told);
    void addFilterMenu(QMenu &menu, const QString &title, const QString &filterText,
        const QString &comparison, bool apply);
    void addScopes(QMenu &menu, const ClusterEvent &event);

    const Subjects m_subjects;
};

} // namespace binnacle::ui
