#include "core/runtime/contact_keeper.h"

#include "core/runtime/runtime.h"
#include "core/store/clock_guard.h"
#include "core/store/store_writer.h"

#include <QLoggingCategory>

#include <chrono>
#include <utility>

Q_LOGGING_CATEGORY(logContact, "binnacle.contact")

namespace binnacle::runtime {

namespace {

// As far as backtests and traces reach.
constexpr std::chrono::days kKept{90};

void write(Runtime &runtime, store::StoreWriter::Job job)
{
    runtime.workspace().writer().submit(std::move(job), [](const Status &status) {
        if (!status)
            qCWarning(
                logContact, "silence not written error=\"%s\"", status.error().message.c_str());
    });
}

} // namespace

ContactKeeper::ContactKeeper(Runtime &runtime)
    : m_runtime(runtime)
    , m_watch(runtime.clock().now())
    , m_stateChanged(runtime.stateChanged().add([this] { look(); }))
{}

void ContactKeeper::look()
{
    const auto state = m_runtime.hub().state();
    std::vector<std::pair<ClusterId, AgentTimes>> agents;
    agents.reserve(state->clusters.size());
    for (const hub::ClusterState &cluster : state->clusters)
        agents.emplace_back(cluster.id, cluster.times);
    auto gaps = m_watch.look(agents, m_runtime.clock().now());
    if (gaps.empty())
        return;
    write(m_runtime, [gaps = std::move(gaps)](store::WriteContext &context) -> Status {
        for (const store::ContactGap &gap : gaps) {
            if (Status kept = store::keepContactGap(context, gap); !kept)
                return kept;
        }
        return Done{};
    });
}

void ContactKeeper::sweep()
{
    write(m_runtime, [now = m_runtime.clock().now()](store::WriteContext &context) -> Status {
        const auto time = store::retentionTime(context.connection, now);
        if (!time)
            return time.error();
        return store::expireContactGaps(context, time->at - kKept);
    });
}

} // namespace binnacle::runtime
