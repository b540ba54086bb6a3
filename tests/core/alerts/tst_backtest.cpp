#include "core/alerts/backtest.h"
#include "core/alerts/decision_trace.h"
#include "tests/core/alerts/alert_builder.h"
#include "tests/core/alerts/alert_estate.h"

#include <algorithm>

using namespace binnacle;
using namespace binnacle::alerts;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

constexpr Timestamp kStart = fromEpochMs(1'772'323'200'000); // a full hour
const ServiceRef kCheckout{"shop", "checkout"};

Timestamp atMinute(int minute)
{
    return kStart + minutes{minute};
}

AlertSubject checkout()
{
    return {.cluster = test::kProd, .object = {"Service", "shop", "checkout"}};
}

AlertRule errorRule(double percent, Duration holds = minutes{2})
{
    auto condition = test::levelCondition(SloSubject::Kind::Service, "shop/*",
        test::over(LevelMetric::ErrorRate, minutes{5}, percent));
    condition.holds = holds;
    AlertRule rule = test::ruleOf(1, condition, "Errors");
    rule.cluster = test::kProd;
    rule.cooldown = Duration{0};
    return rule;
}

IncidentSpan incident(int from, int to, const std::string &name)
{
    return {.range = {atMinute(from), atMinute(to)}, .name = name};
}

// Once a minute in minutes 20 to 40.
ClusterEvent crashes()
{
    ClusterEvent event = test::podEvent("crash", toEpochMs(atMinute(40)), 21);
    event.cluster = test::kProd;
    event.reason = "BackOff";
    event.involved = {"Pod", "shop", "cart-0"};
    event.first = atMinute(20);
    return event;
}

// Four hours; half of the requests fail in minutes 60 to 80, a fifth in 150 to 160.
class Afternoon
{
public:
    Afternoon()
    {
        std::vector<SloIncrements> all;
        for (int minute = 1; minute <= 240; ++minute) {
            const std::int64_t errors = minute > 60 && minute <= 80 ? 50
                : minute > 150 && minute <= 160                     ? 20
                                                                    : 0;
            all.push_back(test::minuteOf(atMinute(minute), {{kCheckout, 100, errors, 0}},
                static_cast<std::uint64_t>(minute)));
        }
        m_estate.insert(all);
    }
    test::AlertEstate &estate() { return m_estate; }
    Backtest backtest(const BacktestQuery &query)
    {
        const auto backtest = m_estate.read(
            [&](store::Connection &connection) { return runBacktest(connection, query); });
        if (!backtest)
            qFatal("backtest: %s", backtest.error().message.c_str());
        return *backtest;
    }
    static BacktestQuery query(AlertRule rule)
    {
        return {.rule = std::move(rule), .range = {kStart, atMinute(240)}};
    }

private:
    test::AlertEstate m_estate;
};

} // namespace

class TestBacktest : public QObject
{
    Q_OBJECT

private slots:
    void firingsAreFoundWithTheirPeak()
    {
        Afternoon afternoon;
        const Backtest backtest = afternoon.backtest(Afternoon::query(errorRule(5)));
        QCOMPARE(backtest.firings.size(), std::size_t{2});
        const BacktestFiring &first = backtest.firings[0];
        QVERIFY(first.subject == checkout());
        QVERIFY(first.pendingSince == atMinute(61)); // 50 of 500
        QVERIFY(first.firedAt == atMinute(63));
        QVERIFY(first.resolvedAt == atMinute(85));
        QCOMPARE(*first.peak, 50.0);
        QCOMPARE(*backtest.firings[1].peak, 20.0);
        QCOMPARE(*backtest.threshold, 5.0);
        QVERIFY(backtest.dataSince == kStart + minutes{1});
        QCOMPARE(backtest.flaps, 0);
        QVERIFY(backtest.firingTime == minutes{22} + minutes{10});
        QVERIFY(backtest.milliseconds > 0);
        // One that fired and one that was over, each.
        QCOMPARE(backtest.pages.size(), std::size_t{1});
        QCOMPARE(backtest.pages[0].pages, 4);
    }

    void theCurveIsTheWorstOfAllSubjects()
    {
        Afternoon afternoon;
        const Backtest backtest = afternoon.backtest(Afternoon::query(errorRule(5)));
        QVERIFY(backtest.curve.size() >= 230);
        const auto at70 = std::ranges::find(backtest.curve, atMinute(70), &BacktestPoint::at);
        QVERIFY(at70 != backtest.curve.end());
        QCOMPARE(at70->value.value_or(-1), 50.0);
    }

