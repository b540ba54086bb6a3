#pragma once

#include "core/base/result.h"
#include "core/domain/agent_state.h"
#include "core/domain/alert.h"
#include "core/domain/audit.h"
#include "core/domain/cluster_event.h"
#include "core/domain/cluster_snapshot.h"
#include "core/domain/command.h"
#include "core/domain/event_query.h"
#include "core/domain/mesh.h"
#include "core/domain/slo_report.h"
#include "core/query/execution/record_query.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace binnacle::query {

// One cluster as it is now.
struct WorldCluster
{
    ClusterId id;
    std::string name;
    Environment environment = Environment::Production;
    AgentStatus status = AgentStatus::Offline;
    AgentTimes times;
    bool isRemembered = false;                       // the snapshot is of an earlier run
    bool hasConflict = false;                        // two agents report under this id
    std::shared_ptr<const ClusterSnapshot> snapshot; // null: none was ever received
};

// An alert by its number.
struct AlertLookUp
{
    std::optional<Alert> alert;        // none: there is no such
    std::vector<std::int64_t> nearest; // then: the numbers next to it
};

// What queries are asked of: the current state and everything that is kept. Implemented over the
// hub and the store by core/runtime, by a fake in tests. Thread-safe; every member but now() and
// clusters() may block. Reads end with Cancelled once `stop` is requested.
class World
{
public:
    virtual ~World() = default;

    virtual Timestamp now() const = 0;
    virtual std::vector<WorldCluster> clusters() const = 0; // by name

    // The newest state that is not younger. NotFound: none is kept from before then.
    virtual Result<std::shared_ptr<const ClusterSnapshot>> snapshotAt(
        const ClusterId &cluster, Timestamp at, const std::stop_token &stop)
        = 0;
    // When the states kept are from, oldest first.
    virtual Result<std::vector<Timestamp>> snapshotTimes(
        const ClusterId &cluster, const TimeRange &range, const std::stop_token &stop)
        = 0;

    using Events = std::vector<ClusterEvent>;
    virtual Result<Events> events(
        const EventQuery &query, const EventPageRequest &page, const std::stop_token &stop)
        = 0;
    // nullopt: counting takes longer than the budget of processor time.
    virtual Result<std::optional<std::int64_t>> countEvents(const EventQuery &query,
        std::optional<std::chrono::microseconds> budget, const std::stop_token &stop)
        = 0;
    // By type, reason, kind, namespace, node, source or cluster; in no order.
    using EventGroups = std::vector<std::pair<std::string, std::int64_t>>;
    virtual Result<EventGroups> groupEvents(
        const EventQuery &query, EventField by, const std::stop_token &stop)
        = 0;
    // The one that began first.
    virtual Result<std::optional<ClusterEvent>> firstEvent(
        const EventQuery &query, const std::stop_token &stop)
        = 0;

    virtual Result<SloBoard> board(const ClusterId &cluster, SloSubject::Kind kind,
        const TimeRange &range, const std::stop_token &stop)
        = 0;
    virtual Result<MeshGraph> mesh(
        const ClusterId &cluster, const TimeRange &range, const std::stop_token &stop)
        = 0;
    // All newest first.
    virtual Result<std::vector<Alert>> alerts(const RecordQuery &query, const std::stop_token &stop)
        = 0;
    virtual Result<std::vector<CommandRecord>> commands(
        const RecordQuery &query, const std::stop_token &stop)
        = 0;
    virtual Result<std::vector<AuditEntry>> audit(
        const RecordQuery &query, const std::stop_token &stop)
        = 0;
    virtual Result<AlertLookUp> findAlert(std::int64_t id, const std::stop_token &stop) = 0;
};

} // namespace binnacle::query
