#include "core/config/settings_text.h"

#include "core/config/ini_reader.h"
#include "core/config/setting_keys.h"

namespace binnacle::config {

namespace {

constexpr std::string_view kTokens = "agents.tokens.";

std::string_view sectionOf(std::string_view key)
{
    const std::size_t dot = key.rfind('.');
    return key.substr(0, dot == std::string_view::npos ? 0 : dot);
}

Status applyOne(Settings &settings, const std::string &key, const std::string &value)
{
    if (key.starts_with(kTokens))
        return applyToken(settings, std::string_view(key).substr(kTokens.size()), value);
    if (key.starts_with(kKeyBindings))
        return bindKey(settings.keys, std::string_view(key).substr(kKeyBindings.size()), value);
    const SettingKey *known = findSettingKey(key);
    if (!known)
        return Error{ErrorCode::InvalidArgument, "is not a setting"};
    return known->apply(settings, value);
}

// A value that the reader would cut or strip is put into quotes.
std::string written(const std::string &value)
{
    const bool isPlain = value.find_first_of("#;\"") == std::string::npos
        && (value.empty() || (value.front() != ' ' && value.back() != ' '));
    return isPlain ? value : '"' + value + '"';
}

void writeTokens(const SettingTexts &set, std::string &text)
{
    text += "\n[agents.tokens]\n"
            "# One line for each cluster: its id and the SHA-256 of its token in hexadecimal "
            "digits.\n"
            "#   prod-eu = 9f86d081…\n";
    for (auto token = set.lower_bound(std::string(kTokens));
         token != set.end() && token->first.starts_with(kTokens); ++token)
        text.append(token->first.substr(kTokens.size())).append(" = ").append(token->second)
            += '\n';
}

void writeKeyBindings(const SettingTexts &set, std::string &text)
{
    text += "\n[ui.keys]\n"
            "# Keys of your own, one a line: the place and the key a command has by default, and "
            "the key it\n# has instead. The place window is everywhere.\n"
            "#   window.Ctrl+K = Ctrl+P\n#   events.y = j\n";
    for (auto binding = set.lower_bound(std::string(kKeyBindings));
         binding != set.end() && binding->first.starts_with(kKeyBindings); ++binding)
        text.append(binding->first.substr(kKeyBindings.size()))
            .append(" = ")
            .append(written(binding->second))
            += '\n';
}

void writeKey(const SettingKey &key, const SettingTexts &set, std::string &text)
{
    const std::string_view name = key.name.substr(sectionOf(key.name).size() + 1);
    text.append("\n# ").append(key.help);
    text += key.takes == Takes::NextStart ? " Acts at the next start.\n" : "\n";
    text.append("#").append(name).append(" = ").append(key.defaultText) += '\n';
    const auto value = set.find(std::string(key.name));
    if (value != set.end())
        text.append(name).append(" = ").append(written(value->second)) += '\n';
}

} // namespace

std::string settingsText(const SettingTexts &set)
{
    std::string text
        = "# Settings of Binnacle. Lines that begin with # say what there is and its default.\n";
    std::string_view section;
    for (const SettingKey &key : settingKeys()) {
        if (sectionOf(key.name) != section) {
            if (section == "agents")
                writeTokens(set, text);
            section = sectionOf(key.name);
            text.append("\n[").append(section).append("]\n");
        }
        writeKey(key, set, text);
    }
    writeKeyBindings(set, text);
    return text;
}

ReadSettings readSettingsText(std::string_view text, const Settings &base)
{
    ReadSettings read;
    const IniText ini = readIni(text);
    for (const IniProblem &problem : ini.problems)
        read.problems.push_back({.line = problem.line, .key = {}, .message = problem.message});
    Settings settings = base;
    for (const IniEntry &entry : ini.entries) {
        const std::string key = entry.section.empty() ? entry.key : entry.section + '.' + entry.key;
        if (const Status taken = applyOne(settings, key, entry.value); !taken)
            read.problems.push_back(
                {.line = entry.line, .key = key, .message = taken.error().message});
        read.values[key] = entry.value;
    }
    if (!read.problems.empty())
        return read;
    for (const SettingProblem &problem : validate(settings))
        read.problems.push_back({.line = 0, .key = problem.key, .message = problem.message});
    return read;
}

Settings applied(Settings base, const SettingTexts &values)
{
    for (const auto &[key, value] : values) {
        const Status taken = applyOne(base, key, value);
        static_cast<void>(taken); // read without problems, so it is
    }
    return base;
}

} // namespace binnacle::config
