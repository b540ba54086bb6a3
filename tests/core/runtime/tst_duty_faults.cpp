#include "core/alerts/alert_repository.h"
#include "core/commands/command_plan_repository.h"
#include "core/runtime/ask_reader.h"
#include "core/runtime/command_keeper.h"
#include "core/store/reader_pool.h"
#include "tests/core/runtime/paged_hub.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace binnacle;
using namespace binnacle::runtime;
using namespace binnacle::test;
using namespace std::chrono_literals;

namespace {

const Principal kOperator{.userId = 1, .username = "ada", .role = Role::Admin};

std::string resultJson(const std::string &command, bool isSuccess)
{
    return R"({"commandId":")" + command + R"(","success":)" + (isSuccess ? "true" : "false")
        + R"(,"output":"","error":")" + (isSuccess ? "" : "no such object") + R"("})";
}

// A keychain that nobody unlocks.
class LockedKeychain final : public access::SecretStore
{
public:
    Result<std::string> read(const std::string &) override { return locked(); }
    Status write(const std::string &, const std::string &) override { return locked(); }
    Status remove(const std::string &) override { return locked(); }
    std::string description() const override { return "a locked keychain"; }

private:
    static Error locked() { return {ErrorCode::Unavailable, "the keychain is locked"}; }
};

class Duty : public PagedHub
{
public:
    Duty() { start(); }

    std::optional<AlertRule> rule(const std::string &name) const
    {
        const auto state = runtime->alerts().state();
        const auto found = std::ranges::find(state->rules, name, &AlertRule::name);
        return found == state->rules.end() ? std::nullopt : std::optional(*found);
    }
    std::vector<Alert> alerts(const std::string &name, AlertPhase phase) const
    {
        std::vector<Alert> found;
        const auto state = runtime->alerts().state(); // for as long as the loop runs
        for (const Alert &alert : state->alerts) {
            if (alert.ruleName == name && alert.phase == phase)
                found.push_back(alert);
        }
        return found;
    }
    std::vector<Alert> past(std::int64_t rule) const
    {
        const auto history = askReader<std::vector<Alert>>(
            runtime->workspace().readers(), [rule](store::Connection &connection) {
                return binnacle::alerts::readAlerts(connection, {.rule = rule});
            });
        return history ? *history : std::vector<Alert>();
    }
    Result<CommandId> dispatch(const std::string &action, const ResourceRef &target)
    {
        const auto outcome = waitFor<Result<DispatchOutcome>>([&](auto done) {
            runtime->commands().dispatch(
                {.command = {.cluster = {"prod"}, .action = action, .target = target},
                    .reason = "to see what happens",
                    .who = kOperator,
                    .confirmed = CommandRisk::HoldReason},
                done);
        });
        return outcome ? Result<CommandId>(outcome->command) : Result<CommandId>(outcome.error());
    }
    std::optional<CommandEntry> entry(const CommandId &command) const
    {
        const auto state = runtime->commands().state(); // for as long as the loop runs
        for (const CommandEntry &entry : state->recent) {
            if (entry.record.command.id == command)
                return entry;
        }
        return std::nullopt;
    }
    bool isState(const CommandId &command, CommandState state) const
    {
        const auto known = entry(command);
        return known && known->record.state == state;
    }
    std::vector<std::string> steps(const CommandId &command) const
    {
        const auto steps = askReader<std::vector<CommandStep>>(
            runtime->workspace().readers(), [&command](store::Connection &connection) {
                return commands::readSteps(connection, command);
            });
        std::vector<std::string> states;
        for (const CommandStep &step : steps ? *steps : std::vector<CommandStep>())
            states.push_back(step.state);
        return states;
    }
};

} // namespace

// What goes wrong on duty: agents that die, rules that are edited, sources and channels that are
// gone, clocks that jump.
class TestDutyFaults : public QObject
{
    Q_OBJECT

private slots:
    void anAgentThatTakesACommandAndDiesLeavesItUnknownAndNeverFailed()
    {
        Duty duty;
        CommandId command;
        takeAndSayNothing(duty, command);
        if (QTest::currentTestFailed())
            return;
        QVERIFY(duty.entry(command)->isOutcomeUnknown);
        QTRY_COMPARE(duty.steps(command).back(), std::string("unknown"));
        const auto steps = duty.steps(command);
        QVERIFY(std::ranges::find(steps, "failed") == steps.end());
    }

