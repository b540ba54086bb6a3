#include "core/collect/traffic_counters.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace binnacle::collect {

namespace {

constexpr double kNotThere = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::string nameOf(std::string_view ns, std::string_view pod)
{
    if (pod.empty())
        return "the endpoint";
    return "pod " + std::string(ns) + '/' + std::string(pod);
}

} // namespace

bool Readings::has(SeriesId series) const
{
    return series < values.size() && lastSeen[series] == number && values[series] >= 0
        && values[series] < kInfinity;
}

void TrafficCounters::add(SeriesId series, const SeriesKeys &keys, const SeriesMeaning &meaning)
{
    if (series >= m_series.size()) {
        m_series.resize(series + 1);
        m_previous.resize(series + 1);
        m_counted.resize(series + 1);
    }
    Series &added = m_series[series];
    added = {.key = keys.series, .source = sourceOf(meaning.source)};
    m_counted[series] = 0;
    if (const auto restored = m_restored.find(keys.series); restored != m_restored.end()) {
        m_previous[series] = restored->second.value;
        m_counted[series] = restored->second.scrape;
        m_restored.erase(restored);
    }
    if (meaning.showsSource) {
        added.kind = Kind::Presence;
        return;
    }
    added.row = m_rows.rowOf(meaning.row);
    m_rows.addSeries(added.row);
    if (meaning.role.part == MetricPart::Requests) {
        added.kind = Kind::Requests;
        added.target
            = m_rows.requestCell(added.row, meaning.code, meaning.method, meaning.isFailure);
        added.isTls = meaning.isTls;
        return;
    }
    added.kind = Kind::Latency;
    added.target = histogramOf(keys.histogram, added, meaning.role.toMilliseconds);
    if (meaning.mayHoldProbes)
        m_rows.setMayHoldProbes(added.row);
    Histogram &histogram = m_histograms[added.target];
    if (meaning.role.part == MetricPart::Count) {
        histogram.count = series;
    } else if (meaning.role.part == MetricPart::Sum) {
        histogram.sum = series;
    } else {
        histogram.buckets.push_back({.bound = meaning.bound, .series = series});
        histogram.isSettled = false;
    }
}

void TrafficCounters::remove(SeriesId series)
{
    Series &removed = m_series[series];
    if (removed.row != kNone)
        m_rows.removeSeries(removed.row);
    if (removed.kind == Kind::Latency) {
        Histogram &histogram = m_histograms[removed.target];
        if (histogram.count == series)
            histogram.count = kIgnoredSeries;
        if (histogram.sum == series)
            histogram.sum = kIgnoredSeries;
        const auto isIt = [series](const Bucket &bucket) { return bucket.series == series; };
        histogram.isSettled = std::erase_if(histogram.buckets, isIt) == 0 && histogram.isSettled;
    }
    removed = {};
    m_counted[series] = 0;
}

std::uint32_t TrafficCounters::sourceOf(const SeriesSource &source)
{
    const auto [at, isNew]
        = m_sourceByKey.try_emplace(source.key, static_cast<std::uint32_t>(m_sources.size()));
    if (isNew)
        m_sources.push_back({.key = source.key});
    Source &known = m_sources[at->second];
    if (known.pod.empty()) {
        known.ns = source.ns;
        known.pod = source.pod;
    }
    return at->second;
}

std::uint32_t TrafficCounters::histogramOf(
    const SeriesKey &key, const Series &series, double toMilliseconds)
{
    const auto [at, isNew]
        = m_histogramByKey.try_emplace(key, static_cast<std::uint32_t>(m_histograms.size()));
    if (isNew)
        m_histograms.push_back(
            {.source = series.source, .row = series.row, .toMilliseconds = toMilliseconds});
    return at->second;
}

void TrafficCounters::settle(Histogram &histogram)
{
    std::ranges::sort(histogram.buckets, {}, &Bucket::bound);
    std::vector<double> bounds;
    for (const Bucket &bucket : histogram.buckets) {
        if (bucket.bound < kInfinity)
            bounds.push_back(bucket.bound);
    }
    histogram.firstCell = m_rows.latencyCells(histogram.row, bounds);
    histogram.isSettled = true;
}

CountedTraffic TrafficCounters::count(const Readings &readings, const PodCreation &createdAt)
{
    begin(readings.at);
    std::vector<std::string> notices;
    countRequests(readings, createdAt);
    if (hasBaseline())
        notices = distrustSources(readings.at - lastScrape());
    if (!notices.empty()) {
        m_rows.clear();
        countRequests(readings, createdAt);
    }
    for (Histogram &histogram : m_histograms)
        countHistogram(histogram, readings, createdAt);
    // Only now, with all of it counted, its series and sources are known ones.
    m_scrapes.push_back(readings.at);
    keepCounters(readings);
    for (const Histogram &histogram : m_histograms)
        keepHistogram(histogram, readings);
    CountedTraffic counted = m_rows.take();
    counted.notices = std::move(notices);
    return counted;
}

