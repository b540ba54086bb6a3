#pragma once

#include "tests/core/http/raw_connection.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace binnacle::test {

// A frame as a client sends it: masked, unless told otherwise.
inline std::string clientFrame(unsigned first, std::string_view payload, bool isMasked = true,
    std::string_view mask = "\1\2\3\4")
{
    std::string frame(1, static_cast<char>(first));
    const unsigned bit = isMasked ? 0x80U : 0;
    if (payload.size() < 126) {
        frame += static_cast<char>(bit | payload.size());
    } else if (payload.size() <= 0xFFFF) {
        frame += static_cast<char>(bit | 126U);
        frame += static_cast<char>(payload.size() >> 8U);
        frame += static_cast<char>(payload.size() & 0xFFU);
    } else {
        frame += static_cast<char>(bit | 127U);
        for (unsigned i = 0; i < 8; ++i)
            frame += static_cast<char>(payload.size() >> (56 - 8 * i) & 0xFFU);
    }
    if (!isMasked)
        return frame.append(payload);
    frame += mask;
    for (std::size_t i = 0; i < payload.size(); ++i)
        frame += static_cast<char>(payload[i] ^ mask[i % 4]);
    return frame;
}
inline std::string textFrame(std::string_view text)
{
    return clientFrame(0x81, text);
}

inline std::string handshake(std::string_view path, std::string_view headers = {})
{
    return "GET " + std::string(path)
        + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: keep-alive, "
          "Upgrade\r\n"
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + std::string(headers) + "\r\n";
}

// The client's end of a WebSocket; blocking, every wait bounded.
class WebSocketClient
{
public:
    struct Frame
    {
        unsigned opcode = 0;
        std::string payload;
        // Of a close frame; 0: none.
        int closeCode() const
        {
            if (opcode != 8 || payload.size() < 2)
                return 0;
            return static_cast<unsigned char>(payload[0]) << 8
                | static_cast<unsigned char>(payload[1]);
        }
    };

    explicit WebSocketClient(std::uint16_t port, std::string_view path,
        std::string_view headers = {}, int receiveBuffer = 0)
        : m_connection(port, receiveBuffer)
    {
        m_connection.send(handshake(path, headers));
        answer = m_connection.readHead();
    }

    bool isOpen() const { return statusOf(answer) == 101; }
    RawConnection &raw() { return m_connection; }
    bool send(std::string_view text) { return m_connection.send(textFrame(text)); }

    // nullopt: none came in time, or the server closed.
    std::optional<Frame> read(int waitMs = 5'000)
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(waitMs);
        for (;;) {
            if (auto frame = m_connection.takeFrame())
                return Frame{frame->first, std::move(frame->second)};
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
                deadline - std::chrono::steady_clock::now());
            if (left.count() <= 0 || !m_connection.receiveMore(static_cast<int>(left.count())))
                return std::nullopt;
        }
    }
    // The next text message; pings are answered and passed over.
    std::string readText(int waitMs = 5'000)
    {
        while (auto frame = read(waitMs)) {
            if (frame->opcode == 9)
                m_connection.send(clientFrame(0x8A, frame->payload));
            else
                return frame->opcode == 1 ? frame->payload : std::string();
        }
        return {};
    }
    // The code of the close frame; what comes before is dropped. 0: closed or silent without one.
    int readClose(int waitMs = 5'000)
    {
        while (auto frame = read(waitMs)) {
            if (frame->opcode == 8)
                return frame->closeCode();
        }
        return 0;
    }

    std::string answer; // to the handshake

private:
    RawConnection m_connection;
};

} // namespace binnacle::test
