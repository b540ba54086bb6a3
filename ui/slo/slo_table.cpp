#include "ui/slo/slo_table.h"

#include "ui/widgets/column_fit.h"
#include "ui/widgets/table_style.h"

#include <QHeaderView>
#include <QSortFilterProxyModel>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLeastRows = 4;

} // namespace

SloTable::SloTable(SloTableModel &model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
    , m_sorted(new QSortFilterProxyModel(this))
{
    setObjectName(u"sloTable"_s);
    setAccessibleName(tr("Objectives"));
    m_sorted->setSourceModel(&model);
    m_sorted->setSortRole(SloTableModel::kSortRole);
    m_sorted->setDynamicSortFilter(true);
    setModel(m_sorted);
    styleTable(*this);
    addColumns();
    setMinimumHeight(kLeastRows * kRowHeight);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex &current) {
            if (m_isMarking || !current.isValid())
                return;
            const int row = m_sorted->mapToSource(current).row();
            emit chosen(m_model.rows()[static_cast<std::size_t>(row)].row.subject);
        });
}

void SloTable::addColumns()
{
    using Model = SloTableModel;
    styleColumn(*this, Model::NameColumn, CellKind::Name, 240);
    styleColumn(*this, Model::ClusterColumn, CellKind::Text, 90);
    styleColumn(*this, Model::TargetColumn, CellKind::Number, 80);
    styleColumn(*this, Model::ActualColumn, CellKind::Number, 88);
    styleColumn(*this, Model::BudgetColumn, CellKind::Meter, 110);
    styleColumn(*this, Model::BudgetLeftColumn, CellKind::Number, 70);
    styleColumn(*this, Model::BurnColumn, CellKind::Number, 76);
    styleColumn(*this, Model::P95Column, CellKind::Number, 84);
    styleColumn(*this, Model::RateColumn, CellKind::Number, 92);
    styleColumn(*this, Model::TrendColumn, CellKind::Number, 84);
    styleColumn(*this, Model::ErrorsColumn, CellKind::Sparkline, 130);
    fitColumns(*this,
        {{.column = Model::NameColumn,
             .least = nameWidth(CellKind::Name, 16),
             .isName = true,
             .fills = true},
            {.column = Model::ClusterColumn, .least = nameWidth(CellKind::Text, 8), .isName = true},
            {.column = Model::BudgetColumn, .least = 60},
            {.column = Model::TrendColumn, .least = 84, .isSpare = true},
            {.column = Model::ErrorsColumn, .least = 60, .isSpare = true}});
    setSortingEnabled(true);
    // As the board has it: worst first.
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_sorted->sort(-1);
}

void SloTable::showColumns()
{
    setColumnHidden(SloTableModel::ClusterColumn, !m_model.showsCluster());
}

void SloTable::mark(const SloSubject &subject)
{
    const auto &rows = m_model.rows();
    const auto found = std::ranges::find_if(
        rows, [&](const SloTableRow &row) { return row.row.subject == subject; });
    if (found == rows.end())
        return;
    const int row = static_cast<int>(found - rows.begin());
    const QModelIndex index = m_sorted->mapFromSource(m_model.index(row, 0));
    if (index.row() == currentIndex().row())
        return;
    m_isMarking = true;
    setCurrentIndex(index);
    m_isMarking = false;
}

} // namespace binnacle::ui
