#include "core/http/router.h"

#include <optional>

namespace binnacle::http {

namespace {

std::vector<std::string> segmentsOf(std::string_view path)
{
    std::vector<std::string> segments;
    while (!path.empty()) {
        const std::size_t slash = path.find('/');
        if (slash != 0)
            segments.emplace_back(path.substr(0, slash));
        if (slash == std::string_view::npos)
            break;
        path.remove_prefix(slash + 1);
    }
    return segments;
}

std::optional<std::vector<std::string>> match(
    const std::vector<std::string> &pattern, const std::vector<std::string> &path)
{
    if (pattern.size() != path.size())
        return std::nullopt;
    std::vector<std::string> captures;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (pattern[i].starts_with('{'))
            captures.push_back(path[i]);
        else if (pattern[i] != path[i])
            return std::nullopt;
    }
    return captures;
}

std::string_view nameOf(Method method)
{
    switch (method) {
    case Method::Get:
        return "GET, HEAD";
    case Method::Head:
        return "HEAD";
    case Method::Post:
        return "POST";
    case Method::Put:
        return "PUT";
    case Method::Delete:
        return "DELETE";
    case Method::Other:
        break;
    }
    return "";
}

// A GET route answers HEAD too; the server leaves the body out.
bool serves(Method route, Method asked)
{
    return route == asked || (route == Method::Get && asked == Method::Head);
}

} // namespace

void Router::add(Method method, std::string_view pattern, Handler handler)
{
    m_routes.push_back({method, segmentsOf(pattern), std::move(handler)});
}

void Router::addWebSocket(std::string_view pattern, Handler handler)
{
    m_routes.push_back({Method::Get, segmentsOf(pattern), std::move(handler), true});
}

void Router::dispatch(Exchange exchange) const
{
    const std::vector<std::string> path = segmentsOf(exchange.request.path);
    std::string allow;
    for (const Route &route : m_routes) {
        auto captures = match(route.segments, path);
        if (!captures)
            continue;
        if (!serves(route.method, exchange.request.method)) {
            allow += allow.empty() ? "" : ", ";
            allow += nameOf(route.method);
            continue;
        }
        if (exchange.acceptWebSocket && !route.upgrades) {
            exchange.respond(failure({ErrorCode::InvalidArgument,
                                 "this endpoint does not upgrade to another protocol"}),
                nullptr);
            return;
        }
        exchange.request.captures = std::move(*captures);
        route.handler(std::move(exchange));
        return;
    }
    if (allow.empty()) {
        exchange.respond(
            failure({ErrorCode::NotFound, "no such endpoint: " + exchange.request.path}), nullptr);
        return;
    }
    Response response = failure(
        {ErrorCode::InvalidArgument, "this endpoint does not support the method; use " + allow});
    response.status = 405;
    response.headers.emplace_back("Allow", std::move(allow));
    exchange.respond(std::move(response), nullptr);
}

} // namespace binnacle::http
