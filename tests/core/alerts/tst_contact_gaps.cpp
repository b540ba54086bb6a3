#include "core/alerts/backtest.h"
#include "core/alerts/contact_watch.h"
#include "core/alerts/decision_trace.h"
#include "core/alerts/replay_past.h"
#include "core/store/cluster_repository.h"
#include "tests/core/alerts/alert_builder.h"
#include "tests/core/alerts/alert_estate.h"

using namespace binnacle;
using namespace binnacle::alerts;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr Timestamp kStart = fromEpochMs(1'772'323'200'000); // a full hour

constexpr Duration kOfflineAfter = seconds{45};
const ServiceRef kCheckout{"shop", "checkout"};

struct Quiet
{
    Timestamp from;
    Timestamp until;
};

} // namespace

// Rules about absence, looked back at.
class TestContactGaps : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_estate = std::make_unique<test::AlertEstate>();
        m_estate->keepState(test::stateJson({{"cart-0"}}), kStart);
        m_times = {};
    }

    void aClusterThatWasOnlineThroughoutNeverFires()
    {
        for (int minute = 5; minute < 24 * 60; minute += 5)
            m_estate->keepState(test::stateJson({{"cart-0"}}), kStart + minutes{minute});
        listen(kStart, kStart + hours{24}, {});
        for (const AbsentWhat what : {AbsentWhat::Heartbeat, AbsentWhat::Snapshot}) {
            const Backtest backtest = lookBack({kStart - hours{24}, kStart + hours{24}}, what);
            QCOMPARE(backtest.firings.size(), 0U);
            QVERIFY(backtest.dataSince >= kStart - seconds{1});
            QVERIFY(backtest.dataSince <= kStart + seconds{1});
        }
    }

    // Between two full minutes, where nobody would look otherwise.
    void aSilenceFiresWhenItIsLongEnoughAndEndsWithTheNextSign()
    {
        const Timestamp from = kStart + hours{3} + seconds{1};
        listen(kStart, kStart + hours{6}, {{from, from + seconds{52}}});
        const Backtest backtest = lookBack({kStart, kStart + hours{6}});
        QCOMPARE(backtest.firings.size(), 1U);
        const BacktestFiring &firing = backtest.firings.front();
        QCOMPARE(firing.subject.cluster, test::kProd);
        QCOMPARE(firing.pendingSince, from);
        QCOMPARE(firing.firedAt, from + seconds{45});
        QCOMPARE(firing.resolvedAt, from + seconds{52});
    }

    void aSilenceThatIsTooShortIsNone()
    {
        const Timestamp from = kStart + hours{3};
        listen(kStart, kStart + hours{6}, {{from, from + seconds{44}}});
        QCOMPARE(lookBack({kStart, kStart + hours{6}}).firings.size(), 0U);
    }

    void theTraceOfASilenceSaysWhatItWasLike()
    {
        const Timestamp from = kStart + hours{3};
        listen(kStart, kStart + hours{6}, {{from, from + minutes{20}}});
        const TraceQuery query{.rule = rule(AbsentWhat::Heartbeat),
            .subject = {.cluster = test::kProd,
                .object = {.kind = "Cluster", .ns = {}, .name = test::kProd.value}},
            .at = from + minutes{10}};
        const auto trace = m_estate->read(
            [&](store::Connection &connection) { return explainAt(connection, query); });
        QVERIFY(trace);
        const auto isFiring = [](const DecisionStep &step) {
            return step.stage == DecisionStep::Stage::State && step.passed
                && step.what.find(formatRfc3339(kStart + hours{3} + seconds{45}))
                != std::string::npos;
        };
        QVERIFY(std::ranges::any_of(trace->steps, isFiring));
    }

    void beforeTheRecordBeganThereIsNoData()
    {
        for (int hour = 0; hour < 24; ++hour)
            m_estate->keepState(test::stateJson({{"cart-0"}}), kStart + hours{hour});
        const Backtest backtest = lookBack({kStart, kStart + hours{24}});
        QCOMPARE(backtest.firings.size(), 0U);
        QVERIFY(!isKnown(backtest.dataSince));
    }

    void whatNobodyListenedToIsNoSilence()
    {
        listen(kStart, kStart + hours{1}, {});
        listen(kStart + hours{5}, kStart + hours{6}, {}); // the console was closed
        QCOMPARE(lookBack({kStart, kStart + hours{6}}).firings.size(), 0U);
    }

    void aSilenceThatOutlastsTheConsoleEndsWithTheFirstSign()
    {
        listen(kStart, kStart + hours{2}, {{kStart + hours{1}, kStart + hours{2}}});
        // Still silent for half an hour after the console was opened again.
        const Timestamp again = kStart + hours{5};
        listen(again, again + hours{1}, {{again - seconds{1}, again + minutes{30}}});
        const Backtest backtest = lookBack({kStart, kStart + hours{6}});
        QCOMPARE(backtest.firings.size(), 1U);
        QCOMPARE(backtest.firings.front().pendingSince, kStart + hours{1});
        QCOMPARE(backtest.firings.front().resolvedAt, again + minutes{30});
    }

    // What its increments say is hushed while the agent itself is not heard of.
    void whoWasOfflineInhibitsItsAlertsInBacktestAndTrace()
    {
        const Timestamp silentFrom = kStart + minutes{60};
        const Timestamp silentUntil = kStart + minutes{90};
        listen(kStart, kStart + hours{2}, {{silentFrom, silentUntil}});
        std::vector<SloIncrements> all;
        for (int minute = 1; minute <= 120; ++minute) {
            all.push_back(test::minuteOf(kStart + minutes{minute},
                {{kCheckout, 100, minute > 20 && minute <= 110 ? 50 : 0, 0}},
                static_cast<std::uint64_t>(minute)));
        }
        m_estate->insert(all);
        AlertRule rule = test::ruleOf(1,
            test::levelCondition(
                SloSubject::Kind::Service, "*", test::over(LevelMetric::ErrorRate, minutes{5}, 5)));
        rule.cooldown = minutes{10}; // told again and again
        const TimeRange range{kStart, kStart + hours{2}};
        ReplayScene scene;
        const Status read = m_estate->read([&](store::Connection &connection) {
            return takePast(connection, range, kOfflineAfter, scene);
        });
        QVERIFY(read);
        QCOMPARE(scene.worldChanges,
            (std::vector{silentFrom + kOfflineAfter + Duration{1}, silentUntil}));

        const auto backtest = m_estate->read([&](store::Connection &connection) {
            return runBacktest(connection,
                {.rule = rule,
                    .range = range,
                    .incidents = {},
                    .effectiveChannels = {},
                    .scene = scene});
        });
        QVERIFY(backtest);
        QCOMPARE(backtest->firings.size(), 1U);
        // At 21, 31, 41, 51, not at 61 to 89, at 90, 100, 110; and that it is over.
        QCOMPARE(backtest->pages.at(0).pages, 7 + 1);

        const auto hushedBy = [&](Timestamp at) {
            const TraceQuery query{.rule = rule,
                .subject
                = {.cluster = test::kProd, .object = {"Service", kCheckout.ns, kCheckout.name}},
                .at = at,
                .scene = scene};
            const auto trace = m_estate->read(
                [&](store::Connection &connection) { return explainAt(connection, query); });
            if (!trace)
                qFatal("trace: %s", trace.error().message.c_str());
            const auto stop = std::ranges::find(trace->steps, false, &DecisionStep::passed);
            const bool isInhibited
                = stop != trace->steps.end() && stop->stage == DecisionStep::Stage::Inhibition;
            return isInhibited ? stop->what : std::string();
        };
        QCOMPARE(hushedBy(silentFrom + seconds{30}), std::string());
        QCOMPARE(
            hushedBy(silentFrom + minutes{1}), std::string("hushed by agent of prod is offline"));
        QCOMPARE(hushedBy(silentUntil), std::string());
    }

    void aClusterThatGoesAwayTakesItsRecordWithIt()
    {
        listen(kStart, kStart + hours{1}, {{kStart + minutes{5}, kStart + minutes{9}}});
        QCOMPARE(lookBack({kStart, kStart + hours{1}}).firings.size(), 1U);
        m_estate->write([](store::WriteContext &context) {
            return store::removeCluster(context, test::kProd);
        });
        m_estate->keepState(test::stateJson({{"cart-0"}}), kStart);
        QVERIFY(!isKnown(lookBack({kStart, kStart + hours{1}}).dataSince));
    }

    void oldSilencesAreForgottenAndTheBeginningIsNot()
    {
        listen(kStart, kStart + hours{1}, {{kStart + minutes{5}, kStart + minutes{9}}});
        m_estate->write([](store::WriteContext &context) {
            return store::expireContactGaps(context, kStart + minutes{30});
        });
        const Backtest backtest = lookBack({kStart, kStart + hours{1}});
        QCOMPARE(backtest.firings.size(), 0U);
        QVERIFY(isKnown(backtest.dataSince));
    }

