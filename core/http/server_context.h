#pragma once

#include "core/http/host_policy.h"
#include "core/http/http_settings.h"
#include "core/http/router.h"
#include "core/http/server_stats.h"
#include "core/http/tls_context.h"

#include <atomic>
#include <cstddef>
#include <memory>

namespace binnacle::http {

// What all sessions of a server share; outlives them. Constant but for the counters.
struct ServerContext
{
    ServerSettings settings;
    Router router;
    HostPolicy policy;
    std::unique_ptr<TlsContext> tls; // nullptr: plain
    LimitReport report;              // may be null
    ServerStats stats;
    std::atomic<std::size_t> bodyBytes{0}; // of requests being received
};

} // namespace binnacle::http
