#pragma once

#include "core/gateway/gateway.h"
#include "core/gateway/rate_limiter.h"
#include "core/gateway/route.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace binnacle::gateway {

// What every request passes before its handler: the rate limit, the audit, who it is, whether they
// may, and that no web page sent it. Network threads.
class Door : public std::enable_shared_from_this<Door>
{
public:
    Door(const GatewayParts &parts, const GatewaySettings &settings);

    // `route` lives as long as the program.
    void enter(const Route &route, http::Exchange exchange);

    // Why a WebSocket handshake is refused before it matters who sends it; nullopt: go on.
    std::optional<http::Response> refusalOf(const http::Request &request);
    // Of a request outside the table (WebSocket): Unauthenticated, PermissionDenied, Busy.
    Result<Principal> admit(
        const http::Request &request, std::string_view authorization, Capability capability);
    std::uint64_t requests() const { return m_requests; }

private:
    struct Visit;

    Result<Principal> identify(const Route &route, const http::Request &request);
    Status authorise(const Route &route, const http::Request &request, const Principal &who);
    std::optional<http::Response> overRate(const http::Request &request, const std::string &caller);
    std::optional<Error> checkForm(const Route &route, const http::Request &request) const;
    void report(SecurityKind kind, const http::Request &request, const Principal &who);
    // `then` runs after the commit; the client is answered only then.
    void writeAudit(const Visit &visit, const http::Response &response, std::function<void()> then);

    const GatewayParts m_parts;
    RateLimiter m_limiter;
    std::atomic<std::uint64_t> m_requests = 0;
};

} // namespace binnacle::gateway
