#include "core/collect/node_metrics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

namespace binnacle::collect {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr Duration kGaugeLife{2 * 60'000};
constexpr Duration kLongestRate{5 * 60'000};
constexpr Duration kAnchorEvery{60'000};

enum class Shape {
    Plain,   // as it is
    Rate,    // growth a second
    Percent, // growth a second is a share: at most 100 %
    Part,    // needed to work out something else
};

struct Metric
{
    std::string_view name;
    Shape shape = Shape::Plain;
    std::string_view output;
    std::string_view label; // tells devices and the like apart
};

// Those that something is worked out from come first: their positions have names.
enum Known : std::size_t {
    Cpu,
    MemTotal,
    MemAvailable,
    SwapTotal,
    SwapFree,
    DiskSize,
    DiskAvailable,
    BootTime,
    Temperature,
};
constexpr std::array<Metric, 50> kMetrics{{
    {"node_cpu_seconds_total", Shape::Part, {}, {}},
    {"node_memory_MemTotal_bytes", Shape::Plain, "memory_bytes", {}},
    {"node_memory_MemAvailable_bytes", Shape::Plain, "memory_available_bytes", {}},
    {"node_memory_SwapTotal_bytes", Shape::Part, {}, {}},
    {"node_memory_SwapFree_bytes", Shape::Part, {}, {}},
    {"node_filesystem_size_bytes", Shape::Plain, "disk_size_bytes", "mountpoint"},
    {"node_filesystem_avail_bytes", Shape::Plain, "disk_available_bytes", "mountpoint"},
    {"node_boot_time_seconds", Shape::Part, {}, {}},
    {"node_hwmon_temp_celsius", Shape::Plain, "temperature_celsius", {}},
    {"node_load1", Shape::Plain, "load1", {}},
    {"node_load5", Shape::Plain, "load5", {}},
    {"node_load15", Shape::Plain, "load15", {}},
    {"node_disk_read_bytes_total", Shape::Rate, "disk_read_bytes_per_second", "device"},
    {"node_disk_written_bytes_total", Shape::Rate, "disk_written_bytes_per_second", "device"},
    {"node_disk_reads_completed_total", Shape::Rate, "disk_reads_per_second", "device"},
    {"node_disk_writes_completed_total", Shape::Rate, "disk_writes_per_second", "device"},
    {"node_disk_io_time_seconds_total", Shape::Percent, "disk_util_percent", "device"},
    {"node_network_receive_bytes_total", Shape::Rate, "network_receive_bytes_per_second", "device"},
    {"node_network_transmit_bytes_total", Shape::Rate, "network_transmit_bytes_per_second",
        "device"},
    {"node_network_receive_packets_total", Shape::Rate, "network_receive_packets_per_second",
        "device"},
    {"node_network_transmit_packets_total", Shape::Rate, "network_transmit_packets_per_second",
        "device"},
    {"node_network_receive_errs_total", Shape::Rate, "network_receive_errors_per_second", "device"},
    {"node_network_transmit_errs_total", Shape::Rate, "network_transmit_errors_per_second",
        "device"},
    {"node_network_receive_drop_total", Shape::Rate, "network_receive_dropped_per_second",
        "device"},
    {"node_network_transmit_drop_total", Shape::Rate, "network_transmit_dropped_per_second",
        "device"},
    {"node_network_up", Shape::Plain, "network_up", "device"},
    {"node_network_speed_bytes", Shape::Plain, "network_speed_bytes", "device"},
    {"node_network_mtu_bytes", Shape::Plain, "network_mtu", "device"},
    {"node_pressure_cpu_waiting_seconds_total", Shape::Percent, "pressure_cpu_waiting_percent", {}},
    {"node_pressure_memory_waiting_seconds_total", Shape::Percent,
        "pressure_memory_waiting_percent", {}},
    {"node_pressure_memory_stalled_seconds_total", Shape::Percent,
        "pressure_memory_stalled_percent", {}},
    {"node_pressure_io_waiting_seconds_total", Shape::Percent, "pressure_io_waiting_percent", {}},
    {"node_pressure_io_stalled_seconds_total", Shape::Percent, "pressure_io_stalled_percent", {}},
    {"node_nf_conntrack_entries", Shape::Plain, "conntrack_entries", {}},
    {"node_nf_conntrack_entries_limit", Shape::Plain, "conntrack_limit", {}},
    {"node_filefd_allocated", Shape::Plain, "file_descriptors", {}},
    {"node_filefd_maximum", Shape::Plain, "file_descriptor_limit", {}},
    {"node_entropy_available_bits", Shape::Plain, "entropy_bits", {}},
    {"node_sockstat_TCP_alloc", Shape::Plain, "tcp_allocated", {}},
    {"node_sockstat_TCP_inuse", Shape::Plain, "tcp_in_use", {}},
    {"node_sockstat_TCP_tw", Shape::Plain, "tcp_time_wait", {}},
    {"node_sockstat_sockets_used", Shape::Plain, "sockets_used", {}},
    {"node_netstat_Tcp_CurrEstab", Shape::Plain, "tcp_established", {}},
    {"node_vmstat_pgfault", Shape::Rate, "page_faults_per_second", {}},
    {"node_vmstat_pgmajfault", Shape::Rate, "major_page_faults_per_second", {}},
    {"node_vmstat_pswpin", Shape::Rate, "swap_in_per_second", {}},
    {"node_vmstat_pswpout", Shape::Rate, "swap_out_per_second", {}},
    {"node_softnet_dropped_total", Shape::Rate, "softnet_dropped_per_second", {}},
    {"node_softnet_squeezed_total", Shape::Rate, "softnet_squeezed_per_second", {}},
    {"node_uname_info", Shape::Part, {}, {}},
}};

constexpr std::array<std::string_view, 4> kNoDisks{"tmpfs", "devtmpfs", "overlay", "squashfs"};
constexpr std::array<std::string_view, 4> kCpuChips{
    "coretemp", "k10temp", "cpu_thermal", "thermal_zone"};

std::string_view labelOf(std::span<const codec::ExpositionLabel> labels, std::string_view name)
{
    for (const codec::ExpositionLabel &label : labels) {
        if (label.name == name)
            return label.value;
    }
    return {};
}

bool isPseudo(std::span<const codec::ExpositionLabel> labels)
{
    return std::ranges::find(kNoDisks, labelOf(labels, "fstype")) != kNoDisks.end()
        || labelOf(labels, "device") == "lo";
}

std::string detailOf(std::size_t metric, std::span<const codec::ExpositionLabel> labels)
{
    if (metric == Cpu)
        return std::string(labelOf(labels, "cpu")) + '/' + std::string(labelOf(labels, "mode"));
    if (metric == Temperature)
        return std::string(labelOf(labels, "chip")) + '/' + std::string(labelOf(labels, "sensor"));
    if (!kMetrics[metric].label.empty())
        return std::string(labelOf(labels, kMetrics[metric].label));
    // Some are counted per CPU: summed up.
    return std::string(labelOf(labels, "cpu"));
}

// What one counter or gauge says now; NaN: nothing.
double shaped(Shape shape, double value)
{
    constexpr double kWhole = 100;
    return shape == Shape::Percent ? std::min(kWhole, kWhole * value) : value;
}

double percentOf(double part, double whole)
{
    return whole > 0 ? 100 * part / whole : kNone;
}

void put(NodeMetrics &metrics, const std::string &name, double value)
{
    if (std::isfinite(value))
        metrics.values[name] = value;
}

double valueOf(const NodeMetrics &metrics, const std::string &name)
{
    const auto at = metrics.values.find(name);
    return at == metrics.values.end() ? kNone : at->second;
}

// A disk that is full counts, in whatever order the disks come (contract 02 §2.9).
SloStatus healthOf(const NodeMetrics &metrics)
{
    constexpr double kCritical = 95;
    constexpr double kWarning = 80;
    double highest = 0;
    for (const auto &[name, value] : metrics.values) {
        if (name == "cpu_percent" || name == "memory_percent" || name.starts_with("disk_percent:"))
            highest = std::max(highest, value);
    }
    if (highest > kCritical)
        return SloStatus::Critical;
    return highest > kWarning ? SloStatus::Warning : SloStatus::Healthy;
}

void putDisks(NodeMetrics &metrics)
{
    constexpr std::string_view kSize = "disk_size_bytes:";
    std::map<std::string, double> percents;
    for (const auto &[name, size] : metrics.values) {
        if (!name.starts_with(kSize))
            continue;
        const std::string mount = name.substr(kSize.size());
        const double available = valueOf(metrics, "disk_available_bytes:" + mount);
        percents["disk_percent:" + mount] = percentOf(size - available, size);
    }
    for (const auto &[name, percent] : percents)
        put(metrics, name, percent);
}

void putCpuTemperature(NodeMetrics &metrics)
{
    constexpr std::string_view kTemperature = "temperature_celsius:";
    double ofCpu = kNone;
    double highest = kNone;
    for (const auto &[name, value] : metrics.values) {
        if (!name.starts_with(kTemperature))
            continue;
        highest = std::fmax(highest, value);
        const std::string_view chip
            = std::string_view(name).substr(0, name.find('/')).substr(kTemperature.size());
        const auto isIn = [chip](std::string_view cpu) { return chip.find(cpu) != chip.npos; };
        if (std::ranges::any_of(kCpuChips, isIn))
            ofCpu = std::fmax(ofCpu, value);
    }
    put(metrics, "cpu_temperature_celsius", std::isnan(ofCpu) ? highest : ofCpu);
}

} // namespace

std::optional<NodeMetricsReader::Slot> NodeMetricsReader::slotOf(
    std::string_view bareName, std::span<const codec::ExpositionLabel> labels)
{
    const auto found = std::ranges::find(kMetrics, bareName, &Metric::name);
    if (found == kMetrics.end() || isPseudo(labels))
        return std::nullopt;
    const auto metric = static_cast<std::size_t>(std::distance(kMetrics.begin(), found));
    Node &node = m_nodes[std::string(labelOf(labels, "instance"))];
    if (const std::string_view name = labelOf(labels, "nodename"); !name.empty())
        node.nodeName = name;
    if (const std::string_view release = labelOf(labels, "release"); !release.empty())
        node.kernel = release;
    const auto [at, isNew] = node.slots[metric].try_emplace(
        detailOf(metric, labels), static_cast<Slot>(m_series.size()));
    if (isNew)
        m_series.emplace_back();
    return at->second;
}

void NodeMetricsReader::set(Slot slot, double value)
{
    if (!std::isfinite(value))
        return;
    Series &series = m_series[slot];
    if (!isKnown(series.lastSeen) || m_at - series.lastSeen > kLongestRate)
        series = {.firstSeen = m_at};
    else
        series.total += value >= series.value ? value - series.value : value;
    series.value = value;
    series.lastSeen = m_at;
}

bool NodeMetricsReader::isFresh(const Series &series) const
{
    return isKnown(series.lastSeen) && m_at - series.lastSeen <= kGaugeLife;
}

double NodeMetricsReader::growthOf(const Series &series) const
{
    const bool isYoung = series.firstSeen > m_older;
    const Timestamp from = isYoung ? series.firstSeen : m_older;
    const Duration span = series.lastSeen - from;
    if (!isFresh(series) || span <= Duration{} || span > kLongestRate)
        return kNone;
    const double grown = series.total - (isYoung ? 0 : series.olderTotal);
    return grown / std::chrono::duration<double>(span).count();
}

void NodeMetricsReader::moveAnchors()
{
    const bool isStale = !isKnown(m_newer) || m_at - m_newer > kLongestRate;
    if (!isStale && m_at - m_newer < kAnchorEvery)
        return;
    for (Series &series : m_series) {
        series.olderTotal = isStale ? series.total : series.newerTotal;
        series.newerTotal = series.total;
    }
    m_older = isStale ? m_at : m_newer;
    m_newer = m_at;
}

// Gauges and rates as they are; what has no name of its own, but comes once per CPU, is added up.
void NodeMetricsReader::putPlain(const Node &node, NodeMetrics &metrics) const
{
    for (const auto &[metric, slots] : node.slots) {
        const Metric &known = kMetrics[metric];
        if (known.shape == Shape::Part)
            continue;
        const bool isNamed = !known.label.empty() || metric == Temperature;
        double sum = kNone;
        for (const auto &[detail, slot] : slots) {
            const Series &series = m_series[slot];
            const double raw = known.shape == Shape::Plain
                ? (isFresh(series) ? series.value : kNone)
                : growthOf(series);
            const double value = shaped(known.shape, raw);
            if (isNamed)
                put(metrics, std::string(known.output) + ':' + detail, value);
            else if (!std::isnan(value))
                sum = std::isnan(sum) ? value : sum + value;
        }
        if (!isNamed)
            put(metrics, std::string(known.output), sum);
    }
}

void NodeMetricsReader::putCpu(const Node &node, NodeMetrics &metrics) const
{
    const auto slots = node.slots.find(Cpu);
    if (slots == node.slots.end())
        return;
    std::map<std::string, double, std::less<>> byMode;
    std::set<std::string, std::less<>> cpus;
    double all = 0;
    for (const auto &[detail, slot] : slots->second) {
        const Series &series = m_series[slot];
        if (!isFresh(series))
            continue;
        const std::size_t slash = detail.find('/');
        cpus.insert(detail.substr(0, slash));
        const double growth = growthOf(series);
        if (std::isnan(growth))
            continue;
        byMode[detail.substr(slash + 1)] += growth;
        all += growth;
    }
    if (!cpus.empty())
        put(metrics, "cpu_cores", static_cast<double>(cpus.size()));
    if (all <= 0)
        return;
    put(metrics, "cpu_percent", percentOf(all - byMode["idle"], all));
    for (const std::string mode : {"user", "system", "iowait"})
        put(metrics, "cpu_" + mode + "_percent", percentOf(byMode[mode], all));
}

double NodeMetricsReader::gaugeOf(const Node &node, std::size_t metric) const
{
    const auto slots = node.slots.find(metric);
    if (slots == node.slots.end() || slots->second.empty())
        return kNone;
    const Series &series = m_series[slots->second.begin()->second];
    return isFresh(series) ? series.value : kNone;
}

void NodeMetricsReader::putDerived(const Node &node, NodeMetrics &metrics) const
{
    const double memory = gaugeOf(node, MemTotal);
    put(metrics, "memory_percent", percentOf(memory - gaugeOf(node, MemAvailable), memory));
    const double swap = gaugeOf(node, SwapTotal);
    put(metrics, "swap_percent", swap == 0 ? 0 : percentOf(swap - gaugeOf(node, SwapFree), swap));
    const auto seconds = std::chrono::duration<double>(m_at.time_since_epoch());
    put(metrics, "uptime_seconds", seconds.count() - gaugeOf(node, BootTime));
    putDisks(metrics);
    putCpuTemperature(metrics);
}

std::vector<NodeMetrics> NodeMetricsReader::end()
{
    std::vector<NodeMetrics> all;
    for (const auto &[instance, node] : m_nodes) {
        NodeMetrics metrics{.instance = instance, .nodeName = node.nodeName, .kernel = node.kernel};
        putPlain(node, metrics);
        putCpu(node, metrics);
        putDerived(node, metrics);
        metrics.health = healthOf(metrics);
        if (!metrics.values.empty())
            all.push_back(std::move(metrics));
    }
    moveAnchors();
    return all;
}

} // namespace binnacle::collect
