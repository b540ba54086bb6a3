#include "core/alerts/replay_past.h"

#include "core/alerts/silence_repository.h"
#include "core/store/cluster_repository.h"
#include "core/store/contact_gaps.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <utility>
#include <vector>

namespace binnacle::alerts {

namespace {

// Who is offline from when on; the entry before holds until then.
using Offline = std::map<Timestamp, std::set<ClusterId>>;

struct Change
{
    Timestamp at{};
    ClusterId cluster;
    int by = 0; // 1: a gap begins to count, -1: it ends
};

Status addChanges(store::Connection &connection, const ClusterId &cluster, const TimeRange &range,
    Duration offlineAfter, std::vector<Change> &changes)
{
    const auto gaps = store::contactGaps(connection, cluster, store::SignOfLife::Heartbeat, range);
    if (!gaps)
        return gaps.error();
    for (const store::ContactGap &gap : *gaps) {
        // Longer than the hub waits, so that a sign just then is not silence yet.
        const Timestamp from = gap.from + offlineAfter + Duration{1};
        if (isKnown(gap.until) && gap.until <= from)
            continue;
        changes.push_back({.at = from, .cluster = cluster, .by = 1});
        if (isKnown(gap.until))
            changes.push_back({.at = gap.until, .cluster = cluster, .by = -1});
    }
    return Done{};
}

Offline offlineBy(std::vector<Change> changes)
{
    std::ranges::sort(changes, {}, &Change::at);
    std::map<ClusterId, int> open; // gaps may overlap
    Offline offline;
    for (const Change &change : changes) {
        open[change.cluster] += change.by;
        std::set<ClusterId> &now = offline[change.at];
        now.clear();
        for (const auto &[cluster, count] : open) {
            if (count > 0)
                now.insert(cluster);
        }
    }
    return offline;
}

// One world is kept while it holds, for they are compared by their address.
class PastWorlds
{
public:
    PastWorlds(WorldAt base, Offline offline)
        : m_base(std::move(base))
        , m_offline(std::move(offline))
    {}

    std::shared_ptr<const EngineWorld> at(Timestamp now)
    {
        if (auto base = m_base ? m_base(now) : nullptr; base && base != m_known) {
            m_known = std::move(base);
            m_made.reset();
        }
        const auto next = m_offline.upper_bound(now);
        const bool isFirst = next == m_offline.begin();
        const Timestamp since = isFirst ? Timestamp{} : std::prev(next)->first;
        if (!m_made || since != m_since) {
            EngineWorld world = m_known ? *m_known : EngineWorld();
            world.offline = isFirst ? std::set<ClusterId>() : std::prev(next)->second;
            m_made = std::make_shared<const EngineWorld>(std::move(world));
            m_since = since;
        }
        return m_made;
    }

private:
    WorldAt m_base;
    Offline m_offline;
    std::shared_ptr<const EngineWorld> m_known;
    std::shared_ptr<const EngineWorld> m_made;
    Timestamp m_since{}; // of m_made
};

} // namespace

Status takePast(store::Connection &connection, const TimeRange &range, Duration offlineAfter,
    ReplayScene &scene)
{
    auto silences = readSilences(connection, range.from);
    if (!silences)
        return silences.error();
    std::ranges::move(*silences, std::back_inserter(scene.silences));
    const auto clusters = store::readClusters(connection, false);
    if (!clusters)
        return clusters.error();
    std::vector<Change> changes;
    for (const store::ClusterRecord &cluster : *clusters) {
        if (Status added = addChanges(connection, cluster.id, range, offlineAfter, changes); !added)
            return added;
    }
    Offline offline = offlineBy(std::move(changes));
    for (const auto &[at, clustersThen] : offline)
        scene.worldChanges.push_back(at);
    scene.world = [worlds = std::make_shared<PastWorlds>(std::move(scene.world),
                       std::move(offline))](Timestamp now) { return worlds->at(now); };
    return Done{};
}

} // namespace binnacle::alerts
