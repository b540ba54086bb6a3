#include "ui/settings/appearance_page.h"

#include "ui/settings/settings_form.h"
#include "ui/theme/theme.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/time_selection.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QLabel>
#include <QRadioButton>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QWidget *column(const QList<QAbstractButton *> &buttons, const QString &note)
{
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(12, 8, 12, 10);
    layout->setSpacing(6);
    for (QAbstractButton *button : buttons)
        layout->addWidget(button);
    auto *label = new QLabel(note);
    label->setWordWrap(true);
    label->setProperty("tone", u"muted"_s);
    layout->addWidget(label);
    return content;
}

} // namespace

AppearancePage::AppearancePage(const Parts &parts, QWidget *parent)
    : SettingsPage(tr("Appearance and language"), tr("How this window looks"), parent)
    , m_parts(parts)
    , m_themes(new QButtonGroup(this))
    , m_zones(new QButtonGroup(this))
{
    auto *colors = new Panel(tr("Theme"));
    colors->setContent(themeChoice());
    auto *times = new Panel(tr("Times"));
    times->setContent(zoneChoice());
    auto *language = new Panel(tr("Language"));
    auto *form = new SettingsForm(parts.settings, parts.access, {u"ui."_s});
    form->setProperty("frame", u"bar"_s);
    language->setContent(form);
    for (Panel *panel : {colors, times, language})
        body().addWidget(panel);
    body().addStretch(1);
    connect(m_themes, &QButtonGroup::idClicked, this,
        [this](int id) { m_parts.theme.setName(static_cast<ThemeName>(id)); });
    connect(m_zones, &QButtonGroup::idClicked, this,
        [this](int id) { m_parts.time.setZone(static_cast<TimeSelection::Zone>(id)); });
    connect(&m_parts.theme, &Theme::changed, this, &AppearancePage::showChoices);
    connect(&m_parts.time, &TimeSelection::changed, this, &AppearancePage::showChoices);
    showChoices();
}

QWidget *AppearancePage::themeChoice()
{
    QList<QAbstractButton *> buttons;
    const auto add = [&](ThemeName name, const QString &text) {
        auto *button = new QRadioButton(text);
        button->setObjectName(u"theme:"_s + themeKey(name));
        m_themes->addButton(button, static_cast<int>(name));
        buttons += button;
    };
    add(ThemeName::Dark, tr("Dark"));
    add(ThemeName::Light, tr("Light"));
    add(ThemeName::HighContrast, tr("High contrast"));
    m_motion = new QCheckBox(tr("Reduce motion: nothing moves or fades by itself"));
    m_motion->setObjectName(u"reduceMotion"_s);
    connect(m_motion, &QCheckBox::toggled, &m_parts.theme, &Theme::setReducesMotion);
    buttons += m_motion;
    return column(buttons,
        tr("Changes at once and is remembered. Status is always shape and word besides colour."));
}

QWidget *AppearancePage::zoneChoice()
{
    QList<QAbstractButton *> buttons;
    const auto add = [&](TimeSelection::Zone zone, const QString &text) {
        auto *button = new QRadioButton(text);
        m_zones->addButton(button, static_cast<int>(zone));
        buttons += button;
    };
    add(TimeSelection::Zone::Local, tr("Local time of this machine"));
    add(TimeSelection::Zone::Utc, tr("UTC"));
    return column(buttons, tr("For everything that is shown. Exports are always in UTC."));
}

void AppearancePage::showChoices()
{
    m_themes->button(static_cast<int>(m_parts.theme.name()))->setChecked(true);
    m_zones->button(static_cast<int>(m_parts.time.zone()))->setChecked(true);
    m_motion->setChecked(m_parts.theme.reducesMotion());
}

} // namespace binnacle::ui
