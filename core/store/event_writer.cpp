#include "core/store/event_writer.h"

#include "core/store/dictionary.h"
#include "core/store/sqlite/connection.h"
#include "core/store/store_writer.h"
#include "core/store/text_index.h"
#include "core/store/uid.h"
#include "core/store/wall_clock.h"

#include <algorithm>
#include <tuple>

namespace binnacle::store {

namespace {

constexpr std::size_t kNameDigits = 16;

// The numbers an event's row refers to.
struct Row
{
    std::int64_t cluster = 0;
    std::int64_t reason = 0;
    std::int64_t kind = 0;
    std::int64_t ns = 0;
    std::int64_t object = 0;
    std::int64_t component = 0;
    std::int64_t host = 0;
    std::int64_t eventNs = 0;
};

Result<Row> resolve(Dictionary &dictionary, const ClusterEvent &event)
{
    Row row;
    Status failure = Done{};
    const auto take = [&failure](std::int64_t &into, const Result<std::int64_t> &found) {
        if (found)
            into = *found;
        else
            failure = found.error();
    };
    take(row.cluster, dictionary.cluster(event.cluster));
    take(row.reason, dictionary.word(event.reason));
    take(row.kind, dictionary.word(event.involved.kind));
    take(row.ns, dictionary.word(event.involved.ns));
    take(row.component, dictionary.word(event.component));
    take(row.host, dictionary.word(event.host));
    take(row.eventNs, dictionary.word(event.ns));
    if (!failure)
        return failure.error();
    const Result<Dictionary::Object> object = dictionary.object(row.cluster, event.involved);
    if (!object)
        return object.error();
    row.object = object->id;
    if (event.owners.empty() || object->hasOwner)
        return row;
    // Up the chain until a link that is known: the rest was written with it.
    const ResourceRef *owned = &event.involved;
    for (const ResourceRef &owner : event.owners) {
        const Result<Dictionary::Object> link = dictionary.object(row.cluster, *owned);
        if (!link)
            return link.error();
        if (link->hasOwner)
            break;
        if (const Status linked = dictionary.setOwner(row.cluster, *owned, owner); !linked)
            return linked.error();
        owned = &owner;
    }
    return row;
}

void bindUid(Statement &statement, int index, std::string_view uid)
{
    const PackedUid packed = packUid(uid);
    if (packed.isPacked)
        statement.bindAt(index, Blob{packed.bytes});
    else
        statement.bindAt(index, uid);
}

// See the table's description in 0001_history.sql.
void bindName(Statement &statement, int index, std::string_view name, std::string_view object)
{
    const bool continues = name.starts_with(object) && name.substr(object.size()).starts_with('.');
    const std::string_view tail = continues ? name.substr(object.size()) : name;
    if (continues && tail.size() == kNameDigits + 1) {
        if (const std::string bytes = packHex(tail.substr(1)); !bytes.empty())
            return statement.bindAt(index, Blob{bytes});
    }
    if (!continues && (name.starts_with('.') || name.starts_with('/')))
        return statement.bindAt(index, "/" + std::string(name));
    statement.bindAt(index, tail);
}

Result<bool> insertEvent(Connection &connection, const Row &row, const ClusterEvent &event)
{
    Result<Statement> insert = connection.prepare("event.insert");
    if (!insert)
        return insert.error();
    const std::int64_t now = toEpochMs(wallClockNow());
    int at = 0;
    insert->bindAt(++at, row.cluster);
    bindUid(*insert, ++at, event.uid);
    insert->bindAt(++at, static_cast<int>(event.type));
    for (const std::int64_t number :
        {row.reason, row.kind, row.ns, row.object, row.component, row.host})
        insert->bindAt(++at, number);
    insert->bindAt(++at, toEpochMs(event.last));
    insert->bindAt(++at, toEpochMs(event.first));
    insert->bindAt(++at, event.count);
    insert->bindAt(++at, event.countIsMinimum ? 1 : 0);
    bindUid(*insert, ++at, event.involvedUid);
    bindName(*insert, ++at, event.name, event.involved.name);
    if (row.eventNs == row.ns)
        insert->bindAt(++at, nullptr);
    else
        insert->bindAt(++at, row.eventNs);
    insert->bindAt(++at, event.message);
    insert->bindAt(++at, now);
    insert->bindAt(++at, now);
    if (const Status done = insert->run(); !done)
        return done.error();
    return connection.changes() > 0;
}

Result<ClusterEvent> readStored(
    Connection &connection, std::int64_t cluster, const ClusterEvent &event)
{
    Result<Statement> find = connection.prepare("event.stored");
    if (!find)
        return find.error();
    find->bindAt(1, cluster);
    bindUid(*find, 2, event.uid);
    const Result<bool> found = find->step();
    if (!found)
        return found.error();
    if (!*found)
        return Error{ErrorCode::Corrupt, "event " + event.uid + " is and is not stored"};
    return ClusterEvent{
        .id = find->number(0),
        .cluster = event.cluster,
        .uid = event.uid,
        .type = static_cast<EventType>(find->number(1)),
        .reason = std::string(find->text(2)),
        .message = std::string(find->text(9)),
        .component = std::string(find->text(3)),
        .host = std::string(find->text(4)),
        .first = fromEpochMs(find->number(6)),
        .last = fromEpochMs(find->number(5)),
        .count = find->number(7),
        .countIsMinimum = find->number(8) != 0,
    };
}

Status updateEvent(WriteContext &context, const ClusterEvent &before, const ClusterEvent &after)
{
    Dictionary &dictionary = context.dictionary;
    const Result<std::int64_t> reason = dictionary.word(after.reason);
    const Result<std::int64_t> component = dictionary.word(after.component);
    const Result<std::int64_t> host = dictionary.word(after.host);
    for (const auto *word : {&reason, &component, &host}) {
        if (!*word)
            return word->error();
    }
    Result<Statement> update = context.connection.prepare("event.update");
    if (!update)
        return update.error();
    update->bind(static_cast<int>(after.type), *reason, *component, *host, toEpochMs(after.last),
        toEpochMs(after.first), after.count, after.countIsMinimum ? 1 : 0, after.message,
        toEpochMs(wallClockNow()), after.id);
    if (Status done = update->run(); !done)
        return done;
    if (before.message == after.message && before.reason == after.reason)
        return Done{};
    const Result<EventRowId> indexedTo = textIndexedTo(context);
    if (!indexedTo)
        return indexedTo.error();
    if (after.id > *indexedTo)
        return Done{};
    if (Status done = removeText(context, before.id, before.reason, before.message); !done)
        return done;
    return addText(context, after.id, after.reason, after.message);
}

Status insertState(Connection &connection, EventRowId id, std::string_view state)
{
    Result<Statement> insert = connection.prepare("event.insert_state");
    if (!insert)
        return insert.error();
    return insert->bind(id, state, toEpochMs(wallClockNow())).run();
}

} // namespace

bool mergeEvent(ClusterEvent &stored, const ClusterEvent &sighting)
{
    bool changed = false;
    const auto set = [&changed](auto &field, const auto &value) {
        changed = changed || field != value;
        field = value;
    };
    const bool isNewer
        = std::tie(sighting.last, sighting.message) > std::tie(stored.last, stored.message);
    if (isNewer) {
        set(stored.message, sighting.message);
        set(stored.type, sighting.type);
        set(stored.reason, sighting.reason);
        set(stored.component, sighting.component);
    }
    if (stored.host.empty())
        set(stored.host, sighting.host);
    set(stored.last, std::max(stored.last, sighting.last));
    set(stored.first, std::min(stored.first, sighting.first));
    set(stored.count, std::max(stored.count, sighting.count));
    set(stored.countIsMinimum, stored.countIsMinimum || sighting.countIsMinimum);
    return changed;
}

Result<StoredEvent> storeEvent(
    WriteContext &context, const ClusterEvent &event, std::string_view state)
{
    const Result<Row> row = resolve(context.dictionary, event);
    if (!row)
        return row.error();
    const Result<bool> isNew = insertEvent(context.connection, *row, event);
    if (!isNew)
        return isNew.error();
    StoredEvent stored;
    if (*isNew) {
        stored.change = StoredEvent::Change::Inserted;
        stored.id = context.connection.lastInsertId();
        if (!state.empty()) {
            if (const Status kept = insertState(context.connection, stored.id, state); !kept)
                return kept.error();
        }
        return stored;
    }
    Result<ClusterEvent> before = readStored(context.connection, row->cluster, event);
    if (!before)
        return before.error();
    stored.id = before->id;
    stored.merged = *before;
    if (!mergeEvent(stored.merged, event))
        return stored;
    if (const Status updated = updateEvent(context, *before, stored.merged); !updated)
        return updated.error();
    stored.change = StoredEvent::Change::Updated;
    return stored;
}

} // namespace binnacle::store
