#include "core/alerts/alert_repository.h"
#include "core/alerts/built_in_rules.h"
#include "core/alerts/silence_repository.h"
#include "core/store/store_writer.h"
#include "tests/core/alerts/engine_rig.h"
#include "tests/support/read_with.h"
#include "tests/support/store_fixture.h"

#include <QElapsedTimer>
#include <QTest>

using namespace binnacle;
using namespace binnacle::alerts;
using namespace binnacle::test;

namespace {

// What a write gives back, after its commit.
template<typename T>
Result<T> writeWith(StoreFixture &store, const std::function<Result<T>(store::WriteContext &)> &job)
{
    std::optional<Result<T>> outcome;
    const Status done
        = store.workspace().writer().submitAndWait([&](store::WriteContext &context) -> Status {
              outcome = job(context);
              return *outcome ? Status(Done{}) : Status(outcome->error());
          });
    if (!done)
        return done.error();
    return *std::move(outcome);
}

Status write(StoreFixture &store, const store::StoreWriter::Job &job)
{
    return store.workspace().writer().submitAndWait(job);
}

std::vector<AlertRule> rulesOf(StoreFixture &store)
{
    const auto rules = readWith(store.workspace().readers(), readRules);
    return rules ? *rules : std::vector<AlertRule>{};
}

std::vector<Alert> openOf(StoreFixture &store)
{
    const auto alerts = readWith(store.workspace().readers(), readOpenAlerts);
    return alerts ? *alerts : std::vector<Alert>{};
}

std::vector<Alert> historyOf(StoreFixture &store, const AlertHistoryQuery &query = {})
{
    const auto alerts = readWith(store.workspace().readers(),
        [&](store::Connection &connection) { return readAlerts(connection, query); });
    return alerts ? *alerts : std::vector<Alert>{};
}

Result<AlertRule> insert(StoreFixture &store, const AlertRule &rule)
{
    return writeWith<AlertRule>(
        store, [&](store::WriteContext &context) { return insertRule(context, rule, second(0)); });
}

Result<AlertRule> update(StoreFixture &store, const AlertRule &rule)
{
    return writeWith<AlertRule>(
        store, [&](store::WriteContext &context) { return updateRule(context, rule, second(9)); });
}

// Stores what a step changed and tells the engine the numbers.
void keep(StoreFixture &store, Engine &engine, EngineStep step)
{
    const Status done = write(
        store, [&](store::WriteContext &context) { return storeChanges(context, step.changes); });
    QVERIFY(done);
    for (const AlertChange &change : step.changes)
        engine.stored(alertDedupKey(change.alert.rule, change.alert.subject), change.alert.id);
}

} // namespace

class TestAlertRepository : public QObject
{
    Q_OBJECT

private slots:
    void aRuleIsStoredAsItIs()
    {
        StoreFixture store;
        AlertRule rule = podRule(0, 60);
        rule.description = "d";
        rule.cluster = {"prod"};
        rule.severity = AlertSeverity::Critical;
        rule.channels = {3, 1};
        rule.groupBy = {"rule", "cluster"};
        rule.noData = NoDataPolicy::Resolve;
        rule.message = "m";
        rule.runbook = "r";
        rule.runsRunbook = true;
        rule.updatedBy = "ann";
        QVERIFY(insert(store, rule));
        const std::vector<AlertRule> rules = rulesOf(store);
        QCOMPARE(rules.size(), std::size_t{1});
        const AlertRule &read = rules[0];
        QVERIFY(read.id > 0 && read.version == 1 && read.isEnabled && !read.isBuiltIn);
        QCOMPARE(read.condition, rule.condition);
        QCOMPARE(read.channels, rule.channels);
        QCOMPARE(read.groupBy, rule.groupBy);
        QCOMPARE(read.severity, rule.severity);
        QCOMPARE(read.noData, rule.noData);
        QVERIFY(read.runsRunbook && read.message == "m" && read.runbook == "r"
            && read.cluster.value == "prod" && read.updatedBy == "ann");
        QCOMPARE(read.createdAt, second(0));
    }

