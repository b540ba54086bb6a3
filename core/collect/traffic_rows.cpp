#include "core/collect/traffic_rows.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace binnacle::collect {

namespace {

constexpr std::size_t kFixedCells = 3; // TLS, latency sum, latency count

std::int64_t wholeOf(double count)
{
    // Counters are doubles; from here on numbers are whole (contract 10, S20).
    constexpr double kMost = 9.0e18;
    return std::llround(std::clamp(count, 0.0, kMost));
}

// Differences of readings carry noise in their last digits: 431 s - 419 s is not 12 s to the last
// bit. A nanosecond is finer than any proxy measures.
double withoutNoise(double ms)
{
    constexpr double kPerMillisecond = 1e6;
    constexpr double kMostExact = 9e9;
    if (ms > kMostExact)
        return ms;
    return std::round(ms * kPerMillisecond) / kPerMillisecond;
}

// Contract 02 §2.4: probes are taken for the fastest requests.
LatencyHistogram withoutFastest(const LatencyHistogram &latency, double probes)
{
    std::vector<double> counts(latency.counts().begin(), latency.counts().end());
    for (double &count : counts)
        count = std::max(0.0, count - probes);
    return LatencyHistogram::fromCumulative({latency.bounds().begin(), latency.bounds().end()},
        std::move(counts), std::max(0.0, latency.total() - probes));
}

bool isBefore(const RequestIncrement &a, const RequestIncrement &b)
{
    return std::tie(a.code, a.method, a.failure) < std::tie(b.code, b.method, b.failure);
}

} // namespace

TrafficRows::Row TrafficRows::rowOf(const TrafficKey &key)
{
    if (m_last < m_rows.size() && m_rows[m_last].key == key)
        return m_last;
    const auto [at, isNew] = m_rowByKey.try_emplace(key, static_cast<Row>(m_rows.size()));
    if (isNew)
        m_rows.push_back({.key = key, .firstCell = takeCells(kFixedCells)});
    m_last = at->second;
    return m_last;
}

TrafficRows::Cell TrafficRows::requestCell(
    Row row, std::string_view code, std::string_view method, bool isFailure)
{
    std::vector<RequestCell> &cells = m_rows[row].requests;
    RequestIncrement request{
        .code = std::string(code), .method = std::string(method), .failure = isFailure};
    const auto at = std::ranges::lower_bound(cells, request, isBefore, &RequestCell::request);
    if (at != cells.end() && at->request == request)
        return at->cell;
    const Cell cell = takeCells(1);
    cells.insert(at, {.request = std::move(request), .cell = cell});
    return cell;
}

TrafficRows::Cell TrafficRows::latencyCells(Row row, std::span<const double> bounds)
{
    std::vector<Layout> &layouts = m_rows[row].layouts;
    const auto isSame
        = [bounds](const Layout &layout) { return std::ranges::equal(layout.bounds, bounds); };
    if (const auto at = std::ranges::find_if(layouts, isSame); at != layouts.end())
        return at->firstCell;
    layouts.push_back(
        {.bounds = {bounds.begin(), bounds.end()}, .firstCell = takeCells(bounds.size() + 1)});
    return layouts.back().firstCell;
}

TrafficRows::Cell TrafficRows::takeCells(std::size_t count)
{
    const auto first = static_cast<Cell>(m_cells.size());
    m_cells.resize(m_cells.size() + count);
    return first;
}

void TrafficRows::clear()
{
    std::ranges::fill(m_cells, 0.0);
    for (RowState &row : m_rows)
        row.others = {};
}

LatencyHistogram TrafficRows::latencyOf(const RowState &row) const
{
    LatencyHistogram latency = row.others;
    for (const Layout &layout : row.layouts) {
        const std::size_t size = layout.bounds.size();
        const std::span<const double> cells(m_cells.data() + layout.firstCell, size + 1);
        if (std::ranges::all_of(cells, [](double count) { return count == 0; }))
            continue;
        latency.add(LatencyHistogram::fromCumulative(
            layout.bounds, {cells.begin(), cells.end() - 1}, cells[size]));
    }
    return latency;
}

void TrafficRows::addRequests(const RowState &row, Sums &sums) const
{
    double total = 0;
    for (const RequestCell &cell : row.requests) {
        total += m_cells[cell.cell];
        const std::int64_t count = wholeOf(m_cells[cell.cell]);
        if (count == 0)
            continue;
        sums.requests.push_back(cell.request);
        sums.requests.back().count = count;
    }
    sums.totalRequests = wholeOf(total);
}

TrafficRows::Sums TrafficRows::sumsOf(const RowState &row) const
{
    Sums sums;
    addRequests(row, sums);
    sums.tlsRequests = wholeOf(m_cells[row.firstCell]);
    sums.latency = latencyOf(row);
    double count = m_cells[row.firstCell + 2];
    const double probes = sums.latency.total() - static_cast<double>(sums.totalRequests);
    if (row.mayHoldProbes && probes > 0) {
        sums.latency = withoutFastest(sums.latency, probes);
        count -= probes;
    }
    sums.latencySum = withoutNoise(m_cells[row.firstCell + 1]);
    sums.latencyCount = wholeOf(count);
    return sums;
}

CountedTraffic TrafficRows::take()
{
    CountedTraffic counted;
    for (const auto &[key, index] : m_rowByKey) {
        const RowState &row = m_rows[index];
        if (row.series == 0)
            continue;
        Sums sums = sumsOf(row);
        if (sums.isNothing())
            continue;
        switch (key.kind) {
        case TrafficKind::Service:
            counted.services.push_back({.service = key.service,
                .requests = std::move(sums.requests),
                .latency = std::move(sums.latency),
                .latencySum = sums.latencySum,
                .latencyCount = sums.latencyCount,
                .tlsRequests = sums.tlsRequests,
                .totalRequests = sums.totalRequests});
            break;
        case TrafficKind::Edge: {
            EdgeIncrement edge{.edge = {key.service, key.target},
                .requests = sums.totalRequests,
                .latency = std::move(sums.latency),
                .latencySum = sums.latencySum,
                .latencyCount = sums.latencyCount};
            for (const RequestIncrement &request : sums.requests)
                edge.failures += request.failure ? request.count : 0;
            counted.edges.push_back(std::move(edge));
            break;
        }
        case TrafficKind::Ingress:
            counted.ingress.push_back({.serviceKey = key.serviceKey,
                .requests = std::move(sums.requests),
                .latency = std::move(sums.latency),
                .latencySum = sums.latencySum,
                .latencyCount = sums.latencyCount});
            break;
        }
    }
    clear();
    return counted;
}

std::size_t TrafficRows::count(TrafficKind kind) const
{
    const auto counts
        = [kind](const RowState &row) { return row.key.kind == kind && row.series > 0; };
    return static_cast<std::size_t>(std::ranges::count_if(m_rows, counts));
}

std::vector<std::string> TrafficRows::ingressKeys() const
{
    std::vector<std::string> keys;
    for (const RowState &row : m_rows) {
        if (row.key.kind == TrafficKind::Ingress && row.series > 0)
            keys.push_back(row.key.serviceKey);
    }
    return keys;
}

} // namespace binnacle::collect
