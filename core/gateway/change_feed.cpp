#include "core/gateway/change_feed.h"

#include "core/gateway/duty_scope.h"
#include "core/gateway/record_json.h"
#include "core/hub/data_hub.h"
#include "core/store/event_repository.h"
#include "core/store/reader_pool.h"
#include "core/store/workspace.h"

#include <QLoggingCategory>

#include <algorithm>
#include <span>
#include <utility>

Q_LOGGING_CATEGORY(logFeed, "binnacle.gateway.feed")

namespace binnacle::gateway {

namespace {

// Heartbeats of many agents change the hub all the time.
constexpr Duration kLookPause{100};
constexpr std::size_t kReadAtOnce = 200;
// Bounds a message to a few tens of KiB.
constexpr std::size_t kEventsInMessage = 20;

std::string clusterJson(const hub::ClusterState &cluster)
{
    codec::JsonWriter json;
    writeCluster(json, cluster);
    return json.take();
}

std::string eventsJson(std::span<const ClusterEvent> events)
{
    codec::JsonWriter json;
    json.beginObject().key("events").beginArray();
    for (const ClusterEvent &event : events)
        writeEvent(json, event);
    json.endArray().endObject();
    return json.take();
}

std::string removedJson(const ClusterId &cluster)
{
    codec::JsonWriter json;
    json.beginObject().member("clusterId", cluster.value).member("status", "removed").endObject();
    return json.take();
}

} // namespace

ChangeFeed::ChangeFeed(const GatewayParts &parts, CoreThread &thread, Publish publish)
    : m_parts(parts)
    , m_thread(thread)
    , m_publish(std::move(publish))
{}

void ChangeFeed::start()
{
    const auto state = m_parts.hub.state(); // for as long as the loop runs
    for (const hub::ClusterState &cluster : state->clusters)
        m_seen[cluster.id] = {.lastSnapshot = cluster.times.lastSnapshot, .status = cluster.status};
}

void ChangeFeed::stateChanged()
{
    if (m_isDue.exchange(true))
        return;
    m_thread.post([weak = weak_from_this()] {
        const auto self = weak.lock();
        if (!self)
            return;
        const Duration since = self->m_parts.clock.elapsed() - self->m_lookedAt;
        if (since >= kLookPause)
            return self->look();
        self->m_thread.after(kLookPause - since, [weak] {
            if (const auto still = weak.lock())
                still->look();
        });
    });
}

void ChangeFeed::look()
{
    m_isDue = false; // before the state is read: what comes later makes it due again
    m_lookedAt = m_parts.clock.elapsed();
    const auto state = m_parts.hub.state();
    for (const hub::ClusterState &cluster : state->clusters) {
        const auto [place, isNew] = m_seen.try_emplace(cluster.id);
        Seen &seen = place->second;
        const bool hasSnapshot = seen.lastSnapshot != cluster.times.lastSnapshot;
        const bool hasStatus = isNew || seen.status != cluster.status;
        seen = {.lastSnapshot = cluster.times.lastSnapshot, .status = cluster.status};
        if (hasStatus)
            m_publish("status:" + cluster.id.value, clusterJson(cluster), {.cluster = cluster.id});
        if (hasSnapshot)
            m_publish(
                "snapshot:" + cluster.id.value, clusterJson(cluster), {.cluster = cluster.id});
    }
    if (m_seen.size() == state->clusters.size())
        return;
    for (auto seen = m_seen.begin(); seen != m_seen.end();) {
        const ClusterId id = seen->first;
        if (hub::findCluster(*state, id)) {
            ++seen;
            continue;
        }
        m_publish("status:" + id.value, removedJson(id), {.cluster = id});
        seen = m_seen.erase(seen);
    }
}

void ChangeFeed::eventsStored(const std::vector<EventRowId> &events)
{
    if (events.empty())
        return;
    m_parts.workspace.readers().post(
        [weak = weak_from_this(), events](store::Connection &connection) {
            if (const auto self = weak.lock())
                self->tellEvents(connection, events);
        },
        [](const Error &error) {
            qCWarning(logFeed, "events not read back error=\"%s\"", error.message.c_str());
        });
}

// An account may see some namespaces only, so a message holds events of one.
void ChangeFeed::tellEvents(store::Connection &connection, const std::vector<EventRowId> &events)
{
    store::EventReader reader(connection);
    const std::span<const EventRowId> all(events);
    for (std::size_t begin = 0; begin < all.size(); begin += kReadAtOnce) {
        auto rows = reader.byId(all.subspan(begin, std::min(kReadAtOnce, all.size() - begin)));
        if (!rows) {
            qCWarning(logFeed, "events not read back error=\"%s\"", rows.error().message.c_str());
            return;
        }
        const auto key = [](const ClusterEvent &event) {
            return std::pair<const ClusterId &, const std::string &>(
                event.cluster, event.involved.ns);
        };
        std::ranges::stable_sort(*rows,
            [&key](const ClusterEvent &a, const ClusterEvent &b) { return key(a) < key(b); });
        const std::span<const ClusterEvent> sorted(*rows);
        for (std::size_t from = 0; from < sorted.size();) {
            std::size_t to = from + 1;
            while (to < sorted.size() && to - from < kEventsInMessage
                && key(sorted[to]) == key(sorted[from]))
                ++to;
            const ClusterEvent &first = sorted[from];
            m_publish("events:" + first.cluster.value, eventsJson(sorted.subspan(from, to - from)),
                {.cluster = first.cluster, .ns = first.involved.ns});
            from = to;
        }
    }
}

void ChangeFeed::commandChanged(const CommandRecord &record)
{
    m_publish("commands:" + record.command.id.value, commandJson(record, CommandOutput::LeftOut),
        {.cluster = record.command.cluster,
            .ns = std::string(namespaceOf(record.command.target)),
            .capability = Capability::RunCommands});
}

void ChangeFeed::trafficStored(const ClusterId &cluster)
{
    if (cluster.isEmpty()) // somewhere; who asks again finds out
        return;
    codec::JsonWriter json;
    json.beginObject().member("clusterId", cluster.value).endObject();
    m_publish("slo:" + cluster.value, json.take(), {.cluster = cluster});
}

} // namespace binnacle::gateway
