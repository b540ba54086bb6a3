#include "core/runtime/query_world.h"

#include "core/access/audit_log.h"
#include "core/runtime/mesh_reader.h"
#include "core/runtime/workspace_follower.h"
#include "core/slo/slo_service.h"
#include "core/store/cluster_repository.h"
#include "core/store/command_repository.h"
#include "core/store/event_counts.h"
#include "core/store/event_repository.h"
#include "core/store/reader_pool.h"
#include "core/store/snapshot_history.h"
#include "core/store/sqlite/connection.h"

#include <algorithm>
#include <future>
#include <utility>

namespace binnacle::runtime {

namespace {

constexpr std::size_t kPastStates = 8; // a state of 10 000 pods is some 20 MB
constexpr int kMostCommands = 100'000;
constexpr int kAuditPage = 5'000;
constexpr std::size_t kMostAuditEntries = 200'000;

Error cancelled()
{
    return {ErrorCode::Cancelled, "the query was cancelled"};
}

} // namespace

QueryWorld::QueryWorld(store::ReaderPool &readers, const Clock &clock, Current current)
    : m_readers(readers)
    , m_clock(clock)
    , m_current(std::move(current))
{}

template<typename T, typename Question>
Result<T> QueryWorld::ask(const std::stop_token &stop, Question question) const
{
    std::promise<Result<T>> answer;
    m_readers.post(
        [&](store::Connection &connection) {
            if (stop.stop_requested())
                return answer.set_value(cancelled());
            Result<T> found = [&] {
                const std::stop_callback onStop(stop, [&connection] { connection.interrupt(); });
                return question(connection);
            }();
            answer.set_value(std::move(found));
        },
        [&](const Error &error) { answer.set_value(error); });
    return answer.get_future().get();
}

std::shared_ptr<const ClusterSnapshot> QueryWorld::remembered(
    const ClusterId &cluster, Timestamp fetchedAt) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = std::ranges::find_if(m_past, [&](const PastState &state) {
        return state.cluster == cluster && state.fetchedAt == fetchedAt;
    });
    if (found == m_past.end())
        return nullptr;
    std::rotate(found, found + 1, m_past.end());
    return m_past.back().snapshot;
}

void QueryWorld::remember(PastState state)
{
    const std::scoped_lock lock(m_mutex);
    if (m_past.size() == kPastStates)
        m_past.pop_front();
    m_past.push_back(std::move(state));
}

Result<std::shared_ptr<const ClusterSnapshot>> QueryWorld::snapshotAt(
    const ClusterId &cluster, Timestamp at, const std::stop_token &stop)
{
    using Found = std::optional<store::SnapshotRecord>;
    auto stored = ask<Found>(stop,
        [&](store::Connection &connection) { return store::snapshotAt(connection, cluster, at); });
    if (!stored)
        return stored.error();
    if (!*stored)
        return Error{ErrorCode::NotFound,
            "no state of " + cluster.value + " is kept from before " + formatRfc3339(at)};
    const Timestamp fetchedAt = (*stored)->fetchedAt;
    if (auto known = remembered(cluster, fetchedAt))
        return known;
    auto snapshot = rememberedSnapshot({.id = cluster,
        .snapshotBody = std::move((*stored)->body),
        .snapshotIsGzip = (*stored)->isGzip,
        .snapshotReceivedAt = fetchedAt});
    if (!snapshot)
        return Error{ErrorCode::Corrupt,
            "the stored state of " + cluster.value + " of " + formatRfc3339(fetchedAt)
                + " cannot be read"};
    remember({.cluster = cluster, .fetchedAt = fetchedAt, .snapshot = snapshot});
    return snapshot;
}

Result<std::vector<Timestamp>> QueryWorld::snapshotTimes(
    const ClusterId &cluster, const TimeRange &range, const std::stop_token &stop)
{
    return ask<std::vector<Timestamp>>(stop, [&](store::Connection &connection) {
        return store::snapshotTimes(connection, cluster, range);
    });
}

Result<query::World::Events> QueryWorld::events(
    const EventQuery &query, const EventPageRequest &page, const std::stop_token &stop)
{
    return ask<Events>(stop, [&](store::Connection &connection) {
        return store::EventReader(connection).page(query, page);
    });
}

