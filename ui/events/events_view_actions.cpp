// What a person does in the events view; how it is built and wired stands in events_view.cpp.
#include "core/console/estate_feed.h"
#include "core/console/event_feed.h"
#include "ui/events/event_actions.h"
#include "ui/events/event_columns.h"
#include "ui/events/event_emptiness.h"
#include "ui/events/event_footer.h"
#include "ui/events/event_inspection.h"
#include "ui/events/event_inspector.h"
#include "ui/events/event_presenter.h"
#include "ui/events/event_saved_views.h"
#include "ui/events/event_table_model.h"
#include "ui/events/event_toolbar.h"
#include "ui/events/events_view.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/event_histogram.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/state_panel.h"
#include "ui/widgets/time_selection.h"

#include <QFileDialog>
#include <QHeaderView>
#include <QMenu>
#include <QStackedWidget>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Duration kAround{15 * 60'000};

} // namespace

void EventsView::setCluster(const ClusterId &cluster)
{
    if (cluster == m_presenter->filter().cluster)
        return;
    change([&](EventFilter &filter) {
        filter.cluster = cluster;
        if (filter.scopeCluster != cluster)
            filter.scope.reset();
    });
    showClusterColumn();
    showEstate();
}

void EventsView::showObject(const ClusterId &cluster, const ScopedObject &object)
{
    m_presenter->setActive(true);
    narrowTo(cluster, object);
}

void EventsView::openEvent(EventRowId event)
{
    m_presenter->setActive(true);
    m_wanted = event;
    m_inspector->showLoading();
    m_inspection->open(event);
    selectWanted();
}

void EventsView::applyFilter(const QString &filter)
{
    m_presenter->setActive(true);
    applyPrepared(filter, true);
}

void EventsView::focusFilter()
{
    m_toolbar->filterBar().focusText();
}

bool EventsView::escape()
{
    if (m_toolbar->filterBar().escape())
        return true;
    const EventFilter &filter = m_presenter->filter();
    if (filter.brush) {
        change([](EventFilter &rest) { rest.brush.reset(); });
    } else if (filter.scope) {
        change([](EventFilter &rest) { rest.scope.reset(); });
    } else if (!filter.kinds.isEmpty()) {
        change([](EventFilter &rest) { rest.kinds.clear(); });
    } else if (filter.type) {
        change([](EventFilter &rest) { rest.type.reset(); });
    } else if (!m_inspector->leaveObject()) {
        if (m_inspection->event() == 0)
            return false;
        m_table->selectionModel()->clear();
        m_inspectSoon.stop();
        m_inspection->close();
    }
    m_table->setFocus();
    return true;
}

void EventsView::refresh()
{
    m_banner->hide();
    m_presenter->setActive(true);
    m_presenter->reload();
}

void EventsView::showEvent(QShowEvent *event)
{
    View::showEvent(event);
    m_presenter->setActive(true);
}

void EventsView::hideEvent(QHideEvent *event)
{
    View::hideEvent(event);
    m_presenter->setActive(false);
}

std::vector<View::KeyHelp> EventsView::keyHelp() const
{
    return {
        {u"/"_s, tr("Write a filter")},
        {u"J K ↓ ↑"_s, tr("Next and previous event")},
        {u"Enter"_s, tr("Events of the object: a node's pods, a workload's tree")},
        {u"D"_s, tr("Go to the inspector")},
        {u"O"_s, tr("Events of the owner and all it owns")},
        {u"W"_s, tr("Who else: events of the node")},
        {u"Y"_s, tr("The object as JSON")},
        {u"C"_s, tr("Copy the object's name")},
        {u"N"_s, tr("Copy the object's namespace")},
        {u"Ctrl+C"_s, tr("Copy the selected rows as TSV")},
        {u"Ctrl+Shift+C"_s, tr("Copy the selected rows as…")},
        {u"Shift+A"_s, tr("Oldest first, newest first")},
        {u"Menu"_s, tr("Filter by the cell, copy")},
        {tr("← → in the histogram"), tr("Move by a bar; with Shift select, Enter applies")},
        {u"Esc"_s, tr("Filter text, brush, scope, kind, type, object, inspector: one at a time")},
    };
}

void EventsView::change(const std::function<void(EventFilter &)> &edit)
{
    EventFilter filter = m_presenter->filter();
    edit(filter);
    m_wanted = m_inspection->event();
    m_presenter->setFilter(filter);
}

void EventsView::applyPrepared(const QString &text, bool apply)
{
    FilterBar &bar = m_toolbar->filterBar();
    if (apply) {
        bar.applyText(text);
    } else {
        bar.setText(text);
        bar.focusText();
    }
}

