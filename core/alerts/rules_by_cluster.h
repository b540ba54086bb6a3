#pragma once

#include "core/domain/ids.h"

#include <cstddef>
#include <map>
#include <vector>

namespace binnacle::alerts {

// Places of rules by the cluster they look at, so that news of one cluster visits no rule of
// another. Each is visited once; in no order.
class RulesByCluster
{
public:
    void add(const ClusterId &cluster, std::size_t index) // an empty one: looks at all
    {
        m_places[cluster].push_back(index);
    }
    bool hasFor(const ClusterId &cluster) const
    {
        return m_places.contains({}) || m_places.contains(cluster);
    }

    template<typename Visit>
    void forEach(const ClusterId &cluster, const Visit &visit) const
    {
        visitThose({}, visit);
        if (!cluster.value.empty())
            visitThose(cluster, visit);
    }

private:
    template<typename Visit>
    void visitThose(const ClusterId &cluster, const Visit &visit) const
    {
        const auto found = m_places.find(cluster);
        if (found == m_places.end())
            return;
        for (const std::size_t index : found->second)
            visit(index);
    }

    std::map<ClusterId, std::vector<std::size_t>> m_places;
};

} // namespace binnacle::alerts
