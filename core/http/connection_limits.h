#pragma once

#include "core/http/http_settings.h"
#include "core/http/server_stats.h"

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace binnacle::http {

// Counts open connections, in all and for each remote address. Thread-safe.
class ConnectionLimits : public std::enable_shared_from_this<ConnectionLimits>
{
public:
    // One admitted connection; gives its place back when destroyed.
    class Slot
    {
    public:
        Slot(std::shared_ptr<ConnectionLimits> limits, std::string address);
        ~Slot();
        Slot(Slot &&) = default;
        Slot &operator=(Slot &&) = delete;

    private:
        std::shared_ptr<ConnectionLimits> m_limits;
        std::string m_address;
    };

    struct Admission
    {
        std::optional<Slot> slot;  // nullopt: close at once
        bool overLimit = false;    // say 503 and close; a few such are let in to be told
        bool overOwnLimit = false; // that of the address, not that of all
    };

    // `stats` must outlive this and every slot.
    ConnectionLimits(const HttpLimits &limits, ServerStats &stats);

    Admission admit(const std::string &address, bool loopback);

    // False when connections are still open after `timeout`.
    bool waitUntilNone(Duration timeout);

private:
    void release(const std::string &address);

    const HttpLimits m_limits;
    ServerStats &m_stats;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::size_t m_open = 0;
    std::unordered_map<std::string, std::size_t> m_byAddress;
};

} // namespace binnacle::http
