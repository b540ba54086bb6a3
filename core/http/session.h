#pragma once

#include "core/http/answer_ticket.h"
#include "core/http/connection.h"
#include "core/http/output_buffer.h"
#include "core/http/request_reader.h"
#include "core/http/server_context.h"
#include "core/http/websocket_channel.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace binnacle::http {

// The HTTP of one connection: reads requests one after the other, hands each to the router, writes
// its answer; or becomes a WebSocket for good.
class Session final : public Connection
{
public:
    // Any thread. `server` must outlive the session's close().
    Session(std::shared_ptr<EventLoop> loop, ServerContext &server, Peer peer);

    void start(bool overLimit); // over the limit: says 503 and closes
    void sweep(EventLoop::SteadyClock::time_point now) override;
    void beginStop() override;
    void close() override;

    // Nothing but Lost to `then` when no answer is awaited any more.
    void answer(Response response, std::function<void(Delivery)> then);
    // 101 with this head, then frames; nothing when no answer is awaited any more.
    void upgrade(std::string head, const OpenedWebSocket &opened);
    bool isDispatching() const { return m_dispatching; }

private:
    enum class Phase { Handshake, Reading, Answering, Writing, Lingering, Upgraded, Closed };

    bool step() override;
    bool stepHandshake();
    bool stepReading();
    bool stepAnswering();
    bool stepWriting();
    bool stepLingering();
    bool stepUpgraded();

    std::size_t consume(std::string_view bytes);
    bool headAccepted(std::string_view rest);
    void chargeBody();
    void updateReadDeadline();
    void dispatch();
    void peerGone(bool reset);
    void sweepAnswering();
    void sweepUpgraded(EventLoop::SteadyClock::time_point now);
    void endChannel();

    void refuse(const ReadFailure &why);
    void count(Limit reached);
    void startWrite(Response response);
    void finishWrite();
    void tell(Delivery delivery);
    void linger();
    bool hasInput() const { return m_inputUsed < m_input.size(); }
    std::weak_ptr<Session> weakSelf();

    ServerContext &m_server;
    Phase m_phase = Phase::Handshake;
    RequestReader m_reader;
    std::string m_input; // bytes that came behind the current request
    std::size_t m_inputUsed = 0;
    std::size_t m_bodyCharged = 0;
    EventLoop::SteadyClock::time_point m_bodyDeadline;
    std::shared_ptr<HangupBell> m_bell;          // while Answering
    std::shared_ptr<WebSocketChannel> m_channel; // while Upgraded
    OutputBuffer m_output;
    std::function<void(Delivery)> m_then;
    std::size_t m_lingered = 0; // bytes dropped after the last answer
    bool m_dispatching = false;
    bool m_refused = false;     // over a limit: one 503, nothing read
    bool m_served = false;      // at least one request was answered
    bool m_headStarted = false; // the deadline of the head runs
    bool m_keepAlive = false;
    bool m_headOnly = false; // HEAD: no body in the answer
    bool m_interim = false;  // 100 Continue is being written
    bool m_peerEof = false;  // the client sent its last byte
};

} // namespace binnacle::http
