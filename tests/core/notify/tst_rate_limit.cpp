#include "core/notify/rate_limit.h"

#include <QTest>

#include <deque>

using namespace binnacle;
using namespace binnacle::notify;

namespace {

struct Sent
{
    int most = 0; // within any span
    int total = 0;
};

// As greedy as can be for three minutes.
Sent greedy(ChannelType type, Duration span)
{
    RateLimit limit(type, Duration{0});
    std::deque<Duration> recent;
    Sent sent;
    for (Duration now{0}; now < Duration{180'000}; now += Duration{10}) {
        while (limit.available(now) > 0) {
            limit.take(now);
            recent.push_back(now);
            ++sent.total;
        }
        while (!recent.empty() && recent.front() <= now - span)
            recent.pop_front();
        sent.most = std::max(sent.most, static_cast<int>(recent.size()));
    }
    return sent;
}

} // namespace

class TestRateLimit : public QObject
{
    Q_OBJECT

private slots:
    void noMinuteHoldsMoreThanAProviderTakes()
    {
        constexpr Duration kMinute{60'000};
        constexpr Duration kSecond{1'000};
        QVERIFY(greedy(ChannelType::DingTalk, kMinute).most <= 20);
        QVERIFY(greedy(ChannelType::Feishu, kMinute).most <= 100);
        QVERIFY(greedy(ChannelType::Feishu, kSecond).most <= 5);
        QVERIFY(greedy(ChannelType::Email, kMinute).most <= 30);
        QVERIFY(greedy(ChannelType::Slack, kSecond).most <= 1);
        // And not far less, either.
        QVERIFY(greedy(ChannelType::DingTalk, kMinute).total >= 48);
        QVERIFY(greedy(ChannelType::Slack, kSecond).total >= 178);
    }

    void theWaitIsWhatItTakes()
    {
        RateLimit limit(ChannelType::Slack, Duration{0});
        QCOMPARE(limit.untilNext(Duration{0}), Duration{0});
        limit.take(Duration{0});
        QCOMPARE(limit.untilNext(Duration{400}), Duration{600});
        QCOMPARE(limit.available(Duration{999}), 0);
        QCOMPARE(limit.available(Duration{500}), 0); // nothing is gained by going back
        QCOMPARE(limit.available(Duration{1'000}), 1);
        limit.drain(Duration{5'000});
        QCOMPARE(limit.available(Duration{5'000}), 0);
    }
};

QTEST_GUILESS_MAIN(TestRateLimit)
#include "tst_rate_limit.moc"
