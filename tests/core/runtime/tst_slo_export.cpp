#include "core/codec/slo_spec.h"
#include "core/runtime/console/slo_export.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <sstream>

using namespace binnacle;
using namespace binnacle::runtime;
using namespace Qt::Literals::StringLiterals;

namespace {

SloRow row(SloSubject subject, double availability, int p95Latency)
{
    subject.cluster = {"prod"};
    SloRow row{.subject = subject,
        .target = {.cluster = {"prod"},
            .host = subject.text(),
            .window = SloWindow::SevenDays,
            .availability = availability,
            .p95Latency = p95Latency}};
    if (subject.kind != SloSubject::Kind::Domain)
        row.target.type = SloTargetType::Service;
    return row;
}

// A domain with traffic, a service without, an edge with a name that a spreadsheet would evaluate.
SloBoard board()
{
    SloBoard board{.range = {fromEpochMs(1'700'000'000'000), fromEpochMs(1'700'604'800'000)}};
    SloRow domain = row({.domain = "shop.example.com"}, 99.9, 300);
    domain.status = SloStatus::Critical;
    domain.routes = {{.domain = "shop.example.com", .serviceKey = "shop-web-80"},
        {.domain = "shop.example.com", .pathPrefix = "/pay", .serviceKey = "pay.v2-web-80"}};
    domain.current = {.range = board.range, .covered = board.range.length() / 2};
    domain.current.traffic.requests = 1'000;
    domain.current.traffic.errors = 3;
    domain.current.traffic.latency = LatencyHistogram::fromCumulative({100}, {1'000}, 1'000);
    domain.budgetRemaining = -100;
    domain.burnOneHour = 14.5;
    SloRow service = row(
        {.kind = SloSubject::Kind::Service, .key = TrafficKey::of(ServiceRef{"shop", "checkout"})},
        99, 250);
    SloRow edge = row({.kind = SloSubject::Kind::Edge,
                          .key = TrafficKey::of(EdgeRef{{"=shop", "cart"}, {"data", "redis"}})},
        99.5, 100);
    board.rows = {domain, service, edge};
    return board;
}

QStringList lines(const std::string &text)
{
    return QString::fromStdString(text).split(u'\n', Qt::SkipEmptyParts);
}

} // namespace

class TestSloExport : public QObject
{
    Q_OBJECT

private slots:
    void theTableHasANumberOrNothing()
    {
        const QStringList rows = lines(exportBoard(board(), console::SpecFormat::Csv));
        QCOMPARE(rows.size(), 4);
        const QStringList names = rows[0].trimmed().split(u',');
        const auto cell = [&](int at, const QString &name) {
            return rows[at].trimmed().split(u',').at(names.indexOf(name));
        };
        QCOMPARE(cell(1, u"subject"_s), u"shop.example.com"_s);
        QCOMPARE(cell(1, u"status"_s), u"critical"_s);
        QCOMPARE(cell(1, u"window"_s), u"7d"_s);
        QCOMPARE(cell(1, u"target_percent"_s), u"99.9"_s);
        QCOMPARE(cell(1, u"availability_percent"_s).toDouble(), 99.7);
        QCOMPARE(cell(1, u"budget_remaining_percent"_s), u"-100"_s);
        QCOMPARE(cell(1, u"burn_1h"_s), u"14.5"_s);
        QCOMPARE(cell(1, u"p95_ms"_s), u"95"_s);
        QCOMPARE(cell(1, u"requests"_s), u"1000"_s);
        QCOMPARE(cell(1, u"errors"_s), u"3"_s);
        QCOMPARE(cell(1, u"coverage"_s), u"0.5"_s);
        // No traffic: nothing, never 0 or 100 per cent.
        for (const char *name :
            {"availability_percent", "budget_remaining_percent", "burn_1h", "p50_ms", "p99_ms"})
            QCOMPARE(cell(2, QString::fromLatin1(name)), QString());
        QCOMPARE(cell(2, u"requests"_s), u"0"_s);
    }

    void theTableIsNeutralInASpreadsheet()
    {
        const QStringList rows = lines(exportBoard(board(), console::SpecFormat::Csv));
        QVERIFY2(rows[3].contains(u"'=shop/cart"_s), qPrintable(rows[3]));
    }

    void theJsonIsExact()
    {
        const auto json = QJsonDocument::fromJson(
            QByteArray::fromStdString(exportBoard(board(), console::SpecFormat::Json)));
        const QJsonArray all = json.object()[u"objectives"].toArray();
        QCOMPARE(all.size(), 3);
        QCOMPARE(all[0][u"availability"].toDouble(), 99.7);
        QCOMPARE(all[0][u"errorBudgetRemaining"].toDouble(), -100.0);
        QVERIFY(all[1][u"availability"].isNull());
        QVERIFY(all[1][u"p95Latency"].isNull());
        QCOMPARE(all[2][u"subject"].toString(), u"=shop/cart → data/redis"_s);
        QCOMPARE(json.object()[u"from"].toString(), u"2023-11-14T22:13:20Z"_s);
    }

    void openSloComesBackAsItWentOut()
    {
        const auto specs = codec::readSloSpecs(exportBoard(board(), console::SpecFormat::OpenSlo));
        QVERIFY2(specs, specs ? "" : specs.error().message.c_str());
        QCOMPARE(specs->specs.size(), 3U);
        QCOMPARE(specs->specs[0].hostHint, std::string("shop.example.com"));
        QCOMPARE(specs->specs[0].objective, 99.9);
        QCOMPARE(specs->specs[0].window, SloWindow::SevenDays);
        QCOMPARE(specs->specs[0].p95Latency, 300);
        QCOMPARE(specs->specs[1].hostHint, std::string("shop/checkout"));
    }

    // Contract 02 §2.3 has the names of the series.
    void rulesAskForTheSeriesOfTheSubject()
    {
        const std::string rules = exportBoard(board(), console::SpecFormat::PrometheusRules);
        const auto asks
            = [&](const std::string &part) { return rules.find(part) != std::string::npos; };
        QVERIFY(asks("traefik_service_requests_total"));
        QVERIFY2(asks(R"(pay\\.v2-web-80@.*|shop-web-80@.*)")
                || asks(R"(pay\\\\.v2-web-80@.*|shop-web-80@.*)"),
            rules.c_str());
        QVERIFY(asks("direction=\\\"inbound\\\",namespace=\\\"shop\\\",deployment=\\\"checkout\\\"")
            || asks("direction=\"inbound\",namespace=\"shop\",deployment=\"checkout\""));
        QVERIFY(asks("dst_namespace=\\\"data\\\",dst_deployment=\\\"redis\\\"")
            || asks("dst_namespace=\"data\",dst_deployment=\"redis\""));
    }

    void anEmptyBoardIsAnEmptyDocument()
    {
        const SloBoard none{.range = board().range};
        QCOMPARE(lines(exportBoard(none, console::SpecFormat::Csv)).size(), 1);
        QCOMPARE(
            exportBoard(none, console::SpecFormat::PrometheusRules), std::string("groups: []\n"));
        QVERIFY(QJsonDocument::fromJson(
            QByteArray::fromStdString(exportBoard(none, console::SpecFormat::Json)))
                    .isObject());
    }
};

QTEST_APPLESS_MAIN(TestSloExport)
#include "tst_slo_export.moc"
