#pragma once

#include "core/http/http_message.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace binnacle::http {

class EventLoop;
class Session;

// Where a handler leaves its wish to hear of a hang-up. Thread-safe.
class HangupBell
{
public:
    // False when the client is already gone; the callback is then the caller's to run.
    bool set(std::function<void()> &callback);
    // The client is gone: runs the callback if there is one. Returns whether there was.
    bool ring();
    void clear();

private:
    std::mutex m_mutex;
    bool m_gone = false;
    std::function<void()> m_callback;
};

// The handler's half of a request that waits for its answer; the functions of Exchange share it.
// Any thread. When the handler drops it unanswered, the client gets a 500 instead of silence.
class AnswerTicket
{
public:
    AnswerTicket(std::shared_ptr<EventLoop> loop, std::weak_ptr<Session> session,
        std::shared_ptr<HangupBell> bell);
    ~AnswerTicket();
    AnswerTicket(const AnswerTicket &) = delete;
    AnswerTicket &operator=(const AnswerTicket &) = delete;

    void respond(Response response, std::function<void(Delivery)> then);
    void onHangup(std::function<void()> callback);
    // Instead of respond(): the connection becomes a WebSocket, `head` is the 101 answer.
    void upgrade(std::string head, OpenedWebSocket opened);

private:
    const std::shared_ptr<EventLoop> m_loop;
    const std::weak_ptr<Session> m_session; // locked on the loop's thread only
    const std::shared_ptr<HangupBell> m_bell;
    std::atomic<bool> m_answered{false};
};

} // namespace binnacle::http
