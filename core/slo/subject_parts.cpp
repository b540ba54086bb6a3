#include "core/slo/subject_parts.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace binnacle::slo {

namespace {

using RoutesByKey = std::map<std::string, std::vector<IngressRoute>>;

std::map<std::string, RoutesByKey> routesByDomain(const std::vector<IngressRoute> &routes)
{
    std::map<std::string, RoutesByKey> domains;
    for (const IngressRoute &route : routes)
        domains[route.domain][route.serviceKey].push_back(route);
    for (auto &[domain, keys] : domains) {
        for (auto &[key, leading] : keys)
            std::ranges::sort(leading, {}, &IngressRoute::pathPrefix);
    }
    return domains;
}

SloSubject domainSubject(const ClusterId &cluster, std::string name)
{
    return {.kind = SloSubject::Kind::Domain, .cluster = cluster, .domain = std::move(name)};
}

SubjectParts routeParts(const ClusterId &cluster, const std::string &name, const std::string &key,
    const std::vector<IngressRoute> &routes)
{
    std::vector<std::string> hosts{name, key, routes.front().domain};
    return {.subject = domainSubject(cluster, name),
        .parts = {{.key = TrafficKey::ofIngress(key), .targetHosts = hosts}},
        .targetHosts = hosts,
        .routes = routes,
        .isRoute = true};
}

SubjectParts keyParts(const ClusterId &cluster, const std::string &key)
{
    return {.subject = domainSubject(cluster, key),
        .parts = {{.key = TrafficKey::ofIngress(key), .targetHosts = {key}}},
        .targetHosts = {key}};
}

std::string routeName(const IngressRoute &route)
{
    return route.domain + route.pathPrefix;
}

SubjectParts wholeDomain(
    const ClusterId &cluster, const std::string &domain, const RoutesByKey &keys)
{
    SubjectParts whole{.subject = domainSubject(cluster, domain), .targetHosts = {domain}};
    if (keys.size() == 1)
        whole.targetHosts.push_back(keys.begin()->first);
    for (const auto &[key, routes] : keys) {
        SubjectPart part{.key = TrafficKey::ofIngress(key), .targetHosts = whole.targetHosts};
        if (keys.size() > 1)
            part.targetHosts = {routeName(routes.front()), key, domain};
        whole.parts.push_back(std::move(part));
        whole.routes.insert(whole.routes.end(), routes.begin(), routes.end());
    }
    std::ranges::stable_sort(whole.routes, {}, &IngressRoute::pathPrefix);
    return whole;
}

SubjectParts domainParts(const SloSubject &subject, const std::vector<IngressRoute> &routes)
{
    const auto domains = routesByDomain(routes);
    if (const auto found = domains.find(subject.domain); found != domains.end())
        return wholeDomain(subject.cluster, found->first, found->second);
    SubjectParts byKey = keyParts(subject.cluster, subject.domain);
    for (const auto &[domain, keys] : domains) {
        for (const auto &[key, leading] : keys) {
            const auto isAsked
                = [&](const IngressRoute &route) { return routeName(route) == subject.domain; };
            if (std::ranges::any_of(leading, isAsked))
                return routeParts(subject.cluster, subject.domain, key, leading);
            if (key == subject.domain)
                byKey.routes.insert(byKey.routes.end(), leading.begin(), leading.end());
        }
    }
    return byKey;
}

} // namespace

std::vector<SubjectParts> domainSubjects(const ClusterId &cluster,
    const std::vector<IngressRoute> &routes, const std::vector<std::string> &measured)
{
    std::vector<SubjectParts> subjects;
    std::set<std::string> named;
    for (const auto &[domain, keys] : routesByDomain(routes)) {
        subjects.push_back(wholeDomain(cluster, domain, keys));
        for (const auto &[key, leading] : keys) {
            named.insert(key);
            if (keys.size() > 1)
                subjects.push_back(routeParts(cluster, routeName(leading.front()), key, leading));
        }
    }
    for (const std::string &key : measured) {
        if (!named.contains(key))
            subjects.push_back(keyParts(cluster, key));
    }
    std::ranges::sort(subjects, {}, [](const SubjectParts &parts) { return parts.subject.domain; });
    return subjects;
}

SubjectParts partsOf(const SloSubject &subject, const std::vector<IngressRoute> &routes)
{
    if (subject.kind == SloSubject::Kind::Domain)
        return domainParts(subject, routes);
    return {.subject = subject,
        .parts = {{.key = subject.key, .targetHosts = {subject.text()}}},
        .targetHosts = {subject.text()}};
}

SloTargetType targetTypeOf(SloSubject::Kind kind)
{
    return kind == SloSubject::Kind::Domain ? SloTargetType::Ingress : SloTargetType::Service;
}

TrafficKind trafficKindOf(SloSubject::Kind kind)
{
    switch (kind) {
    case SloSubject::Kind::Service:
        return TrafficKind::Service;
    case SloSubject::Kind::Edge:
        return TrafficKind::Edge;
    case SloSubject::Kind::Domain:
        break;
    }
    return TrafficKind::Ingress;
}

SloTarget targetInForce(const std::vector<SloTarget> &targets, const SloSubject &subject,
    const std::vector<std::string> &hosts, SloWindow window)
{
    const SloTargetType type = targetTypeOf(subject.kind);
    for (const std::string &host : hosts) {
        const auto found = std::ranges::find_if(targets, [&](const SloTarget &target) {
            return target.type == type && target.window == window && target.host == host;
        });
        if (found != targets.end())
            return *found;
    }
    SloTarget target = defaultTarget(window);
    target.cluster = subject.cluster;
    target.type = type;
    target.host = hosts.front();
    return target;
}

} // namespace binnacle::slo