    void pointsOfALongCurveStandAtWholeSteps()
    {
        Afternoon afternoon;
        BacktestQuery query = Afternoon::query(errorRule(5));
        query.range.to = query.range.from + std::chrono::days{10};
        const Backtest backtest = afternoon.backtest(query);
        QVERIFY(backtest.step > minutes{1}); // fewer points than looks
        QVERIFY(backtest.curve.size() > 1);
        for (const BacktestPoint &point : backtest.curve)
            QCOMPARE((point.at - query.range.from) % backtest.step, Duration{0});
    }

    void incidentsAreCaughtOrMissed()
    {
        Afternoon afternoon;
        BacktestQuery query = Afternoon::query(errorRule(5));
        query.incidents = {incident(58, 90, "payments down"), incident(200, 220, "nobody noticed")};
        const Backtest backtest = afternoon.backtest(query);
        QCOMPARE(backtest.caught.size(), std::size_t{1});
        QCOMPARE(backtest.missed.size(), std::size_t{1});
        QCOMPARE(backtest.missed[0].name, std::string("nobody noticed"));
        QCOMPARE(backtest.firings[0].incident, std::string("payments down"));
        QCOMPARE(backtest.falseAlarms, 1);
    }

    void silencedFiringsTellNobodyAndCatchNothing()
    {
        Afternoon afternoon;
        BacktestQuery query = Afternoon::query(errorRule(5));
        query.incidents = {incident(58, 90, "payments down")};
        query.scene.silences = {{.id = 1,
            .name = "deploy",
            .matchers = {{.label = "namespace", .op = AlertMatcher::Op::Equal, .value = "shop"}},
            .from = kStart,
            .until = atMinute(120)}};
        const Backtest backtest = afternoon.backtest(query);
        QCOMPARE(backtest.firings.size(), std::size_t{2});
        QVERIFY(backtest.firings[0].hush == AlertHush::Silenced);
        QCOMPARE(backtest.firings[0].pages, 0);
        QVERIFY(backtest.caught.empty());
    }

    void pagesGoToTheChannelsOfTheRule()
    {
        Afternoon afternoon;
        BacktestQuery query = Afternoon::query(errorRule(5));
        query.effectiveChannels = {3, 4};
        Backtest backtest = afternoon.backtest(query);
        QCOMPARE(backtest.pages.size(), std::size_t{2});
        QCOMPARE(backtest.pages[1].channel, std::int64_t{4});
        query.rule.channels = {8};
        backtest = afternoon.backtest(query);
        QCOMPARE(backtest.pages.size(), std::size_t{1});
        QCOMPARE(backtest.pages[0].channel, std::int64_t{8});
    }

    void callersAreInhibitedByOtherRules()
    {
        Afternoon afternoon;
        auto condition = test::levelCondition(SloSubject::Kind::Service, "shop/checkout",
            test::over(LevelMetric::ErrorRate, minutes{5}, 1));
        AlertRule callee = test::ruleOf(2, condition, "Callee");
        callee.severity = AlertSeverity::Critical;
        // The gateway has the same errors, later.
        std::vector<SloIncrements> all;
        for (int minute = 1; minute <= 240; ++minute) {
            SloIncrements one = test::minuteOf(atMinute(minute),
                {{{"shop", "gateway"}, 100, minute > 60 && minute <= 80 ? 50 : 0, 0}},
                static_cast<std::uint64_t>(minute));
            one.bootId = "other";
            all.push_back(one);
        }
        afternoon.estate().insert(all);
        AlertRule rule = errorRule(5);
        auto gateway = test::levelCondition(SloSubject::Kind::Service, "shop/gateway",
            test::over(LevelMetric::ErrorRate, minutes{5}, 5));
        rule.condition = writeCondition(gateway);
        BacktestQuery query = Afternoon::query(rule);
        const auto world = std::make_shared<const EngineWorld>(
            EngineWorld{.calls = {{test::kProd, {{{"shop", "gateway"}, kCheckout}}}}});
        query.scene.world = [world](Timestamp) { return world; };
        QCOMPARE(afternoon.backtest(query).firings.at(0).pages, 2);
        query.scene.others = {callee};
        const Backtest inhibited = afternoon.backtest(query);
        QVERIFY(inhibited.firings.at(0).hush == AlertHush::Inhibited);
        QCOMPARE(inhibited.firings[0].pages, 0);
    }

