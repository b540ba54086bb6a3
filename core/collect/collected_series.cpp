#include "core/collect/collected_series.h"

#include <algorithm>

namespace binnacle::collect {

SeriesId CollectedSeries::resolve(
    std::string_view name, std::span<const codec::ExpositionLabel> labels)
{
    const std::string_view bare = bareName(name);
    const auto role = roleOf(bare);
    const auto slot = role ? std::nullopt : m_nodes.slotOf(bare, labels);
    if (!role && !slot) {
        m_census.add(familyOf(name), reasonToIgnore(bare), false);
        return kIgnoredSeries;
    }
    const SeriesKeys keys = keysOf(name, familyOf(name), labels);
    if (const auto known = m_ids.find(keys.series); known != m_ids.end()) {
        ++m_known[known->second].texts;
        return known->second;
    }
    if (role)
        return addTraffic(*role, keys, name, labels);
    const SeriesId series
        = take(keys.series, m_census.add(familyOf(name), "node metrics", true), true);
    m_nodeSeries.push_back({series, *slot});
    return series;
}

SeriesId CollectedSeries::addTraffic(const MetricRole &role, const SeriesKeys &keys,
    std::string_view name, std::span<const codec::ExpositionLabel> labels)
{
    const SeriesMeaning meaning = meaningOf(role, labels, m_settings);
    const std::string_view family = familyOf(name);
    const bool isUsed = meaning.ignoredBecause.empty() && !meaning.showsSource;
    std::string_view words = isUsed ? meaningOf(role) : meaning.ignoredBecause;
    if (words.empty())
        words = reasonToIgnore(bareName(name));
    const FamilyCensus::Entry entry = m_census.add(family, words, isUsed);
    if (!isUsed && !meaning.showsSource)
        return kIgnoredSeries;
    const SeriesId series = take(keys.series, entry, false);
    m_counters.add(series, keys, meaning);
    return series;
}

SeriesId CollectedSeries::take(const SeriesKey &key, FamilyCensus::Entry family, bool isNode)
{
    const auto series = static_cast<SeriesId>(m_known.size());
    m_known.push_back({.key = key, .texts = 1, .family = family, .isNode = isNode});
    m_ids.emplace(key, series);
    return series;
}

void CollectedSeries::forgotten(SeriesId series)
{
    Known &known = m_known[series];
    if (--known.texts > 0)
        return;
    m_census.remove(known.family);
    m_ids.erase(known.key);
    ++m_forgotten;
    if (known.isNode)
        std::erase_if(
            m_nodeSeries, [series](const NodeSeries &node) { return node.series == series; });
    else
        m_counters.remove(series);
}

} // namespace binnacle::collect
