#include "core/topology/cycle_breaking.h"

#include <algorithm>
#include <limits>

namespace binnacle::topology {

namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

class StrongComponents
{
public:
    StrongComponents(std::size_t vertices, std::span<const Arc> arcs)
        : m_targets(vertices, arcs, Adjacency::Towards::Targets)
        , m_index(vertices, kNone)
        , m_low(vertices)
        , m_next(vertices)
        , m_component(vertices, kNone)
    {}

    std::vector<std::uint32_t> find()
    {
        for (Vertex root = 0; root < m_index.size(); ++root) {
            if (m_index[root] == kNone)
                walkFrom(root);
        }
        return std::move(m_component);
    }

private:
    void enter(Vertex vertex)
    {
        m_index[vertex] = m_low[vertex] = m_counter++;
        m_open.push_back(vertex);
        m_path.push_back(vertex);
    }

    void walkFrom(Vertex root)
    {
        enter(root);
        while (!m_path.empty()) {
            const Vertex vertex = m_path.back();
            const auto targets = m_targets.of(vertex);
            if (m_next[vertex] == targets.size()) {
                leave(vertex);
                continue;
            }
            const Vertex target = targets[m_next[vertex]++];
            if (m_index[target] == kNone)
                enter(target);
            else if (m_component[target] == kNone)
                m_low[vertex] = std::min(m_low[vertex], m_index[target]);
        }
    }

    void leave(Vertex vertex)
    {
        m_path.pop_back();
        if (!m_path.empty())
            m_low[m_path.back()] = std::min(m_low[m_path.back()], m_low[vertex]);
        if (m_low[vertex] != m_index[vertex])
            return;
        Vertex member = kNone;
        do {
            member = m_open.back();
            m_open.pop_back();
            m_component[member] = m_components;
        } while (member != vertex);
        ++m_components;
    }

    Adjacency m_targets;
    std::vector<std::uint32_t> m_index;
    std::vector<std::uint32_t> m_low;
    std::vector<std::size_t> m_next;
    std::vector<std::uint32_t> m_component;
    std::vector<Vertex> m_open;
    std::vector<Vertex> m_path;
    std::uint32_t m_counter = 0;
    std::uint32_t m_components = 0;
};

// The order of one component in which few arcs point backwards: sinks to the end, sources to the
// front, else the vertex with the most arcs out over arcs in.
class GreedyOrder
{
public:
    GreedyOrder(const std::vector<Vertex> &members, const std::vector<std::uint32_t> &component,
        const Adjacency &targets, const Adjacency &sources)
        : m_members(members)
        , m_component(component)
        , m_targets(targets)
        , m_sources(sources)
    {}

    void assign(std::vector<std::uint32_t> &position)
    {
        std::vector<Vertex> left = m_members;
        std::uint32_t front = 0;
        auto back = static_cast<std::uint32_t>(left.size());
        std::vector<bool> gone(position.size());
        while (!left.empty()) {
            const Choice choice = choose(left, gone);
            const Vertex vertex = left[choice.at];
            position[vertex] = choice.isSink ? --back : front++;
            gone[vertex] = true;
            left.erase(left.begin() + static_cast<std::ptrdiff_t>(choice.at));
        }
    }

private:
    struct Choice
    {
        std::size_t at = 0;
        bool isSink = false;
    };

    int degree(Vertex vertex, const Adjacency &adjacency, const std::vector<bool> &gone) const
    {
        return static_cast<int>(std::ranges::count_if(adjacency.of(vertex), [&](Vertex other) {
            return !gone[other] && m_component[other] == m_component[vertex];
        }));
    }

    Choice choose(const std::vector<Vertex> &left, const std::vector<bool> &gone) const
    {
        Choice best;
        int bestSurplus = std::numeric_limits<int>::min();
        for (std::size_t i = 0; i < left.size(); ++i) {
            const int out = degree(left[i], m_targets, gone);
            if (out == 0)
                return {.at = i, .isSink = true};
            const int in = degree(left[i], m_sources, gone);
            const int surplus = in == 0 ? std::numeric_limits<int>::max() : out - in;
            if (surplus > bestSurplus) {
                bestSurplus = surplus;
                best.at = i;
            }
        }
        return best;
    }

    const std::vector<Vertex> &m_members;
    const std::vector<std::uint32_t> &m_component;
    const Adjacency &m_targets;
    const Adjacency &m_sources;
};

// Above this a component is left in the order of its names: more arcs turned, but linear time.
constexpr std::size_t kLargestForGreedy = 2'000;

} // namespace

std::vector<std::uint32_t> strongComponents(std::size_t vertices, std::span<const Arc> arcs)
{
    return StrongComponents(vertices, arcs).find();
}

std::vector<bool> arcsAgainstFlow(std::size_t vertices, std::span<const Arc> arcs)
{
    const std::vector<std::uint32_t> component = strongComponents(vertices, arcs);
    const Adjacency targets(vertices, arcs, Adjacency::Towards::Targets);
    const Adjacency sources(vertices, arcs, Adjacency::Towards::Sources);
    std::vector<std::vector<Vertex>> members(
        component.empty() ? 0 : std::ranges::max(component) + 1);
    for (Vertex vertex = 0; vertex < vertices; ++vertex)
        members[component[vertex]].push_back(vertex);

    std::vector<std::uint32_t> position(vertices);
    for (const std::vector<Vertex> &some : members) {
        if (some.size() > kLargestForGreedy) {
            for (std::size_t i = 0; i < some.size(); ++i)
                position[some[i]] = static_cast<std::uint32_t>(i);
        } else if (some.size() > 1) {
            GreedyOrder(some, component, targets, sources).assign(position);
        }
    }
    std::vector<bool> against(arcs.size());
    for (std::size_t i = 0; i < arcs.size(); ++i)
        against[i] = component[arcs[i].source] == component[arcs[i].target]
            && position[arcs[i].source] > position[arcs[i].target];
    return against;
}

} // namespace binnacle::topology
