#pragma once

class QTableView;

namespace binnacle::ui {

// A table of commands as every page shows it: columns, delegates, Ctrl+C. The target takes what is
// left. With a past the times are of other days as well.
void setUpCommandTable(QTableView &table, bool hasPast);

} // namespace binnacle::ui