    void aResultAfterTheDeadlineIsKeptAndSaidToBeLate()
    {
        Duty duty;
        CommandId command;
        takeAndSayNothing(duty, command);
        if (QTest::currentTestFailed())
            return;
        const auto answer = duty.send("POST", "/agent/result", resultJson(command.value, true));
        QVERIFY(answer);
        QCOMPARE(answer->status, 200);
        QTRY_VERIFY(duty.entry(command)->record.late);
        QCOMPARE(duty.entry(command)->record.state, CommandState::Timeout);
        QVERIFY(!duty.entry(command)->isOutcomeUnknown); // now it is known
    }

    void aRuleEditedWhileItFiresKeepsItsAlertAndPagesNobodyAgain()
    {
        Duty duty;
        QVERIFY(duty.watchPods());
        QVERIFY(duty.tell("Failed"));
        QTRY_COMPARE(duty.alerts("PodFailed", AlertPhase::Firing).size(), std::size_t{1});
        QTRY_COMPARE(duty.pages("firing"), std::size_t{1});
        const auto before = duty.alerts("PodFailed", AlertPhase::Firing).front();

        AlertRule edited = *duty.rule("PodFailed");
        edited.description = "a pod of the shop failed";
        edited.condition = podsWhere("phase = Failed and namespace = shop");
        QVERIFY(duty.save(edited));
        QTRY_COMPARE(duty.rule("PodFailed")->version, edited.version + 1);
        QVERIFY(duty.tell("Failed"));
        QTest::qWait(100);
        QCOMPARE(duty.alerts("PodFailed", AlertPhase::Firing).size(), std::size_t{1});
        QCOMPARE(duty.alerts("PodFailed", AlertPhase::Firing).front().id, before.id);
        QCOMPARE(duty.pages("firing"), std::size_t{1});

        edited = *duty.rule("PodFailed");
        edited.condition = podsWhere("phase = Failed and namespace = pay");
        QVERIFY(duty.save(edited));
        QTRY_VERIFY(duty.alerts("PodFailed", AlertPhase::Firing).empty());
        QTRY_VERIFY(isKnown(duty.past(before.rule).front().resolvedAt));
        QCOMPARE(duty.past(before.rule).size(), std::size_t{1});
    }

    void aSourceThatDisappearsMeansWhatTheRuleSays_data()
    {
        QTest::addColumn<int>("policy");
        QTest::addColumn<int>("firing");
        QTest::newRow("keep") << static_cast<int>(NoDataPolicy::KeepState) << 1;
        QTest::newRow("resolve") << static_cast<int>(NoDataPolicy::Resolve) << 0;
        QTest::newRow("alert") << static_cast<int>(NoDataPolicy::Alert) << 2;
    }
    void aSourceThatDisappearsMeansWhatTheRuleSays()
    {
        QFETCH(int, policy);
        QFETCH(int, firing);
        Duty duty;
        AlertRule rule = podFailed();
        rule.noData = static_cast<NoDataPolicy>(policy);
        QVERIFY(duty.save(rule));
        QVERIFY(duty.tell("Failed"));
        QTRY_COMPARE(duty.alerts("PodFailed", AlertPhase::Firing).size(), std::size_t{1});
        for (int minute = 0; minute < 7; ++minute) { // the agent lives; it only tells nothing
            duty.clock.advance(59s);
            QVERIFY(duty.heartbeat());
            QTest::qWait(30);
        }
        const auto isSettled = [&] {
            const auto alerts = duty.alerts("PodFailed", AlertPhase::Firing);
            return firing == 0 ? alerts.empty()
                               : !alerts.empty()
                    && std::ranges::any_of(alerts, [](const Alert &a) { return a.hasNoData; });
        };
        QTRY_VERIFY(isSettled());
        // It speaks again, and all is well.
        QVERIFY(duty.tell("Running"));
        QTRY_VERIFY(duty.alerts("PodFailed", AlertPhase::Firing).empty());
    }

    void aClockSetBackHoldsUpNoPage()
    {
        Duty duty;
        QVERIFY(duty.watchPods("2m"));
        QVERIFY(duty.tell("Failed"));
        QTRY_COMPARE(duty.alerts("PodFailed", AlertPhase::Pending).size(), std::size_t{1});
        duty.clock.advance(30s);
        QTest::qWait(60);
        duty.clock.jump(-1h);
        QTest::qWait(60);
        QVERIFY(duty.alerts("PodFailed", AlertPhase::Firing).empty());
        duty.clock.advance(100s);
        QTRY_COMPARE(duty.alerts("PodFailed", AlertPhase::Firing).size(), std::size_t{1});
        QTRY_COMPARE(duty.pages("firing"), std::size_t{1});
    }

