#include "core/store/traffic_routes.h"

#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"
#include "core/store/store_writer.h"
#include "core/store/traffic_repository.h"
#include "core/store/wall_clock.h"

namespace binnacle::store {

Status putRoutes(WriteContext &context, std::int64_t cluster,
    const std::vector<IngressRoute> &routes, Timestamp seenAt)
{
    if (routes.empty())
        return Done{};
    Result<Statement> put = context.connection.prepare("traffic.put_route");
    if (!put)
        return put.error();
    for (const IngressRoute &route : routes) {
        put->bind(cluster, route.domain, route.pathPrefix, route.name, route.ns, route.tls ? 1 : 0,
            route.serviceKey, route.serviceName, static_cast<std::int64_t>(route.servicePort),
            route.isApproximate ? 1 : 0, toEpochMs(seenAt), toEpochMs(wallClockNow()));
        if (Status done = put->run(); !done)
            return done;
    }
    return Done{};
}

namespace {

IngressRoute routeFrom(const Statement &row)
{
    const auto text = [&row](int column) { return std::string(row.text(column)); };
    return {.name = text(0),
        .ns = text(1),
        .domain = text(2),
        .pathPrefix = text(3),
        .serviceKey = text(4),
        .serviceName = text(5),
        .servicePort = static_cast<std::int32_t>(row.number(6)),
        .tls = row.number(7) != 0,
        .isApproximate = row.number(8) != 0};
}

} // namespace

Result<std::vector<IngressRoute>> readRoutes(Connection &connection, const ClusterId &cluster)
{
    Result<Statement> rows = connection.prepare("traffic.routes");
    if (!rows)
        return rows.error();
    rows->bind(cluster.value);
    return collectRows(*rows, routeFrom);
}

Status ageRoutes(WriteContext &context, Timestamp now)
{
    for (const char *name : {"traffic.hide_routes", "traffic.delete_routes"}) {
        Result<Statement> age = context.connection.prepare(name);
        if (!age)
            return age.error();
        if (Status done = age->bind(toEpochMs(now)).run(); !done)
            return done;
    }
    return Done{};
}

} // namespace binnacle::store
