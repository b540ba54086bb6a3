#include "ui/alerts/backtest_run.h"

#include "core/console/on_answer.h"
#include "ui/alerts/alert_text.h"
#include "ui/widgets/formatting.h"

#include <array>
#include <cmath>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTickMs = 100;

// Two digits say what is meant: 5.8 of 14.4 rather than 5.76.
double rounded(double value)
{
    if (value == 0 || !std::isfinite(value))
        return value;
    const double unit = std::pow(10, std::floor(std::log10(std::abs(value))) - 1);
    return std::round(value / unit) * unit;
}

} // namespace

QString outcomeKey(const AlertRule &rule)
{
    QStringList parts{QString::number(rule.id), toText(rule.condition), toText(rule.cluster.value),
        QString::number(static_cast<int>(rule.severity)), QString::number(rule.cooldown.count()),
        QString::number(static_cast<int>(rule.noData)), namesText(rule.groupBy)};
    for (const std::int64_t channel : rule.channels)
        parts += QString::number(channel);
    return parts.join(u'|');
}

std::vector<double> thresholdsAround(double threshold)
{
    constexpr std::array kFactors{0.4, 0.7, 1.0, 1.5, 2.0, 3.0};
    std::vector<double> result;
    for (const double factor : kFactors) {
        const double value = factor == 1.0 ? threshold : rounded(threshold * factor);
        if (result.empty() || result.back() != value)
            result.push_back(value);
    }
    return result;
}

BacktestRun::BacktestRun(console::AlertDesk &desk, QObject *parent)
    : QObject(parent)
    , m_desk(desk)
{
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &BacktestRun::changed);
}

BacktestRun::~BacktestRun()
{
    m_stop.request_stop();
}

double BacktestRun::progress() const
{
    return m_progress ? m_progress->load() : 0;
}

std::function<void(double)> BacktestRun::newProgress()
{
    m_progress = std::make_shared<std::atomic<double>>(0.0);
    return [progress = m_progress](double done) { progress->store(done); };
}

void BacktestRun::start(const console::BacktestQuestion &question)
{
    m_stop.request_stop();
    m_stop = {};
    m_question = question;
    m_wasCancelled = false;
    m_problem.reset();
    m_stage = Stage::History;
    m_tick.start();
    const int generation = ++m_generation;
    console::onAnswer(m_desk.backtest(question, m_stop.get_token(), newProgress()), this,
        [this, generation](const Result<std::shared_ptr<const Backtest>> &backtest) {
            if (generation == m_generation)
                took(backtest);
        });
    emit changed();
}

void BacktestRun::took(const Result<std::shared_ptr<const Backtest>> &backtest)
{
    if (!backtest) {
        if (backtest.error().code != ErrorCode::Cancelled)
            m_problem = backtest.error();
        return end();
    }
    m_backtest = *backtest;
    m_sweep.clear();
    if (m_backtest->threshold)
        askSweep(*m_backtest->threshold);
    else
        end();
    emit changed();
}

void BacktestRun::askSweep(double threshold)
{
    m_stage = Stage::Thresholds;
    const int generation = m_generation;
    console::onAnswer(
        m_desk.sweep(m_question, thresholdsAround(threshold), m_stop.get_token(), newProgress()),
        this,
        [this, generation](const Result<std::shared_ptr<const std::vector<SweepRow>>> &sweep) {
            if (generation != m_generation)
                return;
            if (sweep)
                m_sweep = **sweep;
            else if (sweep.error().code != ErrorCode::Cancelled)
                m_problem = sweep.error();
            end();
        });
}

void BacktestRun::end()
{
    m_stage = Stage::Idle;
    m_tick.stop();
    emit changed();
}

void BacktestRun::cancel()
{
    if (m_stage == Stage::Idle)
        return;
    m_stop.request_stop();
    ++m_generation;
    m_wasCancelled = true;
    end();
}

void BacktestRun::clear()
{
    m_stop.request_stop();
    ++m_generation;
    m_backtest.reset();
    m_sweep.clear();
    m_problem.reset();
    m_wasCancelled = false;
    end();
}

} // namespace binnacle::ui
