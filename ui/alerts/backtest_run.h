#pragma once

#include "core/console/alert_desk.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <memory>
#include <optional>
#include <stop_token>

namespace binnacle::ui {

// One rule over stored history, then the same history with other thresholds. A newer question stops
// the one before; what was found stays until the new answer is there. No widgets.
class BacktestRun final : public QObject
{
    Q_OBJECT

public:
    // `desk` must outlive the run.
    explicit BacktestRun(console::AlertDesk &desk, QObject *parent = nullptr);
    ~BacktestRun() override;

    enum class Stage { Idle, History, Thresholds };

    void start(const console::BacktestQuestion &question);
    void cancel();
    void clear(); // forgets what was found

    Stage stage() const { return m_stage; }
    double progress() const; // 0..1 of the stage
    bool wasCancelled() const { return m_wasCancelled; }
    const std::shared_ptr<const Backtest> &backtest() const { return m_backtest; } // null: none
    const std::vector<SweepRow> &sweep() const { return m_sweep; }
    const std::optional<Error> &problem() const { return m_problem; }

signals:
    void changed(); // also while it goes on, for the progress

private:
    // Shared with the answering thread, which may outlive this.
    using Progress = std::shared_ptr<std::atomic<double>>;
    std::function<void(double)> newProgress();
    void took(const Result<std::shared_ptr<const Backtest>> &backtest);
    void askSweep(double threshold);
    void end();

    console::AlertDesk &m_desk;
    console::BacktestQuestion m_question;
    Stage m_stage = Stage::Idle;
    bool m_wasCancelled = false;
    std::shared_ptr<const Backtest> m_backtest;
    std::vector<SweepRow> m_sweep;
    std::optional<Error> m_problem;
    std::stop_source m_stop;
    Progress m_progress;
    int m_generation = 0;
    QTimer m_tick;
};

// Everything of a rule that changes what a backtest finds, as one text to compare.
QString outcomeKey(const AlertRule &rule);

// Thresholds around the one that is set, it included: what a person would try.
std::vector<double> thresholdsAround(double threshold);

} // namespace binnacle::ui
