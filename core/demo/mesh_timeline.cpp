#include "core/demo/mesh_timeline.h"

#include "core/demo/cluster_model.h"
#include "core/demo/random.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace binnacle::demo {

namespace {

constexpr Duration kMinute{60'000};
constexpr Duration kHour{3'600'000};
constexpr Duration kDay = 24 * kHour;
constexpr Duration kLongestStep{30 * 60'000};
constexpr double kNightDemand = 0.3; // of the top of the day
constexpr int kDaysTold = 30;
constexpr double kRough = 0.1; // clusters above it have releases that go wrong now and then

// -1 .. 1, and continuous: chance with a memory of about `period`.
double wander(std::uint64_t seed, Timestamp at, Duration period)
{
    const auto knot = [&](std::int64_t index) {
        const std::uint64_t hash = stableHash(
            "wander", seed ^ (static_cast<std::uint64_t>(index) * 0x9e3779b97f4a7c15U));
        return static_cast<double>(hash % 20'001U) / 10'000.0 - 1.0;
    };
    const std::int64_t index = toEpochMs(at) / period.count();
    const double part
        = static_cast<double>(toEpochMs(at) % period.count()) / static_cast<double>(period.count());
    const double smooth = part * part * (3 - 2 * part);
    return knot(index) * (1 - smooth) + knot(index + 1) * smooth;
}

Timestamp midnightBefore(Timestamp at)
{
    return at - Duration{toEpochMs(at) % kDay.count()};
}

} // namespace

TimeRange toldMaintenance(Timestamp now)
{
    const Timestamp night = midnightBefore(now) - 9 * kDay + 2 * kHour;
    return {night, night + 50 * kMinute};
}

MeshTimeline::MeshTimeline(
    const MeshModel &model, const ClusterBlueprint &blueprint, std::uint64_t seed)
    : m_model(model)
    , m_blueprint(blueprint)
    , m_seed(stableHash(blueprint.name, seed))
{}

void MeshTimeline::tellPast(Timestamp now)
{
    m_episodes.clear();
    if (m_blueprint.hasIncident)
        addStory(now);
    if (m_blueprint.traffic.roughness >= kRough)
        addRoughReleases(now);
    std::sort(m_episodes.begin(), m_episodes.end(),
        [](const Episode &a, const Episode &b) { return a.range.from < b.range.from; });
}

void MeshTimeline::add(
    Timestamp from, int minutes, std::string_view ns, std::string_view name, double failure)
{
    const std::size_t service = m_model.serviceIndex(ns, name);
    if (service != MeshModel::kNone)
        m_episodes.push_back({{from, from + minutes * kMinute}, service, failure, 1});
}

// What the budgets of the month were spent on before the incident.
void MeshTimeline::addStory(Timestamp now)
{
    const Timestamp today = midnightBefore(now);
    const auto day = [&](int ago, int hour, int minute) {
        return today - ago * kDay + hour * kHour + minute * kMinute;
    };
    add(day(26, 9, 12), 14, "pay", "payments", 0.05);
    add(day(21, 13, 5), 9, "shop", "checkout", 0.06);
    // A bad release of catalog, taken back after 27 minutes.
    add(day(15, 13, 20), 27, "shop", "catalog", 0.42);
    // Maintenance at night: less comes in, and the database restarts twice.
    m_episodes.push_back({toldMaintenance(now), MeshModel::kNone, 0, 0.35});
    add(day(9, 2, 8), 3, "data", "payments-db", 0.35);
    add(day(9, 2, 31), 2, "data", "payments-db", 0.35);
    add(day(6, 10, 40), 11, "pay", "payments", 0.04);
    add(day(3, 14, 25), 74, "pay", "payments", 0.1);
}

// Nobody watches over releases in a test cluster.
void MeshTimeline::addRoughReleases(Timestamp now)
{
    Random random(m_seed);
    const Timestamp first = midnightBefore(now) - kDaysTold * kDay;
    const auto last = static_cast<std::int64_t>(m_model.services().size()) - 1;
    for (Timestamp at = first; at < now; at += random.wait(3 * kHour)) {
        const auto service = static_cast<std::size_t>(random.between(0, last));
        const Duration length = random.between(2, 9) * kMinute;
        const double failure = 0.05 + 0.25 * random.uniform();
        m_episodes.push_back({{at, at + length}, service, failure, 1});
    }
}

void MeshTimeline::record(Timestamp at, MeshConditions conditions)
{
    if (m_recorded.empty() || m_recorded.rbegin()->second != conditions)
        m_recorded.insert_or_assign(m_recorded.end(), at, std::move(conditions));
}

// Autoscalers at work, everything else as usual.
MeshConditions MeshTimeline::ordinary(Timestamp at) const
{
    MeshConditions conditions = m_model.calm();
    for (const WorkloadBlueprint &workload : m_blueprint.workloads) {
        const std::size_t service = m_model.serviceIndex(workload.ns, workload.name);
        if (service == MeshModel::kNone || workload.inStory
            || workload.autoscaleMax <= workload.replicas)
            continue;
        conditions.services[service].pods
            += std::round((workload.autoscaleMax - workload.replicas) * demandAt(at));
    }
    return conditions;
}

MeshConditions MeshTimeline::at(Timestamp at) const
{
    const auto after = m_recorded.upper_bound(at);
    const bool isRecorded = after != m_recorded.begin();
    MeshConditions conditions = isRecorded ? std::prev(after)->second : ordinary(at);
    if (isRecorded)
        return conditions;
    for (const Episode &episode : m_episodes) {
        if (!episode.range.contains(at))
            continue;
        conditions.demand *= episode.demand;
        if (episode.service != MeshModel::kNone)
            conditions.services[episode.service].failure += episode.failure;
    }
    return conditions;
}

double MeshTimeline::demand(Timestamp at) const
{
    const Timestamp local = at - m_blueprint.traffic.hoursBehind * kHour;
    const double wave = kNightDemand + (1 - kNightDemand) * demandAt(local);
    const double chance = 0.5 * wander(m_seed, at, 3 * kHour)
        + 0.3 * wander(m_seed + 1, at, 20 * kMinute) + 0.2 * wander(m_seed + 2, at, kMinute);
    return wave * std::max(0.05, 1 + m_blueprint.traffic.noise * chance);
}

std::vector<Timestamp> MeshTimeline::cuts(const TimeRange &range) const
{
    std::vector<Timestamp> cuts{range.from, range.to};
    for (Timestamp at = range.from + kLongestStep; at < range.to; at += kLongestStep)
        cuts.push_back(at);
    const auto addCut = [&](Timestamp at) {
        if (range.contains(at))
            cuts.push_back(at);
    };
    for (const Episode &episode : m_episodes) {
        addCut(episode.range.from);
        addCut(episode.range.to);
    }
    for (auto change = m_recorded.lower_bound(range.from);
         change != m_recorded.end() && change->first < range.to; ++change)
        cuts.push_back(change->first);
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    return cuts;
}

} // namespace binnacle::demo
