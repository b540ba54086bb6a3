#include "core/alerts/condition_parts.h"

#include "core/query/words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

namespace binnacle::alerts {

namespace {

struct MetricName
{
    std::string_view name;
    LevelMetric metric;
};
constexpr std::array<MetricName, 27> kMetricNames{{{"burn", LevelMetric::BurnRate},
    {"burn_rate", LevelMetric::BurnRate}, {"budget", LevelMetric::BudgetRemaining},
    {"error_budget", LevelMetric::BudgetRemaining},
    {"error_budget_remaining", LevelMetric::BudgetRemaining},
    {"budget_remaining", LevelMetric::BudgetRemaining}, {"availability", LevelMetric::Availability},
    {"success_rate", LevelMetric::Availability}, {"error_rate", LevelMetric::ErrorRate},
    {"errors", LevelMetric::ErrorRate}, {"rps", LevelMetric::RequestRate},
    {"request_rate", LevelMetric::RequestRate}, {"requests", LevelMetric::RequestRate},
    {"p50", LevelMetric::P50}, {"p50_latency", LevelMetric::P50}, {"p50_ms", LevelMetric::P50},
    {"p95", LevelMetric::P95}, {"p95_latency", LevelMetric::P95}, {"p95_ms", LevelMetric::P95},
    {"p99", LevelMetric::P99}, {"p99_latency", LevelMetric::P99}, {"p99_ms", LevelMetric::P99},
    {"average", LevelMetric::Average}, {"avg", LevelMetric::Average},
    {"average_latency", LevelMetric::Average}, {"latency", LevelMetric::P95},
    {"average_ms", LevelMetric::Average}}};

struct Unit
{
    std::string_view name;
    std::int64_t ms;
};
constexpr std::array<Unit, 5> kUnits{
    {{"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}}};

void melt(LevelTree &into, LevelTree child)
{
    if (child.kind != into.kind) {
        into.children.push_back(std::move(child));
        return;
    }
    std::ranges::move(child.children, std::back_inserter(into.children));
}

Error invalid(std::string message)
{
    return {ErrorCode::InvalidArgument, std::move(message)};
}

} // namespace

std::string durationText(Duration duration)
{
    for (const Unit &unit : kUnits) {
        if (duration.count() != 0 && duration.count() % unit.ms == 0)
            return std::to_string(duration.count() / unit.ms).append(unit.name);
    }
    return "0s";
}

std::string numberText(double number)
{
    std::array<char, 400> digits{};
    const auto [end, failure] = std::to_chars(
        digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed);
    return failure == std::errc{} ? std::string(digits.data(), end) : "0";
}

Result<Duration> readDuration(std::string_view text)
{
    Result<Duration> duration = parseDuration(text);
    if (!duration)
        return invalid("\"" + std::string(text.substr(0, 40))
            + "\" is no length of time such as 90s, 5m or 1h");
    if (*duration > kLongestDuration)
        return invalid("no length of time here is longer than 90 days");
    return duration;
}

std::optional<CompareOp> compareOpFromText(std::string_view text)
{
    if (text == "=")
        return CompareOp::Equal;
    if (text == "<>")
        return CompareOp::NotEqual;
    for (const CompareOp op : {CompareOp::Equal, CompareOp::NotEqual, CompareOp::Greater,
             CompareOp::GreaterOrEqual, CompareOp::Less, CompareOp::LessOrEqual}) {
        if (compareOpText(op) == text)
            return op;
    }
    return std::nullopt;
}

std::optional<LevelMetric> levelMetricFromName(std::string_view name)
{
    for (const MetricName &known : kMetricNames) {
        if (query::equalIgnoringCase(known.name, name))
            return known.metric;
    }
    return std::nullopt;
}

std::string nearestLevelMetric(std::string_view name)
{
    std::vector<std::string_view> names;
    for (const MetricName &known : kMetricNames)
        names.push_back(known.name);
    return query::nearestWord(name, names);
}

Duration usualWindow(LevelMetric metric)
{
    if (metric == LevelMetric::BurnRate)
        return std::chrono::hours{1};
    return metric == LevelMetric::BudgetRemaining ? Duration{std::chrono::days{1}}
                                                  : Duration{std::chrono::minutes{5}};
}

bool isPercent(LevelMetric metric)
{
    return metric == LevelMetric::BudgetRemaining || metric == LevelMetric::Availability
        || metric == LevelMetric::ErrorRate;
}

bool isLatency(LevelMetric metric)
{
    return metric == LevelMetric::P50 || metric == LevelMetric::P95 || metric == LevelMetric::P99
        || metric == LevelMetric::Average;
}

Status checkTerm(const LevelTerm &term)
{
    constexpr double kMost = 1e12;
    const bool isWindowOfTarget = term.window == Duration{std::chrono::days{1}}
        || term.window == Duration{std::chrono::days{7}}
        || term.window == Duration{std::chrono::days{30}};
    if (term.metric == LevelMetric::BudgetRemaining && !isWindowOfTarget)
        return invalid("a budget is that of 1d, 7d or 30d, for which there are targets");
    if (term.window < std::chrono::minutes{1} || term.window > std::chrono::days{30})
        return invalid("a level is measured over 1m to 30d");
    if (!std::isfinite(term.value) || std::abs(term.value) > kMost)
        return invalid("the number to compare with is out of range");
    if (term.minRequests < 0)
        return invalid("the least number of requests cannot be negative");
    return Done{};
}

LevelTree normalised(LevelTree tree)
{
    if (tree.kind == LevelTree::Kind::Term)
        return tree;
    LevelTree result{.kind = tree.kind, .term = {}, .children = {}};
    if (tree.kind == LevelTree::Kind::Not && !tree.children.empty()) {
        LevelTree child = normalised(std::move(tree.children.front()));
        if (child.kind == LevelTree::Kind::Not)
            return std::move(child.children.front());
        result.children.push_back(std::move(child));
        return result;
    }
    for (LevelTree &child : tree.children)
        melt(result, normalised(std::move(child)));
    if (result.children.size() == 1)
        return std::move(result.children.front());
    return result;
}

bool isObjectSource(query::SourceId source)
{
    return source <= query::SourceId::Secrets || source == query::SourceId::Clusters;
}

std::string targetFrom(std::string_view text)
{
    constexpr std::string_view kArrow = " \u2192 ";
    const auto trimmed = [](std::string_view part) {
        const std::size_t begin = part.find_first_not_of(" \t\r\n");
        const std::size_t end = part.find_last_not_of(" \t\r\n");
        return begin == std::string_view::npos ? std::string_view{}
                                               : part.substr(begin, end - begin + 1);
    };
    for (const std::string_view arrow : {std::string_view("\u2192"), std::string_view("->")}) {
        const std::size_t at = text.find(arrow);
        if (at == std::string_view::npos)
            continue;
        std::string target(trimmed(text.substr(0, at)));
        return target.append(kArrow).append(trimmed(text.substr(at + arrow.size())));
    }
    return std::string(trimmed(text));
}

Error errorAt(std::size_t offset, std::string_view what, std::string_view suggestion)
{
    std::string message = "at " + std::to_string(offset + 1) + ": ";
    message.append(what);
    if (!suggestion.empty())
        message.append("; did you mean \"").append(suggestion).append("\"?");
    return invalid(std::move(message));
}

} // namespace binnacle::alerts
