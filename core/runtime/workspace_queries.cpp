#include "core/runtime/workspace_queries.h"

#include "core/query/execution/alert_time.h"
#include "core/query/execution/live_values.h"
#include "core/query/execution/run_guard.h"
#include "core/query/execution/tables.h"
#include "core/query/source_fields.h"
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
constexpr Duration kValuesOf = std::chrono::hours{24}; // of what happens

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

query::RecordQuery lately(Timestamp now)
{
    return {.range = {.from = now - kValuesOf, .to = {}}, .cluster = {}, .equal = {}};
}

template<typename Field>
bool isField(const query::FieldInfo &info, Field field)
{
    return info.field == static_cast<FieldId>(field);
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

void WorkspaceQueries::complete(std::string text, std::size_t cursor, ClusterId cluster,
    std::function<void(query::Completion)> done)
{
    m_completing.post([this, text = std::move(text), cursor, cluster = std::move(cluster),
                          done = std::move(done)] {
        if (m_stopping.stop_requested())
            return done({});
        const auto values
            = [&](const query::Schema &schema, std::string_view field, std::string_view prefix) {
                  return valuesOf(schema, field, prefix, cluster);
              };
        done(query::completeQuery(text, cursor, values));
    });
}

// Numbers of alerts, newest first, with what they are called.
std::vector<query::Suggestion> WorkspaceQueries::alertNumbers(std::string_view prefix)
{
    std::vector<query::Suggestion> numbers;
    const auto alerts = m_world.alerts(lately(m_world.now()), m_stopping.get_token());
    if (!alerts)
        return numbers;
    for (const Alert &alert : *alerts) {
        std::string number = std::to_string(alert.id);
        if (number.starts_with(prefix) && numbers.size() < kSuggestedValues)
            numbers.push_back({.text = std::move(number),
                .detail = alert.ruleName + ", " + alert.subject.text()});
    }
    return numbers;
}

// Of lately. The audit is not everybody's, and who completes is not known here.
std::vector<query::TablePtr> WorkspaceQueries::recordTables(query::SourceId source)
{
    const query::RecordQuery wanted = lately(m_world.now());
    std::vector<query::TablePtr> tables;
    if (source == query::SourceId::Alerts) {
        auto alerts = m_world.alerts(wanted, m_stopping.get_token());
        if (alerts)
            tables.push_back(query::makeAlertTable(*std::move(alerts), m_world.now()));
    } else if (source == query::SourceId::Commands) {
        auto commands = m_world.commands(wanted, m_stopping.get_token());
        if (commands)
            tables.push_back(query::makeCommandTable(*std::move(commands)));
    }
    return tables;
}

std::vector<query::Suggestion> WorkspaceQueries::valuesOf(const query::Schema &schema,
    std::string_view field, std::string_view prefix, const ClusterId &cluster)
{
    const query::SourceId source = query::sourceIdOf(schema);
    const query::FieldInfo *info = schema.find(field);
    if (!info)
        return {};
    if (source == query::SourceId::Alerts && isField(*info, query::AlertField::Id))
        return alertNumbers(prefix);
    if (source == query::SourceId::Commands && isField(*info, query::CommandField::By))
        return {}; // not everybody's either
    if (source == query::SourceId::Events)
        return m_eventValues->of(static_cast<EventField>(info->field), prefix, kSuggestedValues);
    std::vector<query::WorldCluster> clusters = m_world.clusters();
    std::vector<query::TablePtr> tables;
    if (query::isStateSource(source)) {
        for (const query::WorldCluster &known : clusters) {
            if (!known.snapshot || (!cluster.value.empty() && known.id != cluster))
                continue;
            tables.push_back(query::makeStateTable(source,
                {.cluster = known.id,
                    .snapshot = known.snapshot,
                    .index = m_execution.indexes().of(known.snapshot),
                    .at = m_world.now()}));
        }
    } else if (source == query::SourceId::Clusters) {
        tables.push_back(query::makeClusterTable(std::move(clusters)));
    } else if (query::isRecordSource(source)) {
        tables = recordTables(source);
    }
    constexpr std::string_view kLabel = "label.";
    query::FieldRef wanted{.field = info->field, .key = {}};
    if (info->type == FieldType::Labels && field.size() > kLabel.size())
        wanted.key = field.substr(kLabel.size());
    return query::liveValues(tables, wanted, prefix, kSuggestedValues);
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
