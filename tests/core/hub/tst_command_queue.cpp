#include "tests/core/hub/queue_rig.h"

#include <QRegularExpression>
#include <QTest>

using namespace binnacle;
using namespace binnacle::hub;
using namespace binnacle::test;
using namespace std::chrono_literals;

class TestCommandQueue : public QObject
{
    Q_OBJECT

private slots:
    void aCommandGoesFromPendingToSuccess()
    {
        QueueRig bench;
        const auto accepted = bench.enqueue(restartOf("api"));
        QVERIFY(accepted);
        QCOMPARE(accepted->state, CommandState::Pending);
        QVERIFY(isKnown(accepted->command.createdAt));
        const CommandId id = accepted->command.id;
        const auto poll = bench.poll();
        QVERIFY(poll->command);
        QCOMPARE(poll->command->id, id);
        QCOMPARE(bench.stateOf(id), CommandState::Delivering);
        bench.hub.delivered(id, true);
        QCOMPARE(bench.stateOf(id), CommandState::Running);
        QVERIFY(bench.finish(id, true));
        const auto record = bench.hub.command(id);
        QCOMPARE(record->state, CommandState::Success);
        QCOMPARE(record->output, "out");
        QVERIFY(isKnown(record->startedAt) && isKnown(record->finishedAt));
        QCOMPARE(bench.journal.rows.at(id.value).state, CommandState::Success);
    }

    void isOfferedOnlyOnceItIsStored()
    {
        QueueRig bench;
        bench.journal.deferred = true;
        bool accepted = false;
        const auto poll = bench.poll();
        bench.hub.enqueue(restartOf("api"), [&](const auto &) { accepted = true; });
        QVERIFY(!accepted && !poll->answered);
        QVERIFY(bench.hub.commands().empty());
        bench.journal.answerAll();
        QVERIFY(accepted && poll->command);
    }

    // Else a crash in between would send it a second time.
    void whatMustNotRunTwiceGoesOutOnceTheDeliveryIsStored()
    {
        QueueRig bench;
        const CommandId unsafe = bench.enqueue(restartOf("api"))->command.id;
        bench.journal.deferred = true;
        const auto poll = bench.poll();
        QVERIFY(!poll->answered);
        QCOMPARE(bench.journal.rows.at(unsafe.value).state, CommandState::Delivering);
        bench.journal.answerAll();
        QVERIFY(poll->command);
        QCOMPARE(poll->command->id, unsafe);
    }

