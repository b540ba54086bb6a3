#include "core/slo/slo_row.h"

#include "core/slo/budget.h"
#include "core/slo/burn_rate.h"
#include "core/slo/slo_service.h"

#include <algorithm>
#include <set>
#include <utility>

namespace binnacle::slo {

namespace {

bool isPaging(double target, const RowTraffic &traffic)
{
    const auto conditions
        = evaluate(target, [&traffic](Duration window) { return traffic.over(window); });
    return std::ranges::any_of(conditions, [](const BurnCondition &condition) {
        return condition.isFiring && condition.severity == BurnSeverity::Page;
    });
}

std::vector<TrafficKey> keysOf(const SubjectParts &subject)
{
    std::vector<TrafficKey> keys;
    keys.reserve(subject.parts.size());
    for (const SubjectPart &part : subject.parts)
        keys.push_back(part.key);
    return keys;
}

} // namespace

SloRow makeRow(const SubjectParts &subject, const RowWindows &windows,
    const std::vector<SloTarget> &targets, SloWindow window)
{
    SloStatus status = SloStatus::Unknown;
    for (const SubjectPart &part : subject.parts)
        status = worse(
            status, partStatus(subject, part, windows.current(part.key).traffic, targets, window));
    RowTraffic traffic = windows.of(keysOf(subject));
    SloRow row{.subject = subject.subject,
        .target = targetInForce(targets, subject.subject, subject.targetHosts, window),
        .status = status,
        .routes = subject.routes};
    const double availability = row.target.availability;
    row.budgetRemaining = budgetRemaining(availability, traffic.current.traffic);
    row.burnOneHour = burnRate(availability, traffic.over(std::chrono::hours{1}));
    row.isFiring = isPaging(availability, traffic);
    if (traffic.previous)
        row.trend = trendOf(traffic.previous->traffic, traffic.current.traffic);
    row.errorRates.reserve(traffic.byHour.size());
    for (const Measured &hour : traffic.byHour)
        row.errorRates.push_back(hour.traffic.errorRate());
    row.current = std::move(traffic.current);
    row.previous = std::move(traffic.previous);
    return row;
}

bool needsSixHours(const SubjectParts &subject, const RowWindows &windows,
    const std::vector<SloTarget> &targets, SloWindow window)
{
    const BurnRule &rule
        = *std::ranges::find(kBurnRules, Duration{std::chrono::hours{6}}, &BurnRule::longWindow);
    const SloTarget target = targetInForce(targets, subject.subject, subject.targetHosts, window);
    const auto burn
        = burnRate(target.availability, windows.of(keysOf(subject)).over(rule.shortWindow));
    return burn && *burn > rule.threshold;
}

SloStatus partStatus(const SubjectParts &subject, const SubjectPart &part, const Traffic &traffic,
    const std::vector<SloTarget> &targets, SloWindow window)
{
    const SloTarget target = targetInForce(targets, subject.subject, part.targetHosts, window);
    const bool isIngress = subject.subject.kind == SloSubject::Kind::Domain;
    return isIngress || !target.isDefault() ? statusOf(target, traffic) : meshStatus(traffic);
}

std::vector<ServiceRef> backendsOf(
    const ClusterSnapshot *snapshot, const std::vector<IngressRoute> &routes)
{
    std::set<ServiceRef> services;
    for (const IngressRoute &route : routes) {
        if (!route.serviceName.empty())
            services.insert({.ns = route.ns, .name = route.serviceName});
    }
    if (snapshot == nullptr)
        return {services.begin(), services.end()};
    std::set<ServiceRef> workloads;
    for (const ServiceRef &service : services) {
        for (ServiceRef &workload : backendsOf(*snapshot, service.ns, service.name))
            workloads.insert(std::move(workload));
    }
    return {workloads.begin(), workloads.end()};
}

} // namespace binnacle::slo
