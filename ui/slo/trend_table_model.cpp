#include "ui/slo/trend_table_model.h"

#include "ui/widgets/formatting.h"
#include "ui/widgets/slo_text.h"
#include "ui/widgets/time_selection.h"

#include <utility>

namespace binnacle::ui {

TrendTableModel::TrendTableModel(const TimeSelection &time, QObject *parent)
    : QAbstractTableModel(parent)
    , m_time(time)
{}

void TrendTableModel::setTrend(std::vector<Measured> trend)
{
    const bool isSameSize = trend.size() == m_trend.size();
    if (!isSameSize)
        beginResetModel();
    m_trend = std::move(trend);
    if (!isSameSize)
        endResetModel();
    else if (!m_trend.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int TrendTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_trend.size());
}

int TrendTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TrendTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Measured &step = m_trend[m_trend.size() - 1 - static_cast<std::size_t>(index.row())];
    if (role == Qt::ToolTipRole && step.excluded > Duration::zero())
        return tr("%1 of maintenance not counted.").arg(spanText(step.excluded));
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case TimeColumn:
        return m_time.timeText(step.range.from);
    case AvailabilityColumn:
        return availabilityText(step.traffic.availability());
    case P50Column:
        return latencyText(step.traffic.quantile(0.5));
    case P95Column:
        return latencyText(step.traffic.quantile(0.95));
    case P99Column:
        return latencyText(step.traffic.quantile(0.99));
    case RateColumn:
        return requestRateText(step.requestRate());
    case RequestsColumn:
        return countText(step.traffic.requests);
    case ErrorsColumn:
        return countText(step.traffic.errors);
    case ToldColumn:
        return step.excluded > Duration::zero() && step.excluded >= step.range.length()
            ? tr("not counted", "a step of maintenance")
            : percentText(step.coverage());
    default:
        return {};
    }
}

QVariant TrendTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section != TimeColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("From");
    case AvailabilityColumn:
        return tr("Availability");
    case P50Column:
        return tr("p50");
    case P95Column:
        return tr("p95");
    case P99Column:
        return tr("p99");
    case RateColumn:
        return tr("Rate");
    case RequestsColumn:
        return tr("Requests");
    case ErrorsColumn:
        return tr("Errors");
    case ToldColumn:
        return tr("Told");
    default:
        return {};
    }
}

} // namespace binnacle::ui
