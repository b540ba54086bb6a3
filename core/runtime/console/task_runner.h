#pragma once

#include "core/base/cancellation.h"
#include "core/base/clock.h"
#include "core/base/worker_pool.h"
#include "core/console/task_board.h"

#include <QTimer>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>

namespace binnacle::runtime {

// Runs long work on two threads of its own, behind the window, and shows it on the board. GUI
// thread but for the work.
class TaskRunner final : public console::TaskBoard
{
    Q_OBJECT

public:
    // What a task is while it runs. `detail` may be set before the work returns.
    struct Context
    {
        std::stop_token stop;
        Progress progress;
        std::function<void(const QString &detail)> setDetail;
    };
    using Work = std::function<Status(const Context &)>;

    explicit TaskRunner(const Clock &clock, QObject *parent = nullptr);
    // Cancels what runs and waits for it.
    ~TaskRunner() override;

    std::uint64_t start(const QString &title, const QString &unit, Work work);

    std::vector<console::TaskView> tasks() const override;
    void cancel(std::uint64_t task) override;
    void markSeen() override;

private:
    struct Task;

    void refresh();

    const Clock &m_clock;
    std::map<std::uint64_t, std::shared_ptr<Task>> m_tasks; // newest has the largest id
    std::uint64_t m_nextId = 1;
    QTimer m_timer;                   // looks at progress while something runs
    std::optional<WorkerPool> m_pool; // last: finishes first
};

} // namespace binnacle::runtime
