#include "core/runtime/workspace_settings.h"

#include "core/config/setting_keys.h"

#include <QFile>
#include <QSaveFile>
#include <QString>

#include <utility>

namespace binnacle::runtime {

namespace {

// A file that is not there says nothing. One with mistakes keeps what is right in it.
config::SettingTexts textsOf(const std::string &path)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return config::readSettingsText(file.readAll().toStdString()).values;
}

Error fileError(const QFileDevice &file)
{
    const bool full = file.error() == QFileDevice::ResourceError;
    return {full ? ErrorCode::DiskFull : ErrorCode::Unavailable,
        file.fileName().toStdString() + ": " + file.errorString().toStdString()};
}

} // namespace

WorkspaceSettings::WorkspaceSettings(SettingsOrder order, const std::string &workspace,
    config::Settings atStart, std::string readOnlyReason)
    : m_order(std::move(order))
    , m_file(settingsFileOf(workspace))
    , m_readOnlyReason(std::move(readOnlyReason))
{
    m_loaded = config::loadSettings(m_order.files, m_order.environment);
    m_loaded.settings = std::move(atStart);
    m_written = textsOf(m_file);
}

config::Settings WorkspaceSettings::current() const
{
    const std::scoped_lock lock(m_mutex);
    return m_loaded.settings;
}

std::vector<WorkspaceSettings::Shown> WorkspaceSettings::list() const
{
    const std::scoped_lock lock(m_mutex);
    std::vector<Shown> all;
    for (const config::SettingKey &key : config::settingKeys()) {
        Shown shown{.key = std::string(key.name),
            .value = std::string(key.defaultText),
            .defaultValue = std::string(key.defaultText),
            .help = std::string(key.help),
            .source = "default",
            .choices = {key.choices.begin(), key.choices.end()},
            .needsRestart = key.takes == config::Takes::NextStart};
        const auto origin = m_loaded.origins.find(shown.key);
        if (origin != m_loaded.origins.end()) {
            shown.value = origin->second.value;
            shown.source = origin->second.source;
            shown.isFixed = origin->second.isFixed;
        }
        all.push_back(std::move(shown));
    }
    for (const auto &[command, keys] : m_loaded.settings.keys)
        all.push_back(
            {.key = std::string(config::kKeyBindings) + command, .value = keys, .source = m_file});
    return all;
}

std::string WorkspaceSettings::text() const
{
    const std::scoped_lock lock(m_mutex);
    return config::settingsText(m_written);
}

void WorkspaceSettings::set(std::string key, std::optional<std::string> value, StatusDone done)
{
    m_pool.post([this, key = std::move(key), value = std::move(value), done = std::move(done)] {
        const Status changed = change(key, value);
        if (changed)
            m_changed.notify();
        done(changed);
    });
}

void WorkspaceSettings::takeText(std::string text, TextDone done)
{
    m_pool.post([this, text = std::move(text), done = std::move(done)] {
        const auto problems = take(text);
        if (problems && problems->empty())
            m_changed.notify();
        done(problems);
    });
}

Status WorkspaceSettings::change(const std::string &key, const std::optional<std::string> &value)
{
    if (!config::findSettingKey(key) && !key.starts_with(config::kKeyBindings))
        return Error{ErrorCode::NotFound, "there is no setting " + key};
    config::SettingTexts values;
    {
        const std::scoped_lock lock(m_mutex);
        const auto origin = m_loaded.origins.find(key);
        if (origin != m_loaded.origins.end() && origin->second.isFixed)
            return Error{ErrorCode::Conflict, key + " is set by " + origin->second.source};
        values = m_written;
    }
    if (value)
        values[key] = *value;
    else
        values.erase(key);
    const auto problems = take(config::settingsText(values));
    if (!problems)
        return problems.error();
    if (problems->empty())
        return Done{};
    const config::LineProblem &first = problems->front();
    return Error{ErrorCode::InvalidArgument, first.key + ' ' + first.message};
}

Result<std::vector<config::LineProblem>> WorkspaceSettings::take(const std::string &text)
{
    config::ReadSettings read = config::readSettingsText(text);
    if (!read.problems.empty())
        return std::move(read.problems);
    if (const Status written = write(read.values); !written)
        return written.error();
    const std::scoped_lock lock(m_mutex);
    m_written = std::move(read.values);
    m_loaded = config::loadSettings(m_order.files, m_order.environment);
    if (m_order.files.empty()) // a workspace that nobody told where settings are
        m_loaded.settings = config::applied(std::move(m_loaded.settings), m_written);
    if (m_order.adjust)
        m_order.adjust(m_loaded.settings);
    return std::vector<config::LineProblem>{};
}

Status WorkspaceSettings::write(const config::SettingTexts &values)
{
    if (!m_readOnlyReason.empty())
        return Error{ErrorCode::ReadOnly, m_readOnlyReason};
    QSaveFile file(QString::fromStdString(m_file));
    const std::string text = config::settingsText(values);
    const auto size = static_cast<qint64>(text.size());
    if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), size) != size || !file.commit())
        return fileError(file);
    return Done{};
}

} // namespace binnacle::runtime
