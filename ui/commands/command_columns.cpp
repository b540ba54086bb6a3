#include "ui/commands/command_columns.h"

#include "ui/commands/command_rows.h"
#include "ui/commands/command_text.h"
#include "ui/widgets/column_fit.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/slo_text.h"

#include <QApplication>
#include <QClipboard>
#include <QShortcut>
#include <QTableView>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

void copyRows(const QTableView &table)
{
    QModelIndexList rows = table.selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    QStringList lines;
    for (const QModelIndex &row : rows) {
        QStringList cells;
        for (int column = 0; column < CommandColumnCount; ++column)
            cells += row.siblingAtColumn(column).data().toString();
        lines += cells.join(u'\t');
    }
    if (!lines.isEmpty())
        QApplication::clipboard()->setText(lines.join(u'\n'));
}

QStringList endedSamples()
{
    QStringList samples;
    for (const CommandState state :
        {CommandState::Delivering, CommandState::Success, CommandState::Timeout}) {
        CommandEntry entry;
        entry.record.state = state;
        samples += commandStateText(entry);
    }
    return samples;
}

QStringList verdictSamples()
{
    QStringList samples;
    for (const VerdictKind kind :
        {VerdictKind::Improved, VerdictKind::NoEffect, VerdictKind::Unknown}) {
        Verdict verdict;
        verdict.kind = kind;
        samples += verdictText(verdict, {});
    }
    return samples;
}

} // namespace

void setUpCommandTable(QTableView &table, bool hasPast)
{
    styleTable(table);
    styleColumn(table, CommandTimeColumn, CellKind::Time,
        cellWidth(CellKind::Time, {hasPast ? u"00-00 00:00:00"_s : u"00:00:00"_s}));
    styleColumn(table, CommandActionColumn, CellKind::BoldName,
        cellWidth(CellKind::BoldName, {u"update_image"_s}));
    styleColumn(table, CommandTargetColumn, CellKind::Name, 210);
    styleColumn(table, CommandClusterColumn, CellKind::Text, 90);
    styleColumn(table, CommandByColumn, CellKind::Text, 76);
    styleColumn(table, CommandSourceColumn, CellKind::Text, 70);
    styleColumn(table, CommandStatusColumn, CellKind::Text, 140);
    styleColumn(table, CommandVerdictColumn, CellKind::Status, 128);
    styleColumn(
        table, CommandTookColumn, CellKind::Number, cellWidth(CellKind::Number, longAgeTexts()));
    fitColumns(table,
        {{.column = CommandActionColumn,
             .least = cellWidth(CellKind::BoldName, {u"delete_pod"_s}),
             .isName = true},
            {.column = CommandTargetColumn,
                .least = nameWidth(CellKind::Name),
                .isName = true,
                .fills = true},
            {.column = CommandClusterColumn, .least = nameWidth(CellKind::Text, 6)},
            {.column = CommandByColumn, .least = nameWidth(CellKind::Text, 5), .isSpare = true},
            {.column = CommandSourceColumn, .isSpare = true},
            {.column = CommandStatusColumn, .least = cellWidth(CellKind::Text, endedSamples())},
            {.column = CommandVerdictColumn,
                .least = cellWidth(CellKind::Status, verdictSamples())},
            {.column = CommandTookColumn,
                .least = cellWidth(CellKind::Number, {latencyText(999)})}});
    auto *copy = new QShortcut(QKeySequence::Copy, &table);
    copy->setContext(Qt::WidgetShortcut);
    QObject::connect(copy, &QShortcut::activated, &table, [&table] { copyRows(table); });
}

} // namespace binnacle::ui
