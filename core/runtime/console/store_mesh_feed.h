#pragma once

#include "core/base/worker_pool.h"
#include "core/console/mesh_feed.h"
#include "core/runtime/console/stored_signal.h"
#include "core/runtime/runtime.h"

#include <map>
#include <memory>
#include <mutex>

namespace binnacle::runtime {

// The console's mesh over the workspace of a running Runtime: reading on the store's readers,
// layout on a thread of its own. GUI thread.
class StoreMeshFeed final : public console::MeshFeed
{
    Q_OBJECT

public:
    explicit StoreMeshFeed(Runtime &runtime, StoredSignal &stored, QObject *parent = nullptr);

    console::Answer<console::MeshPicture> picture(
        const console::MeshQuestion &question, std::stop_token stop) override;
    console::Answer<console::MeshServiceDetail> detail(
        const ClusterId &cluster, const ServiceRef &service, const TimeRange &range) override;
    console::Answer<console::MeshTimeline> timeline(
        const ClusterId &cluster, const TimeRange &range) override;
    QString exportText(
        const console::MeshPicture &picture, console::MeshFormat format) const override;

private:
    // The last drawing of each kind of question, which the next one keeps to. Shared with answers
    // that are still on their way.
    struct Drawings
    {
        std::mutex mutex;
        std::map<std::string, std::shared_ptr<const MeshLayout>> last; // guarded by mutex
    };

    Runtime &m_runtime;
    std::shared_ptr<Drawings> m_drawings = std::make_shared<Drawings>();
    // Shared with readers that are still on their way to it.
    std::shared_ptr<WorkerPool> m_layout = std::make_shared<WorkerPool>(1);
};

} // namespace binnacle::runtime
