#include "core/runtime/traffic_keeper.h"

#include "core/runtime/runtime.h"
#include "core/slo/window_reader.h"
#include "core/store/reader_pool.h"
#include "core/store/store_writer.h"
#include "core/store/temporal_edge_repository.h"
#include "core/store/traffic_repository.h"
#include "core/topology/temporal_edges.h"

#include <QLoggingCategory>

#include <future>
#include <thread>
#include <utility>

Q_LOGGING_CATEGORY(logTraffic, "binnacle.traffic")

namespace binnacle::runtime {

namespace {

const std::string kMeshSource = "mesh";
constexpr Duration kEdgeLives{3'600'000}; // without traffic, contract 03 §3.7

void warn(const char *what, const Error &error)
{
    qCWarning(logTraffic, "%s failed error=\"%s\"", what, error.message.c_str());
}

// The edges with traffic within the last hour.
Result<std::vector<TemporalEdge>> foundEdges(
    store::Connection &connection, const ClusterId &cluster, Timestamp at)
{
    const auto window = slo::readWindow(connection,
        {.cluster = cluster, .kind = TrafficKind::Edge, .range = {at - kEdgeLives, at}});
    if (!window)
        return window.error();
    std::vector<TemporalEdge> found;
    for (const auto &[key, steps] : window->traffic) {
        if (steps.front().requests > 0)
            found.push_back({.edge = {key.service, key.target}, .source = kMeshSource});
    }
    return found;
}

} // namespace

TrafficKeeper::TrafficKeeper(Runtime &runtime)
    : m_runtime(runtime)
    , m_statuses(runtime.workspace().readers(), runtime.workspace().writer())
{}

void TrafficKeeper::rollUp()
{
    if (m_isRolling.exchange(true))
        return;
    m_runtime.traffic().rollUp([this](const Status &status) {
        if (!status)
            warn("hourly rows", status.error());
        else
            derive();
        m_isRolling = false; // last: finish() waits for it
    });
}

void TrafficKeeper::derive()
{
    const Timestamp now = m_runtime.clock().now();
    const auto state = m_runtime.hub().state(); // for as long as the loop runs
    for (const hub::ClusterState &cluster : state->clusters) {
        if (!isKnown(cluster.times.lastIncrement))
            continue;
        m_statuses.check(cluster.id, now, [](const auto &changes) {
            if (!changes)
                warn("status check", changes.error());
        });
        m_runtime.workspace().readers().post(
            [this, id = cluster.id](store::Connection &connection) { keepEdges(connection, id); },
            [](const Error &error) { warn("edges", error); });
    }
}

void TrafficKeeper::keepEdges(store::Connection &connection, const ClusterId &cluster)
{
    const Timestamp now = m_runtime.clock().now();
    auto found = foundEdges(connection, cluster, now);
    const auto open = store::readOpenEdges(connection, cluster, kMeshSource);
    if (!found || !open)
        return warn("edges", !found ? found.error() : open.error());
    // Silence is not a discovery: nothing was told, so nothing closed.
    if (found->empty())
        return;
    auto update = topology::updateEdges(*open, *std::move(found), now);
    if (!update)
        return warn("edges", update.error());
    if (update->opened.empty() && update->closed.empty() && update->deleted.empty())
        return;
    m_runtime.workspace().writer().submit(
        [cluster, update = *std::move(update)](store::WriteContext &context) {
            return store::applyEdgeUpdate(context, cluster, update);
        },
        [](const Status &status) {
            if (!status)
                warn("edges", status.error());
        });
}

void TrafficKeeper::sweep()
{
    m_runtime.traffic().sweep([](const Result<std::int64_t> &deleted) {
        if (!deleted)
            warn("retention", deleted.error());
        else if (*deleted > 0)
            qCInfo(logTraffic, "retention deleted=%lld", static_cast<long long>(*deleted));
    });
}

void TrafficKeeper::finish()
{
    while (m_isRolling.exchange(true)) // one that a timer began may still be on its way
        std::this_thread::sleep_for(Duration{1});
    std::promise<Status> done;
    m_runtime.traffic().rollUp([&](const Status &status) { done.set_value(status); });
    if (const Status status = done.get_future().get(); !status)
        warn("hourly rows", status.error());
}

} // namespace binnacle::runtime
