#include "core/topology/rank_assignment.h"

#include "core/topology/longest_path.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace binnacle::topology {

namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kBudget = 5'000'000; // vertices renumbered by exchanges

class NetworkSimplex
{
public:
    NetworkSimplex(std::size_t vertices, std::span<const Arc> arcs)
        : m_arcs(arcs)
        , m_targets(vertices, arcs, Adjacency::Towards::Targets)
        , m_sources(vertices, arcs, Adjacency::Towards::Sources)
        , m_rank(vertices)
        , m_parentArc(vertices, kNone)
        , m_low(vertices)
        , m_number(vertices)
        , m_inTree(arcs.size())
        , m_cut(arcs.size())
    {}

    std::vector<std::uint32_t> solve()
    {
        m_rank = longestPathRanks(m_targets, m_sources);
        growTightTree();
        listTree();
        numberFrom(0, kNone, 0);
        setCutValues();
        // Bounded, because exchanges of large graphs cost more than they still improve, and because
        // degenerate ones could in theory go round for ever.
        while (m_spent < kBudget) {
            const std::uint32_t leaving = arcToLeave();
            if (leaving == kNone)
                break;
            exchange(leaving, arcToEnter(leaving));
        }
        balance();
        return normalized();
    }

private:
    int slack(std::uint32_t arc) const
    {
        return m_rank[m_arcs[arc].target] - m_rank[m_arcs[arc].source] - 1;
    }
    template<typename Visit>
    void forEachArcOf(Vertex vertex, const Visit &visit) const
    {
        for (const std::uint32_t arc : m_targets.arcsOf(vertex))
            visit(arc, m_arcs[arc].target);
        for (const std::uint32_t arc : m_sources.arcsOf(vertex))
            visit(arc, m_arcs[arc].source);
    }

    void addTight(Vertex from, std::vector<bool> &inside, std::vector<Vertex> &members)
    {
        std::vector<Vertex> open{from};
        while (!open.empty()) {
            const Vertex vertex = open.back();
            open.pop_back();
            forEachArcOf(vertex, [&](std::uint32_t arc, Vertex other) {
                if (inside[other] || slack(arc) != 0)
                    return;
                inside[other] = true;
                members.push_back(other);
                m_inTree[arc] = true;
                open.push_back(other);
            });
        }
    }

    void growTightTree()
    {
        std::vector<bool> inside(m_rank.size());
        std::vector<Vertex> members{0};
        inside[0] = true;
        addTight(0, inside, members);
        while (members.size() < m_rank.size()) {
            std::uint32_t best = kNone;
            for (std::uint32_t arc = 0; arc < m_arcs.size(); ++arc) {
                if (inside[m_arcs[arc].source] != inside[m_arcs[arc].target]
                    && (best == kNone || slack(arc) < slack(best)))
                    best = arc;
            }
            const bool isOut = inside[m_arcs[best].source];
            const int shift = isOut ? slack(best) : -slack(best);
            for (const Vertex member : members)
                m_rank[member] += shift;
            const Vertex outside = isOut ? m_arcs[best].target : m_arcs[best].source;
            m_inTree[best] = true;
            inside[outside] = true;
            members.push_back(outside);
            addTight(outside, inside, members);
            // The shift may have made arcs tight that touch older members.
            const std::size_t known = members.size();
            for (std::size_t i = 0; i < known; ++i)
                addTight(members[i], inside, members);
        }
    }

    void listTree()
    {
        for (std::uint32_t arc = 0; arc < m_arcs.size(); ++arc) {
            if (m_inTree[arc])
                m_treeArcs.push_back(arc);
        }
        m_treeOf.resize(m_rank.size());
        for (const std::uint32_t arc : m_treeArcs) {
            m_treeOf[m_arcs[arc].source].push_back(arc);
            m_treeOf[m_arcs[arc].target].push_back(arc);
        }
    }

    Vertex otherEnd(std::uint32_t arc, Vertex vertex) const
    {
        return m_arcs[arc].source == vertex ? m_arcs[arc].target : m_arcs[arc].source;
    }