    void sweepsAreBacktestsWithOtherThresholds()
    {
        Afternoon afternoon;
        BacktestQuery query = Afternoon::query(errorRule(5));
        query.effectiveChannels = {1, 2};
        query.incidents = {incident(58, 90, "payments down"), incident(150, 170, "the second")};
        const std::vector<double> thresholds{1, 5, 15, 30, 60};
        std::size_t told = 0;
        const auto rows = afternoon.estate().read([&](store::Connection &connection) {
            return runSweep(connection, query, thresholds, {},
                [&told](std::size_t done, std::size_t) { told = done; });
        });
        QVERIFY(rows);
        QCOMPARE(rows->size(), thresholds.size());
        QCOMPARE(told, thresholds.size());
        for (std::size_t i = 0; i < thresholds.size(); ++i) {
            query.rule = errorRule(thresholds[i]);
            const Backtest alone = afternoon.backtest(query);
            const SweepRow &row = (*rows)[i];
            QCOMPARE(row.firings, static_cast<int>(alone.firings.size()));
            int pages = 0;
            for (const Backtest::ChannelPages &channel : alone.pages)
                pages += channel.pages;
            QCOMPARE(row.pages, pages);
            QCOMPARE(row.caught, static_cast<int>(alone.caught.size()));
            QCOMPARE(row.falseAlarms, alone.falseAlarms);
            QCOMPARE(row.isCurrent, thresholds[i] == 5);
        }
        QCOMPARE((*rows)[0].firings, 2);
        QCOMPARE((*rows)[3].firings, 1);
        QVERIFY(*(*rows)[3].detectedAfter > *(*rows)[0].detectedAfter - minutes{4});
        QVERIFY(!(*rows)[4].detectedAfter);
    }

    void nothingCanBeSweptWithoutAThreshold()
    {
        Afternoon afternoon;
        AlertRule rule
            = test::ruleOf(1, test::conditionOf(ConditionKind::Resource, "phase = Failed"));
        const std::vector<double> thresholds{1};
        const auto rows = afternoon.estate().read([&](store::Connection &connection) {
            return runSweep(connection, Afternoon::query(rule), thresholds);
        });
        QVERIFY(!rows);
        QVERIFY(rows.error().code == ErrorCode::InvalidArgument);
    }

    void aBacktestCanBeCancelled()
    {
        Afternoon afternoon;
        std::stop_source stop;
        stop.request_stop();
        const auto backtest = afternoon.estate().read([&](store::Connection &connection) {
            return runBacktest(connection, Afternoon::query(errorRule(5)), stop.get_token());
        });
        QVERIFY(!backtest);
        QVERIFY(backtest.error().code == ErrorCode::Cancelled);
    }

    void gapsAreNoData()
    {
        test::AlertEstate estate;
        std::vector<SloIncrements> all;
        for (int minute = 1; minute <= 120; ++minute) {
            if (minute <= 40 || minute > 70)
                all.push_back(test::minuteOf(atMinute(minute), {{kCheckout, 100, 0, 0}},
                    static_cast<std::uint64_t>(minute)));
        }
        estate.insert(all);
        AlertRule rule = errorRule(5, Duration{0});
        rule.noData = NoDataPolicy::Alert;
        const auto look = [&] {
            const auto backtest = estate.read([&](store::Connection &connection) {
                return runBacktest(connection, {.rule = rule, .range = {kStart, atMinute(120)}});
            });
            return backtest ? backtest->firings : std::vector<BacktestFiring>();
        };
        const auto firings = look();
        QCOMPARE(firings.size(), std::size_t{1});
        QVERIFY(firings[0].firedAt == atMinute(45));
        QVERIFY(firings[0].resolvedAt == atMinute(71));
        rule.noData = NoDataPolicy::KeepState;
        QVERIFY(look().empty());
    }

