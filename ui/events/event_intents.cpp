#include "ui/events/event_intents.h"

#include "ui/events/event_actions.h"
#include "ui/events/event_columns.h"
#include "ui/events/event_inspector.h"
#include "ui/events/event_narrowing.h"
#include "ui/events/event_presenter.h"
#include "ui/events/event_selection.h"
#include "ui/events/event_table_model.h"

#include <QMenu>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

EventIntents::EventIntents(const Subjects &subjects, QObject *parent)
    : QObject(parent)
    , m_table(subjects.table)
    , m_model(subjects.model)
    , m_presenter(subjects.presenter)
    , m_inspector(subjects.inspector)
    , m_actions(subjects.actions)
    , m_selection(subjects.selection)
    , m_narrowing(subjects.narrowing)
{
    connect(&m_table, &EventTable::intended, this, &EventIntents::handle);
    connect(&m_table, &EventTable::cellMenuRequested, this, &EventIntents::showCellMenu);
    connect(
        &m_table, &QTableView::doubleClicked, this, [this] { handle(EventTable::Intent::Drill); });
}

void EventIntents::handle(EventTable::Intent intent)
{
    using Intent = EventTable::Intent;
    const ClusterEvent *shown = m_actions.focused();
    switch (intent) {
    case Intent::Drill:
        if (shown)
            m_narrowing.toObject(shown->cluster, scopeOf(shown->involved));
        return;
    case Intent::Details:
        m_inspector.setFocus();
        return;
    case Intent::RawJson:
        if (shown)
            m_selection.showRawObject(*shown);
        return;
    case Intent::CopyName:
        m_actions.copyName();
        return;
    case Intent::CopyNamespace:
        m_actions.copyNamespace();
        return;
    case Intent::CopyRows:
        m_actions.copyRows(console::EventFeed::CopyFormat::Tsv);
        return;
    case Intent::CopyAs:
        showCopyMenu();
        return;
    case Intent::Owner:
        m_narrowing.toOwner();
        return;
    case Intent::NodeEvents:
        toNode();
        return;
    case Intent::Sort:
        turnOrder();
        return;
    case Intent::Scale:
        return askCommand(u"scale"_s);
    case Intent::Restart:
        return askCommand(u"restart"_s);
    case Intent::Delete:
        return askCommand(u"delete"_s);
    }
}

void EventIntents::askCommand(const QString &action)
{
    if (const ClusterEvent *shown = m_actions.focused())
        emit commandWanted(action, *shown);
}

void EventIntents::showCellMenu(const QModelIndex &cell, const QPoint &at)
{
    auto *menu = new QMenu(&m_table);
    menu->setObjectName(u"eventCellMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions.fillCellMenu(*menu, cell, m_presenter.filter().text);
    if (const ClusterEvent *shown = m_model.eventAt(cell.row()))
        emit menuFilled(*menu, *shown);
    menu->popup(at);
}

void EventIntents::showCopyMenu()
{
    auto *menu = new QMenu(&m_table);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions.fillCopyMenu(*menu);
    menu->popup(m_table.mapToGlobal(m_table.rect().center()));
}

void EventIntents::toNode()
{
    const ClusterEvent *shown = m_actions.focused();
    if (shown && !m_narrowing.toNode(*shown))
        emit told(tr("This event names no node"));
}

void EventIntents::turnOrder()
{
    m_table.sortByColumn(
        EventColumns::LastSeen, m_model.isNewestFirst() ? Qt::AscendingOrder : Qt::DescendingOrder);
    m_table.scrollToTop();
}

} // namespace binnacle::ui
