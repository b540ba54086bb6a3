#pragma once

#include "ui/widgets/table_style.h"

#include <span>
#include <vector>

namespace binnacle::ui {

// How a column takes part when the room of a table is shared. A column that is not told about keeps
// the width it was given, however narrow the table is.
struct ColumnNeed
{
    int column = 0;
    int least = 0;        // pixels down to which it gives way; 0: it does not
    bool isName = false;  // tells rows apart: it gives way last
    bool fills = false;   // takes what the others leave
    bool isSpare = false; // not shown where that would cost another column its least width
};

// Shares the width of the table among its columns from now on, in place of the header's own modes:
// these let the stretched column, most often the name, shrink to nothing. No column is narrower
// than its heading. Where all have their least width and that is too much, the table scrolls. A
// width that the user gives a column stays. After styleColumn().
void fitColumns(QTableView &table, const std::vector<ColumnNeed> &needs);

// Room for a name of that many letters.
int nameWidth(CellKind kind, int letters = 22);

// The rule without the table.
struct ColumnShare
{
    int least = 0;
    int wish = 0;
    bool isName = false;
    bool fills = false;
    bool isSpare = false;
};
std::vector<int> shareRoom(std::span<const ColumnShare> columns, int room); // 0: not shown

} // namespace binnacle::ui
