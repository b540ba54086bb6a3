#include "ui/overview/flight_rows.h"

#include "ui/widgets/formatting.h"
#include "ui/widgets/table_style.h"
#include "ui/widgets/view.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <tuple>
#include <utility>

namespace binnacle::ui {

namespace {

constexpr Duration kHour{3'600'000};

// Nothing when it was not sent yet or over for long.
std::optional<CommandEntry> entryAt(const CommandEntry &entry, Timestamp at)
{
    const CommandRecord &record = entry.record;
    const bool hasEnded = isTerminal(record.state) && record.finishedAt <= at;
    if (record.command.createdAt >= at || (hasEnded && at - record.finishedAt > kHour))
        return std::nullopt;
    CommandEntry then = entry;
    if (!hasEnded) {
        const bool isHanded = isKnown(record.startedAt) && record.startedAt <= at;
        then.record.state = isHanded ? CommandState::Delivering : CommandState::Pending;
        then.record.finishedAt = {};
        then.isOutcomeUnknown = false;
    }
    if (then.verdict && (!isKnown(then.verdict->until) || then.verdict->until > at))
        then.verdict.reset();
    return then;
}

QString commandText(const Command &command)
{
    QString text = toText(command.action);
    if (!command.target.name.empty())
        text += QLatin1Char(' ') + toText(command.target.name);
    return text;
}

Tone toneOf(const FlightRow &row)
{
    if (row.isWaiting)
        return Tone::Muted;
    if (row.isUnknown)
        return Tone::Warning;
    switch (row.state) {
    case CommandState::Success:
        return Tone::Ok;
    case CommandState::Failed:
        return Tone::Critical;
    case CommandState::Timeout:
    case CommandState::Running:
    case CommandState::Delivering:
        return Tone::Warning;
    case CommandState::Pending:
    case CommandState::Cancelled:
    case CommandState::Expired:
        break;
    }
    return Tone::Muted;
}

} // namespace

bool operator==(const FlightRow &a, const FlightRow &b)
{
    const auto told = [](const FlightRow &row) {
        return std::tie(row.id, row.state, row.isWaiting, row.isUnknown, row.verdict, row.took);
    };
    return told(a) == told(b);
}

std::vector<FlightRow> flightRows(const std::vector<CommandEntry> &recent,
    const std::vector<Proposal> &proposals, const ClusterId &cluster, Timestamp now,
    std::size_t most)
{
    std::vector<FlightRow> rows;
    const auto isWanted
        = [&](const Command &command) { return cluster.isEmpty() || command.cluster == cluster; };
    for (const Proposal &proposal : proposals) {
        if (isWanted(proposal.command))
            rows.push_back({.id = kProposalPrefix.toString() + QString::number(proposal.id),
                .command = proposal.command,
                .isWaiting = true});
    }
    for (const CommandEntry &entry : recent) {
        const CommandRecord &record = entry.record;
        if (!isWanted(record.command))
            continue;
        const Timestamp end = isKnown(record.finishedAt) ? record.finishedAt : now;
        rows.push_back({.id = toText(record.command.id.value),
            .command = record.command,
            .state = record.state,
            .isUnknown = entry.isOutcomeUnknown,
            .verdict = entry.verdict && entry.verdict->kind != VerdictKind::Watching
                ? toText(verdictName(entry.verdict->kind))
                : QString(),
            .took = end - record.command.createdAt});
    }
    if (rows.size() > most)
        rows.resize(most);
    return rows;
}

std::vector<CommandEntry> commandsAt(const std::vector<CommandEntry> &history, Timestamp at)
{
    std::vector<CommandEntry> entries;
    for (const CommandEntry &entry : history) {
        if (std::optional<CommandEntry> then = entryAt(entry, at))
            entries.push_back(*std::move(then));
    }
    std::ranges::stable_sort(entries, std::greater(), [](const CommandEntry &entry) {
        return std::pair(!isTerminal(entry.record.state), entry.record.command.createdAt);
    });
    return entries;
}

std::vector<Proposal> proposalsAt(const std::vector<Proposal> &waiting, Timestamp at)
{
    std::vector<Proposal> then = waiting;
    std::erase_if(then, [at](const Proposal &proposal) { return proposal.proposedAt >= at; });
    return then;
}

int FlightTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FlightTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case CommandColumn:
        return tr("Command");
    case StateColumn:
        return tr("State");
    case ByColumn:
        return tr("By");
    default:
        return {};
    }
}

QVariant FlightTableModel::cell(const FlightRow &row, int column, int role) const
{
    const auto state = [&row]() -> QString {
        if (row.isWaiting)
            return tr("awaiting approval");
        if (row.isUnknown)
            return tr("unknown (agent lost)");
        const QString took = ageText(row.took);
        switch (row.state) {
        case CommandState::Pending:
            return tr("queued %1", "for how long").arg(took);
        case CommandState::Delivering:
            return tr("delivered");
        case CommandState::Running:
            return tr("running %1", "for how long").arg(took);
        case CommandState::Success:
            return row.verdict.isEmpty() ? tr("succeeded") : row.verdict;
        case CommandState::Failed:
            return tr("failed");
        case CommandState::Timeout:
            return tr("timed out");
        case CommandState::Cancelled:
            return tr("cancelled");
        case CommandState::Expired:
            return tr("expired");
        }
        return {};
    };
    switch (role) {
    case Qt::DisplayRole:
        return column == CommandColumn ? commandText(row.command)
            : column == StateColumn    ? state()
                                       : toText(row.command.createdBy);
    case CellToneRole:
        return static_cast<int>(column == StateColumn ? toneOf(row)
                : column == ByColumn                  ? Tone::Muted
                                                      : Tone::Text);
    case Qt::ToolTipRole:
        return tr("%1 in %2").arg(commandText(row.command), toText(row.command.cluster.value));
    default:
        return {};
    }
}

} // namespace binnacle::ui
