#pragma once

#include "ui/alerts/backtest_models.h"
#include "ui/alerts/backtest_run.h"
#include "ui/alerts/incident_book.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QButtonGroup;
class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;

namespace binnacle::ui {

class AlertState;
class BacktestChart;
class IncidentLine;
class Panel;

// The rule as it is edited over the history that is kept: when it would have fired, whom it would
// have told, and what other thresholds would have done. Runs by itself a moment after the last
// keystroke that changes the outcome.
class BacktestPanel final : public QWidget
{
    Q_OBJECT

public:
    // All must outlive the panel.
    BacktestPanel(AlertState &state, console::UiMemory &memory, QWidget *parent = nullptr);

    // Nothing: no rule, or one that is not valid as it stands; what was found stays.
    void setRule(const std::optional<AlertRule> &rule);
    void clear();
    void setActive(bool active); // nothing runs while nobody looks
    void runNow();

    QString headline() const;
    const BacktestRun &run() const { return m_run; }

private:
    void build();
    QWidget *buildRanges();
    QWidget *buildProgress();
    QWidget *buildFirings();
    QWidget *buildSweep();
    void showRun();
    void showProgress();
    void showFound();
    void showFirings(const Backtest &backtest, const ValueText &valueText);
    void showSweep(const ValueText &valueText);
    void showIncidentLine();
    void labelIncident(const QString &name);
    int markedFiring() const; // -1: none

    AlertState &m_state;
    IncidentBook m_incidents;
    BacktestRun m_run;
    std::optional<AlertRule> m_rule;
    QString m_asked; // what decides the outcome, of the last run
    int m_days = 30;
    bool m_isActive = false;
    QTimer m_soon;
    BacktestFiringModel m_firings;
    RuleSweepModel m_sweep;
    std::shared_ptr<const Backtest> m_shown;
    Panel *m_panel;
    QLabel *m_headline;
    QLabel *m_note;
    QWidget *m_progressRow = nullptr;
    QLabel *m_progressText;
    QProgressBar *m_progress;
    QPushButton *m_again;
    BacktestChart *m_chart;
    QTableView *m_firingTable;
    IncidentLine *m_incident;
    QTableView *m_sweepTable;
};

} // namespace binnacle::ui
