#pragma once

#include "ui/theme/palette.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <QWidget>

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
    // From now on the style sheet stands on `window` and not on the application. Qt styles whatever
    // is below a style sheet anew each time it gets another parent, so a view of many nested
    // widgets that is built outside the window is styled once instead of level by level.
    void dress(QWidget &window);
    // Nothing moves by itself: what would run or pulse stands still.
    bool reducesMotion() const { return m_reducesMotion; }
    void setReducesMotion(bool reduces);

signals:
    void changed(); // own painters repaint; caches are dropped

private:
    void apply();

    QApplication &m_application;
    QPointer<QWidget> m_window; // null: none was dressed
    ThemeName m_name = ThemeName::Dark;
    Palette m_palette;
    bool m_reducesMotion = false;
};

// REQUIRES: a Theme exists. Painters ask on every paint; they keep no colours.
Theme &theme();

} // namespace binnacle::ui
