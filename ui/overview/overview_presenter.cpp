#include "ui/overview/overview_presenter.h"

#include "core/console/on_answer.h"

#include <algorithm>
#include <utility>

namespace binnacle::ui {

namespace {

constexpr int kSoonMs = 1'000;
constexpr int kMinuteMs = 60'000;
constexpr int kBudgetsMs = 5'000;
constexpr std::size_t kMostBudgets = 12;
constexpr Duration kHour{3'600'000};
constexpr int kHours = 24;

} // namespace

OverviewPresenter::OverviewPresenter(console::EstateFeed &estate, console::EventFeed &events,
    console::SloFeed &slo, const TimeSelection &time, QObject *parent)
    : QObject(parent)
    , m_estate(estate)
    , m_events(events)
    , m_slo(slo)
    , m_time(time)
    , m_past(estate)
{
    m_budgetsSoon.setSingleShot(true);
    m_budgetsSoon.setInterval(kBudgetsMs);
    connect(&m_budgetsSoon, &QTimer::timeout, this, &OverviewPresenter::askBudgets);
    connect(&m_slo, &console::SloFeed::changed, this, [this] {
        if (m_active && !m_past.isActive() && !m_budgetsSoon.isActive())
            m_budgetsSoon.start();
    });
    connect(&m_past, &PastEstate::changed, this, &OverviewPresenter::showEstate);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    connect(&m_soon, &QTimer::timeout, this, &OverviewPresenter::askHistory);
    m_minute.setInterval(kMinuteMs);
    connect(&m_minute, &QTimer::timeout, this, &OverviewPresenter::askHistory);
    connect(&m_clusters, &ClusterTableModel::renameRequested, this, &OverviewPresenter::rename);
    connect(&m_estate, &console::EstateFeed::changed, this, [this] {
        if (m_active)
            showEstate();
    });
    connect(&m_events, &console::EventFeed::stored, this, [this] {
        if (m_active && !m_past.isActive() && !m_soon.isActive())
            m_soon.start();
    });
    connect(&m_time, &TimeSelection::changed, this, [this] {
        if (m_active)
            rewind();
    });
}

void OverviewPresenter::setActive(bool active)
{
    if (std::exchange(m_active, active) == active)
        return;
    if (!active) {
        m_soon.stop();
        m_minute.stop();
        return;
    }
    m_minute.start();
    refresh();
}

void OverviewPresenter::setCluster(const ClusterId &cluster)
{
    m_cluster = cluster;
    focusCluster(cluster);
    askBudgets();
}

void OverviewPresenter::focusCluster(const ClusterId &cluster)
{
    m_picked = cluster;
    if (m_active)
        showEstate();
}

void OverviewPresenter::refresh()
{
    m_past.look(m_time.asOf().value_or(Timestamp{}));
    showEstate();
    askHistory();
    askBudgets();
}

// The instant or the range changed: everything is asked anew for it.
void OverviewPresenter::rewind()
{
    const bool wasPast = m_past.isActive();
    m_past.look(m_time.asOf().value_or(Timestamp{}));
    if (!wasPast && !m_past.isActive())
        return askTimeline();
    showEstate();
    askHistory();
    askBudgets();
}

Timestamp OverviewPresenter::instant() const
{
    return m_time.asOf().value_or(m_estate.estate()->asOf);
}

void OverviewPresenter::rename(const console::ClusterView &cluster, const QString &name)
{
    report(m_estate.renameCluster(cluster.id, name, cluster.environment));
}

void OverviewPresenter::setEnvironment(const console::ClusterView &cluster, Environment environment)
{
    report(m_estate.renameCluster(cluster.id, QString::fromStdString(cluster.name), environment));
}

void OverviewPresenter::forget(const ClusterId &cluster)
{
    report(m_estate.removeCluster(cluster));
}

// Success shows by itself: the estate changes.
void OverviewPresenter::report(const QFuture<Status> &outcome)
{
    console::onAnswer(outcome, this, [this](const Status &status) {
        if (!status)
            emit failed(status.error());
    });
}

bool OverviewPresenter::isEmpty() const
{
    return m_estate.estate()->clusters.empty();
}

std::vector<ClusterRow> OverviewPresenter::rowsOf(const console::EstateView &estate) const
{
    std::vector<ClusterRow> rows;
    const Timestamp now = instant();
    for (const console::ClusterView &cluster : estate.clusters) {
        ClusterRow row{.cluster = m_past.isActive() ? m_past.asOf(cluster) : cluster,
            .asOf = now,
            .isPast = m_past.isActive()};
        const auto bars = m_bars.find(cluster.id);
        if (bars != m_bars.end() && !bars->second.bars.empty()) {
            for (const console::EventBar &bar : bars->second.bars)
                row.warnings.append(static_cast<double>(bar.warnings));
            // The running hour is not over: take its predecessor's share as well.
            const auto &all = bars->second.bars;
            row.warningsLastHour = all.back().warnings;
            if (all.size() > 1) {
                const double past = 1.0
                    - std::chrono::duration<double>(now - all.back().start)
                        / std::chrono::duration<double>(kHour);
                row.warningsLastHour += static_cast<qint64>(
                    std::clamp(past, 0.0, 1.0) * static_cast<double>(all[all.size() - 2].warnings));
            }
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

void OverviewPresenter::showEstate()
{
    std::vector<ClusterRow> rows = rowsOf(*m_estate.estate());
    pickFocus(rows);
    m_clusters.setRows(std::move(rows));
    showFocus();
    emit estateShown();
}

void OverviewPresenter::pickFocus(const std::vector<ClusterRow> &rows)
{
    const auto isShown = [&rows](const ClusterId &cluster) {
        return std::ranges::any_of(
            rows, [&cluster](const ClusterRow &row) { return row.cluster.id == cluster; });
    };
    ClusterId focus = m_picked;
    if (!isShown(focus) && m_past.isActive())
        focus = m_focus; // one looks back at what one saw, whichever was the worst then
    if (!isShown(focus)) {
        const int worst = worstCluster(rows);
        focus = worst < 0 ? ClusterId() : rows[static_cast<std::size_t>(worst)].cluster.id;
    }
    if (focus == m_focus)
        return;
    m_focus = std::move(focus);
    m_timeline.reset();
    emit focusChanged();
    askTimeline();
    if (const auto bars = m_bars.find(m_focus); bars != m_bars.end())
        emit barsReady(bars->second);
}

void OverviewPresenter::showFocus()
{
    std::shared_ptr<const ClusterSnapshot> snapshot;
    for (const ClusterRow &row : m_clusters.rows()) {
        if (row.cluster.id == m_focus)
            snapshot = row.cluster.snapshot;
    }
    if (snapshot == m_shown)
        return;
    m_nodes.setRows(snapshot ? nodeRows(*snapshot) : std::vector<NodeRow>());
    m_workloads.setRows(snapshot ? troubledWorkloads(*snapshot) : std::vector<WorkloadRow>());
    m_shown = std::move(snapshot);
}

void OverviewPresenter::askHistory()
{
    askBars();
    askTimeline();
}

void OverviewPresenter::askBars()
{
    const Timestamp now = instant();
    const TimeRange day{now - kHour * (kHours - 1), now + Duration{1}};
    console::onAnswer(m_events.histogram({}, day, kHour), this,
        [this](const Result<std::shared_ptr<const std::vector<console::ClusterBars>>> &bars) {
            if (bars)
                acceptBars(**bars);
            else
                emit failed(bars.error());
        });
}

void OverviewPresenter::acceptBars(const std::vector<console::ClusterBars> &bars)
{
    m_bars.clear();
    for (const console::ClusterBars &cluster : bars)
        m_bars.emplace(cluster.cluster, cluster);
    showEstate();
    const auto focus = m_bars.find(m_focus);
    emit barsReady(focus == m_bars.end() ? console::ClusterBars() : focus->second);
}

void OverviewPresenter::askTimeline()
{
    if (m_focus.isEmpty() || !m_active)
        return;
    const int generation = ++m_generation;
    console::onAnswer(m_events.timeline(m_focus, m_time.range()), this,
        [this, generation](const Result<std::shared_ptr<const console::Timeline>> &timeline) {
            if (generation != m_generation)
                return; // of another cluster or range
            if (!timeline) {
                emit failed(timeline.error());
                return;
            }
            m_timeline = *timeline;
            emit timelineReady(m_timeline);
            emit estateShown(); // the headline tells the likely start
        });
}

void OverviewPresenter::askBudgets()
{
    if (!m_active)
        return;
    m_budgetsStop.request_stop();
    m_budgetsStop = {};
    const int generation = ++m_budgetGeneration;
    console::onAnswer(m_slo.board({.cluster = m_cluster,
                                      .kind = SloSubject::Kind::Domain,
                                      .window = SloWindow::ThirtyDays,
                                      .at = m_time.asOf().value_or(Timestamp{})},
                          m_budgetsStop.get_token()),
        this, [this, generation](const Result<std::shared_ptr<const SloBoard>> &board) {
            if (generation != m_budgetGeneration)
                return; // of another instant or cluster
            if (board) {
                m_budgets.setRows(
                    budgetsAtRisk(**board, m_estate.estate()->clusters, kMostBudgets));
                emit budgetsShown();
            } else if (board.error().code != ErrorCode::Cancelled) {
                emit failed(board.error());
            }
        });
}

bool OverviewPresenter::isStartTold() const
{
    if (m_timeline && m_timeline->range.to + kHour < instant())
        return true; // of another time than the one that is quiet
    return std::ranges::any_of(m_clusters.rows(),
        [this](const ClusterRow &row) { return row.cluster.id == m_focus && isInTrouble(row); });
}

Headline OverviewPresenter::headline() const
{
    return headlineOf(m_clusters.rows(), m_timeline.get(), m_focus, m_time);
}

} // namespace binnacle::ui
