#pragma once

#include "core/domain/alert.h"

#include <cstddef>
#include <memory>

namespace binnacle {

// What the alert views tell about a rule: its value now, its past, its decisions. core/alerts makes
// these with the engine that evaluates live.

// A rule over one subject at one instant.
struct RuleReading
{
    AlertSubject subject;
    bool isTrue = false;
    bool hasNoData = false;
    std::optional<double> value; // what is compared, when the condition has one number
    std::string valueText;       // "14.9× over 1 h, 61× over 5 m"
    // True since then, when the world knows better than the step that sees it first: the last
    // heartbeat. Unknown: since that step.
    Timestamp since{};
};

// The editor's line "evaluates now".
struct RulePreview
{
    std::vector<RuleReading> readings; // true ones first, at most 50
    std::size_t subjects = 0;          // looked at
    std::size_t active = 0;            // of these, true
    bool hasNoData = false;            // nothing to look at
    std::string conditionText;         // as understood: "burn(1h) > 14.4 and burn(5m) > 14.4"
};

// A span of time that people call an incident, to compare a rule with.
struct IncidentSpan
{
    TimeRange range;
    std::string name;
};

struct BacktestFiring
{
    AlertSubject subject;
    Timestamp pendingSince{};
    Timestamp firedAt{};
    Timestamp resolvedAt{}; // unknown: still firing at the end
    std::optional<double> peak;
    AlertHush hush = AlertHush::None; // when it fired
    std::string incident;             // the one it falls into; empty: none
    int pages = 0;                    // messages about it, after the whole path
};

struct BacktestPoint
{
    Timestamp at{};
    std::optional<double> value; // the worst of all subjects; unset: no data
};

struct Backtest
{
    TimeRange range;
    // Points of the curve stand at whole steps from the start of the range, each for the step that
    // begins there; steps of which nothing is known have none.
    Duration step{};
    std::vector<BacktestPoint> curve;
    std::optional<double> threshold;     // the one drawn; unset: the condition has none
    std::vector<BacktestFiring> firings; // oldest first
    Duration firingTime{};
    int flaps = 0;
    struct ChannelPages
    {
        std::int64_t channel = 0;
        int pages = 0;
    };
    std::vector<ChannelPages> pages;
    std::vector<IncidentSpan> caught;
    std::vector<IncidentSpan> missed;
    int falseAlarms = 0;   // firings in no incident; meaningful when incidents are labelled
    Timestamp dataSince{}; // history is not older than this
    double milliseconds = 0;
};

// The same history with other thresholds.
struct SweepRow
{
    double threshold = 0;
    int firings = 0;
    int pages = 0;
    int falseAlarms = 0;
    int caught = 0;
    std::optional<Duration> detectedAfter; // mean over caught incidents
    bool isCurrent = false;
};

// Why a rule did or did not page at an instant, in the order the engine decided.
struct DecisionStep
{
    enum class Stage {
        Enabled,
        Data,
        Condition,
        For,
        State,
        Maintenance,
        Silence,
        Inhibition,
        FlapGuard,
        Cooldown,
        Grouping,
        Channel,
        Outcome,
    };
    Stage stage = Stage::Outcome;
    bool passed = false; // on towards a page
    std::string what;    // "burn(1h) was 16.2, over 14.4": English; technical
};
std::string_view decisionStageName(DecisionStep::Stage stage);

struct DecisionTrace
{
    AlertRule rule;
    AlertSubject subject;
    Timestamp at{};
    std::vector<DecisionStep> steps;
    bool paged = false;
};

// A Prometheus rule file, read.
struct RuleImport
{
    struct Entry
    {
        std::string name; // in the file
        std::string expression;
        std::optional<AlertRule> rule; // unset: cannot be expressed
        std::string note;              // why not, or what was left out
    };
    std::vector<Entry> entries;
};

} // namespace binnacle
