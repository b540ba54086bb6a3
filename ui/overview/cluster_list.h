#pragma once

#include "core/console/console_types.h"

#include <QTableView>

namespace binnacle::ui {

class OverviewPresenter;

// The clusters of the overview, as tall as its rows up to a handful. The current row is the cluster
// that the panels below are about.
class ClusterList final : public QTableView
{
    Q_OBJECT

public:
    // The presenter must outlive the list.
    explicit ClusterList(OverviewPresenter &presenter, QWidget *parent = nullptr);

    // The row whose nodes and workloads stand below, also when nobody chose it.
    void markFocus();

signals:
    void opened(const binnacle::ClusterId &cluster);

private:
    void addColumns();
    void fit();
    void showMenu(const QPoint &at);

    OverviewPresenter &m_presenter;
    bool m_isMarking = false; // the current row is set, not chosen
};

} // namespace binnacle::ui
