#include "core/access/audit_log.h"
#include "core/commands/command_plan_repository.h"
#include "core/runtime/ask_reader.h"
#include "core/runtime/command_keeper.h"
#include "core/runtime/console/desktop_user.h"
#include "core/runtime/console/runtime_command_desk.h"
#include "tests/core/runtime/duty_hub.h"

#include <QTest>

#include <algorithm>

using namespace binnacle;
using namespace binnacle::runtime;
using namespace binnacle::test;
using namespace std::chrono_literals;

namespace {

const ClusterId kCluster{"prod"};
const std::string kBook = "restart both";
const Principal kAdmin{.userId = -1, .username = "root", .role = Role::Admin};
const Principal kOther{.userId = -1, .username = "eve", .role = Role::Admin};

Runbook book()
{
    Runbook made;
    made.name = kBook;
    for (const char *name : {"web", "api"})
        made.steps.push_back({.name = std::string("restart ") + name,
            .when = {},
            .action = "restart",
            .kind = "Deployment",
            .ns = "shop",
            .target = name});
    return made;
}

Command restart(const std::string &name = "web")
{
    return {.cluster = kCluster, .action = "restart", .target = {"Deployment", "shop", name}};
}

class Duty : public DutyHub
{
public:
    explicit Duty(const std::string &approval = "none")
        : m_approval(approval)
    {
        start();
        need(waitFor([this](auto done) { runtime->commands().saveRunbook(book(), "ada", done); }));
    }

    std::unique_ptr<Runtime> another()
    {
        RuntimeOptions options{.dutyTick = kTick};
        options.settings.commands.approval = {{"*", m_approval}};
        return open(std::move(options));
    }
    // With an agent that was just heard.
    void start()
    {
        runtime = another();
        const auto isHeard = [this] {
            const auto state = runtime->hub().state();
            const auto *known = hub::findCluster(*state, kCluster);
            return known && known->status != AgentStatus::Offline;
        };
        if (!heartbeat() || !QTest::qWaitFor(isHeard))
            qFatal("the hub does not hear its agent");
    }

    // The agent says that it went well.
    bool report(const CommandId &command)
    {
        const auto answer = send("POST", "/agent/result",
            R"({"commandId":")" + command.value + R"(","success":true,"output":""})");
        return answer && answer->status == 200;
    }

    Result<RunbookRun> begin(RunbookOrder order)
    {
        order.cluster = kCluster;
        if (order.runbook == 0)
            order.name = kBook;
        order.startedBy = order.who.username;
        return waitFor<Result<RunbookRun>>(
            [&](auto done) { runtime->commands().startRunbook(order, done); });
    }
    Result<DispatchOutcome> dispatch(
        Command command, std::optional<CommandRisk> confirmed, const std::string &reason = "to see")
    {
        return waitFor<Result<DispatchOutcome>>([&](auto done) {
            runtime->commands().dispatch({.command = std::move(command),
                                             .reason = reason,
                                             .who = kAdmin,
                                             .confirmed = confirmed},
                done);
        });
    }
    Status decide(std::int64_t proposal, bool isApproved, const std::string &by)
    {
        return waitFor([&](auto done) {
            runtime->commands().decide(proposal, isApproved, by, "as agreed", done);
        });
    }
    RunbookRun run(std::int64_t id) const
    {
        const auto read = askReader<RunbookRun>(runtime->workspace().readers(),
            [id](store::Connection &connection) { return commands::readRun(connection, id); });
        return read ? *read : RunbookRun();
    }
    std::vector<Proposal> proposals() const
    {
        const auto read = askReader<std::vector<Proposal>>(
            runtime->workspace().readers(), commands::readWaitingProposals);
        return read ? *read : std::vector<Proposal>();
    }
    std::string step(std::int64_t id, std::size_t index) const
    {
        const RunbookRun read = run(id);
        return index < read.steps.size() ? read.steps[index].state : std::string();
    }
    std::vector<CommandStep> stepsOf(const CommandId &command) const
    {
        const auto read = askReader<std::vector<CommandStep>>(
            runtime->workspace().readers(), [&command](store::Connection &connection) {
                return commands::readSteps(connection, command);
            });
        return read ? *read : std::vector<CommandStep>();
    }

