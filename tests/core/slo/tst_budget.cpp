#include "core/slo/budget.h"

#include <QTest>

#include <cmath>

using namespace binnacle;
using namespace binnacle::slo;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

constexpr Timestamp kStart = fromEpochMs(1'700'000'000'000);

Traffic traffic(std::int64_t requests, std::int64_t errors)
{
    Traffic made;
    made.requests = requests;
    made.errors = errors;
    return made;
}

SloTarget target(double availability, SloWindow window = SloWindow::ThirtyDays)
{
    SloTarget made = defaultTarget(window);
    made.availability = availability;
    return made;
}

bool isNear(std::optional<double> found, double expected, double within = 1e-6)
{
    return found && std::abs(*found - expected) <= within;
}

// `count` steps with the same traffic each, one after the other.
class History
{
public:
    History &add(int count, Duration step, std::int64_t requests, std::int64_t errors)
    {
        for (int i = 0; i < count; ++i) {
            m_steps.push_back({{m_end, m_end + step}, step, requests, errors});
            m_end += step;
        }
        return *this;
    }
    History &gap(Duration length)
    {
        m_steps.push_back({.range = {m_end, m_end + length}});
        m_end += length;
        return *this;
    }
    const std::vector<BudgetStep> &steps() const { return m_steps; }
    Timestamp end() const { return m_end; }

private:
    std::vector<BudgetStep> m_steps;
    Timestamp m_end = kStart;
};

} // namespace

