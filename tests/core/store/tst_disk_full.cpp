#include "core/store/event_history.h"
#include "core/store/event_repository.h"
#include "core/store/sqlite/connection.h"
#include "core/store/store_writer.h"
#include "tests/core/store/store_on_disk.h"
#include "tests/support/store_fixture.h"
#include "tests/support/wait_for.h"

#include <QTest>

#include <set>

using namespace binnacle;
using namespace binnacle::store;
using namespace binnacle::test;

using Fault = PowerCutVfs::Fault;
Q_DECLARE_METATYPE(binnacle::test::PowerCutVfs::Fault)

namespace {

constexpr int kMostCalls = 400;

Result<SyncOutcome> syncOne(EventHistory &history, const std::string &uid)
{
    return waitFor<Result<SyncOutcome>>(
        [&](auto done) { history.sync({podEvent(uid, 1'000'000)}, {}, done); });
}

} // namespace

class TestDiskFull : public QObject
{
    Q_OBJECT

private slots:
    // Case D4: the Nth writing call fails, for every N until none does.
    void aFaultAtAnyCallLosesNothingAcknowledged_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::newRow("disk full") << Fault::DiskFull;
        QTest::newRow("write error") << Fault::WriteError;
        QTest::newRow("sync error") << Fault::SyncError;
    }

    void aFaultAtAnyCallLosesNothingAcknowledged()
    {
        QFETCH(const Fault, fault);
        bool met = true;
        int call = 1;
        for (; met && call < kMostCalls; ++call) {
            PowerCutVfs disk;
            std::set<std::string> acknowledged;
            {
                StoreWriter writer([&disk] { return openOn(disk); });
                EventHistory history(writer);
                QVERIFY(syncOne(history, "before"));
                acknowledged.insert("before");
                disk.failAt(call, fault, false);
                for (int i = 0; i < 4; ++i) {
                    const std::string uid = "during-" + std::to_string(i);
                    if (syncOne(history, uid))
                        acknowledged.insert(uid);
                }
                met = disk.hasFailed();
                disk.stopFailing();
                QVERIFY2(syncOne(history, "after"), "it must recover by itself");
                acknowledged.insert("after");
                QVERIFY(writer.health().has_value());
            }
            expectWhole(disk, acknowledged);
            if (QTest::currentTestFailed())
                return;
        }
        QVERIFY2(call > 5, "faults must have been met");
        QVERIFY2(!met, "the loop must reach the end of the run");
    }

    // Case D3: nothing is acknowledged while the disk is full; it goes on when there is space.
    void aFullDiskIsSaidAndHeals()
    {
        PowerCutVfs disk;
        StoreWriter writer([&disk] { return openOn(disk); });
        EventHistory history(writer);
        QVERIFY(syncOne(history, "before"));
        disk.failAt(1, Fault::DiskFull, true);
        for (int i = 0; i < 3; ++i) {
            const auto outcome = syncOne(history, "full");
            QVERIFY(!outcome);
            QCOMPARE(outcome.error().code, ErrorCode::DiskFull);
        }
        QVERIFY(!writer.health());
        disk.stopFailing();
        QTRY_VERIFY_WITH_TIMEOUT(writer.health().has_value(), 10'000); // by itself, no job came
        QVERIFY(syncOne(history, "full"));
    }
};

QTEST_GUILESS_MAIN(TestDiskFull)
#include "tst_disk_full.moc"