void TrafficCounters::begin(Timestamp at)
{
    // What was there in the scrape before is known however long ago that was.
    while (m_oldest < m_scrapes.size() && m_scrapes[m_oldest - 1] < at - m_settings.forgetAfter)
        ++m_oldest;
    if (m_oldest > m_lastRestored)
        m_restored.clear();
    for (Source &source : m_sources) {
        source.requests = 0;
        source.newSeries = NewSeries::NotAsked;
        source.isDistrusted = false;
    }
}

bool TrafficCounters::startsAtZero(Source &source, const PodCreation &createdAt) const
{
    if (source.newSeries == NewSeries::NotAsked) {
        const bool isKnownSource = source.lastSeen >= m_oldest;
        const bool isYounger = !isKnownSource && hasBaseline() && !source.pod.empty()
            && createdAt(source.ns, source.pod) > lastScrape();
        source.newSeries
            = isKnownSource || isYounger ? NewSeries::StartAtZero : NewSeries::AreBaseline;
    }
    return source.newSeries == NewSeries::StartAtZero;
}

TrafficCounters::From TrafficCounters::fromOf(
    SeriesId series, double value, const PodCreation &createdAt)
{
    Source &source = m_sources[m_series[series].source];
    if (source.isDistrusted)
        return From::Nowhere;
    if (isKnown(series))
        return value >= m_previous[series] ? From::Previous : From::Zero;
    return startsAtZero(source, createdAt) ? From::Zero : From::Nowhere;
}

void TrafficCounters::countRequests(const Readings &readings, const PodCreation &createdAt)
{
    const auto size = static_cast<SeriesId>(m_series.size());
    for (SeriesId id = 0; id < size; ++id) {
        const Series &series = m_series[id];
        if (series.kind != Kind::Requests || !readings.has(id))
            continue;
        const double value = readings.values[id];
        const From from = fromOf(id, value, createdAt);
        if (from == From::Nowhere)
            continue;
        const double increment = from == From::Previous ? value - m_previous[id] : value;
        m_rows.add(series.target, increment);
        if (series.isTls)
            m_rows.add(m_rows.tlsCell(series.row), increment);
        m_sources[series.source].requests += increment;
    }
}

std::vector<std::string> TrafficCounters::distrustSources(Duration interval)
{
    using Seconds = std::chrono::duration<double>;
    const double most = m_settings.mostRequestsPerSecond * Seconds(interval).count();
    std::vector<std::string> notices;
    for (Source &source : m_sources) {
        if (source.requests <= most)
            continue;
        source.isDistrusted = true;
        notices.push_back(nameOf(source.ns, source.pod) + " claims "
            + std::to_string(std::llround(std::min(source.requests, 1e18)))
            + " requests since the last scrape, more than " + "can be: its counters start afresh");
    }
    return notices;
}

void TrafficCounters::keepCounters(const Readings &readings)
{
    const auto now = static_cast<Scrape>(m_scrapes.size());
    const auto size = static_cast<SeriesId>(m_series.size());
    for (SeriesId id = 0; id < size; ++id) {
        const Series &series = m_series[id];
        const bool isCounter = series.kind == Kind::Requests || series.kind == Kind::Presence;
        if (!isCounter || !readings.has(id))
            continue;
        m_previous[id] = readings.values[id];
        m_counted[id] = now;
        m_sources[series.source].lastSeen = now;
    }
}

// A reading that the last scrape left out would make the other part look new.
SeriesId TrafficCounters::decidingPart(const Histogram &histogram, const Readings &readings) const
{
    const bool hasInfinite
        = !histogram.buckets.empty() && histogram.buckets.back().bound == kInfinity;
    const SeriesId infinite = hasInfinite ? histogram.buckets.back().series : kIgnoredSeries;
    const bool hasCount = readings.has(histogram.count);
    if (!readings.has(infinite))
        return hasCount ? histogram.count : kIgnoredSeries;
    if (hasCount && (isKnown(histogram.count) || !isKnown(infinite)))
        return histogram.count;
    return infinite;
}

void TrafficCounters::countHistogram(
    Histogram &histogram, const Readings &readings, const PodCreation &createdAt)
{
    if (!histogram.isSettled)
        settle(histogram);
    const SeriesId deciding = decidingPart(histogram, readings);
    if (deciding == kIgnoredSeries)
        return;
    const From from = fromOf(deciding, readings.values[deciding], createdAt);
    if (from != From::Nowhere)
        addHistogram(histogram, readings, from, deciding);
}

