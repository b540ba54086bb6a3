#pragma once

#include "core/topology/layered_layout.h"

#include <vector>

namespace binnacle::topology {

// The distances that all phases share. Ranks are columns; everything keeps `margin` from the edges.
class Columns
{
public:
    explicit Columns(const LayoutSettings &settings)
        : m_settings(settings)
    {}

    double margin() const { return m_settings.nodeGap; }
    double left(int rank) const
    {
        return margin() + rank * (m_settings.nodeWidth + m_settings.rankGap);
    }
    double right(int rank) const { return left(rank) + m_settings.nodeWidth; }
    MeshBox box(int rank, double top) const
    {
        return {left(rank), top, m_settings.nodeWidth, m_settings.nodeHeight};
    }

private:
    const LayoutSettings &m_settings;
};

// From `source` to `target` by way of one y for each column between them, in the order in which
// they are passed; straight pieces have no points within. Also against the flow (`isBack` is set),
// and within a column or to itself, when the line goes round the target.
void routeEdge(MeshLayout &layout, MeshLayout::Route &route, const std::vector<double> &bends,
    const LayoutSettings &settings);

// One for each namespace, by name. The box is empty where a frame round all its places would also
// surround others. None when not `settings.groupByNamespace`.
std::vector<MeshLayout::Group> namespaceGroups(const MeshLayout &layout,
    const std::vector<std::string> &namespaces, const LayoutSettings &settings);

} // namespace binnacle::topology
