#pragma once

#include "core/console/access_desk.h"
#include "core/console/settings_desk.h"

#include <QFrame>
#include <QStringList>

class QLabel;
class QVBoxLayout;

namespace binnacle::ui {

class SettingEditor;

// The settings whose keys begin with one of the prefixes, in the order of the file, each editable
// in place. Says why when nothing can be changed.
class SettingsForm final : public QFrame
{
    Q_OBJECT

public:
    // Both desks must outlive the form. No prefix: all settings.
    SettingsForm(console::SettingsDesk &settings, console::AccessDesk &access, QStringList prefixes,
        QWidget *parent = nullptr);

    void setFilter(const QString &text); // only what has it in key, title or help
    int shownCount() const;
    SettingEditor *editor(const QString &key) const; // null: not here

private:
    bool isWanted(const QString &key) const;
    void showSettings();
    void showPermission();

    console::SettingsDesk &m_settings;
    console::AccessDesk &m_access;
    const QStringList m_prefixes;
    std::vector<SettingEditor *> m_editors;
    QLabel *m_whyNot;
    QVBoxLayout *m_rows;
};

} // namespace binnacle::ui