void TrafficCounters::addHistogram(
    Histogram &histogram, const Readings &readings, From from, SeriesId deciding)
{
    const auto increment = [&](SeriesId part) {
        if (!readings.has(part))
            return kNotThere;
        if (from == From::Zero)
            return readings.values[part];
        // A part that was not read together with the others cannot be compared.
        if (m_counted[part] != m_counted[deciding])
            return kNotThere;
        return std::max(0.0, readings.values[part] - m_previous[part]);
    };
    m_deltas.clear();
    for (const Bucket &bucket : histogram.buckets)
        m_deltas.push_back(increment(bucket.series));
    const double sum = increment(histogram.sum);
    if (!std::isnan(sum))
        m_rows.add(m_rows.latencySumCell(histogram.row), sum * histogram.toMilliseconds);
    double count = increment(histogram.count);
    if (std::isnan(count))
        count = increment(deciding);
    m_rows.add(m_rows.latencyCountCell(histogram.row), count);
    addBuckets(histogram, count);
}

void TrafficCounters::addBuckets(const Histogram &histogram, double total)
{
    const bool hasInfinite
        = !histogram.buckets.empty() && histogram.buckets.back().bound == kInfinity;
    const std::size_t size = histogram.buckets.size() - (hasInfinite ? 1 : 0);
    if (hasInfinite && !std::isnan(m_deltas.back()))
        total = m_deltas.back();
    const auto last = m_deltas.begin() + static_cast<std::ptrdiff_t>(size);
    if (std::none_of(m_deltas.begin(), last, [](double delta) { return std::isnan(delta); })) {
        for (std::size_t i = 0; i < size; ++i)
            m_rows.add(histogram.firstCell + static_cast<TrafficRows::Cell>(i), m_deltas[i]);
        m_rows.add(histogram.firstCell + static_cast<TrafficRows::Cell>(size), total);
        return;
    }
    // Bounds came or went: a rolling upgrade, a bucket that could not be read.
    std::vector<double> bounds;
    std::vector<double> counts;
    for (std::size_t i = 0; i < size; ++i) {
        if (std::isnan(m_deltas[i]))
            continue;
        bounds.push_back(histogram.buckets[i].bound);
        counts.push_back(m_deltas[i]);
    }
    m_rows.addLatency(histogram.row,
        LatencyHistogram::fromCumulative(std::move(bounds), std::move(counts), total));
}

void TrafficCounters::keepHistogram(const Histogram &histogram, const Readings &readings)
{
    if (decidingPart(histogram, readings) == kIgnoredSeries)
        return; // the next scrape covers this one too
    const auto now = static_cast<Scrape>(m_scrapes.size());
    const auto keep = [&](SeriesId part) {
        if (!readings.has(part))
            return;
        m_previous[part] = readings.values[part];
        m_counted[part] = now;
    };
    keep(histogram.count);
    keep(histogram.sum);
    for (const Bucket &bucket : histogram.buckets)
        keep(bucket.series);
    m_sources[histogram.source].lastSeen = now;
}

std::size_t TrafficCounters::unreadable(const Readings &readings) const
{
    std::size_t count = 0;
    for (SeriesId id = 0; id < static_cast<SeriesId>(m_series.size()); ++id) {
        if (m_series[id].kind != Kind::Unused && readings.lastSeen[id] == readings.number
            && !readings.has(id))
            ++count;
    }
    return count;
}

Baseline TrafficCounters::baseline() const
{
    const auto timeOf = [this](Scrape scrape) { return m_scrapes[scrape - 1]; };
    Baseline baseline{.at = lastScrape()};
    for (std::size_t id = 0; id < m_series.size(); ++id) {
        const Kind kind = m_series[id].kind;
        const bool counts = kind == Kind::Requests || kind == Kind::Latency;
        if (counts && m_counted[id] >= m_oldest)
            baseline.readings.push_back({m_series[id].key, m_previous[id], timeOf(m_counted[id])});
    }
    for (const auto &[key, restored] : m_restored) {
        if (restored.scrape >= m_oldest)
            baseline.readings.push_back({key, restored.value, timeOf(restored.scrape)});
    }
    for (const Source &source : m_sources) {
        if (source.lastSeen >= m_oldest)
            baseline.sources.push_back({source.key, timeOf(source.lastSeen)});
    }
    return baseline;
}

void TrafficCounters::restore(const Baseline &baseline)
{
    m_scrapes = {baseline.at};
    for (const Baseline::Reading &reading : baseline.readings)
        m_scrapes.push_back(reading.at);
    for (const Baseline::Source &source : baseline.sources)
        m_scrapes.push_back(source.at);
    std::ranges::sort(m_scrapes);
    m_scrapes.erase(std::unique(m_scrapes.begin(), m_scrapes.end()), m_scrapes.end());
    const auto scrapeAt = [this](Timestamp at) {
        const auto found = std::ranges::lower_bound(m_scrapes, at);
        return static_cast<Scrape>(std::distance(m_scrapes.begin(), found) + 1);
    };
    m_lastRestored = static_cast<Scrape>(m_scrapes.size());
    for (const Baseline::Reading &reading : baseline.readings)
        m_restored[reading.series] = {reading.value, scrapeAt(reading.at)};
    for (const Baseline::Source &source : baseline.sources)
        m_sources[sourceOf({.key = source.key, .ns = {}, .pod = {}})].lastSeen
            = scrapeAt(source.at);
}

} // namespace binnacle::collect
