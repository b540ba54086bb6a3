#include "core/runtime/console/timeline_builder.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

namespace binnacle::runtime {

namespace {

using console::LaneKind;
using console::TimelineLane;
using console::TimelineMark;

constexpr std::size_t kNamespaceLanes = 6;
constexpr int kSlots = 240; // marks closer than a slot are one mark
constexpr Duration kMinute{60'000};
constexpr Duration kRolloutGap{5 * 60'000};
constexpr double kRise = 3.0;
constexpr std::int64_t kEnoughWarnings = 10;
constexpr Duration kCauseBefore{15 * 60'000};
constexpr Duration kCauseAfter{5 * 60'000};

std::string summaryOf(const ClusterEvent &event)
{
    return event.reason + ' ' + event.involved.name;
}

// The last instant in the range at which an event is known to have come.
Timestamp seenWithin(const ClusterEvent &event, const TimeRange &range)
{
    return event.last < range.to ? event.last : event.first;
}

// Events of one lane, folded to what a lane can show.
std::vector<TimelineMark> fold(const std::vector<const ClusterEvent *> &events, TimeRange range)
{
    const std::int64_t slot = std::max<std::int64_t>(range.length().count() / kSlots, 1);
    std::map<std::int64_t, TimelineMark> marks;
    for (const ClusterEvent *event : events) {
        const Timestamp seen = seenWithin(*event, range);
        const auto [found, isFirst] = marks.try_emplace(
            (seen - range.from).count() / slot, TimelineMark{.from = seen, .count = 0});
        TimelineMark &mark = found->second;
        if (isFirst || seen > mark.to) { // the newest of the slot speaks for it
            mark.event = event->id;
            mark.label = summaryOf(*event);
            mark.to = seen;
        }
        mark.from = std::min(mark.from, seen);
        mark.count += 1;
        mark.critical |= isCriticalReason(event->reason);
    }
    std::vector<TimelineMark> folded;
    for (auto &[at, mark] : marks)
        folded.push_back(std::move(mark));
    return folded;
}

bool isAboutNode(const ClusterEvent &event)
{
    return event.involved.kind == "Node" || event.reason == "Evicted";
}

void addWarningLanes(const TimelineSource &source, std::vector<TimelineLane> &lanes)
{
    std::map<std::string_view, std::vector<const ClusterEvent *>> byNamespace;
    std::vector<const ClusterEvent *> nodes;
    for (const ClusterEvent &event : source.warnings) {
        if (isAboutNode(event))
            nodes.push_back(&event);
        else
            byNamespace[event.involved.ns].push_back(&event);
    }
    std::vector<std::pair<std::string_view, std::vector<const ClusterEvent *>>> ranked(
        byNamespace.begin(), byNamespace.end());
    std::ranges::stable_sort(
        ranked, [](const auto &a, const auto &b) { return a.second.size() > b.second.size(); });
    if (ranked.size() > kNamespaceLanes)
        ranked.resize(kNamespaceLanes);
    for (const auto &[ns, events] : ranked)
        lanes.push_back({.kind = LaneKind::NamespaceWarnings,
            .name = std::string(ns),
            .marks = fold(events, source.range)});
    if (!nodes.empty())
        lanes.push_back({.kind = LaneKind::Nodes, .name = {}, .marks = fold(nodes, source.range)});
}

// The image a rollout brought: `Successfully pulled image "fraud-check:1.4.0" in 2s` -> "1.4.0".
std::string pulledTag(const ClusterEvent &event)
{
    const std::size_t open = event.message.find('"');
    const std::size_t close = event.message.find('"', open + 1);
    if (open == std::string::npos || close == std::string::npos)
        return {};
    const std::string image = event.message.substr(open + 1, close - open - 1);
    const std::size_t colon = image.rfind(':');
    return colon == std::string::npos || image.find('/', colon) != std::string::npos
        ? std::string()
        : image.substr(colon + 1);
}

std::string rolloutLabel(const ClusterEvent &scaled, const std::vector<ClusterEvent> &all)
{
    for (const ClusterEvent &event : all) {
        const bool fits = event.reason == "Pulled" && event.involved.ns == scaled.involved.ns
            && event.involved.name.starts_with(scaled.involved.name + '-')
            && std::chrono::abs(event.last - scaled.last) < kRolloutGap;
        if (const std::string tag = fits ? pulledTag(event) : std::string(); !tag.empty())
            return scaled.involved.name + ' ' + tag;
    }
    return scaled.involved.name;
}

void addDeploys(const TimelineSource &source, std::vector<TimelineLane> &lanes)
{
    std::map<ResourceRef, std::vector<TimelineMark>> byWorkload;
    for (auto it = source.rollouts.rbegin(); it != source.rollouts.rend(); ++it) {
        const ClusterEvent &event = *it;
        if (event.reason != "ScalingReplicaSet" || !source.range.contains(event.last))
            continue;
        std::vector<TimelineMark> &marks = byWorkload[event.involved];
        if (marks.empty() || event.last - marks.back().to > kRolloutGap)
            marks.push_back({.from = std::max(event.first, source.range.from),
                .count = 0,
                .label = rolloutLabel(event, source.rollouts)});
        marks.back().to = event.last;
        marks.back().event = event.id;
        marks.back().count += 1;
    }
    TimelineLane lane{.kind = LaneKind::Deploys};
    for (auto &[workload, marks] : byWorkload)
        std::ranges::move(marks, std::back_inserter(lane.marks));
    std::ranges::sort(lane.marks, {}, &TimelineMark::from);
    if (!lane.marks.empty())
        lanes.push_back(std::move(lane));
}

void addCommands(const TimelineSource &source, std::vector<TimelineLane> &lanes)
{
    TimelineLane lane{.kind = LaneKind::Commands};
    for (const CommandRecord &record : source.commands) {
        if (!source.range.contains(record.command.createdAt))
            continue;
        lane.marks.push_back({.from = record.command.createdAt,
            .to = isKnown(record.finishedAt) ? record.finishedAt : record.command.createdAt,
            .critical = record.state == CommandState::Failed,
            .label = record.command.action + ' ' + record.command.target.name});
    }
    std::ranges::sort(lane.marks, {}, &TimelineMark::from);
    if (!lane.marks.empty())
        lanes.push_back(std::move(lane));
}

// Counts first sights by minutes of the clock: neither moves when the range does or when an event
// comes again, so the same events give the same minute from one look to the next.
std::optional<Timestamp> whereWarningsRise(const TimelineSource &source)
{
    const TimeRange &range = source.range;
    const Timestamp start = std::chrono::floor<std::chrono::minutes>(range.from);
    const Timestamp end = std::chrono::ceil<std::chrono::minutes>(range.to);
    const auto minutes
        = static_cast<std::size_t>(std::max<std::int64_t>((end - start) / kMinute, 1));
    std::vector<std::int64_t> counts(minutes);
    std::int64_t total = 0;
    for (const ClusterEvent &event : source.warnings) {
        if (!range.contains(event.first))
            continue;
        ++counts[static_cast<std::size_t>((event.first - start) / kMinute)];
        ++total;
    }
    // The best split into a quiet part and a loud one: at which two steady rates explain the counts
    // best. So neither a late burst wins over a long incident nor does the noise before it.
    const auto likelihood = [](std::int64_t count, std::size_t length) {
        const auto known = static_cast<double>(count);
        return count > 0 ? known * std::log(known / static_cast<double>(length)) : 0.0;
    };
    std::optional<Timestamp> best;
    double bestLikelihood = 0;
    std::int64_t before = 0;
    for (std::size_t at = 0; at < minutes; ++at) {
        const std::int64_t after = total - before;
        const double quiet = (static_cast<double>(before) + 1) / static_cast<double>(at + 1);
        const double loud = static_cast<double>(after) / static_cast<double>(minutes - at);
        const double both = likelihood(before, at) + likelihood(after, minutes - at);
        if (at > 0 && counts[at] > 0 && after >= kEnoughWarnings && loud >= kRise * quiet
            && (!best || both > bestLikelihood)) {
            bestLikelihood = both;
            best = start + kMinute * static_cast<std::int64_t>(at);
        }
        before += counts[at];
    }
    return best;
}

void findLikelyStart(const TimelineSource &source, console::Timeline &timeline)
{
    const std::optional<Timestamp> rise = whereWarningsRise(source);
    if (!rise)
        return;
    // By first sight: the order of the last ones changes as events come again.
    const auto takeEarlier = [](const ClusterEvent *&known, const ClusterEvent &event) {
        if (!known || std::tie(event.first, event.id) < std::tie(known->first, known->id))
            known = &event;
    };
    const ClusterEvent *node = nullptr;
    const ClusterEvent *critical = nullptr;
    for (const ClusterEvent &event : source.warnings) {
        if (event.first < *rise - kCauseBefore || event.first > *rise + kCauseAfter)
            continue;
        if (event.involved.kind == "Node")
            takeEarlier(node, event);
        if (isCriticalReason(event.reason))
            takeEarlier(critical, event);
    }
    const ClusterEvent *cause = node ? node : critical;
    timeline.likelyStart = cause ? cause->first : *rise;
    if (cause)
        timeline.likelyCause
            = cause->involved.kind + ' ' + cause->involved.name + ": " + cause->reason;
}

void addBurns(const TimelineSource &source, std::vector<TimelineLane> &lanes)
{
    TimelineLane lane{.kind = LaneKind::BurnRates};
    for (const BurnMark &burn : source.burns)
        lane.marks.push_back({.from = std::max(burn.span.range.from, source.range.from),
            .to = std::min(burn.span.range.to, source.range.to),
            .critical = burn.span.severity == BurnSeverity::Page,
            .label = burn.subject});
    if (!lane.marks.empty())
        lanes.push_back(std::move(lane));
}

void addAlerts(const TimelineSource &source, std::vector<TimelineLane> &lanes)
{
    TimelineLane lane{.kind = LaneKind::Alerts};
    for (const Alert &alert : source.alerts) {
        const Timestamp end = alert.isOver() ? alert.resolvedAt : source.range.to;
        if (!isKnown(alert.firedAt) || alert.firedAt >= source.range.to || end < source.range.from)
            continue;
        lane.marks.push_back({.from = std::max(alert.firedAt, source.range.from),
            .to = std::min(end, source.range.to),
            .critical = alert.severity == AlertSeverity::Critical,
            .label = alert.ruleName});
    }
    std::ranges::sort(lane.marks, {}, &TimelineMark::from);
    if (!lane.marks.empty())
        lanes.push_back(std::move(lane));
}

} // namespace

console::Timeline buildTimeline(const TimelineSource &source)
{
    console::Timeline timeline{.range = source.range, .completeSince = source.completeSince};
    addBurns(source, timeline.lanes);
    addAlerts(source, timeline.lanes);
    addCommands(source, timeline.lanes);
    addDeploys(source, timeline.lanes);
    addWarningLanes(source, timeline.lanes);
    findLikelyStart(source, timeline);
    return timeline;
}

} // namespace binnacle::runtime