class TestBudget : public QObject
{
    Q_OBJECT

private slots:
    void remainingBudgetsAreThoseOfTheContract()
    {
        QVERIFY(isNear(budgetRemaining(95, traffic(130, 10)), -53.846154));
        QVERIFY(isNear(budgetRemaining(99.9, traffic(10'000, 5)), 50));
        QVERIFY(isNear(budgetRemaining(95, traffic(120, 10)), -66.666667));
        QVERIFY(isNear(budgetRemaining(100, traffic(100, 1)), -100));
        QVERIFY(isNear(budgetRemaining(100, traffic(100, 0)), 100));
        QVERIFY(isNear(budgetRemaining(99, traffic(100, 100)), -100));
        QVERIFY(isNear(budgetRemaining(99.9, traffic(1'000, 1)), 0));
        QVERIFY(!budgetRemaining(99.9, traffic(0, 0)));
        QVERIFY(!budgetRemaining(100, traffic(0, 0)));
    }

    void burnIsErrorsOverWhatTheTargetAllows()
    {
        QVERIFY(isNear(burnRate(99.9, traffic(1'000, 1)), 1));
        QVERIFY(isNear(burnRate(99.9, traffic(10'000, 144)), 14.4));
        QVERIFY(isNear(burnRate(95, traffic(10, 10)), 20));
        QVERIFY(isNear(burnRate(100, traffic(10, 0)), 0));
        QVERIFY(std::isinf(*burnRate(100, traffic(10, 1))));
        QVERIFY(!burnRate(99.9, traffic(0, 0)));
    }

    void theBudgetAsTimeIs43MinutesFor3NinesIn30Days()
    {
        const Duration allowed = burnDown(target(99.9), {}).allowedDowntime;
        QVERIFY(allowed == minutes{43} + std::chrono::seconds{12});
        QVERIFY(burnDown(target(100), {}).allowedDowntime == Duration{});
        QVERIFY(burnDown(target(95, SloWindow::OneDay), {}).allowedDowntime == minutes{72});
    }

    void burnsDownStepByStep()
    {
        const History history = History()
                                    .add(10, hours{72}, 1'000, 0)
                                    .add(5, hours{72}, 1'000, 1)
                                    .gap(hours{72})
                                    .add(4, hours{72}, 1'000, 0);
        // The window is the last ten steps: 4 of them with an error, one a gap.
        const BudgetReport report = burnDown(target(99.9), history.steps());
        QVERIFY(report.range == (TimeRange{history.end() - days{30}, history.end()}));
        QCOMPARE(report.points.size(), std::size_t{11});
        QVERIFY(report.points.front().at == report.range.from);
        QCOMPARE(report.points.front().remaining, 100.0);
        QVERIFY(isNear(report.allowedErrors, 9));
        QCOMPARE(report.errors, 5);
        QVERIFY(isNear(report.remaining, 100 * 4 / 9.0));
        QVERIFY(isNear(report.points.back().remaining, *report.remaining));
        QVERIFY(report.points.back().at == history.end());
        QVERIFY(isNear(report.points[3].remaining, 100 * 6 / 9.0));
        for (std::size_t i = 0; i < report.points.size(); ++i)
            QCOMPARE(report.points[i].isGap, i == 6);
        QVERIFY(!isKnown(report.exhaustedAt));
    }

    void saysNothingWithoutTraffic()
    {
        const History history = History().gap(hours{5}).add(3, hours{1}, 0, 0);
        const BudgetReport report = burnDown(target(99.9), history.steps());
        QVERIFY(!report.remaining);
        QVERIFY(report.points.empty());
        QVERIFY(!isKnown(report.exhaustedAt));
        QCOMPARE(report.forecastBurn, 0.0);
    }

    void foreseesWhenTheBudgetIsUsedUp()
    {
        // 30 days of 1 000 requests an hour allow 720 errors; the last hour had 10, a burn of 10.
        const History history = History().add(719, hours{1}, 1'000, 0).add(1, hours{1}, 1'000, 10);
        const BudgetReport report = burnDown(target(99.9), history.steps());
        QVERIFY(isNear(report.forecastBurn, 10));
        QVERIFY(isNear(report.remaining, 100 * 710 / 720.0));
        const auto left
            = std::chrono::duration<double, std::ratio<3600>>(report.exhaustedAt - history.end());
        QVERIFY(isNear(left.count(), 71, 0.001)); // 710 errors at 10 an hour
    }

    void foreseesThatOldErrorsLeaveTheWindow()
    {
        // Little is left after ten days at the limit, but it burns at 0.9 since.
        const History slow = History().add(240, hours{1}, 10'000, 10).add(480, hours{1}, 10'000, 9);
        QVERIFY(*burnDown(target(99.9), slow.steps()).remaining < 10);
        QVERIFY(!isKnown(burnDown(target(99.9), slow.steps()).exhaustedAt));
        // At 2 it is used up in any case, but later than if the old errors stayed.
        const History fast = History()
                                 .add(240, hours{1}, 10'000, 15)
                                 .add(479, hours{1}, 10'000, 0)
                                 .add(1, hours{1}, 10'000, 20);
        const BudgetReport report = burnDown(target(99.9), fast.steps());
        // 7 200 allowed, 3 620 spent: 3 580 at 20 an hour would last 179 h; 15 an hour come back.
        const auto left
            = std::chrono::duration<double, std::ratio<3600>>(report.exhaustedAt - fast.end());
        // In 240 h the level rises by 5 × 240 = 1 200; the other 2 380 take 119 h more.
        QVERIFY(isNear(left.count(), 359, 0.01));
    }

    void foreseesNothingWhileNothingFails()
    {
        const History history = History().add(100, hours{1}, 1'000, 1).add(2, hours{1}, 1'000, 0);
        QVERIFY(!isKnown(burnDown(target(99.5), history.steps()).exhaustedAt));
        const History silent = History().add(100, hours{1}, 1'000, 1).gap(hours{2});
        QVERIFY(!isKnown(burnDown(target(99.5), silent.steps()).exhaustedAt));
        QCOMPARE(burnDown(target(99.5), silent.steps()).forecastBurn, 0.0);
    }

    void tellsSinceWhenTheBudgetIsUsedUp()
    {
        const History history = History()
                                    .add(10, hours{1}, 1'000, 0)
                                    .add(1, hours{1}, 1'000, 900)
                                    .add(10, hours{1}, 1'000, 0);
        const BudgetReport report = burnDown(target(99.9), history.steps());
        QVERIFY(report.exhaustedAt == kStart + hours{11});
        QVERIFY(isNear(report.remaining, -100));
        QCOMPARE(report.points.back().remaining, -100.0);
    }

    void aTargetOf100HasNoBudgetToBurn()
    {
        const History clean = History().add(3, hours{1}, 100, 0);
        QVERIFY(isNear(burnDown(target(100), clean.steps()).remaining, 100));
        QVERIFY(!isKnown(burnDown(target(100), clean.steps()).exhaustedAt));
        const History failed = History().add(1, hours{1}, 100, 0).add(1, hours{1}, 100, 1);
        QVERIFY(isNear(burnDown(target(100), failed.steps()).remaining, -100));
        QVERIFY(burnDown(target(100), failed.steps()).exhaustedAt == failed.end());
    }

    void statusFollowsTheIngressRule()
    {
        const SloTarget goal = target(99.9); // and 250 ms
        QCOMPARE(statusOf(goal, traffic(0, 0)), SloStatus::Unknown);
        QCOMPARE(statusOf(goal, traffic(10'000, 11)), SloStatus::Critical);
        QCOMPARE(statusOf(goal, traffic(10'000, 10)), SloStatus::Warning);  // just met, budget 0
        QCOMPARE(statusOf(goal, traffic(10'000, 8)), SloStatus::Warning);   // budget 20 %
        QCOMPARE(statusOf(goal, traffic(100'000, 75)), SloStatus::Healthy); // exactly 25 %
        QCOMPARE(statusOf(goal, traffic(10'000, 7)), SloStatus::Healthy);
        Traffic slow = traffic(100, 0);
        slow.latency = LatencyHistogram::fromCumulative({100, 500}, {0, 100}, 100);
        QCOMPARE(statusOf(goal, slow), SloStatus::Warning);
        slow.errors = 50;
        QCOMPARE(statusOf(goal, slow), SloStatus::Critical);
    }

    void trendsNeedMoreThanATenthOfAPoint()
    {
        QCOMPARE(trendOf(traffic(1'000, 2), traffic(1'000, 1)), SloTrend::Stable); // 0.1 exactly
        QCOMPARE(trendOf(traffic(1'000, 3), traffic(1'000, 1)), SloTrend::Up);
        QCOMPARE(trendOf(traffic(1'000, 1), traffic(1'000, 3)), SloTrend::Down);
        QCOMPARE(trendOf(traffic(0, 0), traffic(1'000, 500)), SloTrend::Stable);
        QCOMPARE(trendOf(traffic(1'000, 500), traffic(0, 0)), SloTrend::Stable);
    }
};

QTEST_APPLESS_MAIN(TestBudget)
#include "tst_budget.moc"
