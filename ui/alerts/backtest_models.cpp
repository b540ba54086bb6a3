#include "ui/alerts/backtest_models.h"

#include "ui/widgets/formatting.h"
#include "ui/widgets/slo_text.h"
#include "ui/widgets/table_style.h"

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kNothing = u"—"_s;

QVariant rightAligned(bool isNumber)
{
    return isNumber ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
}

} // namespace

int BacktestFiringModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BacktestFiringModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return rightAligned(section == LastedColumn || section == PeakColumn);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case FiredColumn:
        return tr("Would have fired");
    case SubjectColumn:
        return tr("About");
    case LastedColumn:
        return tr("For", "so long");
    case PeakColumn:
        return tr("Peak");
    case IncidentColumn:
        return tr("Matched incident");
    default:
        return {};
    }
}

QVariant BacktestFiringModel::cell(const BacktestFiringRow &row, int column, int role) const
{
    if (role == CellToneRole && column == IncidentColumn)
        return static_cast<int>(row.hasIncident ? Tone::Text : Tone::Muted);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case FiredColumn:
        return row.fired;
    case SubjectColumn:
        return row.subject;
    case LastedColumn:
        return row.lasted;
    case PeakColumn:
        return row.peak;
    case IncidentColumn:
        return row.hasIncident ? row.incident : row.isOpen ? tr("current") : kNothing;
    default:
        return {};
    }
}

int RuleSweepModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RuleSweepModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return rightAligned(true);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case ThresholdColumn:
        return tr("Threshold");
    case FiringsColumn:
        return tr("Firings");
    case PagesColumn:
        return tr("Pages");
    case FalseColumn:
        return tr("False alarms");
    case DetectedColumn:
        return tr("Detected after");
    default:
        return {};
    }
}

QString RuleSweepModel::text(const RuleSweepRow &row, int column)
{
    switch (column) {
    case ThresholdColumn:
        return row.threshold;
    case FiringsColumn:
        return countText(row.row.firings);
    case PagesColumn:
        return countText(row.row.pages);
    case FalseColumn:
        return row.hasLabels ? countText(row.row.falseAlarms) : kNothing;
    case DetectedColumn:
        return row.row.detectedAfter ? spanText(*row.row.detectedAfter) : kNothing;
    default:
        return {};
    }
}

QVariant RuleSweepModel::cell(const RuleSweepRow &row, int column, int role) const
{
    if (role == Qt::DisplayRole)
        return text(row, column);
    if (role == CellToneRole && column == FalseColumn && row.hasLabels)
        return static_cast<int>(row.row.falseAlarms > 0 ? Tone::Warning : Tone::Ok);
    if (role == Qt::AccessibleTextRole && column == ThresholdColumn && row.row.isCurrent)
        return tr("%1, the rule's own", "a threshold").arg(row.threshold);
    return {};
}

} // namespace binnacle::ui