    Result<User> addUser(const std::string &name)
    {
        return waitFor<Result<User>>([&](auto done) {
            runtime->access().addUser(kAdmin,
                {.username = name, .password = "tram oboe 77 xylophone", .role = Role::Operator},
                done);
        });
    }
    bool disable(User user)
    {
        user.isEnabled = false;
        return waitFor<Result<User>>([&](auto done) {
            runtime->access().updateUser(kAdmin, user, done);
        }).has_value();
    }

private:
    std::string m_approval;
};

Principal principalOf(const User &user)
{
    return {.userId = user.id,
        .username = user.username,
        .role = user.role,
        .source = ActionSource::Desktop};
}

} // namespace

// Who has to agree, on whose behalf a run works, what was confirmed, and who may write: over
// restarts, with a real store and a real listener.
class TestDutyCommands : public QObject
{
    Q_OBJECT

private slots:
    void aRunWaitsForASecondPersonAtEachStepAndEndsAsDeclinedWithANo()
    {
        Duty duty("all");
        const auto run = duty.begin({.who = kAdmin});
        QVERIFY(run);
        QTRY_COMPARE(duty.step(run->id, 0), std::string("proposed"));
        const Proposal first = duty.proposals().front();
        QCOMPARE(duty.run(run->id).steps[0].proposal, first.id);
        QVERIFY(isIn(first.reason, kBook));
        QCOMPARE(duty.decide(first.id, true, "root").error().code, ErrorCode::PermissionDenied);
        QCOMPARE(duty.step(run->id, 0), std::string("proposed"));

        QVERIFY(duty.decide(first.id, true, "bob"));
        QTRY_COMPARE(duty.step(run->id, 0), std::string("running"));
        QVERIFY(duty.take(first.command.id));
        QVERIFY(duty.report(first.command.id));
        QTRY_COMPARE(duty.step(run->id, 0), std::string("succeeded"));

        QTRY_COMPARE(duty.step(run->id, 1), std::string("proposed"));
        QVERIFY(duty.decide(duty.proposals().front().id, false, "bob"));
        QTRY_COMPARE(duty.run(run->id).resultCode, std::string("declined"));
        QCOMPARE(duty.step(run->id, 1), std::string("declined"));
        QCOMPARE(duty.run(run->id).steps[1].note, std::string("declined by bob: as agreed"));
        QCOMPARE(duty.run(run->id).state, RunbookRun::State::Failed);
    }

    void whatWaitsForASecondPersonWaitsOverARestart()
    {
        Duty duty("all");
        const auto run = duty.begin({.who = kAdmin});
        QVERIFY(run);
        QTRY_COMPARE(duty.step(run->id, 0), std::string("proposed"));
        duty.stop();
        duty.start();
        const Proposal first = duty.proposals().front();
        QVERIFY(duty.decide(first.id, true, "bob"));
        QVERIFY(duty.take(first.command.id));
        QVERIFY(duty.report(first.command.id));
        QTRY_COMPARE(duty.step(run->id, 1), std::string("proposed"));
        QCOMPARE(duty.step(run->id, 0), std::string("succeeded"));
        // What nobody decides ends, also when its time passed while nobody ran.
        duty.stop();
        duty.clock.advance(31min);
        duty.start();
        QTRY_COMPARE(duty.run(run->id).resultCode, std::string("declined"));
        QCOMPARE(duty.run(run->id).steps[1].note, std::string("nobody decided in time"));
        QVERIFY(duty.proposals().empty());
    }

    void cancellingARunWithdrawsWhatItAskedFor()
    {
        Duty duty("all");
        const auto run = duty.begin({.who = kAdmin});
        QVERIFY(run);
        QTRY_COMPARE(duty.proposals().size(), std::size_t{1});
        QVERIFY(
            waitFor([&](auto done) { duty.runtime->commands().cancelRun(run->id, "root", done); }));
        QCOMPARE(duty.run(run->id).state, RunbookRun::State::Cancelled);
        QCOMPARE(duty.step(run->id, 0), std::string("skipped"));
        QVERIFY(duty.proposals().empty());
    }

