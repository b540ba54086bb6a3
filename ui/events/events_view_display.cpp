// What the events view shows of the presenter's state; see events_view.cpp for its parts.
#include "core/console/estate_feed.h"
#include "core/console/event_feed.h"
#include "ui/events/event_actions.h"
#include "ui/events/event_columns.h"
#include "ui/events/event_emptiness.h"
#include "ui/events/event_footer.h"
#include "ui/events/event_inspection.h"
#include "ui/events/event_inspector.h"
#include "ui/events/event_live_tail.h"
#include "ui/events/event_presenter.h"
#include "ui/events/event_table_model.h"
#include "ui/events/event_toolbar.h"
#include "ui/events/events_view.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/event_histogram.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/state_panel.h"
#include "ui/widgets/time_selection.h"

#include <QStackedWidget>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Duration kBeside{30 * 60'000};
constexpr Duration kHour{3'600'000};

bool isSameOccurrence(const ClusterEvent &a, const ClusterEvent &b)
{
    return a.id == b.id && a.last == b.last && a.count == b.count;
}

} // namespace

EventSituation EventsView::situation() const
{
    return {*m_feeds.estate.estate(), m_presenter->filter(), m_feeds.time, m_presenter->total()};
}

void EventsView::showClusterColumn()
{
    const bool showsAll = m_presenter->filter().cluster.isEmpty();
    m_table->setColumnShown(EventColumns::Cluster, showsAll);
    m_inspector->setShowsCluster(showsAll);
}

void EventsView::showState()
{
    switch (m_presenter->state()) {
    case EventPresenter::State::Idle:
        return;
    case EventPresenter::State::Loading:
        m_histogram->setLoading(true);
        if (m_model->rowCount() > 0)
            return; // the old answer stays until the new one is here
        m_state->showLoading(tr("Loading events…"));
        break;
    case EventPresenter::State::Failed:
        m_state->showError(m_presenter->error(),
            tr("The agents' snapshots are still taken in; nothing that was stored is touched."),
            {{tr("Retry"), [this] { refresh(); }, true}});
        break;
    case EventPresenter::State::Showing:
        if (m_model->rowCount() > 0) {
            m_pane->setCurrentWidget(m_table);
            return;
        }
        showCounts();
        return;
    }
    m_pane->setCurrentWidget(m_state);
}

void EventsView::showCounts()
{
    m_toolbar->filterBar().setMatchCount(m_presenter->matches(), m_presenter->total());
    if (m_presenter->state() != EventPresenter::State::Showing)
        return;
    if (m_model->rowCount() > 0) {
        m_pane->setCurrentWidget(m_table);
        return;
    }
    if (!m_presenter->matches())
        return;
    EmptinessActions actions;
    actions.clear = [this] { recoverRows(); };
    actions.goToOldest = [this] {
        const Timestamp oldest = m_feeds.estate.estate()->store.oldestEvent;
        m_feeds.time.setAbsolute({oldest, oldest + kHour});
    };
    actions.widen = [this] { m_feeds.time.zoomOut(); };
    showEmptiness(*m_state, situation(), actions);
    m_pane->setCurrentWidget(m_state);
    m_looserMatches = 0;
    if (emptinessOf(situation()) == Emptiness::FilteredOut)
        m_presenter->countLooser();
}

void EventsView::showLooser(const LooserFilter &looser, qint64 matches)
{
    if (m_model->rowCount() > 0 || matches <= m_looserMatches)
        return; // the part that hides most is the one to offer
    m_looserMatches = matches;
    EmptinessActions actions;
    actions.clear = [this] { recoverRows(); };
    actions.loosen
        = PanelAction{tr("Loosen: remove %1 → %2").arg(looser.without, countText(matches)),
            [this, filter = looser.filter] {
                m_toolbar->filterBar().setText(filter.text);
                m_presenter->setFilter(filter);
            },
            true};
    showEmptiness(*m_state, situation(), actions);
}

// Away with everything that hides rows, apart from the chosen cluster.
void EventsView::recoverRows()
{
    m_toolbar->filterBar().setText({});
    change([](EventFilter &filter) { filter = EventFilter{.cluster = filter.cluster}; });
}

void EventsView::showEstate()
{
    const std::shared_ptr<const console::EstateView> estate = m_feeds.estate.estate();
    m_footer->setReach(reachText(*estate, m_feeds.time));
    m_histogram->setRetentionEdge(estate->store.oldestEvent);
    const QString silence
        = silenceText({*estate, m_presenter->filter(), m_feeds.time, m_presenter->total()});
    m_silence->setVisible(!silence.isEmpty());
    if (!silence.isEmpty() && silence != m_silence->text())
        m_silence->present(StatusKind::Unknown, silence);
}

void EventsView::inspectCurrent()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid())
        return;
    const EventRowId id = m_model->keyAt(current.row()).id;
    const ClusterEvent *shown = m_model->eventAt(current.row());
    const auto &context = m_inspection->context();
    const bool isShown = id == m_inspection->event()
        && (!context || !shown || isSameOccurrence(context->event, *shown));
    if (isShown)
        return;
    m_wanted = 0;
    m_inspector->showLoading();
    m_inspection->open(id);
}

void EventsView::contextLoaded()
{
    const console::EventContext &context = *m_inspection->context();
    m_inspector->showContext(context);
    // An event somebody linked to may lie outside the time that is shown.
    const Timestamp at = context.event.last;
    if (m_wanted == context.event.id && !m_presenter->askedRange().contains(at))
        m_feeds.time.zoomTo({at - kBeside, at + kBeside});
}

void EventsView::showRawObject()
{
    const ClusterEvent *shown = m_actions->event();
    if (!shown)
        return;
    const QString object = toText(shown->involved.kind) + u' ' + toText(shown->involved.name);
    const EventRowId id = shown->id;
    m_inspector->showObjectLoading(object);
    if (m_inspection->event() != id)
        inspectCurrent(); // the object follows when the event is there
    else
        m_inspection->askObjectJson();
}

void EventsView::selectWanted()
{
    if (m_wanted == 0)
        return;
    const int row = m_model->rowOf(m_wanted);
    if (row < 0)
        return;
    if (m_presenter->matches() || m_table->currentIndex().isValid())
        m_wanted = 0;
    m_table->selectRow(row);
}

} // namespace binnacle::ui
