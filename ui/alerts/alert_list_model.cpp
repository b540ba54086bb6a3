#include "ui/alerts/alert_list_model.h"

#include "ui/alerts/alert_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/table_style.h"

#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

// A firing keeps its key when it gets its row number: what it is about and since when.
QString AlertListRow::key() const
{
    const Timestamp begun = isKnown(alert.pendingSince) ? alert.pendingSince : alert.firedAt;
    return toText(alertDedupKey(alert.rule, alert.subject)) + u'@'
        + QString::number(toEpochMs(begun));
}

void AlertListModel::setAlerts(const std::vector<Alert> &alerts, const RowFilter<Alert> &filter,
    Timestamp now, const TimeSelection &time)
{
    std::vector<AlertListRow> rows;
    for (const Alert &alert : alerts) {
        if (!filter.matches(alert))
            continue;
        const Timestamp since = isKnown(alert.firedAt) ? alert.firedAt : alert.pendingSince;
        rows.push_back({.alert = alert, .now = now, .since = time.timeText(since)});
    }
    setRows(std::move(rows));
}

int AlertListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AlertListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == ValueColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case RuleColumn:
        return tr("Rule");
    case SubjectColumn:
        return tr("About");
    case ClusterColumn:
        return tr("Cluster");
    case StateColumn:
        return tr("State");
    case ValueColumn:
        return tr("Value");
    case SinceColumn:
        return tr("Since");
    case AnsweredColumn:
        return tr("Answered");
    default:
        return {};
    }
}

QString AlertListModel::text(const AlertListRow &row, int column)
{
    const Alert &alert = row.alert;
    switch (column) {
    case RuleColumn:
        return toText(alert.ruleName);
    case SubjectColumn:
        return toText(alert.subject.text());
    case ClusterColumn:
        return toText(alert.subject.cluster.value);
    case StateColumn:
        return alertStateText(alert, row.now);
    case ValueColumn:
        return toText(alert.valueText);
    case SinceColumn:
        return row.since;
    case AnsweredColumn:
        if (alert.hush != AlertHush::None)
            return alertHushText(alert);
        if (!alert.ackedBy.empty())
            return tr("%1, %2 ago", "somebody acknowledged")
                .arg(toText(alert.ackedBy), ageText(alert.ackedAt, row.now));
        return isFiringAt(alert, row.now) ? tr("nobody yet") : QString();
    default:
        return {};
    }
}

QVariant AlertListModel::tone(const AlertListRow &row, int column)
{
    const bool isOpen = isFiringAt(row.alert, row.now);
    if (column == StateColumn && isOpen)
        return static_cast<int>(row.alert.severity == AlertSeverity::Critical ? Tone::Critical
                : row.alert.severity == AlertSeverity::Warning                ? Tone::Warning
                                                                              : Tone::Text);
    if (column == AnsweredColumn && isOpen && row.alert.ackedBy.empty()
        && row.alert.hush == AlertHush::None)
        return static_cast<int>(Tone::Warning);
    if (column == ClusterColumn || column == AnsweredColumn || !isOpen)
        return static_cast<int>(Tone::Muted);
    return {};
}

QVariant AlertListModel::cell(const AlertListRow &row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case CellStatusRole:
        return column == RuleColumn ? QVariant(static_cast<int>(isFiringAt(row.alert, row.now)
                       ? alertSeverityStatus(row.alert.severity)
                       : alertStateStatus(row.alert, row.now)))
                                    : QVariant();
    case Qt::AccessibleTextRole:
        return column == RuleColumn ? u"%1, %2"_s.arg(text(row, RuleColumn), text(row, StateColumn))
                                    : text(row, column);
    case CellToneRole:
        return column == RuleColumn ? QVariant() : tone(row, column);
    default:
        return {};
    }
}

} // namespace binnacle::ui
