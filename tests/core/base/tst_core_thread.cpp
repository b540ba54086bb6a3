#include "core/base/core_thread.h"

#include <QTest>

#include <atomic>
#include <future>
#include <latch>

using namespace binnacle;
using namespace std::chrono_literals;

class TestCoreThread : public QObject
{
    Q_OBJECT

private slots:
    void tasksRunInTheOrderTheyCame()
    {
        std::vector<int> order;
        {
            CoreThread core;
            for (int i = 0; i < 1'000; ++i)
                core.post([&order, i] { order.push_back(i); });
        }
        QCOMPARE(order.size(), std::size_t{1'000});
        QVERIFY(std::ranges::is_sorted(order));
    }

    void theDestructorRunsWhatTasksPosted()
    {
        std::atomic_bool ran = false;
        {
            CoreThread core;
            core.post([&] { core.post([&] { ran = true; }); });
        }
        QVERIFY(ran);
    }

    void timersRunInTheOrderOfTheirDeadlines()
    {
        CoreThread core;
        std::vector<int> order;
        std::promise<void> last;
        core.after(15ms, [&] {
            order.push_back(2);
            last.set_value();
        });
        core.after(5ms, [&] { order.push_back(1); });
        last.get_future().wait();
        QCOMPARE(order, (std::vector<int>{1, 2}));
    }

    void anEarlierTimerArmedLaterIsNotLate()
    {
        CoreThread core;
        core.after(10s, [] {});
        std::this_thread::sleep_for(2ms); // it sleeps for ten seconds now
        std::promise<void> ran;
        core.after(1ms, [&] { ran.set_value(); });
        QCOMPARE(ran.get_future().wait_for(2s), std::future_status::ready);
    }

    // Cancelling the timer the thread sleeps for, and arming another, leaves it to look anew.
    void cancellingTheNextTimerIsSafe()
    {
        CoreThread core;
        for (int i = 0; i < 100; ++i) {
            const CoreThread::TimerId first = core.after(10s, [] {});
            if (i % 4 == 0)
                std::this_thread::sleep_for(100us);
            core.cancel(first);
            std::promise<void> ran;
            core.after(0ms, [&] { ran.set_value(); });
            QCOMPARE(ran.get_future().wait_for(2s), std::future_status::ready);
        }
    }

    void aRepeatingTimerCanCancelItself()
    {
        CoreThread core;
        std::latch three(3);
        std::atomic_int runs = 0;
        CoreThread::TimerId id = 0;
        core.post([&] {
            id = core.every(1ms, [&] {
                if (++runs == 3)
                    core.cancel(id);
                three.count_down();
            });
        });
        three.wait();
        std::this_thread::sleep_for(10ms);
        QCOMPARE(runs.load(), 3);
    }

    void knowsItself()
    {
        CoreThread core;
        QVERIFY(!core.isCurrent());
        std::promise<bool> inside;
        core.post([&] { inside.set_value(core.isCurrent()); });
        QVERIFY(inside.get_future().get());
    }

    void timersAreDroppedAtTheEnd()
    {
        bool ran = false;
        {
            CoreThread core;
            core.after(1h, [&] { ran = true; });
        }
        QVERIFY(!ran);
    }
};

QTEST_APPLESS_MAIN(TestCoreThread)
#include "tst_core_thread.moc"
