#include "core/slo/budget_exclusions.h"
#include "core/slo/burn_rate.h"
#include "core/slo/slo_service.h"
#include "core/slo/subject_history.h"
#include "core/store/traffic_repository.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace binnacle::slo {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr Duration kFineUpTo = hours{12};
constexpr Duration kRawUpTo = hours{48};
constexpr Duration kFineLookBack = hours{6}; // the longest window of a page
constexpr Duration kLookBack = days{3};      // and of a ticket

// The steps of every key, in order and without gaps.
struct KeySteps
{
    std::vector<TimeRange> ranges;
    std::vector<Duration> covered;
    std::map<TrafficKey, std::vector<BudgetStep>> steps;
};

void append(KeySteps &all, const Window &window)
{
    const std::size_t before = all.ranges.size();
    for (std::size_t i = 0; i < window.steps(); ++i) {
        all.ranges.push_back(window.rangeOf(i));
        all.covered.push_back(window.covered[i]);
    }
    for (const auto &[key, traffic] : window.traffic) {
        std::vector<BudgetStep> &steps = all.steps[key];
        steps.resize(before);
        for (const Traffic &step : traffic)
            steps.push_back({.requests = step.requests, .errors = step.errors});
    }
    for (auto &[key, steps] : all.steps)
        steps.resize(all.ranges.size());
}

// Where hours end and finer steps begin: where raw rows are, for ranges of which somebody sees
// more than hours.
Result<Timestamp> fineFrom(store::Connection &connection, const BurnLaneQuery &query)
{
    if (query.range.length() > kRawUpTo)
        return query.range.to;
    const Timestamp from = floorToHour(query.range.from - kFineLookBack);
    return rawSince(connection, query.cluster, {from, query.range.to});
}

Result<KeySteps> readKeySteps(
    store::Connection &connection, const BurnLaneQuery &query, const std::stop_token &stop)
{
    const auto fine = fineFrom(connection, query);
    const auto exclusions = BudgetExclusions::read(connection, query.cluster);
    if (!fine || !exclusions)
        return fine ? exclusions.error() : fine.error();
    const auto excluded = excludedByKey(connection, query.cluster, query.kind, *exclusions);
    if (!excluded)
        return excluded.error();
    KeySteps all;
    const auto add = [&](const TimeRange &range, Duration step) -> Status {
        if (range.from >= range.to)
            return Done{};
        const auto window = readWindow(connection,
            {.cluster = query.cluster,
                .kind = trafficKindOf(query.kind),
                .range = range,
                .step = step,
                .withLatency = false,
                .excluded = *excluded},
            stop);
        if (!window)
            return window.error();
        append(all, *window);
        return Done{};
    };
    const Timestamp from = floorToHour(std::min(query.range.from, *fine) - kLookBack);
    if (const Status done = add({from, std::min(*fine, query.range.to)}, hours{1}); !done)
        return done.error();
    if (*fine >= query.range.to)
        return all;
    const TimeRange range{*fine, query.range.to};
    const auto step = finestStep(connection, query.cluster, range,
        query.range.length() <= kFineUpTo ? Duration{minutes{1}} : Duration{minutes{5}});
    if (!step)
        return step.error();
    if (const Status done = add(range, *step); !done)
        return done.error();
    return all;
}

std::vector<BudgetStep> sumOf(const KeySteps &all, const SubjectParts &subject)
{
    std::vector<BudgetStep> sum(all.ranges.size());
    for (std::size_t i = 0; i < sum.size(); ++i) {
        sum[i].range = all.ranges[i];
        sum[i].covered = all.covered[i];
    }
    for (const SubjectPart &part : subject.parts) {
        const auto found = all.steps.find(part.key);
        for (std::size_t i = 0; found != all.steps.end() && i < sum.size(); ++i) {
            sum[i].requests += found->second[i].requests;
            sum[i].errors += found->second[i].errors;
        }
    }
    return sum;
}

Result<std::vector<SubjectParts>> subjectsOf(
    store::Connection &connection, const BurnLaneQuery &query, const KeySteps &all)
{
    std::vector<SubjectParts> subjects;
    if (query.kind != SloSubject::Kind::Domain) {
        for (const auto &[key, steps] : all.steps)
            subjects.push_back(
                partsOf({.kind = query.kind, .cluster = query.cluster, .key = key}, {}));
        return subjects;
    }
    const auto routes = store::readRoutes(connection, query.cluster);
    if (!routes)
        return routes.error();
    std::vector<std::string> measured;
    for (const auto &[key, steps] : all.steps)
        measured.push_back(key.serviceKey);
    return domainSubjects(query.cluster, *routes, measured);
}

} // namespace

Result<std::vector<BurnLane>> readBurnLanes(
    store::Connection &connection, const BurnLaneQuery &query, const std::stop_token &stop)
{
    if (query.range.from >= query.range.to)
        return Error{ErrorCode::InvalidArgument, "the time range is empty"};
    const auto all = readKeySteps(connection, query, stop);
    if (!all)
        return all.error();
    const auto subjects = subjectsOf(connection, query, *all);
    if (!subjects)
        return subjects.error();
    const auto targets = store::readTargets(connection, query.cluster);
    if (!targets)
        return targets.error();
    std::vector<BurnLane> lanes;
    for (const SubjectParts &subject : *subjects) {
        BurnLane lane{.subject = subject.subject,
            .target = targetInForce(*targets, subject.subject, subject.targetHosts, query.window)};
        lane.spans = burnSpans(lane.target.availability, sumOf(*all, subject));
        std::erase_if(
            lane.spans, [&](const BurnSpan &span) { return span.range.to <= query.range.from; });
        if (!lane.spans.empty())
            lanes.push_back(std::move(lane));
    }
    return lanes;
}

} // namespace binnacle::slo
