#pragma once

#include "ui/shell/main_window.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

namespace binnacle::ui {
class Theme;
}

namespace binnacle::app {

// Renders every view into DIR/<view>-<theme>-<width>x<height>.png, for the README's pictures, for
// tests and for whoever reviews a change. The window need not be visible.
class Portrait : public QObject
{
    Q_OBJECT

public:
    // Both must outlive the portrait.
    Portrait(ui::MainWindow &window, const ui::Theme &theme, const QString &directory);

    // Gives each view a moment to get its answers, then takes its picture.
    void start();

signals:
    void finished(int exitCode); // 1: a file could not be written

private:
    void openNext();
    void take();

    ui::MainWindow &m_window;
    const ui::Theme &m_theme;
    const QString m_directory;
    QStringList m_left;
    QTimer m_settled;
    bool m_failed = false;
};

} // namespace binnacle::app
