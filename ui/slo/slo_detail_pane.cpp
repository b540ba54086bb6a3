#include "ui/slo/slo_detail_pane.h"

#include "ui/slo/latency_chart.h"
#include "ui/slo/share_list.h"
#include "ui/slo/slo_series.h"
#include "ui/widgets/column_fit.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/slo_text.h"
#include "ui/widgets/table_style.h"
#include "ui/widgets/trend_chart.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kGap = 10;
constexpr int kMostOfKind = 3; // calls, routes, codes, times

StatusKind statusOfClass(const QString &name)
{
    return name == u"5xx" ? StatusKind::Critical
        : name == u"4xx"  ? StatusKind::Warning
        : name == u"2xx"  ? StatusKind::Ok
                          : StatusKind::Neutral;
}

} // namespace

SloDetailPane::SloDetailPane(TimeSelection &time, QWidget *parent)
    : QWidget(parent)
    , m_time(time)
    , m_numbers(time)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(kGap);
    grid->addWidget(buildBudget(), 0, 0, 1, 3);
    grid->addWidget(buildBurns(), 0, 3, 1, 3);
    grid->addWidget(buildLatency(), 1, 0, 1, 2);
    grid->addWidget(buildBreakdown(), 1, 2, 1, 2);
    grid->addWidget(buildShares(), 1, 4, 1, 2);
    grid->addWidget(buildTrends(), 2, 0, 1, 6);
    for (int column = 0; column < 6; ++column)
        grid->setColumnStretch(column, 1);
    grid->setRowStretch(0, 4);
    grid->setRowStretch(1, 4);
    grid->setRowStretch(2, 3);
}

TrendChart *SloDetailPane::trendChart(const QString &name)
{
    auto *chart = new TrendChart(m_time);
    chart->setAccessibleName(name);
    connect(chart, &TrendChart::zoomRequested, &m_time, &TimeSelection::zoomTo);
    connect(chart, &TrendChart::previousZoomRequested, &m_time, &TimeSelection::zoomBack);
    return chart;
}

QWidget *SloDetailPane::buildBudget()
{
    m_budget = trendChart(tr("Error budget"));
    m_budget->setValueText([](double percent) { return budgetText(percent); });
    m_budgetPanel = new Panel(tr("Error budget"));
    m_budgetPanel->setContent(m_budget);
    return m_budgetPanel;
}

QWidget *SloDetailPane::buildBurns()
{
    m_burnTable = new QTableView;
    m_burnTable->setObjectName(u"burnTable"_s);
    m_burnTable->setAccessibleName(tr("Burn-rate conditions"));
    m_burnTable->setModel(&m_burns);
    styleTable(*m_burnTable);
    using Model = BurnTableModel;
    styleColumn(*m_burnTable, Model::SeverityColumn, CellKind::Status, 86);
    using namespace std::chrono_literals;
    const int window
        = cellWidth(CellKind::Number, {spanText(30min), spanText(6h), spanText(3 * 24h)});
    styleColumn(*m_burnTable, Model::LongColumn, CellKind::Number, window);
    styleColumn(*m_burnTable, Model::ShortColumn, CellKind::Number, window);
    styleColumn(*m_burnTable, Model::ThresholdColumn, CellKind::Number, 82);
    styleColumn(*m_burnTable, Model::LongNowColumn, CellKind::Number, 82);
    styleColumn(*m_burnTable, Model::ShortNowColumn, CellKind::Number, 84);
    styleColumn(*m_burnTable, Model::StateColumn, CellKind::Text, 100);
    fitColumns(*m_burnTable, {{.column = Model::StateColumn, .fills = true}});
    m_burnTable->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_burnTable->setMinimumHeight(5 * kRowHeight + 6);
    m_pages = new QLabel;
    m_pages->setTextFormat(Qt::PlainText);
    m_pages->setWordWrap(true);
    m_pages->setProperty("tone", u"muted"_s);
    m_pages->setContentsMargins(10, 2, 10, 6);
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_burnTable, 1);
    layout->addWidget(m_pages);
    auto *panel = new Panel(tr("Burn-rate alerts"));
    panel->setTrailing(tr("several windows, several burn rates"));
    panel->setContent(content);
    return panel;
}

