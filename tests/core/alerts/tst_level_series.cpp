#include "core/alerts/level_series.h"
#include "core/slo/burn_rate.h"
#include "tests/core/alerts/alert_builder.h"
#include "tests/support/corpus.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <array>
#include <cmath>
#include <random>

using namespace binnacle;
using namespace binnacle::alerts;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr Timestamp kStart = fromEpochMs(1'772'323'200'000); // a full hour

Timestamp atMinute(std::int64_t minute)
{
    return kStart + minutes{minute};
}

LevelSubject subjectFrom(const QJsonObject &scenario)
{
    LevelSubject subject;
    subject.burnObjective = scenario.value(QLatin1String("objective")).toDouble();
    std::int64_t minute = 0;
    for (const QJsonValue value :
        scenario.value(QLatin1String("segments_minutes_ok_err_per_minute")).toArray()) {
        const QJsonArray segment = value.toArray();
        const double failed = segment.at(2).toDouble();
        for (std::int64_t i = 0; i < segment.at(0).toInteger(); ++i, ++minute)
            subject.series.add(test::levelStep(
                atMinute(minute), atMinute(minute + 1), segment.at(1).toDouble() + failed, failed));
    }
    return subject;
}

LevelTree ruleOf(BurnSeverity severity)
{
    std::vector<LevelTree> pairs;
    for (const BurnRule &rule : kBurnRules) {
        if (rule.severity == severity)
            pairs.push_back(test::burns(rule.threshold, rule.longWindow, rule.shortWindow));
    }
    return test::tree(LevelTree::Kind::Any, std::move(pairs));
}

