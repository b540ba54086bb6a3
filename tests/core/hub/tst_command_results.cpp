#include "tests/core/hub/queue_rig.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::hub;
using namespace binnacle::test;
using namespace std::chrono_literals;

// How a command that was delivered ends: with a result, late, unknown, or after its deadline.
class TestCommandResults : public QObject
{
    Q_OBJECT

private slots:
    // Contract vector: result after the deadline -> status timeout, late=true.
    void aLateResultIsKeptAndChangesNothing()
    {
        QueueRig bench;
        const CommandId id = bench.running(restartOf("a"));
        bench.pass(59s);
        QCOMPARE(bench.stateOf(id), CommandState::Running);
        bench.pass(2s);
        QCOMPARE(bench.stateOf(id), CommandState::Timeout);
        QVERIFY(!bench.hub.command(id)->late);
        QVERIFY(bench.finish(id, true));
        QCOMPARE(bench.stateOf(id), CommandState::Timeout);
        QVERIFY(bench.hub.command(id)->late);
        QCOMPARE(bench.hub.command(id)->output, "out");
        QVERIFY(bench.journal.rows.at(id.value).late);
    }

    void anAgentThatDoesNotKnowEndsItAsNoAnswerDoes()
    {
        QueueRig bench;
        const CommandId id = bench.running(restartOf("a"));
        QVERIFY(bench.fail(id, std::string(kOutcomeUnknown) + "the connection broke"));
        QCOMPARE(bench.stateOf(id), CommandState::Timeout);
        QVERIFY(!bench.hub.command(id)->late);
        QCOMPARE(bench.hub.command(id)->error, "outcome unknown: the connection broke");
        QVERIFY(isKnown(bench.hub.command(id)->finishedAt));
        // A read that failed did nothing: it may be tried again by whoever wants to.
        const CommandId read = bench.running(logsOf("a"));
        QVERIFY(bench.fail(read, std::string(kOutcomeUnknown) + "the connection broke"));
        QCOMPARE(bench.stateOf(read), CommandState::Failed);
    }

    void anAgentThatHadACommandThatWasPutBackMayNotKnowEither()
    {
        QueueRig bench;
        const CommandId id = bench.enqueue(restartOf("a"))->command.id;
        bench.poll();
        bench.hub.delivered(id, false);
        QVERIFY(bench.fail(id, std::string(kOutcomeUnknown) + "the connection broke"));
        QCOMPARE(bench.stateOf(id), CommandState::Timeout);
        QVERIFY(isKnown(bench.hub.command(id)->startedAt));
        QVERIFY(!bench.poll()->answered);
    }

    void theDeadlineFollowsTheParameters()
    {
        QueueRig bench;
        Command slow = restartOf("a");
        slow.params = R"({"timeoutSec":300})";
        const CommandId id = bench.running(slow);
        bench.pass(299s);
        QCOMPARE(bench.stateOf(id), CommandState::Running);
        bench.pass(2s);
        QCOMPARE(bench.stateOf(id), CommandState::Timeout);
    }

    void safeCommandsGetASecondChanceOnly()
    {
        QueueRig bench;
        const CommandId id = bench.running(logsOf("a"));
        bench.pass(61s);
        QCOMPARE(bench.stateOf(id), CommandState::Pending);
        QCOMPARE(bench.poll()->command->id, id);
        bench.hub.delivered(id, true);
        bench.pass(61s);
        QCOMPARE(bench.stateOf(id), CommandState::Timeout);
    }

    void aResultEndsACommandThatWasPutBack()
    {
        QueueRig bench;
        const CommandId id = bench.enqueue(restartOf("a"))->command.id;
        bench.poll();
        bench.hub.delivered(id, false); // but the agent had read all of it
        QVERIFY(bench.finish(id, true));
        QCOMPARE(bench.stateOf(id), CommandState::Success);
        QVERIFY(!bench.poll()->answered);
    }

    void aResultMayOvertakeTheNewsOfItsDelivery()
    {
        QueueRig bench;
        const CommandId id = bench.enqueue(restartOf("a"))->command.id;
        bench.poll();
        QVERIFY(bench.finish(id, false));
        bench.hub.delivered(id, true);
        QCOMPARE(bench.stateOf(id), CommandState::Failed);
        QCOMPARE(bench.hub.command(id)->error, "no");
    }

    void resultsAreAcceptedOnlyFromTheirCluster()
    {
        QueueRig bench;
        const CommandId id = bench.running(restartOf("a"));
        QCOMPARE(bench.finish({"unknown"}, true).error().code, ErrorCode::NotFound);
        QCOMPARE(bench.finish(id, true, {"other"}).error().code, ErrorCode::PermissionDenied);
        QCOMPARE(bench.stateOf(id), CommandState::Running);
        QVERIFY(bench.finish(id, true, {})); // the header may be missing
        QVERIFY(bench.finish(id, false));    // a second result is ignored
        QCOMPARE(bench.stateOf(id), CommandState::Success);
        const CommandId waiting = bench.enqueue(restartOf("b"))->command.id;
        QCOMPARE(bench.finish(waiting, true).error().code, ErrorCode::Conflict);
        QCOMPARE(bench.stateOf(waiting), CommandState::Pending);
    }

    void aJumpOfTheWallClockEndsNothing()
    {
        QueueRig bench;
        const CommandId waiting = bench.enqueue(restartOf("a", "ai"))->command.id;
        const CommandId id = bench.running(restartOf("b"));
        bench.clock.jump(std::chrono::hours(24 * 365));
        bench.hub.tick();
        QCOMPARE(bench.stateOf(id), CommandState::Running);
        QCOMPARE(bench.stateOf(waiting), CommandState::Pending);
    }
};

QTEST_APPLESS_MAIN(TestCommandResults)
#include "tst_command_results.moc"
