#pragma once

#include "core/config/settings.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::config {

// The values of a settings file as written: key -> text, "agents.tokens.<cluster>" included.
using SettingTexts = std::map<std::string, std::string>;

// One commented text with every setting there is: what it does, its default, and its value where
// it has one. Reading it gives `set` back.
std::string settingsText(const SettingTexts &set);

struct LineProblem
{
    int line = 0; // 0: about no line, but about the settings together
    std::string key;
    std::string message;
};

// What a text says. All of it is taken or nothing: use `values` only when there is no problem.
struct ReadSettings
{
    SettingTexts values;
    std::vector<LineProblem> problems;
};
// `base` is what the settings are without this text: values that depend on each other are judged
// together.
ReadSettings readSettingsText(std::string_view text, const Settings &base = {});

// `base` with the values of a file that was read without problems.
Settings applied(Settings base, const SettingTexts &values);

} // namespace binnacle::config
