#pragma once

#include "core/domain/slo_report.h"
#include "ui/slo/burn_table_model.h"
#include "ui/slo/trend_table_model.h"
#include "ui/widgets/time_selection.h"
#include "ui/widgets/trend_series.h"

#include <QWidget>

#include <memory>
#include <vector>

class QLabel;
class QTableView;

namespace binnacle::ui {

class LatencyChart;
class Panel;
class ShareList;
class TrendChart;

// Everything about one objective: budget, burn rates, latencies, where errors come from, trends.
// The charts share one crosshair and one zoom: the window's.
class SloDetailPane final : public QWidget
{
    Q_OBJECT

public:
    explicit SloDetailPane(TimeSelection &time, QWidget *parent = nullptr);

    void showDetail(std::shared_ptr<const SloDetail> detail); // null: nothing selected
    void setShowsPrevious(bool shows);
    void setShowsTables(bool shows); // numbers instead of the three trends
    bool showsTables() const;

signals:
    void serviceRequested(const binnacle::ServiceRef &service); // in the mesh

private:
    QWidget *buildBudget();
    QWidget *buildBurns();
    QWidget *buildLatency();
    QWidget *buildBreakdown();
    QWidget *buildShares();
    QWidget *buildTrends();
    TrendChart *trendChart(const QString &name);
    std::vector<TrendSpan> withBurns(std::vector<TrendSpan> spans) const;
    void showBudget();
    void showBurns();
    void showLatency();
    void showBreakdown();
    void showShares();
    void showTrends();
    void openShare(int target);

    TimeSelection &m_time;
    std::shared_ptr<const SloDetail> m_detail;
    bool m_showsPrevious = true;
    BurnTableModel m_burns;
    TrendTableModel m_numbers;
    Panel *m_budgetPanel;
    TrendChart *m_budget;
    QTableView *m_burnTable;
    QLabel *m_pages;
    Panel *m_latencyPanel;
    LatencyChart *m_latency;
    Panel *m_breakdownPanel;
    ShareList *m_breakdown;
    Panel *m_sharesPanel;
    ShareList *m_shares;
    QWidget *m_trends;
    Panel *m_availabilityPanel;
    TrendChart *m_availability;
    Panel *m_latenciesPanel;
    TrendChart *m_latencies;
    Panel *m_ratePanel;
    TrendChart *m_rate;
    QTableView *m_table;
};

} // namespace binnacle::ui
