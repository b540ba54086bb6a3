#pragma once

#include "core/console/console_types.h"

#include <QFrame>

class QComboBox;
class QLabel;
class QPushButton;

namespace binnacle::console {
class EventFeed;
}

namespace binnacle::ui {

class TimeControl;
class TimeSelection;

// The line above everything: cluster, time, search, health. Hatched while the window shows the
// past.
class TopBar final : public QFrame
{
    Q_OBJECT

public:
    TopBar(TimeSelection &time, console::EventFeed &events, QWidget *parent = nullptr);

    void showEstate(const console::EstateView &estate);
    void setCluster(const ClusterId &cluster); // emits nothing
    ClusterId cluster() const;
    TimeControl &timeControl() { return *m_time; }

protected:
    void paintEvent(QPaintEvent *event) override;

signals:
    void clusterPicked(const binnacle::ClusterId &cluster);
    void searchRequested();

private:
    void showClusters(const console::EstateView &estate);
    void setPast(bool isPast);

    QComboBox *m_clusters;
    TimeControl *m_time;
    QPushButton *m_search;
    QLabel *m_demo;
    QLabel *m_agents;
    QLabel *m_store;
    bool m_isPast = false;
};

} // namespace binnacle::ui