    void aUserWhoIsDisabledMeanwhileStopsTheirRunsAlsoAfterARestart()
    {
        Duty duty;
        const auto ada = duty.addUser("ada");
        QVERIFY(ada);
        const auto run = duty.begin({.who = principalOf(*ada)});
        QVERIFY(run);
        const CommandId first = duty.run(run->id).steps[0].command;
        QVERIFY(duty.take(first));
        duty.stop();
        duty.start();
        QCOMPARE(duty.run(run->id).who.userId, ada->id);
        QCOMPARE(duty.run(run->id).who.source, ActionSource::Desktop);
        QVERIFY(duty.disable(*ada));
        QVERIFY(duty.report(first));
        QTRY_COMPARE(duty.run(run->id).resultCode, std::string("not-allowed"));
        QCOMPARE(duty.step(run->id, 0), std::string("succeeded"));
        QCOMPARE(
            duty.run(run->id).steps[1].note, std::string("the user ada was disabled meanwhile"));
        QVERIFY(duty.run(run->id).steps[1].command.isEmpty()); // nothing was sent
    }

    void nobodyApprovesTheRunOfADisabledUser()
    {
        Duty duty("all");
        const auto ada = duty.addUser("ada");
        QVERIFY(ada);
        const auto run = duty.begin({.who = principalOf(*ada)});
        QVERIFY(run);
        QTRY_COMPARE(duty.proposals().size(), std::size_t{1});
        QVERIFY(duty.disable(*ada));
        const Status approved = duty.decide(duty.proposals().front().id, true, "bob");
        QCOMPARE(approved.error().code, ErrorCode::PermissionDenied);
        QVERIFY(isIn(approved.error().message, "ada was disabled"));
        QCOMPARE(duty.run(run->id).resultCode, std::string("not-allowed"));
        QVERIFY(duty.proposals().empty());
    }

    void aKeyStartsOneRunHoweverOftenItIsAskedFor()
    {
        Duty duty;
        int taken = 0;
        const RunbookOrder order{.who = kAdmin, .key = "alert 7", .together = [&taken](auto &) {
                                     ++taken;
                                     return Status(Done{});
                                 }};
        const auto first = duty.begin(order);
        QVERIFY(first);
        QCOMPARE(duty.begin(order)->id, first->id);
        duty.stop();
        duty.start();
        const auto later = duty.begin(order);
        QVERIFY(later);
        QCOMPARE(later->id, first->id);
        QCOMPARE(later->steps[0].command, first->steps[0].command);
        QCOMPARE(taken, 1);
        QCOMPARE(duty.run(first->id + 1).id, std::int64_t{0});

        const auto refused = duty.begin({.who = kOther, .key = "alert 8", .together = [](auto &) {
                                             return Status(Error{ErrorCode::NotFound, "no wish"});
                                         }});
        QCOMPARE(refused.error().message, std::string("no wish"));
        QCOMPARE(duty.run(first->id + 1).id, std::int64_t{0}); // nothing was started
    }

    void whatWasConfirmedIsWhatCounts()
    {
        Duty duty;
        QVERIFY(waitFor([&](auto done) {
            duty.runtime->renameCluster(kCluster, "prod", Environment::Production, done);
        }));
        QTRY_COMPARE(duty.runtime->hub().state()->clusters.front().environment,
            Environment::Production); // where the name has to be typed
        for (const auto confirmed : {std::optional<CommandRisk>(),
                 std::optional(CommandRisk::Reversible), std::optional(CommandRisk::Confirm)})
            QCOMPARE(duty.dispatch(restart(), confirmed).error().code, ErrorCode::Conflict);
        QCOMPARE(
            duty.dispatch(restart(), CommandRisk::TypeName, "").error().code, ErrorCode::Conflict);
        const auto sent = duty.dispatch(restart(), CommandRisk::TypeName);
        QVERIFY(sent);
        QTRY_COMPARE(duty.stepsOf(sent->command).size(), std::size_t{2});
        const CommandStep confirmed = duty.stepsOf(sent->command).back();
        QCOMPARE(confirmed.state, std::string("confirmed"));
        QCOMPARE(confirmed.what, std::string("root: typed its name and gave a reason"));
    }

