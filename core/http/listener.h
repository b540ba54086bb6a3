#pragma once

#include "core/base/result.h"
#include "core/http/event_loop.h"
#include "core/http/http_settings.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace binnacle::http {

// The listening socket. Accepts on one loop; a shortage of descriptors pauses it instead of
// spinning.
class Listener : public std::enable_shared_from_this<Listener>
{
public:
    struct Accepted
    {
        int descriptor; // non-blocking, owned by the receiver
        std::string address;
        bool loopback;
    };
    using Receiver = std::function<void(Accepted)>;

    // Errors: InvalidArgument (not an address), Unavailable (port taken, address not ours).
    static Result<std::shared_ptr<Listener>> open(
        EventLoop &loop, const ServerSettings &settings, Receiver receiver);

    Listener(EventLoop &loop, int descriptor, Receiver receiver);

    void start();
    void close(); // on the loop's thread
    std::uint16_t port() const { return m_port; }

private:
    void arm();
    void acceptAll();
    void pause();

    EventLoop::Descriptor m_socket;
    boost::asio::basic_waitable_timer<EventLoop::SteadyClock,
        boost::asio::wait_traits<EventLoop::SteadyClock>, EventLoop::Executor>
        m_pauseTimer;
    Receiver m_receiver;
    std::uint16_t m_port = 0;
};

// Whether an address to bind ("127.0.0.1", "::1", "localhost") is reachable from this machine only.
bool isLoopbackAddress(const std::string &address);

} // namespace binnacle::http
