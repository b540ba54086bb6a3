#pragma once

#include "core/base/time.h"
#include "core/domain/ids.h"
#include "core/domain/resource_ref.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace binnacle {

// What kind of value a field holds; decides which operators and units it takes and how it is shown.
enum class FieldType {
    Text,     // any string
    Choice,   // one of a few words, whatever the case
    Count,    // whole number
    Number,   // real number
    Percent,  // 0..100: "80%" or 80
    Cores,    // CPU in cores: "250m" is 0.25
    Bytes,    // "1.5Gi"
    Span,     // length of time, held in milliseconds: "10m", "250ms"
    Time,     // instant or age
    Flag,     // true or false
    Labels,   // several texts by key: label.app
    FullText, // words of the row's texts
};

// One cell. Time: epoch milliseconds as int64; Count and Bytes: int64; Number, Percent, Cores and
// Span (ms): double; Labels: "a=b,c=d". monostate: not known.
using QueryValue = std::variant<std::monostate, bool, std::int64_t, double, std::string>;

struct QueryColumn
{
    std::string name; // "namespace", "avg(cpu_usage)"
    FieldType type = FieldType::Text;
};

// What a row is about, for navigation; empty for rows that are sums.
struct QueryRowSubject
{
    ClusterId cluster;
    ResourceRef object;
    std::int64_t event = 0;
};

// How the answer was found.
struct QueryExplain
{
    struct Step
    {
        std::string what;       // "scan pods of prod-eu", "events by index on time", "sort"
        std::size_t rowsIn = 0; // looked at
        std::size_t rowsOut = 0;
        double milliseconds = 0;
    };
    std::vector<Step> steps;
    std::string source; // "memory", "snapshots kept", "history (SQL)"
    std::size_t rowsScanned = 0;
    std::string normalised; // the query as understood
};

struct QueryResult
{
    std::vector<QueryColumn> columns;
    std::vector<std::vector<QueryValue>> rows;
    std::vector<QueryRowSubject> subjects; // one a row, or empty
    std::int64_t total = 0; // rows that match, before limit(); what the cap cut off counts
    // There are at least so many: counting all of them would have taken too long.
    bool totalIsLowerBound = false;
    bool isCapped = false; // more rows than the limit of rows allows: see `total`
    double milliseconds = 0;
    Timestamp asOf{};
    TimeRange range; // of what was asked over time; unknown ends otherwise
    QueryExplain explain;
};

} // namespace binnacle
