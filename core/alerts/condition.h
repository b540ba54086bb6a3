#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/domain/predicate.h"
#include "core/domain/slo_report.h"
#include "core/query/schema.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::alerts {

// What a rule waits for, read from the JSON of contract 06 §6.5 or from the text of the editor.

enum class ConditionKind {
    Resource, // objects of a source of the query language for which a filter holds
    Event,    // events that match a filter, so many within so long
    Level,    // burn rate, error rate, latency of domains, services, edges
    Query,    // the single number of a query, compared
    Absent,   // a cluster's heartbeat, snapshot or increments stayed away
};
std::string_view conditionKindName(ConditionKind kind); // "resource", "event", "slo" …

enum class CompareOp { Equal, NotEqual, Greater, GreaterOrEqual, Less, LessOrEqual };
std::string_view compareOpText(CompareOp op); // "==", ">"
bool compare(double value, CompareOp op, double with);

enum class LevelMetric {
    BurnRate,        // over `window`, times
    BudgetRemaining, // percent, of the target's window
    Availability,    // percent
    ErrorRate,       // percent
    RequestRate,     // a second
    P50,             // ms
    P95,
    P99,
    Average,
};
std::string_view levelMetricName(LevelMetric metric); // "burn", "budget", "error_rate", "p95" …

struct LevelTerm
{
    LevelMetric metric = LevelMetric::BurnRate;
    Duration window{300'000}; // what is measured; of BudgetRemaining the target's window
    CompareOp op = CompareOp::Greater;
    double value = 0;
    std::int64_t minRequests = 0; // fewer in the window: not true, too little to mean anything
};

// all / any / not over terms.
struct LevelTree
{
    enum class Kind { Term, All, Any, Not };
    Kind kind = Kind::Term;
    LevelTerm term;
    std::vector<LevelTree> children;
};

enum class AbsentWhat { Heartbeat, Snapshot, Increments };

struct Condition
{
    ConditionKind kind = ConditionKind::Resource;

    query::SourceId source = query::SourceId::Pods; // Resource
    PredicatePtr where;                             // Resource, Event; null: all of them
    int minCount = 1;                               // Event: at least so many
    Duration within{600'000};                       // Event

    SloSubject::Kind level = SloSubject::Kind::Domain; // Level
    // Level: which ones, by name with '*': "shop.example.com/checkout", "pay/payments",
    // "shop/api-gateway → *". Empty: all.
    std::string target;
    LevelTree levels;

    std::string query; // Query
    CompareOp op = CompareOp::Greater;
    double value = 0;

    AbsentWhat absent = AbsentWhat::Heartbeat;

    Duration holds{0};        // "for": so long true before it fires
    Duration resolveAfter{0}; // so long false before it is over
};

// Errors: InvalidArgument naming the member or the place. Both spellings of the contract.
Result<Condition> readCondition(std::string_view json);
std::string writeCondition(const Condition &condition);

// As people read and type it: `phase = Pending and age > 10m`, `reason = BackOff, 3 in 10m`,
// `burn(1h) > 14.4 and burn(5m) > 14.4`, `pods(phase=Failed).count() > 0`, `no heartbeat`. The kind
// and the target are told beside it. Parsing what was printed gives the same condition.
std::string conditionText(const Condition &condition);
// `of` gives kind, source or level, target, for and resolveAfter. Errors: InvalidArgument; the
// message names the place and what was expected.
Result<Condition> parseCondition(std::string_view text, const Condition &of);

// The number that a chart draws as the line to be crossed and that a sweep changes: of the first
// term; unset when there is none.
std::optional<double> thresholdOf(const Condition &condition);
Condition withThreshold(const Condition &condition, double threshold);

} // namespace binnacle::alerts
