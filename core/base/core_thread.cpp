#include "core/base/core_thread.h"

#include <algorithm>
#include <utility>

namespace binnacle {

CoreThread::CoreThread()
    : m_thread([this](const std::stop_token &stop) { run(stop); })
{}

CoreThread::~CoreThread()
{
    m_thread.request_stop();
    m_changed.notify_all();
}

void CoreThread::post(Task task)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_tasks.push_back(std::move(task));
    }
    m_changed.notify_one();
}

CoreThread::TimerId CoreThread::after(Duration delay, Task task)
{
    return arm(delay, Duration::zero(), std::move(task));
}

CoreThread::TimerId CoreThread::every(Duration period, Task task)
{
    return arm(period, period, std::move(task));
}

CoreThread::TimerId CoreThread::arm(Duration delay, Duration period, Task task)
{
    TimerId id = 0;
    {
        const std::scoped_lock lock(m_mutex);
        id = m_nextTimer++;
        m_timers.emplace(std::chrono::steady_clock::now() + delay,
            Timer{.id = id, .period = period, .task = std::move(task)});
    }
    m_changed.notify_one();
    return id;
}

void CoreThread::cancel(TimerId timer)
{
    const std::scoped_lock lock(m_mutex);
    std::erase_if(m_timers, [timer](const auto &entry) { return entry.second.id == timer; });
}

bool CoreThread::isCurrent() const
{
    return std::this_thread::get_id() == m_thread.get_id();
}

std::vector<CoreThread::Task> CoreThread::takeDue(
    std::unique_lock<std::mutex> &lock, const std::stop_token &stop)
{
    const auto awake = [this] {
        return !m_tasks.empty()
            || (!m_timers.empty() && m_timers.begin()->first <= std::chrono::steady_clock::now());
    };
    // Timers come and go while this sleeps, so the deadline it sleeps for is a copy, and it looks
    // again as soon as another one is the earliest.
    while (!awake() && !stop.stop_requested()) {
        const Deadline until = m_timers.empty() ? Deadline::max() : m_timers.begin()->first;
        const auto disturbed = [&] {
            return awake()
                || (m_timers.empty() ? Deadline::max() : m_timers.begin()->first) != until;
        };
        if (until == Deadline::max())
            m_changed.wait(lock, stop, disturbed);
        else
            m_changed.wait_until(lock, stop, until, disturbed);
    }

    std::vector<Task> due = std::exchange(m_tasks, {});
    const auto now = std::chrono::steady_clock::now();
    while (!stop.stop_requested() && !m_timers.empty() && m_timers.begin()->first <= now) {
        auto node = m_timers.extract(m_timers.begin());
        due.push_back(node.mapped().task);
        if (node.mapped().period > Duration::zero()) {
            node.key() = now + node.mapped().period;
            m_timers.insert(std::move(node));
        }
    }
    return due;
}

void CoreThread::run(const std::stop_token &stop)
{
    for (;;) {
        std::vector<Task> due;
        {
            std::unique_lock lock(m_mutex);
            due = takeDue(lock, stop);
        }
        if (due.empty() && stop.stop_requested())
            return;
        for (Task &task : due)
            task();
    }
}

} // namespace binnacle
