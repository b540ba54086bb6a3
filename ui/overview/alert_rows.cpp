#include "ui/overview/alert_rows.h"

#include "ui/widgets/formatting.h"
#include "ui/widgets/table_style.h"

#include <algorithm>
#include <tuple>

namespace binnacle::ui {

namespace {

StatusKind statusOf(const Alert &alert)
{
    if (alert.hush != AlertHush::None)
        return StatusKind::Unknown;
    switch (alert.severity) {
    case AlertSeverity::Critical:
        return StatusKind::Critical;
    case AlertSeverity::Warning:
        return StatusKind::Warning;
    case AlertSeverity::Info:
        break;
    }
    return StatusKind::Neutral;
}

auto urgency(const AlertRow &row)
{
    const Alert &alert = row.alert;
    return std::tuple(alert.hush != AlertHush::None, isKnown(alert.ackedAt),
        -static_cast<int>(alert.severity), -toEpochMs(alert.firedAt));
}

} // namespace

bool operator==(const AlertRow &a, const AlertRow &b)
{
    const auto told = [](const AlertRow &row) {
        const Alert &alert = row.alert;
        return std::tie(alert.id, alert.severity, alert.subject, alert.valueText, alert.hush,
            alert.hushedBy, alert.ackedBy, alert.ackedAt, alert.firedAt, row.asOf);
    };
    return told(a) == told(b);
}

std::vector<AlertRow> firingRows(
    const std::vector<Alert> &alerts, const ClusterId &cluster, Timestamp asOf)
{
    std::vector<AlertRow> rows;
    for (const Alert &alert : alerts) {
        const bool isOver = alert.isOver() && alert.resolvedAt <= asOf;
        if (isKnown(alert.firedAt) && alert.firedAt <= asOf && !isOver
            && (cluster.isEmpty() || alert.subject.cluster == cluster))
            rows.push_back({alert, asOf});
    }
    std::ranges::stable_sort(rows, {}, urgency);
    return rows;
}

int AlertTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AlertTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == SinceColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Alert");
    case SubjectColumn:
        return tr("About");
    case SinceColumn:
        return tr("For");
    case AckColumn:
        return tr("Taken by");
    default:
        return {};
    }
}

QString AlertTableModel::text(const AlertRow &row, int column)
{
    const Alert &alert = row.alert;
    if (column == NameColumn)
        return toText(alert.ruleName);
    if (column == SubjectColumn) {
        const QString about = toText(alert.subject.text());
        return alert.valueText.empty() ? about : tr("%1 · %2").arg(about, toText(alert.valueText));
    }
    if (column == SinceColumn)
        return ageText(alert.firedAt, row.asOf);
    if (alert.hush != AlertHush::None)
        return toText(alert.hushedBy.empty() ? alertHushName(alert.hush) : alert.hushedBy);
    return isKnown(alert.ackedAt) ? toText(alert.ackedBy) : tr("Ack", "take on an alert");
}

QVariant AlertTableModel::cell(const AlertRow &row, int column, int role) const
{
    const Alert &alert = row.alert;
    const bool isAcked = isKnown(alert.ackedAt);
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case CellStatusRole:
        return column == NameColumn ? QVariant(static_cast<int>(statusOf(alert))) : QVariant();
    case CellToneRole:
        if (column == AckColumn)
            return static_cast<int>(
                isAcked || alert.hush != AlertHush::None ? Tone::Muted : Tone::Link);
        return static_cast<int>(column == SubjectColumn ? Tone::Muted : Tone::Text);
    case Qt::ToolTipRole:
        return toText(alert.message.empty() ? alert.title : alert.message);
    default:
        return {};
    }
}

} // namespace binnacle::ui
