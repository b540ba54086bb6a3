#pragma once

#include "core/codec/alert_matchers.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace binnacle::alerts {

// The silences and which alerts they match, with their expressions compiled. Regular expressions
// match a whole label as in Alertmanager. A matcher that cannot be read matches nothing, so nothing
// is hushed by mistake; neither is anything by a silence without matchers. Not thread-safe.
class SilenceSet
{
public:
    // Those that end() closed stay closed until somebody changes their span.
    void set(std::vector<Silence> silences);
    // Counts calls of set(): what matchesOf() said before is void after one.
    std::uint64_t generation() const { return m_generation; }

    std::vector<std::size_t> matchesOf(const Alert &alert) const; // of any time
    const Silence &at(std::size_t index) const { return m_items[index].silence; }
    std::size_t size() const { return m_items.size(); }

    // Exit conditions. A step tells which alerts fire: first begin(), then see() for each match.
    void beginStep();
    void see(std::size_t index, bool isFiring);
    // Closes those that matched something once and match nothing that fires now; their ids.
    std::vector<std::int64_t> closeResolved(Timestamp now);

    // The next moment after `now` at which one begins or ends; unknown: there is none.
    Timestamp nextChange(Timestamp now) const;

private:
    struct Item
    {
        Silence silence;
        std::vector<codec::LabelTest> tests;
        bool isSeenFiring = false;
    };

    std::vector<Item> m_items;
    std::map<std::int64_t, TimeRange> m_closed; // by exit condition, with their span
    std::map<std::int64_t, bool> m_hasMatched;  // by id
    std::uint64_t m_generation = 0;
};

} // namespace binnacle::alerts
