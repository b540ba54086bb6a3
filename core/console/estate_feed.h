#pragma once

#include "core/console/console_types.h"

#include <QObject>

namespace binnacle::console {

// What the record of silences tells about an agent at an instant of the past. Online: no silence.
struct PastContact
{
    AgentStatus status = AgentStatus::Online;
    Timestamp heard{}; // the last sign of life before the silence
};

// The live state of the estate. Lives on the GUI thread.
class EstateFeed : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // The newest state; never null. Cheap.
    virtual std::shared_ptr<const EstateView> estate() const = 0;

    // The complete object as the agent sent it, as indented JSON.
    virtual Answer<std::string> objectJson(const ClusterId &cluster, const ResourceRef &object) = 0;

    // What the cluster looked like at an instant of the past: the newest state stored before it.
    // Errors: NotFound when nothing that old is kept; the message names the oldest.
    virtual Answer<ClusterSnapshot> snapshotAt(const ClusterId &cluster, Timestamp at) = 0;

    // Whether its agent was silent then. Where nothing was written down there is no silence.
    virtual Answer<PastContact> contactAt(const ClusterId &cluster, Timestamp at) = 0;

    virtual QFuture<Status> renameCluster(
        const ClusterId &cluster, const QString &name, Environment environment)
        = 0;
    virtual QFuture<Status> removeCluster(const ClusterId &cluster) = 0;

signals:
    // At most ten times a second.
    void changed();
};

} // namespace binnacle::console
