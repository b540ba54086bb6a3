#include "ui/overview/overview_view.h"

#include "ui/overview/cluster_list.h"
#include "ui/overview/incident_row.h"
#include "ui/overview/timeline_widget.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/column_fit.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/event_histogram.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/object_actions.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/state_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kGap = 10;
constexpr int kLeastLists = 177; // four rows
constexpr int kRoomForBars = 1'400;
constexpr int kRoomForObjects = 840; // nodes and workloads stand below what fires
constexpr Duration kDay{24 * 3'600'000};

QLabel *plainLabel()
{
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

OverviewView::OverviewView(const OverviewServices &services, QWidget *parent)
    : View(parent)
    , m_services(services)
    , m_time(services.time)
    , m_presenter(services.estate, services.events, services.slo, services.time)
    , m_pages(new QStackedLayout(this))
    , m_state(new StatePanel)
    , m_clusters(new ClusterList(m_presenter))
{
    setObjectName(u"overviewView"_s);
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(12, 0, 12, 12);
    layout->setSpacing(kGap);
    layout->addWidget(buildHeader());
    layout->addWidget(m_clusters);
    connect(m_clusters, &ClusterList::opened, this, &View::clusterActivated);
    auto *split = new QSplitter(Qt::Vertical);
    split->setObjectName(u"overviewSplitter"_s);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(kGap);
    split->addWidget(buildIncident());
    split->addWidget(buildMiddle());
    split->addWidget(buildTimeline());
    split->setStretchFactor(0, 1); // lanes want height more than lists of a few rows
    split->setStretchFactor(1, 1);
    split->setStretchFactor(2, 3);
    layout->addWidget(split, 1);

    m_state->showEmpty(tr("No cluster has reported yet"),
        tr("Agents send snapshots to the address in the status bar. You can also drop a snapshot "
           "or the output of kubectl get events -o json on this window."));
    m_pages->addWidget(m_state);
    m_pages->addWidget(content);
    connectPresenter();
}

QWidget *OverviewView::buildHeader()
{
    auto *header = new QWidget;
    auto *line = new QHBoxLayout(header);
    line->setContentsMargins(0, 8, 0, 0);
    m_glyph = new StatusGlyph;
    m_title = plainLabel();
    m_title->setObjectName(u"overviewHeadline"_s);
    m_title->setFont(boldTextFont());
    m_detail = plainLabel();
    m_detail->setProperty("tone", u"muted"_s);
    m_problem = plainLabel();
    m_problem->setProperty("tone", u"critical"_s);
    line->addWidget(m_glyph);
    line->addWidget(m_title);
    line->addWidget(m_detail);
    line->addStretch(1);
    line->addWidget(m_problem);
    return header;
}

QTableView *OverviewView::table(
    const QString &name, QAbstractItemModel &model, const QString &accessible)
{
    auto *view = new QTableView;
    view->setObjectName(name);
    view->setAccessibleName(accessible);
    view->setModel(&model);
    styleTable(*view);
    view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return view;
}

QWidget *OverviewView::buildIncident()
{
    m_incident = new IncidentRow(m_services.alerts, m_services.commands, m_presenter.budgets());
    m_incident->setMinimumHeight(kLeastLists);
    connect(m_incident, &IncidentRow::subjectActivated, this, &View::sloActivated);
    connect(m_incident, &IncidentRow::alertActivated, this, &View::alertActivated);
    connect(m_incident, &IncidentRow::commandActivated, this, &View::commandActivated);
    connect(m_incident, &IncidentRow::failed, this,
        [this](const Error &error) { m_problem->setText(errorLine(error)); });
    const auto rewind = [this] { m_incident->setInstant(m_time.asOf().value_or(Timestamp{})); };
    connect(&m_time, &TimeSelection::changed, this, rewind);
    rewind();
    return m_incident;
}

QWidget *OverviewView::buildBars()
{
    m_bars = new EventHistogram(m_time);
    m_bars->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_bars->setAccessibleName(tr("Events by hour, last 24 hours"));
    connect(m_bars, &EventHistogram::brushed, &m_time, &TimeSelection::zoomTo);
    connect(m_bars, &EventHistogram::previousZoomRequested, &m_time, &TimeSelection::zoomBack);
    m_barsPanel = new Panel(tr("Events by hour"));
    m_barsPanel->setTrailing(tr("24 h"));
    m_barsPanel->setContent(m_bars);
    return m_barsPanel;
}

QWidget *OverviewView::buildNodes()
{
    m_nodes = table(u"nodeTable"_s, m_presenter.nodes(), tr("Nodes"));
    const QString status = NodeTableModel::tr("disk pressure") + QStringLiteral(", ")
        + NodeTableModel::tr("cordoned");
    styleColumn(
        *m_nodes, NodeTableModel::NameColumn, CellKind::Name, nameWidth(CellKind::Name, 16));
    styleColumn(*m_nodes, NodeTableModel::StatusColumn, CellKind::Status,
        cellWidth(CellKind::Status, {status}));
    styleColumn(*m_nodes, NodeTableModel::PodsColumn, CellKind::Number, 76);
    styleColumn(*m_nodes, NodeTableModel::CpuColumn, CellKind::Meter, 54);
    styleColumn(*m_nodes, NodeTableModel::MemoryColumn, CellKind::Meter, 70);
    fitColumns(*m_nodes,
        {{.column = NodeTableModel::NameColumn,
             .least = nameWidth(CellKind::Name, 10),
             .isName = true},
            {.column = NodeTableModel::CpuColumn, .fills = true},
            {.column = NodeTableModel::MemoryColumn, .fills = true}});
    connect(m_nodes, &QTableView::activated, this, &OverviewView::openNode);
    offerCommands(*m_nodes, [this](int row) {
        return ResourceRef{"Node", {},
            m_presenter.nodes().rows()[static_cast<std::size_t>(row)].name.toStdString()};
    });
    m_nodesPanel = new Panel(tr("Nodes"));
    m_nodesPanel->setContent(m_nodes);
    return m_nodesPanel;
}

QWidget *OverviewView::buildWorkloads()
{
    m_workloads = table(u"workloadTable"_s, m_presenter.workloads(), tr("Workloads not ready"));
    styleColumn(*m_workloads, WorkloadTableModel::NameColumn, CellKind::Name, 120);
    styleColumn(*m_workloads, WorkloadTableModel::NamespaceColumn, CellKind::Text, 78);
    styleColumn(*m_workloads, WorkloadTableModel::ReadyColumn, CellKind::Number, 52);
    styleColumn(*m_workloads, WorkloadTableModel::WhyColumn, CellKind::Text, 140);
    fitColumns(*m_workloads,
        {{.column = WorkloadTableModel::NameColumn, .isName = true, .fills = true},
            {.column = WorkloadTableModel::WhyColumn, .fills = true}});
    connect(m_workloads, &QTableView::activated, this, &OverviewView::openWorkload);
    offerCommands(*m_workloads, [this](int row) {
        return m_presenter.workloads().rows()[static_cast<std::size_t>(row)].object;
    });
    m_noWorkloads = plainLabel();
    m_noWorkloads->setText(tr("Every workload is as large as it should be."));
    m_noWorkloads->setProperty("tone", u"muted"_s);
    m_noWorkloads->setAlignment(Qt::AlignCenter);
    auto *stack = new QWidget;
    auto *stacked = new QVBoxLayout(stack);
    stacked->setContentsMargins(0, 0, 0, 0);
    stacked->addWidget(m_noWorkloads);
    stacked->addWidget(m_workloads, 1);
    m_workloadsPanel = new Panel(tr("Workloads not ready"));
    m_workloadsPanel->setContent(stack);
    return m_workloadsPanel;
}

void OverviewView::offerCommands(
    QTableView &table, const std::function<ResourceRef(int row)> &objectOf)
{
    table.setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&table, &QTableView::customContextMenuRequested, this,
        [this, &table, objectOf](const QPoint &at) {
            const QModelIndex index = table.indexAt(at);
            if (!index.isValid() || !objectActions())
                return;
            auto *menu = new QMenu(this);
            menu->setAttribute(Qt::WA_DeleteOnClose);
            objectActions()->addActions(*menu, m_presenter.focus(), objectOf(index.row()));
            if (menu->isEmpty())
                delete menu;
            else
                menu->popup(table.viewport()->mapToGlobal(at));
        });
}

