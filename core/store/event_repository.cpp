#include "core/store/event_repository.h"

#include "core/store/event_plan.h"
#include "core/store/ownership.h"
#include "core/store/sql_catalog.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"
#include "core/store/uid.h"

#include <algorithm>
#include <map>
#include <utility>

namespace binnacle::store {

namespace {

std::string nameFrom(const Statement &row, int column, const std::string &object)
{
    const std::string_view stored = row.text(column);
    if (row.isBlob(column))
        return object + "." + unpackHex(stored);
    if (stored.starts_with('.'))
        return object + std::string(stored);
    return std::string(stored.starts_with('/') ? stored.substr(1) : stored);
}

ClusterEvent eventFrom(const Statement &row)
{
    const auto text = [&row](int column) { return std::string(row.text(column)); };
    ClusterEvent event{
        .id = row.number(0),
        .cluster = {text(1)},
        .uid = unpackUid(row.text(2), row.isBlob(2)),
        .ns = text(13),
        .type = static_cast<EventType>(row.number(3)),
        .reason = text(4),
        .message = text(5),
        .component = text(6),
        .host = text(7),
        .involved = {.kind = text(8), .ns = text(9), .name = text(10)},
        .involvedUid = unpackUid(row.text(11), row.isBlob(11)),
        .first = fromEpochMs(row.number(14)),
        .last = fromEpochMs(row.number(15)),
        .count = row.number(16),
        .countIsMinimum = row.number(17) != 0,
    };
    event.name = nameFrom(row, 12, event.involved.name);
    return event;
}

bool isNewer(const EventIndexEntry &a, const EventIndexEntry &b)
{
    return a.key() > b.key();
}

// Indexes deliver oldest first or newest first at no cost; only the rest is sorted.
void sortNewestFirst(std::vector<EventIndexEntry> &entries)
{
    if (std::ranges::is_sorted(entries, isNewer))
        return;
    std::ranges::reverse(entries);
    if (!std::ranges::is_sorted(entries, isNewer))
        std::ranges::sort(entries, isNewer);
}

Result<std::map<std::int64_t, ClusterId>> clusterNames(Connection &connection)
{
    Result<Statement> rows = connection.prepare("cluster.names");
    if (!rows)
        return rows.error();
    std::map<std::int64_t, ClusterId> names;
    const Status read = forEachRow(*rows, [&names](Statement &row) {
        names.emplace(row.number(0), ClusterId{std::string(row.text(1))});
    });
    if (!read)
        return read.error();
    return names;
}

std::int64_t bucketStart(std::int64_t at, std::int64_t length)
{
    const std::int64_t rest = at % length;
    return rest < 0 ? at - rest - length : at - rest;
}

// The oldest from that time on.
Result<Timestamp> oldestNormal(Connection &connection, const ClusterId &cluster, Timestamp from)
{
    Result<Statement> find = connection.prepare("event.oldest_normal");
    if (!find)
        return find.error();
    const Result<bool> row = find->bind(cluster.value, toEpochMs(from)).step();
    if (!row)
        return row.error();
    return fromEpochMs(find->number(0));
}

} // namespace

EventReader::EventReader(Connection &connection)
    : m_connection(connection)
{}

Result<std::vector<ClusterEvent>> EventReader::page(
    const EventQuery &query, const EventPageRequest &page)
{
    const Result<EventPlan> plan = EventPlan::make(m_connection, query);
    if (!plan)
        return plan.error();
    const Result<std::vector<EventKey>> keys = plan->pageKeys(page);
    if (!keys)
        return keys.error();
    std::vector<EventRowId> ids;
    ids.reserve(keys->size());
    for (const EventKey &key : *keys)
        ids.push_back(key.id);
    return byId(ids);
}

Result<std::vector<ClusterEvent>> EventReader::following(
    const ClusterId &cluster, const EventKey &key, Timestamp until, int limit)
{
    Result<Statement> rows = m_connection.prepare("event.following");
    if (!rows)
        return rows.error();
    rows->bind(cluster.value, key.lastMs, key.id, toEpochMs(until), limit);
    const Result<std::vector<EventRowId>> ids
        = collectRows(*rows, [](const Statement &row) { return EventRowId{row.number(0)}; });
    if (!ids)
        return ids.error();
    return byId(*ids);
}

Result<std::vector<ClusterEvent>> EventReader::byId(std::span<const EventRowId> ids)
{
    Result<Statement> find = m_connection.prepare("event.row");
    if (!find)
        return find.error();
    std::vector<ClusterEvent> events;
    events.reserve(ids.size());
    for (const EventRowId id : ids) {
        find->bindAt(1, id);
        const Result<bool> row = find->step();
        if (!row)
            return row.error();
        if (*row)
            events.push_back(eventFrom(*find));
        find->reset();
    }
    return events;
}

Result<ClusterEvent> EventReader::byUid(const ClusterId &cluster, const std::string &uid)
{
    Result<Statement> find = m_connection.prepare("event.id_of_uid");
    if (!find)
        return find.error();
    const Result<bool> row = find->bind(uid, cluster.value).step();
    if (!row)
        return row.error();
    const EventRowId id = *row ? find->number(0) : 0;
    Result<std::vector<ClusterEvent>> found = byId({&id, 1});
    if (!found)
        return found.error();
    if (found->empty())
        return Error{ErrorCode::NotFound, "no event " + uid + " in cluster " + cluster.value};
    return std::move(found->front());
}

Result<std::vector<EventIndexEntry>> EventReader::index(
    const EventQuery &query, const std::stop_token &stop)
{
    const Result<EventPlan> plan = EventPlan::make(m_connection, query);
    if (!plan)
        return plan.error();
    Result<Statement> rows = plan->isEverything() ? m_connection.prepare("event.index_all")
                                                  : plan->select("event.index");
    if (!rows)
        return rows.error();
    const Watch watch(m_connection, stop);
    Result<std::vector<EventIndexEntry>> entries = collectRows(*rows, [](const Statement &row) {
        return EventIndexEntry{
            .lastMs = row.number(0), .idAndType = row.number(1) * 2 + (row.number(2) != 0 ? 1 : 0)};
    });
    if (entries)
        sortNewestFirst(*entries);
    return entries;
}

Result<EventCount> EventReader::count(const EventQuery &query, const std::stop_token &stop)
{
    const Result<EventPlan> plan = EventPlan::make(m_connection, query);
    if (!plan)
        return plan.error();
    Result<Statement> rows = plan->select("event.count");
    if (!rows)
        return rows.error();
    const Watch watch(m_connection, stop);
    const Result<bool> row = rows->step();
    if (!row)
        return row.error();
    return EventCount{.total = rows->number(0), .warnings = rows->number(1)};
}

Result<std::vector<EventBucket>> EventReader::histogram(
    const EventQuery &query, Duration bucket, const std::stop_token &stop)
{
    if (bucket.count() <= 0)
        return Error{ErrorCode::InvalidArgument, "a histogram needs buckets longer than nothing"};
    const Result<EventPlan> plan = EventPlan::make(m_connection, query);
    if (!plan)
        return plan.error();
    const Result<std::map<std::int64_t, ClusterId>> names = clusterNames(m_connection);
    if (!names)
        return names.error();
    Result<Statement> rows = plan->select("event.times");
    if (!rows)
        return rows.error();

    const Watch watch(m_connection, stop);
    std::map<std::pair<std::int64_t, std::int64_t>, EventCount> counts; // (start, cluster)
    auto current = counts.end(); // rows come nearly in order of time
    const Status read = forEachRow(*rows, [&](Statement &row) {
        const std::pair key{bucketStart(row.number(1), bucket.count()), row.number(0)};
        if (current == counts.end() || current->first != key)
            current = counts.try_emplace(key).first;
        ++current->second.total;
        current->second.warnings += row.number(2);
    });
    if (!read)
        return read.error();
    std::vector<EventBucket> buckets;
    for (const auto &[key, count] : counts) {
        const auto name = names->find(key.second);
        if (name == names->end())
            continue; // removed between the two statements
        buckets.push_back({.cluster = name->second,
            .start = fromEpochMs(key.first),
            .normal = count.total - count.warnings,
            .warnings = count.warnings});
    }
    return buckets;
}

Result<std::vector<OwnershipNode>> EventReader::ownership(
    const ClusterId &cluster, const ResourceRef &object, int limit)
{
    return readOwnership(m_connection, cluster, object, limit);
}

Result<std::optional<std::string>> EventReader::resourceState(EventRowId id)
{
    Result<Statement> find = m_connection.prepare("event.state");
    if (!find)
        return find.error();
    const Result<bool> row = find->bind(id).step();
    if (!row)
        return row.error();
    if (!*row)
        return std::optional<std::string>();
    return std::optional<std::string>(find->text(0));
}

Result<Timestamp> EventReader::oldest(const std::optional<ClusterId> &cluster)
{
    Result<Statement> find
        = m_connection.prepare(cluster ? "event.oldest_of_cluster" : "event.oldest");
    if (!find)
        return find.error();
    if (cluster)
        find->bind(cluster->value);
    const Result<bool> row = find->step();
    if (!row)
        return row.error();
    return fromEpochMs(find->number(0));
}

Result<EventReaches> EventReader::reaches(const EventReaches &known)
{
    Result<Statement> rows = m_connection.prepare("event.oldest_of_each");
    if (!rows)
        return rows.error();
    EventReaches reaches;
    const Status read = forEachRow(*rows, [&reaches](Statement &row) {
        reaches[{std::string(row.text(0))}].oldest = fromEpochMs(row.number(1));
    });
    if (!read)
        return read.error();
    for (auto &[cluster, reach] : reaches) {
        const auto before = known.find(cluster);
        const bool isSame = before != known.end() && before->second.oldest == reach.oldest;
        const Timestamp from = isSame ? before->second.oldestNormal : Timestamp::min();
        if (isSame && !isKnown(from))
            continue; // there was none
        const Result<Timestamp> normal = oldestNormal(m_connection, cluster, from);
        if (!normal)
            return normal.error();
        reach.oldestNormal = *normal;
    }
    return reaches;
}

Result<std::vector<EventReader::ValueCount>> EventReader::values(
    EventField field, const std::string &prefix, int limit)
{
    std::string sql;
    const SqlCatalog &catalog = m_connection.catalog();
    const std::string name(eventFieldName(field));
    if (catalog.contains("values." + name)) {
        sql = catalog.at("values." + name);
    } else {
        sql = catalog.at("values.word");
        const std::string &column = catalog.at("column." + name);
        constexpr std::string_view kColumn = "{column}";
        if (!column.ends_with("_id"))
            return Error{ErrorCode::InvalidArgument, "the values of " + name + " are not listed"};
        for (auto at = sql.find(kColumn); at != std::string::npos; at = sql.find(kColumn))
            sql.replace(at, kColumn.size(), column);
    }
    Result<Statement> rows = m_connection.prepareText(sql);
    if (!rows)
        return rows.error();
    rows->bind(prefix, limit);
    return collectRows(*rows, [](const Statement &row) {
        return ValueCount{.value = std::string(row.text(0)), .events = row.number(1)};
    });
}

} // namespace binnacle::store
