#include "core/http/listener.h"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <optional>
#include <sys/socket.h>
#include <unistd.h>

namespace binnacle::http {

namespace {

// Thousands of agents reconnect at once after a restart.
constexpr int kBacklog = 4096;
constexpr std::chrono::milliseconds kPause{100};
// Then the sessions on this loop get their turn.
constexpr int kAcceptsPerTurn = 64;

struct SocketAddress
{
    sockaddr_storage storage{};
    socklen_t length = sizeof(sockaddr_storage);

    sockaddr *get() { return reinterpret_cast<sockaddr *>(&storage); }
};

std::optional<SocketAddress> parseAddress(const std::string &text, std::uint16_t port)
{
    SocketAddress address;
    const std::string literal = text == "localhost" ? "127.0.0.1" : text;
    sockaddr_in v4{};
    sockaddr_in6 v6{};
    if (inet_pton(AF_INET, literal.c_str(), &v4.sin_addr) == 1) {
        v4.sin_family = AF_INET;
        v4.sin_port = htons(port);
        std::memcpy(&address.storage, &v4, sizeof v4);
        address.length = sizeof v4;
        return address;
    }
    if (inet_pton(AF_INET6, literal.c_str(), &v6.sin6_addr) == 1) {
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(port);
        std::memcpy(&address.storage, &v6, sizeof v6);
        address.length = sizeof v6;
        return address;
    }
    return std::nullopt;
}

bool isLoopback4(const in_addr &address)
{
    return ntohl(address.s_addr) >> 24U == 127;
}

// Text of the address and whether it is loopback; IPv4 in IPv6 shows as IPv4.
void describe(const sockaddr_storage &storage, Listener::Accepted &accepted)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    in_addr v4{};
    if (storage.ss_family == AF_INET) {
        sockaddr_in address{};
        std::memcpy(&address, &storage, sizeof address);
        v4 = address.sin_addr;
    } else {
        sockaddr_in6 address{};
        std::memcpy(&address, &storage, sizeof address);
        if (!IN6_IS_ADDR_V4MAPPED(&address.sin6_addr)) {
            inet_ntop(AF_INET6, &address.sin6_addr, text.data(), text.size());
            accepted.address = text.data();
            accepted.loopback = IN6_IS_ADDR_LOOPBACK(&address.sin6_addr);
            return;
        }
        std::memcpy(&v4, &address.sin6_addr.s6_addr[12], sizeof v4);
    }
    inet_ntop(AF_INET, &v4, text.data(), text.size());
    accepted.address = text.data();
    accepted.loopback = isLoopback4(v4);
}

bool isTransient(int code)
{
    return code == EINTR || code == ECONNABORTED || code == EPROTO || code == EPERM;
}

} // namespace

bool isLoopbackAddress(const std::string &address)
{
    auto parsed = parseAddress(address, 0);
    if (!parsed)
        return false;
    Listener::Accepted probe{.descriptor = -1, .address = {}, .loopback = false};
    describe(parsed->storage, probe);
    return probe.loopback;
}

Result<std::shared_ptr<Listener>> Listener::open(
    EventLoop &loop, const ServerSettings &settings, Receiver receiver)
{
    auto address = parseAddress(settings.address, settings.port);
    if (!address) {
        return Error{ErrorCode::InvalidArgument,
            "\"" + settings.address + "\" is not an IP address to listen on"};
    }
    const int descriptor
        = socket(address->storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int on = 1;
    const int off = 0;
    if (descriptor >= 0) {
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        if (address->storage.ss_family == AF_INET6)
            setsockopt(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    }
    if (descriptor < 0 || bind(descriptor, address->get(), address->length) != 0
        || listen(descriptor, kBacklog) != 0) {
        Error error{ErrorCode::Unavailable,
            "cannot listen on " + settings.address + ":" + std::to_string(settings.port) + ": "
                + std::strerror(errno)};
        if (descriptor >= 0)
            ::close(descriptor);
        return error;
    }
    return std::make_shared<Listener>(loop, descriptor, std::move(receiver));
}

Listener::Listener(EventLoop &loop, int descriptor, Receiver receiver)
    : m_socket(loop.context())
    , m_pauseTimer(loop.context())
    , m_receiver(std::move(receiver))
{
    boost::system::error_code failed;
    m_socket.assign(descriptor, failed);
    if (failed)
        ::close(descriptor);
    SocketAddress bound;
    if (!failed && getsockname(descriptor, bound.get(), &bound.length) == 0) {
        sockaddr_in address{}; // the port is at the same place in sockaddr_in6
        std::memcpy(&address, &bound.storage, sizeof address);
        m_port = ntohs(address.sin_port);
    }
}

void Listener::start()
{
    arm();
}

void Listener::close()
{
    boost::system::error_code ignored; // nothing is left to do about a failed close
    m_socket.close(ignored);
    m_pauseTimer.cancel(ignored);
}

void Listener::arm()
{
    m_socket.async_wait(EventLoop::Descriptor::wait_read,
        [self = shared_from_this()](const boost::system::error_code &failed) {
            if (!failed)
                self->acceptAll();
        });
}

void Listener::pause()
{
    m_pauseTimer.expires_after(kPause);
    m_pauseTimer.async_wait([self = shared_from_this()](const boost::system::error_code &failed) {
        if (!failed)
            self->arm();
    });
}

void Listener::acceptAll()
{
    for (int i = 0; i < kAcceptsPerTurn && m_socket.is_open(); ++i) {
        SocketAddress peer;
        const int descriptor = accept4(
            m_socket.native_handle(), peer.get(), &peer.length, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor < 0) {
            const int code = errno;
            if (isTransient(code))
                continue;
            if (code != EAGAIN && code != EWOULDBLOCK) {
                pause(); // out of descriptors or memory: the connection waits in the backlog
                return;
            }
            break;
        }
        const int on = 1;
        setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        Accepted accepted{.descriptor = descriptor, .address = {}, .loopback = false};
        describe(peer.storage, accepted);
        m_receiver(std::move(accepted));
    }
    if (m_socket.is_open())
        arm();
}

} // namespace binnacle::http