Result<std::optional<std::int64_t>> QueryWorld::countEvents(const EventQuery &query,
    std::optional<std::chrono::microseconds> budget, const std::stop_token &stop)
{
    return ask<std::optional<std::int64_t>>(stop, [&](store::Connection &connection) {
        return store::countMatches(connection, query, budget, stop);
    });
}

Result<query::World::EventGroups> QueryWorld::groupEvents(
    const EventQuery &query, EventField by, const std::stop_token &stop)
{
    return ask<EventGroups>(stop, [&](store::Connection &connection) {
        return store::countMatchesBy(connection, query, by, stop);
    });
}

Result<std::optional<ClusterEvent>> QueryWorld::firstEvent(
    const EventQuery &query, const std::stop_token &stop)
{
    return ask<std::optional<ClusterEvent>>(stop,
        [&](store::Connection &connection) { return store::firstMatch(connection, query, stop); });
}

Result<SloBoard> QueryWorld::board(const ClusterId &cluster, SloSubject::Kind kind,
    const TimeRange &range, const std::stop_token &stop)
{
    slo::BoardQuery query{.cluster = cluster,
        .kind = kind,
        .length = range.length(),
        .now = range.to,
        .withPrevious = false};
    for (query::WorldCluster &known : m_current()) {
        if (known.id == cluster)
            query.snapshot = std::move(known.snapshot);
    }
    return ask<SloBoard>(stop,
        [&](store::Connection &connection) { return slo::readBoard(connection, query, stop); });
}

Result<MeshGraph> QueryWorld::mesh(
    const ClusterId &cluster, const TimeRange &range, const std::stop_token &stop)
{
    return ask<MeshGraph>(stop, [&](store::Connection &connection) {
        return readMeshGraph(connection, {.cluster = cluster, .range = range}, stop);
    });
}

Result<std::vector<CommandRecord>> QueryWorld::commands(
    const TimeRange &range, const std::stop_token &stop)
{
    using Records = std::vector<CommandRecord>;
    return ask<Records>(stop, [&](store::Connection &connection) -> Result<Records> {
        Result<Records> found
            = store::readCommands(connection, std::nullopt, range.to, kMostCommands);
        if (found && isKnown(range.from))
            std::erase_if(*found, [&range](const CommandRecord &record) {
                return record.command.createdAt < range.from;
            });
        return found;
    });
}

Result<std::vector<AuditEntry>> QueryWorld::audit(
    const TimeRange &range, const std::stop_token &stop)
{
    using Entries = std::vector<AuditEntry>;
    return ask<Entries>(stop, [&](store::Connection &connection) -> Result<Entries> {
        Entries all;
        AuditQuery query{.range = range, .limit = kAuditPage};
        for (;;) {
            if (stop.stop_requested())
                return cancelled();
            Result<AuditPage> page = access::readAudit(connection, query);
            if (!page)
                return page.error();
            const bool isLast = page->entries.size() < static_cast<std::size_t>(kAuditPage);
            std::ranges::move(page->entries, std::back_inserter(all));
            if (isLast)
                return all;
            if (all.size() >= kMostAuditEntries)
                return Error{ErrorCode::TooLarge,
                    "the audit has more than " + std::to_string(kMostAuditEntries)
                        + " entries in that time; ask for a shorter one with .last(7d)"};
            query.offset += kAuditPage;
        }
    });
}

Result<std::vector<query::WorldCluster>> storedClusters(store::ReaderPool &readers)
{
    std::promise<Result<std::vector<query::WorldCluster>>> answer;
    readers.post(
        [&answer](store::Connection &connection) {
            auto records = store::readClusters(connection, true);
            if (!records)
                return answer.set_value(records.error());
            std::vector<query::WorldCluster> clusters;
            for (store::ClusterRecord &record : *records) {
                clusters.push_back({.id = record.id,
                    .name = record.name,
                    .environment = record.environment,
                    .times = record.times,
                    .isRemembered = true,
                    .snapshot = rememberedSnapshot(record)});
            }
            std::ranges::sort(clusters, {}, &query::WorldCluster::name);
            answer.set_value(std::move(clusters));
        },
        [&answer](const Error &error) { answer.set_value(error); });
    return answer.get_future().get();
}

} // namespace binnacle::runtime