QWidget *OverviewView::buildMiddle()
{
    m_middle = new QWidget;
    m_middle->setMinimumHeight(kLeastLists);
    auto *line = new QHBoxLayout(m_middle);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(kGap);
    line->addWidget(buildBars(), 5);
    line->addWidget(buildNodes(), 9);
    line->addWidget(buildWorkloads(), 6);
    return m_middle;
}

// What fires goes first, then the timeline, then single objects, then bars.
void OverviewView::fitMiddle()
{
    m_middle->setVisible(height() >= kRoomForObjects);
    m_barsPanel->setVisible(width() >= kRoomForBars);
}

void OverviewView::resizeEvent(QResizeEvent *event)
{
    View::resizeEvent(event);
    fitMiddle();
}

QWidget *OverviewView::buildTimeline()
{
    m_timeline = new TimelineWidget(m_time);
    connect(m_timeline, &TimelineWidget::zoomRequested, &m_time, &TimeSelection::zoomTo);
    connect(m_timeline, &TimelineWidget::eventRequested, this, &View::eventActivated);
    m_timelinePanel = new Panel(tr("Incident timeline"));
    m_timelinePanel->setContent(m_timeline);
    return m_timelinePanel;
}

void OverviewView::connectPresenter()
{
    connect(&m_presenter, &OverviewPresenter::estateShown, this, &OverviewView::showHeadline);
    connect(&m_presenter, &OverviewPresenter::focusChanged, this, &OverviewView::showFocus);
    connect(&m_presenter, &OverviewPresenter::timelineReady, this,
        [this](const std::shared_ptr<const console::Timeline> &timeline) {
            m_timeline->setRange(timeline->range);
            m_timeline->setTimeline(timeline);
            m_timelinePanel->setTrailing(m_time.rangeText());
        });
    connect(&m_presenter, &OverviewPresenter::barsReady, this,
        [this](const console::ClusterBars &bars) {
            m_bars->setBars(bars.bars, bars.bucket.count() > 0 ? bars.bucket : kDay);
            if (!bars.bars.empty())
                m_bars->setRange({bars.bars.front().start, bars.bars.back().start + bars.bucket});
        });
    connect(&m_presenter, &OverviewPresenter::failed, this,
        [this](const Error &error) { m_problem->setText(errorLine(error)); });
}