QWidget *SloDetailPane::buildLatency()
{
    m_latency = new LatencyChart;
    m_latency->setAccessibleName(tr("Latency distribution"));
    m_latencyPanel = new Panel(tr("Latency distribution"));
    m_latencyPanel->setContent(m_latency);
    return m_latencyPanel;
}

QWidget *SloDetailPane::buildBreakdown()
{
    m_breakdown = new ShareList;
    m_breakdown->setAccessibleName(tr("Requests by status and method"));
    m_breakdownPanel = new Panel(tr("Requests by status and method"));
    m_breakdownPanel->setContent(m_breakdown);
    return m_breakdownPanel;
}

QWidget *SloDetailPane::buildShares()
{
    m_shares = new ShareList;
    m_shares->setAccessibleName(tr("Where the errors come from"));
    connect(m_shares, &ShareList::opened, this, &SloDetailPane::openShare);
    m_sharesPanel = new Panel(tr("Where the errors come from"));
    m_sharesPanel->setContent(m_shares);
    return m_sharesPanel;
}

QWidget *SloDetailPane::buildTrends()
{
    m_trends = new QWidget;
    auto *row = new QHBoxLayout(m_trends);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGap);
    const auto add = [&](TrendChart *&chart, Panel *&panel, const QString &title) {
        chart = trendChart(title);
        panel = new Panel(title);
        panel->setContent(chart);
        row->addWidget(panel, 1);
    };
    add(m_availability, m_availabilityPanel, tr("Availability"));
    m_availability->setValueText([](double percent) { return availabilityText(percent); });
    m_availability->setStatus(StatusKind::Ok);
    add(m_latencies, m_latenciesPanel, tr("p50 / p95 / p99"));
    m_latencies->setScale(TrendChart::Scale::Logarithmic);
    m_latencies->setValueText([](double ms) { return latencyText(ms); });
    m_latenciesPanel->setTrailing(tr("log scale"));
    add(m_rate, m_ratePanel, tr("Throughput"));
    m_rate->setValueText([](double rate) { return requestRateText(rate); });
    for (TrendChart *chart : {m_availability, m_latencies, m_rate}) {
        for (TrendChart *other : {m_availability, m_latencies, m_rate}) {
            if (other != chart)
                connect(chart, &TrendChart::crosshairMoved, other, &TrendChart::setCrosshair);
        }
    }
    m_table = new QTableView;
    m_table->setObjectName(u"sloTrendTable"_s);
    m_table->setAccessibleName(tr("Trends in numbers"));
    m_table->setModel(&m_numbers);
    styleTable(*m_table);
    for (int column = 0; column < TrendTableModel::ColumnCount; ++column)
        m_table->setItemDelegateForColumn(
            column, new CellDelegate(column == 0 ? CellKind::Time : CellKind::Number, m_table));
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->hide();
    row->addWidget(m_table, 3);
    return m_trends;
}

bool SloDetailPane::showsTables() const
{
    return !m_table->isHidden();
}

void SloDetailPane::setShowsTables(bool shows)
{
    m_table->setVisible(shows);
    for (Panel *panel : {m_availabilityPanel, m_latenciesPanel, m_ratePanel})
        panel->setVisible(!shows);
}

void SloDetailPane::setShowsPrevious(bool shows)
{
    m_showsPrevious = shows;
    showDetail(m_detail);
}

void SloDetailPane::showDetail(std::shared_ptr<const SloDetail> detail)
{
    m_detail = std::move(detail);
    setEnabled(m_detail != nullptr);
    if (!m_detail)
        return;
    showBudget();
    showBurns();
    showLatency();
    showBreakdown();
    showShares();
    showTrends();
}

std::vector<TrendSpan> SloDetailPane::withBurns(std::vector<TrendSpan> spans) const
{
    std::ranges::move(spansOf(*m_detail), std::back_inserter(spans));
    return spans;
}