    void elevatedModeSparesNoNameWhereNoReplicaStays()
    {
        Duty duty;
        const auto answer
            = duty.send("POST", "/agent/snapshot", R"({"clusterId":"prod","pods":[{"summary":{
            "name":"web-1","namespace":"shop","uid":"u1"},"status":{"phase":"Running","ready":"1/1"}}]})");
        QVERIFY(answer);
        QVERIFY2(answer->status == 200, answer->body.c_str());
        const Command command{
            .cluster = kCluster, .action = "delete_pod", .target = {"Pod", "shop", "web-1"}};
        const auto isTight = [&] {
            const auto plan = waitFor<Result<BlastRadius>>(
                [&](auto done) { duty.runtime->commands().plan(command, kAdmin, {}, done); });
            return plan && plan->isTight;
        };
        QTRY_VERIFY(isTight());
        const auto dispatched = [&](bool isElevated) {
            return waitFor<Result<DispatchOutcome>>([&](auto done) {
                duty.runtime->commands().dispatch({.command = command,
                                                      .reason = "it leaks",
                                                      .who = kAdmin,
                                                      .confirmed = CommandRisk::TypeName,
                                                      .isElevated = isElevated},
                    done);
            });
        };
        QCOMPARE(dispatched(true).error().code, ErrorCode::Conflict);
        QVERIFY(dispatched(false));
    }

    void theAuditTellsWhatThePersonDidToConfirmIt_data()
    {
        QTest::addColumn<CommandRisk>("confirmed");
        QTest::addColumn<bool>("isElevated");
        QTest::addColumn<std::string>("told");
        QTest::addRow("held") << CommandRisk::HoldReason << false
                              << std::string("held the button and gave a reason");
        QTest::addRow("elevated") << CommandRisk::TypeName << true
                                  << std::string("was in elevated mode and gave a reason");
    }
    void theAuditTellsWhatThePersonDidToConfirmIt()
    {
        QFETCH(const CommandRisk, confirmed);
        QFETCH(const bool, isElevated);
        QFETCH(const std::string, told);
        Duty duty;
        DesktopUser user(*duty.runtime, false);
        RuntimeCommandDesk desk(*duty.runtime, user);
        QTRY_VERIFY(user.principal().userId > 0);
        const auto sent = desk.dispatch({.command = restart(),
            .reason = QStringLiteral("it leaks"),
            .confirmed = confirmed,
            .isElevated = isElevated});
        QTRY_VERIFY(sent.isFinished());
        QVERIFY(sent.result());
        const auto entries = [&duty] {
            const auto page = askReader<AuditPage>(
                duty.runtime->workspace().readers(), [](store::Connection &connection) {
                    return access::readAudit(connection, {.action = AuditAction::Execute});
                });
            return page ? page->entries : std::vector<AuditEntry>();
        };
        QTRY_COMPARE(entries().size(), std::size_t{2}); // before the effect, and after
        for (const AuditEntry &entry : entries()) {
            QVERIFY2(isIn(entry.after, told), entry.after.c_str());
            QVERIFY(isIn(entry.after, "it leaks"));
        }
    }

    void theSecondConsoleOnAStoreSendsNothingAndSaysWhy()
    {
        Duty duty("all");
        const auto run = duty.begin({.who = kAdmin});
        QVERIFY(run);
        QTRY_COMPARE(duty.proposals().size(), std::size_t{1});
        const std::int64_t proposal = duty.proposals().front().id;

        const auto first = std::move(duty.runtime);
        duty.runtime = duty.another();
        QVERIFY(duty.runtime->workspace().isReadOnly());
        const auto refused = duty.dispatch(restart(), CommandRisk::HoldReason);
        QCOMPARE(refused.error().code, ErrorCode::ReadOnly);
        QCOMPARE(refused.error().message, duty.runtime->workspace().readOnlyReason());
        QCOMPARE(duty.begin({.who = kAdmin}).error().code, ErrorCode::ReadOnly);
        QCOMPARE(duty.decide(proposal, true, "bob").error().code, ErrorCode::ReadOnly);
        DesktopUser user(*duty.runtime, false);
        RuntimeCommandDesk desk(*duty.runtime, user);
        const auto asked = desk.dispatch({.command = restart()});
        QTRY_VERIFY(asked.isFinished());
        QCOMPARE(asked.result().error().code, ErrorCode::ReadOnly);
        const auto approved = desk.approve(proposal, {});
        QTRY_VERIFY(approved.isFinished());
        QCOMPARE(approved.result().error().code, ErrorCode::ReadOnly);
        // It sees what waits all the same, and nothing of it changed.
        QCOMPARE(duty.runtime->commands().state()->proposals.size(), std::size_t{1});
        QCOMPARE(duty.step(run->id, 0), std::string("proposed"));
    }
};

QTEST_GUILESS_MAIN(TestDutyCommands)
#include "tst_duty_commands.moc"
