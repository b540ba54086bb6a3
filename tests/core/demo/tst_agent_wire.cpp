#include "core/demo/agent_wire.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::demo;

class TestAgentWire : public QObject
{
    Q_OBJECT

private slots:
    void anEmptyPollHasNoCommand()
    {
        const auto poll = decodePoll(R"({"hasCommand":false,"has_command":false})");
        QVERIFY(poll.has_value());
        QVERIFY(!*poll);
    }

    void aCommandIsReadWithItsParameters()
    {
        const auto poll = decodePoll(R"({"hasCommand":true,"has_command":true,"command":{
            "id":"c-1","clusterId":"prod-eu","action":"scale","kind":"Deployment",
            "namespace":"shop","name":"checkout","params":{"replicas":6,"force":true}}})");
        QVERIFY(poll.has_value());
        QVERIFY(poll->has_value());
        const AgentCommand &command = **poll;
        QCOMPARE(command.id, std::string("c-1"));
        QCOMPARE(command.action, std::string("scale"));
        QCOMPARE(command.ns, std::string("shop"));
        QCOMPARE(command.name, std::string("checkout"));
        QCOMPARE(command.param("replicas"), std::string("6"));
        QCOMPARE(command.param("force"), std::string("true"));
        QCOMPARE(command.param("absent", "x"), std::string("x"));
    }

    void brokenAnswersAreErrors()
    {
        for (const char *body : {"", "[", "[]", "nonsense", R"({"command":{"action":"scale"}})"})
            QVERIFY2(!decodePoll(body), body);
    }

    void aFailedResultTellsTheReason()
    {
        const std::string json
            = encodeResult("c-1", Error{ErrorCode::NotFound, "pods \"x\" not found"},
                std::chrono::milliseconds{9}, fromEpochMs(1'772'355'600'000));
        const std::string expected
            = "{\"commandId\":\"c-1\",\"success\":false,\"error\":\"pods \\\"x\\\" not found\","
              "\"execTime\":9000000,\"executedAt\":\"2026-03-01T09:00:00Z\"}";
        QCOMPARE(json, expected);
    }

    void aSilentSuccessHasNoOutput()
    {
        const std::string json = encodeResult(
            "c-1", std::string(), std::chrono::nanoseconds{5}, fromEpochMs(1'772'355'600'000));
        QVERIFY(json.find("output") == std::string::npos);
        QVERIFY(json.find("\"success\":true") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestAgentWire)
#include "tst_agent_wire.moc"
