#include "ui/events/event_pane.h"

#include "core/console/estate_feed.h"
#include "ui/events/event_emptiness.h"
#include "ui/events/event_presenter.h"
#include "ui/events/event_table_model.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/state_panel.h"
#include "ui/widgets/time_selection.h"

namespace binnacle::ui {

namespace {

constexpr Duration kHour{3'600'000};

} // namespace

EventPane::EventPane(const Subjects &subjects, QWidget *table, QWidget *parent)
    : QStackedWidget(parent)
    , m_subjects(subjects)
    , m_table(table)
    , m_state(new StatePanel)
{
    addWidget(m_table);
    addWidget(m_state);
    const EventPresenter &presenter = m_subjects.presenter;
    connect(&presenter, &EventPresenter::stateChanged, this, &EventPane::showState);
    connect(&presenter, &EventPresenter::countsChanged, this, &EventPane::showRowsOrReason);
    connect(&presenter, &EventPresenter::looserCounted, this, &EventPane::showLooser);
    showState();
}

EventSituation EventPane::situationIn(const console::EstateView &estate) const
{
    const EventPresenter &presenter = m_subjects.presenter;
    return {estate, presenter.filter(), m_subjects.time, presenter.total()};
}

void EventPane::showState()
{
    switch (m_subjects.presenter.state()) {
    case EventPresenter::State::Idle:
        return;
    case EventPresenter::State::Loading:
        if (m_subjects.model.rowCount() > 0)
            return; // the old answer stays until the new one is here
        m_state->showLoading(tr("Loading events…"));
        break;
    case EventPresenter::State::Failed:
        m_state->showError(m_subjects.presenter.error(),
            tr("The agents' snapshots are still taken in; nothing that was stored is touched."),
            {{tr("Retry"), [this] { emit retryRequested(); }, true}});
        break;
    case EventPresenter::State::Showing:
        showRowsOrReason();
        return;
    }
    setCurrentWidget(m_state);
}

void EventPane::showRowsOrReason()
{
    if (m_subjects.presenter.state() != EventPresenter::State::Showing)
        return;
    if (m_subjects.model.rowCount() > 0) {
        setCurrentWidget(m_table);
        return;
    }
    if (!m_subjects.presenter.matches())
        return;
    const auto estate = m_subjects.estate.estate();
    showEmptiness(*m_state, situationIn(*estate), actions());
    setCurrentWidget(m_state);
    m_looserMatches = 0;
    if (emptinessOf(situationIn(*estate)) == Emptiness::FilteredOut)
        m_subjects.presenter.countLooser();
}

EmptinessActions EventPane::actions()
{
    return {.clear = [this] { emit clearRequested(); },
        .goToOldest =
            [this] {
                const auto estate = m_subjects.estate.estate();
                const Timestamp oldest = oldestKept(situationIn(*estate));
                m_subjects.time.setAbsolute({oldest, oldest + kHour});
            },
        .changeRetention = [this] { emit retentionRequested(); },
        .widen = [this] { m_subjects.time.zoomOut(); },
        .loosen = {}};
}

void EventPane::showLooser(const LooserFilter &looser, qint64 matches)
{
    if (m_subjects.model.rowCount() > 0 || matches <= m_looserMatches)
        return; // the part that hides most is the one to offer
    m_looserMatches = matches;
    EmptinessActions loosening{.clear = [this] { emit clearRequested(); }};
    loosening.loosen
        = PanelAction{tr("Loosen: remove %1 → %2").arg(looser.without, countText(matches)),
            [this, filter = looser.filter] { emit loosenRequested(filter); }, true};
    showEmptiness(*m_state, situationIn(*m_subjects.estate.estate()), loosening);
}

} // namespace binnacle::ui
