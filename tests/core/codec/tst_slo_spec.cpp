#include "core/codec/slo_spec.h"
#include "tests/support/corpus.h"

#include <QDir>
#include <QTest>

#include <algorithm>

using namespace binnacle;
using namespace binnacle::codec;

namespace {

bool mentions(const std::vector<std::string> &notes, std::string_view text)
{
    return std::ranges::any_of(
        notes, [text](const std::string &note) { return note.find(text) != std::string::npos; });
}

SloSpecs read(const std::string &path)
{
    auto specs = readSloSpecs(test::readFile(path));
    if (!specs)
        qFatal("%s: %s", path.c_str(), specs.error().message.c_str());
    return *std::move(specs);
}

} // namespace

class TestSloSpec : public QObject
{
    Q_OBJECT

private slots:
    void readsEveryOpenSloFileOfTheCorpus()
    {
        const auto folder = test::corpusPath("slo/openslo");
        if (!folder)
            QSKIP(test::kNoCorpus);
        const QDir files(QString::fromStdString(*folder));
        QVERIFY(files.entryList({QStringLiteral("*.yaml")}).size() >= 5);
        for (const QString &name : files.entryList({QStringLiteral("*.yaml")})) {
            const SloSpecs specs = read(files.filePath(name).toStdString());
            QVERIFY2(!specs.specs.empty() || !specs.notes.empty(), qPrintable(name));
            for (const SloSpec &spec : specs.specs)
                QVERIFY(spec.objective > 0 && spec.objective <= 100);
        }
        const SloSpecs search = read(*folder + "/budgeting-method__occurences-slo.yaml");
        QCOMPARE(search.specs.size(), std::size_t{1});
        const SloSpec &spec = search.specs.front();
        QCOMPARE(spec.name, std::string("web-shop-search-slo"));
        QCOMPARE(spec.service, std::string("web-shop"));
        QCOMPARE(spec.objective, 99.0);
        QCOMPARE(spec.p95Latency, 500);
        QCOMPARE(spec.windowText, std::string("2w"));
        QCOMPARE(spec.window, SloWindow::SevenDays);
        QVERIFY(mentions(spec.notes, "2w: 7d is the nearest"));
        QVERIFY(mentions(spec.notes, "95th percentile"));
        QVERIFY(mentions(read(*folder + "/spec-readme-01.yaml").notes, "kind \"DataSource | SLO"));
        QVERIFY(mentions(
            read(*folder + "/spec-readme-02.yaml").notes, "DataSource string: not needed"));
        QVERIFY(mentions(read(*folder + "/spec-readme-04.yaml").notes, "no objectives"));
    }

    void readsEverySlothFileOfTheCorpus()
    {
        const auto folder = test::corpusPath("slo/sloth/spec");
        if (!folder)
            QSKIP(test::kNoCorpus);
        const SloSpec started = read(*folder + "/getting-started.yml").specs.at(0);
        QCOMPARE(started.name, std::string("myservice-requests-availability"));
        QCOMPARE(started.objective, 99.9);
        QCOMPARE(started.window, SloWindow::ThirtyDays);
        QCOMPARE(started.hostHint, std::string("myservice"));
        QVERIFY(started.errorQuery.find("429") != std::string::npos);
        QVERIFY(started.notes.empty());
        const SloSpec quiet = read(*folder + "/no-alerts.yml").specs.at(0);
        QCOMPARE(quiet.objective, 99.99);
        QVERIFY(mentions(quiet.notes, "alerts are disabled"));
        const SloSpec open = read(*folder + "/openslo-getting-started.yml").specs.at(0);
        QCOMPARE(open.objective, 99.9);
        QCOMPARE(open.windowText, std::string("30 Day"));
        QCOMPARE(open.window, SloWindow::ThirtyDays);
        QVERIFY(open.errorQuery.find(") - (") != std::string::npos);
    }

