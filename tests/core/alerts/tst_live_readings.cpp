#include "core/alerts/live_readings.h"
#include "core/alerts/resource_filter.h"
#include "core/query/execution/filter_program.h"
#include "core/query/execution/tables.h"
#include "core/query/query.h"
#include "tests/core/alerts/alert_builder.h"
#include "tests/core/alerts/alert_estate.h"
#include "tests/support/fake_query_world.h"

#include <algorithm>
#include <random>

using namespace binnacle;
using namespace binnacle::alerts;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr Timestamp kNow = fromEpochMs(1'772'355'600'000); // 2026-03-01T09:00:00Z

std::shared_ptr<const ClusterSnapshot> randomPods(unsigned seed)
{
    std::mt19937 random(seed);
    test::SnapshotMaker maker("prod", kNow);
    for (int i = 0; i < 400; ++i) {
        Pod pod;
        pod.meta = maker.meta(random() % 3 == 0 ? "shop" : "pay", "pod-" + std::to_string(i),
            random() % 4 == 0 ? std::vector<std::pair<std::string, std::string>>{}
                              : std::vector<std::pair<std::string, std::string>>{
                                  {"app", "app-" + std::to_string(random() % 5)}});
        pod.meta.createdAt = kNow - seconds{random() % 100'000};
        pod.phase = static_cast<PodPhase>(random() % 5);
        pod.restarts = static_cast<std::int64_t>(random() % 12) - 1;
        pod.nodeName = maker.text("node-" + std::to_string(random() % 7));
        pod.containers = maker.images({"repo/a:" + std::to_string(random() % 3), "repo/b:1"});
        maker.edit().pods.push_back(pod);
    }
    return maker.take();
}

AlertRule podRule(std::int64_t id, std::string_view filter)
{
    return test::ruleOf(id, test::conditionOf(ConditionKind::Resource, filter));
}

std::shared_ptr<const ClusterSnapshot> onePod(PodPhase phase, std::int64_t restarts = 0)
{
    test::SnapshotMaker maker("prod", kNow);
    Pod pod;
    pod.meta = maker.meta("shop", "cart-0");
    pod.phase = phase;
    pod.restarts = restarts;
    maker.edit().pods.push_back(pod);
    return maker.take();
}

const RuleReadings *find(const std::vector<RuleReadings> &readings, std::int64_t rule)
{
    const auto found = std::ranges::find(readings, rule, &RuleReadings::rule);
    return found == readings.end() ? nullptr : &*found;
}

ClusterEvent backOff(int uid, Timestamp at, std::int64_t count = 1)
{
    ClusterEvent event = test::podEvent("uid-" + std::to_string(uid), toEpochMs(at), count);
    event.cluster = test::kProd;
    event.reason = "BackOff";
    event.involved = {"Pod", "shop", "cart-0"};
    event.first = at;
    return event;
}

AlertRule backOffRule(std::int64_t id, int minCount)
{
    auto condition = test::conditionOf(ConditionKind::Event, "reason = BackOff");
    condition.minCount = minCount;
    condition.within = minutes{10};
    return test::ruleOf(id, condition);
}

} // namespace

class TestLiveReadings : public QObject
{
    Q_OBJECT

private slots:
    void rulesFindTheRowsThatQueriesFind_data()
    {
        QTest::addColumn<QString>("filter");
        for (const char *filter : {"phase = failed", "phase != Running and namespace = shop",
                 "restarts > 5", "restarts >= 3 and restarts < 5 and namespace = pay",
                 "not (phase = Pending or restarts > 2)", "label.app = app-3",
                 "label.app = \"\" and phase = Running", "image = \"repo/a:2\"",
                 "image != \"repo/a:2\" and node in (node-1, node-4)", "age > 10h and restarts > 8",
                 "name ~ pod-1 or namespace = shop", "name =~ \"pod-.*7$\" and phase = Failed",
                 "restarts = 4", "phase in (Failed, pending)", "owner = \"\"",
                 "cluster = prod and restarts <= 0", "zone = nowhere"})
            QTest::addRow("%s", filter) << QString::fromUtf8(filter);
    }
    void rulesFindTheRowsThatQueriesFind()
    {
        QFETCH(QString, filter);
        const auto where = query::parseExpression(
            filter.toStdString(), query::schemaOf(query::SourceId::Pods), kNow);
        QVERIFY(where);
        for (const unsigned seed : {1U, 2U, 3U}) {
            const auto snapshot = randomPods(seed);
            const query::StateMoment moment{.cluster = {"prod"},
                .snapshot = snapshot,
                .index = std::make_shared<const query::SnapshotIndex>(*snapshot),
                .at = kNow};
            const auto table = query::makeStateTable(query::SourceId::Pods, moment);
            const auto program = query::FilterProgram::compile(*where, *table);
            QVERIFY(program);
            const auto expected = program->run(query::RunGuard({}, minutes{1}));
            FieldSlots fields(query::SourceId::Pods);
            const auto compiled = ResourceFilter::compile(*where, fields);
            QVERIFY(compiled);
            IndexedRows rows(table, fields);
            QVERIFY(compiled->run(rows) == *expected);
        }
    }

