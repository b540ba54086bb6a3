#include "core/http/session.h"

#include "core/http/admission.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace binnacle::http {

namespace {

// After the last answer the client may finish sending, within reason.
constexpr Duration kLingerTime{1'000};
constexpr std::size_t kLingerBytes = 16U << 20;
// A long answer gets time beyond writeTimeout for a client that reads at least this much a second.
constexpr std::size_t kSlowestReader = 64U << 10;

// What a refusal counts as; nullopt: whoever decided on it has counted it.
std::optional<Limit> limitOf(const ReadFailure &why)
{
    switch (why.status) {
    case 403:
        return Limit::Hosts;
    case 408:
        return Limit::Deadlines;
    case 413:
        return Limit::Bodies;
    case 503:
        return std::nullopt;
    default:
        return Limit::Heads;
    }
}

} // namespace

Session::Session(std::shared_ptr<EventLoop> loop, ServerContext &server, Peer peer)
    : Connection(std::move(loop), std::move(peer))
    , m_server(server)
    , m_reader(server.settings.limits)
{
    if (isOpen()) {
        m_transport = server.tls ? server.tls->makeTransport(descriptor())
                                 : makePlainTransport(descriptor());
    }
}

void Session::start(bool overLimit)
{
    m_loop->add(shared_from_this());
    m_refused = overLimit;
    setDeadline(m_server.settings.limits.headTimeout);
    if (!m_transport || m_loop->isStopping())
        close();
    else
        pump();
}

bool Session::step()
{
    switch (m_phase) {
    case Phase::Handshake:
        return stepHandshake();
    case Phase::Reading:
        return stepReading();
    case Phase::Answering:
        return stepAnswering();
    case Phase::Writing:
        return stepWriting();
    case Phase::Lingering:
        return stepLingering();
    case Phase::Upgraded:
        return stepUpgraded();
    case Phase::Closed:
        break;
    }
    return false;
}

bool Session::stepHandshake()
{
    const IoResult result = m_transport->handshake();
    if (waits(result.outcome))
        return false;
    if (result.outcome != IoOutcome::Done) {
        close();
        return false;
    }
    m_phase = Phase::Reading;
    if (m_refused)
        refuse({503, "too many connections"});
    return true;
}

bool Session::stepReading()
{
    if (hasInput()) {
        m_inputUsed += consume(std::string_view(m_input).substr(m_inputUsed));
        if (!hasInput()) {
            std::string().swap(m_input); // an idle connection keeps nothing
            m_inputUsed = 0;
        }
        return true;
    }
    const IoResult result = readSome(m_loop->scratch().size());
    m_server.stats.bytesIn += result.bytes;
    if (waits(result.outcome))
        return false;
    if (result.outcome == IoOutcome::Done) {
        const std::string_view bytes(m_loop->scratch().data(), result.bytes);
        m_input = bytes.substr(consume(bytes));
        return true;
    }
    if (result.outcome == IoOutcome::Eof && m_reader.started()) {
        m_peerEof = true;
        refuse({400, "the connection ended inside a request"});
        return true;
    }
    close();
    return false;
}

// Feeds the reader up to the end of one request; returns the bytes used.
std::size_t Session::consume(std::string_view bytes)
{
    std::size_t used = 0;
    while (used < bytes.size() || m_reader.state() == RequestReader::State::Complete) {
        const bool inHead = m_reader.state() == RequestReader::State::Head;
        used += m_reader.feed(bytes.substr(used));
        const std::string_view rest = bytes.substr(used);
        if (m_reader.state() == RequestReader::State::Failed) {
            refuse(m_reader.failure());
            return bytes.size();
        }
        if (inHead && m_reader.state() != RequestReader::State::Head && !headAccepted(rest))
            return m_interim ? used : bytes.size();
        chargeBody();
        if (m_phase != Phase::Reading)
            return bytes.size();
        if (m_reader.state() != RequestReader::State::Complete)
            continue;
        if (const auto refusal = refusalOfRest(m_reader.head(), bytes.substr(used))) {
            refuse(*refusal);
            return bytes.size();
        }
        dispatch();
        return used;
    }
    updateReadDeadline();
    return used;
}

// Whether the body (or nothing more) may be read; else an answer is on its way.
bool Session::headAccepted(std::string_view rest)
{
    const RequestHead &head = m_reader.head();
    const bool complete = m_reader.state() == RequestReader::State::Complete;
    m_bodyDeadline = EventLoop::SteadyClock::now() + m_server.settings.limits.bodyTimeout;
    if (const auto refusal = refusalOf(m_server.policy, head)) {
        refuse(*refusal);
        return false;
    }
    if (head.expectsContinue && !complete && rest.empty()) {
        m_output.setInterim("HTTP/1.1 100 Continue\r\n\r\n");
        m_interim = true;
        m_phase = Phase::Writing;
        setDeadline(m_server.settings.limits.writeTimeout);
        return false;
    }
    return true;
}

// Keeps account of the bodies that all connections together hold in memory.
void Session::chargeBody()
{
    const std::size_t held = m_reader.bodyBytes();
    const std::size_t before = std::exchange(m_bodyCharged, held);
    const std::size_t total = m_server.bodyBytes += held - before; // wraps rightly when it shrinks
    if (held > before && total > m_server.settings.limits.bodyBytesTotal) {
        ++m_server.stats.rejectedBodies; // of all: not this client's doing
        refuse({503, "too many bodies are being received"});
    }
}

void Session::updateReadDeadline()
{
    const HttpLimits &limits = m_server.settings.limits;
    if (m_reader.state() == RequestReader::State::Body) {
        setDeadline(limits.bodyIdleTimeout);
        m_deadline = std::min(m_deadline, m_bodyDeadline);
    } else if (m_reader.started() && !m_headStarted) {
        m_headStarted = true;
        setDeadline(limits.headTimeout);
    }
}

void Session::refuse(const ReadFailure &why)
{
    if (const auto reached = limitOf(why))
        count(*reached);
    m_keepAlive = false;
    m_headOnly = false;
    m_input.clear();
    m_inputUsed = 0;
    Response response = responseTo(why); // `why` may live in the reader
    m_reader.abandon();
    m_server.bodyBytes -= std::exchange(m_bodyCharged, 0);
    startWrite(std::move(response));
}

void Session::count(Limit reached)
{
    ServerStats &stats = m_server.stats;
    switch (reached) {
    case Limit::Heads:
        ++stats.rejectedHeads;
        break;
    case Limit::Bodies:
        ++stats.rejectedBodies;
        break;
    case Limit::Hosts:
        ++stats.rejectedHosts;
        break;
    case Limit::Deadlines:
        ++stats.timeouts;
        break;
    case Limit::Connections: // counted and told where connections are let in
        return;
    }
    if (m_server.report)
        m_server.report(reached, m_address);
}

void Session::startWrite(Response response)
{
    m_keepAlive = m_keepAlive && !m_peerEof;
    m_output.set(std::move(response), m_keepAlive, m_headOnly);
    m_phase = Phase::Writing;
    setDeadline(m_server.settings.limits.writeTimeout
        + Duration(1'000 * m_output.bodySize() / kSlowestReader));
}

bool Session::stepWriting()
{
    const IoResult result = m_output.writeSome(*m_transport);
    if (waits(result.outcome))
        return false;
    if (result.outcome != IoOutcome::Done) {
        close();
        return false;
    }
    if (m_output.finished())
        finishWrite();
    return true;
}

void Session::finishWrite()
{
    // The peer may have closed before the answer was there, and HEAD carries no body: what a
    // handler handed out that way did not arrive.
    const bool lost = m_peerEof || m_output.leftBodyOut();
    m_output.clear();
    m_phase = Phase::Reading;
    if (m_interim) {
        m_interim = false;
        updateReadDeadline();
        return;
    }
    m_served = true;
    tell(lost ? Delivery::Lost : Delivery::Written);
    if (!m_keepAlive || (m_loop->isStopping() && !hasInput()))
        linger();
    else
        setDeadline(m_server.settings.limits.idleTimeout);
}

void Session::tell(Delivery delivery)
{
    if (const auto then = std::exchange(m_then, nullptr))
        then(delivery);
}

// Closing with unread bytes in the socket would reset it and could take the answer along; so the
// peer is told that nothing follows and gets a moment to stop sending.
void Session::linger()
{
    if (m_peerEof) {
        close();
        return;
    }
    m_transport->finish();
    m_phase = Phase::Lingering;
    setDeadline(kLingerTime);
}

bool Session::stepLingering()
{
    const IoResult result = discardSome();
    if (waits(result.outcome))
        return false;
    m_lingered += result.bytes;
    if (result.outcome == IoOutcome::Done && m_lingered < kLingerBytes)
        return true;
    close();
    return false;
}

void Session::sweep(EventLoop::SteadyClock::time_point now)
{
    if (m_phase == Phase::Answering) {
        sweepAnswering();
        return;
    }
    if (m_phase == Phase::Upgraded) {
        sweepUpgraded(now);
        return;
    }
    if (now < m_deadline)
        return;
    if (m_phase == Phase::Reading && m_reader.started()) {
        refuse({408, "the request took too long to arrive"});
        pump();
        return;
    }
    const bool idle = m_phase == Phase::Reading && m_served;
    if (!idle && m_phase != Phase::Lingering)
        count(Limit::Deadlines);
    close();
}

void Session::beginStop()
{
    if (m_phase == Phase::Upgraded)
        m_channel->close(kCloseGoingAway, "the server stops");
    if (m_phase == Phase::Reading)
        pump(); // a request may be waiting in the socket
    if (m_phase == Phase::Handshake
        || (m_phase == Phase::Reading && !m_reader.started() && !hasInput()))
        close();
}

void Session::close()
{
    if (m_phase == Phase::Closed)
        return;
    const auto self = shared_from_this();
    const bool pending = m_phase == Phase::Answering;
    m_phase = Phase::Closed;
    m_server.bodyBytes -= std::exchange(m_bodyCharged, 0);
    closeSocket();
    if (pending)
        m_bell->ring();
    endChannel();
    tell(Delivery::Lost);
}

} // namespace binnacle::http
