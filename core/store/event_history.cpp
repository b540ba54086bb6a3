#include "core/store/event_history.h"

#include "core/store/event_writer.h"
#include "core/store/known_events.h"
#include "core/store/log.h"
#include "core/store/retention.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"
#include "core/store/store_writer.h"
#include "core/store/uid.h"

#include <algorithm>
#include <iterator>
#include <mutex>
#include <utility>

namespace binnacle::store {

namespace {

// Kubernetes keeps events for an hour unless told otherwise; what is older and still comes in
// snapshots is learned at its first sighting.
constexpr std::int64_t kLoadedMs = std::int64_t{3} * 3600 * 1000;
constexpr int kLoadedEvents = 300'000;
constexpr std::size_t kMaxState = 32UL * 1024;

// One call of sync() on its way through the writer.
struct SyncRun
{
    std::vector<ClusterEvent> events;
    std::vector<std::string> states; // beside events
    SyncOutcome outcome;
    std::vector<ClusterEvent> merged; // what is stored now where it differs from `events`
};

Status store(WriteContext &context, SyncRun &run)
{
    run.outcome = {}; // a job may run twice
    run.merged.clear();
    for (std::size_t i = 0; i < run.events.size(); ++i) {
        Result<StoredEvent> stored = storeEvent(context, run.events[i], run.states[i]);
        if (!stored)
            return withContext(stored.error(), "store event " + run.events[i].uid);
        if (stored->change == StoredEvent::Change::Inserted) {
            run.outcome.inserted.push_back(stored->id);
            continue;
        }
        if (stored->change == StoredEvent::Change::Updated)
            run.outcome.updated.push_back(stored->id);
        run.merged.push_back(std::move(stored->merged));
    }
    return Done{};
}

ClusterEvent knownFrom(const Statement &row)
{
    return {
        .cluster = {std::string(row.text(0))},
        .uid = unpackUid(row.text(1), row.isBlob(1)),
        .message = std::string(row.text(7)),
        .host = std::string(row.text(6)),
        .first = fromEpochMs(row.number(3)),
        .last = fromEpochMs(row.number(2)),
        .count = row.number(4),
        .countIsMinimum = row.number(5) != 0,
    };
}

} // namespace

struct EventHistory::Memory
{
    std::mutex mutex;
    KnownEvents known; // guarded by mutex
};

EventHistory::EventHistory(StoreWriter &writer)
    : m_memory(std::make_shared<Memory>())
    , m_writer(writer)
{}

EventHistory::~EventHistory() = default;

void EventHistory::load(std::function<void(const Status &)> finished)
{
    const auto job = [memory = m_memory](WriteContext &context) -> Status {
        const Result<std::int64_t> newest = context.connection.number("event.newest");
        if (!newest)
            return newest.error();
        Result<Statement> rows = context.connection.prepare("event.known");
        if (!rows)
            return rows.error();
        rows->bind(*newest - kLoadedMs, kLoadedEvents);
        const std::scoped_lock lock(memory->mutex);
        return forEachRow(*rows, [&](Statement &row) { memory->known.remember(knownFrom(row)); });
    };
    m_writer.submit(job, std::move(finished));
}

void EventHistory::sync(
    const std::vector<ClusterEvent> &events, const StateOf &stateOf, Finished finished)
{
    std::vector<ClusterEvent> changed;
    {
        const std::scoped_lock lock(m_memory->mutex);
        std::ranges::copy_if(events, std::back_inserter(changed),
            [this](const ClusterEvent &event) { return !m_memory->known.covers(event); });
    }
    storeChanged(std::move(changed), stateOf, std::move(finished));
}

void EventHistory::sync(
    std::vector<ClusterEvent> &&events, const StateOf &stateOf, Finished finished)
{
    {
        const std::scoped_lock lock(m_memory->mutex);
        std::erase_if(
            events, [this](const ClusterEvent &event) { return m_memory->known.covers(event); });
    }
    storeChanged(std::move(events), stateOf, std::move(finished));
}

void EventHistory::storeChanged(
    std::vector<ClusterEvent> changed, const StateOf &stateOf, Finished finished)
{
    if (changed.empty()) {
        finished(SyncOutcome{});
        return;
    }
    const auto run = std::make_shared<SyncRun>();
    run->events = std::move(changed);
    std::vector<bool> isUnknown;
    {
        const std::scoped_lock lock(m_memory->mutex);
        for (const ClusterEvent &event : run->events)
            isUnknown.push_back(!m_memory->known.contains(event));
    }
    run->states.resize(run->events.size());
    for (std::size_t i = 0; stateOf && i < run->events.size(); ++i) {
        if (run->events[i].type != EventType::Warning || !isUnknown[i])
            continue;
        run->states[i] = stateOf(run->events[i]);
        if (run->states[i].size() > kMaxState)
            run->states[i].clear();
    }
    m_writer.submit([run](WriteContext &context) { return store(context, *run); },
        [run, memory = m_memory, finished = std::move(finished)](const Status &status) {
            if (!status)
                return finished(status.error());
            {
                // Order matters: what was merged replaces the sighting it was merged from.
                const std::scoped_lock lock(memory->mutex);
                for (const ClusterEvent &event : run->events)
                    memory->known.remember(event);
                for (const ClusterEvent &event : run->merged)
                    memory->known.remember(event);
            }
            finished(std::move(run->outcome));
        });
}

void EventHistory::forget()
{
    const std::scoped_lock lock(m_memory->mutex);
    m_memory->known.clear();
}

void EventHistory::sweep(Timestamp now, int days, std::int64_t perCluster,
    std::function<void(Result<std::int64_t>)> finished)
{
    sweepEvents(m_writer, {.now = now, .days = days, .perCluster = perCluster},
        [finished = std::move(finished)](const Result<std::int64_t> &deleted) {
            if (deleted && *deleted > 0)
                qCInfo(lcStore, "retention events=%lld", static_cast<long long>(*deleted));
            if (!deleted)
                qCWarning(lcStore, "retention failed: %s", deleted.error().message.c_str());
            finished(deleted);
        });
}

} // namespace binnacle::store
