#pragma once

#include "core/alerts/condition.h"
#include "core/alerts/level_series.h"
#include "core/domain/alert.h"
#include "core/domain/slo_target.h"

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::alerts {

// When anything at all was told about a cluster. One thread.
class ToldTimes
{
public:
    // An increment tells about its interval, but not before that is over and it has arrived:
    // windows find it at its end, as they find its counts. `arrivedAt`: as in LevelStep.
    void addIncrement(const TimeRange &interval, Timestamp arrivedAt = {});
    // Told at every instant of the span: an hourly row.
    void addSpan(const TimeRange &span);
    void truncate(Timestamp at);
    void forgetBefore(Timestamp at);

    // Within (from, to], as it was known at `to`.
    bool isTold(Timestamp from, Timestamp to) const;
    Timestamp first() const; // when it was known; unknown: never, as below
    // The newest instant up to `at` at which something was told.
    Timestamp lastUntil(Timestamp at) const;
    // The end of what is told without a gap after `from`; `from` itself when it lies in one.
    Timestamp toldUntil(Timestamp from) const;
    // When increments arrived instead of when they end.
    ToldTimes asTheyArrived() const;

private:
    struct Increment
    {
        Timestamp end{};
        Timestamp knownAt{}; // not before its end
    };
    using Spans = std::vector<TimeRange>; // in order, apart from each other
    static void merge(Spans &spans, const TimeRange &span);
    static void cut(Spans &spans, Timestamp at);

    Spans m_whole;                       // of everything, to find gaps
    Spans m_spans;                       // of addSpan()
    std::vector<Increment> m_increments; // by their ends, each of which is there once
};

// A domain, service or edge whose levels rules look at.
struct LevelSubject
{
    AlertSubject subject;
    std::string name; // what the target of a rule is compared with
    LevelSeries series;
    std::array<double, 3> objectives{}; // availability in percent by SloWindow
    // Whose budget burns: the objective that people set, of the longest window they set one for;
    // else the default of 30 days. The windows and thresholds of the SRE Workbook are of such a
    // long one.
    double burnObjective = 0;
};

AlertSubject alertSubjectOf(const SloSubject &subject);
// '*' stands for any run of characters; an empty pattern matches everything.
bool matchesTarget(std::string_view pattern, std::string_view name);

// The longest window that a tree asks about, and whether it asks for percentiles.
struct LevelNeed
{
    SloSubject::Kind kind = SloSubject::Kind::Domain;
    std::string target;
    Duration window{0};
    bool withLatency = false;
};
LevelNeed needOf(const Condition &condition);

// The value of one term, in its unit; nothing without traffic.
std::optional<double> valueOf(const LevelTerm &term, const LevelSubject &subject, Timestamp now);
bool isTrue(const LevelTree &tree, const LevelSubject &subject, Timestamp now);
// Nothing was told about the cluster in the shortest window asked about.
bool hasNoData(const LevelTree &tree, const ToldTimes &told, Timestamp now);
// "16.2× over 1 h, 61× over 5 m".
std::string valueText(const LevelTree &tree, const LevelSubject &subject, Timestamp now);
// The term whose value is the value of the whole; null: there is none.
const LevelTerm *firstTerm(const LevelTree &tree);

// Of two values of `term` the one further on its way to being true.
double worseOf(const LevelTerm &term, double a, double b);

} // namespace binnacle::alerts
