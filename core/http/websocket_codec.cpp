#include "core/http/websocket_codec.h"

#include <algorithm>
#include <utility>

namespace binnacle::http {

namespace {

constexpr std::size_t kControlBytes = 125;
constexpr std::uint8_t kLength16 = 126;
constexpr std::uint8_t kLength64 = 127;
constexpr std::uint8_t kMaskBit = 0x80;
constexpr std::size_t kMaskBytes = 4;

bool isKnown(WebSocketOpcode opcode)
{
    switch (opcode) {
    case WebSocketOpcode::Continuation:
    case WebSocketOpcode::Text:
    case WebSocketOpcode::Binary:
    case WebSocketOpcode::Close:
    case WebSocketOpcode::Ping:
    case WebSocketOpcode::Pong:
        return true;
    }
    return false;
}

// What a peer may put into a close frame, RFC 6455 §7.4 and the registry.
bool isSendableCode(std::uint16_t code)
{
    const bool isReserved = code == 1004 || code == 1005 || code == 1006;
    return (code >= 1000 && code <= 1014 && !isReserved) || (code >= 3000 && code <= 4999);
}

bool isUtf8(std::string_view text)
{
    Utf8Checker checker;
    return checker.feed(text) && checker.isComplete();
}

void appendBigEndian(std::string &out, std::uint64_t number, int bytes)
{
    for (int i = bytes - 1; i >= 0; --i)
        out += static_cast<char>(number >> (8 * i) & 0xFFU);
}

} // namespace

void WebSocketReader::fail(std::uint16_t code, const char *problem)
{
    m_state = State::Failed;
    m_failure = {.code = code, .problem = problem};
    m_text = {};
    m_control = {};
}

std::size_t WebSocketReader::feed(std::string_view bytes)
{
    std::size_t used = 0;
    while (m_state == State::Reading && used < bytes.size()) {
        const std::string_view rest = bytes.substr(used);
        used += m_inPayload ? takePayload(rest) : takeHead(rest);
    }
    return used;
}

WebSocketMessage WebSocketReader::take()
{
    m_state = State::Reading;
    return std::exchange(m_message, {});
}

std::size_t WebSocketReader::headLength() const
{
    if (m_headUsed < 2)
        return 2;
    const unsigned length = headByte(1) & 0x7FU;
    const std::size_t extra = length == kLength64 ? 8 : length == kLength16 ? 2 : 0;
    return 2 + extra + kMaskBytes;
}

std::size_t WebSocketReader::takeHead(std::string_view bytes)
{
    const std::size_t count = std::min(bytes.size(), headLength() - m_headUsed);
    std::copy_n(bytes.begin(), count, m_head.begin() + static_cast<std::ptrdiff_t>(m_headUsed));
    const bool hadStart = m_headUsed >= 2;
    m_headUsed += count;
    if (m_headUsed < headLength() && (hadStart || m_headUsed < 2))
        return count;
    if (!hadStart)
        checkStart();
    else
        checkLength();
    return count;
}

// The first two bytes say nearly everything.
void WebSocketReader::checkStart()
{
    const unsigned length = headByte(1) & 0x7FU;
    const bool isContinuation = opcode() == WebSocketOpcode::Continuation;
    if ((headByte(0) & 0x70U) != 0)
        fail(kCloseProtocolError, "a reserved bit is set; no extension was agreed");
    else if (!isKnown(opcode()))
        fail(kCloseProtocolError, "unknown opcode");
    else if ((headByte(1) & kMaskBit) == 0)
        fail(kCloseProtocolError, "frames of a client have to be masked");
    else if (isControl() && !isFinal())
        fail(kCloseProtocolError, "a control frame in fragments");
    else if (isControl() && length > kControlBytes)
        fail(kCloseProtocolError, "a control frame is too long");
    else if (!isControl() && isContinuation != m_inMessage)
        fail(kCloseProtocolError,
            isContinuation ? "a continuation of nothing" : "a message inside a message");
    else if (opcode() == WebSocketOpcode::Binary)
        fail(kCloseUnsupported, "only text messages are understood");
}

void WebSocketReader::checkLength()
{
    const std::size_t extra = headLength() - 2 - kMaskBytes;
    m_length = headByte(1) & 0x7FU;
    if (extra > 0) {
        m_length = 0;
        for (std::size_t i = 0; i < extra; ++i)
            m_length = m_length << 8U | headByte(2 + i);
    }
    const std::uint64_t least = extra == 8 ? 0x1'0000U : extra == 2 ? kLength16 : 0;
    const std::size_t held = isControl() ? 0 : m_text.size();
    if (m_length >> 63U != 0)
        return fail(kCloseProtocolError, "a length beyond 2^63");
    if (m_length < least)
        return fail(kCloseProtocolError, "a length in more bytes than it takes");
    if (!isControl() && m_length > m_messageLimit - held)
        return fail(kCloseTooBig, "the message is too long");
    m_used = 0;
    m_inPayload = true;
    if (m_length == 0)
        endFrame();
}

std::size_t WebSocketReader::takePayload(std::string_view bytes)
{
    const std::size_t count = std::min<std::uint64_t>(bytes.size(), m_length - m_used);
    std::string &target = isControl() ? m_control : m_text;
    const std::size_t before = target.size();
    const std::size_t mask = headLength() - kMaskBytes;
    for (std::size_t i = 0; i < count; ++i)
        target += static_cast<char>(bytes[i] ^ m_head[mask + (m_used + i) % kMaskBytes]);
    m_used += count;
    if (!isControl() && !m_checker.feed(std::string_view(target).substr(before))) {
        fail(kCloseBadText, "the text is not UTF-8");
        return count;
    }
    if (m_used == m_length)
        endFrame();
    return count;
}

void WebSocketReader::endFrame()
{
    m_inPayload = false;
    m_headUsed = 0;
    if (opcode() == WebSocketOpcode::Close)
        return endClose();
    if (isControl()) {
        m_message = {.kind = opcode(), .payload = std::exchange(m_control, {})};
        m_state = State::Complete;
        return;
    }
    m_inMessage = !isFinal();
    if (m_inMessage)
        return;
    if (!m_checker.isComplete())
        return fail(kCloseBadText, "the text ends inside a character");
    m_checker = {};
    m_message = {.kind = WebSocketOpcode::Text, .payload = std::exchange(m_text, {})};
    m_state = State::Complete;
}

void WebSocketReader::endClose()
{
    std::uint16_t code = kCloseNoCode;
    if (m_control.size() == 1)
        return fail(kCloseProtocolError, "half a close code");
    if (!m_control.empty()) {
        code = static_cast<std::uint16_t>(static_cast<std::uint8_t>(m_control[0]) << 8U
            | static_cast<std::uint8_t>(m_control[1]));
        m_control.erase(0, 2);
        if (!isSendableCode(code))
            return fail(kCloseProtocolError, "a close code that nobody may send");
        if (!isUtf8(m_control))
            return fail(kCloseBadText, "the reason is not UTF-8");
    }
    m_message = {
        .kind = WebSocketOpcode::Close, .payload = std::exchange(m_control, {}), .closeCode = code};
    m_state = State::Complete;
}

std::string webSocketFrameHead(WebSocketOpcode opcode, std::size_t size)
{
    std::string head(1, static_cast<char>(0x80U | static_cast<unsigned>(opcode)));
    if (size <= kControlBytes) {
        head += static_cast<char>(size);
    } else if (size <= 0xFFFF) {
        head += static_cast<char>(kLength16);
        appendBigEndian(head, size, 2);
    } else {
        head += static_cast<char>(kLength64);
        appendBigEndian(head, size, 8);
    }
    return head;
}

std::string webSocketFrame(WebSocketOpcode opcode, std::string_view payload)
{
    return webSocketFrameHead(opcode, payload.size()).append(payload);
}

std::string webSocketCloseFrame(std::uint16_t code, std::string_view reason)
{
    std::string payload;
    appendBigEndian(payload, code, 2);
    std::size_t length = std::min(reason.size(), kControlBytes - payload.size());
    const auto isInside
        = [&] { return length < reason.size() && (reason[length] & '\xC0') == '\x80'; };
    while (length > 0 && isInside())
        --length;
    return webSocketFrame(WebSocketOpcode::Close, payload.append(reason.substr(0, length)));
}

} // namespace binnacle::http
