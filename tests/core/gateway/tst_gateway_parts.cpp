#include "core/gateway/answer_form.h"
#include "core/gateway/gateway.h"
#include "core/gateway/metrics_text.h"
#include "core/gateway/rate_limiter.h"
#include "core/gateway/route.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace binnacle;
using namespace binnacle::gateway;
using namespace Qt::Literals::StringLiterals;

class TestGatewayParts final : public QObject
{
    Q_OBJECT

private slots:
    void aBucketRefills();
    void codingsAreWeighed();
    void entityTagsAreCompared();
    void metricsHaveOneHelpForEachName();
    void theDocumentNamesEveryRoute();
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

QTEST_APPLESS_MAIN(TestGatewayParts)
#include "tst_gateway_parts.moc"
