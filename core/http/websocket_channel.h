#pragma once

#include "core/base/time.h"
#include "core/http/event_loop.h"
#include "core/http/transport.h"
#include "core/http/websocket.h"
#include "core/http/websocket_codec.h"

#include <atomic>
#include <deque>
#include <mutex>

namespace binnacle::http {

// The WebSocket of one session: frames in and out over the session's transport. The session drives
// it on the loop's thread; whoever holds the WebSocket may send from any.
class WebSocketChannel final : public WebSocket
{
public:
    using TimePoint = EventLoop::SteadyClock::time_point;

    // `wake` makes the loop drive the session; any thread. `pingEvery`: and as long again without
    // a sign of life is too long.
    WebSocketChannel(std::function<void()> wake, Duration pingEvery);

    bool send(std::shared_ptr<const std::string> text) override;
    std::size_t queuedBytes() const override { return m_queuedBytes; }
    void close(std::uint16_t code, std::string reason) override;

    // The rest on the loop's thread.

    // `head` goes first, as it is.
    void start(std::string head, WebSocketEvents events);
    void feed(std::string_view bytes);
    // Done with no bytes: nothing to write.
    IoResult writeSome(Transport &transport);
    // Both sides said goodbye.
    bool isFinished() const { return m_peerClosed && m_closeSent && !hasChunk(); }
    enum class Health { Good, Wrote, Dead };
    Health sweep(TimePoint now); // Wrote: drive the session
    void end();                  // tells the listener; idempotent

private:
    bool hasChunk() const { return m_used < m_chunk.size() + (m_body ? m_body->size() : 0); }
    void handle(WebSocketMessage message);
    bool fill();
    void finishChunk();

    const std::function<void()> m_wake;
    const Duration m_pingEvery;
    std::atomic<std::size_t> m_queuedBytes = 0;

    std::mutex m_mutex;
    bool m_isOpen = true;                                   // guarded by m_mutex
    bool m_isWoken = false;                                 // guarded by m_mutex
    std::deque<std::shared_ptr<const std::string>> m_queue; // guarded by m_mutex
    std::string m_closeFrame;                               // guarded by m_mutex
    TimePoint m_closeBy{};                                  // guarded by m_mutex

    WebSocketEvents m_events;
    WebSocketReader m_reader;
    std::string m_control; // the head and pings, before any message
    std::string m_pong;    // the answer to the latest ping; earlier ones need none
    std::string m_chunk;   // on its way: frames, the last perhaps without its payload
    std::shared_ptr<const std::string> m_body; // which is this
    std::size_t m_used = 0;                    // of both
    std::size_t m_charged = 0;                 // of m_queuedBytes in them
    TimePoint m_heardAt{};
    TimePoint m_pingedAt{};
    bool m_closeSent = false; // or on its way
    bool m_peerClosed = false;
};

} // namespace binnacle::http