    void aRuleChangedMeanwhileIsAConflict()
    {
        StoreFixture store;
        AlertRule rule = *insert(store, podRule(0));
        AlertRule stale = rule;
        rule.description = "new";
        rule.updatedBy = "ann";
        const Result<AlertRule> changed = update(store, rule);
        QVERIFY(changed && changed->version == 2 && changed->updatedAt == second(9));
        const Result<AlertRule> late = update(store, stale);
        QVERIFY(!late);
        QCOMPARE(late.error().code, ErrorCode::Conflict);
        QVERIFY(late.error().message.find("ann") != std::string::npos);
        stale.id = 999;
        stale.name = "other";
        QCOMPARE(update(store, stale).error().code, ErrorCode::NotFound);
        QCOMPARE(rulesOf(store)[0].description, std::string("new"));
    }

    void namesAreUniqueAndConditionsReadable()
    {
        StoreFixture store;
        QVERIFY(insert(store, podRule(0)));
        QCOMPARE(insert(store, podRule(0)).error().code, ErrorCode::Conflict);
        AlertRule broken = podRule(0);
        broken.name = "broken";
        broken.condition = R"({"all":[{"field":"fase","value":"x"}]})";
        QCOMPARE(insert(store, broken).error().code, ErrorCode::InvalidArgument);
        broken = podRule(0);
        broken.name = " ";
        QCOMPARE(insert(store, broken).error().code, ErrorCode::InvalidArgument);
        broken = podRule(0);
        broken.groupBy = {"colour"};
        QCOMPARE(insert(store, broken).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(rulesOf(store).size(), std::size_t{1});
    }

    void builtInRulesAreGivenOnce()
    {
        StoreFixture store;
        const auto seed = [&] {
            return write(store,
                [](store::WriteContext &context) { return seedBuiltInRules(context, second(0)); });
        };
        QVERIFY(seed());
        std::vector<AlertRule> rules = rulesOf(store);
        QCOMPARE(rules.size(), builtInRules().size());
        AlertRule edited = rules[0];
        edited.isEnabled = false;
        QVERIFY(update(store, edited));
        QVERIFY(write(
            store, [&](store::WriteContext &context) { return removeRule(context, rules[1].id); }));
        QVERIFY(!write(
            store, [&](store::WriteContext &context) { return removeRule(context, rules[1].id); }));
        store.reopen();
        QVERIFY(seed());
        const std::vector<AlertRule> after = rulesOf(store);
        QCOMPARE(after.size(), rules.size() - 1);
        QVERIFY(!after[0].isEnabled);
    }

    void theLifeOfAnAlertIsOneRow()
    {
        StoreFixture store;
        EngineRig rig;
        rig.engine().setRules({podRule(1, 60)});
        keep(store, rig.engine(), rig.at(0, true));
        QCOMPARE(openOf(store).size(), std::size_t{1});
        QCOMPARE(openOf(store)[0].phase, AlertPhase::Pending);
        QVERIFY(historyOf(store).empty());
        keep(store, rig.engine(), rig.at(60, true));
        Alert firing = openOf(store)[0];
        QCOMPARE(firing.phase, AlertPhase::Firing);
        QCOMPARE(firing.notifiedAt, second(60));
        QCOMPARE(rig.engine().alerts()[0].id, firing.id);
        keep(store, rig.engine(), rig.at(90, false));
        QVERIFY(openOf(store).empty());
        const std::vector<Alert> history = historyOf(store);
        QCOMPARE(history.size(), std::size_t{1});
        QCOMPARE(history[0].id, firing.id);
        QCOMPARE(history[0].resolvedAt, second(90));
        QCOMPARE(history[0].subject, podSubject("a"));
    }

    void whatNeverFiredLeavesNothing()
    {
        StoreFixture store;
        EngineRig rig;
        rig.engine().setRules({podRule(1, 60)});
        keep(store, rig.engine(), rig.at(0, true));
        keep(store, rig.engine(), rig.at(30, false));
        QVERIFY(openOf(store).empty());
    }

    // The engine goes on while a commit is on its way, so its changes have no numbers yet.
    void changesWithoutANumberFindTheirRow()
    {
        StoreFixture store;
        EngineRig rig;
        rig.engine().setRules({podRule(1, 60), podRule(2, 60)});
        for (const auto &[at, isTrue] : {std::pair{0, true}, {60, true}, {70, false}}) {
            std::vector<AlertChange> changes = rig.at(at, isTrue).changes;
            QVERIFY(write(store,
                [&](store::WriteContext &context) { return storeChanges(context, changes); }));
        }
        QCOMPARE(historyOf(store).size(), std::size_t{1});
        QVERIFY(historyOf(store)[0].isOver());
        std::vector<AlertChange> dropped = rig.at(100, {reads(2, {podSubject("b")})}).changes;
        const std::vector<AlertChange> end = rig.at(110, {reads(2, {})}).changes;
        dropped.insert(dropped.end(), end.begin(), end.end());
        QVERIFY(write(
            store, [&](store::WriteContext &context) { return storeChanges(context, dropped); }));
        QVERIFY(openOf(store).empty());
    }

    // A job that failed with its neighbours is run again, with the numbers of the first time.
    void storingTwiceIsStoringOnce()
    {
        StoreFixture store;
        EngineRig rig;
        rig.engine().setRules({podRule(1)});
        std::vector<AlertChange> changes = rig.at(0, true).changes;
        QVERIFY(!write(store, [&](store::WriteContext &context) -> Status {
            if (Status stored = storeChanges(context, changes); !stored)
                return stored;
            return Error{ErrorCode::Internal, "undone"};
        }));
        QVERIFY(openOf(store).empty());
        QVERIFY(write(
            store, [&](store::WriteContext &context) { return storeChanges(context, changes); }));
        QCOMPARE(openOf(store).size(), std::size_t{1});
        QCOMPARE(openOf(store)[0].id, changes[0].alert.id);
    }

    void aStoppedProgramGoesOnWhereItWas()
    {
        StoreFixture store;
        AlertRule rule = podRule(1, 60);
        rule.cooldown = std::chrono::seconds{300};
        {
            EngineRig rig;
            rig.engine().setRules({rule});
            keep(store, rig.engine(), rig.at(0, {reads(1, {podSubject("a")})}));
            keep(store, rig.engine(), rig.at(60, {reads(1, {podSubject("a"), podSubject("b")})}));
        }
        store.reopen();
        EngineRig rig;
        rig.engine().setRules({rule});
        rig.engine().restore(openOf(store),
            *readWith(store.workspace().readers(), [](store::Connection &connection) {
                return readFirings(connection, second(-3600));
            }));
        keep(store, rig.engine(), rig.at(120, {reads(1, {podSubject("a"), podSubject("b")})}));
        QCOMPARE(rig.told(), std::string("120 firing 1")); // `b`, a minute after it began
        QCOMPARE(historyOf(store).size(), std::size_t{2});
    }

    void theHistoryIsPagedAndFiltered()
    {
        StoreFixture store;
        EngineRig rig({.flapLimit = 1000});
        AlertRule other = podRule(2);
        other.cluster = {"prod"};
        rig.engine().setRules({podRule(1), other});
        for (std::int64_t i = 0; i < 10; ++i) {
            keep(store, rig.engine(), rig.at(i * 10, {reads(1, {podSubject("a")})}));
            keep(store, rig.engine(), rig.at(i * 10 + 5, {reads(1, {})}));
        }
        keep(store, rig.engine(), rig.at(200, {reads(2, {serviceSubject("x", "test")})}));
        QCOMPARE(historyOf(store).size(), std::size_t{11});
        QCOMPARE(historyOf(store, {.rule = 2}).size(), std::size_t{1});
        QCOMPARE(historyOf(store, {.cluster = {"test"}}).size(), std::size_t{1});
        QCOMPARE(historyOf(store, {.openOnly = true}).size(), std::size_t{1});
        QCOMPARE(historyOf(store, {.range = {second(20), second(40)}}).size(), std::size_t{2});
        const std::vector<Alert> first = historyOf(store, {.limit = 4});
        QCOMPARE(first.size(), std::size_t{4});
        const std::vector<Alert> next = historyOf(store, {.limit = 4, .beforeId = first.back().id});
        QVERIFY(next.size() == 4 && next.front().id < first.back().id);
        QVERIFY(first[0].firedAt > first[1].firedAt);

        const auto removed = writeWith<std::int64_t>(store,
            [](store::WriteContext &context) { return removeOldAlerts(context, second(50), 3); });
        QCOMPARE(*removed, std::int64_t{3});
        QCOMPARE(historyOf(store).size(), std::size_t{8});
    }

    void silencesAreStoredEndedAndRemindedOf()
    {
        StoreFixture store;
        Silence silence;
        silence.name = "deploy";
        silence.matchers = {{"namespace", AlertMatcher::Op::Regex, "pay.*"},
            {"name", AlertMatcher::Op::NotEqual, "it's \"x\""}};
        silence.from = second(0);
        silence.until = second(3600);
        silence.isMaintenance = silence.excludesBudget = silence.endsWhenResolved = true;
        silence.remindBefore = std::chrono::minutes{10};
        silence.createdBy = "ann";
        const auto made = writeWith<Silence>(store, [&](store::WriteContext &context) {
            return insertSilence(context, silence, second(0));
        });
        QVERIFY(made && made->id > 0);
        const auto list = [&](Timestamp since) {
            return *readWith(store.workspace().readers(),
                [&](store::Connection &connection) { return readSilences(connection, since); });
        };
        const auto due = [&](Timestamp now) {
            return readWith(store.workspace().readers(), [&](store::Connection &connection) {
                return readSilencesToRemind(connection, now);
            })->size();
        };
        QCOMPARE(list(second(0)).size(), std::size_t{1});
        QVERIFY(list(second(0))[0].matchers == silence.matchers);
        QVERIFY(list(second(0))[0].excludesBudget && list(second(0))[0].endsWhenResolved);
        QVERIFY(list(second(4000)).empty());
        QCOMPARE(due(second(2999)), std::size_t{0});
        QCOMPARE(due(second(3000)), std::size_t{1});
        QVERIFY(write(store, [&](store::WriteContext &context) {
            return markReminded(context, made->id, second(3000));
        }));
        QCOMPARE(due(second(3001)), std::size_t{0});
        // Whoever prolongs it is reminded again.
        Silence longer = *made;
        longer.until = second(7200);
        QVERIFY(write(
            store, [&](store::WriteContext &context) { return updateSilence(context, longer); }));
        QCOMPARE(due(second(6600)), std::size_t{1});
        const auto end = [&] {
            return write(store, [&](store::WriteContext &context) {
                return endSilence(context, made->id, second(3100));
            });
        };
        QVERIFY(end());
        QCOMPARE(end().error().code, ErrorCode::NotFound);
        QCOMPARE(list(second(0))[0].endedAt, second(3100));
        QCOMPARE(due(second(6600)), std::size_t{0});
    }

    void aSilenceThatMakesNoSenseIsRefused()
    {
        Silence silence;
        silence.from = second(0);
        silence.until = second(1);
        QVERIFY(!checkSilence(silence));
        silence.matchers = {{"colour", AlertMatcher::Op::Equal, "red"}};
        QVERIFY(!checkSilence(silence));
        silence.matchers = {{"name", AlertMatcher::Op::Regex, "("}};
        QVERIFY(!checkSilence(silence));
        silence.matchers = {{"name", AlertMatcher::Op::Regex, "a.*"}};
        QVERIFY(checkSilence(silence));
        silence.until = second(0);
        QVERIFY(!checkSilence(silence));
    }

    // 10 000 alerts of a storm go into one transaction in well under a second.
    void aStormIsStoredQuickly()
    {
        StoreFixture store;
        EngineRig rig;
        rig.engine().setRules({podRule(1)});
        std::vector<AlertSubject> subjects;
        for (int i = 0; i < 10'000; ++i)
            subjects.push_back(podSubject("pod-" + std::to_string(i)));
        EngineStep step = rig.at(0, {reads(1, subjects)});
        QElapsedTimer timer;
        timer.start();
        keep(store, rig.engine(), std::move(step));
        QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(openOf(store).size(), std::size_t{10'000});
    }
};

QTEST_GUILESS_MAIN(TestAlertRepository)
#include "tst_alert_repository.moc"
