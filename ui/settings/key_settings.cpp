#include "ui/settings/key_settings.h"

#include "ui/widgets/key_map.h"

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

void take(KeyMap &map, const console::SettingsDesk &settings)
{
    const QString prefix = keySetting({});
    QHash<QString, QString> keys;
    for (const console::SettingView &setting : settings.settings()) {
        if (setting.key.startsWith(prefix))
            keys.insert(setting.key.mid(prefix.size()), setting.value);
    }
    map.setOwnKeys(keys);
}

} // namespace

QString keySetting(const QString &command)
{
    return u"ui.keys."_s + command;
}

void followKeySettings(KeyMap &map, const console::SettingsDesk &settings)
{
    take(map, settings);
    QObject::connect(&settings, &console::SettingsDesk::changed, &map,
        [&map, &settings] { take(map, settings); });
}

} // namespace binnacle::ui