    void exportedTargetsReadBackTheSame()
    {
        std::vector<SloTarget> targets;
        for (const double availability : {99.9, 99.95, 99.999, 95.0, 100.0, 33.333333}) {
            SloTarget target = defaultTarget(SloWindow::SevenDays);
            target.cluster.value = "prod";
            target.host = targets.empty() ? "shop/checkout"
                                          : "ümlaut: \"#" + std::to_string(targets.size());
            target.availability = availability;
            target.p95Latency = 123 + static_cast<int>(targets.size());
            targets.push_back(target);
        }
        const auto specs = readSloSpecs(writeOpenSlo(targets));
        QVERIFY2(specs, specs ? "" : specs.error().message.c_str());
        QCOMPARE(specs->specs.size(), targets.size());
        for (std::size_t i = 0; i < targets.size(); ++i) {
            QCOMPARE(specs->specs[i].hostHint, targets[i].host);
            QCOMPARE(specs->specs[i].objective, targets[i].availability);
            QCOMPARE(specs->specs[i].p95Latency, targets[i].p95Latency);
            QCOMPARE(specs->specs[i].window, targets[i].window);
            QVERIFY(specs->specs[i].errorQuery.empty());
        }
        QVERIFY(writeOpenSlo({}).empty());
    }

    void readsIndicatorsOfOtherDocuments()
    {
        const auto specs = readSloSpecs(R"(apiVersion: openslo/v1
kind: SLI
metadata: {name: errors}
spec:
  ratioMetric:
    counter: true
    bad: {metricSource: {type: Prometheus, spec: {query: 'sum(rate(r{host="shop.example.com",code=~"5.."}[{{.window}}]))'}}}
    total: {metricSource: {type: Prometheus, spec: {query: 'sum(rate(r{host="shop.example.com"}[{{.window}}]))'}}}
---
apiVersion: openslo/v1
kind: SLO
metadata: {name: shop}
spec:
  service: web
  indicatorRef: errors
  timeWindow: [{duration: 1M, calendar: {startTime: 2020-01-01 00:00:00, timeZone: UTC}}]
  budgetingMethod: Timeslices
  objectives:
  - {displayName: good, targetPercent: 99.5}
  - {displayName: better, target: 0.9999, indicatorRef: nowhere}
  alertPolicies: [page]
)");
        QVERIFY(specs);
        QCOMPARE(specs->specs.size(), std::size_t{2});
        const SloSpec &first = specs->specs[0];
        QCOMPARE(first.name, std::string("web-shop-0"));
        QCOMPARE(first.objective, 99.5);
        QCOMPARE(first.hostHint, std::string("shop.example.com"));
        QCOMPARE(first.window, SloWindow::ThirtyDays);
        QVERIFY(mentions(first.notes, "calendar"));
        QVERIFY(mentions(first.notes, "Timeslices"));
        QVERIFY(mentions(first.notes, "alert policies"));
        QCOMPARE(specs->specs[1].objective, 99.99);
        QVERIFY(mentions(specs->specs[1].notes, "nowhere is not in this file"));
        QVERIFY(mentions(specs->notes, "SLI errors"));
    }

    void readsSlothsKubernetesObjects()
    {
        const auto specs = readSloSpecs(R"(apiVersion: sloth.slok.dev/v1
kind: PrometheusServiceLevel
metadata: {name: x, namespace: monitoring}
spec:
  service: checkout
  slos:
  - name: fast
    objective: 95
    sli:
      events:
        errorQuery: sum(rate(t{namespace="shop",deployment="checkout"}[{{.window}}])) - sum(rate(t_seconds_bucket{namespace="shop",deployment="checkout",le="0.3"}[{{.window}}]))
        totalQuery: sum(rate(t{namespace="shop",deployment="checkout"}[{{.window}}]))
  - {name: ratio, objective: 99, sli: {raw: {errorRatioQuery: 'x{service="shop-web-80@kubernetes"}'}}}
  - {name: plugged, objective: 99, sli: {plugin: {id: sloth-common/x}}}
)");
        QVERIFY(specs);
        QCOMPARE(specs->specs.size(), std::size_t{3});
        QCOMPARE(specs->specs[0].hostHint, std::string("shop/checkout"));
        QCOMPARE(specs->specs[0].p95Latency, 300);
        QCOMPARE(specs->specs[1].hostHint, std::string("shop-web-80"));
        QVERIFY(specs->specs[1].totalQuery.empty());
        QVERIFY(mentions(specs->specs[1].notes, "ratio of errors"));
        QVERIFY(mentions(specs->specs[1].notes, "no {{.window}}"));
        QVERIFY(mentions(specs->specs[2].notes, "sloth-common/x"));
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QByteArray>("reason");
        const QByteArray slo = "apiVersion: openslo/v1\nkind: SLO\nmetadata: {name: a}\nspec: ";
        const QByteArray sloth = "version: prometheus/v1\nservice: s\nslos: ";
        QTest::newRow("no spec at all") << QByteArray("a: b") << QByteArray("apiVersion: neither");
        QTest::newRow("a list") << QByteArray("[1, 2]") << QByteArray("apiVersion: neither");
        QTest::newRow("nothing") << QByteArray() << QByteArray("apiVersion: neither");
        QTest::newRow("target over 1")
            << slo + "{objectives: [{target: 99.9}]}" << QByteArray("a: objectives[0].target");
        QTest::newRow("target NaN")
            << slo + "{objectives: [{target: .nan}]}" << QByteArray("objectives[0].target");
        QTest::newRow("percent 0")
            << slo + "{objectives: [{targetPercent: 0}]}" << QByteArray("targetPercent");
        QTest::newRow("target no number")
            << slo + "{objectives: [{target: [1]}]}" << QByteArray("objectives[0].target");
        QTest::newRow("no name") << QByteArray("apiVersion: openslo/v1\nkind: SLO\n")
                                 << QByteArray("metadata.name");
        QTest::newRow("no service")
            << QByteArray("version: prometheus/v1\nslos: []") << QByteArray("service");
        QTest::newRow("no SLO name") << sloth + "[{objective: 99}]" << QByteArray("slos[0].name");
        QTest::newRow("objective 101")
            << sloth + "[{name: x, objective: 101}]" << QByteArray("x: slos[0].objective");
        QTest::newRow("no objective") << sloth + "[{name: x}]" << QByteArray("slos[0].objective");
    }

