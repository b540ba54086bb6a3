#pragma once

class QTableView;

namespace binnacle::ui {

// A table of commands as every page shows it: columns, delegates, Ctrl+C. The target takes what is
// left.
void setUpCommandTable(QTableView &table);

} // namespace binnacle::ui
