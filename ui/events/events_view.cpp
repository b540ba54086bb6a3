#include "ui/events/events_view.h"

#include "core/console/estate_feed.h"
#include "core/console/event_feed.h"
#include "core/console/ui_memory.h"
#include "ui/events/event_actions.h"
#include "ui/events/event_emptiness.h"
#include "ui/events/event_footer.h"
#include "ui/events/event_inspection.h"
#include "ui/events/event_inspector.h"
#include "ui/events/event_live_tail.h"
#include "ui/events/event_presenter.h"
#include "ui/events/event_saved_views.h"
#include "ui/events/event_table_model.h"
#include "ui/events/event_toolbar.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/event_histogram.h"
#include "ui/widgets/state_panel.h"
#include "ui/widgets/time_selection.h"

#include <QAction>
#include <QHeaderView>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kInspectAfterMs = 60;
constexpr int kKeepAfterMs = 500;
const QString kColumnsKey = u"events/columns"_s;
const QString kSplitterKey = u"events/splitter"_s;
const QString kHistoryKey = u"events/filter-history"_s;

} // namespace

EventsView::EventsView(const Feeds &feeds, QWidget *parent)
    : View(parent)
    , m_feeds(feeds)
    , m_model(new EventTableModel(feeds.events, feeds.time, this))
    , m_presenter(new EventPresenter(feeds.events, feeds.time, *m_model, this))
    , m_tail(new EventLiveTail(feeds.events, feeds.time, *m_presenter, *m_model, this))
    , m_inspection(new EventInspection(feeds.events, feeds.estate, this))
    , m_saved(std::make_unique<EventSavedViews>(feeds.memory, feeds.events))
{
    setObjectName(u"eventsView"_s);
    build();
    m_actions = new EventActions({m_feeds.events, *m_model, *m_table, *m_inspection}, this);
    buildPalette();
    m_inspectSoon.setSingleShot(true);
    m_inspectSoon.setInterval(kInspectAfterMs);
    m_keepSoon.setSingleShot(true);
    m_keepSoon.setInterval(kKeepAfterMs);
    restoreLayout();
    connectFilter();
    connectPresenter();
    connectTable();
    connectInspector();
    m_toolbar->setSavedNames(m_saved->names());
    showClusterColumn();
    showEstate();
    showState();
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
    m_silence->hide();
    m_table = new EventTable(*m_model);
    m_state = new StatePanel;
    m_pane = new QStackedWidget;
    m_pane->addWidget(m_table);
    m_pane->addWidget(m_state);
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
    add(tr("Events: only warnings"),
        [this] { change([](EventFilter &filter) { filter.type = EventType::Warning; }); });
    add(tr("Events: zoom the time to the brush"), [this] {
        if (const auto brush = m_presenter->filter().brush) {
            change([](EventFilter &filter) { filter.brush.reset(); });
            m_feeds.time.zoomTo(*brush);
        }
    });
    add(tr("Events: clear every filter"), [this] { recoverRows(); });
    add(tr("Events: of the owner of the selected object"), [this] { narrowToOwner(); });
    add(tr("Events: of the node of the selected event"), [this] { narrowToNode(); });
}

void EventsView::connectFilter()
{
    FilterBar &bar = m_toolbar->filterBar();
    connect(&bar, &FilterBar::applied, this, [this](const QString &text) {
        const console::FilterCheck check = m_feeds.events.check(text);
        if (check.state != console::FilterCheck::State::Valid)
            return; // the bar says what is wrong; the last valid filter keeps working
        change([&](EventFilter &filter) {
            filter.text = text;
            filter.predicate = check.predicate;
        });
    });
    connect(&bar, &FilterBar::historyChanged, this,
        [this, &bar] { m_feeds.memory.setValue(kHistoryKey, bar.history().join(u'\n').toUtf8()); });
    connect(m_toolbar, &EventToolbar::typePicked, this, [this](std::optional<EventType> type) {
        change([&](EventFilter &filter) { filter.type = type; });
    });
    connect(m_toolbar, &EventToolbar::kindsPicked, this, [this](const QStringList &kinds) {
        change([&](EventFilter &filter) { filter.kinds = kinds; });
    });
    connect(m_toolbar, &EventToolbar::partRemoved, this, [this](EventToolbar::Part part) {
        change([part](EventFilter &filter) {
            if (part == EventToolbar::Part::Type)
                filter.type.reset();
            else if (part == EventToolbar::Part::Kinds)
                filter.kinds.clear();
            else if (part == EventToolbar::Part::Scope)
                filter.scope.reset();
            else
                filter.brush.reset();
        });
    });
    connect(m_toolbar, &EventToolbar::saveRequested, this, [this](const QString &name) {
        m_saved->save(name, m_presenter->filter());
        m_toolbar->setSavedNames(m_saved->names());
        m_footer->tell(tr("Saved this view as “%1”").arg(name));
    });
    connect(m_toolbar, &EventToolbar::savedPicked, this, &EventsView::showSaved);
    connect(m_toolbar, &EventToolbar::savedRemoved, this, [this](const QString &name) {
        m_saved->remove(name);
        m_toolbar->setSavedNames(m_saved->names());
    });
    connect(m_toolbar, &EventToolbar::exportRequested, this, &EventsView::exportEvents);
    connect(m_histogram, &EventHistogram::brushed, this, [this](const TimeRange &range) {
        change([&](EventFilter &filter) { filter.brush = range; });
    });
    connect(m_histogram, &EventHistogram::selectionCleared, this,
        [this] { change([](EventFilter &filter) { filter.brush.reset(); }); });
    connect(m_histogram, &EventHistogram::previousZoomRequested, this, [this] {
        if (m_presenter->filter().brush)
            change([](EventFilter &filter) { filter.brush.reset(); });
        else
            m_feeds.time.zoomBack();
    });
}

