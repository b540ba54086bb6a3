#pragma once

#include "core/demo/mesh_model.h"
#include "core/demo/random.h"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace binnacle::demo {

// Upper bounds of the proxies' histograms without +Inf. Linkerd: milliseconds, fixed in the proxy;
// Traefik: seconds, as this estate has configured them.
inline constexpr std::array kLinkerdBounds = std::to_array<double>({1, 2, 3, 4, 5, 10, 20, 30, 40,
    50, 100, 200, 300, 400, 500, 1000, 2000, 3000, 4000, 5000, 10000, 20000, 30000, 40000, 50000});
inline constexpr std::array kTraefikBounds = std::to_array<double>(
    {0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10});

// How many requests took how long, by bucket (not cumulative); the last one is +Inf.
template<std::size_t kBounds>
struct Buckets
{
    std::array<std::int64_t, kBounds + 1> counts{};
    std::int64_t total = 0;
    double sum = 0; // milliseconds

    void add(const Buckets &other)
    {
        for (std::size_t i = 0; i < counts.size(); ++i)
            counts[i] += other.counts[i];
        total += other.total;
        sum += other.sum;
    }
};
using LinkerdBuckets = Buckets<kLinkerdBounds.size()>;
using TraefikBuckets = Buckets<kTraefikBounds.size()>;

// What the proxies of the mesh tell apart.
enum class Ending { Success, NotFound, Failure };
std::string_view codeOf(Ending ending); // "200"
constexpr std::size_t kEndings = static_cast<std::size_t>(Ending::Failure) + 1;

// What the ingress tells apart.
struct IngressEnding
{
    std::string_view code;
    std::string_view method;
    Ending ending;
};
std::span<const IngressEnding> ingressEndings();
constexpr std::size_t kIngressEndings = 6;

// What one stream of requests came to.
struct StreamSample
{
    std::array<LinkerdBuckets, kEndings> endings;
    bool reachedTarget = true; // else only the caller counted them
    // Through the ingress only: as it counts itself, and what its proxy saw come in. That is not
    // all, for where clients' HTTPS ends in the ingress the proxy before it sees bytes only.
    std::array<TraefikBuckets, kIngressEndings> ingress;
    std::array<LinkerdBuckets, kEndings> plain;

    std::int64_t requests() const;
};

// Collects what is expected of a stretch of time, then throws the dice once.
class MeshSampler
{
public:
    explicit MeshSampler(const MeshModel &model); // must outlive the sampler

    void expect(const MeshFlow &flow, Duration length);
    // By stream; what was expected is forgotten.
    std::vector<StreamSample> sample(Random &random);

private:
    // Expected requests by bucket, cumulative, +Inf last.
    template<std::size_t kBounds>
    struct Expected
    {
        std::array<double, kBounds + 1> upTo{};
        double sum = 0;
    };
    struct Expectation
    {
        Expected<kLinkerdBounds.size()> success;
        Expected<kLinkerdBounds.size()> failure;
        Expected<kTraefikBounds.size()> ingressSuccess;
        Expected<kTraefikBounds.size()> ingressFailure;
        bool reachedTarget = false;
    };
    void sampleIngress(
        const Expectation &expected, double postShare, StreamSample &sample, Random &random) const;

    const MeshModel &m_model;
    std::vector<Expectation> m_expected; // by stream
    std::array<double, kLinkerdBounds.size()> m_linkerdLogs;
    std::array<double, kTraefikBounds.size()> m_traefikLogs; // of milliseconds
};

} // namespace binnacle::demo
