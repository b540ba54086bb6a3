#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace binnacle {

// Runs jobs on a fixed number of threads. Jobs given the same key run one at a time, in the order
// they came; other jobs run beside them. Used for decoding (key: cluster) and for reading.
//
// Thread-safe. Jobs must not throw.
class WorkerPool
{
public:
    using Job = std::function<void()>;

    explicit WorkerPool(std::size_t threads);
    // Finishes every job that was accepted, then joins.
    ~WorkerPool();
    WorkerPool(const WorkerPool &) = delete;
    WorkerPool &operator=(const WorkerPool &) = delete;

    // Empty key: no order is promised.
    void post(Job job, std::string key = {});

    // Calls `work` with every number below `parts` and returns when all calls are over. They run on
    // this thread and on those of the pool that find the time, in any order. Jobs may call it: it
    // waits only for calls that have begun.
    void share(std::size_t parts, const std::function<void(std::size_t)> &work);

    // Blocks until everything accepted so far and by those jobs is done. For tests and shutdown;
    // never from a job.
    void drain();

private:
    struct Entry
    {
        Job job;
        std::string key;
    };

    void run(const std::stop_token &stop);
    void finished(const std::string &key); // REQUIRES: m_mutex held

    std::mutex m_mutex;
    std::condition_variable_any m_changed; // a job is ready
    std::condition_variable_any m_idle;    // nothing is left; apart, so no wake-up goes astray
    std::deque<Entry> m_ready;             // guarded by m_mutex
    // Keys that run or are ready to run -> the jobs behind them; guarded by m_mutex.
    std::unordered_map<std::string, std::deque<Job>> m_lanes;
    std::size_t m_unfinished = 0;        // guarded by m_mutex
    std::vector<std::jthread> m_threads; // last: joins first
};

} // namespace binnacle
