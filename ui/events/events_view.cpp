#include "ui/events/events_view.h"

#include "core/console/estate_feed.h"
#include "core/console/event_feed.h"
#include "core/console/ui_memory.h"
#include "ui/events/event_actions.h"
#include "ui/events/event_columns.h"
#include "ui/events/event_emptiness.h"
#include "ui/events/event_export.h"
#include "ui/events/event_filter_controls.h"
#include "ui/events/event_footer.h"
#include "ui/events/event_inspection.h"
#include "ui/events/event_inspector.h"
#include "ui/events/event_intents.h"
#include "ui/events/event_live_tail.h"
#include "ui/events/event_narrowing.h"
#include "ui/events/event_pane.h"
#include "ui/events/event_presenter.h"
#include "ui/events/event_selection.h"
#include "ui/events/event_table_model.h"
#include "ui/events/event_toolbar.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/event_histogram.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/object_actions.h"
#include "ui/widgets/time_selection.h"

#include <QAction>
#include <QHeaderView>
#include <QSplitter>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kKeepAfterMs = 500;
const QString kColumnsKey = u"events/columns"_s;
const QString kSplitterKey = u"events/splitter"_s;

} // namespace

EventsView::EventsView(const Feeds &feeds, QWidget *parent)
    : View(parent)
    , m_feeds(feeds)
    , m_model(new EventTableModel(feeds.events, feeds.time, this))
    , m_presenter(new EventPresenter(feeds.events, feeds.time, *m_model, this))
    , m_tail(new EventLiveTail(feeds.events, feeds.time, *m_presenter, *m_model, this))
    , m_inspection(new EventInspection(feeds.events, feeds.estate, this))
{
    setObjectName(u"eventsView"_s);
    build();
    m_actions = new EventActions({m_feeds.events, *m_model, *m_table, *m_inspection}, this);
    m_selection = new EventSelection(
        {*m_model, *m_presenter, *m_table, *m_inspection, *m_inspector, m_feeds.time}, this);
    m_narrowing = new EventNarrowing(
        {m_feeds.events, *m_presenter, *m_inspection, m_toolbar->filterBar(), m_feeds.time}, this);
    m_intents = new EventIntents(
        {*m_table, *m_model, *m_presenter, *m_inspector, *m_actions, *m_selection, *m_narrowing},
        this);
    auto *controls
        = new EventFilterControls({m_feeds.events, m_feeds.memory, *m_presenter, *m_narrowing,
                                      *m_toolbar, *m_histogram, m_feeds.time},
            this);
    connect(controls, &EventFilterControls::told, m_footer, &EventFooter::tell);
    connect(m_intents, &EventIntents::told, m_footer, &EventFooter::tell);
    connectCommands();
    connect(m_toolbar, &EventToolbar::exportRequested, this, &EventsView::exportEvents);
    buildPalette();
    m_keepSoon.setSingleShot(true);
    m_keepSoon.setInterval(kKeepAfterMs);
    restoreLayout();
    connectPresenter();
    connectFailures();
    connectTime();
    connectTable();
    connectInspector();
    showClusterColumn();
    showEstate();
}

EventsView::~EventsView() = default;

void EventsView::build()
{
    m_toolbar = new EventToolbar([this](const QString &text) { return m_feeds.events.check(text); },
        [this](const QString &text, qsizetype cursor) {
            return m_feeds.events.complete(text, cursor);
        },
        m_feeds.time);
    m_histogram = new EventHistogram(m_feeds.time);
    m_histogram->setObjectName(u"eventHistogram"_s);
    m_histogram->setAccessibleName(tr("Events over time"));
    m_presenter->setBucketFor(
        [this](const TimeRange &range) { return m_histogram->preferredBucket(range); });
    m_banner = new Banner;
    m_banner->setObjectName(u"eventFailure"_s);
    m_banner->hide();
    m_silence = new Banner;
    m_silence->setObjectName(u"eventSilence"_s);
    m_silence->setAction({.text = tr("Why?"), .run = [this] { emit helpActivated(u"agents"_s); }});
    m_silence->hide();
    m_table = new EventTable(*m_model);
    m_pane = new EventPane({*m_model, *m_presenter, m_feeds.estate, m_feeds.time}, m_table);
    m_footer = new EventFooter;
    m_inspector = new EventInspector(m_feeds.time);

    auto *list = new QWidget;
    auto *rows = new QVBoxLayout(list);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_pane, 1);
    rows->addWidget(m_footer);
    m_splitter = new QSplitter;
    m_splitter->setObjectName(u"eventsSplitter"_s);
    m_splitter->addWidget(list);
    m_splitter->addWidget(m_inspector);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setCollapsible(0, false);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_toolbar);
    layout->addWidget(m_histogram);
    layout->addWidget(m_silence);
    layout->addWidget(m_banner);
    layout->addWidget(m_splitter, 1);
    setFocusProxy(m_table);
}

