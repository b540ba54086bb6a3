#include "core/collect/ingress_routes.h"

#include "core/collect/collector.h"
#include "core/collect/route_match.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

namespace binnacle::collect {

namespace {

std::string joined(std::string_view ns, std::string_view name, std::string_view port = {})
{
    std::string key(ns);
    key.append("-").append(name);
    if (!port.empty())
        key.append("-").append(port);
    return key;
}

std::optional<std::int32_t> portNumber(std::string_view text)
{
    std::int32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number <= 0)
        return std::nullopt;
    return number;
}

// "*.example.com" covers one more label, as certificates do.
bool covers(std::string_view pattern, std::string_view host)
{
    if (!pattern.starts_with("*."))
        return pattern == host;
    const std::size_t dot = host.find('.');
    return host == pattern
        || (dot != std::string_view::npos && dot > 0 && host.substr(dot) == pattern.substr(1));
}

bool isTls(const Ingress &ingress, std::string_view host)
{
    if (ingress.tlsHosts.empty())
        return ingress.tls;
    return std::ranges::any_of(
        ingress.tlsHosts, [host](std::string_view pattern) { return covers(pattern, host); });
}

} // namespace

RouteBook::RouteBook(const ClusterSnapshot *cluster)
{
    if (!cluster)
        return;
    for (const K8sService &service : cluster->services)
        addPorts(service);
    // Names that only sound like another service's number give way to it.
    for (const K8sService &service : cluster->services) {
        for (const ServicePort &port : service.ports) {
            const Port known{
                joined(service.meta.ns, service.meta.name, std::to_string(port.port)), port.port};
            if (!port.name.empty())
                m_ports.try_emplace(joined(service.meta.ns, service.meta.name, port.name), known);
            if (service.ports.size() == 1)
                m_ports.try_emplace(joined(service.meta.ns, service.meta.name), known);
        }
    }
    for (const Ingress &ingress : cluster->ingresses)
        addIngress(ingress);
    for (const IngressRouteObject &object : cluster->ingressRoutes)
        addIngressRoute(object);
}

void RouteBook::addPorts(const K8sService &service)
{
    for (const ServicePort &port : service.ports) {
        const std::string key
            = joined(service.meta.ns, service.meta.name, std::to_string(port.port));
        m_ports.try_emplace(key, Port{key, port.port});
    }
}

std::string RouteBook::keyOf(std::string_view controllerName) const
{
    const std::string key(controllerName.substr(0, controllerName.find('@')));
    const auto known = m_ports.find(key);
    return known == m_ports.end() ? key : known->second.key;
}

IngressRoute RouteBook::routeTo(
    std::string_view ns, std::string_view service, std::string_view port) const
{
    IngressRoute route{.ns = std::string(ns), .serviceName = std::string(service)};
    route.serviceKey = joined(ns, service, port);
    const auto known = m_ports.find(route.serviceKey);
    if (known != m_ports.end()) {
        route.serviceKey = known->second.key;
        route.servicePort = known->second.number;
    } else if (const auto number = portNumber(port)) {
        route.servicePort = *number;
    }
    return route;
}

void RouteBook::addIngress(const Ingress &ingress)
{
    for (const IngressPath &path : ingress.paths) {
        if (path.serviceName.empty())
            continue; // leads to a resource that is no service
        const std::string port = path.servicePort > 0 ? std::to_string(path.servicePort)
                                                      : std::string(path.servicePortName);
        IngressRoute route = routeTo(ingress.meta.ns, path.serviceName, port);
        route.name = ingress.meta.name;
        route.domain = path.host.empty() ? "*" : path.host;
        if (!path.path.empty())
            route.pathPrefix = path.path;
        route.tls = isTls(ingress, path.host);
        if (std::ranges::find(m_ingresses, route) == m_ingresses.end())
            m_ingresses.push_back(std::move(route));
    }
}

void RouteBook::addIngressRoute(const IngressRouteObject &object)
{
    ObjectRoutes made{.prefix = joined(object.meta.ns, object.meta.name) + '-',
        .hasManyRules = object.rules.size() > 1};
    for (const IngressRouteRule &rule : object.rules) {
        if (rule.services.empty())
            continue;
        const IngressRouteService &service = rule.services.front();
        IngressRoute route
            = routeTo(service.ns.empty() ? object.meta.ns : service.ns, service.name, service.port);
        route.name = object.meta.name;
        route.ns = object.meta.ns;
        route.tls = object.tls;
        const auto targets = parseRouteMatch(rule.match);
        // A rule that cannot be read leads there all the same, from somewhere.
        const std::vector<RouteTarget> anywhere{RouteTarget{}};
        route.isApproximate = !targets.has_value();
        for (const RouteTarget &target : targets ? *targets : anywhere) {
            route.domain = target.domain;
            route.pathPrefix = target.pathPrefix;
            route.isDomainPattern = target.isDomainPattern;
            made.routes.push_back(route);
        }
    }
    m_objects.push_back(std::move(made));
}

const RouteBook::ObjectRoutes *RouteBook::objectOf(std::string_view key) const
{
    const ObjectRoutes *longest = nullptr;
    for (const ObjectRoutes &object : m_objects) {
        const bool fits = key.starts_with(object.prefix) && key.size() > object.prefix.size();
        if (fits && (!longest || object.prefix.size() > longest->prefix.size()))
            longest = &object;
    }
    return longest;
}

std::vector<IngressRoute> RouteBook::routes(std::span<const std::string> controllerNames) const
{
    constexpr std::string_view kByIngressRoute = "@kubernetescrd";
    std::unordered_map<const ObjectRoutes *, std::vector<std::string>> seen;
    for (const std::string &name : controllerNames) {
        const std::string key = keyOf(name);
        if (!name.ends_with(kByIngressRoute) || m_ports.contains(key))
            continue;
        if (const ObjectRoutes *object = objectOf(key)) {
            std::vector<std::string> &keys = seen[object];
            if (std::ranges::find(keys, key) == keys.end())
                keys.push_back(key);
        }
    }
    std::vector<IngressRoute> all = m_ingresses;
    for (const ObjectRoutes &object : m_objects) {
        const auto keys = seen.find(&object);
        if (keys == seen.end()) {
            all.insert(all.end(), object.routes.begin(), object.routes.end());
            continue;
        }
        for (const std::string &key : keys->second) {
            for (IngressRoute route : object.routes) {
                route.serviceKey = key;
                route.isApproximate = route.isApproximate || object.hasManyRules;
                all.push_back(std::move(route));
            }
        }
    }
    return all;
}

std::vector<IngressRoute> routesOf(const ClusterSnapshot &cluster)
{
    return RouteBook(&cluster).routes();
}

} // namespace binnacle::collect
