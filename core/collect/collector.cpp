#include "core/collect/collector.h"

#include "core/collect/collected_series.h"
#include "core/collect/ingress_routes.h"
#include "core/collect/merge_increments.h"
#include "core/collect/scrape_notices.h"

#include <algorithm>
#include <deque>
#include <set>
#include <unordered_map>
#include <utility>

namespace binnacle::collect {

namespace {

constexpr Duration kForgetEvery{60'000};
// After so many series came and went, what is left is set up anew, which frees the rest.
constexpr std::size_t kMostForgotten = 20'000;

bool isMarkup(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n\xef\xbb\xbf");
    return first != std::string_view::npos && text[first] == '<';
}

// Everything that is known by the numbers of series.
struct Counting
{
    explicit Counting(const CollectSettings &settings, NodeMetricsReader &nodes)
        : counters(settings)
        , series(settings, counters, nodes, census)
        , table(series)
    {}

    TrafficCounters counters;
    FamilyCensus census;
    CollectedSeries series;
    SeriesTable table;
    std::deque<std::pair<std::uint32_t, Timestamp>> scrapes; // good ones that may be needed
    Timestamp lastForgotten{};
};

} // namespace

struct Collector::State
{
    explicit State(CollectSettings given)
        : settings(std::move(given))
        , counting(std::make_unique<Counting>(settings, nodeReader))
    {}

    Result<SeriesTable::Scrape> read(std::string_view text, codec::ExpositionFormat format);
    CountedTraffic count(std::uint32_t number, Timestamp at);
    Timestamp createdAt(std::string_view ns, std::string_view pod);
    std::vector<IngressIncrement> byServiceKey(std::vector<IngressIncrement> ingress) const;
    void readNodes(std::uint32_t number, Timestamp at);
    void recognise(const SeriesTable::Scrape &scrape, std::vector<std::string> notices);
    std::vector<std::string> notices() const;
    void forget(Timestamp at);
    void startAfresh();

