#pragma once

#include "core/query/execution/row_list.h"
#include "core/query/execution/run_guard.h"
#include "core/query/execution/snapshot_index.h"
#include "core/query/execution/tables.h"
#include "core/query/execution/world.h"
#include "core/query/query.h"
#include "core/query/query_service.h"

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace binnacle::query {

// One query while it is answered: what it is about, what it was asked with, and the answer so far.
struct QueryRun
{
    const Query &query;
    const QueryRequest &request;
    World &world;
    SnapshotIndexes &indexes;
    RunGuard guard;
    std::vector<WorldCluster> clusters{}; // those the query is about and its asker may see
    bool isWholeEstate = false;           // `clusters` are all there are
    Timestamp now{};
    // History: within. States: as of its end. Unknown ends are open.
    TimeRange range{};
    bool isRewound = false; // `range.to` was asked for
    QueryResult result{};

    bool hasSeveralClusters() const { return clusters.size() > 1; }
    bool isHistory() const { return isKnown(range.from) || isKnown(range.to); }
};

// A step of the plan, timed while it lives.
class StepTimer
{
public:
    StepTimer(QueryRun &run, std::string what)
        : m_run(run)
        , m_begun(run.guard.milliseconds())
        , m_step{.what = std::move(what)}
    {}
    ~StepTimer()
    {
        m_step.milliseconds = m_run.guard.milliseconds() - m_begun;
        m_run.result.explain.steps.push_back(std::move(m_step));
    }
    StepTimer(const StepTimer &) = delete;
    StepTimer &operator=(const StepTimer &) = delete;

    void rows(std::size_t in, std::size_t out)
    {
        m_step.rowsIn = in;
        m_step.rowsOut = out;
    }

private:
    QueryRun &m_run;
    double m_begun;
    QueryExplain::Step m_step;
};

// Tables of the state now or as of an instant; clusters without one are left out. NotFound: none
// has one.
Result<std::vector<TablePtr>> stateTables(QueryRun &run, std::optional<Timestamp> at);
// Rows of a snapshot (or clusters) of then, for one cluster. Null: nothing is kept of it.
Result<TablePtr> stateTableAt(QueryRun &run, const WorldCluster &cluster, Timestamp at);
// Service levels and edges.
Result<std::vector<TablePtr>> historyTables(QueryRun &run);
// Alerts, commands, audit: of the time of the query, or as they were at an instant.
Result<std::vector<TablePtr>> recordTables(QueryRun &run);
Result<std::vector<TablePtr>> recordTablesAt(QueryRun &run, Timestamp at);

// The rows that `where` and the asker's scope leave.
Result<RowList> matchingRows(
    QueryRun &run, std::vector<TablePtr> tables, const PredicatePtr &where);
// Filters, then sums or sorts, cuts and projects into run.result.
Status answerFromTables(QueryRun &run, std::vector<TablePtr> tables);
// Sorts, cuts and projects.
Status answerFromRows(QueryRun &run, RowList rows);
// Sorts and cuts rows of sums.
void answerFromGroups(QueryRun &run, std::vector<std::vector<QueryValue>> rows);

Status answerFromEvents(QueryRun &run);
Status answerDiff(QueryRun &run);
Status answerBisect(QueryRun &run);

// The conditions of a query over events as the store takes them.
EventQuery eventQueryOf(const QueryRun &run, const PredicatePtr &where);

} // namespace binnacle::query
