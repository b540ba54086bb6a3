#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

// Asio of Boost 1.74 uses std::exchange without including it.
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/basic_stream_descriptor.hpp>

#include <utility>

namespace binnacle::http {

class Connection;

// One network thread with its sessions. A session lives on one loop for ever, so nothing in it is
// locked. Internal to core/http: only its .cpp files include this and with it Asio.
class EventLoop
{
public:
    using Executor = boost::asio::io_context::executor_type;
    using Descriptor = boost::asio::posix::basic_stream_descriptor<Executor>;
    using SteadyClock = std::chrono::steady_clock;

    EventLoop();
    // What Asio may throw here means that the system is out of memory: it may end the program.
    ~EventLoop(); // NOLINT(bugprone-exception-escape)
    EventLoop(const EventLoop &) = delete;
    EventLoop &operator=(const EventLoop &) = delete;

    void start();

    // Any thread. After finish() the work runs at once on the caller's thread; it then finds no
    // session any more.
    void post(std::function<void()> work);
    bool isCurrentThread() const { return m_threadId == std::this_thread::get_id(); }

    // Not on the loop's thread, each once, in this order.
    void beginStop(); // returns when the idle sessions are closed
    void finish();    // closes what is left and joins

    boost::asio::io_context &context() { return m_context; }

    // On the loop's thread:
    bool isStopping() const { return m_stopping; }
    std::span<char> scratch() { return m_scratch; } // for one read; shared by all sessions
    void add(std::shared_ptr<Connection> connection);
    void remove(Connection &connection);

private:
    void armSweep();
    void sweep();
    void runAndWait(std::function<void()> work);

    boost::asio::io_context m_context{1};
    boost::asio::executor_work_guard<Executor> m_work;
    boost::asio::basic_waitable_timer<SteadyClock, boost::asio::wait_traits<SteadyClock>, Executor>
        m_sweepTimer;
    std::vector<char> m_scratch;
    std::vector<std::shared_ptr<Connection>> m_connections;
    bool m_stopping = false;
    bool m_ending = false; // no more sweeps
    std::mutex m_postMutex;
    bool m_finished = false; // guarded by m_postMutex
    std::thread::id m_threadId;
    std::thread m_thread;
};

} // namespace binnacle::http
