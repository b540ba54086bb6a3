#include "ui/events/event_actions.h"

#include "core/console/on_answer.h"
#include "ui/events/event_columns.h"
#include "ui/events/event_inspection.h"
#include "ui/events/event_table.h"
#include "ui/events/event_table_model.h"
#include "ui/widgets/formatting.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QTextDocument>

#include <algorithm>
#include <unordered_map>

namespace binnacle::ui {

using Format = console::EventFeed::CopyFormat;

EventActions::EventActions(const Subjects &subjects, QObject *parent)
    : QObject(parent)
    , m_subjects(subjects)
{}

const ClusterEvent *EventActions::focused() const
{
    const QModelIndex current = m_subjects.table.currentIndex();
    if (current.isValid())
        return m_subjects.model.eventAt(current.row());
    const auto &context = m_subjects.inspection.context();
    return context ? &context->event : nullptr;
}

QString EventActions::comparison(const QModelIndex &cell) const
{
    const ClusterEvent *event = m_subjects.model.eventAt(cell.row());
    if (!event)
        return {};
    return m_subjects.feed.comparison(EventColumns::field(cell.column()), CompareOp::Equal,
        EventColumns::filterValue(*event, cell.column()));
}

void EventActions::copyText(const QString &text, const QString &what)
{
    QGuiApplication::clipboard()->setText(text);
    emit told(what);
}

void EventActions::copyName()
{
    if (const ClusterEvent *shown = focused())
        copyText(toText(shown->involved.name), tr("Copied the name"));
}

void EventActions::copyNamespace()
{
    const ClusterEvent *shown = focused();
    if (!shown)
        return;
    if (shown->involved.ns.empty())
        emit told(tr("%1 has no namespace").arg(toText(shown->involved.kind)));
    else
        copyText(toText(shown->involved.ns), tr("Copied the namespace"));
}

void EventActions::copyInspected(Format format)
{
    if (const auto &context = m_subjects.inspection.context())
        copyText(m_subjects.feed.copyText({context->event}, format), tr("Copied the event"));
}

void EventActions::copyRows(Format format)
{
    const QList<int> rows = m_subjects.table.selectedRowNumbers();
    if (rows.isEmpty())
        return;
    if (rows.size() > kMostCopiedRows) {
        emit told(tr("%1 rows are too many for the clipboard (at most %2); export takes all")
                      .arg(countText(rows.size()), countText(kMostCopiedRows)));
        return;
    }
    std::vector<EventRowId> ids;
    for (const int row : rows)
        ids.push_back(m_subjects.model.keyAt(row).id);
    console::onAnswer(m_subjects.feed.events(ids), this,
        [this, ids, format](const Result<std::shared_ptr<const console::Events>> &answer) {
            if (!answer) {
                emit failed(answer.error());
                return;
            }
            console::Events events = **answer; // in the order of the table
            std::unordered_map<EventRowId, std::size_t> ranks;
            for (const EventRowId id : ids)
                ranks.emplace(id, ranks.size());
            std::ranges::sort(
                events, {}, [&ranks](const ClusterEvent &event) { return ranks[event.id]; });
            const auto count = static_cast<int>(events.size());
            copyText(m_subjects.feed.copyText(events, format), tr("Copied %n event(s)", "", count));
        });
}

void EventActions::addFilterMenu(QMenu &menu, const QString &title, const QString &filterText,
    const QString &comparison, bool apply)
{
    QMenu *joins = menu.addMenu(title);
    joins->setToolTipsVisible(true);
    for (const FilterJoin how : kFilterJoins) {
        const QString text = joinFilter(filterText, comparison, how);
        QAction *action = joins->addAction(joinTitle(how));
        action->setToolTip(Qt::convertFromPlainText(text));
        action->setStatusTip(text);
        const bool joinsText = how != FilterJoin::Selected && how != FilterJoin::NotSelected;
        action->setEnabled(!joinsText || !filterText.isEmpty());
        connect(action, &QAction::triggered, this,
            [this, text, apply] { emit filterMade(text, apply); });
    }
}

void EventActions::fillCellMenu(QMenu &menu, const QModelIndex &cell, const QString &filterText)
{
    const ClusterEvent *shown = m_subjects.model.eventAt(cell.row());
    if (!shown) {
        menu.addAction(tr("Still loading"))->setEnabled(false);
        return;
    }
    const QString compared = comparison(cell);
    if (!compared.isEmpty()) {
        addFilterMenu(menu, tr("Apply as filter"), filterText, compared, true);
        addFilterMenu(menu, tr("Prepare as filter"), filterText, compared, false);
        connect(menu.addAction(tr("Copy as filter")), &QAction::triggered, this,
            [this, compared] { copyText(compared, tr("Copied the filter")); });
        menu.addSeparator();
    }
    addScopes(menu, *shown);
    menu.addSeparator();
    connect(menu.addAction(tr("Copy name\tC")), &QAction::triggered, this, &EventActions::copyName);
    connect(menu.addAction(tr("Copy namespace\tN")), &QAction::triggered, this,
        &EventActions::copyNamespace);
    fillCopyMenu(*menu.addMenu(tr("Copy rows as")));
}

void EventActions::addScopes(QMenu &menu, const ClusterEvent &shown)
{
    const auto add = [&](const ScopedObject &scope) {
        connect(menu.addAction(tr("Events of %1").arg(scopeText(scope))), &QAction::triggered, this,
            [this, cluster = shown.cluster, scope] { emit scopeMade(cluster, scope); });
    };
    add(scopeOf(shown.involved));
    if (!shown.host.empty() && shown.involved.kind != "Node")
        add({EventScope::Node, ResourceRef{"Node", {}, shown.host}});
}

void EventActions::fillCopyMenu(QMenu &menu)
{
    const auto add = [&](const QString &text, Format format) {
        connect(
            menu.addAction(text), &QAction::triggered, this, [this, format] { copyRows(format); });
    };
    add(tr("TSV"), Format::Tsv);
    add(tr("JSON"), Format::Json);
    add(tr("kubectl commands"), Format::Kubectl);
}

} // namespace binnacle::ui
