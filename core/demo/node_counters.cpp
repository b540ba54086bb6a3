#include "core/demo/node_counters.h"

#include "core/demo/exposition_text.h"
#include "core/demo/usage.h"

#include <algorithm>
#include <cmath>

namespace binnacle::demo {

namespace {

constexpr double kMiB = 1'048'576;
constexpr double kDiskBytes = 200.0 * 1024 * kMiB;
constexpr double kUsualIo = 0.06; // share of the time in which the disk is busy

} // namespace

void NodeCounters::count(const ClusterModel &cluster, Timestamp at, Duration length)
{
    const double seconds = static_cast<double>(length.count()) / 1000.0;
    for (const NodeModel &node : cluster.nodes) {
        const Usage usage = usageOf(cluster, node, at);
        const double busy
            = std::min(static_cast<double>(usage.cpu) / 1000.0, static_cast<double>(node.cores));
        const double io = std::min(1.0, kUsualIo + node.diskStall);
        const double waiting = std::min(io * 0.8, static_cast<double>(node.cores) - busy);
        Totals &totals = m_totals[node.name];
        totals.user += seconds * busy * 0.78;
        totals.system += seconds * busy * 0.22;
        totals.waiting += seconds * waiting;
        totals.idle += seconds * (static_cast<double>(node.cores) - busy - waiting);
        totals.received += seconds * busy * 4.2 * kMiB;
        totals.sent += seconds * busy * 3.6 * kMiB;
        totals.read += seconds * busy * 0.4 * kMiB;
        totals.written += seconds * (busy * 0.9 + 6 * node.diskStall) * kMiB;
        totals.ioSeconds += seconds * io;
    }
}

void NodeCounters::write(ExpositionText &text, const ClusterModel &cluster, Timestamp at) const
{
    for (const NodeModel &node : cluster.nodes)
        writeNode(text, cluster, node, at);
}

void NodeCounters::writeNode(
    ExpositionText &text, const ClusterModel &cluster, const NodeModel &node, Timestamp at) const
{
    const auto found = m_totals.find(node.name);
    const Totals totals = found == m_totals.end() ? Totals{} : found->second;
    const std::string instance = "instance=\"" + node.ip + ":9100\"";
    const double share = 1.0 / node.cores;
    for (int cpu = 0; cpu < node.cores; ++cpu) {
        const std::string labels = "cpu=\"" + std::to_string(cpu) + "\"," + instance + ",mode=\"";
        text.sample("node_cpu_seconds_total", labels + "idle\"", totals.idle * share);
        text.sample("node_cpu_seconds_total", labels + "iowait\"", totals.waiting * share);
        text.sample("node_cpu_seconds_total", labels + "system\"", totals.system * share);
        text.sample("node_cpu_seconds_total", labels + "user\"", totals.user * share);
    }
    const Usage usage = usageOf(cluster, node, at);
    const double load = static_cast<double>(usage.cpu) / 1000.0 * 1.1 + 4 * node.diskStall;
    text.sample("node_load1", instance, load);
    text.sample("node_load5", instance, load * 0.97);
    text.sample("node_load15", instance, load * 0.94);
    const double memory = static_cast<double>(node.memoryMi) * kMiB;
    text.sample("node_memory_MemTotal_bytes", instance, memory);
    text.sample("node_memory_MemAvailable_bytes", instance,
        std::max(0.0, memory - static_cast<double>(usage.memory) * kMiB));
    const std::string root
        = R"(device="/dev/vda1",fstype="ext4",)" + instance + R"(,mountpoint="/")";
    text.sample("node_filesystem_size_bytes", root, kDiskBytes);
    text.sample("node_filesystem_avail_bytes", root,
        std::round(kDiskBytes * (1 - node.diskUsedPercent / 100)));
    const std::string disk = R"(device="vda",)" + instance;
    text.sample("node_disk_read_bytes_total", disk, std::round(totals.read));
    text.sample("node_disk_written_bytes_total", disk, std::round(totals.written));
    text.sample("node_disk_io_time_seconds_total", disk, totals.ioSeconds);
    const std::string network = R"(device="eth0",)" + instance;
    text.sample("node_network_receive_bytes_total", network, std::round(totals.received));
    text.sample("node_network_transmit_bytes_total", network, std::round(totals.sent));
    text.sample("node_boot_time_seconds", instance, toEpochMs(node.createdAt) / 1000);
    text.sample("node_uname_info",
        "domainname=\"(none)\"," + instance + R"(,machine="x86_64",nodename=")" + node.name
            + R"(",release="6.1.0-25-amd64",sysname="Linux",)"
              "version=\"#1 SMP PREEMPT_DYNAMIC Debian 6.1.106-3 (2024-08-26)\"",
        std::int64_t{1});
}

} // namespace binnacle::demo
