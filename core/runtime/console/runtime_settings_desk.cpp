#include "core/runtime/console/runtime_settings_desk.h"

#include "core/codec/json_writer.h"
#include "core/runtime/console/answering.h"
#include "core/runtime/gateway_keeper.h"
#include "core/runtime/workspace_settings.h"
#include "core/store/storage_use.h"

#include <QPromise>
#include <QStorageInfo>

#include <algorithm>
#include <utility>

namespace binnacle::runtime {

namespace {

constexpr int kSecondMs = 1'000;

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

console::SettingView viewOf(const WorkspaceSettings::Shown &shown)
{
    console::SettingView view{.key = text(shown.key),
        .value = text(shown.value),
        .defaultValue = text(shown.defaultValue),
        .help = text(shown.help),
        .source = text(shown.source),
        .needsRestart = shown.needsRestart,
        .isFixed = shown.isFixed};
    for (const std::string &choice : shown.choices)
        view.choices += text(choice);
    return view;
}

std::string valueJson(const std::string &value)
{
    codec::JsonWriter json;
    json.beginObject().member("value", value).endObject();
    return json.take();
}

} // namespace

RuntimeSettingsDesk::RuntimeSettingsDesk(Runtime &runtime, DesktopUser &user, QObject *parent)
    : SettingsDesk(parent)
    , m_runtime(runtime)
    , m_user(user)
{
    m_second.setInterval(kSecondMs);
    connect(&m_second, &QTimer::timeout, this, &SettingsDesk::changed);
    m_second.start();
    m_listening = m_runtime.settings().changed().add(
        [this] { QMetaObject::invokeMethod(this, &SettingsDesk::changed, Qt::QueuedConnection); });
}

RuntimeSettingsDesk::~RuntimeSettingsDesk()
{
    m_runtime.settings().drain(); // what is being written answers into this program
}

std::vector<console::SettingView> RuntimeSettingsDesk::settings() const
{
    std::vector<console::SettingView> views;
    for (const WorkspaceSettings::Shown &shown : m_runtime.settings().list())
        views.push_back(viewOf(shown));
    return views;
}

QFuture<Status> RuntimeSettingsDesk::set(const QString &key, const QString &value)
{
    return change(key, value.toStdString());
}

QFuture<Status> RuntimeSettingsDesk::reset(const QString &key)
{
    return change(key, std::nullopt);
}

QFuture<Status> RuntimeSettingsDesk::change(const QString &key, std::optional<std::string> value)
{
    const std::string name = key.toStdString();
    const auto all = m_runtime.settings().list();
    const auto known = std::ranges::find(all, name, &WorkspaceSettings::Shown::key);
    return m_user.perform(
        {.resource = "setting " + name,
            .before = known == all.end() ? std::string() : valueJson(known->value),
            .after = value ? valueJson(*value) : std::string()},
        [&](DesktopUser::Done done) {
            m_runtime.settings().set(name, std::move(value), std::move(done));
        });
}

QString RuntimeSettingsDesk::exportText() const
{
    return text(m_runtime.settings().text());
}

console::Answer<std::vector<console::SettingsProblem>> RuntimeSettingsDesk::importText(
    const QString &settingsText)
{
    using Problems = std::vector<console::SettingsProblem>;
    using Given = Result<std::shared_ptr<const Problems>>;
    const auto promise = std::make_shared<QPromise<Given>>();
    promise->start();
    const auto give = [promise](Given given) {
        promise->addResult(std::move(given));
        promise->finish();
    };
    const Deed deed{.resource = "settings file"};
    if (const Status granted = m_user.allowed(deed); !granted) {
        give(granted.error());
        return promise->future();
    }
    m_user.perform(deed, [&](DesktopUser::Done done) {
        m_runtime.settings().takeText(settingsText.toStdString(),
            [give, done = std::move(done)](const Result<std::vector<config::LineProblem>> &taken) {
                if (!taken) {
                    done(taken.error());
                    return give(taken.error());
                }
                Problems problems;
                for (const config::LineProblem &one : *taken)
                    problems.push_back(
                        {.line = one.line, .key = text(one.key), .message = text(one.message)});
                done(problems.empty() ? Status(binnacle::Done{})
                                      : Status(Error{ErrorCode::InvalidArgument,
                                          "the file has mistakes; nothing was taken"}));
                give(std::make_shared<const Problems>(std::move(problems)));
            });
    });
    return promise->future();
}

console::Answer<console::StorageUse> RuntimeSettingsDesk::storageUse()
{
    return answer<console::StorageUse>(m_runtime.workspace().readers(),
        [file = m_runtime.workspace().file(), &workspace = m_runtime.workspace(),
            now = m_runtime.clock().now()](
            store::Connection &connection) -> Result<console::StorageUse> {
            const auto parts = store::readStorageUse(connection, now);
            const auto stats = workspace.stats();
            if (!parts || !stats)
                return !parts ? parts.error() : stats.error();
            console::StorageUse use{.fileBytes = stats->fileBytes,
                .freeBytes = QStorageInfo(text(file)).bytesAvailable()};
            for (const store::StoragePart &part : *parts)
                use.parts.push_back({.name = text(part.name),
                    .bytes = part.bytes,
                    .rows = part.rows,
                    .oldest = part.oldest,
                    .bytesPerDay = part.bytesPerDay});
            return use;
        });
}

console::GatewayState RuntimeSettingsDesk::gateway() const
{
    const GatewayKeeper::State state = m_runtime.gateway().state();
    return {.isEnabled = state.isEnabled,
        .address = text(state.address),
        .problem = text(state.problem),
        .connections = state.stats.connections,
        .requests = state.stats.requests};
}

} // namespace binnacle::runtime
