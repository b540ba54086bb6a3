#include "core/codec/agent_messages.h"

#include <QTest>

using namespace binnacle;

class TestAgentMessages : public QObject
{
    Q_OBJECT

private slots:
    void saysInBothSpellingsThatNothingIsQueued()
    {
        QCOMPARE(codec::encodeCommandPoll(std::nullopt),
            std::string(R"({"hasCommand":false,"has_command":false})"));
    }

    void writesACommandAsTheContractShowsIt()
    {
        const Command command{.id = {"8b0c"},
            .cluster = {"prod-a"},
            .action = "scale",
            .target = {"Deployment", "shop", "shop-api"},
            .params = R"({"replicas":4})",
            .source = "web",
            .createdBy = "ops1",
            .createdAt = fromEpochMs(1'772'355'600'000)};
        QCOMPARE(codec::encodeCommandPoll(command),
            std::string(
                R"({"hasCommand":true,"has_command":true,"command":{"id":"8b0c",)"
                R"("clusterId":"prod-a","action":"scale","kind":"Deployment",)"
                R"("namespace":"shop","name":"shop-api","params":{"replicas":4},)"
                R"("source":"web","createdBy":"ops1","createdAt":"2026-03-01T09:00:00Z"}})"));
    }

    void readsAResultInBothSpellings_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("camel") << QByteArray(
            R"({"commandId":"c1","success":true,"output":"log","execTime":184000000,)"
            R"("executedAt":"2026-03-01T09:00:01.2+09:00"})");
        QTest::newRow("snake") << QByteArray(
            R"({"command_id":"c1","success":true,"output":"log","exec_time":184,)"
            R"("executed_at":"2026-03-01T00:00:01.200Z","error":null,"unknown":{}})");
    }

    void readsAResultInBothSpellings()
    {
        QFETCH(QByteArray, json);
        const auto result = codec::decodeCommandResult(json.toStdString());
        QVERIFY2(result, result ? "" : result.error().message.c_str());
        QCOMPARE(result->command.value, std::string("c1"));
        QVERIFY(result->success);
        QCOMPARE(result->output, std::string("log"));
        QCOMPARE(result->executionTime.count(), 184);
        QCOMPARE(formatRfc3339(result->executedAt), std::string("2026-03-01T00:00:01.200Z"));
    }

    void takesLargeTimesForNanoseconds_data()
    {
        QTest::addColumn<qint64>("sent");
        QTest::addColumn<qint64>("milliseconds");
        QTest::newRow("largest ms") << qint64{10'000'000} << qint64{10'000'000};
        QTest::newRow("smallest ns") << qint64{10'000'001} << qint64{10};
        QTest::newRow("zero") << qint64{0} << qint64{0};
        QTest::newRow("negative") << qint64{-5} << qint64{0};
    }

    void takesLargeTimesForNanoseconds()
    {
        QFETCH(qint64, sent);
        QFETCH(qint64, milliseconds);
        const auto result = codec::decodeCommandResult(
            R"({"commandId":"c","execTime":)" + std::to_string(sent) + "}");
        QVERIFY(result);
        QCOMPARE(result->executionTime.count(), milliseconds);
    }

    void refusesWhatIsNotAResult_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("no id") << QByteArray("{}") << int(ErrorCode::InvalidArgument)
                               << QByteArray("commandId: missing");
        QTest::newRow("id of another type")
            << QByteArray(R"({"commandId":7})") << int(ErrorCode::InvalidArgument)
            << QByteArray("commandId: expected a string");
        QTest::newRow("not an object") << QByteArray("[1]") << int(ErrorCode::InvalidArgument)
                                       << QByteArray("document: expected an object");
        QTest::newRow("not JSON") << QByteArray(R"({"commandId":})")
                                  << int(ErrorCode::MalformedBody)
                                  << QByteArray("not JSON at byte 13: Invalid value.");
    }

    void refusesWhatIsNotAResult()
    {
        QFETCH(QByteArray, json);
        QFETCH(int, code);
        QFETCH(QByteArray, message);
        const auto result = codec::decodeCommandResult(json.toStdString());
        QVERIFY(!result);
        QCOMPARE(int(result.error().code), code);
        QCOMPARE(QByteArray::fromStdString(result.error().message), message);
    }

    void writesErrorsWithTheirStableCode()
    {
        QCOMPARE(codec::encodeError({ErrorCode::TooLarge, "a \"quoted\" reason"}),
            R"({"error":"a \"quoted\" reason","code":")"
                + std::string(stableCode(ErrorCode::TooLarge)) + "\"}");
    }
};

QTEST_APPLESS_MAIN(TestAgentMessages)
#include "tst_agent_messages.moc"
