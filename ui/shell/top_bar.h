#pragma once

#include "core/console/console_types.h"

#include <QFrame>

#include <functional>
#include <vector>

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
// past. In a narrow window it does without words that say nothing new, so that the time is
// readable.
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
    bool event(QEvent *event) override;

signals:
    void clusterPicked(const binnacle::ClusterId &cluster);
    void searchRequested();

private:
    // Something that a narrow bar does without.
    struct Spare
    {
        std::function<void(bool isShown)> show;
        bool isShown = true;
        int saved = 0; // pixels, while it is not shown
    };

    void fit();
    void showClusters(const console::EstateView &estate);
    void setPast(bool isPast);

    QComboBox *m_clusters;
    TimeControl *m_time;
    QPushButton *m_search;
    QLabel *m_demo;
    QLabel *m_agents;
    QLabel *m_store;
    std::vector<Spare> m_spares; // the first goes first
    bool m_isPast = false;
    bool m_isDemo = false;
};

} // namespace binnacle::ui
