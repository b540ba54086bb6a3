#include "core/http/connection_limits.h"

#include <QTest>

#include <vector>

using namespace binnacle;
using namespace binnacle::http;

class TestConnectionLimits : public QObject
{
    Q_OBJECT

private slots:
    void anAddressHasItsShareAndLoopbackIsExempt()
    {
        ServerStats stats;
        HttpLimits settings;
        settings.connections = 100;
        settings.connectionsPerAddress = 3;
        const auto limits = std::make_shared<ConnectionLimits>(settings, stats);
        std::vector<ConnectionLimits::Admission> held;
        for (int i = 0; i < 3; ++i) {
            held.push_back(limits->admit("10.0.0.1", false));
            QVERIFY(!held.back().overLimit);
        }
        QVERIFY(limits->admit("10.0.0.1", false).overOwnLimit);
        QVERIFY(!limits->admit("10.0.0.2", false).overLimit);
        for (int i = 0; i < 10; ++i) {
            held.push_back(limits->admit("127.0.0.1", true));
            QVERIFY(!held.back().overLimit);
        }
        QCOMPARE(stats.refused.load(), std::uint64_t{1});
        held.clear();
        QVERIFY(!limits->admit("10.0.0.1", false).overLimit);
        QCOMPARE(stats.open.load(), std::int64_t{0});
        QVERIFY(limits->waitUntilNone(Duration{0}));
    }

    void aFloodBeyondTheLimitIsNotLetInAtAll()
    {
        ServerStats stats;
        HttpLimits settings;
        settings.connections = 10;
        const auto limits = std::make_shared<ConnectionLimits>(settings, stats);
        std::vector<ConnectionLimits::Admission> held;
        int told = 0;
        int closed = 0;
        for (int i = 0; i < 1'000; ++i) {
            held.push_back(limits->admit("127.0.0.1", true));
            QVERIFY(!held.back().overOwnLimit);
            told += held.back().overLimit && held.back().slot ? 1 : 0;
            closed += held.back().slot ? 0 : 1;
        }
        QVERIFY(told > 0 && told < 200);
        QCOMPARE(told + closed, 990);
        QVERIFY(!limits->waitUntilNone(Duration{1}));
    }
};

QTEST_APPLESS_MAIN(TestConnectionLimits)
#include "tst_connection_limits.moc"
