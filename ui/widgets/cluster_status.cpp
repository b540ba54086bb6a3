#include "ui/widgets/cluster_status.h"

#include "ui/widgets/formatting.h"

#include <QCoreApplication>
#include <QIconEngine>
#include <QPainter>

namespace binnacle::ui {

namespace {

class StatusIconEngine final : public QIconEngine
{
public:
    explicit StatusIconEngine(StatusKind status)
        : m_status(status)
    {}

    void paint(QPainter *painter, const QRect &box, QIcon::Mode, QIcon::State) override
    {
        paintStatus(*painter, box, m_status);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    // `size` is in device pixels; the shape has a largest size in device independent ones.
    QPixmap scaledPixmap(
        const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        QPixmap result(size);
        result.setDevicePixelRatio(scale);
        result.fill(Qt::transparent);
        QPainter painter(&result);
        paint(&painter, QRectF({}, QSizeF(size) / scale).toRect(), mode, state);
        return result;
    }

    QIconEngine *clone() const override { return new StatusIconEngine(m_status); }

private:
    StatusKind m_status;
};

} // namespace

StatusKind clusterStatus(const console::ClusterView &cluster)
{
    if (cluster.status == AgentStatus::Offline)
        return StatusKind::Unknown;
    if (cluster.conflict || cluster.status == AgentStatus::OnlineNoData || !cluster.snapshot)
        return StatusKind::Warning;
    switch (healthOf(cluster.snapshot->summary)) {
    case ClusterHealth::Healthy:
        return StatusKind::Ok;
    case ClusterHealth::Degraded:
        return StatusKind::Warning;
    case ClusterHealth::Unhealthy:
        return StatusKind::Critical;
    case ClusterHealth::Unknown:
        break;
    }
    return StatusKind::Unknown;
}

QString clusterStatusText(const console::ClusterView &cluster)
{
    if (cluster.conflict)
        return QCoreApplication::translate("ClusterStatus", "two agents report under this name");
    switch (cluster.status) {
    case AgentStatus::Offline:
        return QCoreApplication::translate("ClusterStatus", "agent offline");
    case AgentStatus::OnlineNoData:
        return QCoreApplication::translate("ClusterStatus", "agent alive, no snapshots");
    case AgentStatus::Online:
        break;
    }
    switch (clusterStatus(cluster)) {
    case StatusKind::Ok:
        return QCoreApplication::translate("ClusterStatus", "healthy");
    case StatusKind::Warning:
        return QCoreApplication::translate("ClusterStatus", "degraded");
    case StatusKind::Critical:
        return QCoreApplication::translate("ClusterStatus", "unhealthy");
    default:
        return QCoreApplication::translate("ClusterStatus", "no nodes reported");
    }
}

QString clusterAgesText(const console::ClusterView &cluster, Timestamp now)
{
    const AgentTimes &times = cluster.times;
    const QString snapshot = isKnown(times.lastSnapshot)
        ? QCoreApplication::translate("ClusterStatus", "snapshot %1 ago")
              .arg(ageText(times.lastSnapshot, now))
        : QCoreApplication::translate("ClusterStatus", "no snapshot yet");
    const QString contact = isKnown(times.lastHeartbeat)
        ? QCoreApplication::translate("ClusterStatus", "contact %1 ago")
              .arg(ageText(times.lastHeartbeat, now))
        : QCoreApplication::translate("ClusterStatus", "no contact yet");
    const QString metrics = isKnown(times.lastIncrement)
        ? QCoreApplication::translate("ClusterStatus", "metrics %1 ago")
              .arg(ageText(times.lastIncrement, now))
        : QCoreApplication::translate("ClusterStatus", "no metrics yet");
    return QCoreApplication::translate("ClusterStatus", "%1, %2, %3", "three ages")
        .arg(snapshot, contact, metrics);
}

bool isStale(const console::ClusterView &cluster)
{
    return cluster.status != AgentStatus::Online;
}

QIcon statusIcon(StatusKind status)
{
    return QIcon(new StatusIconEngine(status));
}

} // namespace binnacle::ui
