#pragma once

#include "core/demo/cluster_model.h"

#include <map>
#include <string>

namespace binnacle::demo {

class ExpositionText;

// What node-exporter would show of the nodes of one cluster, contract 02 §2.9. Counters follow the
// usage that the snapshot tells of.
class NodeCounters
{
public:
    // The stretch of time before `at`.
    void count(const ClusterModel &cluster, Timestamp at, Duration length);
    void write(ExpositionText &text, const ClusterModel &cluster, Timestamp at) const;

private:
    // Seconds and bytes since the node booted.
    struct Totals
    {
        double user = 0;
        double system = 0;
        double waiting = 0;
        double idle = 0;
        double received = 0;
        double sent = 0;
        double read = 0;
        double written = 0;
        double ioSeconds = 0;
    };
    void writeNode(ExpositionText &text, const ClusterModel &cluster, const NodeModel &node,
        Timestamp at) const;

    std::map<std::string, Totals> m_totals; // by name of the node
};

} // namespace binnacle::demo
