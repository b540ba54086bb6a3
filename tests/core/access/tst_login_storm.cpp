#include "tests/core/access/access_fixture.h"
#include "tests/support/results.h"

#include <QTest>

#include <set>

using namespace binnacle;
using namespace binnacle::test;

// Who guesses passwords with all he has: many guesses, many names, many addresses.
class TestLoginStorm : public QObject
{
    Q_OBJECT

private slots:
    // An account that is guessed at from everywhere: few guesses are looked at, and its owner comes
    // in from where he came in before, also after a restart.
    void manyAddressesGuessNoFasterThanTenInFiveMinutes()
    {
        AccessFixture access;
        QVERIFY(access.add("vera"));
        QVERIFY(access.login("vera", kPassword, "198.51.100.7"));
        access.restart();
        int evaluated = 0;
        for (int i = 0; i < 10'000; ++i) {
            const std::string address
                = "10." + std::to_string(i / 250 % 250) + '.' + std::to_string(i % 250) + ".1";
            const auto login = access.login("vera", "guess " + std::to_string(i), address);
            evaluated += codeOf(login) == ErrorCode::Unauthenticated ? 1 : 0;
        }
        QCOMPARE(evaluated, 10);
        QCOMPARE(codeOf(access.login("vera", kPassword, "203.0.113.9")), ErrorCode::Busy);
        QVERIFY(access.login("vera", kPassword, "198.51.100.7"));
        QVERIFY(access.login("vera", kPassword, "198.51.100.7"));
        access.clock.advance(Duration{5 * 60'000});
        QVERIFY(access.login("vera", kPassword, "203.0.113.9"));
        QCOMPARE(codeOf(access.login("vera", "wrong", "203.0.113.10")), ErrorCode::Unauthenticated);
    }

    void aSprayFromManyAddressesRunsIntoTheCountOfEverything()
    {
        AccessFixture access;
        QVERIFY(access.add("vera"));
        QVERIFY(access.login("vera", kPassword, "198.51.100.7"));
        int evaluated = 0;
        for (int i = 0; i < 2'000; ++i) {
            const std::string name = "user" + std::to_string(i % 200);
            const std::string address
                = "10.9." + std::to_string(i / 250) + '.' + std::to_string(i % 250);
            const auto login = access.login(name, "spring rain 2026", address);
            evaluated += codeOf(login) == ErrorCode::Unauthenticated ? 1 : 0;
        }
        QCOMPARE(evaluated, 300);
        QVERIFY(access.login("vera", kPassword, "198.51.100.7"));
    }

    void whatSucceedsFromNewPlacesTakesNothingFromTheCounts()
    {
        AccessFixture access;
        QVERIFY(access.add("vera"));
        for (int i = 0; i < 50; ++i)
            QVERIFY(access.login("vera", kPassword, "10.1.2." + std::to_string(i + 1)));
    }

    // Argon2id takes memory: more logins than may wait are refused at once.
    void aCrowdOfLoginsDoesNotWaitForMemory()
    {
        AccessFixture access({.loginFailures = 100,
            .passwordCost = {.memoryBytes = std::size_t{8} << 20, .passes = 2}});
        std::vector<std::future<ErrorCode>> outcomes;
        for (int i = 0; i < 200; ++i) {
            const auto answer = std::make_shared<std::promise<ErrorCode>>();
            outcomes.push_back(answer->get_future());
            access.control().login({.username = "user" + std::to_string(i),
                                       .password = "x",
                                       .address = "10.0.0." + std::to_string(i)},
                [answer](const auto &login) { answer->set_value(codeOf(login)); });
        }
        std::multiset<ErrorCode> codes;
        for (auto &outcome : outcomes)
            codes.insert(outcome.get());
        QCOMPARE(codes.size(), std::size_t{200});
        QVERIFY2(codes.count(ErrorCode::Busy) > 50,
            qPrintable(QString::number(codes.count(ErrorCode::Busy))));
        QVERIFY(codes.count(ErrorCode::Unauthenticated) >= 64);
    }
};

QTEST_GUILESS_MAIN(TestLoginStorm)
#include "tst_login_storm.moc"
