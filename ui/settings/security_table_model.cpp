#include "ui/settings/security_table_model.h"

#include "ui/settings/access_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/table_style.h"
#include "ui/widgets/time_selection.h"

namespace binnacle::ui {

SecurityTableModel::SecurityTableModel(const TimeSelection &time, QObject *parent)
    : LazyRowsModel(parent)
    , m_time(time)
{
    connect(&m_time, &TimeSelection::changed, this, [this] { rewrite(); });
}

int SecurityTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SecurityTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == CountColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case SeverityColumn:
        return tr("Severity");
    case TimeColumn:
        return tr("Last seen");
    case KindColumn:
        return tr("What");
    case CountColumn:
        return tr("Times");
    case AddressColumn:
        return tr("From");
    case ResourceColumn:
        return tr("At");
    case StateColumn:
        return tr("State");
    default:
        return {};
    }
}

QString SecurityTableModel::text(const SecurityEvent &row, int column) const
{
    switch (column) {
    case SeverityColumn:
        return severityText(row.severity);
    case TimeColumn:
        return m_time.timeText(row.at);
    case KindColumn:
        return securityKindText(row.kind);
    case CountColumn:
        return countText(row.count);
    case AddressColumn:
        return toText(row.address);
    case ResourceColumn:
        return toText(row.resource);
    case StateColumn:
        if (!row.isResolved)
            return tr("open");
        return row.resolvedBy.empty() ? tr("resolved")
                                      : tr("resolved by %1").arg(toText(row.resolvedBy));
    default:
        return {};
    }
}

QVariant SecurityTableModel::cell(const SecurityEvent &row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case CellStatusRole:
        return column == SeverityColumn ? QVariant(static_cast<int>(severityStatus(row.severity)))
                                        : QVariant();
    case CellToneRole:
        if (row.isResolved)
            return static_cast<int>(Tone::Muted);
        return column == SeverityColumn ? QVariant() : QVariant(static_cast<int>(Tone::Text));
    default:
        return {};
    }
}

} // namespace binnacle::ui