    // Postorder numbers of a subtree; a vertex is below another when its number lies within
    // [low, number] of that one.
    void numberFrom(Vertex root, std::uint32_t parentArc, std::uint32_t first)
    {
        struct Frame
        {
            Vertex vertex;
            std::size_t next;
        };
        std::vector<Frame> path{{root, 0}};
        m_parentArc[root] = parentArc;
        m_low[root] = first;
        std::uint32_t number = first;
        while (!path.empty()) {
            const Vertex vertex = path.back().vertex;
            const std::vector<std::uint32_t> &tree = m_treeOf[vertex];
            if (path.back().next == tree.size()) {
                ++m_spent;
                m_number[vertex] = number++;
                path.pop_back();
                continue;
            }
            const std::uint32_t arc = tree[path.back().next++];
            if (arc == m_parentArc[vertex])
                continue;
            const Vertex child = otherEnd(arc, vertex);
            m_parentArc[child] = arc;
            m_low[child] = number;
            path.push_back({child, 0});
        }
    }

    bool isBelow(Vertex vertex, Vertex top) const
    {
        return m_low[top] <= m_number[vertex] && m_number[vertex] <= m_number[top];
    }
    Vertex lowerEnd(std::uint32_t treeArc) const
    {
        const Arc &arc = m_arcs[treeArc];
        return m_parentArc[arc.source] == treeArc ? arc.source : arc.target;
    }

    // The cut value of a tree arc: arcs from its tail's side to its head's side less those the
    // other way. Within a subtree arcs out less arcs in cancel each other, so one pass from the
    // leaves up is enough.
    void setCutValues()
    {
        std::vector<Vertex> byNumber(m_rank.size());
        for (Vertex vertex = 0; vertex < m_rank.size(); ++vertex)
            byNumber[m_number[vertex]] = vertex;
        std::vector<int> surplus(m_rank.size()); // arcs out of the subtree less arcs into it
        for (const Vertex vertex : byNumber) {
            surplus[vertex] += static_cast<int>(m_targets.degree(vertex))
                - static_cast<int>(m_sources.degree(vertex));
            const std::uint32_t arc = m_parentArc[vertex];
            if (arc == kNone)
                continue;
            m_cut[arc] = m_arcs[arc].source == vertex ? surplus[vertex] : -surplus[vertex];
            surplus[otherEnd(arc, vertex)] += surplus[vertex];
        }
    }

    std::uint32_t arcToLeave()
    {
        constexpr std::size_t kCandidates = 30;
        std::uint32_t best = kNone;
        std::size_t found = 0;
        for (std::size_t tried = 0; tried < m_treeArcs.size(); ++tried) {
            if (m_search >= m_treeArcs.size())
                m_search = 0;
            const std::uint32_t arc = m_treeArcs[m_search++];
            if (m_cut[arc] >= 0)
                continue;
            if (best == kNone || m_cut[arc] < m_cut[best])
                best = arc;
            if (++found == kCandidates)
                break;
        }
        return best;
    }

    // The arc with least slack that runs across the cut the other way.
    std::uint32_t arcToEnter(std::uint32_t leaving) const
    {
        const Vertex lower = lowerEnd(leaving);
        const bool intoLower = m_arcs[leaving].source == lower;
        std::uint32_t best = kNone;
        std::vector<Vertex> open{lower};
        std::vector<std::uint32_t> parent{leaving};
        while (!open.empty()) {
            const Vertex vertex = open.back();
            const std::uint32_t via = parent.back();
            open.pop_back();
            parent.pop_back();
            const auto arcs = intoLower ? m_sources.arcsOf(vertex) : m_targets.arcsOf(vertex);
            for (const std::uint32_t arc : arcs) {
                const Vertex other = intoLower ? m_arcs[arc].source : m_arcs[arc].target;
                if (!isBelow(other, lower) && (best == kNone || slack(arc) < slack(best)))
                    best = arc;
            }
            for (const std::uint32_t arc : m_treeOf[vertex]) {
                if (arc != via) {
                    open.push_back(otherEnd(arc, vertex));
                    parent.push_back(arc);
                }
            }
        }
        return best;
    }