void OverviewView::showHeadline()
{
    m_pages->setCurrentIndex(m_presenter.isEmpty() ? 0 : 1);
    const Headline headline = m_presenter.headline();
    m_glyph->setStatus(headline.status);
    m_title->setText(headline.title);
    m_detail->setText(headline.detail);
    m_timeline->setStartTold(m_presenter.isStartTold());
    const bool none = m_presenter.workloads().rows().empty();
    m_noWorkloads->setVisible(none);
    m_workloads->setVisible(!none);
    m_workloadsPanel->setTrailing(none ? QString() : countText(m_presenter.workloads().rowCount()));
    m_nodesPanel->setTrailing(countText(m_presenter.nodes().rowCount()));
    m_clusters->markFocus(); // its row may have come just now
}

void OverviewView::showFocus()
{
    const QString key = QString::fromStdString(m_presenter.focus().value);
    const auto of = [&](const QString &title) {
        return key.isEmpty() ? title : tr("%1 — %2").arg(title, key);
    };
    m_barsPanel->setTitle(of(tr("Events by hour")));
    m_nodesPanel->setTitle(of(tr("Nodes")));
    m_workloadsPanel->setTitle(of(tr("Workloads not ready")));
    m_timelinePanel->setTitle(of(tr("Incident timeline")));
    m_timeline->setTimeline(nullptr);
    m_clusters->markFocus();
}

void OverviewView::openNode(const QModelIndex &index)
{
    const NodeRow &row = m_presenter.nodes().rows()[static_cast<std::size_t>(index.row())];
    emit objectActivated(m_presenter.focus(),
        {.scope = EventScope::Node,
            .object = {.kind = "Node", .ns = {}, .name = row.name.toStdString()}});
}

void OverviewView::openWorkload(const QModelIndex &index)
{
    const WorkloadRow &row = m_presenter.workloads().rows()[static_cast<std::size_t>(index.row())];
    emit objectActivated(
        m_presenter.focus(), {.scope = EventScope::WorkloadTree, .object = row.object});
}

void OverviewView::setCluster(const ClusterId &cluster)
{
    m_presenter.setCluster(cluster);
    m_incident->setCluster(cluster);
}

void OverviewView::refresh()
{
    m_presenter.refresh();
}

void OverviewView::showEvent(QShowEvent *event)
{
    View::showEvent(event);
    m_presenter.setActive(true);
}

void OverviewView::hideEvent(QHideEvent *event)
{
    View::hideEvent(event);
    m_presenter.setActive(false);
}

std::vector<View::KeyHelp> OverviewView::keys()
{
    return {{tr("↑ ↓"), tr("Choose a cluster; the panels below follow")},
        {tr("Enter on a cluster"), tr("Show only this cluster")},
        {tr("a on an alert"), tr("Take it on")},
        {tr("Enter on an alert"), tr("Its rule, its history and why it fired")},
        {tr("Enter on a node"), tr("Events of the node and of what ran on it")},
        {tr("Enter on a workload"), tr("Events of the workload and of all it owns")},
        {tr("Arrows on the timeline"), tr("Walk its marks; Enter opens the event")},
        {tr("Drag on the timeline"), tr("Zoom the whole window to that time")},
        {u"Ctrl+T"_s, tr("In the bars or the timeline: their numbers as a table, and back")}};
}

} // namespace binnacle::ui
