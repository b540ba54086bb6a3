#include "ui/overview/cluster_list.h"

#include "ui/overview/overview_presenter.h"
#include "ui/widgets/column_fit.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/table_style.h"

#include <QHeaderView>
#include <QMenu>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kShownClusters = 6; // more scroll

} // namespace

ClusterList::ClusterList(OverviewPresenter &presenter, QWidget *parent)
    : QTableView(parent)
    , m_presenter(presenter)
{
    setObjectName(u"clusterTable"_s);
    setAccessibleName(tr("Clusters"));
    setModel(&presenter.clusters());
    styleTable(*this);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    addColumns();
    setContextMenuPolicy(Qt::CustomContextMenu);
    connect(this, &QTableView::customContextMenuRequested, this, &ClusterList::showMenu);
    fit();
    connect(&presenter.clusters(), &QAbstractItemModel::rowsInserted, this, &ClusterList::fit);
    connect(&presenter.clusters(), &QAbstractItemModel::rowsRemoved, this, &ClusterList::fit);
    connect(this, &QTableView::activated, this, [this](const QModelIndex &index) {
        const auto row = static_cast<std::size_t>(index.row());
        emit opened(m_presenter.clusters().rows()[row].cluster.id);
    });
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex &current) {
            if (!current.isValid() || m_isMarking)
                return;
            const auto row = static_cast<std::size_t>(current.row());
            m_presenter.focusCluster(m_presenter.clusters().rows()[row].cluster.id);
        });
}

void ClusterList::addColumns()
{
    using Model = ClusterTableModel;
    styleColumn(*this, Model::NameColumn, CellKind::BoldName, 140);
    styleColumn(*this, Model::EnvironmentColumn, CellKind::Text, 94);
    styleColumn(*this, Model::StateColumn, CellKind::Status, 112);
    styleColumn(*this, Model::SnapshotColumn, CellKind::Number, 96);
    styleColumn(*this, Model::HeartbeatColumn, CellKind::Number, 92);
    styleColumn(*this, Model::ObjectsColumn, CellKind::Number, 70);
    styleColumn(*this, Model::PodsColumn, CellKind::Number, 62);
    styleColumn(*this, Model::ReadyColumn, CellKind::Number, 70);
    styleColumn(*this, Model::WarningsColumn, CellKind::Sparkline, 170);
    styleColumn(*this, Model::WarningCountColumn, CellKind::Number, 78);
    styleColumn(*this, Model::CpuColumn, CellKind::Meter, 84);
    styleColumn(*this, Model::MemoryColumn, CellKind::Meter, 84);
    fitColumns(*this,
        {{.column = Model::NameColumn, .least = nameWidth(CellKind::BoldName, 12), .isName = true},
            {.column = Model::WarningsColumn, .least = 60, .fills = true, .isSpare = true},
            {.column = Model::CpuColumn, .least = 54, .fills = true},
            {.column = Model::MemoryColumn, .least = 54, .fills = true}});
}

void ClusterList::fit()
{
    const int rows = std::clamp(m_presenter.clusters().rowCount(), 1, kShownClusters);
    setFixedHeight(horizontalHeader()->sizeHint().height() + rows * kRowHeight + 4);
}

void ClusterList::markFocus()
{
    const int row = m_presenter.clusters().rowOf(toText(m_presenter.focus().value));
    if (row < 0 || row == currentIndex().row())
        return;
    m_isMarking = true; // not a choice: the focus goes on following the worst
    setCurrentIndex(m_presenter.clusters().index(row, 0));
    m_isMarking = false;
}

void ClusterList::showMenu(const QPoint &at)
{
    const QModelIndex index = indexAt(at);
    if (!index.isValid())
        return;
    const console::ClusterView cluster
        = m_presenter.clusters().rows()[static_cast<std::size_t>(index.row())].cluster;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(
        tr("Show only this cluster"), this, [this, id = cluster.id] { emit opened(id); });
    menu->addAction(tr("Rename"), this, [this, row = index.row()] {
        edit(m_presenter.clusters().index(row, ClusterTableModel::NameColumn));
    });
    QMenu *environments = menu->addMenu(tr("Environment"));
    for (const Environment environment :
        {Environment::Production, Environment::Staging, Environment::Development}) {
        QAction *choice = environments->addAction(environmentText(environment), this,
            [this, cluster, environment] { m_presenter.setEnvironment(cluster, environment); });
        choice->setCheckable(true);
        choice->setChecked(cluster.environment == environment);
    }
    // A second step instead of a dialog: nothing here can be undone.
    QMenu *forget = menu->addMenu(tr("Forget this cluster"));
    forget->addAction(tr("Delete %1 and its whole history").arg(toText(cluster.name)), this,
        [this, id = cluster.id] { m_presenter.forget(id); });
    menu->popup(viewport()->mapToGlobal(at));
}

} // namespace binnacle::ui
