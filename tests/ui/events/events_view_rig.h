#pragma once

#include "fake_feeds.h"
#include "ui/events/event_table.h"
#include "ui/events/event_table_model.h"
#include "ui/events/events_view.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/time_selection.h"

#include <QDir>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <memory>

namespace binnacle::ui {

// The events view over an incident of 900 events, and what its tests reach into it with.
class EventsViewRig
{
protected:
    static Timestamp now();
    void setUp();
    void takeDown();
    void open(); // another window over the same feeds
    static QString shots();

    template<typename T>
    T *find(const QString &name) const
    {
        return m_view->findChild<T *>(name);
    }
    EventTable &table() const { return *m_view->findChild<EventTable *>(); }
    QAbstractItemModel &model() const { return *table().model(); }
    qint64 id(int row) const;
    void select(int row);
    bool hasText(const QString &text) const;
    QStringList chips() const;
    QPushButton *button(const QString &start) const;
    QMenu *cellMenu(int row, int column);
    static void choose(QMenu &menu, QStringList path);

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<FakeEventFeed> m_feed;
    std::unique_ptr<FakeEstateFeed> m_estate;
    std::unique_ptr<FakeTransferDesk> m_desk;
    std::unique_ptr<FakeUiMemory> m_memory;
    std::unique_ptr<TimeSelection> m_time;
    std::unique_ptr<EventsView> m_view;
};

} // namespace binnacle::ui
