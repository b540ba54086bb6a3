#pragma once

#include "core/console/alert_desk.h"
#include "core/console/command_desk.h"

#include <QObject>
#include <QSystemTrayIcon>
#include <QTimer>

#include <vector>

namespace binnacle::ui {
class MainWindow;
}

namespace binnacle::app {

// Calls whoever sits at this desktop: counts beside the views in the rail, and a notification of
// the desktop for every page, where the desktop shows such.
class DutyBell : public QObject
{
    Q_OBJECT

public:
    // All must outlive the bell.
    DutyBell(ui::MainWindow &window, console::AlertDesk &alerts, console::CommandDesk &commands);

private:
    void showCounts();
    void ring(); // for all that came within a second
    void openLast();

    ui::MainWindow &m_window;
    console::AlertDesk &m_alerts;
    console::CommandDesk &m_commands;
    QSystemTrayIcon m_tray;
    std::vector<Alert> m_waiting;
    QTimer m_soon;
    std::int64_t m_last = 0; // alert that was told last
};

} // namespace binnacle::app
