#include "core/demo/cluster_mesh.h"

#include "core/demo/exposition_text.h"

#include <utility>

namespace binnacle::demo {

namespace {

constexpr Duration kEarlierUptime{5 * 3'600'000};

} // namespace

ClusterMesh::ClusterMesh(const ClusterBlueprint &blueprint, std::uint64_t seed)
    : m_blueprint(blueprint)
    , m_seed(stableHash(blueprint.name, seed))
    , m_model(std::make_shared<const MeshModel>(blueprint))
    , m_timeline(*m_model, blueprint, seed)
    , m_observer(*m_model, blueprint.traffic)
    , m_sampler(*m_model)
    , m_conditions(m_model->calm())
    , m_proxies(*m_model)
{}

void ClusterMesh::look(const ClusterModel &cluster, Timestamp at)
{
    const bool counts = isKnown(m_countedTo);
    if (counts)
        countUntil(cluster, at);
    m_conditions = m_observer.look(cluster, kLookPeriod);
    if (!counts) // what is counted needs no remembering
        m_timeline.record(at, m_conditions);
}

void ClusterMesh::startCounting(const ClusterModel &cluster, Timestamp at)
{
    m_countedTo = at - kEarlierUptime;
    countUntil(cluster, at);
}

void ClusterMesh::countUntil(const ClusterModel &cluster, Timestamp at)
{
    const Duration length = at - m_countedTo;
    if (length <= Duration{0})
        return;
    Random random(m_seed ^ static_cast<std::uint64_t>(toEpochMs(at)));
    m_proxies.follow(cluster);
    m_sampler.expect(m_model->flow(m_conditions, m_timeline.demand(at - length / 2)), length);
    m_proxies.count(m_sampler.sample(random), length, random);
    m_nodes.count(cluster, at, length);
    m_countedTo = at;
}

std::string ClusterMesh::metrics(const ClusterModel &cluster, Timestamp at)
{
    countUntil(cluster, at);
    ExpositionText text(m_blueprint.traffic.viaCollector);
    m_proxies.write(text);
    m_nodes.write(text, cluster, at);
    return text.take();
}

std::shared_ptr<const MeshHistory> ClusterMesh::history(Timestamp now) const
{
    MeshTimeline timeline = m_timeline;
    timeline.tellPast(now);
    return std::make_shared<const MeshHistory>(m_model, std::move(timeline), m_seed);
}

} // namespace binnacle::demo
