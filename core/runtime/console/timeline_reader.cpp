#include "core/runtime/console/timeline_reader.h"

#include "core/alerts/alert_repository.h"
#include "core/runtime/console/timeline_builder.h"
#include "core/slo/burn_rate.h"
#include "core/slo/slo_service.h"
#include "core/slo/window_reader.h"
#include "core/store/command_repository.h"
#include "core/store/event_repository.h"
#include "core/store/traffic_repository.h"

#include <algorithm>
#include <map>
#include <utility>

namespace binnacle::runtime {

namespace {

constexpr int kTimelineEvents = 20'000;
constexpr int kTimelineCommands = 500;
constexpr int kTimelineAlerts = 500;
constexpr Duration kLongestAlert{7LL * 24 * 3'600'000}; // one that fired before still shows

// Conditions look back hours; the paging ones six.
constexpr Duration kLookBack{6 * 3'600'000};
constexpr Duration kShortStep{60'000};
constexpr Duration kFineUpTo{12 * 3'600'000};
constexpr Duration kLongStep{5 * 60'000};
constexpr Duration kNoSpansBeyond{48 * 3'600'000}; // raw rows, and steps this fine, end there

std::vector<slo::BudgetStep> stepsOf(const slo::Window &window, const std::vector<Traffic> &traffic)
{
    std::vector<slo::BudgetStep> steps(traffic.size());
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Timestamp from = window.range.from + window.step * static_cast<std::int64_t>(i);
        steps[i] = {.range = {from, from + window.step},
            .covered = window.covered[i],
            .requests = traffic[i].requests,
            .errors = traffic[i].errors};
    }
    return steps;
}

// The first of its routes names a service key.
std::map<std::string, std::string> namesOf(const std::vector<IngressRoute> &routes)
{
    std::map<std::string, std::string> names;
    for (const IngressRoute &route : routes)
        names.emplace(route.serviceKey,
            route.pathPrefix == "/" ? route.domain : route.domain + route.pathPrefix);
    return names;
}

Result<std::vector<BurnMark>> readBurns(
    store::Connection &connection, const ClusterId &cluster, TimeRange range)
{
    std::vector<BurnMark> marks;
    if (range.length() > kNoSpansBeyond)
        return marks;
    const TimeRange whole{range.from - kLookBack, range.to};
    const auto step = slo::finestStep(
        connection, cluster, whole, range.length() <= kFineUpTo ? kShortStep : kLongStep);
    if (!step)
        return step.error();
    const auto window = slo::readWindow(connection,
        {.cluster = cluster, .kind = TrafficKind::Ingress, .range = whole, .step = *step});
    const auto routes = store::readRoutes(connection, cluster);
    const auto targets = store::readTargets(connection, cluster);
    if (!window)
        return window.error();
    if (!routes)
        return routes.error();
    if (!targets)
        return targets.error();
    const auto names = namesOf(*routes);
    for (const auto &[key, traffic] : window->traffic) {
        const auto named = names.find(key.serviceKey);
        const std::string &name = named == names.end() ? key.serviceKey : named->second;
        const SloTarget target
            = slo::targetFor(*targets, {.cluster = cluster, .domain = name}, SloWindow::ThirtyDays);
        for (const BurnSpan &span :
            slo::burnSpans(target.availability, stepsOf(*window, traffic))) {
            if (span.range.to > range.from)
                marks.push_back({name, span});
        }
    }
    std::ranges::sort(marks, {}, [](const BurnMark &mark) { return mark.span.range.from; });
    return marks;
}

} // namespace

Result<console::Timeline> readTimeline(
    store::Connection &connection, const ClusterId &cluster, TimeRange range)
{
    store::EventReader reader(connection);
    EventQuery query{.cluster = cluster, .lastSeen = range};
    query.where = compare(EventField::Type, CompareOp::Equal, "Warning");
    auto warnings = reader.page(query, {.limit = kTimelineEvents});
    query.where = anyOf({compare(EventField::Reason, CompareOp::Equal, "ScalingReplicaSet"),
        compare(EventField::Reason, CompareOp::Equal, "Pulled")});
    auto rollouts = reader.page(query, {.limit = kTimelineEvents});
    auto commands = store::readCommands(connection, cluster, range.to, kTimelineCommands);
    auto alerts = alerts::readAlerts(connection,
        {.cluster = cluster,
            .range = {range.from - kLongestAlert, range.to},
            .limit = kTimelineAlerts});
    auto burns = readBurns(connection, cluster, range);
    if (!warnings)
        return warnings.error();
    if (!rollouts)
        return rollouts.error();
    if (!commands)
        return commands.error();
    if (!alerts)
        return alerts.error();
    if (!burns)
        return burns.error();
    TimelineSource source{.range = range};
    if (warnings->size() == static_cast<std::size_t>(kTimelineEvents))
        source.completeSince = warnings->back().last;
    source.warnings = *std::move(warnings);
    source.rollouts = *std::move(rollouts);
    source.commands = *std::move(commands);
    source.alerts = *std::move(alerts);
    source.burns = *std::move(burns);
    return buildTimeline(source);
}

} // namespace binnacle::runtime
