#pragma once

#include "core/console/access_desk.h"
#include "core/console/estate_feed.h"
#include "core/console/settings_desk.h"
#include "core/console/source_desk.h"

namespace binnacle::ui {

class KeyMap;
class Theme;
class TimeSelection;

// What the settings work on. All must outlive the view.
struct SettingsServices
{
    console::SourceDesk &sources;
    console::EstateFeed &estate;
    console::AccessDesk &access;
    console::SettingsDesk &settings;
    TimeSelection &time;
    Theme &theme;
    KeyMap *keys = nullptr; // null: there is no page of keys
};

} // namespace binnacle::ui
