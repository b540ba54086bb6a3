#include "ui/settings/settings_form.h"

#include "ui/settings/access_text.h"
#include "ui/settings/setting_editor.h"

#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

SettingsForm::SettingsForm(console::SettingsDesk &settings, console::AccessDesk &access,
    QStringList prefixes, QWidget *parent)
    : QFrame(parent)
    , m_settings(settings)
    , m_access(access)
    , m_prefixes(std::move(prefixes))
    , m_whyNot(new QLabel)
    , m_rows(new QVBoxLayout(this))
{
    setProperty("frame", u"panel"_s);
    m_whyNot->setTextFormat(Qt::PlainText);
    m_whyNot->setWordWrap(true);
    m_whyNot->setContentsMargins(12, 8, 12, 2);
    m_whyNot->setProperty("tone", u"warning"_s);
    m_rows->setContentsMargins(1, 1, 1, 1);
    m_rows->setSpacing(0);
    m_rows->addWidget(m_whyNot);
    connect(&m_settings, &console::SettingsDesk::changed, this, &SettingsForm::showSettings);
    connect(&m_access, &console::AccessDesk::changed, this, &SettingsForm::showPermission);
    showSettings();
}

bool SettingsForm::isWanted(const QString &key) const
{
    if (key.startsWith(u"ui.keys."_s))
        return false; // they have a page of their own
    return m_prefixes.isEmpty() || std::ranges::any_of(m_prefixes, [&](const QString &prefix) {
        return key.startsWith(prefix);
    });
}

void SettingsForm::showSettings()
{
    for (console::SettingView &setting : m_settings.settings()) {
        if (!isWanted(setting.key))
            continue;
        if (SettingEditor *known = editor(setting.key)) {
            known->showSetting(std::move(setting));
            continue;
        }
        auto *row = new SettingEditor(m_settings, std::move(setting));
        m_editors.push_back(row);
        m_rows->addWidget(row);
    }
    showPermission();
}

void SettingsForm::showPermission()
{
    const Permission permission = permissionTo(m_access, Capability::ManageSettings);
    m_whyNot->setText(permission.whyNot);
    m_whyNot->setVisible(!permission.isGiven);
    for (SettingEditor *one : m_editors)
        one->setEditable(permission.isGiven);
}

void SettingsForm::setFilter(const QString &text)
{
    for (SettingEditor *one : m_editors)
        one->setVisible(one->matches(text));
}

int SettingsForm::shownCount() const
{
    return static_cast<int>(std::ranges::count_if(
        m_editors, [](const SettingEditor *one) { return !one->isHidden(); }));
}

SettingEditor *SettingsForm::editor(const QString &key) const
{
    const auto found = std::ranges::find(
        m_editors, key, [](const SettingEditor *one) { return one->setting().key; });
    return found == m_editors.end() ? nullptr : *found;
}

} // namespace binnacle::ui
