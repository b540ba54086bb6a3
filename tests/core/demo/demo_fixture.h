#pragma once

#include "core/demo/cluster_simulation.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace binnacle::demo {

// 2026-03-02T08:00:00Z, a Monday.
inline constexpr Timestamp kMonday = fromEpochMs(1'772'438'400'000);
inline constexpr Duration kMinute{60'000};
inline constexpr Duration kHour{3'600'000};

inline const ClusterBlueprint &blueprintOf(std::string_view name)
{
    const auto estate = estateBlueprint();
    return *std::find_if(estate.begin(), estate.end(),
        [&](const ClusterBlueprint &blueprint) { return blueprint.name == name; });
}

// Every event that was ever visible, by uid, in its last version.
class SeenEvents
{
public:
    void look(const EventLog &log)
    {
        for (const auto &[number, entry] : log.entries()) {
            auto [place, isNew] = m_entries.try_emplace(entry.uid, entry);
            m_shrunk |= !isNew && entry.count < place->second.count;
            place->second = entry;
        }
    }

    // Advances by quarters of an hour, so nothing expires unseen.
    void follow(ClusterSimulation &simulation, Timestamp to)
    {
        while (simulation.now() < to) {
            simulation.advance(std::min(to, simulation.now() + 15 * kMinute));
            look(simulation.events());
        }
    }

    std::vector<EventLog::Entry> sorted() const
    {
        std::vector<EventLog::Entry> all;
        for (const auto &[uid, entry] : m_entries)
            all.push_back(entry);
        std::sort(
            all.begin(), all.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        return all;
    }

    bool anyCountShrank() const { return m_shrunk; }

private:
    std::map<std::string, EventLog::Entry> m_entries;
    bool m_shrunk = false;
};

} // namespace binnacle::demo