    void aSilenceEndsByTheClockThatPeopleSee()
    {
        Duty duty;
        QVERIFY(duty.watchPods());
        const Silence silence{.name = "deploy",
            .matchers = {{.label = "rule", .op = AlertMatcher::Op::Equal, .value = "PodFailed"}},
            .from = duty.clock.now() - 1min,
            .until = duty.clock.now() + 1h,
            .reason = "we know",
            .createdBy = "ada"};
        QVERIFY(waitFor([&](auto done) { duty.runtime->alerts().saveSilence(silence, done); }));
        QTRY_COMPARE(duty.runtime->alerts().state()->silences.size(), std::size_t{1});
        QVERIFY(duty.tell("Failed"));
        QTRY_COMPARE(duty.alerts("PodFailed", AlertPhase::Firing).size(), std::size_t{1});
        QCOMPARE(duty.alerts("PodFailed", AlertPhase::Firing).front().hush, AlertHush::Silenced);
        QTest::qWait(60);
        QCOMPARE(duty.pages("firing"), std::size_t{0});
        duty.clock.jump(2h);
        QVERIFY(duty.heartbeat());
        QTRY_COMPARE(duty.pages("firing"), std::size_t{1});
    }

    void whatFiredBeforeARestartIsNotToldTwiceAndItsEndIsTold()
    {
        Duty duty;
        QVERIFY(duty.watchPods());
        QVERIFY(duty.tell("Failed"));
        QTRY_COMPARE(duty.pages("firing"), std::size_t{1});
        duty.stop();
        duty.clock.advance(10s);
        duty.start();
        QCOMPARE(duty.alerts("PodFailed", AlertPhase::Firing).size(), std::size_t{1});
        QVERIFY(duty.tell("Failed"));
        QTest::qWait(100);
        QCOMPARE(duty.pages("firing"), std::size_t{1});
        QVERIFY(duty.tell("Running"));
        QTRY_COMPARE(duty.pages("resolved"), std::size_t{1});
        QCOMPARE(duty.pages("firing"), std::size_t{1});
    }

    void whatFiresWhileTheKeychainIsLockedIsToldByWhoStartsNext()
    {
        Duty duty;
        QVERIFY(duty.watchPods());
        QVERIFY(duty.tell("Running"));
        duty.stop();
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(QStringLiteral("channels cannot be used")));
        duty.start(Duty::kTick, std::make_shared<LockedKeychain>());
        QVERIFY(duty.tell("Failed"));
        QTRY_COMPARE(duty.alerts("PodFailed", AlertPhase::Firing).size(), std::size_t{1});
        QVERIFY(duty.tell("Running"));
        QTRY_VERIFY(duty.alerts("PodFailed", AlertPhase::Firing).empty());
        QCOMPARE(duty.pages("firing"), std::size_t{0});
        duty.stop();
        duty.start();
        QTRY_COMPARE(duty.pages("firing"), std::size_t{1});
        QTRY_COMPARE(duty.pages("resolved"), std::size_t{1});
    }

    // The cluster counts as offline until it is heard again; that must not hush what it tells.
    void whatTheFirstSnapshotAfterARestartTellsIsPagedAtOnce()
    {
        Duty duty;
        QVERIFY(duty.watchPods());
        QVERIFY(duty.tell("Running"));
        duty.stop();
        duty.clock.advance(10min);
        duty.start();
        QVERIFY(duty.tell("Failed"));
        QTRY_COMPARE_WITH_TIMEOUT(duty.pages("firing"), std::size_t{1}, 1'000);
        QCOMPARE(duty.alerts("PodFailed", AlertPhase::Firing).front().hush, AlertHush::None);
    }

private:
    // The agent has taken the command, and its time is over.
    static void takeAndSayNothing(Duty &duty, CommandId &command)
    {
        QVERIFY(duty.tell({}));
        const auto sent = duty.dispatch("restart", {"Deployment", "shop", "web"});
        QVERIFY(sent);
        command = *sent;
        QVERIFY(duty.take(command));
        QTRY_VERIFY(duty.isState(command, CommandState::Running));
        duty.clock.advance(61s);
        QTRY_VERIFY(duty.isState(command, CommandState::Timeout));
    }
};

QTEST_GUILESS_MAIN(TestDutyFaults)
#include "tst_duty_faults.moc"