    void saysWhatIsWrong()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QByteArray, reason);
        const auto specs = readSloSpecs(yaml.toStdString());
        QVERIFY(!specs);
        QCOMPARE(specs.error().code, ErrorCode::InvalidArgument);
        QVERIFY2(specs.error().message.find(reason.toStdString()) != std::string::npos,
            specs.error().message.c_str());
    }

    void namesDocumentsItDoesNotRead()
    {
        const auto specs = readSloSpecs("apiVersion: openslo/v9\nkind: SLO\n---\nfoo: bar\n---\n"
                                        "---\napiVersion: openslo/v1\nkind: Service\n"
                                        "metadata: {name: \"web\\nshop\"}\n");
        QVERIFY(specs);
        QVERIFY(specs->specs.empty());
        QCOMPARE(specs->notes.size(), std::size_t{3});
        QVERIFY(mentions(specs->notes, "document 1: \"openslo/v9\""));
        QVERIFY(mentions(specs->notes, "document 2: neither"));
        QVERIFY(mentions(specs->notes, "Service web shop: not needed"));
    }

    void windowsBecomeTheNearestOfOurs_data()
    {
        QTest::addColumn<QByteArray>("duration");
        QTest::addColumn<QByteArray>("window");
        const auto row = [](const char *duration, const char *window) {
            QTest::newRow(duration) << QByteArray(duration) << QByteArray(window);
        };
        row("1h", "1d");
        row("1d", "1d");
        row("2d", "1d");
        row("3d", "7d");
        row("1w", "7d");
        row("14d", "7d");
        row("28d", "30d");
        row("4w", "30d");
        row("1M", "30d");
        row("1Q", "30d");
        row("1Y", "30d");
        row("soon", "30d");
        row("0d", "30d");
        row("-3d", "30d");
    }

    void windowsBecomeTheNearestOfOurs()
    {
        QFETCH(QByteArray, duration);
        QFETCH(QByteArray, window);
        const auto specs
            = readSloSpecs("apiVersion: openslo/v1\nkind: SLO\nmetadata: {name: a}\n"
                           "spec: {objectives: [{target: 0.9}], timeWindow: [{duration: "
                + duration.toStdString() + "}]}");
        QVERIFY(specs);
        const SloSpec &spec = specs->specs.at(0);
        QCOMPARE(std::string(sloWindowName(spec.window)), window.toStdString());
        QCOMPARE(spec.windowText, duration.toStdString());
        const bool isExact = duration == "1d" || duration == "1w" || duration == "1M";
        QCOMPARE(mentions(spec.notes, "time window"), !isExact);
    }
};

QTEST_APPLESS_MAIN(TestSloSpec)
#include "tst_slo_spec.moc"
