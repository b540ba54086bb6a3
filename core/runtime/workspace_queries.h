#pragma once

#include "core/base/clock.h"
#include "core/base/core_thread.h"
#include "core/base/worker_pool.h"
#include "core/query/execution/query_execution.h"
#include "core/query/execution/table.h"
#include "core/query/query_service.h"
#include "core/runtime/history_values.h"
#include "core/runtime/query_world.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string_view>
#include <vector>

namespace binnacle::store {
class Workspace;
} // namespace binnacle::store

namespace binnacle::runtime {

class EventValues;
class Runtime;

// The query language over a running Runtime, or over a workspace that nobody serves: its last known
// state and its history. At most four queries run at a time; more than 64 that wait are Busy.
// Thread-safe.
class WorkspaceQueries final : public query::QueryService
{
public:
    // The runtime's hub, workspace and clock must outlive this.
    explicit WorkspaceQueries(Runtime &runtime);
    // `clusters`: see storedClusters().
    WorkspaceQueries(
        store::Workspace &workspace, const Clock &clock, std::vector<query::WorldCluster> clusters);
    // Cancels what runs, answers what waits, joins.
    ~WorkspaceQueries() override;

    void run(query::QueryRequest request, std::stop_token stop,
        std::function<void(query::QueryOutcome)> done) override;
    void complete(query::QueryRequest request, std::size_t cursor,
        std::function<void(query::Completion)> done) override;
    std::vector<std::int64_t> rowCounts() const override;

    // The same, on the caller's thread; for who else may wait (the command line).
    query::QueryOutcome runHere(const query::QueryRequest &request, const std::stop_token &stop);

private:
    WorkspaceQueries(store::Workspace &workspace, const Clock &clock, QueryWorld::Current current);

    using Deadline = std::chrono::steady_clock::time_point;
    std::vector<query::Suggestion> valuesOf(const query::Schema &schema, std::string_view field,
        std::string_view prefix, const query::QueryRequest &request, Deadline deadline);
    std::vector<query::TablePtr> tablesNow(
        query::SourceId source, const query::QueryRequest &request);

    QueryWorld m_world;
    query::QueryExecution m_execution;
    std::unique_ptr<EventValues> m_eventValues;
    HistoryValues m_historyValues;
    std::stop_source m_stopping;
    std::atomic<int> m_waiting = 0;
    CoreThread m_deadlines; // only asks queries to stop
    WorkerPool m_completing{1};
    WorkerPool m_running; // last: finishes first
};

} // namespace binnacle::runtime
