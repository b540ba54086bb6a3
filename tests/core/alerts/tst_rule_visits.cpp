#include "core/alerts/live_readings.h"
#include "tests/core/alerts/alert_builder.h"
#include "tests/core/alerts/alert_estate.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::alerts;
using namespace binnacle::test;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp kNow = fromEpochMs(1'772'323'200'000);
constexpr int kOfEach = 1'000;

AlertRule ruleAt(const std::string &cluster, const alerts::Condition &condition)
{
    static std::int64_t id = 0;
    AlertRule rule = ruleOf(++id, condition);
    rule.cluster = {cluster};
    return rule;
}

// A thousand rules over each of: the phase, the restarts, events, heartbeats, levels, queries.
std::vector<AlertRule> manyRules(const std::string &cluster)
{
    std::vector<AlertRule> rules;
    alerts::Condition heartbeat;
    heartbeat.kind = ConditionKind::Absent;
    alerts::Condition query;
    query.kind = ConditionKind::Query;
    query.query = "pods().count()";
    for (int i = 0; i < kOfEach; ++i) {
        rules.push_back(ruleAt(cluster, conditionOf(ConditionKind::Resource, "phase = Failed")));
        rules.push_back(ruleAt(cluster, conditionOf(ConditionKind::Resource, "restarts > 5")));
        rules.push_back(ruleAt(cluster, conditionOf(ConditionKind::Event, "reason = BackOff")));
        rules.push_back(ruleAt(cluster, heartbeat));
        rules.push_back(
            ruleAt(cluster, levelCondition(SloSubject::Kind::Service, {}, burns(14.4, 1h, 5min))));
        rules.push_back(ruleAt(cluster, query));
    }
    return rules;
}

std::shared_ptr<const ClusterSnapshot> podAs(const std::string &phase, int restarts, Timestamp at)
{
    return stateOf(stateJson({{"a", phase, restarts}, {"b"}}), at);
}

} // namespace

class TestRuleVisits : public QObject
{
    Q_OBJECT

private:
    // Rules that one call looks at.
    template<typename Call>
    static std::uint64_t visits(LiveReadings &live, const Call &call)
    {
        const std::uint64_t before = live.looks();
        call();
        return live.looks() - before;
    }

private slots:
    void aSnapshotVisitsOnlyRulesWhoseInputsItTouches()
    {
        LiveReadings live;
        QVERIFY(live.setRules(manyRules("prod")).empty());
        const auto see = [&](const auto &snapshot) {
            return visits(live, [&] { (void)live.onSnapshot(snapshot, kNow); });
        };
        QCOMPARE(see(podAs("Running", 0, kNow)), 2 * std::uint64_t{kOfEach}); // the first
        QCOMPARE(see(podAs("Running", 0, kNow + 10s)), std::uint64_t{0});
        QCOMPARE(see(podAs("Failed", 0, kNow + 20s)), std::uint64_t{kOfEach});
        QCOMPARE(see(podAs("Failed", 9, kNow + 30s)), std::uint64_t{kOfEach});
        QCOMPARE(see(podAs("Failed", 9, kNow + 40s)), std::uint64_t{0});
        QCOMPARE(see(stateOf(stateJson({{"a", "Failed", 9}}), kNow + 50s)),
            2 * std::uint64_t{kOfEach}); // an object went
    }

