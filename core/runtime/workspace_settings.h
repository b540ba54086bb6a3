#pragma once

#include "core/base/listeners.h"
#include "core/base/worker_pool.h"
#include "core/config/settings.h"
#include "core/config/settings_text.h"
#include "core/runtime/settings_sources.h"

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace binnacle::runtime {

// The settings in force and the file of the workspace in which people change them. Thread-safe;
// files are read and written on a thread of its own, where `done` runs too.
class WorkspaceSettings
{
public:
    // `atStart` is what `order` gave. With `readOnlyReason` nothing can be changed.
    WorkspaceSettings(SettingsOrder order, const std::string &workspace, config::Settings atStart,
        std::string readOnlyReason);

    config::Settings current() const;

    struct Shown
    {
        std::string key;
        std::string value; // as written, or the default
        std::string defaultValue;
        std::string help;
        std::string source; // "default", a file with its line, a variable
        std::vector<std::string> choices;
        bool needsRestart = false;
        bool isFixed = false; // by the environment
    };
    std::vector<Shown> list() const; // in the order of the file; keys of one's own at the end
    std::string text() const;        // the commented file as it would be written now

    using StatusDone = std::function<void(const Status &)>;
    // nullopt: back to what it is without the file. Errors: InvalidArgument naming the setting,
    // Conflict (fixed by the environment), ReadOnly, those of the disk. The old value stays then.
    void set(std::string key, std::optional<std::string> value, StatusDone done);
    // All of it or nothing; problems name their lines. Empty: taken.
    using TextDone = std::function<void(Result<std::vector<config::LineProblem>>)>;
    void takeText(std::string text, TextDone done);

    Listeners<> &changed() { return m_changed; }
    void drain() { m_pool.drain(); }

private:
    Status change(const std::string &key, const std::optional<std::string> &value);
    Result<std::vector<config::LineProblem>> take(const std::string &text);
    Status write(const config::SettingTexts &values);

    const SettingsOrder m_order;
    const std::string m_file;
    const std::string m_readOnlyReason;
    mutable std::mutex m_mutex;
    config::LoadedSettings m_loaded; // guarded by m_mutex
    config::SettingTexts m_written;  // guarded by m_mutex; what the file says
    Listeners<> m_changed;
    WorkerPool m_pool{1}; // last: finishes first
};

} // namespace binnacle::runtime