void EventsView::connectPresenter()
{
    connect(m_presenter, &EventPresenter::filterChanged, this, [this] {
        m_toolbar->showFilter(m_presenter->filter());
        m_histogram->setSelection(m_presenter->filter().brush);
    });
    connect(m_presenter, &EventPresenter::stateChanged, this, &EventsView::showState);
    connect(m_presenter, &EventPresenter::restarted, this, &EventsView::selectWanted);
    connect(m_presenter, &EventPresenter::completed, this, &EventsView::selectWanted);
    connect(m_presenter, &EventPresenter::countsChanged, this, &EventsView::showCounts);
    connect(m_presenter, &EventPresenter::histogramLoaded, this,
        [this](
            const std::vector<console::EventBar> &bars, Duration bucket, const TimeRange &range) {
            m_histogram->setRange(range);
            m_histogram->setBars(bars, bucket);
            m_histogram->setLoading(false);
        });
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
    connect(m_presenter, &EventPresenter::looserCounted, this, &EventsView::showLooser);
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
    connect(m_table, &EventTable::intended, this, &EventsView::handle);
    connect(m_table, &EventTable::hovered, m_tail, &EventLiveTail::setHeld);
    connect(m_table, &EventTable::cellMenuRequested, this, &EventsView::showCellMenu);
    connect(m_table, &EventTable::columnMenuRequested, this, &EventsView::showColumnMenu);
    connect(
        m_table, &QTableView::doubleClicked, this, [this] { handle(EventTable::Intent::Drill); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex &current) {
            if (current.isValid())
                m_inspectSoon.start();
        });
    connect(m_model, &QAbstractItemModel::dataChanged, this,
        [this](const QModelIndex &first, const QModelIndex &last) {
            const int row = m_table->currentIndex().row();
            if (row >= first.row() && row <= last.row())
                m_inspectSoon.start(); // it happened again, or its text is here now
        });
    connect(&m_inspectSoon, &QTimer::timeout, this, &EventsView::inspectCurrent);
    const auto keepSoon = [this] { m_keepSoon.start(); };
    connect(m_table->horizontalHeader(), &QHeaderView::sectionResized, this, keepSoon);
    connect(m_table->horizontalHeader(), &QHeaderView::sectionMoved, this, keepSoon);
    connect(m_splitter, &QSplitter::splitterMoved, this, keepSoon);
    connect(&m_keepSoon, &QTimer::timeout, this, &EventsView::keepLayout);
}

void EventsView::connectInspector()
{
    connect(m_inspection, &EventInspection::loaded, this, &EventsView::contextLoaded);
    connect(m_inspection, &EventInspection::failed, m_inspector, &EventInspector::showError);
    connect(m_inspection, &EventInspection::objectLoaded, m_inspector, &EventInspector::showObject);
    connect(m_inspection, &EventInspection::objectFailed, m_inspector,
        &EventInspector::showObjectError);
    connect(m_inspection, &EventInspection::closed, m_inspector, &EventInspector::showNothing);
    connect(m_inspector, &EventInspector::scopeRequested, this, &EventsView::narrowTo);
    connect(
        m_inspector, &EventInspector::warningsAroundRequested, this, &EventsView::warningsAround);
    connect(m_inspector, &EventInspector::eventRequested, this, &EventsView::openEvent);
    connect(m_inspector, &EventInspector::objectJsonRequested, this, &EventsView::showRawObject);
    using CopyFormat = console::EventFeed::CopyFormat;
    connect(m_inspector, &EventInspector::kubectlCopyRequested, this,
        [this] { m_actions->copyInspected(CopyFormat::Kubectl); });
    connect(m_inspector, &EventInspector::jsonCopyRequested, this,
        [this] { m_actions->copyInspected(CopyFormat::Json); });
    connect(m_actions, &EventActions::told, m_footer, &EventFooter::tell);
    connect(m_actions, &EventActions::filterMade, this, &EventsView::applyPrepared);
    connect(m_actions, &EventActions::scopeMade, this, &EventsView::narrowTo);
}

void EventsView::restoreLayout()
{
    const QByteArray columns = m_feeds.memory.value(kColumnsKey);
    if (!columns.isEmpty())
        m_table->horizontalHeader()->restoreState(columns);
    const QByteArray splitter = m_feeds.memory.value(kSplitterKey);
    if (!splitter.isEmpty())
        m_splitter->restoreState(splitter);
    const QString history = QString::fromUtf8(m_feeds.memory.value(kHistoryKey));
    m_toolbar->filterBar().setHistory(history.split(u'\n', Qt::SkipEmptyParts));
}

void EventsView::keepLayout()
{
    m_feeds.memory.setValue(kColumnsKey, m_table->horizontalHeader()->saveState());
    m_feeds.memory.setValue(kSplitterKey, m_splitter->saveState());
}

} // namespace binnacle::ui