    void aDeliveryThatCannotBeStoredWaitsForTheNextPoll()
    {
        QueueRig bench;
        const CommandId unsafe = bench.enqueue(restartOf("api"))->command.id;
        bench.journal.failing = true;
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("not journalled")));
        const auto failed = bench.poll();
        QVERIFY(failed->answered && !failed->command);
        QCOMPARE(bench.stateOf(unsafe), CommandState::Pending);
        bench.journal.failing = false;
        QVERIFY(bench.poll()->command);
    }

    void whatCannotBeStoredIsNotAccepted()
    {
        QueueRig bench;
        bench.journal.failing = true;
        const auto poll = bench.poll();
        QCOMPARE(bench.enqueue(restartOf("api")).error().code, ErrorCode::DiskFull);
        QVERIFY(!poll->answered);
        QVERIFY(bench.hub.commands().empty());
    }

    void unknownClustersAndBrokenCommandsAreRefused()
    {
        QueueRig bench;
        Command elsewhere = restartOf("api");
        elsewhere.cluster = {"nowhere"};
        QCOMPARE(bench.enqueue(elsewhere).error().code, ErrorCode::NotFound);
        QCOMPARE(bench.enqueue(restartOf("")).error().code, ErrorCode::InvalidArgument);
        Command twice = restartOf("api");
        twice.id = {"fixed"};
        QVERIFY(bench.enqueue(twice));
        QCOMPARE(bench.enqueue(twice).error().code, ErrorCode::Conflict);
    }

    void lanesAreFifoAndApartByTopic()
    {
        QueueRig bench;
        const CommandId first = bench.enqueue(restartOf("a"))->command.id;
        const CommandId ai = bench.enqueue(restartOf("b", "ai"))->command.id;
        const CommandId second = bench.enqueue(restartOf("c", "api"))->command.id;
        QCOMPARE(bench.poll()->command->id, first);
        QCOMPARE(bench.poll()->command->id, second);
        QVERIFY(!bench.poll()->answered);
        QCOMPARE(bench.poll(CommandTopic::Ai)->command->id, ai);
    }

    void waitersAreServedInTheOrderTheyCame()
    {
        QueueRig bench;
        const auto first = bench.poll();
        const auto second = bench.poll();
        QVERIFY(bench.enqueue(restartOf("a")));
        QVERIFY(first->command && !second->answered);
        QVERIFY(bench.enqueue(restartOf("b")));
        QVERIFY(second->command);
    }

    void anEmptyPollIsAnsweredWhenTheHoldIsOver()
    {
        QueueRig bench;
        const auto poll = bench.poll();
        bench.pass(kHold - 1s);
        QVERIFY(!poll->answered);
        bench.pass(1s);
        QVERIFY(poll->answered && !poll->command);
        const auto impatient = bench.poll(CommandTopic::Ops, 0ms);
        QVERIFY(impatient->answered && !impatient->command);
        QVERIFY(bench.enqueue(restartOf("a")));
        QVERIFY(bench.poll(CommandTopic::Ops, 0ms)->command);
    }

    // Contract vector: client closes during hold, then enqueue -> next poll still gets the command.
    void anAbandonedWaitTakesNothing()
    {
        QueueRig bench;
        const auto gone = bench.poll();
        bench.hub.abandon(1);
        const CommandId id = bench.enqueue(restartOf("a"))->command.id;
        QVERIFY(!gone->answered);
        QCOMPARE(bench.stateOf(id), CommandState::Pending);
        QCOMPARE(bench.poll()->command->id, id);
        bench.hub.abandon(1); // harmless
    }

    void aFailedWriteGoesBackToTheHead()
    {
        QueueRig bench;
        const CommandId first = bench.enqueue(restartOf("a"))->command.id;
        const CommandId second = bench.enqueue(restartOf("b"))->command.id;
        QCOMPARE(bench.poll()->command->id, first);
        bench.hub.delivered(first, false);
        QCOMPARE(bench.hub.command(first)->attempts, 1);
        QCOMPARE(bench.poll()->command->id, first);
        QCOMPARE(bench.poll()->command->id, second);
    }

    void threeFailedWritesEndIt()
    {
        QueueRig bench;
        const CommandId id = bench.enqueue(restartOf("a"))->command.id;
        for (int i = 0; i < 3; ++i) {
            QVERIFY(bench.poll()->command);
            bench.hub.delivered(id, false);
        }
        QCOMPARE(bench.stateOf(id), CommandState::Failed);
        QVERIFY(!bench.hub.command(id)->error.empty());
        QVERIFY(!bench.poll()->answered);
    }

    void pendingCommandsExpire()
    {
        QueueRig bench;
        const CommandId ops = bench.enqueue(restartOf("a"))->command.id;
        const CommandId ai = bench.enqueue(restartOf("b", "ai"))->command.id;
        bench.pass(5min + 1s);
        QCOMPARE(bench.stateOf(ai), CommandState::Expired);
        QCOMPARE(bench.stateOf(ops), CommandState::Pending);
        bench.pass(5min);
        QCOMPARE(bench.stateOf(ops), CommandState::Expired);
        QVERIFY(!bench.poll()->answered);
        bench.pass(5min + 1s);
        QVERIFY(bench.hub.commands().empty()); // ended ones are forgotten after five minutes
    }

    void onlyPendingCommandsCanBeCancelled()
    {
        QueueRig bench;
        const CommandId waiting = bench.enqueue(restartOf("a"))->command.id;
        QVERIFY(bench.hub.cancel(waiting));
        QCOMPARE(bench.stateOf(waiting), CommandState::Cancelled);
        QVERIFY(!bench.poll()->answered);
        bench.hub.abandon(1);
        const CommandId id = bench.running(restartOf("b"));
        QCOMPARE(bench.hub.cancel(id).error().code, ErrorCode::Conflict);
        QCOMPARE(bench.hub.cancel({"unknown"}).error().code, ErrorCode::NotFound);
    }

    void aRemovedClusterExpiresItsCommandsAndEndsItsWaits()
    {
        QueueRig bench;
        const auto ai = bench.poll(CommandTopic::Ai);
        const CommandId id = bench.enqueue(restartOf("a"))->command.id;
        bench.hub.remove(kCluster);
        QVERIFY(ai->answered && !ai->command);
        QCOMPARE(bench.stateOf(id), CommandState::Expired);
        QVERIFY(bench.hub.state()->clusters.empty());
    }

    void secretsAreNotWrittenDown()
    {
        QueueRig bench;
        Command secret{
            .cluster = kCluster, .action = "get_secret", .target = {"Secret", "shop", "tls"}};
        const CommandId id = bench.running(secret);
        QVERIFY(bench.finish(id, true));
        QCOMPARE(bench.hub.command(id)->output, "out");
        for (const CommandRecord &row : bench.journal.history)
            QVERIFY(row.output != "out");
    }

    void whatCouldNotBeStoredIsStoredLater()
    {
        QueueRig bench;
        const CommandId id = bench.running(restartOf("a"));
        bench.journal.failing = true;
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("not journalled")));
        QCOMPARE(bench.finish(id, true).error().code, ErrorCode::DiskFull);
        QCOMPARE(bench.stateOf(id), CommandState::Success);
        QCOMPARE(bench.finish(id, true).error().code, ErrorCode::DiskFull); // the agent repeats
        bench.journal.failing = false;
        bench.pass(6s);
        QCOMPARE(bench.journal.rows.at(id.value).state, CommandState::Success);
        QVERIFY(bench.finish(id, true));
    }

    void stoppingAnswersEveryWait()
    {
        QueueRig bench;
        const auto poll = bench.poll();
        bench.hub.stop();
        QVERIFY(poll->answered && !poll->command);
        QVERIFY(bench.poll()->answered);
        QCOMPARE(bench.enqueue(restartOf("a")).error().code, ErrorCode::Unavailable);
    }

    void answersOfAJournalThatOutlivesTheHubAreHarmless()
    {
        test::FakeClock clock;
        test::FakeJournal journal;
        journal.deferred = true;
        {
            MemoryHub hub(clock, journal);
            hub.heartbeat(kCluster);
            hub.enqueue(restartOf("a"), [](const auto &) { QFAIL("the hub is gone"); });
        }
        journal.answerAll();
    }

    void openCommandsSurviveARestart()
    {
        QueueRig before;
        const CommandId unsafe = before.enqueue(restartOf("delivering"))->command.id;
        const CommandId safe = before.enqueue(logsOf("delivering"))->command.id;
        const CommandId running = before.enqueue(restartOf("running"))->command.id;
        const CommandId pending = before.enqueue(restartOf("pending"))->command.id;
        before.poll();
        before.poll();
        before.poll();
        before.hub.delivered(running, true);
        before.clock.advance(30s);

        QueueRig after;
        after.clock.advance(30s);
        after.hub.restore({}, before.journal.open());
        QCOMPARE(after.stateOf(unsafe), CommandState::Running);
        QCOMPARE(after.stateOf(safe), CommandState::Pending);
        QCOMPARE(after.stateOf(running), CommandState::Running);
        QCOMPARE(after.stateOf(pending), CommandState::Pending);
        QVERIFY(after.poll()->command && after.poll()->command);
        QVERIFY(!after.poll()->answered);
        after.pass(31s);
        QCOMPARE(after.stateOf(running), CommandState::Timeout);
        QCOMPARE(after.stateOf(unsafe), CommandState::Timeout);
        QCOMPARE(after.stateOf(safe), CommandState::Delivering); // its own minute began anew
    }
};

QTEST_APPLESS_MAIN(TestCommandQueue)
#include "tst_command_queue.moc"
