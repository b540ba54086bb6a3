#pragma once

#include "ui/theme/palette.h"

#include <QObject>
#include <QString>

class QApplication;

namespace binnacle::ui {

enum class ThemeName { Dark, Light, HighContrast };

// "dark", "light", "high-contrast": on the command line and in the remembered layout. Unknown words
// are Dark.
QString themeKey(ThemeName name);
ThemeName themeFromKey(const QString &key);

// The colours and fonts of the whole program, switchable while it runs. One object, owned by the
// application, reached through theme(); GUI thread.
class Theme : public QObject
{
    Q_OBJECT

public:
    explicit Theme(QApplication &application);
    ~Theme() override;

    ThemeName name() const { return m_name; }
    void setName(ThemeName name); // restyles every widget
    const Palette &palette() const { return m_palette; }
    // Nothing moves by itself: what would run or pulse stands still.
    bool reducesMotion() const { return m_reducesMotion; }
    void setReducesMotion(bool reduces);

signals:
    void changed(); // own painters repaint; caches are dropped

private:
    void apply();

    QApplication &m_application;
    ThemeName m_name = ThemeName::Dark;
    Palette m_palette;
    bool m_reducesMotion = false;
};

// REQUIRES: a Theme exists. Painters ask on every paint; they keep no colours.
Theme &theme();

} // namespace binnacle::ui
