#pragma once

#include "tests/core/alerts/alert_builder.h"

#include <array>
#include <random>
#include <vector>

// Rules of every kind and silences whose numbers are drawn, for histories of two hours.
namespace binnacle::test {

using alerts::AbsentWhat;
using alerts::ConditionKind;
using alerts::LevelMetric;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

inline constexpr Timestamp kHistoryStart = fromEpochMs(1'772'323'200'000); // a full hour
inline constexpr int kHistoryMinutes = 120;

inline Timestamp atMinute(int minute)
{
    return kHistoryStart + minutes{minute};
}

inline std::vector<AlertRule> randomRules(std::mt19937 &random)
{
    const auto pick = [&random](auto... choices) {
        const std::array all{static_cast<std::int64_t>(choices)...};
        return all.at(random() % all.size());
    };
    alerts::Condition errors = levelCondition(SloSubject::Kind::Service, "*",
        over(LevelMetric::ErrorRate, minutes{5}, static_cast<double>(pick(3, 5, 9))));
    errors.holds = minutes{pick(0, 1, 2, 5)};
    errors.resolveAfter = minutes{pick(0, 2, 4)};
    alerts::Condition burn = levelCondition(SloSubject::Kind::Service, "pay/*",
        burns(static_cast<double>(pick(1, 2, 3)), hours{1}, minutes{5}));
    burn.holds = seconds{pick(0, 90)};
    alerts::Condition slow = levelCondition(
        SloSubject::Kind::Service, "shop/checkout", over(LevelMetric::P95, minutes{3}, 300));
    slow.resolveAfter = seconds{pick(0, 45)};
    alerts::Condition backOff = conditionOf(ConditionKind::Event, "reason = BackOff");
    backOff.minCount = static_cast<int>(pick(2, 3));
    backOff.within = minutes{10};
    alerts::Condition failed = conditionOf(ConditionKind::Resource, "phase = Failed");
    failed.holds = minutes{pick(0, 4, 7)};
    alerts::Condition restarts = conditionOf(ConditionKind::Resource, "restarts > 4");
    restarts.resolveAfter = minutes{pick(0, 6)};
    alerts::Condition absent;
    absent.kind = ConditionKind::Absent;
    absent.absent = AbsentWhat::Increments;
    absent.holds = minutes{pick(2, 3)};
    alerts::Condition offline = absent;
    offline.absent = AbsentWhat::Heartbeat;
    offline.holds = seconds{pick(90, 150)};
    std::vector<AlertRule> rules;
    for (const alerts::Condition &condition :
        {errors, burn, slow, backOff, failed, restarts, absent, offline}) {
        AlertRule rule = ruleOf(static_cast<std::int64_t>(rules.size() + 1), condition);
        rule.cooldown = minutes{pick(0, 5, 11)};
        rule.severity = pick(0, 1) == 0 ? AlertSeverity::Warning : AlertSeverity::Critical;
        rule.noData = static_cast<NoDataPolicy>(pick(0, 1, 2));
        rule.channels
            = pick(0, 1) == 0 ? std::vector<std::int64_t>{} : std::vector<std::int64_t>{7, 9};
        if (pick(0, 0, 1) == 1)
            rule.groupBy = {"rule", "namespace"};
        rules.push_back(std::move(rule));
    }
    return rules;
}

inline std::vector<Silence> randomSilences(std::mt19937 &random)
{
    const int from = static_cast<int>(random() % kHistoryMinutes);
    const auto matcher = [](std::string label, std::string value) {
        return AlertMatcher{.label = std::move(label), .value = std::move(value)};
    };
    return {{.id = 1,
                .name = "night",
                .matchers = {matcher("namespace", "shop")},
                .from = atMinute(from),
                .until = atMinute(from + 25)},
        {.id = 2,
            .name = "window",
            .matchers = {matcher("rule", "rule-2")},
            .from = atMinute(from / 2),
            .until = atMinute(from / 2 + 12),
            .isMaintenance = true},
        {.id = 3,
            .name = "until it is over",
            .matchers = {matcher("rule", "rule-5")},
            .from = atMinute(20),
            .until = atMinute(kHistoryMinutes),
            .endsWhenResolved = true}};
}

} // namespace binnacle::test