void EventsView::buildPalette()
{
    const auto add = [this](const QString &text, auto run) {
        auto *action = new QAction(text, this);
        connect(action, &QAction::triggered, this, run);
        m_palette.append(action);
    };
    using Format = console::TransferDesk::Format;
    add(tr("Events: export as CSV"), [this] { exportEvents(Format::Csv); });
    add(tr("Events: export as JSON"), [this] { exportEvents(Format::Json); });
    add(tr("Events: export as NDJSON"), [this] { exportEvents(Format::Ndjson); });
    add(tr("Events: only warnings"), [this] {
        m_narrowing->change([](EventFilter &filter) { filter.type = EventType::Warning; });
    });
    add(tr("Events: zoom the time to the brush"), [this] { m_narrowing->zoomToBrush(); });
    add(tr("Events: clear every filter"), [this] { m_narrowing->clear(); });
    add(tr("Events: of the owner of the selected object"), [this] { m_narrowing->toOwner(); });
    add(tr("Events: of the node of the selected event"), [this] { m_intents->toNode(); });
}

void EventsView::connectPresenter()
{
    connect(m_presenter, &EventPresenter::stateChanged, this, [this] {
        if (m_presenter->state() == EventPresenter::State::Loading)
            m_histogram->setLoading(true);
    });
    connect(m_presenter, &EventPresenter::filterChanged, this, &EventsView::showEstate);
    connect(m_presenter, &EventPresenter::countsChanged, this, [this] {
        m_toolbar->filterBar().setMatchCount(m_presenter->matches(), m_presenter->total());
    });
    connect(m_presenter, &EventPresenter::histogramLoaded, this,
        [this](
            const std::vector<console::EventBar> &bars, Duration bucket, const TimeRange &range) {
            m_histogram->setRange(range);
            m_histogram->setBars(bars, bucket);
            m_histogram->setLoading(false);
        });
    connect(m_pane, &EventPane::retryRequested, this, &EventsView::refresh);
    connect(m_pane, &EventPane::clearRequested, m_narrowing, &EventNarrowing::clear);
    connect(m_pane, &EventPane::retentionRequested, this,
        [this] { emit settingsActivated(u"storage"_s); });
    connect(m_pane, &EventPane::loosenRequested, this, [this](const EventFilter &filter) {
        m_toolbar->filterBar().setText(filter.text);
        m_presenter->setFilter(filter);
    });
}

void EventsView::connectFailures()
{
    const auto tellFailure = [this](const Error &error) {
        m_banner->present(StatusKind::Critical,
            tr("A part could not be loaded: %1. The rows on the screen are still right.")
                .arg(QString::fromStdString(error.message)),
            QString::fromUtf8(stableCode(error.code).data()));
        m_banner->setAction({tr("Retry"), [this] { refresh(); }, false});
        m_banner->show();
    };
    connect(m_presenter, &EventPresenter::partlyFailed, this, tellFailure);
    connect(m_model, &EventTableModel::failed, this, tellFailure);
    connect(m_actions, &EventActions::failed, this, tellFailure);
}

void EventsView::connectTime()
{
    connect(m_tail, &EventLiveTail::pendingChanged, this,
        [this] { m_footer->setPending(m_tail->pending(), m_tail->hasMorePending()); });
    connect(m_footer, &EventFooter::resumeRequested, this, [this] {
        m_tail->setHeld(false);
        if (m_feeds.time.isPaused() && m_feeds.time.moving().count() > 0)
            m_feeds.time.setPaused(false);
        else if (!m_feeds.time.isLive())
            refresh();
    });
    connect(&m_feeds.time, &TimeSelection::changed, this, [this] {
        m_model->retimed();
        m_toolbar->showFilter(m_presenter->filter());
        m_histogram->setRange(m_feeds.time.range());
        showEstate();
    });
    connect(&m_feeds.estate, &console::EstateFeed::changed, this, &EventsView::showEstate);
}

void EventsView::connectTable()
{
    connect(m_table, &EventTable::hovered, m_tail, &EventLiveTail::setHeld);
    const auto keepSoon = [this] { m_keepSoon.start(); };
    connect(m_table->horizontalHeader(), &QHeaderView::sectionResized, this, keepSoon);
    connect(m_table->horizontalHeader(), &QHeaderView::sectionMoved, this, keepSoon);
    connect(m_table, &EventTable::columnsChosen, this, keepSoon);
    connect(m_splitter, &QSplitter::splitterMoved, this, keepSoon);
    connect(&m_keepSoon, &QTimer::timeout, this, &EventsView::keepLayout);
}

