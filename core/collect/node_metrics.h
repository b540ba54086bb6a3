#pragma once

#include "core/base/time.h"
#include "core/codec/exposition.h"
#include "core/collect/collector.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::collect {

// Usage of nodes from the series of node-exporter, contract 02 §2.9: rates over one to two minutes
// (once there is so much), never over more than five; gauges not older than two minutes.
//
// Values, per device, mount point or sensor where it says ":<name>":
//   percent        cpu, cpu_user, cpu_system, cpu_iowait, memory, swap, disk:<mount>,
//                  disk_util:<device>, pressure_{cpu_waiting,memory_waiting,memory_stalled,
//                  io_waiting,io_stalled}, each with "_percent" before the ":"
//   a second       disk_{read_bytes,written_bytes,reads,writes}, network_{receive,transmit}_
//                  {bytes,packets,errors,dropped}, each "_per_second:<device>"; page_faults,
//                  major_page_faults, swap_in, swap_out, softnet_dropped, softnet_squeezed
//   as they are    cpu_cores, load1, load5, load15, memory_bytes, memory_available_bytes,
//                  disk_size_bytes:<mount>, disk_available_bytes:<mount>, network_{up,mtu,
//                  speed_bytes}:<device>, temperature_celsius:<chip>/<sensor>,
//                  cpu_temperature_celsius, conntrack_entries, conntrack_limit, file_descriptors,
//                  file_descriptor_limit, entropy_bits, tcp_allocated, tcp_in_use, tcp_time_wait,
//                  tcp_established, sockets_used, uptime_seconds
class NodeMetricsReader
{
public:
    using Slot = std::uint32_t;

    // The slot of a series, the same one each time; nothing when it is not used.
    std::optional<Slot> slotOf(
        std::string_view bareName, std::span<const codec::ExpositionLabel> labels);

    // One scrape: begin, every value of it, end. NaN and the like are left out. REQUIRES: `at`
    // grows.
    void begin(Timestamp at) { m_at = at; }
    void set(Slot slot, double value);
    std::vector<NodeMetrics> end();

private:
    struct Series
    {
        double value = 0;
        double total = 0;      // how far a counter grew since it was first seen
        double newerTotal = 0; // at m_newer
        double olderTotal = 0; // at m_older
        Timestamp firstSeen{};
        Timestamp lastSeen{};
    };
    struct Node
    {
        std::string nodeName;
        std::string kernel;
        // By metric (its position in the table of node_metrics.cpp), then by device, mount point,
        // sensor or "cpu/mode".
        std::map<std::size_t, std::map<std::string, Slot>> slots;
    };

    double growthOf(const Series &series) const; // a second; NaN: not known
    double gaugeOf(const Node &node, std::size_t metric) const;
    bool isFresh(const Series &series) const;
    void putPlain(const Node &node, NodeMetrics &metrics) const;
    void putCpu(const Node &node, NodeMetrics &metrics) const;
    void putDerived(const Node &node, NodeMetrics &metrics) const;
    void moveAnchors();

    std::vector<Series> m_series;
    std::map<std::string, Node> m_nodes;
    Timestamp m_at{};
    Timestamp m_older{};
    Timestamp m_newer{};
};

} // namespace binnacle::collect
