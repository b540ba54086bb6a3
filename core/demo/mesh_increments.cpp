#include "core/demo/mesh_increments.h"

#include <map>
#include <utility>

namespace binnacle::demo {

namespace {

using Endings = std::array<LinkerdBuckets, kEndings>;

void add(Endings &into, const Endings &endings)
{
    for (std::size_t i = 0; i < kEndings; ++i)
        into[i].add(endings[i]);
}

template<typename Bounds, typename Counts>
LatencyHistogram histogramOf(const Bounds &bounds, const Counts &all, double toMilliseconds)
{
    std::vector<double> limits;
    std::vector<double> counts;
    double sum = 0;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        sum += static_cast<double>(all.counts[i]);
        limits.push_back(bounds[i] * toMilliseconds);
        counts.push_back(sum);
    }
    return LatencyHistogram::fromCumulative(
        std::move(limits), std::move(counts), static_cast<double>(all.total));
}

LinkerdBuckets merged(const Endings &endings)
{
    LinkerdBuckets all;
    for (const LinkerdBuckets &ending : endings)
        all.add(ending);
    return all;
}

ServiceIncrement serviceOf(const ServiceRef &service, const Endings &endings, bool isTls)
{
    ServiceIncrement row;
    row.service = service;
    const LinkerdBuckets all = merged(endings);
    for (std::size_t i = 0; i < kEndings; ++i) {
        const auto ending = static_cast<Ending>(i);
        if (endings[i].total > 0)
            row.requests.push_back(
                {std::string(codeOf(ending)), {}, ending == Ending::Failure, endings[i].total});
    }
    row.latency = histogramOf(kLinkerdBounds, all, 1);
    row.latencySum = all.sum;
    row.latencyCount = all.total;
    row.totalRequests = all.total;
    row.tlsRequests = isTls ? all.total : 0;
    return row;
}

EdgeIncrement edgeOf(EdgeRef edge, const Endings &endings)
{
    const LinkerdBuckets all = merged(endings);
    return {.edge = std::move(edge),
        .requests = all.total,
        .failures = endings[static_cast<std::size_t>(Ending::Failure)].total,
        .latency = histogramOf(kLinkerdBounds, all, 1),
        .latencySum = all.sum,
        .latencyCount = all.total};
}

IngressIncrement ingressOf(const std::string &serviceKey, const StreamSample &sample)
{
    IngressIncrement row;
    row.serviceKey = serviceKey;
    TraefikBuckets all;
    for (std::size_t i = 0; i < kIngressEndings; ++i) {
        const IngressEnding &ending = ingressEndings()[i];
        if (sample.ingress[i].total == 0)
            continue;
        all.add(sample.ingress[i]);
        row.requests.push_back({std::string(ending.code), std::string(ending.method),
            ending.ending == Ending::Failure, sample.ingress[i].total});
    }
    row.latency = histogramOf(kTraefikBounds, all, 1000);
    row.latencySum = all.sum;
    row.latencyCount = all.total;
    return row;
}

} // namespace

SloIncrements incrementsOf(const MeshModel &model, const std::vector<StreamSample> &samples)
{
    SloIncrements increments;
    std::map<std::size_t, Endings> inbound;
    std::map<std::pair<std::size_t, std::size_t>, Endings> outbound;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const MeshModel::Stream &stream = model.streams()[i];
        const StreamSample &sample = samples[i];
        if (stream.caller == MeshModel::kNone)
            increments.routes.push_back(stream.route);
        if (sample.requests() == 0)
            continue;
        const std::size_t target = model.operations()[stream.target].service;
        add(outbound[{stream.source, target}], sample.endings);
        if (sample.reachedTarget)
            add(inbound[target], sample.endings);
        if (stream.caller == MeshModel::kNone) {
            add(inbound[stream.source], sample.plain);
            increments.ingress.push_back(ingressOf(stream.route.serviceKey, sample));
        }
    }
    for (const auto &[service, endings] : inbound)
        increments.services.push_back(
            serviceOf(model.services()[service].ref, endings, service != model.ingress()));
    for (const auto &[ends, endings] : outbound)
        increments.edges.push_back(
            edgeOf({model.services()[ends.first].ref, model.services()[ends.second].ref}, endings));
    return increments;
}

MeshHistory::MeshHistory(
    std::shared_ptr<const MeshModel> model, MeshTimeline timeline, std::uint64_t seed)
    : m_model(std::move(model))
    , m_timeline(std::move(timeline))
    , m_seed(seed)
{}

SloIncrements MeshHistory::increments(const TimeRange &range) const
{
    MeshSampler sampler(*m_model);
    const std::vector<Timestamp> cuts = m_timeline.cuts(range);
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
        const Timestamp middle = cuts[i] + (cuts[i + 1] - cuts[i]) / 2;
        sampler.expect(m_model->flow(m_timeline.at(cuts[i]), m_timeline.demand(middle)),
            cuts[i + 1] - cuts[i]);
    }
    Random random(m_seed ^ static_cast<std::uint64_t>(toEpochMs(range.to)));
    SloIncrements increments = incrementsOf(*m_model, sampler.sample(random));
    increments.at = range.to;
    increments.interval = range.length();
    return increments;
}

} // namespace binnacle::demo
