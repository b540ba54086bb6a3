#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/domain/predicate.h"
#include "core/query/filter_error.h"
#include "core/query/schema.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::query {

// A field of the source as asked for; `key` for one label.
struct FieldRef
{
    FieldId field = 0;
    std::string key;

    friend bool operator==(const FieldRef &, const FieldRef &) = default;
};

enum class AggregateFunction { Count, Sum, Avg, Min, Max, P50, P95, P99 };
std::string_view aggregateName(AggregateFunction function); // "count", "p95"

struct Aggregate
{
    AggregateFunction function = AggregateFunction::Count;
    FieldRef field; // not of Count

    friend bool operator==(const Aggregate &, const Aggregate &) = default;
};

struct SortKey
{
    bool descending = false;
    std::optional<std::size_t> aggregate; // index into Query::aggregates; else by `field`
    FieldRef field;
};

// An alert whose time a query is of, and its place in the text.
struct AlertTime
{
    std::int64_t id = 0;
    std::size_t offset = 0;
    std::size_t length = 0;
};

// Which moment or span of time the rows are of.
struct TimeScope
{
    enum class Kind {
        Now,    // the newest state; the default window of a source of history
        At,     // as of `range.to`
        Window, // history within `range`: last(5m), since=, until=, during(alert:ID)
        Diff,   // what differs between the states at `range.from` and `range.to`
        Bisect, // the first stored moment in `range` at which `becomes` holds for some row
    };
    Kind kind = Kind::Now;
    TimeRange range;
    PredicatePtr becomes; // Bisect
    // Window and Bisect: the range is that of this alert and not known before the query runs.
    std::optional<AlertTime> alert;
};

// A query in normal form: whatever the order of its stages, rows are filtered, then grouped and
// summed or projected, then sorted, then cut. printQuery() gives a text that parses to the same.
struct Query
{
    SourceId source = SourceId::Pods;
    std::vector<std::string> clusters; // ids; {"*"}: all; empty: not said
    PredicatePtr where;                // arguments and where() joined; null: everything
    TimeScope time;
    std::vector<FieldRef> fields; // empty: those shown by default
    std::vector<FieldRef> groupBy;
    std::vector<Aggregate> aggregates; // none: plain rows
    std::vector<SortKey> sort;
    std::optional<std::size_t> limit;
    std::size_t offset = 0;

    bool isAggregated() const { return !groupBy.empty() || !aggregates.empty(); }
};

// Contract 04 §4.6, widened:
//
//   query  := source [ "(" [ arg { "," arg } ] ")" ] { "." stage }
//   arg    := condition | cluster="…" | label="a=b" | last="5m" | since= | until= | limit=
//   stage  := where(filter) | select(field, …) | fields(…) | groupby(field, …) | count() | sum(f)
//           | avg(f) | min(f) | max(f) | p50(f) | p95(f) | p99(f) | sort([-]f [, desc] …)
//           | top(n, f) | limit(n [, offset]) | at(time) | diff(time, time) | last(duration)
//           | during("from..to") | during(alert:ID) | bisect(filter [, "from..to"])
//
// `filter` is the language of filter bars over the fields of the source. Times are those of
// time_value.h. The filter of bisect() may become true and false again, so its moments are looked
// at one after the other, within the limit of time and cancelled like any query. Several where()
// join with "and". Names of stages and sources ignore case; a source alone is a query. At most
// 4 KiB, depth 32. Times without a zone are UTC. Pure; 50 µs for the longest example.
Result<Query, FilterError> parseQuery(std::string_view text, Timestamp now);

// The normalised text, on one line.
std::string printQuery(const Query &query);

// The filter of a bar over any source; parseFilter() is this over events.
Result<PredicatePtr, FilterError> parseExpression(
    std::string_view text, const Schema &schema, Timestamp now);
std::string printExpression(const PredicatePtr &predicate, const Schema &schema);

} // namespace binnacle::query
