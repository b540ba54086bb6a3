#include "core/http/event_loop.h"

#include "core/http/connection.h"

#include <boost/asio/post.hpp>

#include <future>

namespace binnacle::http {

namespace {

// All deadlines of all sessions are looked at this often, instead of a timer for each operation.
constexpr std::chrono::milliseconds kSweepInterval{250};
constexpr std::size_t kScratchBytes = 64U << 10;

} // namespace

EventLoop::EventLoop()
    : m_work(m_context.get_executor())
    , m_sweepTimer(m_context)
    , m_scratch(kScratchBytes)
{}

EventLoop::~EventLoop() // NOLINT(bugprone-exception-escape): see the declaration
{
    if (m_thread.joinable())
        finish();
}

void EventLoop::start()
{
    armSweep();
    std::promise<void> identified;
    m_thread = std::thread([this, &identified] {
        m_threadId = std::this_thread::get_id();
        identified.set_value();
        m_context.run();
    });
    identified.get_future().wait();
}

void EventLoop::post(std::function<void()> work)
{
    {
        const std::scoped_lock lock(m_postMutex);
        if (!m_finished) {
            boost::asio::post(m_context, std::move(work));
            return;
        }
    }
    work();
}

void EventLoop::add(std::shared_ptr<Connection> connection)
{
    connection->setPlace(m_connections.size());
    m_connections.push_back(std::move(connection));
}

void EventLoop::remove(Connection &connection)
{
    const std::size_t place = connection.place();
    m_connections.back()->setPlace(place);
    std::swap(m_connections[place], m_connections.back());
    m_connections.pop_back();
}

void EventLoop::armSweep()
{
    m_sweepTimer.expires_after(kSweepInterval);
    m_sweepTimer.async_wait([this](const boost::system::error_code &failed) {
        // A sweep that was due when the timer was cancelled comes without an error.
        if (failed || m_ending)
            return;
        sweep();
        armSweep();
    });
}

void EventLoop::sweep()
{
    const auto now = SteadyClock::now();
    // Backwards, because a session that closes is replaced by the last one, which was seen.
    for (std::size_t i = m_connections.size(); i > 0; --i) {
        const std::shared_ptr<Connection> connection = m_connections[i - 1];
        connection->sweep(now);
    }
}

void EventLoop::runAndWait(std::function<void()> work)
{
    std::promise<void> done;
    boost::asio::post(m_context, [&] {
        work();
        done.set_value();
    });
    done.get_future().wait();
}

void EventLoop::beginStop()
{
    runAndWait([this] {
        m_stopping = true;
        for (std::size_t i = m_connections.size(); i > 0; --i) {
            const std::shared_ptr<Connection> connection = m_connections[i - 1];
            connection->beginStop();
        }
    });
}

void EventLoop::finish()
{
    runAndWait([this] {
        m_stopping = true;
        while (!m_connections.empty()) {
            const std::shared_ptr<Connection> connection = m_connections.back();
            connection->close();
        }
        m_ending = true;
        m_sweepTimer.cancel();
        m_work.reset();
    });
    {
        const std::scoped_lock lock(m_postMutex);
        m_finished = true;
    }
    m_thread.join();
    m_context.restart();
    m_context.poll(); // what was posted after run() saw no more work
}

} // namespace binnacle::http
