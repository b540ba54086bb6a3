#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

namespace binnacle::http {

// What a server turns requests and connections away for before a handler hears of them.
enum class Limit { Heads, Bodies, Hosts, Deadlines, Connections };

// One was reached by a client of this address. On a network thread; must only post.
using LimitReport = std::function<void(Limit, const std::string &address)>;

// Counters for the status bar and GET /metrics. Thread-safe, monotonic but for `open`.
struct ServerStats
{
    std::atomic<std::int64_t> open{0}; // connections now
    std::atomic<std::uint64_t> requests{0};
    std::atomic<std::uint64_t> bytesIn{0};
    std::atomic<std::uint64_t> rejectedHeads{0};  // 400, 431, 501: malformed or too long
    std::atomic<std::uint64_t> rejectedBodies{0}; // 413, 503: too long, too many at one time
    std::atomic<std::uint64_t> rejectedHosts{0};  // 403 by host or origin policy
    std::atomic<std::uint64_t> timeouts{0};       // closed by a deadline
    std::atomic<std::uint64_t> refused{0};        // over a connection limit
};

} // namespace binnacle::http
