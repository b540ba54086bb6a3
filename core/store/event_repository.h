#pragma once

#include "core/base/result.h"
#include "core/domain/cluster_event.h"
#include "core/domain/event_query.h"
#include "core/domain/event_reach.h"

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace binnacle::store {

class Connection;

// One row of an index over a query's result: enough to place, count and draw an event without
// loading it. 16 bytes.
struct EventIndexEntry
{
    std::int64_t lastMs = 0;
    std::int64_t idAndType = 0; // id * 2 + (1 for Warning)

    EventRowId id() const { return idAndType >> 1; }
    EventType type() const { return (idAndType & 1) ? EventType::Warning : EventType::Normal; }
    EventKey key() const { return {.lastMs = lastMs, .id = id()}; }
};

struct EventCount
{
    std::int64_t total = 0;
    std::int64_t warnings = 0;
};

// Counts of one time bucket of one cluster.
struct EventBucket
{
    ClusterId cluster;
    Timestamp start{};
    std::int64_t normal = 0;
    std::int64_t warnings = 0;
};

// A node of the ownership tree around an object: who owns it, what it owns, with their events.
struct OwnershipNode
{
    ResourceRef object;
    int depth = 0; // 0: the top owner
    EventCount events;
};

// Reads of the persistent event history. Blocking: call on a reader thread, with the connection
// that ReaderPool hands out. Every list is newest first and paged by key, unless it says otherwise.
class EventReader
{
public:
    // `connection` must outlive the reader.
    explicit EventReader(Connection &connection);

    // First page of the table, and of the four scenarios: <= 5 ms at a million events.
    Result<std::vector<ClusterEvent>> page(const EventQuery &query, const EventPageRequest &page);

    // The first `limit` events of a cluster behind `key` and before `until`, oldest first.
    Result<std::vector<ClusterEvent>> following(
        const ClusterId &cluster, const EventKey &key, Timestamp until, int limit);

    // Rows by number, in the order asked for; numbers that no longer exist are left out.
    Result<std::vector<ClusterEvent>> byId(std::span<const EventRowId> ids);
    Result<ClusterEvent> byUid(const ClusterId &cluster, const std::string &uid);

    // Every match, newest first. About 100 ms a million; looks at `stop` while it runs.
    Result<std::vector<EventIndexEntry>> index(
        const EventQuery &query, const std::stop_token &stop);
    Result<EventCount> count(const EventQuery &query, const std::stop_token &stop);

    // Per cluster and bucket, only buckets that are not empty, oldest first.
    Result<std::vector<EventBucket>> histogram(
        const EventQuery &query, Duration bucket, const std::stop_token &stop);

    // The chain of owners of `object` and what hangs below its top owner, at most `limit` nodes.
    Result<std::vector<OwnershipNode>> ownership(
        const ClusterId &cluster, const ResourceRef &object, int limit);

    // State of the involved object when the Warning was first seen, as JSON; nullopt when none was
    // kept.
    Result<std::optional<std::string>> resourceState(EventRowId id);

    // Oldest `last` kept, over everything or one cluster; unknown when there are no events.
    Result<Timestamp> oldest(const std::optional<ClusterId> &cluster);
    // Of every cluster. Finding the oldest Normal event can take 100 ms a million older Warnings;
    // `known`, an earlier answer, spares that where a cluster's oldest event is still the same. A
    // Normal event stored since then that is older, or the first, may stay unseen behind it.
    Result<EventReaches> reaches(const EventReaches &known);

    // Distinct values of a field that start with `prefix`, most frequent first.
    struct ValueCount
    {
        std::string value;
        std::int64_t events = 0;
    };
    Result<std::vector<ValueCount>> values(EventField field, const std::string &prefix, int limit);

private:
    Connection &m_connection;
};

} // namespace binnacle::store
