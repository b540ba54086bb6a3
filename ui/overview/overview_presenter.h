#pragma once

#include "core/console/estate_feed.h"
#include "core/console/event_feed.h"
#include "core/console/slo_feed.h"
#include "ui/overview/budget_rows.h"
#include "ui/overview/cluster_rows.h"
#include "ui/overview/headline.h"
#include "ui/overview/node_rows.h"
#include "ui/overview/past_estate.h"
#include "ui/overview/workload_rows.h"
#include "ui/widgets/time_selection.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <memory>
#include <stop_token>

namespace binnacle::ui {

// Turns the live estate and the event history into what the overview shows. No widgets.
class OverviewPresenter final : public QObject
{
    Q_OBJECT

public:
    // All must outlive the presenter.
    OverviewPresenter(console::EstateFeed &estate, console::EventFeed &events,
        console::SloFeed &slo, const TimeSelection &time, QObject *parent = nullptr);

    // While not active nothing is asked of the store. Views are active while they are visible.
    void setActive(bool active);
    void setCluster(const ClusterId &cluster);   // of the window; empty: all
    void focusCluster(const ClusterId &cluster); // of the table's selection
    void refresh();
    void rename(const console::ClusterView &cluster, const QString &name);
    void setEnvironment(const console::ClusterView &cluster, Environment environment);
    void forget(const ClusterId &cluster);

    ClusterTableModel &clusters() { return m_clusters; }
    NodeTableModel &nodes() { return m_nodes; }
    WorkloadTableModel &workloads() { return m_workloads; }
    BudgetTableModel &budgets() { return m_budgets; }
    // The cluster whose nodes, workloads and timeline are shown; empty when there is none.
    const ClusterId &focus() const { return m_focus; }
    Headline headline() const;
    // Whether the likely start of the timeline is one: not while the cluster is quiet.
    bool isStartTold() const;
    bool isEmpty() const; // no cluster was ever heard of

signals:
    void estateShown(); // models and headline are new
    void focusChanged();
    void budgetsShown();
    void timelineReady(std::shared_ptr<const binnacle::console::Timeline> timeline);
    void barsReady(const binnacle::console::ClusterBars &bars); // of the focus, 24 h by hour
    void failed(const binnacle::Error &error);

private:
    void showEstate();
    void report(const QFuture<Status> &outcome);
    void showFocus();
    void pickFocus(const std::vector<ClusterRow> &rows);
    void askHistory(); // throttled by m_soon
    void askBars();
    void askTimeline();
    void askBudgets(); // throttled by m_budgetsSoon
    void rewind();
    Timestamp instant() const;
    void acceptBars(const std::vector<console::ClusterBars> &bars);
    std::vector<ClusterRow> rowsOf(const console::EstateView &estate) const;

    console::EstateFeed &m_estate;
    console::EventFeed &m_events;
    console::SloFeed &m_slo;
    const TimeSelection &m_time;
    PastEstate m_past;
    ClusterTableModel m_clusters;
    NodeTableModel m_nodes;
    WorkloadTableModel m_workloads;
    BudgetTableModel m_budgets;
    std::map<ClusterId, console::ClusterBars> m_bars;
    std::shared_ptr<const console::Timeline> m_timeline;
    std::shared_ptr<const ClusterSnapshot> m_shown; // whose nodes and workloads are in the models
    ClusterId m_cluster;
    ClusterId m_picked; // by hand; empty: the worst
    ClusterId m_focus;
    QTimer m_soon;        // history questions are asked at most once a second
    QTimer m_minute;      // and at least once a minute: bars move on
    QTimer m_budgetsSoon; // the budgets of a month are asked at most every five seconds
    std::stop_source m_budgetsStop;
    int m_generation = 0;
    int m_budgetGeneration = 0;
    bool m_active = false;
};

} // namespace binnacle::ui
