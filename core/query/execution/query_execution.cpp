#include "core/query/execution/query_execution.h"

#include "core/query/execution/alert_time.h"
#include "core/query/execution/query_run.h"
#include "core/query/execution/record_query.h"

#include <algorithm>
#include <utility>

namespace binnacle::query {

namespace {

constexpr Duration kDayOfLevels{24 * 3'600'000};
constexpr Duration kHourOfCalls{3'600'000};
constexpr std::size_t kKnownClustersTold = 8;

Error unknownCluster(const std::string &wanted, const std::vector<WorldCluster> &visible)
{
    std::string known;
    for (std::size_t i = 0; i < visible.size() && i < kKnownClustersTold; ++i)
        known += (known.empty() ? "" : ", ") + visible[i].id.value;
    return {ErrorCode::NotFound,
        "there is no cluster \"" + wanted + "\"" + (known.empty() ? "" : "; there are " + known)};
}

// The clusters a query is about: those it names, else that of the window, else all.
Status chooseClusters(QueryRun &run)
{
    std::vector<WorldCluster> visible = run.world.clusters();
    const std::size_t all = visible.size();
    std::erase_if(visible,
        [&](const WorldCluster &cluster) { return !run.request.scope.allowsCluster(cluster.id); });
    std::vector<std::string> wanted = run.query.clusters;
    if (wanted.empty() && !run.request.cluster.value.empty())
        wanted = {run.request.cluster.value};
    const bool takesAll = wanted.empty() || std::ranges::find(wanted, "*") != wanted.end();
    if (takesAll) {
        // Of clusters that went, history may be left: it is for who is limited to none.
        run.isWholeEstate = visible.size() == all && run.request.scope.clusters.empty();
        run.clusters = std::move(visible);
        return Done{};
    }
    for (const std::string &name : wanted) {
        const auto found = std::ranges::find_if(visible, [&name](const WorldCluster &cluster) {
            return cluster.id.value == name || cluster.name == name;
        });
        if (found == visible.end())
            return unknownCluster(name, visible);
        const bool isRepeated
            = std::ranges::find(run.clusters, found->id, &WorldCluster::id) != run.clusters.end();
        if (!isRepeated)
            run.clusters.push_back(*found);
    }
    return Done{};
}

// How far back a source of history goes when nobody says.
Duration usualLength(SourceId source)
{
    switch (source) {
    case SourceId::Slo:
    case SourceId::Domains:
        return kDayOfLevels;
    case SourceId::Edges:
        return kHourOfCalls;
    default:
        return Duration{0}; // all of it
    }
}

void chooseTime(QueryRun &run)
{
    const TimeScope &time = run.query.time;
    const QueryRequest &request = run.request;
    // Alerts are those that are not over, until a time is asked for.
    const bool isState = isStateSource(run.query.source) || run.query.source == SourceId::Clusters
        || run.query.source == SourceId::Alerts;
    if (time.kind == TimeScope::Kind::Now) {
        run.isRewound = isKnown(request.asOf);
        run.range.to = request.asOf;
        if (!isState && !run.isRewound)
            run.range = request.range;
    } else {
        run.range = time.range;
        run.isRewound = isKnown(time.range.to);
        if (time.kind == TimeScope::Kind::At)
            run.range.from = {};
    }
    const Duration usual = usualLength(run.query.source);
    if (usual.count() > 0) {
        if (!isKnown(run.range.to))
            run.range.to = run.now;
        if (!isKnown(run.range.from))
            run.range.from = run.range.to - usual;
    }
    run.result.range = run.range;
    run.result.asOf = isKnown(run.range.to) ? run.range.to : run.now;
}

Status answerState(QueryRun &run)
{
    if (run.query.time.kind == TimeScope::Kind::Window)
        return Error{ErrorCode::InvalidArgument,
            std::string(schemaOf(run.query.source).name)
                + " are a state, not a history: ask for a moment with .at(\"03:12\") or for what "
                  "changed with .diff(\"03:00\", \"03:20\")"};
    Result<std::vector<TablePtr>> tables
        = stateTables(run, run.isRewound ? std::optional(run.range.to) : std::nullopt);
    if (!tables)
        return tables.error();
    return answerFromTables(run, *std::move(tables));
}

Status answer(QueryRun &run)
{
    switch (run.query.time.kind) {
    case TimeScope::Kind::Diff:
        return answerDiff(run);
    case TimeScope::Kind::Bisect:
        return answerBisect(run);
    default:
        break;
    }
    if (run.query.source == SourceId::Events)
        return answerFromEvents(run);
    if (isStateSource(run.query.source) || run.query.source == SourceId::Clusters)
        return answerState(run);
    const bool isRecord = isRecordSource(run.query.source);
    Result<std::vector<TablePtr>> tables = isRecord ? recordTables(run) : historyTables(run);
    if (!tables)
        return tables.error();
    return answerFromTables(run, *std::move(tables));
}

} // namespace

// Names of secrets and config maps tell as much as their contents at times.
Status mayAsk(SourceId source, const QueryRequest &request)
{
    const auto denied = [](std::string what) {
        return Error{ErrorCode::PermissionDenied, std::move(what)};
    };
    switch (source) {
    case SourceId::Secrets:
    case SourceId::ConfigMaps:
        if (!request.mayReadSensitive)
            return denied("listing " + std::string(schemaOf(source).name)
                + " needs the right to read sensitive objects");
        break;
    case SourceId::Commands:
        if (!request.mayReadCommands)
            return denied("reading commands needs the right to run them");
        break;
    case SourceId::Audit:
        if (!request.mayReadAudit)
            return denied("reading the audit needs the right to read it");
        if (!request.scope.isEverything())
            return denied("the audit is of the whole estate; this account sees part of it");
        break;
    default:
        break;
    }
    return Done{};
}

Result<std::shared_ptr<const QueryResult>> QueryExecution::run(
    const Query &asked, const QueryRequest &request, std::stop_token stop)
{
    const auto timed = withAlertTime(asked, m_world, request.scope, stop);
    if (!timed)
        return Error{timed.error().failure, timed.error().at.message};
    const Query &query = *timed;
    QueryRun run{.query = query,
        .request = request,
        .world = m_world,
        .indexes = m_indexes,
        .guard = RunGuard(std::move(stop), request.limits.time),
        .now = m_world.now()};
    run.result.explain.normalised = printQuery(query);
    if (Status allowed = mayAsk(query.source, request); !allowed)
        return allowed.error();
    if (Status chosen = chooseClusters(run); !chosen)
        return chosen.error();
    chooseTime(run);
    if (Status answered = answer(run); !answered)
        return run.guard.explain(answered.error());
    run.result.milliseconds = run.guard.milliseconds();
    return std::make_shared<const QueryResult>(std::move(run.result));
}

} // namespace binnacle::query
