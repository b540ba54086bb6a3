#pragma once

#include "core/console/transfer_desk.h"

#include <QWidget>

#include <functional>

namespace binnacle::ui {

// Asks for a file, without blocking, and has what the query matches written there as a task.
// `started` is called once the file is chosen.
void askWhereToExport(QWidget &parent, console::TransferDesk &desk, const EventQuery &query,
    console::TransferDesk::Format format, const std::function<void()> &started);

} // namespace binnacle::ui
