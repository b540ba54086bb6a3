#include "ui/commands/run_table_model.h"

#include "ui/commands/command_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/table_style.h"

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

int RunTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == TookColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StartedColumn:
        return tr("Started");
    case NameColumn:
        return tr("Runbook");
    case ClusterColumn:
        return tr("Cluster");
    case StateColumn:
        return tr("State");
    case ResultColumn:
        return tr("Result code");
    case ByColumn:
        return tr("By");
    case TookColumn:
        return tr("Took");
    default:
        return {};
    }
}

QString RunTableModel::text(const RunRow &row, int column)
{
    const RunbookRun &run = row.run;
    switch (column) {
    case StartedColumn:
        return row.started;
    case NameColumn:
        return toText(run.runbookName);
    case ClusterColumn:
        return toText(run.cluster.value);
    case StateColumn:
        return runStateText(run.state);
    case ResultColumn:
        return toText(run.resultCode);
    case ByColumn:
        return toText(run.startedBy);
    case TookColumn:
        return isKnown(run.startedAt)
            ? ageText((isKnown(run.endedAt) ? run.endedAt : row.now) - run.startedAt)
            : u"—"_s;
    default:
        return {};
    }
}

QVariant RunTableModel::cell(const RunRow &row, int column, int role) const
{
    if (role == Qt::DisplayRole)
        return text(row, column);
    if (role == Qt::ToolTipRole && column == ResultColumn)
        return runResultText(row.run.resultCode);
    if (role != CellToneRole)
        return {};
    switch (column) {
    case NameColumn:
        return static_cast<int>(Tone::Strong);
    case StateColumn:
        return static_cast<int>(runStateTone(row.run.state));
    case ClusterColumn:
    case ByColumn:
        return static_cast<int>(Tone::Muted);
    default:
        return static_cast<int>(Tone::Text);
    }
}

} // namespace binnacle::ui
