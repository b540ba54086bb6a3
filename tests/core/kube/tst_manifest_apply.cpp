#include "core/kube/command_runner.h"
#include "core/kube/manifest_apply.h"
#include "tests/core/kube/fake_transport.h"
#include "tests/support/fake_clock.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::kube;
using namespace binnacle::test;

namespace {

const std::string kConfigMap = "/api/v1/namespaces/shop/configmaps/settings";

std::string said(const Result<ApplyReport> &report)
{
    return report ? "applied" : report.error().message;
}

} // namespace

class TestManifestApply : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_api = {};
        m_api.answers.emplace("/api/v1",
            std::string(R"({"resources":[{"name":"configmaps","kind":"ConfigMap",)"
                        R"("namespaced":true},{"name":"configmaps/x","kind":"ConfigMap"},)"
                        R"({"name":"namespaces","kind":"Namespace","namespaced":false}]})"));
        m_api.answers.emplace(kConfigMap, std::string(R"({"metadata":{"resourceVersion":"7"}})"));
    }

    void eachDocumentIsAppliedAsItWasWritten()
    {
        m_api.answers.emplace(
            "/api/v1/namespaces/other", std::string(R"({"metadata":{"resourceVersion":"1"}})"));
        const std::string settings = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n"
                                     "  name: settings\n  namespace: shop\ndata:\n"
                                     "  script: |\n    a\n     ---\n    on: yes\n";
        const auto report = apply("# only a comment\n---\n" + settings
            + "--- # next\napiVersion: v1\nkind: Namespace\nmetadata: {name: other}\n---\n\n");
        QVERIFY2(report, said(report).c_str());
        QCOMPARE(report->total, 2);
        QCOMPARE(report->errorMessage, std::string());
        QCOMPARE(report->changed, 0); // the fake's versions never change
        QCOMPARE(m_api.line(0), std::string("GET /api/v1"));
        QCOMPARE(m_api.line(2), "PATCH " + kConfigMap + "?fieldManager=binnacle&force=true");
        QCOMPARE(m_api.requests[2].contentType, std::string("application/apply-patch+yaml"));
        QCOMPARE(m_api.requests[2].body.substr(1), settings);
        QCOMPARE(m_api.line(4),
            std::string("PATCH /api/v1/namespaces/other?fieldManager=binnacle&force=true"));
    }

    void anObjectWithoutANamespaceGoesWhereTheCommandSays()
    {
        const std::string text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}";
        QVERIFY(ManifestApply(m_api).apply(text, "shop", {})->errorMessage.empty());
        const auto elsewhere = ManifestApply(m_api).apply(text, "", {});
        QCOMPARE(m_api.line(m_api.requests.size() - 1),
            std::string("PATCH /api/v1/namespaces/default/configmaps/settings"
                        "?fieldManager=binnacle&force=true"));
        QVERIFY(!elsewhere->errorMessage.empty());
    }

    void aDocumentThatIsRefusedDoesNotHoldUpTheOthers()
    {
        const auto report = apply(
            "apiVersion: v1\nkind: Unicorn\nmetadata: {name: u}\n---\n"
            "apiVersion: nope/v9\nkind: X\nmetadata: {name: x}\n---\n"
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ../x, namespace: shop}\n---\n"
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: shop}");
        QVERIFY(report);
        QCOMPARE(report->total, 4);
        const QString told = QString::fromStdString(report->errorMessage);
        QCOMPARE(told.count(QLatin1Char('\n')), 2);
        QVERIFY2(told.contains(QStringLiteral("no kind \"Unicorn\" in v1")), qPrintable(told));
        QVERIFY2(told.contains(QStringLiteral("no nope/v9")), qPrintable(told));
        QCOMPARE(m_api.requests.back().method, std::string("PATCH"));
    }

    void whatIsNotUnderstoodAppliesNothing_data()
    {
        QTest::addColumn<QByteArray>("second");
        QTest::newRow("broken") << QByteArray("a: [");
        QTest::newRow("no object") << QByteArray("- a\n- b");
        QTest::newRow("no kind") << QByteArray("apiVersion: v1\nmetadata: {name: x}");
        QTest::newRow("no name") << QByteArray("apiVersion: v1\nkind: Pod\nmetadata: {}");
        QTest::newRow("generated name")
            << QByteArray("apiVersion: v1\nkind: Pod\nmetadata: {generateName: x-}");
        QTest::newRow("list") << QByteArray("apiVersion: v1\nkind: List\nitems: []");
        QTest::newRow("twice") << QByteArray("kind: Pod\nkind: Pod");
        QTest::newRow("two in one") << QByteArray("kind: a\n...\nkind: b");
    }
    void whatIsNotUnderstoodAppliesNothing()
    {
        QFETCH(QByteArray, second);
        const auto report = apply("apiVersion: v1\nkind: ConfigMap\n"
                                  "metadata: {name: settings, namespace: shop}\n---\n"
            + second.toStdString());
        QVERIFY(!report);
        QVERIFY2(said(report).starts_with("document 2"), said(report).c_str());
        QVERIFY(m_api.requests.empty());
    }

    void nothingAtAllIsAMistake()
    {
        QVERIFY(!apply(""));
        QVERIFY(!apply("---\n---\n# nothing\n"));
    }

    void theCommandTellsWhatWasDoneAndWhatWasNot()
    {
        const FakeClock clock;
        const auto outcome
            = CommandRunner(clock, m_api)
                  .run(
                      {.id = {"id"},
                          .action = "apply_manifests",
                          .params = "{\"manifests\":\"apiVersion: v1\\nkind: ConfigMap\\nmetadata: "
                                    "{name: settings, namespace: shop}\\n---\\napiVersion: v1\\n"
                                    "kind: ConfigMap\\nmetadata: {name: gone, namespace: shop}\"}"},
                      {});
        QVERIFY(!outcome.success);
        QCOMPARE(outcome.output,
            std::string("{\"resourceTotal\":2,\"resourceChanged\":0,\"errorMessage\":"
                        "\"ConfigMap \\\"gone\\\": "
                        "/api/v1/namespaces/shop/configmaps/gone not found\"}"));
        QVERIFY(outcome.error.starts_with("ConfigMap \"gone\": "));
    }

private:
    Result<ApplyReport> apply(const std::string &text)
    {
        return ManifestApply(m_api).apply(text, "", {});
    }

    FakeTransport m_api;
};

QTEST_APPLESS_MAIN(TestManifestApply)
#include "tst_manifest_apply.moc"
