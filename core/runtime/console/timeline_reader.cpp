#include "core/runtime/console/timeline_reader.h"

#include "core/alerts/alert_repository.h"
#include "core/runtime/console/timeline_builder.h"
#include "core/slo/slo_service.h"
#include "core/store/command_repository.h"
#include "core/store/event_repository.h"

#include <algorithm>
#include <utility>

namespace binnacle::runtime {

namespace {

constexpr int kTimelineEvents = 20'000;
constexpr int kTimelineCommands = 500;
constexpr int kTimelineAlerts = 500;
constexpr Duration kLongestAlert{7LL * 24 * 3'600'000}; // one that fired before still shows
// A warning that came again after the range is looked for so far: only its last sight is indexed.
constexpr Duration kComesAgain{24LL * 3'600'000};

Result<std::vector<BurnMark>> readBurns(
    store::Connection &connection, const ClusterId &cluster, TimeRange range)
{
    std::vector<BurnMark> marks;
    for (const auto kind : {SloSubject::Kind::Domain, SloSubject::Kind::Service}) {
        const auto lanes
            = slo::readBurnLanes(connection, {.cluster = cluster, .kind = kind, .range = range});
        if (!lanes)
            return lanes.error();
        for (const slo::BurnLane &lane : *lanes) {
            for (const BurnSpan &span : lane.spans)
                marks.push_back({lane.subject.text(), span});
        }
    }
    std::ranges::stable_sort(marks, {}, [](const BurnMark &mark) { return mark.span.range.from; });
    return marks;
}

} // namespace

Result<console::Timeline> readTimeline(
    store::Connection &connection, const ClusterId &cluster, TimeRange range)
{
    store::EventReader reader(connection);
    const PredicatePtr isWarning = compare(EventField::Type, CompareOp::Equal, "Warning");
    EventQuery query{.cluster = cluster, .lastSeen = range, .where = isWarning};
    auto warnings = reader.page(query, {.limit = kTimelineEvents});
    const auto cameAgain = reader.page(
        {.cluster = cluster,
            .lastSeen = TimeRange{range.to, range.to + kComesAgain},
            .where = allOf({isWarning,
                compare(EventField::First, CompareOp::GreaterOrEqual, toEpochMs(range.from)),
                compare(EventField::First, CompareOp::Less, toEpochMs(range.to))})},
        {.limit = kTimelineEvents});
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
    if (!cameAgain)
        return cameAgain.error();
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
    source.warnings.insert(source.warnings.begin(), cameAgain->begin(), cameAgain->end());
    source.rollouts = *std::move(rollouts);
    source.commands = *std::move(commands);
    source.alerts = *std::move(alerts);
    source.burns = *std::move(burns);
    return buildTimeline(source);
}

} // namespace binnacle::runtime
