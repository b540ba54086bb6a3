#pragma once

#include "core/console/alert_desk.h"
#include "core/console/command_desk.h"
#include "ui/overview/overview_presenter.h"
#include "ui/widgets/view.h"

#include <functional>

class QLabel;
class QSplitter;
class QStackedLayout;
class QTableView;

namespace binnacle::ui {

class ClusterList;
class EventHistogram;
class IncidentRow;
class Panel;
class StatePanel;
class StatusGlyph;
class TimelineWidget;

struct OverviewServices // all must outlive the view
{
    console::EstateFeed &estate;
    console::EventFeed &events;
    console::SloFeed &slo;
    console::AlertDesk &alerts;
    console::CommandDesk &commands;
    TimeSelection &time;
};

// Clusters with their ages and states, what fires and what is done about it, what is wrong in the
// cluster that needs attention, and the incident timeline below.
class OverviewView final : public View
{
    Q_OBJECT

public:
    explicit OverviewView(const OverviewServices &services, QWidget *parent = nullptr);

    void setCluster(const ClusterId &cluster) override;
    void refresh() override;
    static std::vector<KeyHelp> keys();
    std::vector<KeyHelp> keyHelp() const override { return keys(); }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *buildHeader();
    QWidget *buildMiddle();
    QWidget *buildIncident();
    QWidget *buildBars();
    QWidget *buildNodes();
    QWidget *buildWorkloads();
    void fitMiddle();
    QWidget *buildTimeline();
    QTableView *table(const QString &name, QAbstractItemModel &model, const QString &accessible);
    // What may be done to the object of a row, in its context menu.
    void offerCommands(QTableView &table, const std::function<ResourceRef(int row)> &objectOf);
    void connectPresenter();
    void showHeadline();
    void showFocus();
    void openNode(const QModelIndex &index);
    void openWorkload(const QModelIndex &index);

    const OverviewServices m_services;
    TimeSelection &m_time;
    OverviewPresenter m_presenter;
    QStackedLayout *m_pages;
    StatePanel *m_state;
    StatusGlyph *m_glyph;
    QLabel *m_title;
    QLabel *m_detail;
    QLabel *m_problem;
    ClusterList *m_clusters;
    QTableView *m_nodes;
    QTableView *m_workloads;
    IncidentRow *m_incident;
    QWidget *m_middle;
    Panel *m_nodesPanel;
    Panel *m_workloadsPanel;
    Panel *m_barsPanel;
    Panel *m_timelinePanel;
    EventHistogram *m_bars;
    TimelineWidget *m_timeline;
    QLabel *m_noWorkloads;
};

} // namespace binnacle::ui
