#pragma once

#include "core/console/access_desk.h"
#include "core/console/alert_desk.h"
#include "ui/widgets/time_selection.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace binnacle::ui {

// What all pages of the alerts view show: the board, and as of when. Rewound, the alerts are those
// of then, read from the history; rules, silences and channels are always today's. Watches while
// it is active. No widgets.
class AlertState final : public QObject
{
    Q_OBJECT

public:
    // All must outlive this.
    AlertState(console::AlertDesk &desk, console::AccessDesk &access, const TimeSelection &time,
        QObject *parent = nullptr);

    void setActive(bool active);
    void setCluster(const ClusterId &cluster); // empty: all
    void refresh();

    console::AlertDesk &desk() const { return m_desk; }
    const TimeSelection &time() const { return m_time; }
    const ClusterId &cluster() const { return m_cluster; }
    const console::AlertBoard &board() const { return *m_board; }
    // Pending and firing as of now(), of the cluster: worst first, then newest.
    const std::vector<Alert> &alerts() const { return m_alerts; }
    bool isRewound() const { return m_time.asOf().has_value(); }
    Timestamp now() const; // the instant of a rewound window
    // Why the alerts of then could not be read.
    const std::optional<Error> &problem() const { return m_problem; }

    // Whether something can be changed from here; otherwise the sentence says why not.
    struct Permission
    {
        bool isGiven = false;
        QString whyNot;
    };
    Permission permission() const;

    const AlertRule *rule(std::int64_t id) const;      // null: there is none any more
    const Channel *channel(std::int64_t id) const;     // null: there is none any more
    QString channelNames(const AlertRule &rule) const; // "page-slack, mail"; "all"; "—"

signals:
    void changed();

private:
    void take();
    void showAlerts(std::vector<Alert> alerts);
    void askPast();

    console::AlertDesk &m_desk;
    console::AccessDesk &m_access;
    const TimeSelection &m_time;
    ClusterId m_cluster;
    std::shared_ptr<const console::AlertBoard> m_board;
    std::vector<Alert> m_alerts;
    std::optional<Error> m_problem;
    int m_generation = 0;
    QTimer m_soon; // changes come in bursts
    QTimer m_tick; // ages
    bool m_isActive = false;
};

} // namespace binnacle::ui
