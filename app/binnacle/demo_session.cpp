#include "app/binnacle/demo_session.h"

#include <future>
#include <mutex>

namespace binnacle::app {

namespace {

// What the estate's threads tell the task that shows them.
struct Telling
{
    std::promise<Status> outcome;
    std::mutex mutex;
    Progress progress; // guarded by mutex; set while the task runs
};

} // namespace

DemoSession::DemoSession(const Clock &clock, const demo::DemoSettings &settings,
    runtime::TaskRunner &tasks, QObject *parent)
    : QObject(parent)
    , m_estate(clock, settings)
{
    const auto telling = std::make_shared<Telling>();
    m_estate.start(
        [telling](std::size_t done, std::size_t total) {
            const std::scoped_lock lock(telling->mutex);
            if (telling->progress)
                telling->progress(done, total);
        },
        [this, telling](Status status) {
            telling->outcome.set_value(status);
            QMetaObject::invokeMethod(this, [this, status] {
                if (status)
                    emit ready();
                else
                    emit failed(QString::fromStdString(status.error().message));
            });
        });
    tasks.start(tr("Tell the demo's last 30 days"), tr("messages"),
        [telling](const runtime::TaskRunner::Context &task) -> Status {
            {
                const std::scoped_lock lock(telling->mutex);
                telling->progress = task.progress;
            }
            std::future<Status> outcome = telling->outcome.get_future();
            while (outcome.wait_for(std::chrono::milliseconds{50}) != std::future_status::ready) {
                if (task.stop.stop_requested())
                    return Error{ErrorCode::Cancelled, "the console is closing"};
            }
            return outcome.get();
        });
}

} // namespace binnacle::app
