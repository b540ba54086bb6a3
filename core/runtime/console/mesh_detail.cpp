#include "core/runtime/console/mesh_detail.h"

#include "core/runtime/console/timeline_reader.h"
#include "core/runtime/mesh_reader.h"
#include "core/slo/budget.h"
#include "core/slo/slo_service.h"
#include "core/slo/window_reader.h"
#include "core/store/event_repository.h"
#include "core/store/traffic_repository.h"
#include "core/topology/blame.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace binnacle::runtime {

namespace {

constexpr int kTrendSteps = 120;
constexpr int kTimelineSteps = 240;
constexpr int kLatestEvents = 8;
constexpr Duration kFinestStep{15'000};
constexpr double kCauseShare = 0.2; // of the errors, to be named as their cause

// What an onset must be: this much worse than the median before it, for this many steps.
constexpr double kWorse = 2;
constexpr std::size_t kLasting = 3;

// A round step that gives at most `most` of them.
Duration stepFor(const TimeRange &range, int most)
{
    constexpr std::array<std::int64_t, 12> kSeconds{
        15, 30, 60, 120, 300, 600, 900, 1'800, 3'600, 7'200, 21'600, 86'400};
    for (const std::int64_t seconds : kSeconds) {
        if (range.length() / Duration{seconds * 1'000} <= most)
            return Duration{seconds * 1'000};
    }
    return Duration{kSeconds.back() * 1'000};
}

const Workload *workloadOf(const ClusterSnapshot *snapshot, const ServiceRef &service)
{
    if (!snapshot)
        return nullptr;
    const auto found = std::ranges::find_if(snapshot->workloads, [&](const Workload &workload) {
        return workload.meta.ns == service.ns && workload.meta.name == service.name;
    });
    return found == snapshot->workloads.end() ? nullptr : &*found;
}

std::vector<console::MeshCaller> neighboursOf(const MeshGraph &graph, const ServiceRef &service)
{
    std::vector<console::MeshCaller> rows;
    for (const MeshEdge &edge : graph.edges) {
        const bool isCallee = edge.edge.source == service;
        if (!isCallee && edge.edge.target != service)
            continue;
        rows.push_back({.service = isCallee ? edge.edge.target : edge.edge.source,
            .isCallee = isCallee,
            .traffic = edge.traffic,
            .rate = graph.rate(edge.traffic.requests)});
    }
    std::ranges::stable_sort(rows, [](const auto &a, const auto &b) {
        return std::pair(a.isCallee, -a.traffic.requests)
            < std::pair(b.isCallee, -b.traffic.requests);
    });
    return rows;
}

Result<std::vector<Measured>> trendOf(store::Connection &connection, const ClusterId &cluster,
    const ServiceRef &service, const TimeRange &range, Duration step)
{
    return slo::readTraffic(connection,
        {.kind = SloSubject::Kind::Service, .cluster = cluster, .key = TrafficKey::of(service)},
        range, step);
}

std::optional<double> medianOf(std::vector<double> values)
{
    if (values.size() < kLasting)
        return std::nullopt;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

// First step from which on `value` is `kWorse` times the median before and above `floor`.
template<typename Value>
std::optional<std::size_t> riseOf(const std::vector<Measured> &trend, Value value, double floor)
{
    std::vector<double> before;
    std::size_t lasting = 0;
    for (std::size_t i = 0; i < trend.size(); ++i) {
        const std::optional<double> now = value(trend[i].traffic);
        if (!now)
            continue;
        const auto usual = medianOf(before);
        if (usual && *now > std::max(*usual * kWorse, floor)) {
            if (++lasting == kLasting)
                return i + 1 - kLasting;
            continue; // what is worse already is no measure of what is usual
        }
        lasting = 0;
        before.push_back(*now);
    }
    return std::nullopt;
}

Result<std::optional<console::MeshServiceDetail::LikelyCause>> causeOf(
    store::Connection &connection, const MeshGraph &graph, const MeshDetailQuery &query,
    const std::vector<Measured> &trend, Duration step)
{
    using Cause = console::MeshServiceDetail::LikelyCause;
    for (const topology::Culprit &culprit : topology::culpritsOf(graph, query.service)) {
        if (culprit.service == query.service || culprit.share < kCauseShare)
            continue;
        const auto other = trendOf(connection, query.cluster, culprit.service, query.range, step);
        if (!other)
            return other.error();
        Cause cause{.service = culprit.service, .share = culprit.share};
        const Timestamp mine = onsetOf(trend);
        const Timestamp its = onsetOf(*other);
        if (isKnown(mine) && isKnown(its) && its < mine)
            cause.lead = mine - its;
        return std::optional(cause);
    }
    return std::optional<Cause>();
}

Result<console::Events> latestEvents(
    store::Connection &connection, const MeshDetailQuery &query, const std::string &kind)
{
    EventQuery events{.cluster = query.cluster,
        .lastSeen = TimeRange{query.range.to - std::chrono::hours{24}, query.range.to}};
    events.scope = ScopedObject{.scope = EventScope::WorkloadTree,
        .object = {.kind = kind, .ns = query.service.ns, .name = query.service.name}};
    return store::EventReader(connection).page(events, {.limit = kLatestEvents});
}

Status addBudget(
    store::Connection &connection, const MeshDetailQuery &query, console::MeshServiceDetail &detail)
{
    const auto targets = store::readTargets(connection, query.cluster);
    if (!targets)
        return targets.error();
    const SloSubject subject{.kind = SloSubject::Kind::Service,
        .cluster = query.cluster,
        .key = TrafficKey::of(query.service)};
    detail.target = slo::targetFor(*targets, subject, SloWindow::ThirtyDays);
    const TimeRange month{query.range.to - sloWindowLength(SloWindow::ThirtyDays), query.range.to};
    const auto traffic = slo::readTraffic(
        connection, subject, month, month.length(), {}, slo::Maintenance::IsLeftOut);
    if (!traffic)
        return traffic.error();
    if (!traffic->empty())
        detail.budgetRemaining
            = slo::budgetRemaining(detail.target.availability, traffic->front().traffic);
    return Done{};
}

} // namespace

Timestamp onsetOf(const std::vector<Measured> &trend)
{
    constexpr double kErrors = 1;   // percent
    constexpr double kLatency = 20; // ms
    const auto errors = riseOf(
        trend, [](const Traffic &traffic) { return traffic.errorRate(); }, kErrors);
    const auto latency = riseOf(
        trend, [](const Traffic &traffic) { return traffic.quantile(0.95); }, kLatency);
    if (!errors && !latency)
        return {};
    const std::size_t first
        = std::min(errors.value_or(trend.size()), latency.value_or(trend.size()));
    return trend[first].range.from;
}

Result<console::MeshServiceDetail> readMeshDetail(
    store::Connection &connection, const MeshDetailQuery &query)
{
    const auto graph = readMeshGraph(connection, {.cluster = query.cluster, .range = query.range});
    if (!graph)
        return graph.error();
    const MeshNode *node = graph->find(query.service);
    if (!node)
        return Error{ErrorCode::NotFound,
            query.service.text() + " had no traffic in this window: choose a longer one"};
    console::MeshServiceDetail detail{.service = query.service};
    detail.whole = {.range = query.range, .covered = graph->covered, .traffic = node->shown()};
    detail.callers = neighboursOf(*graph, query.service);
    std::string kind = "Deployment";
    if (const Workload *workload = workloadOf(query.snapshot.get(), query.service)) {
        detail.workloadKind = kind = workloadKindName(workload->kind);
        detail.readyPods = workload->ready;
        detail.desiredPods = workload->desired;
    }
    const auto step = slo::finestStep(connection, query.cluster, query.range,
        std::max(stepFor(query.range, kTrendSteps), kFinestStep));
    if (!step)
        return step.error();
    detail.step = *step;
    auto trend = trendOf(connection, query.cluster, query.service, query.range, detail.step);
    if (!trend)
        return trend.error();
    detail.trend = *std::move(trend);
    if (!detail.trend.empty()) // coarser where raw rows are gone
        detail.step = detail.trend.front().range.length();
    if (Status added = addBudget(connection, query, detail); !added)
        return added.error();
    auto events = latestEvents(connection, query, kind);
    if (!events)
        return events.error();
    detail.events = *std::move(events);
    auto cause = causeOf(connection, *graph, query, detail.trend, detail.step);
    if (!cause)
        return cause.error();
    detail.cause = *std::move(cause);
    return detail;
}

Result<console::MeshTimeline> readMeshTimeline(
    store::Connection &connection, const ClusterId &cluster, const TimeRange &range)
{
    console::MeshTimeline timeline{.range = range};
    const auto step = slo::finestStep(connection, cluster, range, stepFor(range, kTimelineSteps));
    if (!step)
        return step.error();
    timeline.step = *step;
    slo::WindowQuery query{.cluster = cluster,
        .kind = TrafficKind::Ingress,
        .range = range,
        .step = timeline.step,
        .withLatency = false}; // bars are requests and errors
    auto window = slo::readWindow(connection, query);
    if (window && window->traffic.empty()) {
        query.kind = TrafficKind::Service;
        window = slo::readWindow(connection, query);
    }
    if (!window)
        return window.error();
    timeline.step = window->step; // coarser where raw rows are gone
    if (window->steps() > 0) {
        const std::size_t last = window->steps() - 1;
        const auto counted
            = slo::countedTime(connection, cluster, window->rangeOf(last), window->covered[last]);
        if (!counted)
            return counted.error();
        window->covered[last] = *counted;
    }
    for (std::size_t i = 0; i < window->covered.size(); ++i) {
        Measured sum{.covered = window->covered[i]};
        for (const auto &[key, steps] : window->traffic) {
            sum.traffic.requests += steps[i].requests;
            sum.traffic.errors += steps[i].errors;
        }
        timeline.bars.push_back(
            {.start = window->range.from + window->step * static_cast<std::int64_t>(i),
                .requestRate = sum.requestRate().value_or(0),
                .errorRate = sum.traffic.errorRate(),
                .isGap = sum.covered == Duration::zero()});
    }
    auto marks = readTimeline(connection, cluster, range);
    if (!marks)
        return marks.error();
    timeline.marks = std::move(marks->lanes);
    return timeline;
}

} // namespace binnacle::runtime
