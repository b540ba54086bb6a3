#include "app/binnacle/duty_bell.h"

#include "ui/shell/main_window.h"
#include "ui/theme/icons.h"

#include <chrono>
#include <utility>

namespace binnacle::app {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::milliseconds kShown{15'000};
constexpr std::chrono::milliseconds kGathered{1'000};

} // namespace

DutyBell::DutyBell(
    ui::MainWindow &window, console::AlertDesk &alerts, console::CommandDesk &commands)
    : m_window(window)
    , m_alerts(alerts)
    , m_commands(commands)
    , m_tray(ui::icon(u"app"_s))
{
    m_tray.setToolTip(tr("Binnacle"));
    connect(&m_alerts, &console::AlertDesk::changed, this, &DutyBell::showCounts);
    connect(&m_commands, &console::CommandDesk::changed, this, &DutyBell::showCounts);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kGathered);
    connect(&m_soon, &QTimer::timeout, this, &DutyBell::ring);
    connect(&m_alerts, &console::AlertDesk::paged, this, [this](const Alert &alert) {
        if (!m_tray.isVisible() || !QSystemTrayIcon::supportsMessages())
            return;
        m_waiting.push_back(alert);
        if (!m_soon.isActive())
            m_soon.start();
    });
    connect(&m_tray, &QSystemTrayIcon::messageClicked, this, &DutyBell::openLast);
    connect(&m_tray, &QSystemTrayIcon::activated, this, [this] { m_window.activateWindow(); });
    if (QSystemTrayIcon::isSystemTrayAvailable())
        m_tray.show();
    showCounts();
}

void DutyBell::showCounts()
{
    const auto alerts = m_alerts.board();
    const int firing = alerts->firing();
    bool isUrgent = false;
    for (const Alert &alert : alerts->alerts)
        isUrgent |= alert.phase == AlertPhase::Firing && alert.hush == AlertHush::None
            && alert.severity == AlertSeverity::Critical && !isKnown(alert.ackedAt);
    m_window.setCount(u"alerts"_s, firing, isUrgent, tr("%n alert(s) fire", nullptr, firing));
    const auto commands = m_commands.board();
    const auto waiting = static_cast<int>(commands->proposals.size());
    const int busy = commands->inFlight + waiting;
    m_window.setCount(u"commands"_s, busy, waiting > 0,
        tr("%n command(s) in flight or waiting for a yes", nullptr, busy));
}

void DutyBell::ring()
{
    const std::vector<Alert> told = std::exchange(m_waiting, {});
    if (told.empty())
        return;
    const Alert &alert = told.back();
    m_last = alert.id;
    if (told.size() > 1) {
        m_tray.showMessage(tr("Binnacle"),
            tr("%n alert(s) fired or are over", nullptr, static_cast<int>(told.size())),
            QSystemTrayIcon::Warning, kShown.count());
        return;
    }
    const QString about = QString::fromStdString(alert.subject.text());
    const QString name = QString::fromStdString(alert.ruleName);
    const bool isCritical = alert.severity == AlertSeverity::Critical && !alert.isOver();
    m_tray.showMessage(alert.isOver() ? tr("Over: %1").arg(name) : name,
        alert.valueText.empty() ? about
                                : tr("%1 · %2").arg(about, QString::fromStdString(alert.valueText)),
        isCritical ? QSystemTrayIcon::Critical : QSystemTrayIcon::Information, kShown.count());
}

void DutyBell::openLast()
{
    m_window.activateWindow();
    m_window.showAlert(m_last);
}

} // namespace binnacle::app