    void aSnapshotOfOneClusterVisitsNoRuleOfAnother()
    {
        LiveReadings live;
        std::vector<AlertRule> rules = manyRules("edge");
        AlertRule everywhere
            = ruleOf(999'999, conditionOf(ConditionKind::Resource, "phase = Failed"));
        rules.push_back(everywhere);
        QVERIFY(live.setRules(rules).empty());
        QCOMPARE(visits(live, [&] { (void)live.onSnapshot(podAs("Failed", 9, kNow), kNow); }),
            std::uint64_t{1});
        const std::vector<LiveReadings::AgentSeen> agents{
            {kProd, {.lastHeartbeat = kNow, .lastSnapshot = kNow, .lastIncrement = kNow}}};
        QCOMPARE(visits(live, [&] { (void)live.onAgents(agents, kNow); }), std::uint64_t{0});
    }

    void whatIsReadIsWhatWasReadBefore()
    {
        LiveReadings live;
        AlertRule failed = ruleOf(1, conditionOf(ConditionKind::Resource, "phase = Failed"));
        AlertRule both
            = ruleOf(2, conditionOf(ConditionKind::Resource, "phase = Failed and restarts > 5"));
        failed.cluster = kProd;
        QVERIFY(live.setRules({failed, both}).empty());
        (void)live.onSnapshot(podAs("Running", 0, kNow), kNow);
        QCOMPARE(live.onSnapshot(podAs("Failed", 0, kNow), kNow).size(), std::size_t{1});
        QCOMPARE(live.readingsOf(1).active.size(), std::size_t{1});
        QCOMPARE(live.readingsOf(2).active.size(), std::size_t{0});
        QCOMPARE(live.onSnapshot(podAs("Failed", 9, kNow), kNow).size(), std::size_t{1});
        QCOMPARE(live.readingsOf(2).active.size(), std::size_t{1});
        QCOMPARE(live.onSnapshot(podAs("Running", 9, kNow), kNow).size(), std::size_t{2});
        QCOMPARE(live.readingsOf(1).active.size(), std::size_t{0});
    }

    void aQueryThatIsNotAnsweredChangesNothingAndSaysWhy_data()
    {
        QTest::addColumn<int>("code");
        for (const ErrorCode code : {ErrorCode::Busy, ErrorCode::Cancelled, ErrorCode::Timeout,
                 ErrorCode::TooLarge, ErrorCode::Unavailable})
            QTest::newRow(std::string(stableCode(code)).c_str()) << static_cast<int>(code);
    }
    void aQueryThatIsNotAnsweredChangesNothingAndSaysWhy()
    {
        QFETCH(const int, code);
        LiveReadings live;
        alerts::Condition query;
        query.kind = ConditionKind::Query;
        query.query = "pods(phase = Failed)";
        query.value = 0;
        AlertRule rule = ruleOf(1, query);
        rule.cluster = kProd;
        QVERIFY(live.setRules({rule}).empty());
        QCOMPARE(live.queriesDue(kNow).size(), std::size_t{1});
        auto answer = std::make_shared<QueryResult>();
        answer->total = 3;
        QCOMPARE(
            live.onAnswer(1, std::shared_ptr<const QueryResult>(answer)).size(), std::size_t{1});
        QCOMPARE(live.queriesDue(kNow + 30s).size(), std::size_t{1});
        const auto readings = live.onAnswer(1,
            query::QueryFailure{.failure = static_cast<ErrorCode>(code),
                .at = {.message = "too many queries at once; try again in a second"}});
        QCOMPARE(readings.size(), std::size_t{1});
        QVERIFY(readings.front().isUnevaluated);
        QVERIFY(!readings.front().hasNoData);
        QVERIFY(live.readingsOf(1).active.front().isTrue);
        QCOMPARE(live.unevaluated().size(), std::size_t{1});
        QCOMPARE(live.unevaluated().front().error.message,
            std::string("too many queries at once; try again in a second"));
        // The same answer as before is news: it could be evaluated again.
        QCOMPARE(live.queriesDue(kNow + 60s).size(), std::size_t{1});
        const auto again = live.onAnswer(1, std::shared_ptr<const QueryResult>(answer));
        QCOMPARE(again.size(), std::size_t{1});
        QVERIFY(!again.front().isUnevaluated && again.front().active.front().isTrue);
        QVERIFY(live.unevaluated().empty());
    }

    void aQueryAboutWhatIsGoneHasNoData()
    {
        LiveReadings live;
        alerts::Condition query;
        query.kind = ConditionKind::Query;
        query.query = "pods()";
        QVERIFY(live.setRules({ruleOf(1, query)}).empty());
        (void)live.queriesDue(kNow);
        const auto readings = live.onAnswer(1,
            query::QueryFailure{
                .failure = ErrorCode::NotFound, .at = {.message = "no such cluster"}});
        QCOMPARE(readings.size(), std::size_t{1});
        QVERIFY(readings.front().hasNoData && !readings.front().isUnevaluated);
    }
};

QTEST_GUILESS_MAIN(TestRuleVisits)
#include "tst_rule_visits.moc"
