#include "core/gateway/route.h"

#include <iterator>

namespace binnacle::gateway {

std::string_view methodName(http::Method method)
{
    switch (method) {
    case http::Method::Get:
        return "GET";
    case http::Method::Head:
        return "HEAD";
    case http::Method::Post:
        return "POST";
    case http::Method::Put:
        return "PUT";
    case http::Method::Delete:
        return "DELETE";
    case http::Method::Other:
        break;
    }
    return "OTHER";
}

const std::vector<Route> &allRoutes()
{
    static const std::vector<Route> kRoutes = [] {
        std::vector<Route> all;
        for (auto *area : {&adminRoutes, &userRoutes, &clusterRoutes, &eventRoutes, &commandRoutes,
                 &alertRoutes, &notifyRoutes, &planRoutes, &sloRoutes, &queryRoutes,
                 &subscribeRoutes, &objectRoutes}) {
            std::vector<Route> routes = area();
            all.insert(all.end(), std::make_move_iterator(routes.begin()),
                std::make_move_iterator(routes.end()));
        }
        return all;
    }();
    return kRoutes;
}

} // namespace binnacle::gateway
