// The half of LevelHistory that knows what there is to look at.
#include "core/alerts/level_history.h"
#include "core/slo/budget_exclusions.h"
#include "core/slo/subject_parts.h"
#include "core/store/traffic_repository.h"
#include "core/store/traffic_rows.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <set>

namespace binnacle::alerts {

namespace {

slo::SharedSpans spansOf(const slo::ExcludedTimesPtr &times, const TrafficKey &key)
{
    return times ? times->of(key) : slo::SharedSpans();
}

SloSubject subjectOf(const ClusterId &cluster, const TrafficKey &key)
{
    return {
        .kind = key.kind == TrafficKind::Edge ? SloSubject::Kind::Edge : SloSubject::Kind::Service,
        .cluster = cluster,
        .key = key};
}

std::array<double, 3> objectivesOf(const std::vector<SloTarget> &targets, const SloSubject &subject,
    const std::vector<std::string> &hosts, double &burnObjective)
{
    std::array<double, 3> objectives{};
    std::optional<double> ofPeople;
    for (const SloWindow window :
        {SloWindow::OneDay, SloWindow::SevenDays, SloWindow::ThirtyDays}) {
        const SloTarget target = slo::targetInForce(targets, subject, hosts, window);
        objectives.at(static_cast<std::size_t>(window)) = target.availability;
        if (!target.isDefault())
            ofPeople = target.availability;
    }
    burnObjective = ofPeople.value_or(objectives.back());
    return objectives;
}

} // namespace

Result<std::vector<LevelHistory::Described>> LevelHistory::subjectsOf(store::Connection &connection,
    SloSubject::Kind kind, const slo::BudgetExclusions &exclusions) const
{
    const auto names = store::seriesNames(connection, m_number, slo::trafficKindOf(kind));
    if (!names)
        return names.error();
    std::vector<Described> described;
    if (kind != SloSubject::Kind::Domain) {
        for (const auto &[id, name] : *names) {
            described.push_back({.subject = subjectOf(m_cluster, name.key),
                .keys = {name.key},
                .hosts = {name.key.text()},
                .firstSeen = name.firstSeen,
                .excluded = {}});
            if (!exclusions.isEmpty())
                described.back().excluded
                    = exclusions.timesOf(slo::partsOf(described.back().subject, {}));
        }
        return described;
    }
    const auto routes = store::readRoutes(connection, m_cluster);
    if (!routes)
        return routes.error();
    std::vector<std::string> measured;
    for (const auto &[id, name] : *names)
        measured.push_back(name.key.serviceKey);
    std::ranges::sort(measured);
    for (const slo::SubjectParts &parts : slo::domainSubjects(m_cluster, *routes, measured)) {
        Described &one = described.emplace_back();
        one.subject = parts.subject;
        one.hosts = parts.targetHosts;
        one.excluded = exclusions.timesOf(parts);
        for (const slo::SubjectPart &part : parts.parts)
            one.keys.push_back(part.key);
    }
    return described;
}

bool LevelHistory::addSubject(Described described, const std::vector<SloTarget> &targets)
{
    const SloSubject &subject = described.subject;
    const std::string name = subject.text();
    Entry &entry = m_subjects[{subject.kind, name}];
    const bool isSame = entry.level && entry.keys == described.keys;
    if (!isSame) {
        const bool withLatency = std::ranges::any_of(m_needs, [&](const LevelNeed &need) {
            return need.withLatency && need.kind == subject.kind
                && matchesTarget(need.target, name);
        });
        entry.level = std::make_unique<LevelSubject>(LevelSubject{
            .subject = alertSubjectOf(subject), .name = name, .series = LevelSeries(withLatency)});
        ++m_generation;
    }
    entry.level->objectives
        = objectivesOf(targets, subject, described.hosts, entry.level->burnObjective);
    entry.keys = std::move(described.keys);
    // Maintenance was announced, moved or ended.
    const bool isCountedOtherwise
        = isSame && !std::ranges::all_of(entry.keys, [&](const TrafficKey &key) {
              return slo::isSame(spansOf(entry.excluded, key), spansOf(described.excluded, key));
          });
    entry.excluded = std::move(described.excluded);
    if (isCountedOtherwise)
        return true;
    // A domain may have got a service that was there for long.
    return !isSame
        && (subject.kind == SloSubject::Kind::Domain
            || described.firstSeen <= m_loadedTo - kLateArrival);
}

Result<bool> LevelHistory::describeKind(store::Connection &connection, SloSubject::Kind kind,
    const std::vector<SloTarget> &targets, const slo::BudgetExclusions &exclusions)
{
    auto described = subjectsOf(connection, kind, exclusions);
    if (!described)
        return described.error();
    std::set<std::string> names;
    bool isStale = false;
    for (Described &one : *described) {
        const std::string name = one.subject.text();
        if (!isWanted(kind, name))
            continue;
        names.insert(name);
        isStale = addSubject(std::move(one), targets) || isStale;
    }
    const auto gone = std::erase_if(m_subjects, [&](const auto &entry) {
        return entry.first.first == kind && !names.contains(entry.first.second);
    });
    if (gone > 0)
        ++m_generation;
    return isStale;
}

Result<bool> LevelHistory::describe(store::Connection &connection)
{
    const auto number = store::clusterNumber(connection, m_cluster);
    if (!number)
        return number.error();
    m_number = number->value_or(0);
    const auto targets = store::readTargets(connection, m_cluster);
    if (!targets)
        return targets.error();
    const auto exclusions = slo::BudgetExclusions::read(connection, m_cluster);
    if (!exclusions)
        return exclusions.error();
    bool isStale = false;
    for (const SloSubject::Kind kind : kKinds) {
        if (m_number == 0 || std::ranges::find(m_needs, kind, &LevelNeed::kind) == m_needs.end())
            continue;
        const auto stale = describeKind(connection, kind, *targets, *exclusions);
        if (!stale)
            return stale;
        isStale = isStale || *stale;
    }
    const Status followed = follow(connection);
    return followed ? Result<bool>(isStale) : Result<bool>(followed.error());
}

Status LevelHistory::follow(store::Connection &connection)
{
    m_series.clear();
    std::map<TrafficKey, std::vector<Follower>> byKey;
    std::set<TrafficKind> kinds;
    for (const auto &[name, entry] : m_subjects) {
        for (const TrafficKey &key : entry.keys) {
            byKey[key].push_back(
                {.subject = entry.level.get(), .excluded = spansOf(entry.excluded, key)});
            kinds.insert(key.kind);
        }
    }
    for (const TrafficKind kind : kinds) {
        const auto names = store::seriesNames(connection, m_number, kind);
        if (!names)
            return names.error();
        for (const auto &[id, name] : *names) {
            if (const auto found = byKey.find(name.key); found != byKey.end())
                m_series[kind].emplace(id, found->second);
        }
    }
    return Done{};
}

} // namespace binnacle::alerts
