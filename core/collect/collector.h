#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/codec/exposition.h"
#include "core/domain/cluster_snapshot.h"
#include "core/domain/increments.h"
#include "core/domain/slo_target.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::collect {

struct CollectSettings
{
    // Contract 02 §2.4. Sources in these do not count; destinations in them neither, unless the
    // ingress controller lives there.
    std::set<std::string> excludedNamespaces{"linkerd", "linkerd-viz", "kube-system", "otel"};
    std::set<std::string> ingressNamespaces;
    double mostRequestsPerSecond
        = 50'000;                      // of one source; beyond that its numbers are not believed
    Duration forgetAfter{15 * 60'000}; // a series that is no longer exposed
    Duration baselineLifetime{10 * 60'000}; // over a restart of the agent
    codec::ExpositionLimits limits;
};

// What the last scrape held, for the person who sets up a source: families that are used with
// their part ("response_total": "Linkerd requests"), families that are not with the reason.
struct Recognition
{
    struct Family
    {
        std::string name;
        std::string meaning; // used: what as; ignored: why ("proxy probes", "not a mesh metric")
        std::size_t series = 0;
        bool isUsed = false;
    };
    std::vector<Family> families; // used first, then by series
    std::size_t samples = 0;
    std::size_t badLines = 0;
    std::string firstBadLine;
    std::size_t services = 0;
    std::size_t edges = 0;
    std::size_t ingressServices = 0;
    std::size_t nodes = 0;
    std::vector<std::string> notices; // numbers that were not believed, in sentences
};

// Usage of one node from node-exporter series, contract 02 §2.9. Unset: not exposed, or a rate
// whose second scrape has not come.
struct NodeMetrics
{
    std::string instance;                 // "10.0.0.4:9100"
    std::string nodeName;                 // of node_uname_info, may be empty
    std::string kernel;                   // its release, may be empty
    std::map<std::string, double> values; // "cpu_percent", "memory_percent", "disk_percent:/", ...
    SloStatus health = SloStatus::Healthy;
};

// Turns the scrapes of one metrics endpoint into increments: filter, delta, aggregate, routes
// (contract 02 §2.3–2.7). Not thread-safe.
class Collector
{
public:
    explicit Collector(CollectSettings settings = {});
    ~Collector();
    Collector(const Collector &) = delete;
    Collector &operator=(const Collector &) = delete;

    // The newest state of the cluster: routes, named ports, creation times of pods. May be null.
    void setCluster(std::shared_ptr<const ClusterSnapshot> cluster);

    // Nothing after the first scrape, which is the baseline. `at` must grow. Errors: MalformedBody
    // (also for HTML and the like), TooLarge; a refused scrape leaves the baseline as it was, so
    // the next one covers both intervals.
    Result<std::optional<SloIncrements>> scrape(
        std::string_view text, codec::ExpositionFormat format, Timestamp at);

    const Recognition &recognition() const; // of the last good scrape
    // What of it counts otherwise than a person would expect or not at all, beyond the families
    // that are ignored: in sentences, for who sets up a source. Those of the recognition first.
    std::vector<std::string> notices() const;
    const std::vector<NodeMetrics> &nodes() const; // after the last good scrape

    // Readings to go on from after a restart. Restoring what is older than the lifetime, or not
    // readable, is an error and leaves the collector empty.
    std::string saveBaseline() const;
    Status restoreBaseline(std::string_view saved, Timestamp now);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// The routes of contract 02 §2.7 from the Ingresses and IngressRoutes of a snapshot, ports resolved
// through its Services.
std::vector<IngressRoute> routesOf(const ClusterSnapshot &cluster);

// Adds `later` to `into`, for increments that could not be delivered: sums by key, the routes of
// the later one, both intervals. Contract 02 §2.5.
void mergeInto(SloIncrements &into, const SloIncrements &later);

} // namespace binnacle::collect
