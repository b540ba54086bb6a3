#pragma once

#include "core/demo/cluster_model.h"
#include "core/demo/mesh_sample.h"

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace binnacle::demo {

class ExpositionText;

// The counters of every proxy of one cluster, as Linkerd's proxies and Traefik keep them: they live
// and die with their pod, so a pod that is made anew starts at 0 although it has the old name.
class ProxyCounters
{
public:
    explicit ProxyCounters(const MeshModel &model); // must outlive the counters

    // New pods get proxies, those of pods that are gone are forgotten.
    void follow(const ClusterModel &cluster);
    // Deals the samples out among the pods that are ready; probes and their like over `length`.
    void count(const std::vector<StreamSample> &samples, Duration length, Random &random);

    void write(ExpositionText &text) const;

private:
    struct Series
    {
        std::string labels; // without status and braces
        std::array<LinkerdBuckets, kEndings> endings;
    };
    struct Proxy
    {
        std::string uid;
        std::string address;
        std::string labels; // of the pod
        bool isReady = false;
        Series inbound;
        std::map<std::size_t, Series> outbound; // by index of the called service
        Series probe;
        std::int64_t adminScrapes = 0;
        double idleSeconds = 0; // since probes were counted
        // Traefik only: by stream.
        std::map<std::size_t, std::array<TraefikBuckets, kIngressEndings>> ingress;
    };
    // By the key of the pod, for each service.
    using Proxies = std::map<std::string, Proxy>;

    Proxy newProxy(std::size_t service, const PodModel &pod) const;
    Series &outboundTo(Proxy &proxy, std::size_t service) const;
    static std::vector<Proxy *> readyOnes(Proxies &proxies);
    void countStream(std::size_t index, const StreamSample &sample, Random &random);
    static void countProbes(Proxy &proxy, Duration length);
    void writeTotals(ExpositionText &text, const Series &series) const;
    void writeLatency(ExpositionText &text, const Series &series) const;
    void writeIngress(ExpositionText &text) const;

    const MeshModel &m_model;
    std::map<std::string, std::size_t> m_serviceOf; // key of the workload
    std::vector<Proxies> m_proxies;                 // by service
};

} // namespace binnacle::demo
