#include "tests/core/access/access_fixture.h"

#include <QTest>

#include <thread>

using namespace binnacle;
using namespace binnacle::test;

namespace {

SecurityEvent invalidToken(const std::string &address)
{
    return {.kind = SecurityKind::InvalidToken, .address = address, .resource = "/api/v2/pods"};
}

// What is stored once the log has handed everything over.
SecurityPage stored(AccessFixture &access, const SecurityQuery &query = {})
{
    access.restart();
    const auto page = access.read<Result<SecurityPage>>([&](store::Connection &connection) {
        return access::readSecurityEvents(connection, query);
    });
    return page ? *page : SecurityPage{.total = -1};
}

} // namespace

class TestSecurityLog : public QObject
{
    Q_OBJECT

private slots:
    void theSameAgainIsCounted()
    {
        AccessFixture access;
        for (int i = 0; i < 7; ++i)
            access.security().record(invalidToken("192.0.2.1"));
        access.security().record(invalidToken("192.0.2.2"));
        access.security().record({.kind = SecurityKind::BodyLimit, .address = "192.0.2.1"});
        const SecurityPage page = stored(access);
        QCOMPARE(page.total, std::int64_t{3});
        std::int64_t sum = 0;
        for (const SecurityEvent &event : page.events)
            sum += event.count;
        QCOMPARE(sum, std::int64_t{9});
        QCOMPARE(stored(access, {.kind = SecurityKind::BodyLimit}).total, std::int64_t{1});
    }

    void afterFiveMinutesItIsAnotherOne()
    {
        AccessFixture access;
        access.security().record(invalidToken("192.0.2.1"));
        access.clock.advance(Duration{5 * 60'000});
        access.security().record(invalidToken("192.0.2.1"));
        const SecurityPage page = stored(access);
        QCOMPARE(page.total, std::int64_t{2});
        QVERIFY(page.events.front().at > page.events.back().at); // newest first
    }

    void aClockAheadForADayForgetsNothing()
    {
        AccessFixture access;
        access.security().record(invalidToken("192.0.2.1"));
        QCOMPARE(stored(access).total, std::int64_t{1});
        access.clock.jump(std::chrono::hours(365 * 24));
        access.security().record(invalidToken("192.0.2.2"));
        QCOMPARE(stored(access).total, std::int64_t{2});
    }

    void twentyFromOneAddressAreHigh()
    {
        for (const int count : {19, 20}) {
            AccessFixture access;
            for (int i = 0; i < count; ++i) {
                SecurityEvent event = invalidToken("192.0.2.1");
                event.kind = i % 2 == 0 ? SecurityKind::InvalidToken : SecurityKind::LoginFailed;
                access.security().record(event);
                access.clock.advance(Duration{1'000});
            }
            const SecurityPage page = stored(access);
            const bool isHigh = std::ranges::any_of(page.events,
                [](const auto &event) { return event.severity == SecuritySeverity::High; });
            QCOMPARE(isHigh, count == 20);
        }
    }

    void twentyThatAreSpreadOutAreNot()
    {
        AccessFixture access;
        for (int i = 0; i < 30; ++i) {
            access.security().record(invalidToken("192.0.2.1"));
            access.clock.advance(Duration{20'000});
        }
        for (const SecurityEvent &event : stored(access).events)
            QCOMPARE(event.severity, SecuritySeverity::Low);
    }

    void aFloodCostsFewWrites()
    {
        AccessFixture access;
        for (int i = 0; i < 20'000; ++i)
            access.security().record(invalidToken("192.0.2.1"));
        const SecurityPage page = stored(access);
        QCOMPARE(page.total, std::int64_t{1});
        QCOMPARE(page.events.front().count, std::int64_t{20'000});
        QCOMPARE(page.events.front().severity, SecuritySeverity::High);
    }

    void theEndOfAFloodIsWrittenByItself()
    {
        AccessFixture access;
        access.security().record(invalidToken("192.0.2.1"));
        std::this_thread::sleep_for(std::chrono::milliseconds(100)); // the first is written
        for (int i = 0; i < 9; ++i)
            access.security().record(invalidToken("192.0.2.1"));
        const auto count = [&access] {
            const auto page = access.read<Result<SecurityPage>>([](store::Connection &connection) {
                return access::readSecurityEvents(connection, {});
            });
            return page && !page->events.empty() ? page->events.front().count : 0;
        };
        QTRY_COMPARE_WITH_TIMEOUT(count(), std::int64_t{10}, 5'000);
    }

    void manyAddressesNeedNoMoreMemory()
    {
        AccessFixture access;
        for (int i = 0; i < 6'000; ++i)
            access.security().record(invalidToken("2001:db8::" + std::to_string(i)));
        QCOMPARE(stored(access).total, std::int64_t{6'000});
    }

    void detailsHoldNoSecretsAndEndSomewhere()
    {
        AccessFixture access;
        SecurityEvent event = invalidToken(std::string(10'000, 'a'));
        event.details = R"({"token":"planted-value"})";
        event.resource = "/x?token=planted-value&" + std::string(10'000, 'b');
        access.security().record(event);
        const SecurityPage page = stored(access);
        QCOMPARE(page.total, std::int64_t{1});
        const SecurityEvent &read = page.events.front();
        QVERIFY((read.details + read.resource).find("planted") == std::string::npos);
        QVERIFY(read.address.size() <= 512 && read.resource.size() <= 512);
    }

    void resolvingIsRemembered()
    {
        AccessFixture access;
        access.security().record(invalidToken("192.0.2.1"));
        const std::int64_t id = stored(access).events.front().id;
        const auto resolve = [&](std::int64_t event) {
            return access.wait<Status>(
                [&](auto done) { access.security().resolve(event, "ops", done); });
        };
        QVERIFY(resolve(id));
        QVERIFY(!resolve(id)); // only once
        QVERIFY(!resolve(id + 1));
        const SecurityPage page = stored(access);
        QVERIFY(page.events.front().isResolved);
        QCOMPARE(page.events.front().resolvedBy, std::string("ops"));
        QVERIFY(page.events.front().resolvedAt == access.clock.now());
        QCOMPARE(stored(access, {.unresolvedOnly = true}).total, std::int64_t{0});
    }
};

QTEST_GUILESS_MAIN(TestSecurityLog)
#include "tst_security_log.moc"
