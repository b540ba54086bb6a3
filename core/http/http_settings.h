#pragma once

#include "core/base/time.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace binnacle::http {

// The limits of the design (ARCHITECTURE.md, "Limits"); hitting one is a clear 4xx and a counter.
struct HttpLimits
{
    std::size_t headBytes = 32U << 10;
    std::size_t bodyBytes = 16U << 20;
    // Bodies being received at one time, over all connections: 503 beyond it.
    std::size_t bodyBytesTotal = 512U << 20;
    std::size_t connections = 12'000; // two long polls and two short ones for each of many agents
    std::size_t connectionsPerAddress = 512; // loopback is exempt
    Duration headTimeout{10'000};
    Duration bodyIdleTimeout{15'000};
    Duration bodyTimeout{60'000};
    Duration idleTimeout{75'000};  // keep-alive
    Duration writeTimeout{15'000}; // a client that does not read
    // Of a WebSocket; one that stays silent from one ping to the next is closed.
    Duration webSocketPing{30'000};

    friend bool operator==(const HttpLimits &, const HttpLimits &) = default;
};

struct ServerSettings
{
    std::string address = "127.0.0.1";
    std::uint16_t port = 0; // 0 picks a free one
    int threads = 2;
    // PEM files; both set switch TLS on. Off loopback TLS is required.
    std::string certificateFile;
    std::string keyFile;
    // Host header values accepted besides loopback names and the bound address ("ops.example.com").
    std::vector<std::string> allowedHosts;
    HttpLimits limits;

    friend bool operator==(const ServerSettings &, const ServerSettings &) = default;
};

} // namespace binnacle::http
