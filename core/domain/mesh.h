#pragma once

#include "core/base/time.h"
#include "core/domain/ids.h"
#include "core/domain/slo_target.h"
#include "core/domain/traffic.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace binnacle {

// The call graph of one cluster over one window, as values. core/topology makes them.

enum class MeshNodeKind { Service, Ingress, External };

// Whose errors these are, see core/topology/blame.h.
enum class ErrorOrigin { None, Own, Inherited };

struct MeshNode
{
    ServiceRef service;
    MeshNodeKind kind = MeshNodeKind::Service;
    // Inbound; without requests when nothing was measured at its own proxy, then `fromCallers` is
    // what its callers saw of it.
    Traffic traffic;
    Traffic fromCallers;
    SloStatus status = SloStatus::Unknown;
    ErrorOrigin origin = ErrorOrigin::None;
    double ownErrors = 0;       // requests that failed here and not in a callee
    double inheritedErrors = 0; // requests that failed because a callee failed
    bool isNew = false;         // first seen within the window
    bool isIdle = false;        // no traffic in the window, but within the hour before its end

    // What to show: its own proxy's view when there is one, else its callers'.
    const Traffic &shown() const { return traffic.requests > 0 ? traffic : fromCallers; }
};

struct MeshEdge
{
    EdgeRef edge;
    std::size_t source = 0; // index into MeshGraph::nodes
    std::size_t target = 0;
    Traffic traffic;
    SloStatus status = SloStatus::Unknown;
    bool isNew = false;
    bool isIdle = false;
    Timestamp lastSeen{}; // end of the last interval with traffic; unknown: within the window
};

struct MeshGraph
{
    ClusterId cluster;
    TimeRange range;
    Duration covered{};          // of the range, by increments that arrived
    std::vector<MeshNode> nodes; // by namespace and name
    std::vector<MeshEdge> edges; // by source and target

    double rate(std::int64_t requests) const // a second; 0 when nothing is covered
    {
        const double seconds = std::chrono::duration<double>(covered).count();
        return seconds > 0 ? static_cast<double>(requests) / seconds : 0;
    }
    const MeshNode *find(const ServiceRef &service) const; // null: not in the graph
    // Percent of its calls under mutual TLS. Where calls are counted, nobody tells; where they
    // arrive, the callee's proxy does: known when it was so for all of its requests or for none.
    std::optional<double> tlsShare(const MeshEdge &edge) const;
};

// What differs between two windows.
enum class MeshChange { Same, Added, Removed, Degraded, Improved };

struct MeshDelta
{
    MeshChange change = MeshChange::Same;
    // Now minus before; unset when either side has no traffic.
    std::optional<double> requestRate; // a second
    std::optional<double> errorRate;   // percentage points
    std::optional<double> p95;         // ms
    // The probability that a difference as large comes by chance; unset: not tested.
    std::optional<double> errorChance;
    std::optional<double> latencyChance;
};

struct MeshNodeDelta
{
    ServiceRef service;
    MeshDelta delta;
};
struct MeshEdgeDelta
{
    EdgeRef edge;
    MeshDelta delta;
};

struct MeshDiff
{
    TimeRange before;
    TimeRange now;
    std::vector<MeshNodeDelta> nodes; // of both graphs, by name
    std::vector<MeshEdgeDelta> edges;

    int count(MeshChange change) const; // nodes and edges
};

// Where things are drawn, in logical pixels from the top left.
struct MeshPoint
{
    double x = 0;
    double y = 0;
    friend bool operator==(const MeshPoint &, const MeshPoint &) = default;
};
struct MeshBox
{
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
    friend bool operator==(const MeshBox &, const MeshBox &) = default;
};

struct MeshLayout
{
    // A node, or a folded namespace that stands for all its services.
    struct Place
    {
        std::string id; // "shop/checkout", or "shop/*" for a folded namespace
        MeshBox box;
        int rank = 0;
        std::vector<std::size_t> nodes; // indexes into MeshGraph::nodes; one unless folded
    };
    // From the right edge of the source to the left edge of the target (back edges the other way),
    // through points between ranks.
    struct Route
    {
        std::size_t source = 0; // indexes into places
        std::size_t target = 0;
        std::vector<std::size_t> edges; // indexes into MeshGraph::edges; one unless folded
        std::vector<MeshPoint> points;  // at least two
        bool isBack = false;            // against the flow: part of a cycle
    };
    struct Group
    {
        std::string ns;
        MeshBox box;
        std::size_t services = 0;
        bool isFolded = false;
    };
    std::vector<Place> places;
    // Places kept for what is no longer there, the latest to go first. They belong to no node.
    std::vector<Place> gone;
    std::vector<Route> routes;
    std::vector<Group> groups; // empty when not grouped
    double width = 0;
    double height = 0;
    std::size_t hiddenNodes = 0; // outside the focus; never hidden without being counted
};

} // namespace binnacle
