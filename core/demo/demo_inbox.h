#pragma once

#include "core/base/result.h"
#include "core/http/server.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace binnacle::demo {

// The phone of the estate's people: takes what the console's channels send to it over loopback and
// keeps the last messages, so that the demo pages somebody without leaving the machine.
// Thread-safe.
class DemoInbox
{
public:
    struct Letter
    {
        std::string channel; // the last part of the path
        std::string body;
        std::string idempotencyKey;
    };

    // Errors: those of http::Server::start().
    static Result<std::unique_ptr<DemoInbox>> open();
    ~DemoInbox();
    DemoInbox(const DemoInbox &) = delete;
    DemoInbox &operator=(const DemoInbox &) = delete;

    std::uint16_t port() const { return m_server->port(); }
    std::vector<Letter> letters() const; // oldest first

private:
    DemoInbox() = default;
    void take(const http::Exchange &exchange);

    mutable std::mutex m_mutex;
    std::vector<Letter> m_letters;          // guarded by m_mutex
    std::unique_ptr<http::Server> m_server; // last: its threads write above
};

} // namespace binnacle::demo