void EventsView::connectInspector()
{
    connect(m_inspector, &EventInspector::scopeRequested, m_narrowing, &EventNarrowing::toObject);
    connect(m_inspector, &EventInspector::warningsAroundRequested, m_narrowing,
        &EventNarrowing::toWarningsAround);
    connect(m_inspector, &EventInspector::eventRequested, this, &EventsView::openEvent);
    connect(m_inspector, &EventInspector::objectJsonRequested, this,
        [this] { m_intents->handle(EventTable::Intent::RawJson); });
    using CopyFormat = console::EventFeed::CopyFormat;
    connect(m_inspector, &EventInspector::kubectlCopyRequested, this,
        [this] { m_actions->copyInspected(CopyFormat::Kubectl); });
    connect(m_inspector, &EventInspector::jsonCopyRequested, this,
        [this] { m_actions->copyInspected(CopyFormat::Json); });
    connect(m_actions, &EventActions::told, m_footer, &EventFooter::tell);
    connect(m_actions, &EventActions::filterMade, m_narrowing, &EventNarrowing::useText);
    connect(m_actions, &EventActions::scopeMade, m_narrowing, &EventNarrowing::toObject);
    connect(m_narrowing, &EventNarrowing::objectChosen, m_table, qOverload<>(&QWidget::setFocus));
}

void EventsView::restoreLayout()
{
    const QByteArray columns = m_feeds.memory.value(kColumnsKey);
    if (!columns.isEmpty() && m_table->horizontalHeader()->restoreState(columns))
        m_table->keepWidths();
    const QByteArray splitter = m_feeds.memory.value(kSplitterKey);
    if (!splitter.isEmpty())
        m_splitter->restoreState(splitter);
}

void EventsView::keepLayout()
{
    m_feeds.memory.setValue(kColumnsKey, m_table->horizontalHeader()->saveState());
    m_feeds.memory.setValue(kSplitterKey, m_splitter->saveState());
}

void EventsView::setCluster(const ClusterId &cluster)
{
    if (cluster == m_presenter->filter().cluster)
        return;
    m_narrowing->setCluster(cluster);
    showClusterColumn();
    showEstate();
}

void EventsView::showObject(const ClusterId &cluster, const ScopedObject &object)
{
    m_presenter->setActive(true);
    m_narrowing->toObject(cluster, object);
}

void EventsView::openEvent(EventRowId event)
{
    m_presenter->setActive(true);
    m_selection->open(event);
}

void EventsView::applyFilter(const QString &filter)
{
    m_presenter->setActive(true);
    m_narrowing->useText(filter, true);
}

void EventsView::focusFilter()
{
    m_toolbar->filterBar().focusText();
}

bool EventsView::escape()
{
    if (m_toolbar->filterBar().escape())
        return true;
    if (!m_narrowing->widen() && !m_inspector->leaveObject() && !m_selection->close())
        return false;
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

std::vector<View::KeyHelp> EventsView::keys()
{
    return {
        {u"/"_s, tr("Write a filter")},
        {u"J ↓"_s, tr("Next event")},
        {u"K ↑"_s, tr("Previous event")},
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
        {u"S"_s, tr("Scale the object: opens the command")},
        {u"R"_s, tr("Restart the object: opens the command")},
        {u"Ctrl+D"_s, tr("Delete the object: opens the command")},
        {u"Menu"_s, tr("Filter by the cell, copy, commands")},
        {tr("← → in the histogram"), tr("Move by a bar; with Shift select, Enter applies")},
        {u"Esc"_s, tr("Filter text, brush, scope, kind, type, object, inspector: one at a time")},
    };
}

void EventsView::connectCommands()
{
    connect(
        m_intents, &EventIntents::menuFilled, this, [this](QMenu &menu, const ClusterEvent &event) {
            if (objectActions())
                objectActions()->addActions(menu, event.cluster, event.involved);
        });
    connect(m_intents, &EventIntents::commandWanted, this,
        [this](const QString &action, const ClusterEvent &event) {
            if (!objectActions() || !objectActions()->start(action, event.cluster, event.involved))
                m_footer->tell(tr("%1 is not for a %2", "an action, a kind of object")
                                   .arg(action, toText(event.involved.kind)));
        });
}

void EventsView::exportEvents(console::TransferDesk::Format format)
{
    askWhereToExport(*this, m_feeds.transfers, m_presenter->query(), format,
        [this] { m_footer->tell(tr("Exporting; the status bar shows how far it is")); });
}

void EventsView::showClusterColumn()
{
    const bool showsAll = m_presenter->filter().cluster.isEmpty();
    m_table->setColumnShown(EventColumns::Cluster, showsAll);
    m_inspector->setShowsCluster(showsAll);
}

void EventsView::showEstate()
{
    const std::shared_ptr<const console::EstateView> estate = m_feeds.estate.estate();
    const EventSituation situation = m_pane->situationIn(*estate);
    m_footer->setReach(reachText(situation));
    m_histogram->setRetentionEdge(oldestKept(situation));
    const QString silence = silenceText(situation);
    m_silence->setVisible(!silence.isEmpty());
    if (!silence.isEmpty() && silence != m_silence->text())
        m_silence->present(StatusKind::Unknown, silence);
}

} // namespace binnacle::ui
