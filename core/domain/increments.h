#pragma once

#include "core/base/time.h"
#include "core/domain/latency_histogram.h"

#include <cstdint>
#include <string>
#include <vector>

namespace binnacle {

// A workload as the mesh knows it: the Deployment, StatefulSet or DaemonSet behind the proxies.
struct ServiceRef
{
    std::string ns;
    std::string name;

    std::string text() const { return ns + '/' + name; } // "shop/checkout", the id of a node
    friend bool operator==(const ServiceRef &, const ServiceRef &) = default;
    friend auto operator<=>(const ServiceRef &, const ServiceRef &) = default;
};

// Who calls whom. Destinations outside the mesh have the namespace "_external".
struct EdgeRef
{
    ServiceRef source;
    ServiceRef target;

    friend bool operator==(const EdgeRef &, const EdgeRef &) = default;
    friend auto operator<=>(const EdgeRef &, const EdgeRef &) = default;
};

// What happened between two scrapes, contract 01 §1.9. Every number is an increment, never a
// counter reading; latencies are milliseconds.

struct RequestIncrement
{
    std::string code;     // "200"; gRPC and others as told
    std::string method;   // ingress only: "GET"
    bool failure = false; // mesh: classification; ingress: code >= 500
    std::int64_t count = 0;

    friend bool operator==(const RequestIncrement &, const RequestIncrement &) = default;
};

// Seen by the receiving proxy (inbound).
struct ServiceIncrement
{
    ServiceRef service;
    std::vector<RequestIncrement> requests;
    LatencyHistogram latency;
    double latencySum = 0;
    std::int64_t latencyCount = 0;
    std::int64_t tlsRequests = 0;
    std::int64_t totalRequests = 0;
};

// Seen by the calling proxy (outbound). `latency` is empty where the proxy exposes none.
struct EdgeIncrement
{
    EdgeRef edge;
    std::int64_t requests = 0;
    std::int64_t failures = 0;
    LatencyHistogram latency;
    double latencySum = 0;
    std::int64_t latencyCount = 0;
};

// Seen by the ingress controller. The key is "namespace-service-port" and cannot be split back.
struct IngressIncrement
{
    std::string serviceKey;
    std::vector<RequestIncrement> requests;
    LatencyHistogram latency;
    double latencySum = 0;
    std::int64_t latencyCount = 0;
};

// One domain and path that leads to a service key.
struct IngressRoute
{
    std::string name; // of the Ingress or IngressRoute object
    std::string ns;
    std::string domain;
    std::string pathPrefix = "/";
    std::string serviceKey;
    std::string serviceName;
    std::int32_t servicePort = 0;
    bool tls = false;
    bool isApproximate = false;   // the object has several rules behind one hashed key
    bool isDomainPattern = false; // HostRegexp: `domain` is a regular expression

    friend bool operator==(const IngressRoute &, const IngressRoute &) = default;
};

// One scrape after another became one of these. Rows exist only for what had traffic; routes are
// the full list each time. (cluster, bootId, seq) names it, so a repeat is known and a loss is
// seen; without a bootId neither is.
struct SloIncrements
{
    Timestamp at{}; // of the later scrape, whole seconds
    std::string bootId;
    std::uint64_t seq = 0;
    Duration interval{}; // since the earlier scrape; zero: not told
    std::vector<ServiceIncrement> services;
    std::vector<EdgeIncrement> edges;
    std::vector<IngressIncrement> ingress;
    std::vector<IngressRoute> routes;
};

} // namespace binnacle
