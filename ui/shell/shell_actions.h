#pragma once

#include "ui/shell/palette_index.h"

#include <vector>

namespace binnacle::ui {

class KeyDispatcher;
class MainWindow;
class ViewRegistry;

// The keys that work in every view.
void bindShellKeys(KeyDispatcher &keys, MainWindow &window, const ViewRegistry &views);

// What the command palette offers besides objects: views, the current view's actions, clusters,
// actions of the window.
std::vector<PaletteItem> shellPaletteItems(MainWindow &window, const ViewRegistry &views);

} // namespace binnacle::ui
