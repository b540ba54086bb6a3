#include "ui/slo/burn_table_model.h"

#include "ui/widgets/formatting.h"
#include "ui/widgets/slo_text.h"
#include "ui/widgets/table_style.h"

namespace binnacle::ui {

namespace {

constexpr Duration kWorthTelling{60'000}; // history is looked at in steps of minutes

} // namespace

int BurnTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BurnTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool isNumber = section >= LongColumn && section <= ShortNowColumn;
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && isNumber)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case SeverityColumn:
        return tr("Severity");
    case LongColumn:
        return tr("Long");
    case ShortColumn:
        return tr("Short");
    case ThresholdColumn:
        return tr("Threshold");
    case LongNowColumn:
        return tr("Long now");
    case ShortNowColumn:
        return tr("Short now");
    case StateColumn:
        return tr("State");
    default:
        return {};
    }
}

QString BurnTableModel::text(const BurnTableRow &row, int column)
{
    const BurnCondition &condition = row.condition;
    switch (column) {
    case SeverityColumn:
        return condition.severity == BurnSeverity::Page ? tr("page") : tr("ticket");
    case LongColumn:
        return spanText(condition.longWindow);
    case ShortColumn:
        return spanText(condition.shortWindow);
    case ThresholdColumn:
        return burnText(condition.threshold);
    case LongNowColumn:
        return burnText(condition.longBurn);
    case ShortNowColumn:
        return burnText(condition.shortBurn);
    case StateColumn:
        if (condition.isFiring)
            return isKnown(condition.firingSince)
                    && row.now - condition.firingSince >= kWorthTelling
                ? tr("firing %1").arg(ageText(condition.firingSince, row.now))
                : tr("firing");
        return condition.isGuarded ? tr("too few requests") : tr("inactive");
    default:
        return {};
    }
}

QVariant BurnTableModel::cell(const BurnTableRow &row, int column, int role) const
{
    const BurnCondition &condition = row.condition;
    const StatusKind severity
        = condition.severity == BurnSeverity::Page ? StatusKind::Critical : StatusKind::Warning;
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case CellStatusRole:
        return column == SeverityColumn ? static_cast<int>(severity) : QVariant();
    case CellToneRole: {
        const auto &burn = column == LongNowColumn ? condition.longBurn : condition.shortBurn;
        const bool isBurn = column == LongNowColumn || column == ShortNowColumn;
        if (isBurn && burn && *burn > condition.threshold)
            return static_cast<int>(Tone::Critical);
        if (column == StateColumn)
            return static_cast<int>(condition.isFiring ? Tone::Critical : Tone::Muted);
        return static_cast<int>(Tone::Text);
    }
    default:
        return {};
    }
}

} // namespace binnacle::ui
