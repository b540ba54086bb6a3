#include "core/http/connection.h"

#include <algorithm>
#include <cerrno>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace binnacle::http {

namespace {

// Then the other connections get their turn.
constexpr int kStepsPerTurn = 16;

} // namespace

Connection::Connection(std::shared_ptr<EventLoop> loop, Peer peer)
    : m_loop(std::move(loop))
    , m_address(std::move(peer.address))
    , m_socket(m_loop->context())
    , m_slot(std::move(peer.slot))
{
    boost::system::error_code failed;
    m_socket.assign(peer.descriptor, failed);
    if (failed)
        ::close(peer.descriptor);
}

void Connection::pump()
{
    if (m_pumping)
        return;
    const auto self = shared_from_this();
    m_pumping = true;
    int steps = 0;
    do {
        m_wantRead = false;
        m_wantWrite = false;
    } while (step() && ++steps < kStepsPerTurn);
    m_pumping = false;
    if (steps == kStepsPerTurn)
        m_loop->post([self] { self->pump(); });
    else
        arm();
}

void Connection::arm()
{
    if (!m_socket.is_open())
        return;
    if (m_wantRead && !m_readArmed) {
        m_readArmed = true;
        m_socket.async_wait(EventLoop::Descriptor::wait_read,
            [self = shared_from_this()](const boost::system::error_code &failed) {
                self->m_readArmed = false;
                if (!failed)
                    self->pump();
            });
    }
    if (m_wantWrite && !m_writeArmed) {
        m_writeArmed = true;
        m_socket.async_wait(EventLoop::Descriptor::wait_write,
            [self = shared_from_this()](const boost::system::error_code &failed) {
                self->m_writeArmed = false;
                if (!failed)
                    self->pump();
            });
    }
}

bool Connection::waits(IoOutcome outcome)
{
    m_wantRead = outcome == IoOutcome::WantRead;
    m_wantWrite = outcome == IoOutcome::WantWrite;
    return m_wantRead || m_wantWrite;
}

void Connection::waitsFor(IoOutcome writing, IoOutcome reading)
{
    m_wantRead = writing == IoOutcome::WantRead || reading == IoOutcome::WantRead;
    m_wantWrite = writing == IoOutcome::WantWrite || reading == IoOutcome::WantWrite;
}

IoResult Connection::readSome(std::size_t limit)
{
    const auto scratch = m_loop->scratch();
    return m_transport->read(scratch.data(), std::min(scratch.size(), limit));
}

IoResult Connection::discardSome()
{
    const auto scratch = m_loop->scratch();
    const ssize_t count
        = recv(m_socket.native_handle(), scratch.data(), scratch.size(), MSG_DONTWAIT);
    if (count > 0)
        return {IoOutcome::Done, static_cast<std::size_t>(count)};
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return {IoOutcome::WantRead};
    return {IoOutcome::Eof};
}

bool Connection::sawHangup() const
{
    pollfd state{.fd = m_socket.native_handle(), .events = POLLRDHUP, .revents = 0};
    return poll(&state, 1, 0) > 0 && (state.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

void Connection::setDeadline(Duration fromNow)
{
    m_deadline = EventLoop::SteadyClock::now() + fromNow;
}

void Connection::closeSocket()
{
    m_loop->remove(*this);
    m_transport.reset();
    boost::system::error_code ignored; // nothing is left to do about a failed close
    m_socket.close(ignored);
    m_slot.reset();
}

} // namespace binnacle::http
