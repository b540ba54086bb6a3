#include "core/http/websocket_channel.h"

#include <utility>

namespace binnacle::http {

namespace {

constexpr std::size_t kMessageBytes = 64U << 10;
// Small messages share a write up to here.
constexpr std::size_t kJoinBytes = 16U << 10;
// For what is on its way, the close frame and the peer's.
constexpr Duration kCloseTime{500};

} // namespace

WebSocketChannel::WebSocketChannel(std::function<void()> wake, Duration pingEvery)
    : m_wake(std::move(wake))
    , m_pingEvery(pingEvery)
    , m_reader(kMessageBytes)
{}

bool WebSocketChannel::send(std::shared_ptr<const std::string> text)
{
    bool isFirst = false;
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_isOpen)
            return false;
        m_queuedBytes += text->size();
        m_queue.push_back(std::move(text));
        isFirst = !std::exchange(m_isWoken, true);
    }
    if (isFirst)
        m_wake();
    return true;
}

void WebSocketChannel::close(std::uint16_t code, std::string reason)
{
    std::deque<std::shared_ptr<const std::string>> dropped; // may free much: outside the lock
    {
        const std::scoped_lock lock(m_mutex);
        if (!std::exchange(m_isOpen, false))
            return;
        m_closeFrame = webSocketCloseFrame(code, reason);
        m_closeBy = EventLoop::SteadyClock::now() + kCloseTime;
        dropped.swap(m_queue);
        for (const auto &text : dropped)
            m_queuedBytes -= text->size();
        m_isWoken = true;
    }
    m_wake();
}

void WebSocketChannel::start(std::string head, WebSocketEvents events)
{
    m_control = std::move(head);
    m_events = std::move(events);
    m_heardAt = EventLoop::SteadyClock::now();
    m_pingedAt = m_heardAt;
}

void WebSocketChannel::feed(std::string_view bytes)
{
    m_heardAt = EventLoop::SteadyClock::now();
    while (!bytes.empty() && !m_peerClosed) {
        bytes.remove_prefix(m_reader.feed(bytes));
        if (m_reader.state() == WebSocketReader::State::Complete) {
            handle(m_reader.take());
        } else if (m_reader.state() == WebSocketReader::State::Failed) {
            close(m_reader.failure().code, m_reader.failure().problem);
            m_peerClosed = true; // nothing it says counts any more
        }
    }
}

void WebSocketChannel::handle(WebSocketMessage message)
{
    switch (message.kind) {
    case WebSocketOpcode::Close:
        close(message.closeCode == kCloseNoCode ? kCloseNormal : message.closeCode, {});
        m_peerClosed = true;
        return;
    case WebSocketOpcode::Ping:
        m_pong = webSocketFrame(WebSocketOpcode::Pong, message.payload);
        return;
    case WebSocketOpcode::Text: {
        {
            const std::scoped_lock lock(m_mutex);
            if (!m_isOpen)
                return;
        }
        if (m_events.message)
            m_events.message(std::move(message.payload));
        return;
    }
    case WebSocketOpcode::Pong:
    case WebSocketOpcode::Continuation:
    case WebSocketOpcode::Binary:
        return;
    }
}

bool WebSocketChannel::fill()
{
    m_chunk = std::exchange(m_control, {});
    m_chunk += std::exchange(m_pong, {});
    const std::scoped_lock lock(m_mutex);
    m_isWoken = false;
    if (!m_closeSent && !m_closeFrame.empty()) {
        m_chunk += std::exchange(m_closeFrame, {});
        m_closeSent = true;
    }
    while (!m_queue.empty() && m_chunk.size() < kJoinBytes && !m_body) {
        std::shared_ptr<const std::string> text = std::move(m_queue.front());
        m_queue.pop_front();
        m_charged += text->size();
        m_chunk += webSocketFrameHead(WebSocketOpcode::Text, text->size());
        if (text->size() > kJoinBytes)
            m_body = std::move(text);
        else
            m_chunk += *text;
    }
    return !m_chunk.empty();
}

IoResult WebSocketChannel::writeSome(Transport &transport)
{
    if (!hasChunk() && !fill())
        return {IoOutcome::Done, 0};
    const bool isInChunk = m_used < m_chunk.size();
    const std::string_view rest = isInChunk
        ? std::string_view(m_chunk).substr(m_used)
        : std::string_view(*m_body).substr(m_used - m_chunk.size());
    const IoResult result = transport.write(rest, isInChunk && m_body);
    m_used += result.bytes;
    if (!hasChunk())
        finishChunk();
    return result;
}

void WebSocketChannel::finishChunk()
{
    m_chunk = {};
    m_body.reset();
    m_used = 0;
    const std::size_t charged = std::exchange(m_charged, 0);
    const bool isDrained = charged > 0 && (m_queuedBytes -= charged) == 0;
    if (isDrained && m_events.drained)
        m_events.drained();
}

WebSocketChannel::Health WebSocketChannel::sweep(TimePoint now)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_isOpen)
            return now < m_closeBy ? Health::Good : Health::Dead;
    }
    if (now - m_pingedAt < m_pingEvery)
        return Health::Good;
    if (m_heardAt < m_pingedAt)
        return Health::Dead;
    m_pingedAt = now;
    m_control += webSocketFrame(WebSocketOpcode::Ping, {});
    return Health::Wrote;
}

void WebSocketChannel::end()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isOpen = false;
        m_queue.clear();
    }
    const WebSocketEvents events = std::exchange(m_events, {});
    if (events.closed)
        events.closed();
}

} // namespace binnacle::http
