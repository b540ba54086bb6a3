#include "core/demo/event_log.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::demo;

namespace {

constexpr Timestamp kStart = fromEpochMs(1'772'355'600'000);
constexpr Duration kMinute{60'000};

EventDraft unhealthy(const std::string &message = "Readiness probe failed")
{
    return {EventType::Warning, "Unhealthy", message, "kubelet", {"Pod", "shop", "cart-0", "p-1"}};
}

const EventLog::Entry &only(const EventLog &log)
{
    return log.entries().begin()->second;
}

} // namespace

class TestEventLog : public QObject
{
    Q_OBJECT

private slots:
    void aRepeatKeepsItsUidAndFirstTimeAndGrowsItsCount()
    {
        EventLog log("prod-eu", 7);
        log.record(unhealthy(), kStart);
        const std::string uid = only(log).uid;
        log.record(unhealthy(), kStart + kMinute);
        log.record(unhealthy(), kStart + 2 * kMinute);

        QCOMPARE(log.entries().size(), std::size_t{1});
        QCOMPARE(only(log).uid, uid);
        QCOMPARE(only(log).count, std::int64_t{3});
        QVERIFY(only(log).first == kStart);
        QVERIFY(only(log).last == kStart + 2 * kMinute);
    }

    void anotherMessageIsAnotherEvent()
    {
        EventLog log("prod-eu", 7);
        log.record(unhealthy("one"), kStart);
        log.record(unhealthy("two"), kStart);
        QCOMPARE(log.entries().size(), std::size_t{2});
        QVERIFY(log.entries().at(1).uid != log.entries().at(2).uid);
    }

    void uidsDifferBetweenClustersAndSeeds()
    {
        EventLog eu("prod-eu", 7);
        EventLog us("prod-us", 7);
        EventLog other("prod-eu", 8);
        for (EventLog *log : {&eu, &us, &other})
            log->record(unhealthy(), kStart);
        QVERIFY(only(eu).uid != only(us).uid);
        QVERIFY(only(eu).uid != only(other).uid);
    }

    void anEventIsForgottenAnHourAfterItsLastUpdate()
    {
        EventLog log("prod-eu", 7);
        log.record(unhealthy(), kStart);
        log.record(unhealthy(), kStart + 30 * kMinute);
        log.expire(kStart + 89 * kMinute);
        QCOMPARE(log.entries().size(), std::size_t{1});
        const std::string uid = only(log).uid;
        log.expire(kStart + 90 * kMinute);
        QVERIFY(log.entries().empty());

        log.record(unhealthy(), kStart + 91 * kMinute);
        QVERIFY(only(log).uid != uid);
        QCOMPARE(only(log).count, std::int64_t{1});
    }

    void theSpamFilterDropsWhatExceedsTheBurst()
    {
        EventLog log("prod-eu", 7);
        for (int i = 0; i < 100; ++i)
            log.record(unhealthy(), kStart);
        QCOMPARE(only(log).count, std::int64_t{25});
        log.record(unhealthy(), kStart + 5 * kMinute);
        log.record(unhealthy(), kStart + 5 * kMinute);
        QCOMPARE(only(log).count, std::int64_t{26});
    }
};

QTEST_APPLESS_MAIN(TestEventLog)
#include "tst_event_log.moc"