    void hourlyRowsAreLookedAtWhereRawOnesAreGone()
    {
        test::AlertEstate estate;
        const Traffic good = Traffic::of(test::serviceMinute({kCheckout, 6'000, 0, 0}));
        const Traffic bad = Traffic::of(test::serviceMinute({kCheckout, 6'000, 3'000, 0}));
        estate.insert({test::minuteOf(kStart, {{kCheckout, 100, 0, 0}}, 1)});
        estate.write([&](store::WriteContext &context) -> Status {
            for (int hour = 1; hour <= 24 * 20; ++hour) {
                const Status done = store::putHour(context, test::kProd,
                    {.key = TrafficKey::of(kCheckout),
                        .at = kStart - hours{hour},
                        .traffic = hour == 100 ? bad : good},
                    hours{1});
                if (!done)
                    return done;
            }
            return Done{};
        });
        const auto backtest = estate.read([&](store::Connection &connection) {
            return runBacktest(
                connection, {.rule = errorRule(5), .range = {kStart - days{30}, kStart}});
        });
        QVERIFY2(backtest, backtest ? "" : backtest.error().message.c_str());
        QVERIFY(backtest->dataSince == kStart - hours{24 * 20});
        QCOMPARE(backtest->firings.size(), std::size_t{1});
        const Timestamp begin = kStart - hours{100};
        QVERIFY(backtest->firings[0].firedAt >= begin);
        QVERIFY(backtest->firings[0].firedAt <= begin + minutes{5});
        QVERIFY(backtest->firings[0].resolvedAt <= begin + hours{1} + minutes{6});
    }

    void resourcesAreLookedAtInTheStatesKept()
    {
        test::AlertEstate estate;
        estate.insert({test::minuteOf(kStart, {{kCheckout, 100, 0, 0}}, 1)}); // makes it known
        for (int minute = 0; minute <= 60; minute += 5) {
            const bool fails = minute >= 20 && minute < 45;
            estate.keepState(test::stateJson({{"cart-0", fails ? "Failed" : "Running", minute}}),
                atMinute(minute));
        }
        auto condition = test::conditionOf(ConditionKind::Resource, "phase = Failed");
        condition.holds = minutes{7};
        AlertRule rule = test::ruleOf(1, condition);
        const auto backtest = estate.read([&](store::Connection &connection) {
            return runBacktest(connection, {.rule = rule, .range = {kStart, atMinute(61)}});
        });
        QVERIFY2(backtest, backtest ? "" : backtest.error().message.c_str());
        QCOMPARE(backtest->firings.size(), std::size_t{1});
        QVERIFY(backtest->firings[0].firedAt == atMinute(27)); // between two states
        QVERIFY(backtest->firings[0].resolvedAt == atMinute(45));
        QVERIFY(backtest->dataSince == kStart);
    }

    void queriesOverStatesCanBeLookedBackAt()
    {
        test::AlertEstate estate;
        estate.insert({test::minuteOf(kStart, {{kCheckout, 100, 0, 0}}, 1)});
        for (int minute = 0; minute <= 30; minute += 5)
            estate.keepState(test::stateJson({{"cart-0", minute == 10 ? "Failed" : "Running"},
                                 {"cart-1", "Running"}}),
                atMinute(minute));
        alerts::Condition condition;
        condition.kind = ConditionKind::Query;
        condition.query = "pods(phase=Failed).count()";
        condition.value = 0;
        AlertRule rule = test::ruleOf(1, condition, "Failed pods");
        const auto run = [&] {
            return estate.read([&](store::Connection &connection) {
                return runBacktest(connection, {.rule = rule, .range = {kStart, atMinute(31)}});
            });
        };
        const auto backtest = run();
        QVERIFY2(backtest, backtest ? "" : backtest.error().message.c_str());
        QCOMPARE(backtest->firings.size(), std::size_t{1});
        QVERIFY(backtest->firings[0].firedAt == atMinute(10));
        QVERIFY(backtest->firings[0].resolvedAt == atMinute(15));
        const std::vector<double> thresholds{0, 1};
        const auto rows = estate.read([&](store::Connection &connection) {
            return runSweep(
                connection, {.rule = rule, .range = {kStart, atMinute(31)}}, thresholds);
        });
        QVERIFY2(rows, rows ? "" : rows.error().message.c_str());
        QCOMPARE((*rows)[0].firings, 1);
        QCOMPARE((*rows)[1].firings, 0);
        condition.query = "events.count()";
        rule.condition = writeCondition(condition);
        QVERIFY(run().error().code == ErrorCode::InvalidArgument);
    }

    void eventsAreLookedAtFromTheirOnset()
    {
        test::AlertEstate estate;
        estate.storeEvents({crashes()});
        auto condition = test::conditionOf(ConditionKind::Event, "reason = BackOff");
        condition.minCount = 5;
        condition.within = minutes{10};
        const AlertRule rule = test::ruleOf(1, condition);
        const auto backtest = estate.read([&](store::Connection &connection) {
            return runBacktest(connection, {.rule = rule, .range = {kStart, atMinute(90)}});
        });
        QVERIFY(backtest);
        QCOMPARE(backtest->firings.size(), std::size_t{1});
        QVERIFY(backtest->firings[0].firedAt == atMinute(24));
        QVERIFY(backtest->firings[0].resolvedAt == atMinute(46));
        QCOMPARE(*backtest->firings[0].peak, 10.0);
    }

    void aTraceSaysWhyItPagedAndWhyNot()
    {
        Afternoon afternoon;
        const auto traceAt = [&](int minute, std::vector<Silence> silences = {}) {
            const auto trace = afternoon.estate().read([&](store::Connection &connection) {
                return explainAt(connection,
                    {.rule = errorRule(5),
                        .subject = checkout(),
                        .at = atMinute(minute),
                        .scene = {.silences = std::move(silences)}});
            });
            if (!trace)
                qFatal("trace: %s", trace.error().message.c_str());
            return *trace;
        };
        const auto stops = [](const DecisionTrace &trace) {
            const auto stop = std::ranges::find(trace.steps, false, &DecisionStep::passed);
            return stop == trace.steps.end() ? DecisionStep::Stage::Outcome : stop->stage;
        };
        QVERIFY(traceAt(63).paged);
        QVERIFY(!traceAt(62).paged);
        QVERIFY(stops(traceAt(62)) == DecisionStep::Stage::For);
        QVERIFY(stops(traceAt(30)) == DecisionStep::Stage::Condition);
        const DecisionTrace silenced = traceAt(63,
            {{.id = 1,
                .name = "deploy",
                .matchers = {{.label = "namespace", .value = "shop"}},
                .from = kStart,
                .until = atMinute(120)}});
        QVERIFY(!silenced.paged);
        QVERIFY(stops(silenced) == DecisionStep::Stage::Silence);
    }

    // It is played on to the instant, where the alert has been told already.
    void aTraceThatSaysItPagedShowsTheStepThatDid()
    {
        Afternoon afternoon;
        const auto trace = afternoon.estate().read([](store::Connection &connection) {
            return explainAt(connection,
                {.rule = errorRule(5),
                    .subject = checkout(),
                    .at = atMinute(63) + std::chrono::seconds{1},
                    .scene = {}});
        });
        QVERIFY(trace);
        QVERIFY(trace->paged);
        QVERIFY(std::ranges::all_of(trace->steps, &DecisionStep::passed));
        QVERIFY(trace->steps.back().stage == DecisionStep::Stage::Outcome);
        QVERIFY(trace->steps.back().what.starts_with("paged at "));
    }

    void aTraceSaysWhatItWasWhenItWasNotTrue()
    {
        Afternoon afternoon;
        const auto guarded = test::levelCondition(SloSubject::Kind::Service, "shop/*",
            test::term(LevelMetric::ErrorRate, minutes{5}, alerts::CompareOp::Greater, 5, 501));
        QCOMPARE(conditionStep(afternoon.estate(), test::ruleOf(1, guarded), checkout(), 70),
            std::string("not true: error_rate(5m) > 5 % with 501+ requests; it was 50 % over 5 m: "
                        "too few requests"));
        QCOMPARE(conditionStep(afternoon.estate(), errorRule(60), checkout(), 62),
            std::string("not true: error_rate(5m) > 60 %; it was 20 % over 5 m"));

        const ClusterEvent event = crashes();
        afternoon.estate().storeEvents({event});
        auto counted = test::conditionOf(ConditionKind::Event, "reason = BackOff");
        counted.minCount = 5;
        counted.within = minutes{10};
        const AlertSubject cart{.cluster = test::kProd, .object = event.involved};
        QCOMPARE(conditionStep(afternoon.estate(), test::ruleOf(1, counted), cart, 22),
            std::string("not true: reason = BackOff, 5 in 10m; it was 3 events"));
        QCOMPARE(conditionStep(afternoon.estate(), test::ruleOf(1, counted), cart, 10),
            std::string("not true: reason = BackOff, 5 in 10m"));
    }

private:
    static std::string conditionStep(
        test::AlertEstate &estate, const AlertRule &rule, const AlertSubject &subject, int minute)
    {
        const auto trace = estate.read([&](store::Connection &connection) {
            return explainAt(connection,
                {.rule = rule, .subject = subject, .at = atMinute(minute), .scene = {}});
        });
        if (!trace)
            qFatal("trace: %s", trace.error().message.c_str());
        const auto step
            = std::ranges::find(trace->steps, DecisionStep::Stage::Condition, &DecisionStep::stage);
        return step == trace->steps.end() ? std::string() : step->what;
    }
};

QTEST_GUILESS_MAIN(TestBacktest)
#include "tst_backtest.moc"
