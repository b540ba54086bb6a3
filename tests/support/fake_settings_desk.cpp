#include "tests/support/fake_settings_desk.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace binnacle::fake {

using namespace Qt::Literals::StringLiterals;

namespace {

using console::SettingsProblem;
using console::SettingView;

constexpr qint64 kMegabyte = 1'048'576;

Status check(const QString &key, const QString &value)
{
    if (key == u"retention.events_days") {
        bool isNumber = false;
        const int days = value.toInt(&isNumber);
        if (!isNumber || days < 1 || days > 3650)
            return Error{ErrorCode::InvalidArgument,
                "retention.events_days must be from 1 to 3650, not " + value.toStdString()};
    }
    if (key == u"gateway.listen" && !value.contains(u':'))
        return Error{ErrorCode::InvalidArgument, "gateway.listen must be address:port"};
    return Done{};
}

console::StorageUse makeUse()
{
    const auto ago = [](int hours) {
        return std::chrono::time_point_cast<std::chrono::milliseconds>(
                   std::chrono::system_clock::now())
            - std::chrono::hours(hours);
    };
    return {.parts = {{u"events"_s, 712 * kMegabyte, 1'204'881, ago(29 * 24), 64.8e6},
                {u"traffic_raw"_s, 204 * kMegabyte, 3'110'400, ago(48), 101.0e6},
                {u"traffic_hourly"_s, 88 * kMegabyte, 402'300, ago(61 * 24), 1.5e6},
                {u"snapshots"_s, 131 * kMegabyte, 2'310, ago(30 * 24), 9.8e6},
                {u"audit"_s, 6 * kMegabyte, 12'408, ago(112 * 24), 0.06e6},
                {u"other"_s, 2 * kMegabyte, 3'204, {}, 0}},
        .fileBytes = 1'143 * kMegabyte,
        .freeBytes = 217'000 * kMegabyte};
}

SettingView completed(SettingView setting)
{
    if (setting.source.isEmpty())
        setting.source = u"default"_s;
    if (setting.value.isEmpty())
        setting.value = setting.defaultValue;
    return setting;
}

} // namespace

SettingsDesk::SettingsDesk()
    : state{.isEnabled = true,
        .address = u"127.0.0.1:8080"_s,
        .problem = {},
        .connections = 3,
        .requests = 12'904}
    , use(makeUse())
{
    const QStringList flag{u"true"_s, u"false"_s};
    const auto add
        = [this](SettingView setting) { values.push_back(completed(std::move(setting))); };
    add({.key = u"agents.listen"_s,
        .defaultValue = u"127.0.0.1:8081"_s,
        .help = u"Where agents report. Off loopback this needs TLS and tokens."_s,
        .needsRestart = true});
    add({.key = u"agents.offline_after"_s,
        .value = u"60s"_s,
        .defaultValue = u"45s"_s,
        .help = u"A cluster is offline when nothing was heard for this long."_s,
        .source = u"BINNACLE_AGENTS_OFFLINE_AFTER"_s,
        .needsRestart = true,
        .isFixed = true});
    add({.key = u"agents.require_token"_s,
        .defaultValue = u"false"_s,
        .help = u"Refuse clusters that have no token in [agents.tokens]."_s,
        .choices = flag,
        .needsRestart = true});
    add({.key = u"agents.tls_certificate"_s,
        .help = u"PEM file; with the key it switches TLS on."_s,
        .needsRestart = true});
    add({.key = u"gateway.enabled"_s,
        .value = u"true"_s,
        .defaultValue = u"false"_s,
        .help = u"Open the REST and WebSocket gateway. `binnaclectl serve` opens it unless told "
                "otherwise."_s,
        .source = u"binnacle.ini:8"_s,
        .choices = flag});
    add({.key = u"gateway.listen"_s,
        .defaultValue = u"127.0.0.1:8080"_s,
        .help = u"Where people and programs connect. Off loopback this needs TLS."_s});
    add({.key = u"gateway.tls_certificate"_s,
        .help = u"PEM file; with the key it switches TLS on."_s});
    add({.key = u"gateway.requests_per_second"_s,
        .defaultValue = u"50"_s,
        .help = u"What one token may ask, lasting."_s});
    add({.key = u"retention.events_days"_s,
        .value = u"30"_s,
        .defaultValue = u"30"_s,
        .help = u"Days for which events are kept."_s,
        .source = u"binnacle.ini:12"_s});
    add({.key = u"retention.events_per_cluster"_s,
        .defaultValue = u"1000000"_s,
        .help = u"Most events kept for one cluster; Normal ones go before Warnings."_s});
    add({.key = u"slo.raw_retention"_s,
        .defaultValue = u"48h"_s,
        .help = u"Traffic as it was told, usually every 10 s, is kept this long."_s,
        .needsRestart = true});
    add({.key = u"slo.hourly_retention"_s,
        .defaultValue = u"90d"_s,
        .help = u"Traffic by the hour is kept this long."_s,
        .needsRestart = true});
    add({.key = u"ui.language"_s,
        .help = u"en, zh_CN, or empty to follow the system."_s,
        .choices = {u""_s, u"en"_s, u"zh_CN"_s},
        .needsRestart = true});
}

SettingView *SettingsDesk::find(const QString &key)
{
    const auto found = std::ranges::find(values, key, &SettingView::key);
    return found == values.end() ? nullptr : &*found;
}

QString SettingsDesk::value(const QString &key) const
{
    const auto found = std::ranges::find(values, key, &SettingView::key);
    return found == values.end() ? QString() : found->value;
}

QFuture<Status> SettingsDesk::set(const QString &key, const QString &value)
{
    if (error)
        return QtFuture::makeReadyFuture(Status(*error));
    if (Status valid = check(key, value); !valid)
        return QtFuture::makeReadyFuture(valid);
    SettingView *setting = find(key);
    if (!setting) // keys of one's own come and go
        setting = &values.emplace_back(SettingView{.key = key});
    setting->value = value;
    setting->source = u"binnacle.ini:20"_s;
    emit changed();
    return QtFuture::makeReadyFuture(Status(Done{}));
}

QFuture<Status> SettingsDesk::reset(const QString &key)
{
    if (key.startsWith(u"ui.keys."_s)) {
        std::erase_if(values, [&](const SettingView &one) { return one.key == key; });
    } else {
        SettingView *setting = find(key);
        setting->value = setting->defaultValue;
        setting->source = u"default"_s;
    }
    emit changed();
    return QtFuture::makeReadyFuture(Status(Done{}));
}

QString SettingsDesk::exportText() const
{
    QString text;
    for (const SettingView &setting : values)
        text += u"# %1\n%2 = %3\n\n"_s.arg(setting.help, setting.key, setting.value);
    return text;
}

console::Answer<std::vector<SettingsProblem>> SettingsDesk::importText(const QString &text)
{
    using Given = Result<std::shared_ptr<const std::vector<SettingsProblem>>>;
    if (error)
        return QtFuture::makeReadyFuture(Given(*error));
    std::vector<SettingsProblem> problems;
    const QStringList lines = text.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (lines.at(i).contains(u"bad"_s))
            problems.push_back({.line = static_cast<int>(i) + 1,
                .key = lines.at(i).section(u' ', 0, 0),
                .message = u"must not be bad"_s});
    }
    if (problems.empty())
        imported += text;
    return QtFuture::makeReadyFuture(
        Given(std::make_shared<const std::vector<SettingsProblem>>(std::move(problems))));
}

console::Answer<console::StorageUse> SettingsDesk::storageUse()
{
    using Given = Result<std::shared_ptr<const console::StorageUse>>;
    ++measured;
    if (error)
        return QtFuture::makeReadyFuture(Given(*error));
    return QtFuture::makeReadyFuture(Given(std::make_shared<const console::StorageUse>(use)));
}

} // namespace binnacle::fake
