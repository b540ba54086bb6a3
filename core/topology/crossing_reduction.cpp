#include "core/topology/crossing_reduction.h"

#include "core/topology/layer_crossings.h"
#include "core/topology/layer_ordering.h"
#include "core/topology/layer_sifting.h"
#include "core/topology/layer_sweeps.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

namespace binnacle::topology {

namespace {

// SplitMix64 with a fixed seed: other starts, but the same ones every time.
class FixedRandom
{
public:
    std::uint64_t below(std::uint64_t limit)
    {
        std::uint64_t z = (m_state += 0x9e3779b97f4a7c15U);
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return (z ^ (z >> 31U)) % limit;
    }

private:
    std::uint64_t m_state = 0x62696e6e61636c65U;
};

// The share of the budget for the sweeps of one start; the rest is for sifting, which gains most of
// all for its price once the order is good.
constexpr double kDescent = 0.35;
constexpr int kMostStarts = 100;

class Reducer
{
public:
    Reducer(LayerGraph &graph, const CrossingSettings &settings, const std::stop_token &stop)
        : m_graph(graph)
        , m_settings(settings)
        , m_ordering(graph, settings, stop)
        , m_sweeps(m_ordering)
    {}

    std::vector<LayerOrders> run()
    {
        for (int start = 0; start < kMostStarts; ++start) {
            prepareStart(start);
            descend();
            siftLayers(m_ordering);
            remember();
            if (m_found.front().crossings == 0 || !m_ordering.hasBudget())
                break;
        }
        m_graph.layers = m_found.front().layers;
        std::vector<LayerOrders> orders;
        for (Order &order : m_found)
            orders.push_back(std::move(order.layers));
        return orders;
    }

private:
    struct Order
    {
        std::size_t crossings = 0;
        LayerOrders layers;
    };

    // Start 0 and 1 visit along the arcs, so that what belongs together starts together; later ones
    // shuffle the best order found.
    void prepareStart(int start)
    {
        if (start < 2) {
            visitAlongArcs(start == 0 ? Direction::Down : Direction::Up);
        } else {
            m_graph.layers = m_found.front().layers;
            for (auto &layer : m_graph.layers) {
                for (std::size_t i = layer.size(); i > 1; --i)
                    std::swap(layer[i - 1], layer[m_random.below(i)]);
            }
        }
        m_ordering.number();
        if (m_settings.keepGroups)
            m_sweeps.gatherGroups();
    }

    void visitAlongArcs(Direction direction)
    {
        std::vector<bool> seen(m_graph.size());
        LayerOrders layers(m_graph.layers.size());
        std::vector<Vertex> open;
        const std::size_t count = layers.size();
        for (std::size_t i = 0; i < count; ++i) {
            std::vector<Vertex> roots
                = m_graph.layers[direction == Direction::Down ? i : count - 1 - i];
            std::ranges::sort(roots);
            for (const Vertex root : roots) {
                if (seen[root])
                    continue;
                seen[root] = true;
                open.assign(1, root);
                visit(open, seen, layers);
            }
        }
        m_graph.layers = std::move(layers);
    }

    void visit(std::vector<Vertex> &open, std::vector<bool> &seen, LayerOrders &layers) const
    {
        for (std::size_t next = 0; next < open.size(); ++next) {
            const Vertex vertex = open[next];
            layers[m_graph.rank[vertex]].push_back(vertex);
            for (const Adjacency *side : {&m_graph.after, &m_graph.before}) {
                for (const Vertex other : side->of(vertex)) {
                    if (!seen[other]) {
                        seen[other] = true;
                        open.push_back(other);
                    }
                }
            }
        }
    }

    void descend()
    {
        constexpr int kPatience = 3;
        const double limit = m_ordering.share() + kDescent;
        int without = 0;
        std::size_t mine = std::numeric_limits<std::size_t>::max();
        LayerOrders best;
        for (int round = 0; without < kPatience && (round == 0 || m_ordering.hasBudget(limit));
             ++round) {
            const Direction direction = round % 2 == 0 ? Direction::Down : Direction::Up;
            m_sweeps.sweep(direction, round % 4 < 2 ? Measure::Barycenter : Measure::Median);
            m_sweeps.exchangeNeighbours(direction);
            const std::size_t crossings = layerCrossings(m_graph);
            m_ordering.spend(m_graph.after.size() * 8);
            without = crossings < mine ? 0 : without + 1;
            if (crossings < mine) {
                mine = crossings;
                best = m_graph.layers;
            }
        }
        m_graph.layers = std::move(best);
        m_ordering.number();
    }

    void remember()
    {
        const std::size_t crossings = layerCrossings(m_graph);
        const auto at = std::ranges::lower_bound(m_found, crossings, {}, &Order::crossings);
        if (at != m_found.end() && at->crossings == crossings)
            return;
        m_found.insert(at, {crossings, m_graph.layers});
        if (m_found.size() > m_settings.orders)
            m_found.pop_back();
    }

    LayerGraph &m_graph;
    const CrossingSettings &m_settings;
    LayerOrdering m_ordering;
    LayerSweeps m_sweeps;
    std::vector<Order> m_found; // fewest crossings first
    FixedRandom m_random;
};

} // namespace

std::vector<LayerOrders> reduceCrossings(
    LayerGraph &graph, const CrossingSettings &settings, const std::stop_token &stop)
{
    return Reducer(graph, settings, stop).run();
}

} // namespace binnacle::topology
