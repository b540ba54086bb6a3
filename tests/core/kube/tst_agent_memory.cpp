#include "core/codec/agent_messages.h"
#include "core/kube/command_ledger.h"
#include "core/kube/command_wire.h"
#include "core/kube/result_outbox.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::kube;
using Standing = CommandLedger::Standing;

class TestAgentMemory : public QObject
{
    Q_OBJECT

private slots:
    void aCommandIsNewOnceWithinTheTime()
    {
        CommandLedger ledger(Duration{1'000});
        const CommandId id{"a"};
        QCOMPARE(ledger.begin(id, Duration{0}).standing, Standing::New);
        QCOMPARE(ledger.begin(id, Duration{5'000}).standing, Standing::Running);
        QCOMPARE(ledger.begin({"b"}, Duration{0}).standing, Standing::New);
        ledger.finish(id, "done", Duration{6'000});
        QCOMPARE(ledger.begin(id, Duration{7'000}).standing, Standing::Answered);
        QCOMPARE(ledger.begin(id, Duration{7'000}).result, std::string("done"));
        QCOMPARE(ledger.begin(id, Duration{7'001}).standing, Standing::New);
        // One that was never finished is not forgotten.
        QCOMPARE(ledger.begin({"b"}, Duration{99'000}).standing, Standing::Running);
    }

    void aResultIsOfferedUntilItIsAcknowledged()
    {
        ResultOutbox outbox(Duration{1'000});
        QVERIFY(!outbox.due(Duration{0}) && !outbox.nextAt());
        outbox.add({"a"}, "A", Duration{0});
        outbox.add({"b"}, "B", Duration{10});
        const auto first = outbox.due(Duration{0});
        QVERIFY(first && first->body == "A" && first->command.value == "a");
        QVERIFY(outbox.failed(first->number, Duration{0}));
        // The one behind it does not wait for it.
        QCOMPARE(outbox.due(Duration{10})->body, std::string("B"));
        outbox.acknowledged(outbox.due(Duration{10})->number);
        QVERIFY(!outbox.due(Duration{199}));
        QCOMPARE(*outbox.nextAt(), Duration{200});
        QVERIFY(outbox.failed(first->number, Duration{200}));
        QCOMPARE(*outbox.nextAt(), Duration{600}); // 400 ms later
        QVERIFY(outbox.failed(first->number, Duration{600}));
        QCOMPARE(*outbox.nextAt(), Duration{1'000}); // not after its end
        QVERIFY(!outbox.failed(first->number, Duration{1'000}));
        QVERIFY(outbox.isEmpty());
        QVERIFY(!outbox.failed(77, Duration{0}));
    }

    void theBackOffHasACap()
    {
        ResultOutbox outbox;
        outbox.add({"a"}, "A", Duration{0});
        Duration now{0};
        Duration longest{0};
        while (outbox.failed(1, now)) {
            longest = std::max(longest, *outbox.nextAt() - now);
            now = *outbox.nextAt();
        }
        QCOMPARE(longest, Duration{30'000});
        QCOMPARE(now, Duration{600'000});
    }

    void whatAHubSendsIsRead()
    {
        Command sent{.id = {"8b0c"},
            .cluster = {"prod"},
            .action = "scale",
            .target = {"Deployment", "shop", "api"},
            .params = R"({"replicas":4,"timeoutSec":90})",
            .source = "ai",
            .createdBy = "ops1",
            .createdAt = fromEpochMs(1'700'000'000'123)};
        const auto read = decodePoll(codec::encodeCommandPoll(sent));
        QVERIFY(read && *read);
        QCOMPARE((*read)->id, sent.id);
        QCOMPARE((*read)->cluster, sent.cluster);
        QCOMPARE((*read)->action, sent.action);
        QVERIFY((*read)->target == sent.target);
        QCOMPARE((*read)->params, sent.params);
        QCOMPARE((*read)->topic(), CommandTopic::Ai);
        QCOMPARE((*read)->createdBy, sent.createdBy);
        QCOMPARE((*read)->createdAt, sent.createdAt);
        QCOMPARE(askedTimeout(**read), Duration{90'000});
        const auto none = decodePoll(codec::encodeCommandPoll(std::nullopt));
        QVERIFY(none && !*none);
        for (const char *bad : {"", "[]", "{\"command\":{}}", "{", "null"})
            QVERIFY2(!decodePoll(bad), bad);
    }

    void aHubReadsWhatIsReported()
    {
        using std::chrono::milliseconds;
        const auto read = codec::decodeCommandResult(
            encodeResult({"8b0c"}, {.success = true, .output = "\"quoted\"\n"}, milliseconds(184),
                fromEpochMs(1'700'000'000'123)));
        QVERIFY(read);
        QCOMPARE(read->command.value, std::string("8b0c"));
        QVERIFY(read->success && read->error.empty());
        QCOMPARE(read->output, std::string("\"quoted\"\n"));
        QCOMPARE(read->executionTime, Duration{184});
        QCOMPARE(read->executedAt, fromEpochMs(1'700'000'000'123));
        // 4 ms are not an hour.
        const auto quick = codec::decodeCommandResult(
            encodeResult({"8b0c"}, {.error = "no"}, milliseconds(4), fromEpochMs(1)));
        QVERIFY(quick && !quick->success);
        QCOMPARE(quick->error, std::string("no"));
        QCOMPARE(quick->executionTime, Duration{10});
    }
};

QTEST_APPLESS_MAIN(TestAgentMemory)
#include "tst_agent_memory.moc"
