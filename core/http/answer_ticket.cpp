#include "core/http/answer_ticket.h"

#include "core/http/event_loop.h"
#include "core/http/session.h"

namespace binnacle::http {

bool HangupBell::set(std::function<void()> &callback)
{
    const std::scoped_lock lock(m_mutex);
    if (m_gone)
        return false;
    m_callback.swap(callback);
    return true;
}

bool HangupBell::ring()
{
    std::function<void()> callback;
    {
        const std::scoped_lock lock(m_mutex);
        m_gone = true;
        callback.swap(m_callback);
    }
    if (!callback)
        return false;
    callback();
    return true;
}

void HangupBell::clear()
{
    std::function<void()> dropped; // destroyed outside the lock: it may own anything
    const std::scoped_lock lock(m_mutex);
    m_callback.swap(dropped);
}

AnswerTicket::AnswerTicket(std::shared_ptr<EventLoop> loop, std::weak_ptr<Session> session,
    std::shared_ptr<HangupBell> bell)
    : m_loop(std::move(loop))
    , m_session(std::move(session))
    , m_bell(std::move(bell))
{}

AnswerTicket::~AnswerTicket()
{
    if (!m_answered)
        respond(failure({ErrorCode::Internal, "the request was dropped without an answer"}), {});
}

void AnswerTicket::respond(Response response, std::function<void(Delivery)> then)
{
    if (m_answered.exchange(true))
        return;
    m_bell->clear();
    if (m_loop->isCurrentThread()) {
        const std::shared_ptr<Session> session = m_session.lock();
        // Still inside the handler: the session goes on with the answer when it returns.
        if (session && session->isDispatching()) {
            session->answer(std::move(response), std::move(then));
            return;
        }
    }
    // Always posted otherwise: `then` must not run inside the caller, who may hold a lock.
    m_loop->post(
        [weak = m_session, response = std::move(response), then = std::move(then)]() mutable {
            if (const std::shared_ptr<Session> session = weak.lock())
                session->answer(std::move(response), std::move(then));
            else if (then)
                then(Delivery::Lost);
        });
}

void AnswerTicket::upgrade(std::string head, OpenedWebSocket opened)
{
    if (m_answered.exchange(true))
        return;
    m_bell->clear();
    m_loop->post([weak = m_session, head = std::move(head), opened = std::move(opened)]() mutable {
        if (const std::shared_ptr<Session> session = weak.lock())
            session->upgrade(std::move(head), opened);
    });
}

void AnswerTicket::onHangup(std::function<void()> callback)
{
    if (!m_answered && !m_bell->set(callback))
        m_loop->post(std::move(callback));
}

} // namespace binnacle::http
