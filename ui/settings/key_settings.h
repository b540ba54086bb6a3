#pragma once

#include "core/console/settings_desk.h"

namespace binnacle::ui {

class KeyMap;

// Gives the map the keys that the settings name, now and whenever they change. Both must outlive
// each other's connection: it ends with the first of them.
void followKeySettings(KeyMap &map, const console::SettingsDesk &settings);

// The setting of a command: "ui.keys.events.y".
QString keySetting(const QString &command);

} // namespace binnacle::ui
