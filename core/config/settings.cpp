#include "core/config/settings.h"

#include "core/config/ini_reader.h"
#include "core/config/setting_keys.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <optional>
#include <system_error>
#include <utility>

namespace binnacle::config {

namespace {

constexpr std::string_view kTokenSection = "agents.tokens";

// The keys of the same section, so a slip of the pen explains itself.
std::string unknownKeyMessage(std::string_view key)
{
    const std::string_view section = key.substr(0, key.rfind('.') + 1);
    std::string known;
    for (const SettingKey &candidate : settingKeys()) {
        const bool sameSection = candidate.name.starts_with(section)
            && candidate.name.find('.', section.size()) == std::string_view::npos;
        if (sameSection && !section.empty())
            known.append(known.empty() ? "" : ", ").append(candidate.name.substr(section.size()));
    }
    if (known.empty())
        return "is not a setting; the sections are agents, agents.tokens, agents.limits, gateway, "
               "access, query, commands, retention, slo, ui and ui.keys";
    return "is not a setting; [" + std::string(section.substr(0, section.size() - 1)) + "] has "
        + known;
}

class Loader
{
public:
    void loadFile(const std::string &path)
    {
        std::error_code failure;
        if (!std::filesystem::exists(path, failure)) {
            if (failure)
                report({}, path, "cannot be read: " + failure.message());
            return;
        }
        const auto text = readText(path);
        if (!text)
            return;
        const IniText ini = readIni(*text);
        for (const IniProblem &problem : ini.problems)
            report({}, path + ':' + std::to_string(problem.line), problem.message);
        for (const IniEntry &entry : ini.entries)
            applyEntry(entry, path + ':' + std::to_string(entry.line));
    }

    void loadEnvironment(const Environment &environment)
    {
        m_inEnvironment = true;
        for (const InheritedName &inherited : inheritedNames()) {
            const auto found = environment.find(std::string(inherited.variable));
            if (found != environment.end())
                apply(inherited.key, found->second, found->first);
        }
        for (const SettingKey &key : settingKeys()) {
            const auto found = environment.find(environmentName(key.name));
            if (found != environment.end())
                apply(key.name, found->second, found->first);
        }
        reportUnknown(environment);
    }

    LoadedSettings take() { return std::move(m_loaded); }

private:
    std::optional<std::string> readText(const std::string &path)
    {
        constexpr std::size_t kMost = std::size_t{1} << 20;
        std::ifstream file(path, std::ios::binary);
        std::string text(kMost + 1, '\0');
        file.read(text.data(), static_cast<std::streamsize>(text.size()));
        if (!file.eof() && !file) {
            report({}, path, "cannot be read");
            return std::nullopt;
        }
        text.resize(static_cast<std::size_t>(file.gcount()));
        if (text.size() > kMost) {
            report({}, path, "is longer than 1 MiB and was not read");
            return std::nullopt;
        }
        return text;
    }

    void applyEntry(const IniEntry &entry, const std::string &source)
    {
        if (entry.section == kTokenSection) {
            const std::string key = std::string(kTokenSection) + '.' + entry.key;
            keep(key, source, applyToken(m_loaded.settings, entry.key, entry.value));
            return;
        }
        const std::string key = entry.section.empty() ? entry.key : entry.section + '.' + entry.key;
        if (key.starts_with(kKeyBindings)) {
            const std::string_view command = std::string_view(key).substr(kKeyBindings.size());
            return keep(key, source, bindKey(m_loaded.settings.keys, command, entry.value));
        }
        apply(key, entry.value, source);
    }

    void apply(std::string_view name, std::string_view value, const std::string &source)
    {
        const SettingKey *key = findSettingKey(name);
        if (!key)
            return report(name, source, unknownKeyMessage(name));
        const Status applied = key->apply(m_loaded.settings, value);
        keep(name, source, applied);
        if (applied)
            m_loaded.origins[std::string(name)]
                = {.value = std::string(value), .source = source, .isFixed = m_inEnvironment};
    }

    void keep(std::string_view key, const std::string &source, const Status &status)
    {
        if (!status)
            report(key, source, status.error().message);
    }

    // Variables of other parts (BINNACLE_CORPUS) are none of our business, those that begin like a
    // section of ours are.
    void reportUnknown(const Environment &environment)
    {
        static constexpr std::array<std::string_view, 7> kOurs{"BINNACLE_AGENTS_",
            "BINNACLE_GATEWAY_", "BINNACLE_ACCESS_", "BINNACLE_QUERY_", "BINNACLE_RETENTION_",
            "BINNACLE_SLO_", "BINNACLE_UI_"};
        for (const auto &[name, value] : environment) {
            bool known = true;
            for (const std::string_view prefix : kOurs)
                known = known && !name.starts_with(prefix);
            for (const SettingKey &key : settingKeys())
                known = known || environmentName(key.name) == name;
            if (!known)
                report({}, name, "is not a setting");
        }
    }

    void report(std::string_view key, std::string source, std::string message)
    {
        m_loaded.problems.push_back(
            {.key = std::string(key), .source = std::move(source), .message = std::move(message)});
    }

    LoadedSettings m_loaded;
    bool m_inEnvironment = false;
};

} // namespace

LoadedSettings loadSettings(const std::vector<std::string> &files, const Environment &environment)
{
    Loader loader;
    for (const std::string &file : files)
        loader.loadFile(file);
    loader.loadEnvironment(environment);
    return loader.take();
}

} // namespace binnacle::config
