#pragma once

#include "core/domain/cluster_snapshot.h"
#include "core/domain/increments.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace binnacle::collect {

// What a cluster says about ways from domains to services (contract 02 §2.6 and §2.7), and which
// of them the names stand for that ingress controllers count under.
class RouteBook
{
public:
    // Without a cluster there are no routes, and names stand for themselves.
    explicit RouteBook(const ClusterSnapshot *cluster);

    // The service key of what a controller calls a service: without "@provider", the port by its
    // number where the controller used its name or left it out.
    std::string keyOf(std::string_view controllerName) const;

    // All routes. IngressRoutes of Traefik are counted under "namespace-name-<hash>", so their
    // routes lead to those of the names seen that begin so; until one is seen, to the service's
    // own key.
    std::vector<IngressRoute> routes(std::span<const std::string> controllerNames = {}) const;

private:
    struct Port
    {
        std::string key;
        std::int32_t number = 0;
    };
    struct ObjectRoutes
    {
        std::string prefix; // "namespace-name-"
        std::vector<IngressRoute> routes;
        bool hasManyRules = false;
    };

    void addPorts(const K8sService &service);
    void addIngress(const Ingress &ingress);
    void addIngressRoute(const IngressRouteObject &object);
    IngressRoute routeTo(
        std::string_view ns, std::string_view service, std::string_view port) const;
    const ObjectRoutes *objectOf(std::string_view key) const;

    // By every name a service's port may go under; numbers before port names before none.
    std::unordered_map<std::string, Port> m_ports;
    std::vector<IngressRoute> m_ingresses;
    std::vector<ObjectRoutes> m_objects;
};

} // namespace binnacle::collect
