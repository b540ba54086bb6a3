#pragma once

#include "core/http/connection_limits.h"
#include "core/http/event_loop.h"
#include "core/http/transport.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace binnacle::http {

// A socket on its loop, driven by readiness: it never blocks and owns no buffer while it waits.
// What to do next is the subclass's step(). Loop's thread only, except the constructor.
class Connection : public std::enable_shared_from_this<Connection>
{
public:
    struct Peer
    {
        int descriptor = -1; // owned from here on
        std::string address;
        ConnectionLimits::Slot slot;
    };

    Connection(std::shared_ptr<EventLoop> loop, Peer peer);
    virtual ~Connection() = default;
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    // Four times a second: deadlines.
    virtual void sweep(EventLoop::SteadyClock::time_point now) = 0;
    // Closes when idle; what was begun goes on.
    virtual void beginStop() = 0;
    // Idempotent.
    virtual void close() = 0;

    // Where the loop keeps this connection.
    std::size_t place() const { return m_place; }
    void setPlace(std::size_t place) { m_place = place; }

protected:
    // True: there may be more to do at once. False: waits for the socket (see waits()), for the
    // handler or for a deadline.
    virtual bool step() = 0;

    // Steps until nothing is left to do; does nothing when called from inside a step.
    void pump();
    // Whether `outcome` means to wait, and for what; then step() returns false.
    bool waits(IoOutcome outcome);
    // The same when writing and reading go on side by side.
    void waitsFor(IoOutcome writing, IoOutcome reading);
    // Into the loop's scratch buffer.
    IoResult readSome(std::size_t limit);
    // Reads and drops bytes below TLS.
    IoResult discardSome();
    // The peer sent FIN or RST, perhaps behind bytes that nobody reads yet.
    bool sawHangup() const;
    void setDeadline(Duration fromNow);

    bool isOpen() const { return m_socket.is_open(); }
    int descriptor() { return m_socket.native_handle(); }
    void closeSocket();

    const std::shared_ptr<EventLoop> m_loop;
    const std::string m_address;
    std::unique_ptr<Transport> m_transport;
    EventLoop::SteadyClock::time_point m_deadline;

private:
    void arm();

    mutable EventLoop::Descriptor m_socket;
    std::optional<ConnectionLimits::Slot> m_slot;
    std::size_t m_place = 0;
    bool m_pumping = false;
    bool m_readArmed = false;
    bool m_writeArmed = false;
    bool m_wantRead = false;
    bool m_wantWrite = false;
};

} // namespace binnacle::http
