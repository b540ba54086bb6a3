#pragma once

#include <optional>
#include <string_view>

namespace binnacle::collect {

// Who counted.
enum class Provider { Linkerd, Traefik, Nginx, Istio, GenericMesh };

// What of it a series holds. Presence: nothing that is counted, but where it is exposed its source
// runs, so series that appear there later start at 0.
enum class MetricPart { Requests, Bucket, Sum, Count, Presence };

struct MetricRole
{
    Provider provider = Provider::Linkerd;
    MetricPart part = MetricPart::Requests;
    double toMilliseconds = 1; // what bounds and sums are multiplied with
};

// The collector of OpenTelemetry puts "otel_" before every name: without one of these.
std::string_view bareName(std::string_view name);

// Contract 02 §2.3, by the bare name alone, for exporters leave the TYPE out. Nothing for metrics
// that no part of increments comes from.
std::optional<MetricRole> roleOf(std::string_view bareName);

// For people. The family is the name without what a histogram adds to it.
std::string_view familyOf(std::string_view name);
std::string_view meaningOf(const MetricRole &role);         // "Linkerd requests"
std::string_view reasonToIgnore(std::string_view bareName); // of a metric without a role

} // namespace binnacle::collect
