#include "core/runtime/workspace_follower.h"

#include "core/runtime/runtime.h"
#include "core/store/cluster_repository.h"
#include "core/store/reader_pool.h"
#include "core/store/workspace.h"

#include <QLoggingCategory>

#include <thread>
#include <utility>
#include <vector>

Q_LOGGING_CATEGORY(logFollower, "binnacle.follower")

namespace binnacle::runtime {

namespace {

constexpr Duration kLookEvery{2'000};

} // namespace

WorkspaceFollower::WorkspaceFollower(Runtime &runtime)
    : m_runtime(runtime)
    , m_timer(runtime.core().every(kLookEvery, [this] { look(); }))
{}

WorkspaceFollower::~WorkspaceFollower()
{
    m_runtime.core().cancel(m_timer);
    m_runtime.workspace().readers().interrupt();
    while (m_looking)
        std::this_thread::sleep_for(Duration{1});
}

void WorkspaceFollower::look()
{
    if (m_looking.exchange(true))
        return;
    m_runtime.workspace().readers().post(
        [this](store::Connection &connection) {
            read(connection);
            m_looking = false;
        },
        [this](const Error &error) {
            qCWarning(logFollower, "cannot follow error=\"%s\"", error.message.c_str());
            m_looking = false;
        });
}

void WorkspaceFollower::read(store::Connection &connection)
{
    const auto clusters = store::readClusters(connection, true);
    const auto stats = m_runtime.workspace().stats();
    if (!clusters || !stats) {
        qCWarning(logFollower, "cannot follow error=\"%s\"",
            (!clusters ? clusters.error() : stats.error()).message.c_str());
        return;
    }
    std::vector<hub::DataHub::Remembered> changed;
    for (const store::ClusterRecord &record : *clusters) {
        Timestamp &seen = m_seen[record.id.value];
        if (seen == record.snapshotReceivedAt)
            continue;
        seen = record.snapshotReceivedAt;
        changed.push_back({.id = record.id,
            .name = record.name,
            .environment = record.environment,
            .times = record.times,
            .snapshot = rememberedSnapshot(record)});
    }
    if (!changed.empty()) {
        m_runtime.core().post([this, changed = std::move(changed)]() mutable {
            m_runtime.hub().restore(std::move(changed), {});
        });
    }
    if (std::exchange(m_events, stats->events) != stats->events)
        m_runtime.notifyEventsStored({});
}

} // namespace binnacle::runtime
