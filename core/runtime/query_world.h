#pragma once

#include "core/base/clock.h"
#include "core/query/execution/world.h"

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace binnacle::store {
class Connection;
class ReaderPool;
} // namespace binnacle::store

namespace binnacle::runtime {

// What queries are asked of: the clusters that `current` tells, and the history of a workspace.
// Waits for a reader thread wherever the history is needed, so never call it from one. Thread-safe.
class QueryWorld final : public query::World
{
public:
    using Current = std::function<std::vector<query::WorldCluster>()>;

    // `readers` and `clock` must outlive this; `current` runs on the thread that asks.
    QueryWorld(store::ReaderPool &readers, const Clock &clock, Current current);

    Timestamp now() const override { return m_clock.now(); }
    std::vector<query::WorldCluster> clusters() const override { return m_current(); }

    Result<std::shared_ptr<const ClusterSnapshot>> snapshotAt(
        const ClusterId &cluster, Timestamp at, const std::stop_token &stop) override;
    Result<std::vector<Timestamp>> snapshotTimes(
        const ClusterId &cluster, const TimeRange &range, const std::stop_token &stop) override;
    Result<Events> events(const EventQuery &query, const EventPageRequest &page,
        const std::stop_token &stop) override;
    Result<std::optional<std::int64_t>> countEvents(const EventQuery &query,
        std::optional<std::chrono::microseconds> budget, const std::stop_token &stop) override;
    Result<EventGroups> groupEvents(
        const EventQuery &query, EventField by, const std::stop_token &stop) override;
    Result<std::optional<ClusterEvent>> firstEvent(
        const EventQuery &query, const std::stop_token &stop) override;
    Result<SloBoard> board(const ClusterId &cluster, SloSubject::Kind kind, const TimeRange &range,
        const std::stop_token &stop) override;
    Result<MeshGraph> mesh(
        const ClusterId &cluster, const TimeRange &range, const std::stop_token &stop) override;
    Result<std::vector<Alert>> alerts(
        const query::RecordQuery &query, const std::stop_token &stop) override;
    Result<std::vector<CommandRecord>> commands(
        const query::RecordQuery &query, const std::stop_token &stop) override;
    Result<std::vector<AuditEntry>> audit(
        const query::RecordQuery &query, const std::stop_token &stop) override;
    Result<query::AlertLookUp> findAlert(std::int64_t id, const std::stop_token &stop) override;

private:
    struct PastState
    {
        ClusterId cluster;
        Timestamp fetchedAt{};
        std::shared_ptr<const ClusterSnapshot> snapshot;
    };

    // Runs a question on a reader thread and waits for its answer.
    template<typename T, typename Question>
    Result<T> ask(const std::stop_token &stop, Question question) const;
    std::shared_ptr<const ClusterSnapshot> remembered(
        const ClusterId &cluster, Timestamp fetchedAt) const;
    void remember(PastState state);

    store::ReaderPool &m_readers;
    const Clock &m_clock;
    const Current m_current;
    mutable std::mutex m_mutex;
    // Decoded lately, newest use last; guarded by m_mutex.
    mutable std::deque<PastState> m_past;
};

// The clusters of a workspace that no hub serves, as they were last known. Blocking.
Result<std::vector<query::WorldCluster>> storedClusters(store::ReaderPool &readers);

} // namespace binnacle::runtime