    CollectSettings settings;
    NodeMetricsReader nodeReader;
    std::unique_ptr<Counting> counting;
    std::shared_ptr<const ClusterSnapshot> cluster;
    RouteBook routes{nullptr};
    std::unordered_map<std::string, Timestamp> podCreation; // of `cluster`, when somebody asked
    bool hasPodCreation = false;
    Recognition recognition;
    std::vector<NodeMetrics> nodes;
};

Result<SeriesTable::Scrape> Collector::State::read(
    std::string_view text, codec::ExpositionFormat format)
{
    if (isMarkup(text))
        return Error{ErrorCode::MalformedBody,
            "the answer is a web page, not metrics: check the path of the address"};
    auto scrape = counting->table.scrape(text, format, settings.limits);
    if (scrape && scrape->samples == 0 && scrape->badLines > 0)
        return Error{ErrorCode::MalformedBody,
            "the answer holds no metrics: "
                + (scrape->firstBadLine ? scrape->firstBadLine->reason
                                        : std::string("no samples"))};
    return scrape;
}

Timestamp Collector::State::createdAt(std::string_view ns, std::string_view pod)
{
    const auto nameOf = [](std::string_view space, std::string_view name) {
        return std::string(space) + '/' + std::string(name);
    };
    if (!hasPodCreation && cluster) {
        for (const Pod &known : cluster->pods)
            podCreation.emplace(nameOf(known.meta.ns, known.meta.name), known.meta.createdAt);
    }
    hasPodCreation = true;
    const auto found = podCreation.find(nameOf(ns, pod));
    return found == podCreation.end() ? Timestamp{} : found->second;
}

CountedTraffic Collector::State::count(std::uint32_t number, Timestamp at)
{
    const Readings readings{.values = counting->table.values(),
        .lastSeen = counting->table.lastSeen(),
        .number = number,
        .at = at};
    const auto askPod
        = [this](std::string_view ns, std::string_view pod) { return createdAt(ns, pod); };
    return counting->counters.count(readings, askPod);
}

// Controllers know one service under several names.
std::vector<IngressIncrement> Collector::State::byServiceKey(
    std::vector<IngressIncrement> ingress) const
{
    for (IngressIncrement &increment : ingress)
        increment.serviceKey = routes.keyOf(increment.serviceKey);
    std::ranges::stable_sort(ingress, {}, &IngressIncrement::serviceKey);
    std::vector<IngressIncrement> merged;
    for (IngressIncrement &increment : ingress) {
        if (!merged.empty() && merged.back().serviceKey == increment.serviceKey)
            addTo(merged.back(), increment);
        else
            merged.push_back(std::move(increment));
    }
    return merged;
}

void Collector::State::readNodes(std::uint32_t number, Timestamp at)
{
    const auto values = counting->table.values();
    const auto lastSeen = counting->table.lastSeen();
    nodeReader.begin(at);
    for (const auto &[series, slot] : counting->series.nodeSeries()) {
        if (lastSeen[series] == number)
            nodeReader.set(slot, values[series]);
    }
    nodes = nodeReader.end();
}

void Collector::State::recognise(
    const SeriesTable::Scrape &scrape, std::vector<std::string> notices)
{
    const TrafficRows &rows = counting->counters.rows();
    recognition.families = counting->census.families();
    recognition.samples = scrape.samples;
    recognition.badLines = scrape.badLines;
    recognition.firstBadLine = scrape.firstBadLine ? scrape.firstBadLine->reason : std::string();
    recognition.services = rows.count(TrafficKind::Service);
    recognition.edges = rows.count(TrafficKind::Edge);
    recognition.ingressServices = rows.count(TrafficKind::Ingress);
    recognition.nodes = nodes.size();
    recognition.notices = std::move(notices);
}

std::vector<std::string> Collector::State::notices() const
{
    std::vector<std::string> all = recognition.notices;
    if (counting->scrapes.empty())
        return all;
    const auto &[number, at] = counting->scrapes.back();
    const std::vector<std::string> names = counting->counters.rows().ingressKeys();
    std::set<std::string> keys;
    for (const std::string &name : names)
        keys.insert(routes.keyOf(name));
    addNotices(all,
        {.unreadable = counting->counters.unreadable({.values = counting->table.values(),
             .lastSeen = counting->table.lastSeen(),
             .number = number,
             .at = at}),
            .hasCluster = cluster != nullptr,
            .ingressKeys = std::move(keys),
            .routes = routes.routes(names)});
    return all;
}

void Collector::State::forget(Timestamp at)
{
    if (at - counting->lastForgotten < kForgetEvery)
        return;
    counting->lastForgotten = at;
    // What the last scrape held stays known, however long ago it was.
    while (counting->scrapes.size() > 1
        && counting->scrapes.front().second < at - settings.forgetAfter)
        counting->scrapes.pop_front();
    counting->table.forgetBefore(counting->scrapes.front().first);
    const std::size_t most = std::max(kMostForgotten, counting->series.size());
    if (counting->series.forgottenSeries() > most)
        startAfresh();
}

void Collector::State::startAfresh()
{
    const Baseline baseline = counting->counters.baseline();
    counting = std::make_unique<Counting>(settings, nodeReader);
    counting->counters.restore(baseline);
}

Collector::Collector(CollectSettings settings)
    : m_state(std::make_unique<State>(std::move(settings)))
{}

Collector::~Collector() = default;

void Collector::setCluster(std::shared_ptr<const ClusterSnapshot> cluster)
{
    if (cluster == m_state->cluster)
        return;
    m_state->cluster = std::move(cluster);
    m_state->routes = RouteBook(m_state->cluster.get());
    m_state->podCreation.clear();
    m_state->hasPodCreation = false;
}

Result<std::optional<SloIncrements>> Collector::scrape(
    std::string_view text, codec::ExpositionFormat format, Timestamp at)
{
    State &state = *m_state;
    const TrafficCounters &counters = state.counting->counters;
    const bool isFirst = !counters.hasBaseline();
    const Timestamp before = counters.lastScrape();
    if (!isFirst && at <= before)
        return Error{ErrorCode::InvalidArgument,
            "a scrape of " + formatRfc3339(at) + " is not later than the one before it"};
    const auto scrape = state.read(text, format);
    if (!scrape)
        return scrape.error();

    CountedTraffic counted = state.count(scrape->number, at);
    state.counting->scrapes.emplace_back(scrape->number, at);
    state.readNodes(scrape->number, at);
    state.recognise(*scrape, std::move(counted.notices));
    std::optional<SloIncrements> increments;
    if (!isFirst) {
        increments.emplace();
        increments->at = std::chrono::floor<std::chrono::seconds>(at);
        increments->interval = at - before;
        increments->services = std::move(counted.services);
        increments->edges = std::move(counted.edges);
        increments->ingress = state.byServiceKey(std::move(counted.ingress));
        increments->routes = state.routes.routes(counters.rows().ingressKeys());
    }
    state.forget(at);
    return increments;
}

const Recognition &Collector::recognition() const
{
    return m_state->recognition;
}

std::vector<std::string> Collector::notices() const
{
    return m_state->notices();
}

const std::vector<NodeMetrics> &Collector::nodes() const
{
    return m_state->nodes;
}

std::string Collector::saveBaseline() const
{
    return encodeBaseline(m_state->counting->counters.baseline());
}

Status Collector::restoreBaseline(std::string_view saved, Timestamp now)
{
    State &state = *m_state;
    state.counting = std::make_unique<Counting>(state.settings, state.nodeReader);
    auto baseline = decodeBaseline(saved);
    if (!baseline)
        return baseline.error();
    if (!isKnown(baseline->at) || baseline->at > now
        || now - baseline->at > state.settings.baselineLifetime)
        return Error{ErrorCode::InvalidArgument,
            "the saved baseline of the collector is too old: the next scrape is a new one"};
    state.counting->counters.restore(*baseline);
    return Done{};
}

} // namespace binnacle::collect
