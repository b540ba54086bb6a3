#pragma once

#include "core/http/http_message.h"

#include <cstddef>
#include <string>
#include <vector>

namespace binnacle::http {

// Routes by method and path. Pure: no sockets, so handlers are tested by calling dispatch() with
// an Exchange. Filled before the server starts, immutable afterwards, then thread-safe.
class Router
{
public:
    // `pattern` as in "/api/v2/commands/{id}/result"; the first match wins.
    void add(Method method, std::string_view pattern, Handler handler);

    // The same for GET, and the only kind of route that gets a WebSocket handshake.
    void addWebSocket(std::string_view pattern, Handler handler);

    // Answers 404 or 405 (with Allow) itself when no route matches.
    void dispatch(Exchange exchange) const;

private:
    struct Route
    {
        Method method;
        std::vector<std::string> segments;
        Handler handler;
        bool upgrades = false; // to a WebSocket
    };
    std::vector<Route> m_routes;
};

} // namespace binnacle::http
