#include "ui/commands/runbook_table_model.h"

#include "ui/widgets/formatting.h"
#include "ui/widgets/table_style.h"

namespace binnacle::ui {

int RunbookTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunbookTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == StepsColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Runbook");
    case StepsColumn:
        return tr("Steps");
    case ChangedColumn:
        return tr("Changed");
    default:
        return {};
    }
}

QVariant RunbookTableModel::cell(const RunbookRow &row, int column, int role) const
{
    if (role == CellToneRole)
        return static_cast<int>(column == NameColumn ? Tone::Strong : Tone::Muted);
    if (role == Qt::ToolTipRole && column == NameColumn && !row.runbook.description.empty())
        return toText(row.runbook.description).toHtmlEscaped();
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case NameColumn:
        return toText(row.runbook.name);
    case StepsColumn:
        return countText(static_cast<qint64>(row.runbook.steps.size()));
    case ChangedColumn:
        return row.changed;
    default:
        return {};
    }
}

} // namespace binnacle::ui
