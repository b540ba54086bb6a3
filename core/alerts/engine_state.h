#pragma once

#include "core/alerts/condition.h"
#include "core/alerts/engine.h"
#include "core/alerts/inhibition.h"
#include "core/alerts/silence_set.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace binnacle::alerts {

// The parts of an Engine. Only engine*.cpp include this.

// What is remembered of a subject after its alert is over.
struct SubjectPast
{
    std::deque<Timestamp> firings; // of the last day, oldest first
    Timestamp toldAt{};            // that it fires
    Timestamp restsUntil{};        // too many firings
    bool owesDigest = false;
};

struct ActiveAlert
{
    Alert alert;
    std::string key;             // alertDedupKey()
    SubjectPast *past = nullptr; // in EngineState::pasts; null: there is none
    std::string group;           // empty: alone
    bool isTrue = true;
    bool isFrozen = false; // no data or not evaluated, and its state is to be kept
    bool isTold = false;   // this firing was
    bool isNew = true;     // not in a step's changes yet
    bool isOver = false;
    std::uint64_t seenIn = 0;                // step whose readings named it
    std::optional<AlertChange::Kind> change; // of this step
    Timestamp valueStoredAt{};
    std::uint64_t silencesOf = 0; // SilenceSet::generation() of `silences`
    std::vector<std::size_t> silences;

    void touch()
    {
        if (!change)
            change = AlertChange::Kind::Updated;
    }
};

struct RuleState
{
    AlertRule rule;
    ConditionKind kind = ConditionKind::Resource;
    AbsentWhat absent = AbsentWhat::Heartbeat;
    Duration holds{};
    Duration resolveAfter{};
    bool isListed = false; // in the rules as they are now, enabled or not
    bool isGone = true;    // removed or disabled
    bool wasRead = false;
    bool hasNoData = false;
    bool isUnevaluated = false;
    std::size_t subjects = 0;
    std::map<AlertSubject, ActiveAlert> active; // nodes stay put
};

struct EngineState
{
    EngineSettings settings;
    std::unordered_map<std::int64_t, RuleState> rules;
    std::map<std::int64_t, RuleState *> busy; // rules with active alerts
    std::unordered_map<std::string, ActiveAlert *> byKey;
    std::unordered_map<std::string, SubjectPast> pasts; // those of active alerts stay put
    SilenceSet silences;
    Inhibition inhibition;
    std::map<std::string, Timestamp> groupDue; // groups that wait for others to join
    Timestamp now{};                           // of the last step
    std::optional<Duration> ahead; // of the wall clock before the monotonic one, when last told
    Timestamp lastStep{};          // of the run before, until the first step
    Timestamp due{};
    Timestamp pastsTrimmedAt{};
    std::uint64_t steps = 0;
    bool isChanged = false; // by other calls than step()

    // engine.cpp
    template<typename Visit>
    void forEachActive(const Visit &visit)
    {
        for (const auto &[id, rule] : busy) {
            for (auto &[subject, active] : rule->active)
                visit(*rule, active);
        }
    }
    SubjectPast &rememberedOf(ActiveAlert &active);
    bool isCooling(const RuleState &rule, const ActiveAlert &active) const;

    // engine_clock.cpp
    bool moveClock(Timestamp to, std::optional<Duration> elapsed); // true: somebody had set it
    void beginAt(Timestamp to);
    void countOutage(ActiveAlert &active, Duration outage, Duration holds);
    void shift(Duration by);
    void trimPasts();
    Timestamp findDue();
    Timestamp dueOf(const RuleState &rule, const ActiveAlert &active) const;

    // engine_life.cpp
    void apply(const RuleReadings &readings);
    ActiveAlert &activeOf(RuleState &rule, const AlertSubject &subject);
    void takeReading(RuleState &rule, const RuleReading &reading);
    void takeSilence(RuleState &rule);
    void live(RuleState &rule, ActiveAlert &active);
    void fire(ActiveAlert &active);
    void endQuietly(ActiveAlert &active);

    // engine_telling.cpp
    void tell(EngineStep &step);

    // engine_explain.cpp
    std::vector<DecisionStep> explain(
        std::int64_t id, const AlertSubject &subject, const std::string &seen);
};

struct Engine::State : EngineState
{
};

// The group an alert goes into; empty: the rule groups nothing.
std::string groupOf(const AlertRule &rule, const AlertSubject &subject);

} // namespace binnacle::alerts