void SloDetailPane::showBudget()
{
    const BudgetReport &budget = m_detail->budget;
    m_budgetPanel->setTitle(tr("Error budget — %1").arg(toText(m_detail->subject.text())));
    QString trailing = tr("target %1 · %2 per %3")
                           .arg(targetText(budget.target.availability),
                               spanText(budget.allowedDowntime), windowText(budget.target.window));
    const std::vector<TrendSpan> excluded = excludedSpans(budget, tr("maintenance, not counted"));
    Duration notCounted{0};
    for (const TrendSpan &span : excluded)
        notCounted += span.range.length();
    if (!excluded.empty())
        trailing
            += u" · "_s + tr("dotted: %1 of maintenance not counted").arg(spanText(notCounted));
    m_budgetPanel->setTrailing(trailing);
    double lowest = 0;
    for (const BudgetPoint &point : budget.points)
        lowest = std::min(lowest, point.remaining);
    std::vector<TrendSeries> lines = budgetSeries(budget, tr("left"));
    TimeRange range = budget.range;
    if (TrendSeries forecast = budgetForecast(budget, tr("forecast")); !forecast.values.empty()) {
        range.to += forecast.step * static_cast<std::int64_t>(forecast.values.size());
        lines.push_back(std::move(forecast));
    }
    m_budget->setSeries(std::move(lines));
    m_budget->setSpans(withBurns(excluded));
    m_budget->setRange(range);
    m_budget->setLimits(std::max(lowest, -100.0), 100);
    m_budget->setStatus(budgetStatus(budget.remaining));
    QString note;
    const Timestamp end = budget.range.to;
    if (budget.remaining && *budget.remaining <= 0)
        note = tr("used up");
    else if (isKnown(budget.exhaustedAt) && budget.exhaustedAt > end)
        note = tr("exhausted in %1 at this rate").arg(spanText(budget.exhaustedAt - end));
    m_budget->setNote(note, StatusKind::Critical);
}

void SloDetailPane::showBurns()
{
    std::vector<BurnTableRow> rows;
    for (const BurnCondition &condition : m_detail->burns)
        rows.push_back({condition, m_time.instant()});
    m_burns.setRows(std::move(rows));
    const auto pages = std::ranges::count(m_detail->pages, BurnSeverity::Page, &BurnSpan::severity);
    const auto tickets = static_cast<qint64>(m_detail->pages.size()) - pages;
    m_pages->setText(tr("Over the last %1 these rules would have paged %2 and opened %3.")
                         .arg(windowText(m_detail->budget.target.window),
                             tr("%n time(s)", nullptr, static_cast<int>(pages)),
                             tr("%n ticket(s)", nullptr, static_cast<int>(tickets))));
}

void SloDetailPane::showLatency()
{
    const Measured &whole = m_detail->whole;
    m_latency->setLatency(whole.traffic.latency, m_detail->row.target.p95Latency);
    m_latencyPanel->setTrailing(tr("%1 requests").arg(countText(whole.traffic.latencyCount)));
}

void SloDetailPane::showBreakdown()
{
    const Traffic &traffic = m_detail->whole.traffic;
    std::vector<ShareList::Line> lines;
    const auto add = [&](const QString &name, std::int64_t count, StatusKind status) {
        if (count > 0 && traffic.requests > 0)
            lines.push_back({.name = name,
                .detail = tr("%1 requests").arg(countText(count)),
                .share = static_cast<double>(count) / static_cast<double>(traffic.requests),
                .status = status});
    };
    for (int at = 0; at < Traffic::kStatusClasses; ++at) {
        const auto status = static_cast<Traffic::StatusClass>(at);
        const QString name = toText(statusClassName(status));
        add(name, traffic.byStatus[static_cast<std::size_t>(at)], statusOfClass(name));
    }
    std::map<std::string, std::int64_t> methods;
    for (const RequestIncrement &row : traffic.breakdown) {
        if (!row.method.empty())
            methods[row.method] += row.count;
    }
    for (const auto &[method, count] : methods)
        add(toText(method), count, StatusKind::Neutral);
    m_breakdown->setLines(std::move(lines));
    m_breakdownPanel->setTrailing(tr("%1 requests").arg(countText(traffic.requests)));
}

