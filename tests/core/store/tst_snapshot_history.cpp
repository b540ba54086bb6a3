#include "core/store/cluster_repository.h"
#include "core/store/snapshot_history.h"
#include "core/store/store_writer.h"
#include "tests/support/read_with.h"
#include "tests/support/store_fixture.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::store;
using namespace binnacle::test;
using namespace std::chrono_literals;

class TestSnapshotHistory : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_store = std::make_unique<StoreFixture>(); }

    void theStateOfAnInstantIsTheNewestThatIsNotYounger()
    {
        keep(kNow - 10min, "ten");
        keep(kNow - 5min, "five");
        QCOMPARE(bodyAt(kNow), std::string("five"));
        QCOMPARE(bodyAt(kNow - 5min), std::string("five"));
        QCOMPARE(bodyAt(kNow - 5min - 1ms), std::string("ten"));
        QCOMPARE(bodyAt(kNow - 11min), std::string());
        QCOMPARE(count(kNow - 11min), 2);
    }

    void keepingTheSameInstantTwiceChangesNothing()
    {
        keep(kNow, "first");
        keep(kNow, "second");
        QCOMPARE(bodyAt(kNow), std::string("first"));
    }

    void statesOfOneClusterAreNotThoseOfAnother()
    {
        keep(kNow, "prod's");
        QCOMPARE(bodyAt(kNow, "test"), std::string());
    }

    void theNewestDayIsKeptWholeAndOlderOnesThinOut()
    {
        for (int minute = 0; minute < 3 * 24 * 60; minute += 10)
            keep(kNow - std::chrono::minutes(minute), std::to_string(minute));
        keep(kNow - 24h * 60, "two months");
        thin();
        QCOMPARE(count(kNow - 24h + 1min), 24 * 6); // one in ten minutes, as it was
        // The two days before that: one an hour.
        const int older = count(kNow - 24h * 3) - count(kNow - 24h + 1min);
        QVERIFY2(older >= 47 && older <= 50, qPrintable(QString::number(older)));
        QCOMPARE(bodyAt(kNow - 24h * 59), std::string()); // past all keeping
    }

    // Case D8 of the reliability design.
    void aClockAheadForADayThinsNothing()
    {
        for (int minute = 0; minute < 60; minute += 10)
            keep(kNow - std::chrono::minutes(minute), std::to_string(minute));
        thin();
        thin(kNow + 24h * 365);
        QCOMPARE(count(kNow - 1h), 6);
    }

    void removingTheClusterRemovesItsPast()
    {
        keep(kNow, "prod's");
        QVERIFY(m_store->workspace()
                    .writer()
                    .submitAndWait(
                        [](WriteContext &context) { return removeCluster(context, {"prod"}); })
                    .has_value());
        QCOMPARE(bodyAt(kNow), std::string());
    }

private:
    static constexpr Timestamp kNow = fromEpochMs(1'772'323'200'000);

    void keep(Timestamp at, const std::string &body)
    {
        const Status kept = m_store->workspace().writer().submitAndWait([&](WriteContext &context) {
            return keepSnapshot(context, {.cluster = {"prod"}, .fetchedAt = at, .body = body});
        });
        QVERIFY(kept.has_value());
    }

    std::string bodyAt(Timestamp at, const char *cluster = "prod")
    {
        return readWith(m_store->workspace().readers(), [&](Connection &connection) {
            const auto found = snapshotAt(connection, {cluster}, at);
            return found && *found ? (*found)->body : std::string();
        });
    }

    // Walks back from the newest, as the console would.
    int count(Timestamp since)
    {
        return readWith(m_store->workspace().readers(), [since](Connection &connection) {
            int states = 0;
            Timestamp at = kNow;
            for (auto found = snapshotAt(connection, {"prod"}, at);
                 found && *found && (*found)->fetchedAt >= since;
                 found = snapshotAt(connection, {"prod"}, at)) {
                ++states;
                at = (*found)->fetchedAt - 1ms;
            }
            return states;
        });
    }

    void thin(Timestamp now = kNow)
    {
        std::int64_t deleted = 1;
        while (deleted > 0) {
            const Status thinned
                = m_store->workspace().writer().submitAndWait([&](WriteContext &context) -> Status {
                      const auto gone = thinSnapshots(context, now);
                      if (!gone)
                          return gone.error();
                      deleted = *gone;
                      return Done{};
                  });
            QVERIFY(thinned.has_value());
        }
    }

    std::unique_ptr<StoreFixture> m_store;
};

QTEST_GUILESS_MAIN(TestSnapshotHistory)
#include "tst_snapshot_history.moc"
