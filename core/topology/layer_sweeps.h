#pragma once

#include "core/topology/layer_ordering.h"

#include <cstdint>
#include <vector>

namespace binnacle::topology {

enum class Direction { Down, Up };
enum class Measure { Median, Barycenter };

// Sweeps over the layers, each ordered by where its neighbours in the one before stand, and
// exchanges of neighbours (Gansner et al. 1993, §3).
class LayerSweeps
{
public:
    explicit LayerSweeps(LayerOrdering &ordering);

    void sweep(Direction direction, Measure measure);
    // Swaps neighbours while that helps; on the way up equal ones too, which leaves plateaus.
    void exchangeNeighbours(Direction direction);
    // Only brings groups together.
    void gatherGroups();

private:
    double measured(Measure measure);
    void orderLayer(std::vector<Vertex> &layer, const Adjacency *fixed, Measure measure);
    void sortWithGroups(std::vector<Vertex> &movable);
    std::int64_t exchangeWithin(std::vector<Vertex> &layer, bool swapEqual);

    LayerOrdering &m_ordering;
    std::vector<double> m_key;
    std::vector<double> m_groupKey;
    std::vector<std::uint32_t> m_positions; // of the neighbours of one vertex
};

} // namespace binnacle::topology