    void shiftBelow(Vertex top, std::uint32_t parentArc, int by)
    {
        std::vector<std::pair<Vertex, std::uint32_t>> open{{top, parentArc}};
        while (!open.empty()) {
            const auto [vertex, via] = open.back();
            open.pop_back();
            m_rank[vertex] += by;
            for (const std::uint32_t arc : m_treeOf[vertex]) {
                if (arc != via)
                    open.emplace_back(otherEnd(arc, vertex), arc);
            }
        }
    }

    void exchange(std::uint32_t leaving, std::uint32_t entering)
    {
        const Vertex lower = lowerEnd(leaving);
        const int by = slack(entering);
        if (by != 0)
            shiftBelow(lower, leaving, m_arcs[leaving].source == lower ? -by : by);

        // Cut values change only on the tree path between the ends of the entering arc.
        const int cut = m_cut[leaving];
        const Vertex meeting
            = updatePath(m_arcs[entering].source, m_arcs[entering].target, cut, true);
        updatePath(m_arcs[entering].target, m_arcs[entering].source, cut, false);
        m_cut[entering] = -cut;
        m_cut[leaving] = 0;

        m_inTree[leaving] = false;
        m_inTree[entering] = true;
        *std::ranges::find(m_treeArcs, leaving) = entering;
        for (const Vertex end : {m_arcs[leaving].source, m_arcs[leaving].target})
            std::erase(m_treeOf[end], leaving);
        for (const Vertex end : {m_arcs[entering].source, m_arcs[entering].target})
            m_treeOf[end].push_back(entering);
        numberFrom(meeting, m_parentArc[meeting], m_low[meeting]);
    }

    Vertex updatePath(Vertex from, Vertex to, int cut, bool isTail)
    {
        while (!isBelow(to, from)) {
            const std::uint32_t arc = m_parentArc[from];
            const bool up = m_arcs[arc].source == from;
            m_cut[arc] += up == isTail ? cut : -cut;
            from = otherEnd(arc, from);
        }
        return from;
    }

    // Vertices with as many callers as callees go where there is most room.
    void balance()
    {
        const auto [least, most] = std::ranges::minmax(m_rank);
        std::vector<int> crowd(static_cast<std::size_t>(most - least + 1));
        const auto crowdOf = [&crowd, first = least](int rank) -> int & {
            return crowd[static_cast<std::size_t>(rank - first)];
        };
        for (const int rank : m_rank)
            ++crowdOf(rank);
        for (Vertex vertex = 0; vertex < m_rank.size(); ++vertex) {
            if (m_targets.degree(vertex) != m_sources.degree(vertex)
                || m_targets.degree(vertex) == 0)
                continue;
            int low = least;
            int high = most;
            for (const Vertex source : m_sources.of(vertex))
                low = std::max(low, m_rank[source] + 1);
            for (const Vertex target : m_targets.of(vertex))
                high = std::min(high, m_rank[target] - 1);
            int best = m_rank[vertex];
            for (int rank = low; rank <= high; ++rank) {
                if (crowdOf(rank) < crowdOf(best))
                    best = rank;
            }
            --crowdOf(m_rank[vertex]);
            ++crowdOf(best);
            m_rank[vertex] = best;
        }
    }

    std::vector<std::uint32_t> normalized() const
    {
        const int least = std::ranges::min(m_rank);
        std::vector<std::uint32_t> ranks(m_rank.size());
        std::ranges::transform(m_rank, ranks.begin(),
            [least](int rank) { return static_cast<std::uint32_t>(rank - least); });
        return ranks;
    }

    std::span<const Arc> m_arcs;
    Adjacency m_targets;
    Adjacency m_sources;
    std::vector<int> m_rank;
    std::vector<std::uint32_t> m_parentArc;
    std::vector<std::uint32_t> m_low;
    std::vector<std::uint32_t> m_number;
    std::vector<bool> m_inTree;
    std::vector<int> m_cut;
    std::vector<std::uint32_t> m_treeArcs;
    std::vector<std::vector<std::uint32_t>> m_treeOf;
    std::size_t m_search = 0;
    std::size_t m_spent = 0; // vertices renumbered
};

} // namespace

std::vector<std::uint32_t> assignRanks(std::size_t vertices, std::span<const Arc> arcs)
{
    if (vertices == 0)
        return {};
    return NetworkSimplex(vertices, arcs).solve();
}

} // namespace binnacle::topology
