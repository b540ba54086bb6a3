#pragma once

#include "core/base/time.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace binnacle {

// The one thread on which hub and rule state changes (ARCHITECTURE.md, "Threads"). What runs here
// must not block: no file, no socket, no waiting.
//
// Thread-safe. Tasks run in the order they were posted.
class CoreThread
{
public:
    using Task = std::function<void()>;
    using TimerId = std::uint64_t;

    CoreThread();
    // Runs what was posted, drops timers, joins.
    ~CoreThread();
    CoreThread(const CoreThread &) = delete;
    CoreThread &operator=(const CoreThread &) = delete;

    void post(Task task);
    TimerId after(Duration delay, Task task);
    TimerId every(Duration period, Task task);
    void cancel(TimerId timer); // a task already taken to run still runs

    bool isCurrent() const;

private:
    using Deadline = std::chrono::steady_clock::time_point;
    struct Timer
    {
        TimerId id;
        Duration period; // zero: once
        Task task;
    };

    void run(const std::stop_token &stop);
    std::vector<Task> takeDue(std::unique_lock<std::mutex> &lock, const std::stop_token &stop);
    TimerId arm(Duration delay, Duration period, Task task);

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::vector<Task> m_tasks;               // guarded by m_mutex
    std::multimap<Deadline, Timer> m_timers; // guarded by m_mutex
    TimerId m_nextTimer = 1;                 // guarded by m_mutex
    std::jthread m_thread;                   // last: joins first
};

} // namespace binnacle
