#include "core/store/event_history.h"
#include "core/store/event_repository.h"
#include "core/store/sqlite/connection.h"
#include "core/store/store_writer.h"
#include "core/store/text_index.h"
#include "tests/core/store/store_on_disk.h"
#include "tests/support/store_fixture.h"
#include "tests/support/wait_for.h"

#include <QTest>

#include <random>
#include <set>

using namespace binnacle;
using namespace binnacle::store;
using namespace binnacle::test;

namespace {

constexpr int kCuts = 100;

// Writes until the power goes; what was acknowledged goes into `acknowledged`.
void writeUntilCut(PowerCutVfs &disk, int run, std::set<std::string> &acknowledged)
{
    StoreWriter writer([&disk] { return openOn(disk); }, &indexNextTexts);
    EventHistory history(writer);
    for (int i = 0; !disk.isCut() && i < 400; ++i) {
        std::vector<ClusterEvent> events;
        for (int n = 0; n < 5; ++n) {
            const std::string uid
                = std::to_string(run) + "-" + std::to_string(i) + "-" + std::to_string(n);
            events.push_back(podEvent(uid, 1'000'000 + i));
        }
        if (!waitFor<Result<SyncOutcome>>([&](auto done) { history.sync(events, {}, done); }))
            continue;
        for (const ClusterEvent &event : events)
            acknowledged.insert(event.uid);
    }
}

} // namespace

class TestPowerCut : public QObject
{
    Q_OBJECT

private slots:
    // Case D2 of the test plan.
    void noAcknowledgedEventIsLostAndNothingIsDamaged()
    {
        std::mt19937_64 random(99);
        int survived = 0;
        for (int cut = 0; cut < kCuts; ++cut) {
            PowerCutVfs disk;
            std::set<std::string> acknowledged;
            for (int run = 0; run < 2; ++run) {
                disk.cutAfter(static_cast<int>(random() % 600));
                writeUntilCut(disk, run, acknowledged);
                QVERIFY(disk.isCut());
                disk.restorePower(random());
                expectAll(disk, acknowledged);
                if (QTest::currentTestFailed())
                    return;
            }
            survived += static_cast<int>(acknowledged.size());
        }
        QVERIFY2(survived > 5'000, "the cuts must leave time to write something");
    }

private:
    static void expectAll(const PowerCutVfs &disk, const std::set<std::string> &acknowledged)
    {
        expectWhole(disk, acknowledged);
        auto connection = openOn(disk);
        QVERIFY(connection);
        EventReader reader(**connection);
        const auto count = reader.count({}, {});
        QVERIFY(count);
        QCOMPARE(count->total % 5, std::int64_t{0}); // no half of a snapshot
    }
};

QTEST_GUILESS_MAIN(TestPowerCut)
#include "tst_power_cut.moc"
