#pragma once

#include "core/console/access_desk.h"
#include "core/console/settings_desk.h"
#include "ui/settings/settings_page.h"

class QButtonGroup;
class QCheckBox;

namespace binnacle::ui {

class Theme;
class TimeSelection;

// Colours, zone of the times and language. The first two are of this window and need no right.
class AppearancePage final : public SettingsPage
{
    Q_OBJECT

public:
    struct Parts
    {
        console::SettingsDesk &settings;
        console::AccessDesk &access;
        Theme &theme;
        TimeSelection &time;
    };

    // All must outlive the page.
    explicit AppearancePage(const Parts &parts, QWidget *parent = nullptr);

private:
    QWidget *themeChoice();
    QWidget *zoneChoice();
    void showChoices();

    Parts m_parts;
    QButtonGroup *m_themes;
    QButtonGroup *m_zones;
    QCheckBox *m_motion = nullptr;
};

} // namespace binnacle::ui
