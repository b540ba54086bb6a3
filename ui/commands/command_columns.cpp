#include "ui/commands/command_columns.h"

#include "ui/commands/command_rows.h"
#include "ui/widgets/table_style.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
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

} // namespace

void setUpCommandTable(QTableView &table)
{
    styleTable(table);
    styleColumn(table, CommandTimeColumn, CellKind::Time, 78);
    styleColumn(table, CommandActionColumn, CellKind::BoldName, 90);
    styleColumn(table, CommandTargetColumn, CellKind::Name, 210);
    styleColumn(table, CommandClusterColumn, CellKind::Text, 76);
    styleColumn(table, CommandByColumn, CellKind::Text, 76);
    styleColumn(table, CommandSourceColumn, CellKind::Text, 70);
    styleColumn(table, CommandStatusColumn, CellKind::Text, 132);
    styleColumn(table, CommandVerdictColumn, CellKind::Status, 128);
    styleColumn(table, CommandTookColumn, CellKind::Number, 62);
    table.horizontalHeader()->setStretchLastSection(false);
    table.horizontalHeader()->setSectionResizeMode(CommandTargetColumn, QHeaderView::Stretch);
    auto *copy = new QShortcut(QKeySequence::Copy, &table);
    copy->setContext(Qt::WidgetShortcut);
    QObject::connect(copy, &QShortcut::activated, &table, [&table] { copyRows(table); });
}

} // namespace binnacle::ui
