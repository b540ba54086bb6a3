#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace binnacle::http {

// A TCP connection whose every wait ends at a deadline or by interrupt(). Not thread-safe except
// interrupt().
class ClientSocket
{
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    ClientSocket();
    ~ClientSocket();
    ClientSocket(const ClientSocket &) = delete;
    ClientSocket &operator=(const ClientSocket &) = delete;

    // Errors of all: Unavailable, Timeout, Cancelled.
    Status connect(const std::string &host, std::uint16_t port, TimePoint deadline);
    Status write(std::string_view bytes, TimePoint deadline);
    // Bytes into `buffer`; 0 at the end of the stream.
    Result<std::size_t> read(char *buffer, std::size_t size, TimePoint deadline);

    bool isOpen() const { return m_descriptor >= 0; }
    // A kept connection on which something arrived between requests is closed or confused.
    bool isStale() const;
    void close();

    void interrupt(); // for good

private:
    Status wait(short events, TimePoint deadline);
    Status connectTo(const void *address, unsigned length, TimePoint deadline);

    int m_descriptor = -1;
    int m_wake = -1; // eventfd, readable once interrupted
    std::atomic<bool> m_interrupted{false};
};

} // namespace binnacle::http
