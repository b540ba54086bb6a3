#include "tests/core/access/access_fixture.h"
#include "tests/support/results.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

using namespace binnacle;
using namespace binnacle::test;

namespace {

constexpr std::size_t kTries = 2'000; // of each kind
constexpr double kMostDifference = 0.05;

// Less than a fortieth of what a check costs in use. What else a login does is the same work there,
// so a difference between names would be forty times harder to see than here.
constexpr access::PasswordCost kCost{.memoryBytes = std::size_t{4} << 20, .passes = 1};

using Milliseconds = std::chrono::duration<double, std::milli>;

double mean(const std::vector<double> &values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

double difference(double one, double other)
{
    return std::abs(one - other) / std::max(one, other);
}

} // namespace

// Whether a name exists must not be told by how long "wrong" takes.
class TestLoginTiming : public QObject
{
    Q_OBJECT

private slots:
    void namesThatExistTakeAsLongAsOthers()
    {
        AccessFixture access({.loginFailures = 1'000'000, .passwordCost = kCost});
        QVERIFY(access.add("vera"));
        QVERIFY(access.login("vera", kPassword, "198.51.100.7"));
        // In random order, so that what else the machine does meets both alike.
        std::vector<bool> order(2 * kTries);
        std::fill_n(order.begin(), kTries, true);
        std::shuffle(order.begin(), order.end(), std::mt19937(20'260'301));
        std::vector<double> known;
        std::vector<double> unknown;
        std::string message;
        for (std::size_t i = 0; i < order.size(); ++i) {
            const std::string name = order[i] ? "vera" : "vela"; // as long
            const auto begin = std::chrono::steady_clock::now();
            const auto login = access.login(name, "guess 12 of many", "203.0.113.9");
            const Milliseconds taken = std::chrono::steady_clock::now() - begin;
            QCOMPARE(codeOf(login), ErrorCode::Unauthenticated);
            if (message.empty())
                message = login.error().message;
            QCOMPARE(login.error().message, message);
            (order[i] ? known : unknown).push_back(taken.count());
        }
        QCOMPARE(known.size(), kTries);
        QCOMPARE(unknown.size(), kTries);
        const double ofMeans = difference(mean(known), mean(unknown));
        const double ofMedians = difference(median(known), median(unknown));
        qInfo("known %.3f ms (median %.3f), unknown %.3f ms (median %.3f), difference %.2f %% "
              "(medians %.2f %%)",
            mean(known), median(known), mean(unknown), median(unknown), 100 * ofMeans,
            100 * ofMedians);
        QVERIFY2(ofMeans < kMostDifference, qPrintable(QString::number(ofMeans)));
        QVERIFY2(ofMedians < kMostDifference, qPrintable(QString::number(ofMedians)));
    }

    // The first who asks pays for the hash that stands in for those of missing names, whoever it
    // is.
    void theFirstLoginTellsNothingEither()
    {
        constexpr int kStarts = 15;
        std::vector<double> known;
        std::vector<double> unknown;
        AccessFixture access({.loginFailures = 1'000'000, .passwordCost = kCost});
        QVERIFY(access.add("vera"));
        for (int i = 0; i < 2 * kStarts; ++i) {
            access.restart();
            const bool exists = i % 2 == 0;
            const auto begin = std::chrono::steady_clock::now();
            const auto login = access.login(exists ? "vera" : "vela", "guess 12 of many");
            const Milliseconds taken = std::chrono::steady_clock::now() - begin;
            QCOMPARE(codeOf(login), ErrorCode::Unauthenticated);
            (exists ? known : unknown).push_back(taken.count());
        }
        // A hash more would be half of it.
        QVERIFY2(difference(median(known), median(unknown)) < 0.25,
            qPrintable(QStringLiteral("%1 and %2 ms").arg(median(known)).arg(median(unknown))));
    }
};

QTEST_APPLESS_MAIN(TestLoginTiming)
#include "tst_login_timing.moc"
