#pragma once

#include "core/console/access_desk.h"
#include "core/console/estate_feed.h"
#include "core/console/settings_desk.h"
#include "core/console/source_desk.h"
#include "ui/widgets/view.h"

#include <functional>
#include <vector>

namespace binnacle::ui {

class Theme;
class TimeSelection;

// Keys that work in one place: a view, or everywhere.
struct KeySection
{
    QString title;
    std::vector<View::KeyHelp> keys;
};

// What the settings work on. All must outlive the view.
struct SettingsServices
{
    console::SourceDesk &sources;
    console::EstateFeed &estate;
    console::AccessDesk &access;
    console::SettingsDesk &settings;
    TimeSelection &time;
    Theme &theme;
    std::function<std::vector<KeySection>()> keys{}; // asked when its page is opened; may be empty
};

} // namespace binnacle::ui
