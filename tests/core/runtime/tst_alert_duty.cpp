#include "core/alerts/alert_repository.h"
#include "core/alerts/runbook_wishes.h"
#include "core/commands/command_plan_repository.h"
#include "core/runtime/ask_reader.h"
#include "core/runtime/command_keeper.h"
#include "core/store/store_writer.h"
#include "tests/core/runtime/paged_hub.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <chrono>

using namespace binnacle;
using namespace binnacle::runtime;
using namespace binnacle::test;
using namespace std::chrono_literals;

namespace {

// Its only step finds nothing to do.
Runbook lookAround()
{
    return {.name = "Look around",
        .parameters = {{.name = "namespace"}, {.name = "name"}},
        .steps = {{.name = "Restart it",
            .when = "pods(name = \"nobody is called so\")",
            .action = "restart",
            .kind = "Deployment",
            .ns = "{{namespace}}",
            .target = "{{name}}"}}};
}

class Hub : public PagedHub
{
public:
    Status saveRunbook()
    {
        return waitFor(
            [this](auto done) { runtime->commands().saveRunbook(lookAround(), "ada", done); });
    }

    template<typename T, typename Question>
    T read(Question question) const
    {
        return need(askReader<T>(runtime->workspace().readers(), question));
    }
    std::vector<RunbookRun> runs() const
    {
        return read<std::vector<RunbookRun>>(
            [](store::Connection &connection) { return commands::readRuns(connection, 100); });
    }
    std::size_t wishes() const
    {
        return read<std::vector<binnacle::alerts::RunbookWish>>(binnacle::alerts::readWishes)
            .size();
    }
    // What a firing leaves in the store when the process dies right after its commit.
    void fireAndDie(Timestamp at)
    {
        const auto rules = read<std::vector<AlertRule>>(binnacle::alerts::readRules);
        const auto rule = std::ranges::find(rules, "PodFailed", &AlertRule::name);
        Alert alert;
        alert.rule = rule->id;
        alert.ruleName = rule->name;
        alert.severity = rule->severity;
        alert.subject = {{"prod"}, {"Pod", "shop", "web-0"}};
        alert.phase = AlertPhase::Firing;
        alert.pendingSince = alert.firedAt = alert.notifiedAt = at;
        need(runtime->workspace().writer().submitAndWait(
            [&](store::WriteContext &context) -> Status {
                using Kind = binnacle::alerts::AlertChange::Kind;
                std::vector<binnacle::alerts::AlertChange> changes{{Kind::Fired, alert}};
                if (Status done = binnacle::alerts::storeChanges(context, changes); !done)
                    return done;
                binnacle::alerts::RunbookWish wish{.ruleName = rule->name,
                    .runbook = "Look around",
                    .alert = changes.front().alert,
                    .at = at};
                return binnacle::alerts::putWish(context, wish);
            }));
        stop();
    }
};

bool isOver(const std::vector<RunbookRun> &runs)
{
    return std::ranges::none_of(
        runs, [](const RunbookRun &run) { return run.state == RunbookRun::State::Running; });
}

} // namespace

class TestAlertDuty : public QObject
{
    Q_OBJECT

private slots:
    void aRuleThatFiresRunsItsRunbookOnce()
    {
        Hub hub;
        hub.start();
        QVERIFY(hub.saveRunbook());
        AlertRule rule = podFailed();
        rule.runbook = "Look around";
        rule.runsRunbook = true;
        QVERIFY(hub.save(rule));
        QVERIFY(hub.tell("Failed"));
        QTRY_COMPARE(hub.runs().size(), std::size_t{1});
        QTRY_VERIFY(isOver(hub.runs()));
        QCOMPARE(hub.runs().front().startedBy, std::string("rule PodFailed"));
        QCOMPARE(hub.wishes(), std::size_t{0});
        hub.stop();
        hub.start();
        QVERIFY(hub.tell("Failed"));
        QTest::qWait(100);
        QCOMPARE(hub.runs().size(), std::size_t{1});
    }

    void aRunbookWishedForBeforeACrashIsRunOnceAfterIt()
    {
        Hub hub;
        hub.start();
        QVERIFY(hub.saveRunbook());
        QVERIFY(hub.save(podFailed()));
        hub.fireAndDie(hub.clock.now());
        for (int round = 0; round < 3; ++round) {
            hub.clock.advance(1min);
            hub.start();
            QTRY_COMPARE(hub.runs().size(), std::size_t{1});
            QTRY_COMPARE(hub.wishes(), std::size_t{0});
            QTRY_VERIFY(isOver(hub.runs()));
            hub.stop();
        }
    }

