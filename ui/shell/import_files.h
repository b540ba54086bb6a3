#pragma once

#include <QStringList>

class QMimeData;
class QWidget;

namespace binnacle::console {
class TransferDesk;
}

namespace binnacle::ui {

// Files of this machine among what was dropped.
QStringList localFiles(const QMimeData &data);

// Asks for files and gives them to `desk`, which must outlive `window`. Returns at once.
void chooseImportFiles(QWidget &window, console::TransferDesk &desk);

} // namespace binnacle::ui
