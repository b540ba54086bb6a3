#include "ui/events/event_selection.h"

#include "core/console/event_feed.h"
#include "ui/events/event_inspection.h"
#include "ui/events/event_inspector.h"
#include "ui/events/event_presenter.h"
#include "ui/events/event_table.h"
#include "ui/events/event_table_model.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/time_selection.h"

#include <algorithm>

namespace binnacle::ui {

namespace {

constexpr int kInspectAfterMs = 60;
constexpr int kRowsInSight = 16; // of the smallest window
constexpr Duration kBeside{30 * 60'000};

bool isSameOccurrence(const ClusterEvent &a, const ClusterEvent &b)
{
    return a.id == b.id && a.last == b.last && a.count == b.count;
}

} // namespace

EventSelection::EventSelection(const Subjects &subjects, QObject *parent)
    : QObject(parent)
    , m_subjects(subjects)
{
    m_inspectSoon.setSingleShot(true);
    m_inspectSoon.setInterval(kInspectAfterMs);
    connect(&m_inspectSoon, &QTimer::timeout, this, &EventSelection::inspectCurrent);
    connectTable();
    const EventPresenter &presenter = m_subjects.presenter;
    connect(&presenter, &EventPresenter::filterChanged, this, &EventSelection::keep);
    connect(&presenter, &EventPresenter::restarted, this, &EventSelection::findRow);
    connect(&presenter, &EventPresenter::restarted, this, &EventSelection::selectNewestWarning);
    connect(&presenter, &EventPresenter::completed, this, &EventSelection::findRow);
    // The map of all rows may be here before the first page.
    connect(&presenter, &EventPresenter::completed, this, &EventSelection::selectNewestWarning);

    const EventInspection &inspection = m_subjects.inspection;
    EventInspector &inspector = m_subjects.inspector;
    connect(&inspection, &EventInspection::loaded, this, &EventSelection::showContext);
    connect(&inspection, &EventInspection::failed, &inspector, &EventInspector::showError);
    connect(&inspection, &EventInspection::objectLoaded, &inspector, &EventInspector::showObject);
    connect(
        &inspection, &EventInspection::objectFailed, &inspector, &EventInspector::showObjectError);
    connect(&inspection, &EventInspection::closed, &inspector, &EventInspector::showNothing);
}

void EventSelection::connectTable()
{
    connect(m_subjects.table.selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex &current) {
            if (current.isValid())
                m_inspectSoon.start();
        });
    connect(&m_subjects.model, &QAbstractItemModel::dataChanged, this,
        [this](const QModelIndex &first, const QModelIndex &last) {
            const int row = m_subjects.table.currentIndex().row();
            if (row >= first.row() && row <= last.row())
                m_inspectSoon.start(); // it happened again, or its text is here now
        });
}

void EventSelection::open(EventRowId event)
{
    m_hasOpened = true;
    m_wanted = event;
    m_subjects.inspector.showLoading();
    m_subjects.inspection.open(event);
    findRow();
}

bool EventSelection::close()
{
    if (m_subjects.inspection.shown() == 0)
        return false;
    m_subjects.table.selectionModel()->clear();
    m_inspectSoon.stop();
    m_subjects.inspection.close();
    return true;
}

void EventSelection::inspectCurrent()
{
    const QModelIndex current = m_subjects.table.currentIndex();
    if (!current.isValid())
        return;
    const EventRowId id = m_subjects.model.keyAt(current.row()).id;
    const ClusterEvent *shown = m_subjects.model.eventAt(current.row());
    const auto &context = m_subjects.inspection.context();
    const bool isShown = id == m_subjects.inspection.shown()
        && (!context || !shown || isSameOccurrence(context->event, *shown));
    if (isShown)
        return;
    m_hasOpened = true;
    m_wanted = 0;
    m_subjects.inspector.showLoading();
    m_subjects.inspection.open(id);
}

void EventSelection::showContext()
{
    const console::EventContext &context = *m_subjects.inspection.context();
    m_subjects.inspector.showContext(context);
    // An event somebody linked to may lie outside the time that is shown.
    const Timestamp at = context.event.last;
    if (m_wanted == context.event.id && !m_subjects.presenter.askedRange().contains(at))
        m_subjects.time.zoomTo({at - kBeside, at + kBeside});
}

void EventSelection::showRawObject(const ClusterEvent &event)
{
    const EventRowId id = event.id;
    m_subjects.inspector.showObjectLoading(
        toText(event.involved.kind) + u' ' + toText(event.involved.name));
    if (m_subjects.inspection.shown() != id)
        inspectCurrent(); // the object follows when the event is there
    else
        m_subjects.inspection.askObjectJson();
}

void EventSelection::keep()
{
    m_wanted = m_subjects.inspection.shown();
}

void EventSelection::findRow()
{
    if (m_wanted == 0)
        return;
    const int row = m_subjects.model.rowOf(m_wanted);
    if (row < 0)
        return;
    if (m_subjects.presenter.matches() || m_subjects.table.currentIndex().isValid())
        m_wanted = 0;
    m_subjects.table.selectRow(row);
}

// Whoever opens the view wants to know what is wrong now. Only a row in sight: the newest events
// must not scroll away for it.
void EventSelection::selectNewestWarning()
{
    if (m_hasOpened || m_wanted != 0)
        return;
    for (int row = 0; row < std::min(kRowsInSight, m_subjects.model.rowCount()); ++row) {
        const QVariant type = m_subjects.model.index(row, 0).data(EventTableModel::TypeRole);
        if (type.toInt() == static_cast<int>(EventType::Warning)) {
            m_subjects.table.selectRow(row);
            return;
        }
    }
}

} // namespace binnacle::ui