    void aWishOfAnOutageTooLongAgoOrOfAnAlertThatIsOverIsDropped()
    {
        Hub hub;
        hub.start();
        QVERIFY(hub.saveRunbook());
        QVERIFY(hub.save(podFailed()));
        hub.fireAndDie(hub.clock.now());
        hub.clock.advance(2h);
        QTest::ignoreMessage(QtWarningMsg,
            "runbook not started rule=PodFailed runbook=Look around error=\"its alert is over, or "
            "it is more than an hour ago\"");
        hub.start();
        QTRY_COMPARE(hub.wishes(), std::size_t{0});
        QVERIFY(hub.runs().empty());
    }

    void aWishForARunbookThatIsGoneIsDroppedAndSaid()
    {
        Hub hub;
        hub.start();
        QVERIFY(hub.save(podFailed()));
        hub.fireAndDie(hub.clock.now());
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(QStringLiteral("runbook not started rule=PodFailed")));
        hub.start();
        QTRY_COMPARE(hub.wishes(), std::size_t{0});
        QVERIFY(hub.runs().empty());
    }

    // The whole way over real sockets, with the ticks that the program has.
    void aPageLeavesWithinASecondOfTheSnapshotThatCausesIt()
    {
        constexpr int kRounds = 5;
        Hub hub;
        hub.start(RuntimeOptions().dutyTick);
        QVERIFY(hub.watchPods());
        std::vector<double> milliseconds;
        for (int round = 0; round < kRounds; ++round) {
            QVERIFY(hub.tell("Running"));
            const std::size_t before = hub.hook.count();
            QTRY_VERIFY(hub.runtime->alerts().state()->alerts.empty());
            const auto sent = std::chrono::steady_clock::now();
            QVERIFY(hub.tell("Failed"));
            QVERIFY(hub.hook.waitFor(before + 1));
            const auto requests = hub.hook.requests();
            milliseconds.push_back(
                std::chrono::duration<double, std::milli>(requests[before].at - sent).count());
            hub.clock.advance(10s);
            QVERIFY(hub.tell("Running"));
            QVERIFY(hub.hook.waitFor(before + 2)); // that it is over
            hub.clock.advance(10s);
        }
        std::ranges::sort(milliseconds);
        qInfo("snapshot sent -> page at the receiver: median %.1f ms, worst of %d %.1f ms",
            milliseconds[kRounds / 2], kRounds, milliseconds.back());
        QVERIFY2(milliseconds[kRounds / 2] <= 1'000,
            qPrintable(QString::number(milliseconds[kRounds / 2])));
    }

    void aSecondConsoleShowsAlertsAndNeitherDecidesNorSends()
    {
        Hub hub;
        hub.start();
        QVERIFY(hub.watchPods());
        QVERIFY(hub.tell("Failed"));
        QVERIFY(hub.hook.waitFor(1));
        const auto isFiring = [](Runtime &runtime) {
            const auto state = runtime.alerts().state();
            return state->alerts.size() == 1 && state->alerts.front().phase == AlertPhase::Firing
                && state->alerts.front().ruleName == "PodFailed";
        };
        const auto second = hub.openWith();
        QVERIFY(second->workspace().isReadOnly());
        QVERIFY(isFiring(*second));
        const std::int64_t alert = second->alerts().state()->alerts.front().id;
        QVERIFY(alert > 0);

        const auto refuses = [](const Status &status) {
            return !status && status.error().code == ErrorCode::ReadOnly;
        };
        QVERIFY(
            refuses(waitFor([&](auto done) { second->alerts().acknowledge(alert, "eve", done); })));
        QVERIFY(refuses(waitFor([&](auto done) { second->alerts().saveRule(podFailed(), done); })));
        QVERIFY(refuses(waitFor([&](auto done) { second->alerts().endSilence(1, done); })));
        // Time passes for both; only one of them repeats, resolves and tells.
        for (int i = 0; i < 10; ++i) {
            hub.clock.advance(10s);
            QVERIFY(hub.tell("Failed"));
            QTest::qWait(30);
        }
        QVERIFY(isFiring(*second));
        QCOMPARE(hub.hook.count(), std::size_t{1});
        QVERIFY(hub.tell("Running"));
        QVERIFY(hub.hook.waitFor(2));
        QTest::qWait(100);
        QCOMPARE(hub.hook.count(), std::size_t{2});
        QCOMPARE(hub.read<std::vector<Alert>>([](store::Connection &connection) {
                        return binnacle::alerts::readAlerts(connection, AlertHistoryQuery{});
                    })
                     .size(),
            std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestAlertDuty)
#include "tst_alert_duty.moc"
