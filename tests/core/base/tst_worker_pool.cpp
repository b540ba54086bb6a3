#include "core/base/worker_pool.h"

#include <QTest>

#include <atomic>
#include <barrier>
#include <latch>
#include <thread>

using namespace binnacle;

class TestWorkerPool : public QObject
{
    Q_OBJECT

private slots:
    void jobsOfOneKeyRunInOrderAndOneAtATime()
    {
        constexpr int kKeys = 5;
        constexpr int kJobs = 200;
        std::vector<std::vector<int>> seen(kKeys);
        std::vector<std::atomic_int> running(kKeys);
        std::atomic_bool overlapped = false;
        {
            WorkerPool pool(4);
            for (int i = 0; i < kJobs; ++i) {
                for (std::size_t key = 0; key < kKeys; ++key) {
                    pool.post(
                        [&, key, i] {
                            if (running[key].fetch_add(1) != 0)
                                overlapped = true;
                            seen[key].push_back(i);
                            running[key].fetch_sub(1);
                        },
                        std::to_string(key));
                }
            }
        }
        QVERIFY(!overlapped);
        for (const std::vector<int> &order : seen) {
            QCOMPARE(order.size(), std::size_t{kJobs});
            QVERIFY(std::ranges::is_sorted(order));
        }
    }

    void jobsWithoutAKeyRunBesideEachOther()
    {
        WorkerPool pool(2);
        std::barrier together(2); // passes only when both run at once
        for (int i = 0; i < 2; ++i)
            pool.post([&] { together.arrive_and_wait(); });
        pool.drain();
    }

    void aBusyKeyDoesNotHoldUpOthers()
    {
        WorkerPool pool(2);
        std::latch other(1);
        pool.post([&] { other.wait(); }, "slow");
        pool.post([] {}, "slow");
        pool.post([&] { other.count_down(); }, "quick");
        pool.drain();
    }

    void drainWaitsForJobsThatJobsPosted()
    {
        WorkerPool pool(2);
        std::atomic_int done = 0;
        pool.post([&] {
            for (int i = 0; i < 10; ++i)
                pool.post([&] { ++done; });
        });
        pool.drain();
        QCOMPARE(done.load(), 10);
    }

    // A wake-up meant for a worker must not end at a thread that drains.
    void jobsRunWhileSomebodyDrains()
    {
        WorkerPool pool(1);
        for (int round = 0; round < 200; ++round) {
            std::latch first(1);
            std::atomic_int done = 0;
            pool.post([&] {
                first.wait();
                ++done;
            });
            std::jthread drainer([&] { pool.drain(); });
            pool.post([&] { ++done; });
            first.count_down();
            pool.drain();
            QCOMPARE(done.load(), 2);
        }
    }

    void sharedWorkIsDoneOnceAndCompletely()
    {
        WorkerPool pool(3);
        for (const std::size_t parts : {0, 1, 2, 1000}) {
            std::vector<std::atomic_int> done(parts);
            pool.share(parts, [&](std::size_t part) { ++done[part]; });
            for (const std::atomic_int &times : done)
                QCOMPARE(times.load(), 1);
        }
    }

    void workIsSharedWithIdleThreads()
    {
        WorkerPool pool(2);
        std::barrier together(2); // passes only when both run at once
        pool.post([&] { pool.share(2, [&](std::size_t) { together.arrive_and_wait(); }); });
        pool.drain();
    }

    // Every thread shares its work at the same time, so none has time for the others.
    void jobsMayShareTheirWorkWithABusyPool()
    {
        std::atomic_int done = 0;
        {
            WorkerPool pool(2);
            for (int job = 0; job < 200; ++job)
                pool.post([&] { pool.share(10, [&](std::size_t) { ++done; }); });
        }
        QCOMPARE(done.load(), 2000);
    }

    void theDestructorFinishesWhatWasAccepted()
    {
        std::atomic_int done = 0;
        {
            WorkerPool pool(3);
            for (int i = 0; i < 500; ++i)
                pool.post([&] { ++done; }, i % 2 ? std::string() : "key");
        }
        QCOMPARE(done.load(), 500);
    }
};

QTEST_APPLESS_MAIN(TestWorkerPool)
#include "tst_worker_pool.moc"
