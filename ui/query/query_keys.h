#pragma once

#include "ui/widgets/view.h"

namespace binnacle::ui {

// The keys of the query view, for the cheat sheet.
std::vector<View::KeyHelp> queryKeyHelp();

} // namespace binnacle::ui
