#include "core/slo/budget_exclusions.h"

#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"
#include "core/store/traffic_hours.h"
#include "core/store/traffic_repository.h"
#include "core/store/traffic_rows.h"

#include <algorithm>
#include <utility>

namespace binnacle::slo {

namespace {

std::string_view kindOf(const SloSubject &subject)
{
    switch (subject.kind) {
    case SloSubject::Kind::Service:
        return "Service";
    case SloSubject::Kind::Edge:
        return "Edge";
    case SloSubject::Kind::Domain:
        break;
    }
    return "Domain";
}

// What a label of the subject's alerts may say; none: it is a label of alerts only.
std::vector<std::string> valuesOf(
    std::string_view label, const SloSubject &subject, const std::vector<std::string> &hosts)
{
    const TrafficKey &key = subject.key;
    if (label == "cluster")
        return {subject.cluster.value};
    if (label == "kind")
        return {std::string(kindOf(subject))};
    if (label == "namespace")
        return {key.service.ns};
    if (label != "name")
        return {};
    switch (subject.kind) {
    case SloSubject::Kind::Service:
        return {key.service.name};
    case SloSubject::Kind::Edge:
        return {key.service.name + " → " + key.target.text()};
    case SloSubject::Kind::Domain:
        break;
    }
    return hosts;
}

bool isMatch(
    const codec::LabelTest &test, const SloSubject &subject, const std::vector<std::string> &hosts)
{
    const std::vector<std::string> values = valuesOf(test.label(), subject, hosts);
    const auto matches = [&test](const std::string &value) { return test.matches(value); };
    if (values.empty())
        return false;
    // What goes by several names is another one than `x` when none of them is `x`.
    return test.isNegative() ? std::ranges::all_of(values, matches)
                             : std::ranges::any_of(values, matches);
}

} // namespace

Result<BudgetExclusions> BudgetExclusions::read(
    store::Connection &connection, const ClusterId &cluster)
{
    auto rows = connection.prepare("silences.excluding");
    if (!rows)
        return rows.error();
    BudgetExclusions exclusions;
    const Status read = store::forEachRow(*rows, [&](store::Statement &row) -> Status {
        const auto matchers = codec::matchersFromJson(row.text(0));
        if (!matchers)
            return Error{ErrorCode::Corrupt, "the matchers of a silence cannot be read"};
        Window window{.span = {fromEpochMs(row.number(1)), fromEpochMs(row.number(2))}};
        const Timestamp endedAt = fromEpochMs(row.number(3));
        if (isKnown(endedAt))
            window.span.to = std::min(window.span.to, endedAt);
        for (const AlertMatcher &matcher : *matchers)
            window.tests.emplace_back(matcher);
        const auto isElsewhere = [&cluster](const codec::LabelTest &test) {
            return test.label() == "cluster" && !test.matches(cluster.value);
        };
        const bool isOfUse = window.span.from < window.span.to && !window.tests.empty()
            && std::ranges::none_of(window.tests, isElsewhere);
        if (isOfUse)
            exclusions.m_windows.push_back(std::move(window));
        return Done{};
    });
    if (!read)
        return read.error();
    return exclusions;
}

SharedSpans BudgetExclusions::spansOf(
    const SloSubject &subject, const std::vector<std::string> &hosts) const
{
    std::vector<bool> matching(m_windows.size());
    std::vector<TimeRange> spans;
    for (std::size_t i = 0; i < m_windows.size(); ++i) {
        const auto matches
            = [&](const codec::LabelTest &test) { return isMatch(test, subject, hosts); };
        matching[i] = std::ranges::all_of(m_windows[i].tests, matches);
        if (matching[i])
            spans.push_back(m_windows[i].span);
    }
    if (spans.empty())
        return {};
    SharedSpans &known = m_shared[std::move(matching)];
    if (!known)
        known = std::make_shared<const TimeSpans>(
            store::unionWithin(std::move(spans), {Timestamp::min(), Timestamp::max()}));
    return known;
}

ExcludedTimesPtr BudgetExclusions::timesOf(const SubjectParts &subject) const
{
    if (isEmpty())
        return {};
    auto times = std::make_shared<ExcludedTimes>();
    times->others = spansOf(subject.subject, subject.targetHosts);
    for (const SubjectPart &part : subject.parts)
        times->byKey[part.key] = spansOf(subject.subject, part.targetHosts);
    return times->isEmpty() ? ExcludedTimesPtr() : times;
}

Result<ExcludedTimesPtr> excludedByKey(store::Connection &connection, const ClusterId &cluster,
    SloSubject::Kind kind, const BudgetExclusions &exclusions)
{
    if (exclusions.isEmpty())
        return ExcludedTimesPtr();
    const auto number = store::clusterNumber(connection, cluster);
    if (!number || !*number)
        return number ? Result<ExcludedTimesPtr>(ExcludedTimesPtr()) : number.error();
    const auto names = store::seriesNames(connection, **number, trafficKindOf(kind));
    if (!names)
        return names.error();
    std::vector<SubjectParts> subjects;
    std::vector<std::string> measured;
    for (const auto &[id, name] : *names) {
        if (kind == SloSubject::Kind::Domain)
            measured.push_back(name.key.serviceKey);
        else
            subjects.push_back(partsOf({.kind = kind, .cluster = cluster, .key = name.key}, {}));
    }
    if (kind == SloSubject::Kind::Domain) {
        const auto routes = store::readRoutes(connection, cluster);
        if (!routes)
            return routes.error();
        subjects = domainSubjects(cluster, *routes, measured);
    }
    auto times = std::make_shared<ExcludedTimes>();
    for (const SubjectParts &subject : subjects) {
        const ExcludedTimesPtr own = exclusions.timesOf(subject);
        for (const SubjectPart &part : subject.parts) {
            const SharedSpans spans = own ? own->of(part.key) : SharedSpans();
            const auto [known, isNew] = times->byKey.try_emplace(part.key, spans);
            if (!isNew && !isSame(known->second, spans))
                known->second.reset();
        }
    }
    return times->isEmpty() ? ExcludedTimesPtr() : ExcludedTimesPtr(std::move(times));
}

Status excludeMaintenance(store::Connection &connection, SubjectParts &subject)
{
    const auto exclusions = BudgetExclusions::read(connection, subject.subject.cluster);
    if (!exclusions)
        return exclusions.error();
    subject.excluded = exclusions->timesOf(subject);
    return Done{};
}

} // namespace binnacle::slo