LatencyHistogram histogram(double fast, double slow)
{
    return LatencyHistogram::fromCumulative(
        {10, 100, 1'000}, {fast, fast, fast + slow}, fast + slow);
}

} // namespace

class TestLevelSeries : public QObject
{
    Q_OBJECT

private slots:
    void burnRatesAreTrueWhenPrometheusFires()
    {
        const auto path = test::corpusPath("slo/burn-rate-scenarios.json");
        if (!path)
            QSKIP(test::kNoCorpus);
        const QByteArray json = QByteArray::fromStdString(test::readFile(*path));
        int moments = 0;
        for (const QJsonValue value :
            QJsonDocument::fromJson(json).object().value(QLatin1String("scenarios")).toArray()) {
            const QJsonObject scenario = value.toObject();
            const LevelSubject subject = subjectFrom(scenario);
            for (const QJsonValue entry : scenario.value(QLatin1String("expected")).toArray()) {
                const QJsonObject moment = entry.toObject();
                const auto minute = moment.value(QLatin1String("t_min")).toInteger();
                const QJsonObject firing = moment.value(QLatin1String("alerts")).toObject();
                for (const auto severity : {BurnSeverity::Page, BurnSeverity::Ticket}) {
                    const bool expected
                        = firing.contains(severity == BurnSeverity::Page ? QLatin1String("page")
                                                                         : QLatin1String("ticket"));
                    const LevelTree tree = ruleOf(severity);
                    // The judging rule: an edge may be one step early or late.
                    const bool agrees = isTrue(tree, subject, atMinute(minute)) == expected
                        || isTrue(tree, subject, atMinute(minute - 1)) == expected
                        || isTrue(tree, subject, atMinute(minute + 1)) == expected;
                    const QByteArray name
                        = scenario.value(QLatin1String("scenario")).toString().toUtf8()
                        + " at minute " + QByteArray::number(static_cast<qlonglong>(minute));
                    QVERIFY2(agrees, name.constData());
                }
                ++moments;
            }
        }
        QVERIFY(moments >= 70);
    }

    void burnRatesAreTrueWhenTheSloViewSaysSo()
    {
        std::mt19937 random(7);
        LevelSubject subject;
        subject.burnObjective = 99.9;
        std::vector<slo::BudgetStep> steps;
        for (int i = 0; i < 5'000; ++i) {
            const bool isBad = (i / 300) % 5 == 0;
            const auto requests = static_cast<std::int64_t>(500 + random() % 500);
            const auto errors = static_cast<std::int64_t>(random() % (isBad ? 60 : 2));
            steps.push_back({{atMinute(i), atMinute(i + 1)}, minutes{1}, requests, errors});
            subject.series.add(test::levelStep(atMinute(i), atMinute(i + 1),
                static_cast<double>(requests), static_cast<double>(errors)));
        }
        int firing = 0;
        for (int i = 4'400; i < 5'000; i += 7) {
            const auto traffic = [&](Duration window) {
                Traffic sum;
                for (const slo::BudgetStep &step : steps) {
                    if (step.range.to <= atMinute(i) && step.range.to > atMinute(i) - window) {
                        sum.requests += step.requests;
                        sum.errors += step.errors;
                    }
                }
                return sum;
            };
            const auto conditions = slo::evaluate(99.9, traffic, {.leastErrors = 0});
            for (std::size_t rule = 0; rule < 2; ++rule) { // windows of up to six hours are exact
                const BurnRule &burn = kBurnRules.at(rule);
                const bool is
                    = isTrue(test::burns(burn.threshold, burn.longWindow, burn.shortWindow),
                        subject, atMinute(i));
                QCOMPARE(is, conditions[rule].isFiring);
                firing += is ? 1 : 0;
            }
        }
        QVERIFY(firing > 0);
    }

    void windowsAreTheSumsOfTheirSteps()
    {
        std::mt19937 random(3);
        LevelSeries series;
        std::vector<std::pair<Timestamp, double>> all;
        Timestamp at = kStart;
        for (int i = 0; i < 2'000; ++i) {
            at += seconds{5 + random() % 40};
            const auto requests = static_cast<double>(random() % 100);
            series.add(test::levelStep(at - seconds{5}, at, requests, 1));
            all.emplace_back(at, requests);
        }
        for (int i = 0; i < 300; ++i) {
            const Timestamp now = kStart + seconds{random() % 60'000};
            const Duration window = seconds{30 + random() % 20'000};
            double expected = 0;
            for (const auto &[end, requests] : all)
                expected += end > now - window && end <= now ? requests : 0;
            QCOMPARE(series.over(now, window).requests, expected);
        }
    }

    void lateStepsCountWhereTheyBelong()
    {
        LevelSeries inOrder(true);
        LevelSeries mixed(true);
        for (const int minute : {1, 2, 3, 4, 5, 6})
            inOrder.add(test::levelStep(
                atMinute(minute - 1), atMinute(minute), minute, 1, histogram(minute, 1)));
        for (const int minute : {1, 4, 2, 6, 5, 3})
            mixed.add(test::levelStep(
                atMinute(minute - 1), atMinute(minute), minute, 1, histogram(minute, 1)));
        for (int minute = 1; minute <= 8; ++minute) {
            for (const int window : {1, 3, 6}) {
                const auto a = inOrder.over(atMinute(minute), minutes{window});
                const auto b = mixed.over(atMinute(minute), minutes{window});
                QCOMPARE(a.requests, b.requests);
                QVERIFY(inOrder.latency(atMinute(minute), minutes{window})
                    == mixed.latency(atMinute(minute), minutes{window}));
            }
        }
    }

    void hourlyRowsLieEvenlyOverTheirHour()
    {
        LevelSeries series;
        LevelStep hour = test::levelStep(kStart, kStart + hours{1}, 3'600, 36);
        hour.isSpread = true;
        series.add(hour);
        QCOMPARE(series.over(kStart + minutes{30}, minutes{10}).requests, 600.0);
        QCOMPARE(series.over(kStart + hours{1}, hours{1}).requests, 3'600.0);
        QCOMPARE(series.over(kStart + minutes{5}, minutes{10}).requests, 300.0);
        QCOMPARE(series.over(kStart + hours{2}, minutes{30}).requests, 0.0);
    }

    void thinningOutChangesNoAnswer()
    {
        std::mt19937 random(11);
        LevelSeries whole(true);
        LevelSeries thinned(true);
        for (int i = 0; i < 6 * 24 * 60; ++i) {
            const auto requests = static_cast<double>(50 + random() % 50);
            const LevelStep step = test::levelStep(atMinute(i), atMinute(i + 1), requests,
                static_cast<double>(random() % 3), histogram(requests, 2));
            whole.add(step);
            thinned.add(step);
            if (i % 97 == 0)
                thinned.thin(atMinute(i + 1), days{4});
        }
        QVERIFY(thinned.knots() < whole.knots() / 4);
        const Timestamp now = atMinute(8'640);
        for (const Duration window : std::array<Duration, 8>{
                 minutes{1}, minutes{5}, hours{1}, hours{6}, hours{7}, days{1}, days{3}, days{4}}) {
            QCOMPARE(thinned.over(now, window).requests, whole.over(now, window).requests);
            QCOMPARE(thinned.over(now, window).errors, whole.over(now, window).errors);
            QVERIFY(thinned.latency(now, window) == whole.latency(now, window));
        }
    }

    void percentilesAreThoseOfTheMergedHistogram()
    {
        LevelSeries series(true);
        LatencyHistogram expected;
        for (int i = 0; i < 10; ++i) {
            const LatencyHistogram one = histogram(100 - i, i);
            series.add(test::levelStep(atMinute(i), atMinute(i + 1), 100, 0, one));
            if (i >= 5)
                expected.add(one);
        }
        const auto got = series.latency(atMinute(10), minutes{5}).quantile(0.95);
        QVERIFY(got);
        QCOMPARE(got->ms, expected.quantile(0.95)->ms);
    }

    void otherBoundsAreBroughtTogether()
    {
        LevelSeries series(true);
        series.add(test::levelStep(atMinute(0), atMinute(1), 10, 0,
            LatencyHistogram::fromCumulative({10, 100}, {5, 10}, 10)));
        series.add(test::levelStep(atMinute(1), atMinute(2), 10, 0,
            LatencyHistogram::fromCumulative({50, 200}, {8, 10}, 10)));
        LatencyHistogram expected = LatencyHistogram::fromCumulative({10, 100}, {5, 10}, 10);
        expected.add(LatencyHistogram::fromCumulative({50, 200}, {8, 10}, 10));
        QCOMPARE(
            series.latency(atMinute(2), minutes{2}).quantile(0.5)->ms, expected.quantile(0.5)->ms);
        QCOMPARE(series.latency(atMinute(2), minutes{2}).total(), 20.0);
    }

    void whatIsForgottenIsReadAgain()
    {
        LevelSeries series;
        for (int i = 0; i < 10; ++i)
            series.add(test::levelStep(atMinute(i), atMinute(i + 1), 10, 0));
        series.truncate(atMinute(7));
        QCOMPARE(series.over(atMinute(10), minutes{10}).requests, 70.0);
        series.add(test::levelStep(atMinute(7), atMinute(8), 5, 0));
        QCOMPARE(series.over(atMinute(10), minutes{10}).requests, 75.0);
    }

    void littleTrafficMeansNothing()
    {
        LevelSubject subject;
        subject.burnObjective = 99.9;
        subject.series.add(test::levelStep(atMinute(0), atMinute(1), 4, 4));
        auto tree = test::over(LevelMetric::ErrorRate, minutes{5}, 50);
        QVERIFY(isTrue(tree, subject, atMinute(1)));
        QCOMPARE(valueText(tree, subject, atMinute(1)), std::string("100 % over 5 m"));
        tree.term.minRequests = 5;
        QVERIFY(!isTrue(tree, subject, atMinute(1)));
        QCOMPARE(
            valueText(tree, subject, atMinute(1)), std::string("100 % over 5 m: too few requests"));
    }

    void noTrafficIsNeitherGoodNorBad()
    {
        LevelSubject subject;
        subject.burnObjective = 99.9;
        subject.objectives = {95, 96, 97};
        subject.series.add(test::levelStep(atMinute(0), atMinute(1), 0, 0));
        for (const LevelMetric metric :
            {LevelMetric::BurnRate, LevelMetric::BudgetRemaining, LevelMetric::Availability,
                LevelMetric::ErrorRate, LevelMetric::P95, LevelMetric::Average}) {
            for (const alerts::CompareOp op :
                {alerts::CompareOp::Less, alerts::CompareOp::GreaterOrEqual})
                QVERIFY(!isTrue(test::term(metric, minutes{5}, op, 1), subject, atMinute(1)));
        }
        QVERIFY(isTrue(test::term(LevelMetric::RequestRate, minutes{5}, alerts::CompareOp::Less, 1),
            subject, atMinute(1)));
    }

    void valuesReadAsPeopleSayThem()
    {
        LevelSubject subject;
        subject.burnObjective = 99;
        for (int i = 0; i < 60; ++i)
            subject.series.add(
                test::levelStep(atMinute(i), atMinute(i + 1), 1'000, i < 55 ? 0 : 610));
        QCOMPARE(valueText(test::burns(14.4, hours{1}, minutes{5}), subject, atMinute(60)),
            std::string("5.08× over 1 h, 61× over 5 m"));
        QCOMPARE(valueText(test::over(LevelMetric::Average, minutes{5}, 1), subject, atMinute(60)),
            std::string("10 ms over 5 m"));
    }

    void budgetsAreOfTheTargetOfTheirWindow()
    {
        LevelSubject subject;
        subject.objectives = {90, 80, 50};
        subject.series.add(test::levelStep(atMinute(0), atMinute(1), 100, 5));
        const auto left = [&](Duration window) {
            return *valueOf(
                test::over(LevelMetric::BudgetRemaining, window, 0).term, subject, atMinute(1));
        };
        QCOMPARE(left(days{1}), 50.0);
        QCOMPARE(left(days{7}), 75.0);
        QCOMPARE(left(days{30}), 90.0);
    }

    void targetsMatchWithStars()
    {
        QVERIFY(matchesTarget("", "shop/checkout"));
        QVERIFY(matchesTarget("shop/*", "shop/checkout"));
        QVERIFY(matchesTarget("shop/api-gateway → *", "shop/api-gateway → pay/payments"));
        QVERIFY(matchesTarget("*check*out", "shop/checkout"));
        QVERIFY(!matchesTarget("shop/check", "shop/checkout"));
        QVERIFY(!matchesTarget("pay/*", "shop/checkout"));
        QVERIFY(!matchesTarget("*x", ""));
    }

    // Against what a series has when it is told only what had arrived.
    void aWindowOfThePastShowsWhatHadArrived()
    {
        std::mt19937 random(7);
        struct Arriving
        {
            LevelStep step;
            Timestamp at;
        };
        std::vector<Arriving> all;
        for (int minute = 1; minute <= 90; ++minute) {
            const double requests = 50 + static_cast<double>(random() % 50);
            const double slow = static_cast<double>(random() % 20);
            LevelStep step = test::levelStep(atMinute(minute - 1), atMinute(minute), requests,
                static_cast<double>(random() % 9), histogram(requests - slow, slow));
            // Now and then something stays away for up to half an hour.
            const bool isHeldUp = random() % 10 == 0;
            const Timestamp at
                = atMinute(minute) + seconds{isHeldUp ? static_cast<int>(random() % 1'800) : 12};
            all.push_back({std::move(step), at});
        }
        LevelSeries past(true);
        for (const Arriving &one : all) {
            LevelStep step = one.step;
            step.arrivedAt = one.at;
            past.add(step);
        }
        for (int second = 0; second <= 95 * 60; second += 7) {
            const Timestamp now = kStart + seconds{second};
            LevelSeries live(true);
            for (const Arriving &one : all) {
                if (one.at <= now)
                    live.add(one.step);
            }
            for (const Duration window : {Duration{minutes{5}}, Duration{hours{1}}}) {
                QCOMPARE(past.over(now, window).requests, live.over(now, window).requests);
                QCOMPARE(past.over(now, window).errors, live.over(now, window).errors);
                QCOMPARE(past.latency(now, window).total(), live.latency(now, window).total());
                QCOMPARE(past.latency(now, window).countUpTo(10),
                    live.latency(now, window).countUpTo(10));
            }
        }
    }

    void whatDidNotArriveIsNotTold()
    {
        ToldTimes told;
        told.addIncrement({atMinute(0), atMinute(1)}, atMinute(1) + seconds{20});
        told.addIncrement({atMinute(1), atMinute(2)}, atMinute(9));
        QVERIFY(!told.isTold(atMinute(0), atMinute(1)));
        QVERIFY(told.isTold(atMinute(0), atMinute(1) + seconds{20}));
        QVERIFY(told.isTold(atMinute(0), atMinute(2)));
        QVERIFY(!told.isTold(atMinute(1), atMinute(8)));
        QVERIFY(told.isTold(atMinute(1), atMinute(9)));
        QVERIFY(told.first() == atMinute(1) + seconds{20});
        QVERIFY(told.asTheyArrived().lastUntil(atMinute(8)) == atMinute(1) + seconds{20});
    }

    void toldTimesKnowGaps()
    {
        ToldTimes told;
        told.addIncrement({atMinute(10), atMinute(20)});
        told.addIncrement({atMinute(0), atMinute(5)});
        told.addIncrement({atMinute(20), atMinute(30)});
        QVERIFY(told.isTold(atMinute(4), atMinute(6)));
        QVERIFY(!told.isTold(atMinute(5), atMinute(10)));
        QVERIFY(!told.isTold(atMinute(12), atMinute(18))); // was not known then
        QVERIFY(told.isTold(atMinute(0), atMinute(60)));
        QVERIFY(told.lastUntil(atMinute(7)) == atMinute(5));
        QVERIFY(told.lastUntil(atMinute(12)) == atMinute(5));
        QVERIFY(!isKnown(told.lastUntil(atMinute(0))));
        QVERIFY(told.toldUntil(atMinute(1)) == atMinute(5));
        QVERIFY(told.toldUntil(atMinute(11)) == atMinute(30));
        told.truncate(atMinute(25));
        QVERIFY(told.lastUntil(atMinute(60)) == atMinute(20));
        told.addSpan({atMinute(60), atMinute(120)});
        QVERIFY(told.isTold(atMinute(80), atMinute(81)));
        QVERIFY(told.lastUntil(atMinute(90)) == atMinute(90));
    }
};

QTEST_APPLESS_MAIN(TestLevelSeries)
#include "tst_level_series.moc"
