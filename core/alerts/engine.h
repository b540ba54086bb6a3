#pragma once

#include "core/alerts/rule_readings.h"
#include "core/domain/alert.h"
#include "core/domain/alert_report.h"
#include "core/domain/increments.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

namespace binnacle::alerts {

// What changed about one alert in one step.
struct AlertChange
{
    enum class Kind {
        BecamePending,
        Dropped, // pending, and false again
        Fired,
        Repeated, // still firing, the cooldown has passed
        Resolved,
        Updated, // value, hush, acknowledgement: to be stored, nobody is told
    };
    Kind kind = Kind::Updated;
    Alert alert;
};

// One message to be sent: several alerts when they are grouped. The same thing live and in a
// backtest, where it only counts.
struct AlertPage
{
    enum class Kind { Firing, Repeat, Resolved, FlapDigest };
    Kind kind = Kind::Firing;
    std::int64_t rule = 0;
    std::string group;                  // empty: alone
    std::vector<std::string> dedupKeys; // of the alerts in it, see alertDedupKey
    std::vector<std::int64_t> channels; // of the rule; empty: all effective
    AlertSeverity severity = AlertSeverity::Warning;
    ClusterId cluster;
};

struct EngineStep
{
    std::vector<AlertChange> changes;
    std::vector<AlertPage> pages;
    std::vector<std::int64_t> silencesEnded; // by their exit condition
};

// What the engine knows beside readings: who is offline, who calls whom.
struct EngineWorld
{
    std::set<ClusterId> offline;
    // Callers and their callees by cluster: a caller's alert is inhibited while an alert about one
    // of its callees, direct or through others, fires.
    std::map<ClusterId, std::vector<std::pair<ServiceRef, ServiceRef>>> calls;
    // Which services a domain's requests go to.
    std::map<std::pair<ClusterId, std::string>, std::vector<ServiceRef>> backends;
};

struct EngineSettings
{
    Duration groupWait{5'000}; // after the first alert of a new group, for others to join
    int flapLimit = 5;         // firings within an hour; the next ones tell once and then nothing
    Duration flapRest{3'600'000};
};

// The life of alerts, contract 06 §6.5: inactive, pending, firing, over; told, repeated, hushed.
// Pure and deterministic: time comes with each step, nothing is read from anywhere. Live, backtest
// and trace use this class and none other. One thread.
//
// What is timed (`for`, the resolve delay, cooldowns, groups, the flap guard) is timed by the
// monotonic clock while the process lives: a step that tells it takes what is being timed along
// when somebody set the wall clock, so that neither a `for` ends at once nor one begins anew.
// Silences begin and end by the wall clock, as people wrote them. Steps without it (history) have
// only wall time; when that goes backwards by more than a minute, no time has passed.
class Engine
{
public:
    explicit Engine(const EngineSettings &settings = {});
    ~Engine();
    Engine(Engine &&) noexcept;
    Engine &operator=(Engine &&) noexcept;

    // A rule edited while it fires keeps its alerts when its subjects still match; a rule that is
    // gone or disabled resolves them at the next step without telling anybody.
    void setRules(std::vector<AlertRule> rules);
    void setSilences(std::vector<Silence> silences);
    void setWorld(EngineWorld world);
    // Open alerts of an earlier run; `recentFirings` of the last hour for the flap guard.
    // `lastStep`: a step of that run, the last one at best; unknown: right before. As in Prometheus
    // the outage counts for no `for`; one of more than an hour begins them anew, and a `for` over
    // ten minutes has ten left at least.
    void restore(
        std::vector<Alert> open, std::vector<Alert> recentFirings, Timestamp lastStep = {});

    // Rules that are not in `readings` keep their state, but time passes for them: what was true
    // stays true. `elapsed`: Clock::elapsed() at `now`.
    EngineStep step(Timestamp now, std::span<const RuleReadings> readings,
        std::optional<Duration> elapsed = std::nullopt);
    // When step() has something to do although no reading changes; unknown: nothing is pending.
    Timestamp nextDue() const;

    // Errors: NotFound. Acknowledged alerts are not repeated.
    Result<AlertChange> acknowledge(std::int64_t alert, std::string by, Timestamp at);
    // The row number that the store gave a change's alert.
    void stored(const std::string &dedupKey, std::int64_t id);

    std::vector<Alert> alerts() const; // pending and firing
    // Why (rule, subject) pages or does not, as of the last step. `seen`: what a subject was that
    // is not true, as HistoryReadings::seen() tells it; the engine hears of nothing that is not.
    std::vector<DecisionStep> explain(
        std::int64_t rule, const AlertSubject &subject, const std::string &seen = {}) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace binnacle::alerts
