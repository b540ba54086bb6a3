#pragma once

#include "core/console/alert_desk.h"
#include "core/console/command_desk.h"
#include "ui/overview/alert_rows.h"
#include "ui/overview/budget_rows.h"
#include "ui/overview/flight_rows.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace binnacle::ui {

class Panel;

// What is wrong and what is being done about it, side by side: firing alerts, error budgets at
// risk, commands in flight. `a` or a click on Ack takes on an alert.
class IncidentRow final : public QWidget
{
    Q_OBJECT

public:
    // All must outlive the row.
    IncidentRow(console::AlertDesk &alerts, console::CommandDesk &commands,
        BudgetTableModel &budgets, QWidget *parent = nullptr);

    void setCluster(const ClusterId &cluster); // empty: all
    void setInstant(Timestamp at);             // unknown: now

signals:
    void alertActivated(qint64 alert);
    void subjectActivated(const binnacle::SloSubject &subject);
    void commandActivated(const QString &command);
    void failed(const binnacle::Error &error);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    Panel *buildAlerts();
    Panel *buildBudgets();
    Panel *buildCommands();
    void show();
    void showAlerts();
    void askPastAlerts();
    void setAlerts(const std::vector<Alert> &alerts, Timestamp asOf);
    void showFlights();
    void askPastFlights();
    void setFlights(std::vector<FlightRow> rows, qint64 inFlight);
    void acknowledge(int row);

    console::AlertDesk &m_alertDesk;
    console::CommandDesk &m_commandDesk;
    BudgetTableModel &m_budgetRows;
    AlertTableModel m_alertRows;
    FlightTableModel m_flightRows;
    ClusterId m_cluster;
    Timestamp m_at{};
    int m_alertGeneration = 0; // of questions about the past
    int m_flightGeneration = 0;
    Panel *m_alertsPanel = nullptr;
    Panel *m_commandsPanel = nullptr;
    QTableView *m_alerts = nullptr;
    QLabel *m_quiet = nullptr;
    QLabel *m_idle = nullptr;
    QTableView *m_flights = nullptr;
};

} // namespace binnacle::ui
