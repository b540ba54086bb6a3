#pragma once

#include "core/base/result.h"

#include <map>
#include <string>
#include <string_view>

namespace binnacle::config {

// Where settings and the settings file keep them: "ui.keys.events.y", section [ui.keys].
inline constexpr std::string_view kKeyBindings = "ui.keys.";

// Keys of one's own. A command is named by the place it works in, "window" for everywhere, and the
// key it has by default; its value is the key it has instead: "events.y" -> "j".
using KeyBindings = std::map<std::string, std::string>;

// Adds or replaces one. Only what can be judged without knowing the commands is judged here: that
// the keys can be typed ("Ctrl+Shift+K", "F5", "?"; in the window also one after the other: "g e"),
// that they are not those every list and field needs (Enter, Escape, Tab, Space, arrows), and that
// no other line says the same for the same place. The message completes "<key> ...".
Status bindKey(KeyBindings &bindings, std::string_view command, std::string_view keys);

} // namespace binnacle::config
