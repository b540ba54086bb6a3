#include "ui/commands/proposal_table_model.h"

#include "ui/commands/command_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/table_style.h"

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

int ProposalTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProposalTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == LeftColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Proposed");
    case ActionColumn:
        return tr("Action");
    case TargetColumn:
        return tr("Target");
    case ClusterColumn:
        return tr("Cluster");
    case ByColumn:
        return tr("By");
    case SourceColumn:
        return tr("Source");
    case ReasonColumn:
        return tr("Reason");
    case LeftColumn:
        return tr("Time left");
    default:
        return {};
    }
}

QString ProposalTableModel::text(const ProposalRow &row, int column)
{
    const Proposal &proposal = row.proposal;
    switch (column) {
    case TimeColumn:
        return row.time;
    case ActionColumn:
        return actionName(proposal.command);
    case TargetColumn: {
        const QString tail = parameterTail(proposal.command);
        const QString target = targetText(proposal.command.target);
        return tail.isEmpty() ? target : u"%1 %2"_s.arg(target, tail);
    }
    case ClusterColumn:
        return toText(proposal.command.cluster.value);
    case ByColumn:
        return toText(proposal.proposedBy);
    case SourceColumn:
        return commandSourceText(proposal.command.source);
    case ReasonColumn:
        return toText(proposal.reason);
    case LeftColumn:
        return isKnown(proposal.expiresAt) ? ageText(proposal.expiresAt - row.now) : u"—"_s;
    default:
        return {};
    }
}

QVariant ProposalTableModel::cell(const ProposalRow &row, int column, int role) const
{
    if (role == Qt::DisplayRole)
        return text(row, column);
    if (role != CellToneRole)
        return {};
    if (column == ActionColumn)
        return static_cast<int>(Tone::Strong);
    const bool isMuted = column == ByColumn || column == SourceColumn || column == ClusterColumn;
    return static_cast<int>(isMuted ? Tone::Muted : Tone::Text);
}

} // namespace binnacle::ui