void EventsView::showSaved(const QString &name)
{
    const std::optional<EventFilter> saved = m_saved->load(name);
    if (!saved)
        return;
    m_toolbar->filterBar().setText(saved->text);
    change([&](EventFilter &filter) {
        const ClusterId cluster = filter.cluster;
        filter = *saved;
        filter.cluster = cluster;
    });
    m_footer->tell(tr("Showing “%1”").arg(name));
}

void EventsView::narrowTo(const ClusterId &cluster, const ScopedObject &scope)
{
    m_toolbar->filterBar().setText({});
    change([&](EventFilter &filter) {
        filter = EventFilter{.cluster = filter.cluster, .brush = filter.brush};
        filter.scope = scope;
        filter.scopeCluster = cluster;
        if (!filter.cluster.isEmpty() && filter.cluster != cluster)
            filter.cluster = cluster;
    });
    m_table->setFocus();
}

void EventsView::narrowToOwner()
{
    const auto &context = m_inspection->context();
    if (!context || context->ownership.empty())
        return;
    narrowTo(context->event.cluster, scopeOf(context->ownership.front().object));
}

void EventsView::narrowToNode()
{
    const ClusterEvent *shown = m_actions->event();
    if (!shown)
        return;
    const std::string node = shown->involved.kind == "Node" ? shown->involved.name : shown->host;
    if (node.empty())
        m_footer->tell(tr("This event names no node"));
    else
        narrowTo(shown->cluster, {EventScope::Node, ResourceRef{"Node", {}, node}});
}

void EventsView::warningsAround(Timestamp at)
{
    m_toolbar->filterBar().setText({});
    change([](EventFilter &filter) {
        filter = EventFilter{.cluster = filter.cluster, .type = EventType::Warning};
    });
    m_feeds.time.zoomTo({at - kAround, at + kAround});
}

void EventsView::exportEvents(console::TransferDesk::Format format)
{
    using Format = console::TransferDesk::Format;
    const QString ending = format == Format::Csv ? u"csv"_s
        : format == Format::Json                 ? u"json"_s
                                                 : u"ndjson"_s;
    auto *dialog = new QFileDialog(this, tr("Export the filtered events"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(ending);
    dialog->selectFile(u"events."_s + ending);
    connect(dialog, &QFileDialog::fileSelected, this,
        [this, format, query = m_presenter->query()](const QString &path) {
            m_feeds.transfers.exportEvents(query, path, format);
            m_footer->tell(tr("Exporting; the status bar shows how far it is"));
        });
    dialog->setModal(false);
    dialog->show();
}

void EventsView::handle(EventTable::Intent intent)
{
    using Intent = EventTable::Intent;
    const ClusterEvent *shown = m_actions->event();
    switch (intent) {
    case Intent::Drill:
        if (shown)
            narrowTo(shown->cluster, scopeOf(shown->involved));
        return;
    case Intent::Details:
        m_inspector->setFocus();
        return;
    case Intent::RawJson:
        showRawObject();
        return;
    case Intent::CopyName:
        m_actions->copyName();
        return;
    case Intent::CopyNamespace:
        m_actions->copyNamespace();
        return;
    case Intent::CopyRows:
        m_actions->copyRows(console::EventFeed::CopyFormat::Tsv);
        return;
    case Intent::CopyAs: {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        m_actions->fillCopyMenu(*menu);
        menu->popup(m_table->mapToGlobal(m_table->rect().center()));
        return;
    }
    case Intent::Owner:
        narrowToOwner();
        return;
    case Intent::NodeEvents:
        narrowToNode();
        return;
    case Intent::Sort: {
        const bool toOldest = m_model->isNewestFirst();
        m_table->sortByColumn(
            EventColumns::LastSeen, toOldest ? Qt::AscendingOrder : Qt::DescendingOrder);
        m_table->scrollToTop();
        return;
    }
    }
}

void EventsView::showCellMenu(const QModelIndex &cell, const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"eventCellMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions->fillCellMenu(*menu, cell, m_presenter->filter().text);
    menu->popup(at);
}

void EventsView::showColumnMenu(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"eventColumnMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 0; column < EventColumns::ColumnCount; ++column) {
        QAction *action = menu->addAction(EventColumns::title(column));
        action->setCheckable(true);
        action->setChecked(!m_table->isColumnHidden(column));
        action->setEnabled(column != EventColumns::LastSeen);
        connect(action, &QAction::triggered, this, [this, column](bool isOn) {
            m_table->setColumnShown(column, isOn);
            m_keepSoon.start();
        });
    }
    menu->popup(at);
}

} // namespace binnacle::ui
