#include "core/base/worker_pool.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <utility>

namespace binnacle {

namespace {

// Work that several threads take from, number by number. Lives on for helpers that come when
// nothing is left; they do not touch `work` any more.
class SharedWork
{
public:
    SharedWork(std::size_t parts, const std::function<void(std::size_t)> &work)
        : m_parts(parts)
        , m_work(work)
    {}

    void help()
    {
        for (std::size_t part = m_next++; part < m_parts; part = m_next++) {
            m_work(part);
            if (++m_done == m_parts)
                m_done.notify_all();
        }
    }

    void wait() const
    {
        for (std::size_t done = m_done; done < m_parts; done = m_done)
            m_done.wait(done);
    }

private:
    const std::size_t m_parts;
    const std::function<void(std::size_t)> &m_work;
    std::atomic_size_t m_next = 0;
    std::atomic_size_t m_done = 0;
};

} // namespace

WorkerPool::WorkerPool(std::size_t threads)
{
    m_threads.reserve(threads);
    for (std::size_t i = 0; i < threads; ++i)
        m_threads.emplace_back([this](const std::stop_token &stop) { run(stop); });
}

WorkerPool::~WorkerPool()
{
    drain();
    for (std::jthread &thread : m_threads)
        thread.request_stop();
    m_changed.notify_all();
}

void WorkerPool::post(Job job, std::string key)
{
    {
        const std::scoped_lock lock(m_mutex);
        ++m_unfinished;
        if (!key.empty()) {
            const auto lane = m_lanes.find(key);
            if (lane != m_lanes.end()) {
                lane->second.push_back(std::move(job));
                return; // its predecessor wakes it
            }
            m_lanes.try_emplace(key);
        }
        m_ready.push_back({std::move(job), std::move(key)});
    }
    m_changed.notify_one();
}

void WorkerPool::share(std::size_t parts, const std::function<void(std::size_t)> &work)
{
    const auto shared = std::make_shared<SharedWork>(parts, work);
    for (std::size_t i = 1; i < std::min(parts, m_threads.size()); ++i)
        post([shared] { shared->help(); });
    shared->help();
    shared->wait();
}

void WorkerPool::drain()
{
    std::unique_lock lock(m_mutex);
    m_idle.wait(lock, [this] { return m_unfinished == 0; });
}

void WorkerPool::run(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    while (m_changed.wait(lock, stop, [this] { return !m_ready.empty(); })) {
        Entry entry = std::move(m_ready.front());
        m_ready.pop_front();
        lock.unlock();
        entry.job();
        entry.job = nullptr; // what it captured dies outside the lock
        lock.lock();
        finished(entry.key);
    }
}

void WorkerPool::finished(const std::string &key)
{
    if (--m_unfinished == 0)
        m_idle.notify_all();
    if (!key.empty()) {
        const auto lane = m_lanes.find(key);
        if (lane->second.empty()) {
            m_lanes.erase(lane);
        } else {
            m_ready.push_back({std::move(lane->second.front()), key});
            lane->second.pop_front();
            m_changed.notify_one();
        }
    }
}

} // namespace binnacle
