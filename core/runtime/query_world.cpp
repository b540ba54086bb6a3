#include "core/runtime/query_world.h"

#include "core/access/audit_log.h"
#include "core/alerts/alert_repository.h"
#include "core/query/source_fields.h"
#include "core/query/words.h"
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
// Read at once, at most; half a kilobyte each.
constexpr int kMostRecords = 100'000;
constexpr int kMostAuditEntries = 200'000;

Error cancelled()
{
    return {ErrorCode::Cancelled, "the query was cancelled"};
}

// An answer from part of the records would be a wrong one.
template<typename Record>
Result<std::vector<Record>> orTooMany(
    Result<std::vector<Record>> records, std::string_view what, int most = kMostRecords)
{
    if (records && records->size() > static_cast<std::size_t>(most))
        return Error{ErrorCode::TooLarge,
            "there are more than " + std::to_string(most) + ' ' + std::string(what)
                + " in that time; ask for a shorter one with .last(7d)"};
    return records;
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

Result<std::vector<Alert>> QueryWorld::alerts(
    const query::RecordQuery &query, const std::stop_token &stop)
{
    using query::AlertField;
    const alerts::AlertConditions conditions{.range = query.range,
        .cluster = query.cluster,
        .rule = std::string(query.valueOf(AlertField::Rule)),
        .object = {.kind = std::string(query.valueOf(AlertField::Kind)),
            .ns = std::string(query.valueOf(AlertField::Namespace)),
            .name = std::string(query.valueOf(AlertField::Name))}};
    return ask<std::vector<Alert>>(stop, [&](store::Connection &connection) {
        return orTooMany(alerts::readAlerts(connection, conditions, kMostRecords + 1), "alerts");
    });
}

Result<query::AlertLookUp> QueryWorld::findAlert(std::int64_t id, const std::stop_token &stop)
{
    using Found = query::AlertLookUp;
    return ask<Found>(stop, [&](store::Connection &connection) -> Result<Found> {
        auto alert = alerts::readAlert(connection, id);
        if (alert)
            return Found{.alert = *std::move(alert), .nearest = {}};
        if (alert.error().code != ErrorCode::NotFound)
            return alert.error();
        auto nearest = alerts::alertsNextTo(connection, id);
        if (!nearest)
            return nearest.error();
        return Found{.alert = std::nullopt, .nearest = *std::move(nearest)};
    });
}

Result<std::vector<CommandRecord>> QueryWorld::commands(
    const query::RecordQuery &query, const std::stop_token &stop)
{
    using query::CommandField;
    const auto value = [&query](CommandField field) { return std::string(query.valueOf(field)); };
    const store::CommandConditions conditions{.range = query.range,
        .cluster = query.cluster,
        .id = value(CommandField::Id),
        .action = value(CommandField::Action),
        .target = {.kind = value(CommandField::Kind),
            .ns = value(CommandField::Namespace),
            .name = value(CommandField::Name)},
        .createdBy = value(CommandField::By),
        .source = value(CommandField::Source)};
    return ask<std::vector<CommandRecord>>(stop, [&](store::Connection &connection) {
        return orTooMany(store::readCommands(connection, conditions, kMostRecords + 1), "commands");
    });
}

Result<std::vector<AuditEntry>> QueryWorld::audit(
    const query::RecordQuery &query, const std::stop_token &stop)
{
    using Entries = std::vector<AuditEntry>;
    using query::AuditField;
    access::AuditLines wanted{.range = query.range,
        .username = std::string(query.valueOf(AuditField::User)),
        .source = std::string(query.valueOf(AuditField::Source)),
        .action = std::string(query.valueOf(AuditField::Action)),
        .limit = kMostAuditEntries + 1};
    // Choices are words in lower case, however they were typed.
    for (std::string *word : {&wanted.source, &wanted.action})
        std::ranges::transform(*word, word->begin(), query::asciiLower);
    return ask<Entries>(stop, [&](store::Connection &connection) {
        return orTooMany(
            access::readAuditLines(connection, wanted), "audit entries", kMostAuditEntries);
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
