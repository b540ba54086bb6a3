#include "core/alerts/condition.h"

#include "core/domain/name_table.h"

#include <array>
#include <cmath>
#include <utility>

namespace binnacle::alerts {

namespace {

constexpr std::array<std::string_view, 5> kKinds{"resource", "event", "slo", "query", "absent"};
constexpr std::array<std::string_view, 6> kOperators{"==", "!=", ">", ">=", "<", "<="};
constexpr std::array<std::string_view, 9> kMetrics{
    "burn", "budget", "availability", "error_rate", "rps", "p50", "p95", "p99", "average"};

const LevelTerm &firstTerm(const LevelTree &tree)
{
    return tree.children.empty() ? tree.term : firstTerm(tree.children.front());
}

// Both windows of a burn rate condition go with one threshold.
void replaceThreshold(LevelTree &tree, const LevelTerm &first, double threshold)
{
    if (tree.kind == LevelTree::Kind::Term && tree.term.metric == first.metric
        && tree.term.op == first.op && tree.term.value == first.value)
        tree.term.value = threshold;
    for (LevelTree &child : tree.children)
        replaceThreshold(child, first, threshold);
}

} // namespace

std::string_view conditionKindName(ConditionKind kind)
{
    return nameOf(kKinds, kind);
}

std::string_view compareOpText(CompareOp op)
{
    return nameOf(kOperators, op);
}

std::string_view levelMetricName(LevelMetric metric)
{
    return nameOf(kMetrics, metric);
}

bool compare(double value, CompareOp op, double with)
{
    switch (op) {
    case CompareOp::Equal:
        return value == with;
    case CompareOp::NotEqual:
        return value != with;
    case CompareOp::Greater:
        return value > with;
    case CompareOp::GreaterOrEqual:
        return value >= with;
    case CompareOp::Less:
        return value < with;
    case CompareOp::LessOrEqual:
        return value <= with;
    }
    return false;
}

std::optional<double> thresholdOf(const Condition &condition)
{
    switch (condition.kind) {
    case ConditionKind::Event:
        return condition.minCount;
    case ConditionKind::Level:
        return firstTerm(condition.levels).value;
    case ConditionKind::Query:
        return condition.value;
    case ConditionKind::Resource:
    case ConditionKind::Absent:
        break;
    }
    return std::nullopt;
}

Condition withThreshold(const Condition &condition, double threshold)
{
    constexpr double kMostEvents = 1e9;
    Condition changed = condition;
    if (condition.kind == ConditionKind::Event) {
        changed.minCount
            = static_cast<int>(std::fmin(std::fmax(std::ceil(threshold), 1), kMostEvents));
    } else if (condition.kind == ConditionKind::Level) {
        const LevelTerm first = firstTerm(condition.levels);
        replaceThreshold(changed.levels, first, threshold);
    } else if (condition.kind == ConditionKind::Query) {
        changed.value = threshold;
    }
    return changed;
}

} // namespace binnacle::alerts
