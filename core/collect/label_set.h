#pragma once

#include "core/codec/exposition.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace binnacle::collect {

// The labels that any rule of contract 02 looks at.
enum class LabelName : std::uint8_t {
    AuthzName,
    Authority,
    Classification,
    Code,
    ConnectionSecurityPolicy,
    ControllerNamespace,
    ControllerPod,
    Daemonset,
    Deployment,
    DestinationService,
    DestinationWorkload,
    DestinationWorkloadNamespace,
    Direction,
    DstDaemonset,
    DstDeployment,
    DstJob,
    DstNamespace,
    DstReplicaset,
    DstService,
    DstStatefulset,
    DstWorkload,
    GrpcResponseStatus,
    GrpcStatus,
    GrpcStatusCode,
    Instance,
    Job,
    K8sJob,
    Le,
    Method,
    Mtls,
    Namespace,
    Pod,
    Replicaset,
    Reporter,
    ResponseCode,
    RouteName,
    Service,
    ServicePort,
    SourceWorkload,
    SourceWorkloadNamespace,
    SrvPort,
    Statefulset,
    Status,
    StatusCode,
    TargetAddr,
    Tls,
    Workload,
};
inline constexpr std::size_t kLabelNames = static_cast<std::size_t>(LabelName::Workload) + 1;

// The values of those labels, empty where a series has none: to Prometheus the same thing.
class LabelSet
{
public:
    explicit LabelSet(std::span<const codec::ExpositionLabel> labels);

    std::string_view at(LabelName name) const { return m_values[static_cast<std::size_t>(name)]; }
    bool has(LabelName name) const { return !at(name).empty(); }
    // The first of them that has a value.
    template<typename... Names>
    std::string_view firstOf(Names... names) const
    {
        std::string_view found;
        ((found.empty() ? void(found = at(names)) : void()), ...);
        return found;
    }

private:
    std::array<std::string_view, kLabelNames> m_values;
};

} // namespace binnacle::collect
