#pragma once

#include "core/alerts/condition.h"
#include "core/alerts/level_subject.h"
#include "core/alerts/rule_readings.h"

#include <QtGlobal>

#include <string>
#include <utility>
#include <vector>

// Short ways to rules and their conditions.
namespace binnacle::test {

inline alerts::LevelTree term(alerts::LevelMetric metric, Duration window, alerts::CompareOp op,
    double value, std::int64_t minRequests = 0)
{
    return {.kind = alerts::LevelTree::Kind::Term,
        .term = {.metric = metric,
            .window = window,
            .op = op,
            .value = value,
            .minRequests = minRequests}};
}

inline alerts::LevelTree tree(alerts::LevelTree::Kind kind, std::vector<alerts::LevelTree> children)
{
    return {.kind = kind, .children = std::move(children)};
}

inline alerts::LevelTree over(alerts::LevelMetric metric, Duration window, double value)
{
    return term(metric, window, alerts::CompareOp::Greater, value);
}

// Both windows burn faster than that.
inline alerts::LevelTree burns(double threshold, Duration longWindow, Duration shortWindow)
{
    return tree(alerts::LevelTree::Kind::All,
        {over(alerts::LevelMetric::BurnRate, longWindow, threshold),
            over(alerts::LevelMetric::BurnRate, shortWindow, threshold)});
}

inline alerts::Condition levelCondition(
    SloSubject::Kind kind, std::string target, alerts::LevelTree levels)
{
    alerts::Condition condition;
    condition.kind = alerts::ConditionKind::Level;
    condition.level = kind;
    condition.target = std::move(target);
    condition.levels = std::move(levels);
    return condition;
}

// As the editor reads it. Aborts the test program when it cannot be read.
inline alerts::Condition conditionOf(alerts::ConditionKind kind, std::string_view text,
    query::SourceId source = query::SourceId::Pods)
{
    alerts::Condition of;
    of.kind = kind;
    of.source = source;
    const auto parsed = alerts::parseCondition(text, of);
    if (!parsed)
        qFatal("condition: %s", parsed.error().message.c_str());
    return *parsed;
}

inline AlertRule ruleOf(std::int64_t id, const alerts::Condition &condition, std::string name = {})
{
    return {.id = id,
        .name = name.empty() ? "rule-" + std::to_string(id) : std::move(name),
        .condition = alerts::writeCondition(condition)};
}

inline alerts::LevelStep levelStep(
    Timestamp from, Timestamp to, double requests, double errors, LatencyHistogram latency = {})
{
    return {.interval = {from, to},
        .counts = {.requests = requests,
            .errors = errors,
            .latencySum = requests * 10,
            .latencyCount = requests},
        .latency = std::move(latency)};
}

} // namespace binnacle::test
