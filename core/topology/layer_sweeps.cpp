#include "core/topology/layer_sweeps.h"

#include "core/topology/layer_crossings.h"

#include <algorithm>

namespace binnacle::topology {

LayerSweeps::LayerSweeps(LayerOrdering &ordering)
    : m_ordering(ordering)
    , m_key(ordering.graph().size())
    , m_groupKey(ordering.graph().size())
{}

void LayerSweeps::gatherGroups()
{
    for (auto &layer : m_ordering.graph().layers)
        orderLayer(layer, nullptr, Measure::Barycenter);
}

void LayerSweeps::sweep(Direction direction, Measure measure)
{
    auto &layers = m_ordering.graph().layers;
    for (std::size_t i = 1; i < layers.size(); ++i) {
        if (direction == Direction::Down)
            orderLayer(layers[i], &m_ordering.graph().before, measure);
        else
            orderLayer(layers[layers.size() - 1 - i], &m_ordering.graph().after, measure);
    }
    m_ordering.spend(6 * (m_ordering.graph().after.size() + m_ordering.graph().size()));
}

// `fixed`: the side whose order decides; null: only brings groups together.
void LayerSweeps::orderLayer(std::vector<Vertex> &layer, const Adjacency *fixed, Measure measure)
{
    std::vector<Vertex> movable;
    std::vector<std::size_t> slots;
    for (std::size_t i = 0; i < layer.size(); ++i) {
        const Vertex vertex = layer[i];
        const std::size_t degree = fixed != nullptr ? fixed->degree(vertex) : 0;
        if (degree == 0 && !m_ordering.keepsGroups())
            continue;
        m_key[vertex] = static_cast<double>(i);
        if (degree > 0) {
            m_positions.clear();
            for (const Vertex other : fixed->of(vertex))
                m_positions.push_back(m_ordering.position(other));
            m_key[vertex] = measured(measure);
        }
        movable.push_back(vertex);
        slots.push_back(i);
    }
    if (m_ordering.keepsGroups())
        sortWithGroups(movable);
    else
        std::ranges::stable_sort(movable, {}, [this](Vertex vertex) { return m_key[vertex]; });
    for (std::size_t i = 0; i < movable.size(); ++i)
        layer[slots[i]] = movable[i];
    m_ordering.number(layer);
}

double LayerSweeps::measured(Measure measure)
{
    const std::span<std::uint32_t> positions = m_positions;
    const std::size_t count = positions.size();
    if (measure == Measure::Barycenter) {
        double sum = 0;
        for (const std::uint32_t position : positions)
            sum += position;
        return sum / static_cast<double>(count);
    }
    sortPositions(positions);
    const std::size_t middle = count / 2;
    if (count % 2 == 1)
        return positions[middle];
    if (count == 2)
        return (positions[0] + positions[1]) / 2.0;
    // Towards the side on which the positions lie closer together.
    const double left = positions[middle - 1] - positions[0];
    const double right = positions[count - 1] - positions[middle];
    if (left + right == 0)
        return positions[middle];
    return (positions[middle - 1] * right + positions[middle] * left) / (left + right);
}

void LayerSweeps::sortWithGroups(std::vector<Vertex> &movable)
{
    std::vector<Vertex> byGroup = movable;
    const auto group = [this](Vertex vertex) { return m_ordering.graph().group[vertex]; };
    std::ranges::stable_sort(byGroup, {}, group);
    for (std::size_t first = 0; first < byGroup.size();) {
        std::size_t end = first;
        double sum = 0;
        for (; end < byGroup.size() && group(byGroup[end]) == group(byGroup[first]); ++end)
            sum += m_key[byGroup[end]];
        for (std::size_t i = first; i < end; ++i)
            m_groupKey[byGroup[i]] = sum / static_cast<double>(end - first);
        first = end;
    }
    std::ranges::stable_sort(movable, [this, group](Vertex a, Vertex b) {
        if (m_groupKey[a] != m_groupKey[b])
            return m_groupKey[a] < m_groupKey[b];
        if (group(a) != group(b))
            return group(a) < group(b);
        return m_key[a] < m_key[b];
    });
}

void LayerSweeps::exchangeNeighbours(Direction direction)
{
    const bool swapEqual = direction == Direction::Up;
    for (int pass = 0; pass < 6; ++pass) {
        std::int64_t gained = 0;
        for (auto &layer : m_ordering.graph().layers) {
            m_ordering.listNeighbours(layer);
            gained += exchangeWithin(layer, swapEqual && pass == 0);
            m_ordering.number(layer);
        }
        if (gained == 0 || !m_ordering.hasBudget())
            break;
    }
}

std::int64_t LayerSweeps::exchangeWithin(std::vector<Vertex> &layer, bool swapEqual)
{
    std::int64_t gained = 0;
    bool changed = true;
    for (int pass = 0; changed && pass < 8; ++pass) {
        changed = false;
        for (std::size_t i = 1; i < layer.size(); ++i) {
            if (!m_ordering.maySwap(layer[i - 1], layer[i]))
                continue;
            const std::int64_t gain = m_ordering.gainOfSwap(layer[i - 1], layer[i]);
            if (gain > 0 || (gain == 0 && swapEqual && pass == 0)) {
                std::swap(layer[i - 1], layer[i]);
                gained += gain;
                changed = changed || gain > 0;
            }
        }
    }
    return gained;
}

} // namespace binnacle::topology
