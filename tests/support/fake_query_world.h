#pragma once

#include "core/query/evaluate.h"
#include "core/query/execution/world.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace binnacle::test {

// Builds a snapshot whose texts live in its arena, as decoded ones do.
class SnapshotMaker
{
public:
    explicit SnapshotMaker(const std::string &cluster, Timestamp at)
    {
        m_snapshot->cluster = {cluster};
        m_snapshot->fetchedAt = at;
        m_snapshot->receivedAt = at;
    }

    std::string_view text(std::string_view text) { return m_snapshot->arena->copy(text); }
    ObjectMeta meta(std::string_view ns, std::string_view name,
        const std::vector<std::pair<std::string, std::string>> &labels = {})
    {
        ObjectMeta made{.uid = text(std::string(ns) + '/' + std::string(name)),
            .name = text(name),
            .ns = text(ns),
            .createdAt = m_snapshot->fetchedAt - Duration{3'600'000}};
        const auto copied = m_snapshot->arena->array<Label>(labels.size());
        for (std::size_t i = 0; i < labels.size(); ++i)
            copied[i] = {text(labels[i].first), text(labels[i].second)};
        made.labels = copied;
        return made;
    }
    std::span<const Container> images(const std::vector<std::string> &images)
    {
        const auto containers = m_snapshot->arena->array<Container>(images.size());
        for (std::size_t i = 0; i < images.size(); ++i) {
            containers[i].name = text("c" + std::to_string(i));
            containers[i].image = text(images[i]);
            containers[i].state = text("running");
        }
        return containers;
    }
    ClusterSnapshot &edit() { return *m_snapshot; }
    std::shared_ptr<const ClusterSnapshot> take()
    {
        m_snapshot->summary = summarise(*m_snapshot);
        return std::move(m_snapshot);
    }

private:
    std::shared_ptr<ClusterSnapshot> m_snapshot = std::make_shared<ClusterSnapshot>();
};

// An estate in memory for queries. Change it only between them.
class FakeQueryWorld : public query::World
{
public:
    Timestamp at = fromEpochMs(1'772'355'600'000); // 2026-03-01T09:00:00Z
    std::vector<query::WorldCluster> estate;
    std::map<std::pair<std::string, Timestamp>, std::shared_ptr<const ClusterSnapshot>> past;
    std::vector<ClusterEvent> allEvents; // newest first
    SloBoard levels;
    MeshGraph graph;
    std::vector<Alert> allAlerts;
    std::vector<CommandRecord> allCommands;
    std::vector<AuditEntry> entries;
    query::RecordQuery asked; // of records, last
    int snapshotsRead = 0;

    void add(std::shared_ptr<const ClusterSnapshot> snapshot)
    {
        const ClusterId id = snapshot->cluster;
        estate.push_back({.id = id, .name = id.value, .snapshot = std::move(snapshot)});
    }
    void keep(std::shared_ptr<const ClusterSnapshot> snapshot)
    {
        past[{snapshot->cluster.value, snapshot->fetchedAt}] = snapshot;
    }

    Timestamp now() const override { return at; }
    std::vector<query::WorldCluster> clusters() const override { return estate; }
    Result<std::shared_ptr<const ClusterSnapshot>> snapshotAt(
        const ClusterId &cluster, Timestamp then, const std::stop_token &) override
    {
        ++snapshotsRead;
        std::shared_ptr<const ClusterSnapshot> found;
        for (const auto &[key, snapshot] : past) {
            if (key.first == cluster.value && key.second <= then)
                found = snapshot;
        }
        if (!found)
            return Error{ErrorCode::NotFound, "no state is kept from before then"};
        return found;
    }
    Result<std::vector<Timestamp>> snapshotTimes(
        const ClusterId &cluster, const TimeRange &range, const std::stop_token &) override
    {
        std::vector<Timestamp> times;
        for (const auto &[key, snapshot] : past) {
            if (key.first == cluster.value && range.contains(key.second))
                times.push_back(key.second);
        }
        return times;
    }
    Result<Events> events(
        const EventQuery &query, const EventPageRequest &page, const std::stop_token &) override
    {
        Events found;
        for (const ClusterEvent &event : matching(query)) {
            if (EventKey{toEpochMs(event.last), event.id} < page.before
                && found.size() < static_cast<std::size_t>(page.limit))
                found.push_back(event);
        }
        return found;
    }
    Result<std::optional<std::int64_t>> countEvents(const EventQuery &query,
        std::optional<std::chrono::microseconds>, const std::stop_token &) override
    {
        return std::optional(static_cast<std::int64_t>(matching(query).size()));
    }
    Result<EventGroups> groupEvents(
        const EventQuery &query, EventField by, const std::stop_token &) override
    {
        std::map<std::string, std::int64_t> counts;
        for (const ClusterEvent &event : matching(query))
            ++counts[by == EventField::Reason ? event.reason : event.involved.ns];
        return EventGroups(counts.begin(), counts.end());
    }
    Result<std::optional<ClusterEvent>> firstEvent(
        const EventQuery &query, const std::stop_token &) override
    {
        const Events found = matching(query);
        const auto first = std::ranges::min_element(found, {}, &ClusterEvent::first);
        return first == found.end() ? std::optional<ClusterEvent>() : std::optional(*first);
    }
    Result<SloBoard> board(
        const ClusterId &, SloSubject::Kind, const TimeRange &, const std::stop_token &) override
    {
        return levels;
    }
    Result<MeshGraph> mesh(const ClusterId &, const TimeRange &, const std::stop_token &) override
    {
        return graph;
    }
    Result<std::vector<Alert>> alerts(
        const query::RecordQuery &query, const std::stop_token &) override
    {
        asked = query;
        std::vector<Alert> found;
        for (const Alert &alert : allAlerts) {
            const bool isTooLate = isKnown(query.range.to) && alert.pendingSince >= query.range.to;
            if (!isTooLate && (!alert.isOver() || alert.resolvedAt > query.range.from))
                found.push_back(alert);
        }
        return found;
    }
    Result<std::vector<CommandRecord>> commands(
        const query::RecordQuery &query, const std::stop_token &) override
    {
        asked = query;
        std::vector<CommandRecord> found;
        for (const CommandRecord &record : allCommands) {
            if (isWithin(query.range, record.command.createdAt))
                found.push_back(record);
        }
        return found;
    }
    Result<std::vector<AuditEntry>> audit(
        const query::RecordQuery &query, const std::stop_token &) override
    {
        asked = query;
        std::vector<AuditEntry> found;
        for (const AuditEntry &entry : entries) {
            if (isWithin(query.range, entry.at))
                found.push_back(entry);
        }
        return found;
    }
    Result<query::AlertLookUp> findAlert(std::int64_t id, const std::stop_token &) override
    {
        query::AlertLookUp found;
        for (const Alert &alert : allAlerts) {
            if (alert.id == id)
                found.alert = alert;
            else if (std::abs(alert.id - id) == 1)
                found.nearest.push_back(alert.id);
        }
        return found;
    }

private:
    static bool isWithin(const TimeRange &range, Timestamp at)
    {
        return at >= range.from && (!isKnown(range.to) || at < range.to);
    }
    Events matching(const EventQuery &query) const
    {
        Events found;
        for (const ClusterEvent &event : allEvents) {
            if ((!query.cluster || event.cluster == *query.cluster)
                && (!query.lastSeen || query.lastSeen->contains(event.last))
                && query::matches(query.where, event))
                found.push_back(event);
        }
        return found;
    }
};

} // namespace binnacle::test
