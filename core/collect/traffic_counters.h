#pragma once

#include "core/base/time.h"
#include "core/collect/baseline.h"
#include "core/collect/series_meaning.h"
#include "core/collect/series_table.h"
#include "core/collect/traffic_rows.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace binnacle::collect {

// One good scrape: what the table holds, and when.
struct Readings
{
    std::span<const double> values;
    std::span<const std::uint32_t> lastSeen;
    std::uint32_t number = 0; // of the scrape, as in lastSeen
    Timestamp at{};

    // Contract 02 §2.2: what no counter can say is as good as not there.
    bool has(SeriesId series) const;
};

// Contract 02 §2.5: how much each series grew, and where that is added. What is known of a series
// lies in flat arrays by its id; counting a scrape of known series allocates only for the rows it
// returns.
class TrafficCounters
{
public:
    explicit TrafficCounters(const CollectSettings &settings) // must outlive the counters
        : m_settings(settings)
    {}

    // A series that was not there before. REQUIRES: it counts or shows its source; an id only once.
    void add(SeriesId series, const SeriesKeys &keys, const SeriesMeaning &meaning);
    void remove(SeriesId series);

    // Creation time of a pod, unknown when nobody knows it.
    using PodCreation = std::function<Timestamp(std::string_view ns, std::string_view pod)>;
    // The first readings are the baseline and give nothing. REQUIRES: `at` grows.
    CountedTraffic count(const Readings &readings, const PodCreation &createdAt);

    // Series of a scrape whose value no counter can have: NaN, infinite, negative.
    std::size_t unreadable(const Readings &readings) const;

    bool hasBaseline() const { return !m_scrapes.empty(); }
    Timestamp lastScrape() const { return hasBaseline() ? m_scrapes.back() : Timestamp{}; }
    const TrafficRows &rows() const { return m_rows; }

    Baseline baseline() const;
    // REQUIRES: nothing was added or counted yet.
    void restore(const Baseline &baseline);

private:
    using Scrape = std::uint32_t; // its position in m_scrapes + 1; 0: never
    static constexpr std::uint32_t kNone = 0xffff'ffff;

    enum class Kind : std::uint8_t { Unused, Requests, Latency, Presence };
    struct Series
    {
        SeriesKey key;
        std::uint32_t source = kNone;
        TrafficRows::Row row = kNone;
        std::uint32_t target = kNone; // Requests: the cell; Latency: the histogram
        Kind kind = Kind::Unused;
        bool isTls = false;
    };
    enum class NewSeries : std::uint8_t { NotAsked, StartAtZero, AreBaseline };
    struct Source
    {
        SeriesKey key;
        std::string ns;
        std::string pod;
        Scrape lastSeen = 0;
        double requests = 0; // of this scrape, as newSeries and isDistrusted
        NewSeries newSeries = NewSeries::NotAsked;
        bool isDistrusted = false;
    };
    struct Bucket
    {
        double bound = 0;
        SeriesId series = kIgnoredSeries;
    };
    struct Histogram
    {
        std::uint32_t source = 0;
        TrafficRows::Row row = 0;
        TrafficRows::Cell firstCell = 0;
        SeriesId count = kIgnoredSeries;
        SeriesId sum = kIgnoredSeries;
        std::vector<Bucket> buckets; // ascending, once settled
        double toMilliseconds = 1;
        bool isSettled = false;
    };
    // What a series has grown from.
    enum class From { Nowhere, Zero, Previous };
    struct Restored
    {
        double value = 0;
        Scrape scrape = 0;
    };

    std::uint32_t sourceOf(const SeriesSource &source);
    std::uint32_t histogramOf(const SeriesKey &key, const Series &series, double toMilliseconds);
    void settle(Histogram &histogram);
    void begin(Timestamp at);
    void countRequests(const Readings &readings, const PodCreation &createdAt);
    std::vector<std::string> distrustSources(Duration interval);
    void keepCounters(const Readings &readings);
    void countHistogram(
        Histogram &histogram, const Readings &readings, const PodCreation &createdAt);
    SeriesId decidingPart(const Histogram &histogram, const Readings &readings) const;
    void addHistogram(Histogram &histogram, const Readings &readings, From from, SeriesId deciding);
    void addBuckets(const Histogram &histogram, double total);
    void keepHistogram(const Histogram &histogram, const Readings &readings);
    From fromOf(SeriesId series, double value, const PodCreation &createdAt);
    bool startsAtZero(Source &source, const PodCreation &createdAt) const;
    bool isKnown(SeriesId series) const { return m_counted[series] >= m_oldest; }

    const CollectSettings &m_settings;
    // By SeriesId.
    std::vector<Series> m_series;
    std::vector<double> m_previous;
    std::vector<Scrape> m_counted; // when m_previous was read

    std::vector<Source> m_sources;
    std::vector<Histogram> m_histograms;
    std::vector<double> m_deltas; // of one histogram's buckets, NaN: not there
    TrafficRows m_rows;
    std::unordered_map<SeriesKey, std::uint32_t, SeriesKeyHash> m_sourceByKey;
    std::unordered_map<SeriesKey, std::uint32_t, SeriesKeyHash> m_histogramByKey;

    std::unordered_map<SeriesKey, Restored, SeriesKeyHash> m_restored; // not seen since
    Scrape m_lastRestored = 0;
    std::vector<Timestamp> m_scrapes;
    Scrape m_oldest = 1; // what was last read before that is forgotten
};

} // namespace binnacle::collect
