#pragma once

#include "core/http/utf8_checker.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace binnacle::http {

// RFC 6455 §5, no extensions.
enum class WebSocketOpcode : std::uint8_t {
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
};

// The codes of RFC 6455 §7.4.1 that are used here.
inline constexpr std::uint16_t kCloseNormal = 1000;
inline constexpr std::uint16_t kCloseGoingAway = 1001;
inline constexpr std::uint16_t kCloseProtocolError = 1002;
inline constexpr std::uint16_t kCloseUnsupported = 1003; // a binary message
inline constexpr std::uint16_t kCloseNoCode = 1005;      // never sent
inline constexpr std::uint16_t kCloseBadText = 1007;
inline constexpr std::uint16_t kClosePolicy = 1008;
inline constexpr std::uint16_t kCloseTooBig = 1009;

struct WebSocketMessage
{
    WebSocketOpcode kind = WebSocketOpcode::Text; // Text, Ping, Pong or Close
    std::string payload;                          // of a Close: its reason
    std::uint16_t closeCode = kCloseNoCode;       // of a Close
};

struct WebSocketFailure
{
    std::uint16_t code = kCloseProtocolError;
    const char *problem = "";
};

// Bytes of a client in, messages out: no sockets, no clock. Strict: what is masked, reserved,
// fragmented or encoded other than the RFC says ends the connection with the code it names. Holds
// at most one message of the limit's size and one control frame.
class WebSocketReader
{
public:
    enum class State { Reading, Complete, Failed };

    explicit WebSocketReader(std::size_t messageLimit)
        : m_messageLimit(messageLimit)
    {}

    // Returns the bytes used; stops behind a message (Complete) and at a mistake (Failed).
    std::size_t feed(std::string_view bytes);

    State state() const { return m_state; }
    // REQUIRES: Complete. Reading goes on.
    WebSocketMessage take();
    // REQUIRES: Failed
    const WebSocketFailure &failure() const { return m_failure; }

private:
    std::size_t takeHead(std::string_view bytes);
    std::size_t takePayload(std::string_view bytes);
    void checkStart();
    void checkLength();
    void endFrame();
    void endClose();
    void fail(std::uint16_t code, const char *problem);

    std::uint8_t headByte(std::size_t i) const { return static_cast<std::uint8_t>(m_head[i]); }
    WebSocketOpcode opcode() const { return WebSocketOpcode(headByte(0) & 0x0FU); }
    bool isFinal() const { return (headByte(0) & 0x80U) != 0; }
    bool isControl() const { return (headByte(0) & 0x08U) != 0; }
    std::size_t headLength() const;

    const std::size_t m_messageLimit;
    State m_state = State::Reading;
    std::array<char, 14> m_head{};
    std::size_t m_headUsed = 0;
    bool m_inPayload = false;
    std::uint64_t m_length = 0; // of this frame's payload
    std::uint64_t m_used = 0;   // of it
    bool m_inMessage = false;   // fragments follow
    std::string m_text;         // the message so far
    Utf8Checker m_checker;
    std::string m_control; // payload of a control frame
    WebSocketMessage m_message;
    WebSocketFailure m_failure;
};

// Frames of a server: whole and not masked.
std::string webSocketFrameHead(WebSocketOpcode opcode, std::size_t size);
std::string webSocketFrame(WebSocketOpcode opcode, std::string_view payload);
// The reason is cut to what a control frame holds, between characters.
std::string webSocketCloseFrame(std::uint16_t code, std::string_view reason);

} // namespace binnacle::http
