#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

namespace binnacle::http {

// What a server turns requests and connections away for by itself; Deadlines also closes those that
// are too slow to read an answer.
enum class Limit { Heads, Bodies, Hosts, Deadlines, Connections };

// A client of this address reached one of its own; of limits that all clients share nobody is told.
// On a network thread; must not wait.
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
