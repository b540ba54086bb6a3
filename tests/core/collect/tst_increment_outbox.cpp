#include "core/collect/increment_outbox.h"
#include "tests/support/traffic_builder.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::collect;
using namespace binnacle::test;

namespace {

// What was counted in the ten seconds before `seconds`, as a collector gives it: without a name.
SloIncrements counted(std::int64_t seconds, std::int64_t requests)
{
    return {.at = at(kMidnight + seconds),
        .interval = Duration{10'000},
        .services = {serviceIncrement("api", requests)}};
}

std::int64_t requestsOf(const SloIncrements &increments)
{
    std::int64_t requests = 0;
    for (const ServiceIncrement &service : increments.services)
        requests += service.totalRequests;
    return requests;
}

} // namespace

class TestIncrementOutbox : public QObject
{
    Q_OBJECT

private slots:
    void anEmptyOneOffersNothing()
    {
        IncrementOutbox outbox("boot");
        QVERIFY(!outbox.offer());
        outbox.acknowledge();
        QVERIFY(!outbox.offer());
    }

    void namesWhatItOffersInOrder()
    {
        IncrementOutbox outbox("boot");
        for (std::uint64_t seq = 1; seq <= 3; ++seq) {
            outbox.add(counted(10 * static_cast<std::int64_t>(seq), 5));
            const SloIncrements *offered = outbox.offer();
            QVERIFY(offered);
            QCOMPARE(offered->bootId, std::string("boot"));
            QCOMPARE(offered->seq, seq);
            outbox.acknowledge();
            QVERIFY(!outbox.offer());
        }
    }

    // The hub may have it although its answer was lost: another content under the same number
    // would be taken for a repeat.
    void whatWasOfferedOnceStaysAsItWasUntilItIsAcknowledged()
    {
        IncrementOutbox outbox("boot");
        outbox.add(counted(10, 5));
        QCOMPARE(outbox.offer()->seq, 1U);
        outbox.add(counted(20, 7));
        outbox.add(counted(30, 9));
        for (int repeat = 0; repeat < 3; ++repeat) {
            const SloIncrements *offered = outbox.offer();
            QCOMPARE(offered->seq, 1U);
            QCOMPARE(requestsOf(*offered), 5);
            QCOMPARE(offered->at, at(kMidnight + 10));
        }
        outbox.acknowledge();
        const SloIncrements *rest = outbox.offer();
        QVERIFY(rest);
        QCOMPARE(rest->seq, 2U);
        QCOMPARE(requestsOf(*rest), 16);
        QCOMPARE(rest->at, at(kMidnight + 30));
        QCOMPARE(rest->interval, Duration{20'000});
        outbox.acknowledge();
        QVERIFY(!outbox.offer());
        QCOMPARE(outbox.givenUp(), 0U);
    }

    void nothingIsLostOrDoubledHoweverDeliveriesFail()
    {
        IncrementOutbox outbox("boot");
        std::int64_t added = 0;
        std::int64_t delivered = 0;
        Duration told{0};
        std::uint32_t dice = 17;
        for (int i = 1; i <= 100; ++i) {
            outbox.add(counted(10L * i, i));
            added += i;
            dice = dice * 1'664'525U + 1'013'904'223U;
            for (const SloIncrements *offered = outbox.offer(); offered && dice >> 30U == 0;
                 offered = outbox.offer()) {
                delivered += requestsOf(*offered);
                told += offered->interval;
                outbox.acknowledge();
            }
        }
        while (const SloIncrements *offered = outbox.offer()) {
            delivered += requestsOf(*offered);
            told += offered->interval;
            outbox.acknowledge();
        }
        QCOMPARE(delivered, added);
        QCOMPARE(told, Duration{100 * 10'000});
        QCOMPARE(outbox.givenUp(), 0U);
    }

    // Half an hour between the begin of the oldest and the end of the newest, not a second more.
    void whatWaitsLongerThanItIsKeptIsGivenUpAndCounted_data()
    {
        QTest::addColumn<int>("newest");
        QTest::addColumn<bool>("isKept");
        QTest::newRow("a second less") << 1'799 << true;
        QTest::newRow("exactly") << 1'800 << true;
        QTest::newRow("a second more") << 1'801 << false;
    }
    void whatWaitsLongerThanItIsKeptIsGivenUpAndCounted()
    {
        QFETCH(int, newest);
        QFETCH(bool, isKept);
        IncrementOutbox outbox("boot");
        outbox.add(counted(10, 5)); // from second 0 on
        outbox.add(counted(newest, 7));
        QCOMPARE(outbox.givenUp(), isKept ? 0U : 1U);
        QCOMPARE(requestsOf(*outbox.offer()), isKept ? 12 : 7);
    }

    void whatWasOfferedAndIsGivenUpLeavesAGapInTheNumbers()
    {
        IncrementOutbox outbox("boot");
        outbox.add(counted(10, 5));
        QCOMPARE(outbox.offer()->seq, 1U);
        outbox.add(counted(4'000, 7));
        QCOMPARE(outbox.givenUp(), 1U);
        QCOMPARE(outbox.offer()->seq, 2U); // the hub sees that something is missing
        QCOMPARE(requestsOf(*outbox.offer()), 7);
    }
};

QTEST_APPLESS_MAIN(TestIncrementOutbox)
#include "tst_increment_outbox.moc"
