#include "core/collect/metric_roles.h"

#include <array>

namespace binnacle::collect {

namespace {

constexpr std::string_view kCollectorPrefix = "otel_";

struct RequestFamily
{
    std::string_view name;
    MetricRole role;
};
constexpr std::array<RequestFamily, 8> kRequestFamilies{{
    {"response_total", {Provider::Linkerd, MetricPart::Requests}},
    {"traefik_service_requests_total", {Provider::Traefik, MetricPart::Requests}},
    {"nginx_ingress_controller_requests", {Provider::Nginx, MetricPart::Requests}},
    {"istio_requests_total", {Provider::Istio, MetricPart::Requests}},
    {"mesh_request_total", {Provider::GenericMesh, MetricPart::Requests}},
    {"traefik_entrypoint_requests_total", {Provider::Traefik, MetricPart::Presence}},
    {"traefik_config_reloads_total", {Provider::Traefik, MetricPart::Presence}},
    {"nginx_ingress_controller_success", {Provider::Nginx, MetricPart::Presence}},
}};

struct LatencyFamily
{
    std::string_view name;
    Provider provider;
    double toMilliseconds;
};
constexpr std::array<LatencyFamily, 5> kLatencyFamilies{{
    {"response_latency_ms", Provider::Linkerd, 1},
    {"traefik_service_request_duration_seconds", Provider::Traefik, 1'000},
    {"nginx_ingress_controller_request_duration_seconds", Provider::Nginx, 1'000},
    {"istio_request_duration_milliseconds", Provider::Istio, 1},
    {"mesh_request_duration_ms", Provider::GenericMesh, 1},
}};

struct Suffix
{
    std::string_view text;
    MetricPart part;
};
constexpr std::array<Suffix, 3> kSuffixes{{
    {"_bucket", MetricPart::Bucket},
    {"_sum", MetricPart::Sum},
    {"_count", MetricPart::Count},
}};

struct Reason
{
    std::string_view prefix;
    std::string_view text;
};
// The first that fits.
constexpr std::array<Reason, 15> kReasons{{
    {"traefik_entrypoint_", "entry points: the services behind them are counted instead"},
    {"traefik_router_", "routers: the services behind them are counted instead"},
    {"traefik_", "of Traefik, but not about requests to services"},
    {"nginx_", "of nginx, but not about requests to services"},
    {"istio_tcp_", "connections, not requests"},
    {"istio_", "of Istio, but neither requests nor their duration"},
    {"request_total", "requests sent: the responses are counted instead"},
    {"tcp_", "connections, not requests"},
    {"inbound_", "internals of the proxy"},
    {"outbound_", "internals of the proxy"},
    {"control_", "the proxy's talk with its control plane"},
    {"container_", "usage of containers, which the agent reports"},
    {"kube_", "state of the cluster, which the agent reports"},
    {"node_", "of node-exporter, but not shown"},
    {"process_", "the exporter's own process"},
}};

// Endings that say a "_count" or "_sum" behind them belongs to a histogram or summary.
constexpr std::array<std::string_view, 6> kUnits{
    "_seconds", "_ms", "_milliseconds", "_microseconds", "_bytes", "_duration"};

bool endsWithUnit(std::string_view name)
{
    for (const std::string_view unit : kUnits) {
        if (name.ends_with(unit))
            return true;
    }
    return false;
}

} // namespace

std::string_view bareName(std::string_view name)
{
    if (name.starts_with(kCollectorPrefix))
        name.remove_prefix(kCollectorPrefix.size());
    return name;
}

std::optional<MetricRole> roleOf(std::string_view bareName)
{
    for (const RequestFamily &family : kRequestFamilies) {
        if (family.name == bareName)
            return family.role;
    }
    for (const LatencyFamily &family : kLatencyFamilies) {
        if (!bareName.starts_with(family.name))
            continue;
        const std::string_view rest = bareName.substr(family.name.size());
        for (const Suffix &suffix : kSuffixes) {
            if (rest == suffix.text)
                return MetricRole{family.provider, suffix.part, family.toMilliseconds};
        }
    }
    return std::nullopt;
}

std::string_view familyOf(std::string_view name)
{
    for (const Suffix &suffix : kSuffixes) {
        if (!name.ends_with(suffix.text))
            continue;
        const std::string_view family = name.substr(0, name.size() - suffix.text.size());
        if (suffix.part == MetricPart::Bucket || endsWithUnit(family))
            return family;
    }
    return name;
}

std::string_view meaningOf(const MetricRole &role)
{
    const bool isRequests = role.part == MetricPart::Requests;
    switch (role.provider) {
    case Provider::Linkerd:
        return isRequests ? "Linkerd requests" : "Linkerd latency";
    case Provider::Traefik:
        return isRequests ? "Traefik requests" : "Traefik latency";
    case Provider::Nginx:
        return isRequests ? "nginx ingress requests" : "nginx ingress latency";
    case Provider::Istio:
        return isRequests ? "Istio requests" : "Istio latency";
    case Provider::GenericMesh:
        break;
    }
    return isRequests ? "mesh requests" : "mesh latency";
}

std::string_view reasonToIgnore(std::string_view bareName)
{
    for (const Reason &reason : kReasons) {
        if (bareName.starts_with(reason.prefix))
            return reason.text;
    }
    return "not a metric of a mesh, an ingress controller or a node";
}

} // namespace binnacle::collect
