#pragma once

#include "core/base/result.h"
#include "core/config/settings.h"

#include <span>
#include <string>
#include <string_view>

namespace binnacle::config {

// When a changed setting acts.
enum class Takes { AtOnce, NextStart };

// One setting: its key ("agents.poll_hold") and how a text becomes its value. `apply` leaves the
// settings alone when it returns an error, whose message completes "<key> ...".
struct SettingKey
{
    std::string_view name;
    std::string_view defaultText; // what `apply` makes the default of
    Takes takes;
    std::string_view help;
    Status (*apply)(Settings &settings, std::string_view value);
    std::span<const std::string_view> choices{}; // empty: any text of the right form
};

std::span<const SettingKey> settingKeys();
const SettingKey *findSettingKey(std::string_view name);

// [agents.tokens] has one key per cluster.
Status applyToken(Settings &settings, std::string_view cluster, std::string_view hash);

// "BINNACLE_AGENTS_POLL_HOLD" for "agents.poll_hold"
std::string environmentName(std::string_view key);

// A name of the original hub's or agent's environment and the setting it stands for.
struct InheritedName
{
    std::string_view variable;
    std::string_view key;
};
std::span<const InheritedName> inheritedNames();

} // namespace binnacle::config
