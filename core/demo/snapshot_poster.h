#pragma once

#include "core/base/result.h"
#include "core/http/client.h"

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>

namespace binnacle::demo {

// Sends bodies to POST /agent/snapshot until they are accepted, as contract 01 wants it of agents:
// a listener that is busy or not yet there is tried again for a while. One thread at a time, except
// interrupt().
class SnapshotPoster
{
public:
    // To loopback. `cluster` must outlive the poster.
    SnapshotPoster(std::uint16_t port, std::string_view cluster);

    // Blocks. Errors: Unavailable, Timeout (after some attempts), Cancelled.
    Status post(const std::string &json, const std::stop_token &stop);

    // Any thread: makes this and every later post() return Cancelled.
    void interrupt() { m_client.interrupt(); }

private:
    bool pause(const std::stop_token &stop, Duration duration);

    const std::string_view m_cluster;
    http::Client m_client;
    std::mutex m_mutex;
    std::condition_variable_any m_pause;
};

} // namespace binnacle::demo
