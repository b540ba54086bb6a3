#pragma once

#include "core/console/query_desk.h"

#include <QWidget>

#include <functional>

namespace binnacle::ui {

// Asks for a file, without blocking, and writes the text there off this thread. `finished` gets the
// path and why it could not be written; empty when it was.
void askWhereToExport(QWidget &parent, const console::QueryDesk &desk,
    std::shared_ptr<const QueryResult> result, console::QueryExportFormat format,
    const std::function<void(const QString &path, const QString &why)> &finished);

} // namespace binnacle::ui