    void onlyWhatChangedIsToldAbout()
    {
        LiveReadings live;
        QVERIFY(live.setRules({podRule(1, "phase = Failed"), podRule(2, "restarts > 5")}).empty());
        QCOMPARE(live.onSnapshot(onePod(PodPhase::Running), kNow).size(), std::size_t{2}); // first
        QVERIFY(live.onSnapshot(onePod(PodPhase::Running), kNow + minutes{1}).empty());
        const auto failed = live.onSnapshot(onePod(PodPhase::Failed), kNow + minutes{2});
        QCOMPARE(failed.size(), std::size_t{1});
        QCOMPARE(failed[0].rule, std::int64_t{1});
        QCOMPARE(failed[0].active.size(), std::size_t{1});
        QCOMPARE(failed[0].active[0].subject.text(), std::string("Pod shop/cart-0"));
        QCOMPARE(failed[0].active[0].valueText, std::string("Failed"));
        QVERIFY(live.onSnapshot(onePod(PodPhase::Failed), kNow + minutes{3}).empty());
        const auto well = live.onSnapshot(onePod(PodPhase::Running, 7), kNow + minutes{4});
        QCOMPARE(well.size(), std::size_t{2});
        QVERIFY(find(well, 1)->active.empty());
        QCOMPARE(*find(well, 2)->active[0].value, 7.0);
    }

    void rulesAreLookedAtWheneverWhatTheyCompareChanges()
    {
        // As many small changes as there are fields, each against a look from scratch.
        std::vector<AlertRule> rules;
        for (const std::string_view filter : {"phase = Failed", "restarts > 5", "node = node-2",
                 "label.app = app-1 and phase != Running", "namespace = shop"})
            rules.push_back(podRule(static_cast<std::int64_t>(rules.size() + 1), filter));
        LiveReadings live;
        live.setRules(rules);
        std::mt19937 random(8);
        for (int round = 0; round < 40; ++round) {
            const auto whole = randomPods(1);
            auto snapshot = std::make_shared<ClusterSnapshot>(*whole);
            Pod &pod = snapshot->pods[random() % snapshot->pods.size()];
            switch (random() % 5) {
            case 0:
                pod.phase = static_cast<PodPhase>(random() % 5);
                break;
            case 1:
                pod.restarts = 20;
                break;
            case 2:
                pod.nodeName = "node-2";
                break;
            case 3:
                pod.meta.ns = "shop";
                break;
            default:
                snapshot->pods.pop_back();
            }
            live.onSnapshot(snapshot, kNow + minutes{round});
            LiveReadings fresh;
            fresh.setRules(rules);
            for (const RuleReadings &expected : fresh.onSnapshot(snapshot, kNow + minutes{round})) {
                const RuleReadings seen = live.readingsOf(expected.rule);
                QVERIFY(std::ranges::equal(seen.active, expected.active, {}, &RuleReading::subject,
                    &RuleReading::subject));
            }
        }
    }

