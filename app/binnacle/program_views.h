#pragma once

#include "ui/shell/view_registry.h"

namespace binnacle::ui {
class KeyMap;
class Theme;
class TimeSelection;
} // namespace binnacle::ui

namespace binnacle::app {

struct Feeds;

// Every view of the program. All four must outlive the views that are made.
ui::ViewRegistry programViews(
    Feeds &feeds, ui::TimeSelection &time, ui::Theme &theme, ui::KeyMap &keys);

} // namespace binnacle::app
