#pragma once

#include "ui/events/event_columns.h"
#include "ui/events/event_page_loader.h"
#include "ui/events/event_row_map.h"
#include "ui/events/event_text_cache.h"

#include <QAbstractTableModel>

#include <unordered_set>

namespace binnacle::ui {

// A table as long as the history, of which only the pages scrolled into view are ever fetched.
// When and of what type an event is, the row map knows; the rest shows an ellipsis until its page
// is here. data() never waits, and layout roles never load.
//
// One order: by last seen. Turned around (sort()) it stays true over the whole history; no other
// column could be sorted without reading every row, so those headers do not sort.
class EventTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        EventRole = Qt::UserRole, // the ClusterEvent, invalid while loading
        IdRole,                   // its number as qint64, always known
        TypeRole,                 // the EventType as int, always known
        MissingRole,              // true: the text is on its way or gone
    };

    // `feed` and `time` must outlive the model.
    EventTableModel(console::EventFeed &feed, const TimeSelection &time, QObject *parent = nullptr);

    // Another question: nothing of the old answer is kept.
    void restart(std::shared_ptr<const console::Events> newest);
    // Every match. Rows already here stay; selections survive.
    void showAll(const std::shared_ptr<const console::EventIndex> &index);
    // The newest matches, from the newest down to the last of them. False when they do not reach
    // down to a row already here, so that some in between may be missing: showAll() then.
    bool merge(const std::shared_ptr<const console::Events> &newest, bool thatIsAll);
    // How many of them are newer than the newest row.
    std::size_t newerThanShown(const console::Events &newest) const;
    // Last seen is shown in the chosen zone.
    void retimed();

    // For prefetching in the direction of scrolling.
    void setVisibleRows(int first, int last);

    int rowOf(EventRowId id) const;       // -1: not here; looks through all rows
    int rowOf(const EventKey &key) const; // the row of that key, or where it would stand
    EventKey keyAt(int row) const;
    const ClusterEvent *eventAt(int row) const; // null while loading
    bool isNewestFirst() const { return !m_oldestFirst; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

signals:
    void failed(const binnacle::Error &error);
    // Around a change of rows, for what must not move on the screen.
    void aboutToMerge();
    void merged();

private:
    std::size_t positionOf(int row) const;
    int rowAt(std::size_t position) const;
    QVariant knownData(const console::EventIndexRow &row, int column, int role) const;
    std::vector<EventRowId> missingIds(int block) const;
    void accept(
        const std::shared_ptr<const console::Events> &events, const std::vector<EventRowId> &asked);
    void apply(const EventRowChange &change);
    void applyInSteps(const EventRowChange &change);
    void applyAsLayout(const EventRowChange &change);
    // `arranged` is `next` with, at its end, what is about to be removed.
    void rearrange(const EventRowChange &change, EventRowMap arranged, const EventRowMap &next);
    bool holdsMoved(const EventRowChange &change) const;
    void addTexts(const std::shared_ptr<const console::Events> &newest);
    void beginInsert(std::size_t position, std::size_t count);
    void beginRemove(std::size_t position, std::size_t count);

    const TimeSelection &m_time;
    EventRowMap m_rows;
    mutable EventTextCache m_texts;        // looking something up keeps it longer
    std::unordered_set<EventRowId> m_gone; // no longer kept by the store
    mutable EventPageLoader m_loader;      // data() asks it for what is missing
    bool m_oldestFirst = false;
    int m_firstVisible = 0;
};

} // namespace binnacle::ui
