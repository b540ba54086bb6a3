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
    const auto column = [&table](int at, CellKind kind, int width) {
        table.setItemDelegateForColumn(at, new CellDelegate(kind, &table));
        table.setColumnWidth(at, width);
    };
    column(CommandTimeColumn, CellKind::Time, 78);
    column(CommandActionColumn, CellKind::BoldName, 90);
    column(CommandTargetColumn, CellKind::Name, 210);
    column(CommandClusterColumn, CellKind::Text, 76);
    column(CommandByColumn, CellKind::Text, 76);
    column(CommandSourceColumn, CellKind::Text, 70);
    column(CommandStatusColumn, CellKind::Text, 140);
    column(CommandVerdictColumn, CellKind::Status, 92);
    column(CommandTookColumn, CellKind::Number, 62);
    table.horizontalHeader()->setStretchLastSection(false);
    table.horizontalHeader()->setSectionResizeMode(CommandTargetColumn, QHeaderView::Stretch);
    auto *copy = new QShortcut(QKeySequence::Copy, &table);
    copy->setContext(Qt::WidgetShortcut);
    QObject::connect(copy, &QShortcut::activated, &table, [&table] { copyRows(table); });
}

} // namespace binnacle::ui