private:
    // A console that is open for that long and hears of the agent every ten seconds.
    void listen(Timestamp from, Timestamp until, const std::vector<Quiet> &silences)
    {
        ContactWatch watch(from);
        std::vector<store::ContactGap> gaps;
        for (Timestamp now = from; now < until; now += seconds{1}) {
            const auto isIn
                = [now](const Quiet &silence) { return now > silence.from && now < silence.until; };
            const bool isEdge = std::ranges::any_of(silences, [now](const Quiet &silence) {
                return now == silence.from || now == silence.until;
            });
            const bool isDue = (now - from) % seconds{10} == Duration{0};
            if (isEdge || (isDue && std::ranges::none_of(silences, isIn)))
                m_times = {.lastHeartbeat = now, .lastSnapshot = now};
            const std::vector<std::pair<ClusterId, AgentTimes>> agents{{test::kProd, m_times}};
            std::ranges::move(watch.look(agents, now), std::back_inserter(gaps));
        }
        m_estate->write([&gaps](store::WriteContext &context) -> Status {
            for (const store::ContactGap &gap : gaps) {
                if (Status kept = store::keepContactGap(context, gap); !kept)
                    return kept;
            }
            return Done{};
        });
    }

    static AlertRule rule(AbsentWhat what)
    {
        alerts::Condition condition;
        condition.kind = ConditionKind::Absent;
        condition.absent = what;
        condition.holds = seconds{45};
        return test::ruleOf(1, condition, "AgentOffline");
    }

    Backtest lookBack(const TimeRange &range, AbsentWhat what = AbsentWhat::Heartbeat)
    {
        const BacktestQuery query{.rule = rule(what),
            .range = range,
            .incidents = {},
            .effectiveChannels = {},
            .scene = {}};
        const auto backtest = m_estate->read(
            [&](store::Connection &connection) { return runBacktest(connection, query); });
        if (!backtest)
            qFatal("backtest: %s", backtest.error().message.c_str());
        return *backtest;
    }

    std::unique_ptr<test::AlertEstate> m_estate;
    AgentTimes m_times; // as the hub restores them
};

QTEST_GUILESS_MAIN(TestContactGaps)
#include "tst_contact_gaps.moc"