    // As an agent tells them, contract 01 §1.8.
    void statefulSetsAndDaemonSetsAreWatchedAsDeploymentsAre()
    {
        auto snapshot = codec::decodeSnapshot(R"({"clusterId":"prod",
            "deployments":[
                {"summary":{"name":"cart","namespace":"shop","replicas":3,"ready":3}}],
            "statefulSets":[
                {"summary":{"name":"redis","namespace":"data","replicas":3,"ready":2}},
                {"summary":{"name":"mysql","namespace":"data","replicas":2,"ready":2}}],
            "daemonSets":[{"summary":{"name":"logs","namespace":"ops",
                "desiredNumberScheduled":4,"numberReady":3,"numberUnavailable":1}}]})");
        QVERIFY2(snapshot, snapshot ? "" : snapshot.error().message.c_str());
        (*snapshot)->cluster = test::kProd;
        (*snapshot)->fetchedAt = kNow;
        (*snapshot)->receivedAt = kNow;
        const auto rule = [](std::int64_t id, query::SourceId source) {
            return test::ruleOf(
                id, test::conditionOf(ConditionKind::Resource, "not healthy", source));
        };
        LiveReadings live;
        QVERIFY(live
                    .setRules({rule(1, query::SourceId::StatefulSets),
                        rule(2, query::SourceId::DaemonSets), rule(3, query::SourceId::Workloads)})
                    .empty());
        live.onSnapshot(*std::move(snapshot), kNow);
        const auto subjects = [&live](std::int64_t id) {
            std::vector<std::string> texts;
            for (const RuleReading &reading : live.readingsOf(id).active)
                texts.push_back(reading.subject.text());
            std::ranges::sort(texts);
            return texts;
        };
        QCOMPARE(subjects(1), std::vector<std::string>{"StatefulSet data/redis"});
        QCOMPARE(subjects(2), std::vector<std::string>{"DaemonSet ops/logs"});
        QCOMPARE(subjects(3),
            (std::vector<std::string>{"DaemonSet ops/logs", "StatefulSet data/redis"}));
    }

    void clustersArePutTogether()
    {
        LiveReadings live;
        live.setRules({podRule(1, "phase = Failed")});
        live.onSnapshot(onePod(PodPhase::Failed), kNow);
        test::SnapshotMaker maker("edge", kNow);
        Pod pod;
        pod.meta = maker.meta("shop", "till-0");
        pod.phase = PodPhase::Failed;
        maker.edit().pods.push_back(pod);
        const auto both = live.onSnapshot(maker.take(), kNow);
        QCOMPARE(both.at(0).active.size(), std::size_t{2});
        const auto left = live.forget({"edge"});
        QCOMPARE(left.at(0).active.size(), std::size_t{1});
    }

    void rulesOfOtherClustersAreNotTouched()
    {
        LiveReadings live;
        AlertRule rule = podRule(1, "phase = Failed");
        rule.cluster = {"edge"};
        live.setRules({rule});
        QVERIFY(live.onSnapshot(onePod(PodPhase::Failed), kNow).empty());
        QVERIFY(live.readingsOf(1).hasNoData);
    }

    void conditionsThatCannotBeReadAreReported()
    {
        LiveReadings live;
        AlertRule broken = podRule(1, "phase = Failed");
        broken.condition = "{\"nonsense\":1}";
        const auto events
            = test::ruleOf(3, test::conditionOf(ConditionKind::Resource, "", query::SourceId::Slo));
        const auto problems = live.setRules({broken, podRule(2, "phase = Failed"), events});
        QCOMPARE(problems.size(), std::size_t{2});
        QCOMPARE(problems[0].rule, std::int64_t{1});
        QCOMPARE(problems[1].rule, std::int64_t{3});
        QCOMPARE(live.onSnapshot(onePod(PodPhase::Failed), kNow).size(), std::size_t{1});
    }

    void newRulesLookAtWhatIsThere()
    {
        LiveReadings live;
        live.setRules({podRule(1, "phase = Failed")});
        live.onSnapshot(onePod(PodPhase::Failed, 9), kNow);
        live.setRules({podRule(1, "phase = Failed"), podRule(2, "restarts > 5")});
        const auto seen = live.lookAgain(kNow);
        QCOMPARE(seen.size(), std::size_t{1}); // the first has said so already
        QCOMPARE(find(seen, 2)->active.size(), std::size_t{1});
    }

    void silentClustersHaveNoData()
    {
        LiveReadings live;
        live.setRules({podRule(1, "phase = Failed")});
        live.onSnapshot(onePod(PodPhase::Failed), kNow);
        const std::vector<LiveReadings::AgentSeen> agents{{test::kProd, {.lastSnapshot = kNow}}};
        QVERIFY(live.onAgents(agents, kNow + minutes{4}).empty());
        const auto silent = live.onAgents(agents, kNow + minutes{6});
        QCOMPARE(silent.size(), std::size_t{1});
        QVERIFY(
            silent[0].hasNoData && silent[0].active[0].hasNoData && !silent[0].active[0].isTrue);
        QVERIFY(live.onAgents(agents, kNow + minutes{7}).empty());
        const auto back = live.onSnapshot(onePod(PodPhase::Failed), kNow + minutes{8});
        QVERIFY(back.at(0).active.at(0).isTrue && !back[0].hasNoData);
    }

    void eventsCountWithinTheirWindow()
    {
        LiveReadings live;
        live.setRules({backOffRule(1, 3)});
        const std::vector<ClusterEvent> two{
            backOff(1, kNow - minutes{8}), backOff(2, kNow - minutes{1})};
        QVERIFY(find(live.onEvents(two, kNow), 1)->active.empty());
        const std::vector<ClusterEvent> third{backOff(3, kNow)};
        const auto three = live.onEvents(third, kNow);
        QCOMPARE(three.at(0).active.at(0).valueText, std::string("3 events"));
        QVERIFY(live.onEvents(third, kNow).empty()); // the same again
        QVERIFY(live.onTick(kNow + minutes{1}).empty());
        QVERIFY(live.onTick(kNow + minutes{3}).at(0).active.empty()); // the first left the window
    }

    void oneEventThatComesAgainAndAgainCounts()
    {
        LiveReadings live;
        live.setRules({backOffRule(1, 3)});
        ClusterEvent event = backOff(1, kNow - hours{3});
        live.onEvents(std::vector{event}, kNow);
        // Quiet for hours, then twenty times in five minutes.
        event.last = kNow - minutes{5};
        event.count = 2;
        live.onEvents(std::vector{event}, kNow);
        event.last = kNow;
        event.count = 22;
        const auto seen = live.onEvents(std::vector{event}, kNow);
        QCOMPARE(seen.at(0).active.at(0).value.value_or(0), 20.0 + 1);
    }

    void eventsAreKnownAfterARestart()
    {
        test::AlertEstate estate;
        estate.storeEvents({backOff(1, kNow - minutes{9}), backOff(2, kNow - minutes{2}),
            backOff(3, kNow - hours{2})});
        LiveReadings live;
        live.setRules({backOffRule(1, 2)});
        const auto loaded = estate.read(
            [&](store::Connection &connection) { return live.loadEvents(connection, kNow); });
        QVERIFY(loaded);
        QCOMPARE(*loaded->at(0).active.at(0).value, 2.0);
    }

    void absenceBeginsWithTheLastSign()
    {
        auto condition = test::conditionOf(ConditionKind::Absent, "no heartbeat");
        condition.holds = seconds{45};
        LiveReadings live;
        live.setRules({test::ruleOf(1, condition)});
        const std::vector<LiveReadings::AgentSeen> agents{{test::kProd, {.lastHeartbeat = kNow}}};
        QVERIFY(live.onAgents(agents, kNow + seconds{14}).at(0).active.empty());
        const auto away = live.onAgents(agents, kNow + seconds{30});
        QVERIFY(away.at(0).active.at(0).isTrue);
        QVERIFY(away[0].active[0].since == kNow);
        QCOMPARE(away[0].active[0].valueText, std::string("30 s"));
    }

    void queriesAreAskedOnceAtATime()
    {
        alerts::Condition condition;
        condition.kind = ConditionKind::Query;
        condition.query = "pods(phase=Failed).count()";
        condition.value = 2;
        LiveReadings live;
        live.setRules({test::ruleOf(1, condition, "Failed pods")});
        QCOMPARE(live.queriesDue(kNow).size(), std::size_t{1});
        QVERIFY(live.queriesDue(kNow + minutes{5}).empty()); // still being asked
        QueryResult answer{
            .columns = {{"count", FieldType::Count}}, .rows = {{QueryValue(std::int64_t{3})}}};
        const auto shared = [](QueryResult result) {
            return query::QueryOutcome(std::make_shared<const QueryResult>(std::move(result)));
        };
        const auto three = live.onAnswer(1, shared(answer));
        QCOMPARE(three.at(0).active.at(0).subject.object.name, std::string("Failed pods"));
        QCOMPARE(*three[0].active[0].value, 3.0);
        QVERIFY(live.queriesDue(kNow + seconds{20}).empty());
        QCOMPARE(live.queriesDue(kNow + seconds{30}).size(), std::size_t{1});
        const auto failed = live.onAnswer(
            1, query::QueryFailure{.failure = ErrorCode::Timeout, .at = {.message = "too slow"}});
        QVERIFY(failed.at(0).isUnevaluated && !failed[0].hasNoData); // nothing is known by it
        answer.rows = {{QueryValue(std::int64_t{1})}};
        QVERIFY(live.onAnswer(1, shared(answer)).at(0).active.empty());
    }

    void groupsOfAnAnswerAreSubjectsOfTheirOwn()
    {
        alerts::Condition condition;
        condition.kind = ConditionKind::Query;
        condition.query = "pods.groupby(namespace).count()";
        condition.value = 2;
        LiveReadings live;
        live.setRules({test::ruleOf(1, condition)});
        const auto result = std::make_shared<const QueryResult>(
            QueryResult{.columns = {{"namespace", FieldType::Text}, {"count", FieldType::Count}},
                .rows = {{QueryValue(std::string("shop")), QueryValue(std::int64_t{7})},
                    {QueryValue(std::string("pay")), QueryValue(std::int64_t{1})}}});
        const auto readings = live.onAnswer(1, query::QueryOutcome(result));
        QCOMPARE(readings.at(0).subjects, std::size_t{2});
        QCOMPARE(readings[0].active.size(), std::size_t{1});
        QCOMPARE(readings[0].active[0].subject.object.name, std::string("shop"));
    }
};

QTEST_GUILESS_MAIN(TestLiveReadings)
#include "tst_live_readings.moc"
