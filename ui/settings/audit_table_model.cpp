#include "ui/settings/audit_table_model.h"

#include "ui/settings/access_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/table_style.h"
#include "ui/widgets/time_selection.h"

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

QString auditOutcomeText(const AuditEntry &entry)
{
    if (entry.success)
        return AuditTableModel::tr("done");
    const QString reason = toText(entry.errorMessage);
    return reason.isEmpty() ? AuditTableModel::tr("failed: %1").arg(entry.statusCode)
                            : AuditTableModel::tr("failed: %1").arg(reason);
}

AuditTableModel::AuditTableModel(const TimeSelection &time, QObject *parent)
    : LazyRowsModel(parent)
    , m_time(time)
{
    connect(&m_time, &TimeSelection::changed, this, [this] { rewrite(); });
}

int AuditTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AuditTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("When");
    case UserColumn:
        return tr("Who");
    case ActionColumn:
        return tr("Action");
    case ResourceColumn:
        return tr("What");
    case OutcomeColumn:
        return tr("Outcome");
    case SourceColumn:
        return tr("Through");
    case AddressColumn:
        return tr("From");
    default:
        return {};
    }
}

QString AuditTableModel::text(const AuditEntry &row, int column) const
{
    switch (column) {
    case TimeColumn:
        return m_time.timeText(row.at);
    case UserColumn:
        return row.username.empty() ? tr("—") : toText(row.username);
    case ActionColumn:
        return actionText(row.action);
    case ResourceColumn:
        return row.method.empty() ? toText(row.resource)
                                  : toText(row.method) + u' ' + toText(row.resource);
    case OutcomeColumn:
        return auditOutcomeText(row);
    case SourceColumn:
        return sourceText(row.source);
    case AddressColumn:
        return toText(row.address);
    default:
        return {};
    }
}

QVariant AuditTableModel::cell(const AuditEntry &row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case CellStatusRole:
        return column == OutcomeColumn
            ? QVariant(static_cast<int>(row.success ? StatusKind::Ok : StatusKind::Critical))
            : QVariant();
    case CellToneRole:
        if (column == OutcomeColumn && !row.success)
            return static_cast<int>(Tone::Critical);
        return static_cast<int>(column == SourceColumn ? Tone::Muted : Tone::Text);
    default:
        return {};
    }
}

} // namespace binnacle::ui
