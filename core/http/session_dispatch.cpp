#include "core/http/session.h"
#include "core/http/websocket_handshake.h"

#include <utility>

// How a session hands a request over and takes its answer, or becomes a WebSocket.
namespace binnacle::http {

namespace {

// Requests that a client sends ahead of their turn are read up to here, then left to TCP.
constexpr std::size_t kPipelineBytes = 16U << 10;

} // namespace

std::weak_ptr<Session> Session::weakSelf()
{
    return std::static_pointer_cast<Session>(shared_from_this());
}

void Session::dispatch()
{
    const RequestHead &head = m_reader.head();
    const bool isHandshake = head.isWebSocketHandshake;
    m_keepAlive = head.keepAlive && !isHandshake; // the answer to one that is refused is the last
    Exchange exchange{.request = m_reader.take()};
    chargeBody();
    exchange.request.remoteAddress = m_address;
    m_headOnly = exchange.request.method == Method::Head;
    m_bell = std::make_shared<HangupBell>();
    {
        auto ticket = std::make_shared<AnswerTicket>(m_loop, weakSelf(), m_bell);
        exchange.respond = [ticket](Response response, std::function<void(Delivery)> then) {
            ticket->respond(std::move(response), std::move(then));
        };
        exchange.onHangup
            = [ticket](std::function<void()> callback) { ticket->onHangup(std::move(callback)); };
        if (isHandshake)
            exchange.acceptWebSocket
                = [ticket, key = std::string(exchange.request.header("sec-websocket-key"))](
                      const std::string &protocol, OpenedWebSocket opened) {
                      ticket->upgrade(switchingHead(key, protocol), std::move(opened));
                  };
    }
    ++m_server.stats.requests;
    m_phase = Phase::Answering;
    m_headStarted = false;
    m_dispatching = true;
    m_server.router.dispatch(std::move(exchange));
    m_dispatching = false;
}

bool Session::stepAnswering()
{
    if (m_peerEof || m_input.size() - m_inputUsed >= kPipelineBytes)
        return false; // the sweep looks for a hang-up
    const IoResult result = readSome(kPipelineBytes);
    m_server.stats.bytesIn += result.bytes;
    if (waits(result.outcome))
        return false;
    if (result.outcome == IoOutcome::Done)
        m_input.append(m_loop->scratch().data(), result.bytes);
    else
        peerGone(result.outcome == IoOutcome::Failed);
    return true;
}

void Session::sweepAnswering()
{
    if (!m_peerEof && m_input.size() - m_inputUsed >= kPipelineBytes && sawHangup())
        peerGone(false);
}

// A client that only half-closed gets its answer, unless the handler wants to hear of hang-ups:
// whoever waits in a long poll and sends FIN has left.
void Session::peerGone(bool reset)
{
    m_peerEof = true;
    const bool heard = m_bell->ring();
    if (heard || reset)
        close();
}

void Session::answer(Response response, std::function<void(Delivery)> then)
{
    if (m_phase != Phase::Answering) {
        if (then)
            then(Delivery::Lost);
        return;
    }
    m_then = std::move(then);
    m_bell.reset();
    if (m_loop->isStopping() && !hasInput())
        m_keepAlive = false;
    startWrite(std::move(response));
    pump();
}

void Session::upgrade(std::string head, const OpenedWebSocket &opened)
{
    if (m_phase != Phase::Answering)
        return;
    m_bell.reset();
    m_channel = std::make_shared<WebSocketChannel>(
        [loop = m_loop, weak = weakSelf()] {
            loop->post([weak] {
                if (const std::shared_ptr<Session> session = weak.lock())
                    session->pump();
            });
        },
        m_server.settings.limits.webSocketPing);
    m_phase = Phase::Upgraded;
    m_channel->start(std::move(head), opened(m_channel));
    if (m_loop->isStopping())
        m_channel->close(kCloseGoingAway, "the server stops");
    pump();
}

bool Session::stepUpgraded()
{
    if (hasInput()) { // came behind the handshake
        m_channel->feed(std::string_view(m_input).substr(m_inputUsed));
        m_input = {};
        m_inputUsed = 0;
    }
    const auto isBroken = [](const IoResult &result) {
        return result.outcome == IoOutcome::Eof || result.outcome == IoOutcome::Failed;
    };
    const IoResult wrote = m_channel->writeSome(*m_transport);
    if (isBroken(wrote)) {
        close();
        return false;
    }
    if (m_channel->isFinished()) {
        endChannel();
        linger();
        return isOpen();
    }
    const IoResult read = readSome(m_loop->scratch().size());
    m_server.stats.bytesIn += read.bytes;
    if (isBroken(read)) {
        close();
        return false;
    }
    if (read.bytes > 0)
        m_channel->feed({m_loop->scratch().data(), read.bytes});
    waitsFor(wrote.outcome, read.outcome);
    return wrote.bytes > 0 || read.bytes > 0;
}

void Session::sweepUpgraded(EventLoop::SteadyClock::time_point now)
{
    switch (m_channel->sweep(now)) {
    case WebSocketChannel::Health::Good:
        return;
    case WebSocketChannel::Health::Wrote:
        pump();
        return;
    case WebSocketChannel::Health::Dead:
        count(Limit::Deadlines);
        close();
        return;
    }
}

void Session::endChannel()
{
    if (const auto channel = std::exchange(m_channel, nullptr))
        channel->end();
}

} // namespace binnacle::http
