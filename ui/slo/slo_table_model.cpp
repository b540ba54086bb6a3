#include "ui/slo/slo_table_model.h"

#include "ui/widgets/formatting.h"
#include "ui/widgets/slo_text.h"
#include "ui/widgets/table_style.h"

#include <QList>

#include <algorithm>
#include <limits>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kTold = 0.99; // less is said beside the numbers

bool isNumber(int column)
{
    return column >= SloTableModel::TargetColumn && column <= SloTableModel::TrendColumn
        && column != SloTableModel::BudgetColumn;
}

QList<double> errorValues(const SloRow &row)
{
    QList<double> values;
    for (const auto &rate : row.errorRates)
        values.append(rate.value_or(std::numeric_limits<double>::quiet_NaN()));
    return values;
}

// Follows another sentence; empty: everything counts.
QString notCountedSentence(const Measured &measured)
{
    if (measured.excluded <= Duration::zero())
        return {};
    return u' '
        + SloTableModel::tr("%1 of maintenance not counted.").arg(spanText(measured.excluded));
}

} // namespace

int SloTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SloTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && isNumber(section))
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Objective");
    case ClusterColumn:
        return tr("Cluster");
    case TargetColumn:
        return tr("Target");
    case ActualColumn:
        return tr("Actual");
    case BudgetColumn:
        return tr("Budget");
    case BudgetLeftColumn:
        return tr("Left");
    case BurnColumn:
        return tr("Burn 1 h");
    case P95Column:
        return tr("p95");
    case RateColumn:
        return tr("Requests");
    case TrendColumn:
        return tr("Trend");
    case ErrorsColumn:
        return tr("Errors, 24 h");
    default:
        return {};
    }
}

QString SloTableModel::text(const SloRow &row, int column)
{
    switch (column) {
    case NameColumn:
        return toText(row.subject.text());
    case ClusterColumn:
        return toText(row.subject.cluster.value);
    case TargetColumn:
        return targetText(row.target.availability);
    case ActualColumn:
        return availabilityText(row.current.traffic.availability());
    case BudgetLeftColumn:
        return budgetText(row.budgetRemaining);
    case BurnColumn:
        return burnText(row.burnOneHour);
    case P95Column:
        return latencyText(row.current.traffic.quantile(0.95));
    case RateColumn:
        return requestRateText(row.current.requestRate());
    case TrendColumn:
        return row.trend == SloTrend::Up  ? tr("▲ better")
            : row.trend == SloTrend::Down ? tr("▼ worse")
                                          : tr("stable");
    default:
        return {};
    }
}

QVariant SloTableModel::sortKey(const SloRow &row, int column)
{
    constexpr double kUnset = 1e12;
    switch (column) {
    case TargetColumn:
        return row.target.availability;
    case ActualColumn:
        return row.current.traffic.availability().value_or(kUnset);
    case BudgetColumn:
    case BudgetLeftColumn:
        return row.budgetRemaining.value_or(kUnset);
    case BurnColumn:
        return row.burnOneHour.value_or(-1);
    case P95Column:
        return row.current.traffic.quantile(0.95).value_or(-1);
    case RateColumn:
        return row.current.requestRate().value_or(-1);
    case TrendColumn:
        return row.trend == SloTrend::Down ? 0 : row.trend == SloTrend::Stable ? 1 : 2;
    case ErrorsColumn:
        return row.current.traffic.errorRate().value_or(-1);
    default:
        return text(row, column);
    }
}

QVariant SloTableModel::tone(const SloRow &row, int column)
{
    Tone told = Tone::Text;
    const auto p95 = row.current.traffic.quantile(0.95);
    const auto actual = row.current.traffic.availability();
    if (column == BudgetLeftColumn)
        told = troubleTone(budgetStatus(row.budgetRemaining));
    else if (column == BurnColumn)
        told = troubleTone(burnStatus(row.burnOneHour));
    else if (column == ActualColumn && actual && *actual < row.target.availability)
        told = Tone::Critical;
    else if (column == P95Column && p95 && *p95 > row.target.p95Latency)
        told = Tone::Warning;
    else if (column == TrendColumn)
        told = row.trend == SloTrend::Down ? Tone::Warning : Tone::Muted;
    else if (column == TargetColumn || column == ClusterColumn)
        told = Tone::Muted;
    return static_cast<int>(told);
}

QVariant SloTableModel::cell(const SloTableRow &tableRow, int column, int role) const
{
    const SloRow &row = tableRow.row;
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case kSortRole:
        return sortKey(row, column);
    case CellToneRole:
        return tone(row, column);
    case CellStatusRole:
        if (column == NameColumn || column == ErrorsColumn)
            return static_cast<int>(row.isFiring ? StatusKind::Critical : statusKind(row.status));
        return column == BudgetColumn ? static_cast<int>(budgetStatus(row.budgetRemaining))
                                      : QVariant();
    case CellShareRole:
        if (column != BudgetColumn)
            return {};
        return row.budgetRemaining ? std::max(*row.budgetRemaining, 0.0) / 100 : -1.0;
    case CellValuesRole:
        return column == ErrorsColumn ? QVariant::fromValue(errorValues(row)) : QVariant();
    case CellSubtitleRole:
        if (column == NameColumn && row.current.coverage() < kTold
            && row.current.covered > Duration::zero())
            return tr("told %1").arg(percentText(row.current.coverage()));
        return {};
    case Qt::ToolTipRole:
        if (column == NameColumn)
            return tr("%1: %2. %3 of the window was told by increments.")
                       .arg(text(row, NameColumn), sloStatusText(row.status),
                           percentText(row.current.coverage()))
                + notCountedSentence(row.current);
        return {};
    default:
        return {};
    }
}

} // namespace binnacle::ui
