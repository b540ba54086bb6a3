#pragma once

#include "core/base/result.h"
#include "core/http/http_settings.h"
#include "core/http/router.h"
#include "core/http/server_stats.h"

#include <cstdint>
#include <memory>

namespace binnacle::http {

// An HTTP/1.1 server on Boost.Beast's parser and Asio's event loop with every limit and deadline of
// ServerSettings. Own threads; handlers run on them.
class Server
{
public:
    // Binds and listens; serving starts at once. `router` must not change any more. `report` hears
    // of every limit that a client reaches by itself; it may be null.
    // Errors: InvalidArgument (off loopback without TLS, unreadable certificate), Unavailable (port
    // taken).
    static Result<std::unique_ptr<Server>> start(
        const ServerSettings &settings, Router router, LimitReport report = {});

    // As stop() with a short grace period.
    virtual ~Server() = default;

    virtual std::uint16_t port() const = 0;
    virtual bool usesTls() const = 0;
    virtual const ServerStats &stats() const = 0;

    // Stops accepting, closes idle connections, lets requests that were received in full or in part
    // finish within `grace`, then closes what is left and joins the threads. The owner answers
    // parked long polls before calling this. Idempotent; not from a network thread.
    virtual void stop(Duration grace) = 0;
};

} // namespace binnacle::http
