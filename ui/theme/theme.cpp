#include "ui/theme/theme.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"

#include <QApplication>
#include <QFile>
#include <QPalette>
#include <QStyleFactory>
#include <QToolTip>

#include <array>
#include <utility>

// Resources inside a static library are dropped by the linker unless something names them.
static void initResources()
{
    Q_INIT_RESOURCE(binnacle_ui);
}

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

Theme *currentTheme = nullptr;

Palette paletteOf(ThemeName name)
{
    switch (name) {
    case ThemeName::Light:
        return lightPalette();
    case ThemeName::HighContrast:
        return highContrastPalette();
    case ThemeName::Dark:
        break;
    }
    return darkPalette();
}

QPalette qtPalette(const Palette &colors)
{
    QPalette result;
    const std::array<std::pair<QPalette::ColorRole, QColor>, 17> roles{{
        {QPalette::Window, colors.background},
        {QPalette::WindowText, colors.text},
        {QPalette::Base, colors.background},
        {QPalette::AlternateBase, colors.panel},
        {QPalette::Text, colors.text},
        {QPalette::Button, colors.raised},
        {QPalette::ButtonText, colors.text},
        {QPalette::BrightText, colors.onPrimary},
        {QPalette::Highlight, colors.selection},
        {QPalette::HighlightedText, colors.text},
        {QPalette::Link, colors.accent},
        {QPalette::LinkVisited, colors.accent},
        {QPalette::ToolTipBase, colors.raised},
        {QPalette::ToolTipText, colors.text},
        {QPalette::PlaceholderText, colors.muted},
        {QPalette::Mid, colors.line},
        {QPalette::Dark, colors.line},
    }};
    for (const auto &[role, color] : roles)
        result.setColor(role, color);
    for (const QPalette::ColorRole role :
        {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        result.setColor(QPalette::Disabled, role, colors.muted);
    return result;
}

// Longest names first, so that @warningText is not taken for @warning.
QString styleSheet(const Palette &colors)
{
    QFile file(u":/theme/binnacle.qss"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the style sheet is missing from the program's resources");
    QString text = QString::fromUtf8(file.readAll());
    QColor scroll = colors.muted;
    scroll.setAlphaF(0.45F);
    const bool isLight = colors.background.lightnessF() > 0.5F;
    const bool isTickLight = colors.onPrimary.lightnessF() > 0.5F;
    const std::array<std::pair<QString, QString>, 21> tokens{{
        {u"@criticalText"_s, colors.criticalText.name()},
        {u"@warningText"_s, colors.warningText.name()},
        {u"@background"_s, colors.background.name()},
        {u"@onPrimary"_s, colors.onPrimary.name()},
        {u"@selection"_s, colors.selection.name()},
        {u"@critical"_s, colors.critical.name()},
        {u"@warning"_s, colors.warning.name()},
        {u"@chevron"_s, isLight ? u":/icons/chevron-light.svg"_s : u":/icons/chevron-dark.svg"_s},
        {u"@primary"_s, colors.primary.name()},
        {u"@accent"_s, colors.accent.name()},
        {u"@okText"_s, colors.okText.name()},
        {u"@raised"_s, colors.raised.name()},
        {u"@scroll"_s, scroll.name(QColor::HexArgb)},
        {u"@muted"_s, colors.muted.name()},
        {u"@panel"_s, colors.panel.name()},
        {u"@info"_s, colors.info.name()},
        {u"@line"_s, colors.line.name()},
        {u"@text"_s, colors.text.name()},
        {u"@tick"_s, isTickLight ? u":/icons/tick-light.svg"_s : u":/icons/tick-dark.svg"_s},
        {u"@bar"_s, colors.bar.name()},
        {u"@ok"_s, colors.ok.name()},
    }};
    for (const auto &[token, value] : tokens)
        text.replace(token, value);
    return text;
}

} // namespace

QString themeKey(ThemeName name)
{
    switch (name) {
    case ThemeName::Light:
        return u"light"_s;
    case ThemeName::HighContrast:
        return u"high-contrast"_s;
    case ThemeName::Dark:
        break;
    }
    return u"dark"_s;
}

ThemeName themeFromKey(const QString &key)
{
    for (const ThemeName name : {ThemeName::Light, ThemeName::HighContrast}) {
        if (themeKey(name) == key)
            return name;
    }
    return ThemeName::Dark;
}

Theme::Theme(QApplication &application)
    : m_application(application)
    , m_palette(darkPalette())
{
    Q_ASSERT(currentTheme == nullptr);
    initResources();
    currentTheme = this;
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    QApplication::setFont(textFont());
    QToolTip::setFont(textFont());
    QApplication::setWindowIcon(QIcon(u":/icons/app.svg"_s));
    apply();
}

Theme::~Theme()
{
    currentTheme = nullptr;
}

void Theme::setName(ThemeName name)
{
    if (m_name == name)
        return;
    m_name = name;
    m_palette = paletteOf(name);
    apply();
    emit changed();
}

void Theme::dress(QWidget &window)
{
    m_window = &window;
    m_application.setStyleSheet({});
    apply();
}

void Theme::setReducesMotion(bool reduces)
{
    if (std::exchange(m_reducesMotion, reduces) == reduces)
        return;
    // Menus, combo boxes and tooltips open without rolling or fading.
    for (const Qt::UIEffect effect : {Qt::UI_AnimateMenu, Qt::UI_AnimateCombo,
             Qt::UI_AnimateTooltip, Qt::UI_FadeMenu, Qt::UI_FadeTooltip})
        QApplication::setEffectEnabled(effect, !reduces);
    emit changed();
}

void Theme::apply()
{
    QApplication::setPalette(qtPalette(m_palette));
    if (m_window)
        m_window->setStyleSheet(styleSheet(m_palette));
    else
        m_application.setStyleSheet(styleSheet(m_palette));
}

Theme &theme()
{
    Q_ASSERT(currentTheme != nullptr);
    return *currentTheme;
}

} // namespace binnacle::ui
