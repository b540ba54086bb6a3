#pragma once

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <netinet/in.h>
#include <optional>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace binnacle::test {

// A TCP client that sends exactly the bytes it is told to, however wrong they are.
class RawConnection
{
public:
    explicit RawConnection(std::uint16_t port, int receiveBuffer = 0)
    {
        m_socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (receiveBuffer > 0)
            setsockopt(m_socket, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof receiveBuffer);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_connected
            = connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
    }
    ~RawConnection() { close(); }
    RawConnection(RawConnection &&other) noexcept
        : m_socket(std::exchange(other.m_socket, -1))
        , m_connected(other.m_connected)
        , m_received(std::move(other.m_received))
    {}
    RawConnection &operator=(RawConnection &&) = delete;

    bool connected() const { return m_connected; }
    int descriptor() const { return m_socket; }

    void close()
    {
        if (m_socket >= 0)
            ::close(m_socket);
        m_socket = -1;
    }

    void reset()
    {
        const linger hard{.l_onoff = 1, .l_linger = 0};
        setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
        close();
    }

    void halfClose() { shutdown(m_socket, SHUT_WR); }

    // False when the server stopped reading or closed.
    bool send(std::string_view bytes, int waitMs = 5'000)
    {
        while (!bytes.empty()) {
            const ssize_t count
                = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (count > 0) {
                bytes.remove_prefix(static_cast<std::size_t>(count));
                continue;
            }
            if (errno != EAGAIN || !ready(POLLOUT, waitMs))
                return false;
        }
        return true;
    }

    // One whole answer with its body; empty when none came.
    std::string readResponse(int waitMs = 5'000)
    {
        std::size_t end = std::string::npos;
        while ((end = m_received.find("\r\n\r\n")) == std::string::npos) {
            if (!receive(waitMs))
                return std::exchange(m_received, {});
        }
        std::size_t length = 0;
        const std::size_t field = m_received.find("Content-Length: ");
        if (field < end)
            length = std::strtoul(m_received.c_str() + field + 16, nullptr, 10);
        while (m_received.size() < end + 4 + length) {
            if (!receive(waitMs))
                return std::exchange(m_received, {});
        }
        std::string response = m_received.substr(0, end + 4 + length);
        m_received.erase(0, response.size());
        return response;
    }

    // Up to the empty line behind a head; what follows stays.
    std::string readHead(int waitMs = 5'000)
    {
        std::size_t end = std::string::npos;
        while ((end = m_received.find("\r\n\r\n")) == std::string::npos) {
            if (!receive(waitMs))
                return std::exchange(m_received, {});
        }
        std::string head = m_received.substr(0, end + 4);
        m_received.erase(0, head.size());
        return head;
    }

    // A whole frame of a WebSocket out of what was received: opcode and payload.
    std::optional<std::pair<unsigned, std::string>> takeFrame()
    {
        const auto byte
            = [this](std::size_t i) { return static_cast<unsigned char>(m_received[i]); };
        if (m_received.size() < 2)
            return std::nullopt;
        const std::size_t extra = byte(1) == 127 ? 8 : byte(1) == 126 ? 2 : 0;
        if (m_received.size() < 2 + extra)
            return std::nullopt;
        std::size_t length = extra == 0 ? byte(1) : 0;
        for (std::size_t i = 0; i < extra; ++i)
            length = length << 8U | byte(2 + i);
        if (m_received.size() < 2 + extra + length)
            return std::nullopt;
        std::pair<unsigned, std::string> frame(
            byte(0) & 0x0FU, m_received.substr(2 + extra, length));
        m_received.erase(0, 2 + extra + length);
        return frame;
    }
    bool receiveMore(int waitMs) { return receive(waitMs); }

    // Everything until the server closes.
    std::string readAll(int waitMs = 5'000)
    {
        while (receive(waitMs)) {}
        return std::exchange(m_received, {});
    }

    // Whether the server closes within the time; what it sends before is dropped.
    bool closedWithin(int waitMs)
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(waitMs);
        while (std::chrono::steady_clock::now() < deadline) {
            if (!receive(50) && m_ended)
                return true;
        }
        return false;
    }

private:
    bool ready(short events, int waitMs) const
    {
        pollfd state{.fd = m_socket, .events = events, .revents = 0};
        return poll(&state, 1, waitMs) > 0;
    }

    bool receive(int waitMs)
    {
        if (!ready(POLLIN, waitMs))
            return false;
        std::array<char, 16384> buffer{};
        const ssize_t count = recv(m_socket, buffer.data(), buffer.size(), MSG_DONTWAIT);
        m_ended = count == 0 || (count < 0 && errno != EAGAIN);
        if (count > 0)
            m_received.append(buffer.data(), static_cast<std::size_t>(count));
        return count > 0;
    }

    int m_socket = -1;
    bool m_connected = false;
    bool m_ended = false;
    std::string m_received;
};

// 0 when `response` is none.
inline int statusOf(std::string_view response)
{
    constexpr std::string_view kVersion = "HTTP/1.1 ";
    if (!response.starts_with(kVersion))
        return 0;
    return std::atoi(std::string(response.substr(kVersion.size(), 3)).c_str());
}

} // namespace binnacle::test
