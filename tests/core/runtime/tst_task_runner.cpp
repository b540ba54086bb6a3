#include "core/runtime/console/task_runner.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <thread>

using namespace binnacle;
using namespace binnacle::console;
using namespace binnacle::runtime;
using namespace Qt::Literals::StringLiterals;

class TestTaskRunner : public QObject
{
    Q_OBJECT

private slots:
    void showsProgressAndTheEnd()
    {
        TaskRunner runner(m_clock);
        QSignalSpy changed(&runner, &TaskBoard::changed);
        std::atomic_bool go = false;
        runner.start(u"Count"_s, u"things"_s, [&](const TaskRunner::Context &task) -> Status {
            task.progress(3, 10);
            while (!go)
                std::this_thread::yield();
            task.setDetail(u"ten things"_s);
            return Done{};
        });
        QTRY_COMPARE(runner.tasks().at(0).done, 3U);
        QCOMPARE(runner.tasks().at(0).state, TaskState::Running);
        go = true;
        QTRY_COMPARE(runner.tasks().at(0).state, TaskState::Succeeded);
        QCOMPARE(runner.tasks().at(0).detail, u"ten things"_s);
        QTRY_VERIFY(changed.size() > 1);
    }

    void aCancelledTaskSaysSoAndIsNoFailure()
    {
        TaskRunner runner(m_clock);
        const std::uint64_t id
            = runner.start(u"Wait"_s, {}, [](const TaskRunner::Context &task) -> Status {
                  while (!task.stop.stop_requested())
                      std::this_thread::yield();
                  return Error{ErrorCode::Cancelled, "stopped"};
              });
        runner.cancel(id);
        QTRY_COMPARE(runner.tasks().at(0).state, TaskState::Cancelled);
    }

    void aFailureStaysUnreadUntilItIsSeen()
    {
        TaskRunner runner(m_clock);
        runner.start(u"Fail"_s, {}, [](const TaskRunner::Context &) -> Status {
            return Error{ErrorCode::DiskFull, "no room"};
        });
        QTRY_COMPARE(runner.tasks().at(0).state, TaskState::Failed);
        QVERIFY(!runner.tasks().at(0).seen);
        runner.markSeen();
        QVERIFY(runner.tasks().at(0).seen);
    }

    void destructionStopsWhatRuns()
    {
        QElapsedTimer timer;
        timer.start();
        {
            TaskRunner runner(m_clock);
            runner.start(u"Forever"_s, {}, [](const TaskRunner::Context &task) -> Status {
                while (!task.stop.stop_requested())
                    std::this_thread::yield();
                return Error{ErrorCode::Cancelled, "stopped"};
            });
        }
        QVERIFY(timer.elapsed() < 5'000);
    }

private:
    SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestTaskRunner)
#include "tst_task_runner.moc"
