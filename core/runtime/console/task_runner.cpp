#include "core/runtime/console/task_runner.h"

#include "core/base/thread_priority.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <utility>

namespace binnacle::runtime {

namespace {

constexpr int kRefreshMs = 100;
constexpr std::size_t kKept = 50; // ended tasks in the drawer's history
constexpr std::size_t kThreads = 2;

} // namespace

struct TaskRunner::Task
{
    std::stop_source stop;
    std::atomic_size_t done{0};
    std::atomic_size_t total{0};
    std::mutex mutex;
    console::TaskView view; // guarded by mutex, but for done and total

    console::TaskView snapshot()
    {
        const std::scoped_lock lock(mutex);
        console::TaskView copy = view;
        copy.done = done;
        copy.total = total;
        return copy;
    }
};

TaskRunner::TaskRunner(const Clock &clock, QObject *parent)
    : TaskBoard(parent)
    , m_clock(clock)
{
    runBehind(kBehindWindow, [this] { m_pool.emplace(kThreads); });
    m_timer.setInterval(kRefreshMs);
    connect(&m_timer, &QTimer::timeout, this, &TaskRunner::refresh);
}

TaskRunner::~TaskRunner()
{
    for (const auto &[id, task] : m_tasks)
        task->stop.request_stop();
}

std::uint64_t TaskRunner::start(const QString &title, const QString &unit, Work work)
{
    const auto task = std::make_shared<Task>();
    task->view = {.id = m_nextId++, .title = title, .unit = unit, .startedAt = m_clock.now()};
    m_tasks.emplace(task->view.id, task);
    m_pool->post([this, task, work = std::move(work)] {
        const Context context{.stop = task->stop.get_token(),
            .progress =
                [task](std::size_t done, std::size_t total) {
                    task->done = done;
                    task->total = total;
                },
            .setDetail =
                [task](const QString &detail) {
                    const std::scoped_lock lock(task->mutex);
                    task->view.detail = detail;
                }};
        const Status outcome = work(context);
        const std::scoped_lock lock(task->mutex);
        task->view.outcome = outcome;
        task->view.finishedAt = m_clock.now();
        if (outcome)
            task->view.state = console::TaskState::Succeeded;
        else if (outcome.error().code == ErrorCode::Cancelled)
            task->view.state = console::TaskState::Cancelled;
        else
            task->view.state = console::TaskState::Failed;
    });
    m_timer.start();
    emit changed();
    return task->view.id;
}

std::vector<console::TaskView> TaskRunner::tasks() const
{
    std::vector<console::TaskView> views;
    for (auto it = m_tasks.rbegin(); it != m_tasks.rend(); ++it)
        views.push_back(it->second->snapshot());
    std::stable_partition(views.begin(), views.end(),
        [](const console::TaskView &view) { return view.state == console::TaskState::Running; });
    return views;
}

void TaskRunner::cancel(std::uint64_t task)
{
    const auto it = m_tasks.find(task);
    if (it != m_tasks.end())
        it->second->stop.request_stop();
}

void TaskRunner::markSeen()
{
    for (const auto &[id, task] : m_tasks) {
        const std::scoped_lock lock(task->mutex);
        task->view.seen = task->view.state != console::TaskState::Running;
    }
    emit changed();
}

void TaskRunner::refresh()
{
    bool running = false;
    for (const auto &[id, task] : m_tasks)
        running |= task->snapshot().state == console::TaskState::Running;
    if (!running)
        m_timer.stop();
    while (m_tasks.size() > kKept
        && m_tasks.begin()->second->snapshot().state != console::TaskState::Running)
        m_tasks.erase(m_tasks.begin());
    emit changed();
}

} // namespace binnacle::runtime
