#include "ui/alerts/backtest_chart.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/time_axis.h"
#include "ui/widgets/trend_chart.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kStripHeight = 18;
constexpr double kPlotLeft = 46; // as TrendChart has it
constexpr double kPlotRight = 10;
constexpr double kHeadroom = 1.15;

TrendSeries curveOf(const Backtest &backtest, const QString &name)
{
    TrendSeries curve{.role = TrendSeries::Role::Main,
        .name = name,
        .start = backtest.range.from,
        .step = backtest.step,
        .isFilled = true};
    for (const BacktestPoint &point : backtest.curve) {
        const auto step = static_cast<std::size_t>((point.at - curve.start) / curve.step);
        curve.values.resize(std::max(curve.values.size(), step + 1)); // steps without a point: gaps
        curve.values[step] = point.value;
    }
    return curve;
}

TrendSeries thresholdOf(const Backtest &backtest)
{
    return {.role = TrendSeries::Role::Forecast,
        .values = {backtest.threshold, backtest.threshold},
        .start = backtest.range.from - backtest.range.length() / 2,
        .step = backtest.range.length()};
}

double highestOf(const Backtest &backtest)
{
    double highest = backtest.threshold.value_or(0);
    for (const BacktestPoint &point : backtest.curve) {
        if (point.value && std::isfinite(*point.value))
            highest = std::max(highest, *point.value);
    }
    return highest;
}

} // namespace

BacktestChart::BacktestChart(const TimeSelection &time, QWidget *parent)
    : QWidget(parent)
    , m_chart(new TrendChart(time))
    , m_strip(new FiringStrip)
    , m_threshold(new QLabel(m_chart))
{
    m_chart->setObjectName(u"backtestCurve"_s);
    m_chart->setAccessibleName(tr("What the rule would have seen"));
    m_chart->setNote({}, StatusKind::Critical); // gives the threshold its colour
    m_threshold->setProperty("tone", u"critical"_s);
    m_threshold->setFont(smallFont());
    m_threshold->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_threshold->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_chart, 1);
    layout->addWidget(m_strip);
}

void BacktestChart::showBacktest(
    std::shared_ptr<const Backtest> backtest, const ValueText &valueText)
{
    m_backtest = std::move(backtest);
    m_strip->showBacktest(m_backtest);
    if (!m_backtest) {
        m_chart->setSeries({});
        m_threshold->hide();
        return;
    }
    m_chart->setRange(m_backtest->range);
    m_chart->setValueText(valueText);
    std::vector<TrendSeries> series{curveOf(*m_backtest, tr("value"))};
    if (m_backtest->threshold)
        series.push_back(thresholdOf(*m_backtest));
    m_chart->setSeries(std::move(series));
    const double highest = highestOf(*m_backtest);
    m_chart->setLimits(std::nullopt, highest > 0 ? highest * kHeadroom : 1);
    std::vector<TrendSpan> incidents;
    for (const auto *spans : {&m_backtest->caught, &m_backtest->missed}) {
        for (const IncidentSpan &incident : *spans)
            incidents.push_back({incident.range, StatusKind::Warning});
    }
    m_chart->setSpans(std::move(incidents));
    m_threshold->setVisible(m_backtest->threshold.has_value());
    if (m_backtest->threshold)
        m_threshold->setText(valueText(*m_backtest->threshold));
    placeThreshold();
}

void BacktestChart::markFiring(int firing)
{
    m_strip->mark(firing);
}

void BacktestChart::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeThreshold();
}

void BacktestChart::placeThreshold()
{
    if (!m_backtest || !m_backtest->threshold)
        return;
    layout()->activate(); // the chart has its size now
    m_threshold->adjustSize();
    m_threshold->move(static_cast<int>(kPlotLeft) + 4,
        static_cast<int>(m_chart->yOf(*m_backtest->threshold)) - m_threshold->height());
}

FiringStrip::FiringStrip(QWidget *parent)
    : QWidget(parent)
{
    setFixedHeight(kStripHeight);
    setAccessibleName(tr("When the rule would have fired"));
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void FiringStrip::showBacktest(std::shared_ptr<const Backtest> backtest)
{
    m_backtest = std::move(backtest);
    m_marked = -1;
    update();
}

void FiringStrip::mark(int firing)
{
    m_marked = firing;
    update();
}

void FiringStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Palette &colors = theme().palette();
    painter.fillRect(rect(), colors.panel);
    if (!m_backtest)
        return;
    const QRectF box = QRectF(rect()).adjusted(kPlotLeft, 2, -kPlotRight, -4);
    const TimeRange &range = m_backtest->range;
    if (m_backtest->dataSince > range.from) {
        const double until = std::min(xOfTime(m_backtest->dataSince, range, box), box.right());
        paintNoData(painter, {box.left(), box.top(), until - box.left(), box.height()});
    }
    int number = 0;
    for (const BacktestFiring &firing : m_backtest->firings) {
        const Timestamp end = isKnown(firing.resolvedAt) ? firing.resolvedAt : range.to;
        const double left = std::max(xOfTime(firing.firedAt, range, box), box.left());
        const double right = std::min(xOfTime(end, range, box), box.right());
        const QRectF bar{left, box.top(), std::max(right - left, 3.0), box.height()};
        QColor color = firing.hush == AlertHush::None ? colors.critical : colors.muted;
        color.setAlphaF(0.65F);
        painter.fillRect(bar, color);
        if (number++ == m_marked) {
            painter.setPen(colors.text);
            painter.drawRect(bar.adjusted(-1, 0, 1, -1));
        }
    }
}

} // namespace binnacle::ui
