#include "ui/commands/command_rows.h"

#include "ui/commands/command_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/table_style.h"

#include <QCoreApplication>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CommandRows)
};

Tone toneOf(const CommandRow &row, int column)
{
    switch (column) {
    case CommandActionColumn:
        return Tone::Strong;
    case CommandByColumn:
    case CommandSourceColumn:
    case CommandClusterColumn:
        return Tone::Muted;
    case CommandStatusColumn:
        return row.proposal != 0 ? Tone::Text : commandStateTone(row.entry);
    case CommandVerdictColumn:
        return row.entry.verdict ? verdictTone(row.entry.verdict->kind) : Tone::Muted;
    default:
        return Tone::Text;
    }
}

QString statusText(const CommandRow &row)
{
    if (row.proposal != 0)
        return Words::tr("awaiting approval");
    QString text = commandStateText(row.entry);
    if (row.entry.record.late)
        text = Words::tr("%1, answered late", "state of a command").arg(text);
    return text;
}

} // namespace

QString CommandRow::key() const
{
    return proposal != 0 ? u"proposal-%1"_s.arg(proposal) : toText(entry.record.command.id.value);
}

bool CommandRow::operator==(const CommandRow &other) const
{
    const auto verdictKind = [](const CommandRow &row) {
        return row.entry.verdict ? static_cast<int>(row.entry.verdict->kind) : -1;
    };
    for (int column = 0; column < CommandColumnCount; ++column) {
        if (commandCellText(*this, column) != commandCellText(other, column))
            return false;
    }
    return entry.record.state == other.entry.record.state
        && entry.isOutcomeUnknown == other.entry.isOutcomeUnknown
        && verdictKind(*this) == verdictKind(other)
        && entry.record.finishedAt == other.entry.record.finishedAt
        && entry.record.output == other.entry.record.output;
}

CommandRow rowOf(const Proposal &proposal)
{
    CommandRow row{.proposal = proposal.id};
    row.entry.record.command = proposal.command;
    row.entry.record.command.createdAt = proposal.proposedAt;
    row.entry.record.command.createdBy = proposal.proposedBy;
    row.entry.reason = proposal.reason;
    return row;
}

QString commandColumnTitle(int column)
{
    switch (column) {
    case CommandTimeColumn:
        return Words::tr("Time");
    case CommandActionColumn:
        return Words::tr("Action");
    case CommandTargetColumn:
        return Words::tr("Target");
    case CommandClusterColumn:
        return Words::tr("Cluster");
    case CommandByColumn:
        return Words::tr("By");
    case CommandSourceColumn:
        return Words::tr("Source");
    case CommandStatusColumn:
        return Words::tr("Status");
    case CommandVerdictColumn:
        return Words::tr("Verdict");
    case CommandTookColumn:
        return Words::tr("Took");
    default:
        return {};
    }
}

QVariant commandHeader(int section, Qt::Orientation orientation, int role)
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == CommandTookColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(commandColumnTitle(section)) : QVariant();
}

QString commandCellText(const CommandRow &row, int column)
{
    const CommandRecord &record = row.entry.record;
    switch (column) {
    case CommandTimeColumn:
        return row.time;
    case CommandActionColumn:
        return actionName(record.command);
    case CommandTargetColumn: {
        const QString tail = parameterTail(record.command);
        const QString target = targetText(record.command.target);
        return tail.isEmpty() ? target : u"%1 %2"_s.arg(target, tail);
    }
    case CommandClusterColumn:
        return toText(record.command.cluster.value);
    case CommandByColumn:
        return toText(record.command.createdBy);
    case CommandSourceColumn:
        return commandSourceText(record.command.source);
    case CommandStatusColumn:
        return statusText(row);
    case CommandVerdictColumn:
        return row.entry.verdict ? verdictText(*row.entry.verdict, row.now) : QString();
    case CommandTookColumn:
        return row.proposal != 0 ? u"—"_s : tookText(record, row.now);
    default:
        return {};
    }
}

QVariant commandCell(const CommandRow &row, int column, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return commandCellText(row, column);
    case Qt::ToolTipRole:
        if (column == CommandStatusColumn && !row.entry.record.error.empty())
            return toText(row.entry.record.error).toHtmlEscaped();
        if (column == CommandVerdictColumn && row.entry.verdict)
            return toText(row.entry.verdict->sentence).toHtmlEscaped();
        if (column == CommandActionColumn && !row.entry.reason.empty())
            return toText(row.entry.reason).toHtmlEscaped();
        return {};
    case CellStatusRole:
        return column == CommandVerdictColumn && row.entry.verdict
            ? QVariant(static_cast<int>(verdictStatus(row.entry.verdict->kind)))
            : QVariant();
    case CellToneRole:
        return static_cast<int>(toneOf(row, column));
    default:
        return {};
    }
}

} // namespace binnacle::ui
