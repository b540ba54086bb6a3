#pragma once

#include "core/base/time.h"
#include "core/domain/increments.h"

#include <string>
#include <vector>

namespace binnacle {

// An edge with the time in which it existed, contract 07 §7.7: [from, to), `to` unknown while open.
struct TemporalEdge
{
    EdgeRef edge;
    std::string relation = "calls";
    std::string source; // who found it: "mesh"; runs of one source never close another's edges
    std::string properties = "{}"; // JSON
    Timestamp from{};
    Timestamp to{};
    std::string closedReason;

    bool isOpen() const { return !isKnown(to); }
    friend bool operator==(const TemporalEdge &, const TemporalEdge &) = default;
};

// What a run of a source changes.
struct EdgeUpdate
{
    std::vector<TemporalEdge> opened;
    std::vector<TemporalEdge> closed; // with their `to`; those that lived for no time are deleted
    std::vector<TemporalEdge> deleted;
};

} // namespace binnacle
