#include "core/topology/layer_sifting.h"

#include "core/topology/layer_crossings.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <optional>

namespace binnacle::topology {

namespace {

// How far sifting looks: after the sweeps hardly a vertex is farther from its best place.
constexpr std::size_t kReach = 48;

class Sifter
{
public:
    explicit Sifter(LayerOrdering &ordering)
        : m_ordering(ordering)
    {}

    void sift()
    {
        std::int64_t gained = 1;
        while (gained > 0 && m_ordering.hasBudget()) {
            gained = 0;
            for (std::size_t i = 0; i < m_ordering.graph().layers.size() && m_ordering.hasBudget();
                 ++i) {
                auto &layer = m_ordering.graph().layers[i];
                m_ordering.listNeighbours(layer);
                if (m_ordering.keepsGroups())
                    gained += siftBlocks(layer);
                gained += siftLayer(layer);
                m_ordering.number(layer);
            }
        }
    }

private:
    // The members of a group with the bends between them, or one bend: moves as a whole.
    struct Block
    {
        std::vector<Vertex> vertices;
        std::vector<std::uint32_t> before; // positions of all neighbours, ascending
        std::vector<std::uint32_t> after;
    };

    std::vector<Block> blocksOf(const std::vector<Vertex> &layer)
    {
        std::vector<Block> blocks;
        for (std::size_t first = 0; first < layer.size();) {
            std::size_t last = first;
            if (!m_ordering.graph().isBend(layer[first]) && !m_ordering.isAlone(layer[first])) {
                for (std::size_t i = first + 1; i < layer.size(); ++i) {
                    if (m_ordering.graph().group[layer[i]]
                        == m_ordering.graph().group[layer[first]])
                        last = i;
                    else if (!m_ordering.graph().isBend(layer[i]))
                        break;
                }
            }
            Block &block = blocks.emplace_back();
            for (; first <= last; ++first) {
                const Vertex vertex = layer[first];
                block.vertices.push_back(vertex);
                const auto before = m_ordering.before(vertex);
                const auto after = m_ordering.after(vertex);
                block.before.insert(block.before.end(), before.begin(), before.end());
                block.after.insert(block.after.end(), after.begin(), after.end());
            }
            sortPositions(block.before);
            sortPositions(block.after);
        }
        return blocks;
    }

    std::int64_t gainOfSwap(const Block &u, const Block &v)
    {
        m_ordering.spend(2 + u.before.size() + v.before.size() + u.after.size() + v.after.size());
        return crossingSurplus(u.before, v.before) + crossingSurplus(u.after, v.after);
    }

    std::int64_t siftBlocks(std::vector<Vertex> &layer)
    {
        std::vector<Block> blocks = blocksOf(layer);
        std::vector<std::size_t> order(blocks.size());
        std::iota(order.begin(), order.end(), 0U);
        const std::vector<std::size_t> visits = order;
        std::int64_t gained = 0;
        for (const std::size_t block : visits) {
            if (!m_ordering.hasBudget())
                break;
            gained += sift(order, block, [&blocks, this](std::size_t u, std::size_t v) {
                return std::optional(gainOfSwap(blocks[u], blocks[v]));
            });
        }
        layer.clear();
        for (const std::size_t block : order)
            layer.insert(layer.end(), blocks[block].vertices.begin(), blocks[block].vertices.end());
        return gained;
    }

    std::int64_t siftLayer(std::vector<Vertex> &layer)
    {
        std::vector<Vertex> vertices = layer;
        std::ranges::stable_sort(vertices, std::ranges::greater(), [this](Vertex vertex) {
            return m_ordering.graph().before.degree(vertex)
                + m_ordering.graph().after.degree(vertex);
        });
        std::int64_t gained = 0;
        for (const Vertex vertex : vertices) {
            gained += sift(layer, vertex, [this](Vertex u, Vertex v) {
                return m_ordering.maySwap(u, v) ? std::optional(m_ordering.gainOfSwap(u, v))
                                                : std::nullopt;
            });
            if (!m_ordering.hasBudget())
                break;
        }
        return gained;
    }

    // Moves `item` to where it crosses least; `gainOfSwap` tells what swapping neighbours gains,
    // nothing where it is not allowed.
    template<typename Item, typename GainOfSwap>
    static std::int64_t sift(std::vector<Item> &order, Item item, const GainOfSwap &gainOfSwap)
    {
        const auto from = static_cast<std::size_t>(
            std::distance(order.begin(), std::ranges::find(order, item)));
        std::size_t to = from;
        std::int64_t best = 0;
        std::int64_t gain = 0;
        const auto consider = [&](std::optional<std::int64_t> swap, std::size_t place) {
            if (!swap)
                return false;
            gain += *swap;
            if (gain > best) {
                best = gain;
                to = place;
            }
            return true;
        };
        const std::size_t end = std::min(order.size(), from + 1 + kReach);
        for (std::size_t i = from + 1; i < end; ++i) {
            if (!consider(gainOfSwap(item, order[i]), i))
                break;
        }
        gain = 0;
        const std::size_t begin = from - std::min(from, kReach);
        for (std::size_t i = from; i > begin; --i) {
            if (!consider(gainOfSwap(order[i - 1], item), i - 1))
                break;
        }
        const auto at
            = [&order](std::size_t i) { return order.begin() + static_cast<std::ptrdiff_t>(i); };
        if (to > from)
            std::rotate(at(from), at(from + 1), at(to + 1));
        else if (to < from)
            std::rotate(at(to), at(from), at(from + 1));
        return best;
    }

    LayerOrdering &m_ordering;
};

} // namespace

void siftLayers(LayerOrdering &ordering)
{
    Sifter(ordering).sift();
}

} // namespace binnacle::topology
