#include "core/http/client_socket.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace binnacle::http {

namespace {

Error unavailable(std::string_view doing, int code)
{
    return {ErrorCode::Unavailable, std::string(doing) + ": " + std::strerror(code)};
}

struct AddressDeleter
{
    void operator()(addrinfo *list) const { freeaddrinfo(list); }
};

} // namespace

ClientSocket::ClientSocket()
    : m_wake(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{}

ClientSocket::~ClientSocket()
{
    close();
    if (m_wake >= 0)
        ::close(m_wake);
}

void ClientSocket::close()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
}

void ClientSocket::interrupt()
{
    m_interrupted = true;
    // Without the eventfd a wait runs into its deadline and then sees the flag.
    if (m_wake >= 0)
        eventfd_write(m_wake, 1);
}

bool ClientSocket::isStale() const
{
    pollfd state{.fd = m_descriptor, .events = POLLIN | POLLRDHUP, .revents = 0};
    return poll(&state, 1, 0) != 0;
}

Status ClientSocket::wait(short events, TimePoint deadline)
{
    for (;;) {
        if (m_interrupted)
            return Error{ErrorCode::Cancelled, "the request was interrupted"};
        const auto left = std::chrono::ceil<Duration>(deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0)
            return Error{ErrorCode::Timeout, "the server did not answer in time"};
        std::array<pollfd, 2> states{
            pollfd{.fd = m_descriptor, .events = events, .revents = 0},
            pollfd{.fd = m_wake, .events = POLLIN, .revents = 0},
        };
        const auto timeout = static_cast<int>(std::min<std::int64_t>(left.count(), 60'000));
        const int ready = poll(states.data(), states.size(), timeout);
        if (ready < 0 && errno != EINTR)
            return unavailable("wait for the server", errno);
        if (ready > 0 && states[0].revents != 0 && !m_interrupted)
            return Done{};
    }
}

Status ClientSocket::connectTo(const void *address, unsigned length, TimePoint deadline)
{
    const auto *target = static_cast<const sockaddr *>(address);
    m_descriptor = socket(target->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (m_descriptor < 0)
        return unavailable("open a socket", errno);
    const int on = 1;
    setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    int code = ::connect(m_descriptor, target, length) == 0 ? 0 : errno;
    if (code == EINPROGRESS) {
        if (Status ready = wait(POLLOUT, deadline); !ready) {
            close();
            return ready;
        }
        socklen_t size = sizeof code;
        getsockopt(m_descriptor, SOL_SOCKET, SO_ERROR, &code, &size);
    }
    if (code == 0)
        return Done{};
    close();
    return unavailable("connect", code);
}

Status ClientSocket::connect(const std::string &host, std::uint16_t port, TimePoint deadline)
{
    close();
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_NUMERICSERV;
    addrinfo *list = nullptr;
    const int failed = getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &list);
    if (failed != 0) {
        return Error{
            ErrorCode::Unavailable, "look up " + host + ": " + std::string(gai_strerror(failed))};
    }
    const std::unique_ptr<addrinfo, AddressDeleter> owner(list);
    Status result = Error{ErrorCode::Unavailable, "no address for " + host};
    for (const addrinfo *entry = list; entry && !result; entry = entry->ai_next) {
        result = connectTo(entry->ai_addr, entry->ai_addrlen, deadline);
        if (!result && result.error().code != ErrorCode::Unavailable)
            break;
    }
    return result;
}

Status ClientSocket::write(std::string_view bytes, TimePoint deadline)
{
    while (!bytes.empty()) {
        if (m_interrupted)
            return Error{ErrorCode::Cancelled, "the request was interrupted"};
        const ssize_t sent
            = send(m_descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        } else if (errno == EAGAIN) {
            if (Status ready = wait(POLLOUT, deadline); !ready)
                return ready;
        } else if (errno != EINTR) {
            return unavailable("send", errno);
        }
    }
    return Done{};
}

Result<std::size_t> ClientSocket::read(char *buffer, std::size_t size, TimePoint deadline)
{
    for (;;) {
        if (Status ready = wait(POLLIN, deadline); !ready)
            return std::move(ready).error();
        const ssize_t count = recv(m_descriptor, buffer, size, MSG_DONTWAIT);
        if (count >= 0)
            return static_cast<std::size_t>(count);
        if (errno != EAGAIN && errno != EINTR)
            return unavailable("receive", errno);
    }
}

} // namespace binnacle::http
