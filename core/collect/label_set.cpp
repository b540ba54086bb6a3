#include "core/collect/label_set.h"

namespace binnacle::collect {

namespace {

// In the order of LabelName.
constexpr std::array<std::string_view, kLabelNames> kNames{"authz_name", "authority",
    "classification", "code", "connection_security_policy", "controller_namespace",
    "controller_pod", "daemonset", "deployment", "destination_service", "destination_workload",
    "destination_workload_namespace", "direction", "dst_daemonset", "dst_deployment", "dst_job",
    "dst_namespace", "dst_replicaset", "dst_service", "dst_statefulset", "dst_workload",
    "grpc_response_status", "grpc_status", "grpc_status_code", "instance", "job", "k8s_job", "le",
    "method", "mtls", "namespace", "pod", "replicaset", "reporter", "response_code", "route_name",
    "service", "service_port", "source_workload", "source_workload_namespace", "srv_port",
    "statefulset", "status", "status_code", "target_addr", "tls", "workload"};

constexpr std::size_t kSlots = 256;
constexpr std::uint8_t kFree = 0xff;

constexpr std::size_t slotOf(std::string_view name)
{
    const auto byte = [name](std::size_t at) {
        return static_cast<std::size_t>(static_cast<unsigned char>(name[at]));
    };
    return (name.size() * 37 + byte(0) * 11 + byte(name.size() / 2) * 5 + byte(name.size() - 1))
        % kSlots;
}

consteval std::array<std::uint8_t, kSlots> makeTable()
{
    std::array<std::uint8_t, kSlots> table{};
    table.fill(kFree);
    for (std::size_t i = 0; i < kLabelNames; ++i) {
        std::size_t slot = slotOf(kNames[i]);
        while (table[slot] != kFree)
            slot = (slot + 1) % kSlots;
        table[slot] = static_cast<std::uint8_t>(i);
    }
    return table;
}

constexpr std::array<std::uint8_t, kSlots> kTable = makeTable();

} // namespace

LabelSet::LabelSet(std::span<const codec::ExpositionLabel> labels)
{
    for (const codec::ExpositionLabel &label : labels) {
        if (label.name.empty())
            continue;
        for (std::size_t slot = slotOf(label.name); kTable[slot] != kFree;
             slot = (slot + 1) % kSlots) {
            if (kNames[kTable[slot]] == label.name) {
                m_values[kTable[slot]] = label.value;
                break;
            }
        }
    }
}

} // namespace binnacle::collect
