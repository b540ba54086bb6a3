#pragma once

#include "core/collect/family_census.h"
#include "core/collect/node_metrics.h"
#include "core/collect/series_key.h"
#include "core/collect/series_table.h"
#include "core/collect/traffic_counters.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace binnacle::collect {

// Numbers the series of an endpoint and hands each, when it first appears, to what counts it.
class CollectedSeries : public SeriesResolver
{
public:
    // All must outlive this.
    CollectedSeries(const CollectSettings &settings, TrafficCounters &counters,
        NodeMetricsReader &nodes, FamilyCensus &census)
        : m_settings(settings)
        , m_counters(counters)
        , m_nodes(nodes)
        , m_census(census)
    {}

    SeriesId resolve(
        std::string_view name, std::span<const codec::ExpositionLabel> labels) override;
    void forgotten(SeriesId series) override;

    struct NodeSeries
    {
        SeriesId series = kIgnoredSeries;
        NodeMetricsReader::Slot slot = 0;
    };
    const std::vector<NodeSeries> &nodeSeries() const { return m_nodeSeries; }
    std::size_t forgottenSeries() const { return m_forgotten; }
    std::size_t size() const { return m_ids.size(); }

private:
    struct Known
    {
        SeriesKey key;
        std::uint32_t texts = 0; // ways of writing it that the table knows
        FamilyCensus::Entry family = 0;
        bool isNode = false;
    };

    SeriesId addTraffic(const MetricRole &role, const SeriesKeys &keys, std::string_view name,
        std::span<const codec::ExpositionLabel> labels);
    SeriesId take(const SeriesKey &key, FamilyCensus::Entry family, bool isNode);

    const CollectSettings &m_settings;
    TrafficCounters &m_counters;
    NodeMetricsReader &m_nodes;
    FamilyCensus &m_census;
    std::vector<Known> m_known; // by SeriesId
    std::unordered_map<SeriesKey, SeriesId, SeriesKeyHash> m_ids;
    std::vector<NodeSeries> m_nodeSeries;
    std::size_t m_forgotten = 0;
};

} // namespace binnacle::collect