void SloDetailPane::showShares()
{
    std::vector<ShareList::Line> lines;
    // Edges first: they say where to go. The order within a kind is by size.
    std::map<BudgetShare::By, int> ofKind;
    std::vector<std::size_t> order(m_detail->shares.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [this](std::size_t i) { return m_detail->shares[i].by; });
    for (const std::size_t i : order) {
        const BudgetShare &share = m_detail->shares[i];
        if (++ofKind[share.by] > kMostOfKind)
            continue;
        QString name = toText(share.name);
        if (share.by == BudgetShare::By::Interval)
            name = tr("%1–%2").arg(
                m_time.timeText(share.interval.from), m_time.timeText(share.interval.to));
        const bool isOpen
            = share.by == BudgetShare::By::Edge || share.by == BudgetShare::By::Interval;
        lines.push_back({.name = name,
            .detail = tr("%1 errors").arg(countText(share.errors)),
            .share = share.share,
            .status = StatusKind::Critical,
            .target = isOpen ? static_cast<int>(i) : -1});
    }
    m_shares->setLines(std::move(lines));
    m_sharesPanel->setTrailing(tr("%1 errors").arg(countText(m_detail->whole.traffic.errors)));
}

void SloDetailPane::openShare(int target)
{
    if (!m_detail || target >= static_cast<int>(m_detail->shares.size()))
        return;
    const BudgetShare &share = m_detail->shares[static_cast<std::size_t>(target)];
    if (share.by == BudgetShare::By::Interval) {
        m_time.zoomTo(share.interval);
        return;
    }
    const std::string arrow = " → ";
    const std::size_t at = share.name.find(arrow);
    const std::string callee
        = at == std::string::npos ? share.name : share.name.substr(at + arrow.size());
    if (const std::size_t slash = callee.find('/'); slash != std::string::npos)
        emit serviceRequested({.ns = callee.substr(0, slash), .name = callee.substr(slash + 1)});
}

void SloDetailPane::showTrends()
{
    const std::vector<Measured> &now = m_detail->trend;
    const std::vector<Measured> before
        = m_showsPrevious ? m_detail->previousTrend : std::vector<Measured>();
    using Role = TrendSeries::Role;
    const auto with = [&](const QString &name, TrendValue value, bool isFilled) {
        TrendSeries main = seriesOf(now, Role::Main, name, value);
        main.isFilled = isFilled;
        std::vector<TrendSeries> series;
        if (!before.empty())
            series.push_back(shifted(seriesOf(before, Role::Previous, tr("before"), value), main));
        series.push_back(std::move(main));
        return series;
    };
    m_availability->setSeries(with(tr("availability"), &availabilityOf, true));
    double lowest = 100;
    for (const Measured &step : now)
        lowest = std::min(lowest, step.traffic.availability().value_or(100));
    m_availability->setLimits(std::max(0.0, lowest - (100 - lowest) * 0.15 - 0.02), 100);
    m_latencies->setSeries({seriesOf(now, Role::Third, u"p99"_s, &percentileOf<99>),
        seriesOf(now, Role::Second, u"p95"_s, &percentileOf<95>),
        seriesOf(now, Role::Main, u"p50"_s, &percentileOf<50>)});
    m_rate->setSeries(with(tr("rate"), &rateOf, true));
    const std::vector<TrendSpan> spans
        = withBurns(excludedSpans(now, tr("maintenance, not counted")));
    const TimeRange range = now.empty() ? m_detail->whole.range
                                        : TimeRange{now.front().range.from, now.back().range.to};
    for (TrendChart *chart : {m_availability, m_latencies, m_rate}) {
        chart->setRange(range);
        chart->setSpans(spans);
    }
    m_availabilityPanel->setTrailing(tr("by %1").arg(spanText(m_detail->step)));
    m_ratePanel->setTrailing(requestRateText(m_detail->whole.requestRate()));
    m_numbers.setTrend(now);
}

} // namespace binnacle::ui
