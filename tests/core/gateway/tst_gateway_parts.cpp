#include "core/gateway/answer_form.h"
#include "core/gateway/duty_json.h"
#include "core/gateway/gateway.h"
#include "core/gateway/metrics_text.h"
#include "core/gateway/rate_limiter.h"
#include "core/gateway/record_json.h"
#include "core/gateway/route.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace binnacle;
using namespace binnacle::gateway;
using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject objectOf(const std::string &text)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
}

RunbookRun runWithAProposal()
{
    RunbookRun run;
    run.id = 6;
    run.steps = {{.name = "Look", .state = "succeeded", .command = {"c1"}, .note = {}},
        {.name = "Restart", .state = "proposed", .command = {"c2"}, .proposal = 41, .note = {}}};
    return run;
}

} // namespace

class TestGatewayParts final : public QObject
{
    Q_OBJECT

private slots:
    void aBucketRefills();
    void codingsAreWeighed();
    void entityTagsAreCompared();
    void metricsHaveOneHelpForEachName();
    void theDocumentNamesEveryRoute();
    void anOutcomeThatNobodyKnowsIsTold();
    void aStepOfARunSaysWhichProposalItWaitsFor();
    void theSchemasNameEveryMember();
};

void TestGatewayParts::aBucketRefills()
{
    RateLimiter limiter(2, 3);
    const Duration start{1'000};
    for (int i = 0; i < 3; ++i)
        QCOMPARE(limiter.take("a", start), Duration{0});
    QCOMPARE(limiter.take("a", start), Duration{500});
    QCOMPARE(limiter.take("b", start), Duration{0});
    QCOMPARE(limiter.take("a", start + Duration{500}), Duration{0});
    QVERIFY(limiter.take("a", start + Duration{500}) > Duration{0});
}

void TestGatewayParts::codingsAreWeighed()
{
    QVERIFY(acceptsGzip("gzip"));
    QVERIFY(acceptsGzip("deflate, gzip;q=1.0, *;q=0.5"));
    QVERIFY(acceptsGzip("*"));
    QVERIFY(!acceptsGzip(""));
    QVERIFY(!acceptsGzip("identity"));
    QVERIFY(!acceptsGzip("gzip;q=0"));
    QVERIFY(!acceptsGzip("gzip;q=0.000, *"));
}

void TestGatewayParts::entityTagsAreCompared()
{
    const std::string tag = entityTag("body");
    QVERIFY(tag != entityTag("bodz"));
    QVERIFY(matchesEntityTag(tag, tag));
    QVERIFY(matchesEntityTag("W/" + tag, tag));
    QVERIFY(matchesEntityTag("\"a\", " + tag, tag));
    QVERIFY(matchesEntityTag("*", tag));
    QVERIFY(!matchesEntityTag("", tag));
    QVERIFY(!matchesEntityTag("\"a\"", tag));
}

void TestGatewayParts::metricsHaveOneHelpForEachName()
{
    const std::string text = metricsText({{.name = "b_total",
                                              .help = "B.",
                                              .isCounter = true,
                                              .value = 2},
        {.name = "a", .help = "A\n\\.", .labels = {{"cluster", "x\"\\\n"}}, .value = 0.5},
        {.name = "b_total", .help = "B.", .isCounter = true, .labels = {{"k", "v"}}, .value = 3}});
    QCOMPARE(text,
        std::string("# HELP a A\\n\\\\.\n# TYPE a gauge\na{cluster=\"x\\\"\\\\\\n\"} 0.5\n"
                    "# HELP b_total B.\n# TYPE b_total counter\nb_total 2\nb_total{k=\"v\"} 3\n"));
}

void TestGatewayParts::theDocumentNamesEveryRoute()
{
    QJsonParseError error;
    const QJsonObject document
        = QJsonDocument::fromJson(QByteArray::fromStdString(openApiDocument()), &error).object();
    QCOMPARE(error.error, QJsonParseError::NoError);
    QCOMPARE(document["openapi"_L1].toString(), u"3.0.3"_s);
    const QJsonObject paths = document["paths"_L1].toObject();
    QSet<QString> operations;
    for (const Route &route : allRoutes()) {
        const QString path
            = QString::fromUtf8(route.path.data(), static_cast<qsizetype>(route.path.size()));
        const QString method
            = QString::fromStdString(std::string(methodName(route.method))).toLower();
        const QJsonObject operation = paths[path].toObject()[method].toObject();
        QVERIFY2(!operation.isEmpty(), qPrintable(path));
        QVERIFY(operation["responses"_L1].toObject().contains(QString::number(route.success)));
        const QString id = operation["operationId"_L1].toString();
        QVERIFY2(!operations.contains(id), qPrintable(id));
        operations.insert(id);
    }
}

void TestGatewayParts::anOutcomeThatNobodyKnowsIsTold()
{
    const auto told = [](const CommandRecord &record) -> QJsonValue {
        return objectOf(commandJson(record, CommandOutput::LeftOut))["outcomeUnknown"_L1];
    };
    CommandRecord record{.command = {.action = "scale"},
        .state = CommandState::Timeout,
        .startedAt = fromEpochMs(1'772'334'000'000)};
    QCOMPARE(told(record), QJsonValue(true));
    record.command.action = "get_logs"; // changes nothing
    QCOMPARE(told(record), QJsonValue(false));
    record.command.action = "scale";
    record.late = true; // settled
    QCOMPARE(told(record), QJsonValue(false));
    record.state = CommandState::Success;
    QCOMPARE(told(record), QJsonValue(false));
}

void TestGatewayParts::aStepOfARunSaysWhichProposalItWaitsFor()
{
    const QJsonArray steps = objectOf(textOf(writeRun, runWithAProposal()))["steps"_L1].toArray();
    QCOMPARE(steps.size(), 2);
    QVERIFY(!steps[0].toObject().contains("proposalId"_L1));
    QCOMPARE(steps[1].toObject()["state"_L1].toString(), u"proposed"_s);
    QCOMPARE(steps[1].toObject()["proposalId"_L1].toInteger(), 41);
}

void TestGatewayParts::theSchemasNameEveryMember()
{
    const QJsonObject document = objectOf(openApiDocument());
    const auto documented = [&document](QLatin1StringView schema) {
        return document["components"_L1]["schemas"_L1][schema]["properties"_L1].toObject().keys();
    };
    QStringList command = objectOf(commandJson({}, CommandOutput::Included)).keys();
    command += u"proposalId"_s; // only of what is no command yet
    command.sort();
    QCOMPARE(documented("Command"_L1), command);
    const QJsonObject run = objectOf(textOf(writeRun, runWithAProposal()));
    QCOMPARE(documented("RunbookRun"_L1), run.keys());
    QCOMPARE(documented("RunbookRunStep"_L1), run["steps"_L1][1].toObject().keys());
    const QJsonValue answer = document["paths"_L1]["/commands/{id}"_L1]["get"_L1]["responses"_L1]
                                      ["200"_L1]["content"_L1]["application/json"_L1]["schema"_L1];
    QCOMPARE(answer["properties"_L1]["data"_L1]["$ref"_L1].toString(),
        u"#/components/schemas/Command"_s);
}

QTEST_APPLESS_MAIN(TestGatewayParts)
#include "tst_gateway_parts.moc"
