#pragma once

#include "core/domain/increments.h"
#include "core/domain/traffic.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace binnacle::collect {

struct CountedTraffic
{
    std::vector<ServiceIncrement> services;
    std::vector<EdgeIncrement> edges;
    std::vector<IngressIncrement> ingress; // keys as the controller names them
    std::vector<std::string> notices;      // numbers that were not believed
};

// The sums of one scrape by service, edge and ingress key (contract 02 §2.6). Whatever a series
// adds to is a cell, found once; adding to cells needs no look-up.
class TrafficRows
{
public:
    using Row = std::uint32_t;
    using Cell = std::uint32_t;

    Row rowOf(const TrafficKey &key);
    Cell requestCell(Row row, std::string_view code, std::string_view method, bool isFailure);
    Cell tlsCell(Row row) const { return m_rows[row].firstCell; }
    Cell latencySumCell(Row row) const { return m_rows[row].firstCell + 1; }
    Cell latencyCountCell(Row row) const { return m_rows[row].firstCell + 2; }
    // One cell per bound and one more for +Inf. Histograms of a row with the same bounds (finite,
    // ascending, ms) share them.
    Cell latencyCells(Row row, std::span<const double> bounds);

    // A series belongs, or belongs no more, to the row.
    void addSeries(Row row) { ++m_rows[row].series; }
    void removeSeries(Row row) { --m_rows[row].series; }
    // Its latencies may include probes that its requests leave out.
    void setMayHoldProbes(Row row) { m_rows[row].mayHoldProbes = true; }

    void add(Cell cell, double increment) { m_cells[cell] += increment; }
    // For a histogram that shares its bounds with nobody this time.
    void addLatency(Row row, const LatencyHistogram &latency) { m_rows[row].others.add(latency); }
    void clear();
    // The rows that something was added to, sorted by key; then clears.
    CountedTraffic take();

    std::size_t count(TrafficKind kind) const; // rows that have series
    std::vector<std::string> ingressKeys() const;

private:
    struct RequestCell
    {
        RequestIncrement request; // without a count
        Cell cell = 0;
    };
    struct Layout
    {
        std::vector<double> bounds;
        Cell firstCell = 0;
    };
    struct RowState
    {
        TrafficKey key;
        std::size_t series = 0;
        std::vector<RequestCell> requests;
        std::vector<Layout> layouts;
        Cell firstCell = 0;
        bool mayHoldProbes = false;
        LatencyHistogram others;
    };
    // What every kind of row has.
    struct Sums
    {
        std::vector<RequestIncrement> requests;
        std::int64_t totalRequests = 0;
        std::int64_t tlsRequests = 0;
        LatencyHistogram latency;
        double latencySum = 0;
        std::int64_t latencyCount = 0;

        bool isNothing() const
        {
            return requests.empty() && latencyCount == 0 && latency.isEmpty();
        }
    };

    Cell takeCells(std::size_t count);
    Sums sumsOf(const RowState &row) const;
    LatencyHistogram latencyOf(const RowState &row) const;
    void addRequests(const RowState &row, Sums &sums) const;

    std::vector<RowState> m_rows;
    std::vector<double> m_cells;
    std::map<TrafficKey, Row> m_rowByKey;
    Row m_last = 0; // series of a row come one after another
};

} // namespace binnacle::collect
