#include "core/runtime/workspace_queries.h"

#include "core/query/execution/alert_time.h"
#include "core/query/execution/live_values.h"
#include "core/query/execution/run_guard.h"
#include "core/query/execution/tables.h"
#include "core/runtime/event_values.h"
#include "core/runtime/runtime.h"
#include "core/store/workspace.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <utility>

namespace binnacle::runtime {

namespace {

constexpr std::size_t kAtATime = 4;
constexpr int kMostWaiting = 64;
constexpr std::size_t kSuggestedValues = 20;
// Of the 20 ms that a completion may take; the rest is for reading the text.
constexpr std::chrono::milliseconds kLooking{12};

query::QueryFailure failureOf(const Error &error)
{
    return {.failure = error.code, .at = {.message = error.message}};
}

std::vector<query::WorldCluster> clustersOf(const hub::HubState &state)
{
    std::vector<query::WorldCluster> clusters;
    clusters.reserve(state.clusters.size());
    for (const hub::ClusterState &known : state.clusters) {
        clusters.push_back({.id = known.id,
            .name = known.name,
            .environment = known.environment,
            .status = known.status,
            .times = known.times,
            .isRemembered = known.remembered,
            .hasConflict = known.conflict,
            .snapshot = known.snapshot});
    }
    return clusters;
}

} // namespace

WorkspaceQueries::WorkspaceQueries(Runtime &runtime)
    : WorkspaceQueries(runtime.workspace(), runtime.clock(),
        [&hub = runtime.hub()] { return clustersOf(*hub.state()); })
{}

WorkspaceQueries::WorkspaceQueries(
    store::Workspace &workspace, const Clock &clock, std::vector<query::WorldCluster> clusters)
    : WorkspaceQueries(workspace, clock, [clusters = std::move(clusters)] { return clusters; })
{}

WorkspaceQueries::WorkspaceQueries(
    store::Workspace &workspace, const Clock &clock, QueryWorld::Current current)
    : m_world(workspace.readers(), clock, std::move(current))
    , m_execution(m_world)
    , m_eventValues(std::make_unique<EventValues>(workspace.readers(), clock))
    , m_historyValues(m_world, clock)
    , m_running(kAtATime)
{}

WorkspaceQueries::~WorkspaceQueries()
{
    m_stopping.request_stop();
}

query::QueryOutcome WorkspaceQueries::runHere(
    const query::QueryRequest &request, const std::stop_token &stop)
{
    // Ages count back from the moment that is looked at.
    const Timestamp now = isKnown(request.asOf) ? request.asOf : m_world.now();
    Result<query::Query, query::FilterError> parsed = query::parseQuery(request.text, now);
    if (!parsed)
        return query::QueryFailure{
            .failure = ErrorCode::InvalidArgument, .at = std::move(parsed).error()};
    std::stop_source ended;
    const auto end = [&ended] { ended.request_stop(); };
    const std::stop_callback onStop(stop, end);
    const std::stop_callback onShutdown(m_stopping.get_token(), end);
    // The clock of the run starts after this one: whether time was up is known only here.
    const auto isTimeUp = std::make_shared<std::atomic<bool>>(false);
    const CoreThread::TimerId deadline
        = m_deadlines.after(request.limits.time, [ended, isTimeUp]() mutable {
              *isTimeUp = true;
              ended.request_stop();
          });
    const auto explained = [&](const Error &error) {
        const bool isByTime = error.code == ErrorCode::Cancelled && *isTimeUp
            && !stop.stop_requested() && !m_stopping.stop_requested();
        return isByTime ? query::RunGuard::ranOutOf(request.limits.time) : error;
    };
    const auto timed
        = query::withAlertTime(*std::move(parsed), m_world, request.scope, ended.get_token());
    auto result = timed ? m_execution.run(*timed, request, ended.get_token())
                        : Result<std::shared_ptr<const QueryResult>>(Error{});
    m_deadlines.cancel(deadline);
    if (!timed) {
        const query::QueryFailure &failure = timed.error();
        return failure.failure == ErrorCode::Cancelled
            ? failureOf(explained({failure.failure, failure.at.message}))
            : failure;
    }
    if (!result)
        return failureOf(explained(result.error()));
    return *std::move(result);
}

void WorkspaceQueries::run(query::QueryRequest request, std::stop_token stop,
    std::function<void(query::QueryOutcome)> done)
{
    if (++m_waiting > kMostWaiting) {
        --m_waiting;
        m_completing.post([done = std::move(done)] {
            done(failureOf({ErrorCode::Busy, "too many queries at once; try again in a second"}));
        });
        return;
    }
    m_running.post(
        [this, request = std::move(request), stop = std::move(stop), done = std::move(done)] {
            --m_waiting;
            if (stop.stop_requested() || m_stopping.stop_requested())
                return done(failureOf({ErrorCode::Cancelled, "the query was cancelled"}));
            done(runHere(request, stop));
        });
}

void WorkspaceQueries::complete(
    query::QueryRequest request, std::size_t cursor, std::function<void(query::Completion)> done)
{
    m_completing.post([this, request = std::move(request), cursor, done = std::move(done)] {
        if (m_stopping.stop_requested())
            return done({});
        const auto deadline = std::chrono::steady_clock::now() + kLooking;
        const auto values
            = [&](const query::Schema &schema, std::string_view field, std::string_view prefix) {
                  return valuesOf(schema, field, prefix, request, deadline);
              };
        done(query::completeQuery(request.text, cursor, values));
    });
}

// The objects, or the clusters, that who asks may see some of.
std::vector<query::TablePtr> WorkspaceQueries::tablesNow(
    query::SourceId source, const query::QueryRequest &request)
{
    std::vector<query::WorldCluster> clusters = m_world.clusters();
    std::erase_if(clusters, [&request](const query::WorldCluster &cluster) {
        return !request.scope.allowsCluster(cluster.id);
    });
    std::vector<query::TablePtr> tables;
    if (source == query::SourceId::Clusters) {
        tables.push_back(query::makeClusterTable(std::move(clusters)));
        return tables;
    }
    if (!query::isStateSource(source))
        return tables;
    for (const query::WorldCluster &known : clusters) {
        if (!known.snapshot || (!request.cluster.value.empty() && known.id != request.cluster))
            continue;
        tables.push_back(query::makeStateTable(source,
            {.cluster = known.id,
                .snapshot = known.snapshot,
                .index = m_execution.indexes().of(known.snapshot),
                .at = m_world.now()}));
    }
    return tables;
}

std::vector<query::Suggestion> WorkspaceQueries::valuesOf(const query::Schema &schema,
    std::string_view field, std::string_view prefix, const query::QueryRequest &request,
    Deadline deadline)
{
    const query::SourceId source = query::sourceIdOf(schema);
    const query::FieldInfo *info = schema.find(field);
    if (!info || !query::mayAsk(source, request))
        return {};
    const bool isHistory = source == query::SourceId::Events || HistoryValues::has(source);
    if (isHistory && !request.scope.isEverything())
        return {};
    if (source == query::SourceId::Events)
        return m_eventValues->of(static_cast<EventField>(info->field), prefix, kSuggestedValues);
    if (isHistory)
        return m_historyValues.of(source, info->field, prefix, kSuggestedValues, request.cluster);
    constexpr std::string_view kLabel = "label.";
    query::FieldRef wanted{.field = info->field, .key = {}};
    if (info->type == FieldType::Labels && field.size() > kLabel.size())
        wanted.key = field.substr(kLabel.size());
    return query::liveValues(
        tablesNow(source, request), wanted, prefix, kSuggestedValues, request.scope, deadline);
}

std::vector<std::int64_t> WorkspaceQueries::rowCounts() const
{
    const std::vector<query::WorldCluster> clusters = m_world.clusters();
    std::vector<std::int64_t> counts;
    for (const query::Schema &schema : query::allSchemas()) {
        const query::SourceId source = query::sourceIdOf(schema);
        std::int64_t count = -1;
        if (source == query::SourceId::Clusters)
            count = static_cast<std::int64_t>(clusters.size());
        if (query::isStateSource(source)) {
            count = 0;
            for (const query::WorldCluster &cluster : clusters)
                count += cluster.snapshot ? query::stateRows(source, *cluster.snapshot) : 0;
        }
        counts.push_back(count);
    }
    return counts;
}

} // namespace binnacle::runtime
