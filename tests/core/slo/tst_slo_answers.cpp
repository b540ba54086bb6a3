#include "core/slo/slo_answers.h"
#include "tests/core/slo/slo_fixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace binnacle;
using namespace binnacle::test;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

constexpr Timestamp kNow = fromEpochMs(1'700'000'016'000);
const std::string kKey = "shop-shop-api-8080";

QJsonDocument parsed(const Result<std::string> &answer)
{
    if (!answer)
        qFatal("answer: %s", answer.error().message.c_str());
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(*answer), &error);
    if (error.error != QJsonParseError::NoError)
        qFatal("answer is not JSON: %s", answer->c_str());
    return document;
}

// As the worked example prints it.
double rounded(const QJsonValue &value, int digits)
{
    if (!value.isDouble())
        qFatal("not a number");
    const double scale = std::pow(10, digits);
    return std::round(value.toDouble() * scale) / scale;
}

slo::AnswerQuery query(std::string timeRange = {})
{
    return {.cluster = kProd, .timeRange = std::move(timeRange), .now = kNow};
}

QJsonObject domains(SloFixture &store)
{
    return parsed(store.read([](store::Connection &connection) {
        return slo::answerDomains(connection, query());
    })).object();
}

// [{"le":100,"count":85}] as pairs; +Inf is -1.
std::vector<std::pair<double, double>> bucketsOf(const QJsonValue &value)
{
    std::vector<std::pair<double, double>> buckets;
    for (const QJsonValue bucket : value.toArray())
        buckets.emplace_back(bucket[u"le"].toDouble(-1), bucket[u"count"].toDouble());
    return buckets;
}

using Buckets = std::vector<std::pair<double, double>>;

} // namespace

class TestSloAnswers : public QObject
{
    Q_OBJECT

private slots:
    void domainsHaveTheNumbersOfTheContract()
    {
        SloFixture store;
        store.insert({workedExample()});
        const QJsonObject answer = domains(store);
        const QJsonObject domain = answer[u"domains"][0].toObject();
        QCOMPARE(domain[u"domain"].toString(), QStringLiteral("shop.example.com"));
        QCOMPARE(domain[u"tls"].toBool(), true);
        QCOMPARE(domain[u"status"].toString(), QStringLiteral("critical"));
        QCOMPARE(rounded(domain[u"errorBudgetRemaining"], 1), -66.7);
        QCOMPARE(domain[u"trend"].toString(), QStringLiteral("stable"));
        QCOMPARE(domain[u"targets"].toObject().keys(), QStringList{QStringLiteral("1d")});
        QCOMPARE(domain[u"targets"][u"1d"][u"availability"].toDouble(), 95.0);
        QCOMPARE(domain[u"targets"][u"1d"][u"p95Latency"].toInt(), 300);
        QVERIFY(domain.contains(QLatin1String("previous")));
        QVERIFY(domain[u"previous"].isNull());

        const QJsonValue summary = domain[u"summary"];
        QCOMPARE(rounded(summary[u"availability"], 2), 91.67);
        QCOMPARE(rounded(summary[u"p50Latency"], 0), 71.0);
        QCOMPARE(rounded(summary[u"p50Latency"], 3), 70.588);
        QCOMPARE(rounded(summary[u"p95Latency"], 0), 1020.0);
        QCOMPARE(rounded(summary[u"p99Latency"], 0), 3480.0);
        QCOMPARE(rounded(summary[u"avgLatency"], 3), 145.833);
        QCOMPARE(rounded(summary[u"errorRate"], 2), 8.33);
        QCOMPARE(rounded(summary[u"requestsPerSec"], 1), 8.0);
        QCOMPARE(summary[u"totalRequests"].toInt(), 120);
    }

    void theirServicesHaveTheNumbersOfTheContract()
    {
        SloFixture store;
        store.insert({workedExample()});
        const QJsonObject answer = domains(store);
        const QJsonObject service = answer[u"domains"][0][u"services"][0].toObject();
        QCOMPARE(service[u"serviceKey"].toString(), QStringLiteral("shop-shop-api-8080"));
        QCOMPARE(service[u"serviceName"].toString(), QStringLiteral("shop-api"));
        QCOMPARE(service[u"servicePort"].toInt(), 8080);
        QCOMPARE(service[u"namespace"].toString(), QStringLiteral("shop"));
        QCOMPARE(service[u"paths"].toArray(), QJsonArray{QStringLiteral("/")});
        QCOMPARE(service[u"ingressName"].toString(), QStringLiteral("shop-web"));
        QCOMPARE(rounded(service[u"current"][u"availability"], 2), 91.67);
        QVERIFY(service[u"previous"].isNull());
        QVERIFY(service[u"targets"].toObject().isEmpty());
        QCOMPARE(service[u"status"].toString(), QStringLiteral("critical"));
        QCOMPARE(rounded(service[u"errorBudgetRemaining"], 1), -66.7);
        QCOMPARE(bucketsOf(service[u"latencyDistribution"]),
            (Buckets{{100, 85}, {300, 102}, {1200, 117}, {5000, 120}, {-1, 120}}));
        QCOMPARE(service[u"latencyDistribution"][4][u"leLabel"].toString(), QStringLiteral("+Inf"));
        QCOMPARE(service[u"requestBreakdown"].toArray().size(), 1);
        QCOMPARE(service[u"requestBreakdown"][0][u"method"].toString(), QStringLiteral("GET"));
        QCOMPARE(service[u"requestBreakdown"][0][u"count"].toInt(), 120);
        QCOMPARE(service[u"requestBreakdown"][0][u"errorCount"].toInt(), 10);
        QCOMPARE(service[u"statusCodeBreakdown"].toArray().size(), 2);
        QCOMPARE(service[u"statusCodeBreakdown"][0][u"code"].toString(), QStringLiteral("2xx"));
        QCOMPARE(service[u"statusCodeBreakdown"][0][u"count"].toInt(), 110);
        QCOMPARE(service[u"statusCodeBreakdown"][1][u"code"].toString(), QStringLiteral("5xx"));
        QCOMPARE(service[u"statusCodeBreakdown"][1][u"count"].toInt(), 10);
        QCOMPARE(
            service[u"backendServiceIds"].toArray(), QJsonArray{QStringLiteral("shop/shop-api")});

        const QJsonValue summary = answer[u"summary"];
        QCOMPARE(summary[u"totalServices"].toInt(), 1);
        QCOMPARE(summary[u"totalDomains"].toInt(), 1);
        QCOMPARE(summary[u"healthyCount"].toInt(), 0);
        QCOMPARE(summary[u"criticalCount"].toInt(), 1);
        QCOMPARE(rounded(summary[u"avgAvailability"], 2), 91.67);
        QCOMPARE(rounded(summary[u"avgErrorBudget"], 1), -66.7);
        QCOMPARE(rounded(summary[u"totalRps"], 1), 8.0);
    }

    void aServiceHasTheNumbersOfTheContract()
    {
        SloFixture store;
        store.insert({workedExample()});
        const QJsonObject node = parsed(store.read([](store::Connection &connection) {
            return slo::answerService(connection, query(), {"shop", "shop-api"});
        })).object();
        QCOMPARE(node[u"id"].toString(), QStringLiteral("shop/shop-api"));
        QCOMPARE(node[u"namespace"].toString(), QStringLiteral("shop"));
        QCOMPARE(rounded(node[u"rps"], 3), 8.667);
        QCOMPARE(rounded(node[u"avgLatency"], 3), 53.308);
        QCOMPARE(rounded(node[u"p50Latency"], 3), 8.967);
        QCOMPARE(rounded(node[u"p95Latency"], 1), 360.0);
        QCOMPARE(rounded(node[u"p99Latency"], 0), 500.0);
        QCOMPARE(rounded(node[u"errorRate"], 2), 7.69);
        QCOMPARE(rounded(node[u"availability"], 4), 92.3077);
        QCOMPARE(node[u"status"].toString(), QStringLiteral("critical"));
        QCOMPARE(node[u"mtlsPercent"].toDouble(), 100.0);
        QCOMPARE(node[u"mtlsEnabled"].toBool(), true);
        QCOMPARE(node[u"totalRequests"].toInt(), 130);
        const Buckets buckets{{1, 11}, {10, 72}, {50, 107}, {100, 117}, {500, 127}, {-1, 130}};
        QCOMPARE(bucketsOf(node[u"latencyDistribution"]), buckets);
        QCOMPARE(bucketsOf(node[u"latencyBuckets"]), buckets);
        QCOMPARE(node[u"statusCodeBreakdown"][0][u"count"].toInt(), 120);
        QCOMPARE(node[u"statusCodes"][0][u"code"].toString(), QStringLiteral("200"));
        QCOMPARE(node[u"statusCodes"][0][u"count"].toInt(), 120);
        QCOMPARE(node[u"statusCodes"][1][u"code"].toString(), QStringLiteral("503"));

        QVERIFY(node[u"upstreams"].toArray().isEmpty());
        QCOMPARE(node[u"downstreams"].toArray().size(), 1);
        const QJsonValue edge = node[u"downstreams"][0];
        QCOMPARE(edge[u"target"].toString(), QStringLiteral("data/shop-db-proxy"));
        QCOMPARE(rounded(edge[u"rps"], 2), 4.27);
        QCOMPARE(rounded(edge[u"avgLatency"], 1), 30.0);
        QCOMPARE(rounded(edge[u"errorRate"], 2), 6.25);
        QCOMPARE(edge[u"requests"].toInt(), 64);

        const QJsonArray history = node[u"history"].toArray();
        QCOMPARE(history.size(), 60);
        QCOMPARE(rounded(history.last()[u"availability"], 4), 92.3077);
        QVERIFY(history.first()[u"availability"].isNull());
    }

    void aServiceThatOnlyCallersSawIsFoundWithoutNumbers()
    {
        SloFixture store;
        store.insert({workedExample()});
        const QJsonObject node = parsed(store.read([](store::Connection &connection) {
            return slo::answerService(connection, query(), {"data", "shop-db-proxy"});
        })).object();
        QCOMPARE(node[u"status"].toString(), QStringLiteral("unknown"));
        QVERIFY(node[u"availability"].isNull());
        QCOMPARE(node[u"upstreams"][0][u"source"].toString(), QStringLiteral("shop/shop-api"));
    }

    void whatDoesNotExistIsSaidSo()
    {
        SloFixture store;
        store.insert({workedExample()});
        const auto ask = [&store](const ServiceRef &service, const std::string &timeRange) {
            return store.read([&](store::Connection &connection) {
                return slo::answerService(connection, query(timeRange), service);
            });
        };
        QCOMPARE(ask({"shop", "nobody"}, {}).error().code, ErrorCode::NotFound);
        QCOMPARE(ask({"shop", "nobody"}, {}).error().message, std::string("service not found"));
        QCOMPARE(ask({"", "shop-api"}, {}).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(ask({"shop", ""}, {}).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(ask({"shop", "shop-api"}, "2h").error().code, ErrorCode::InvalidArgument);
        const auto host = [&store](const std::string &name) {
            return store.read([&](store::Connection &connection) {
                return slo::answerDomain(connection, query(), name);
            });
        };
        QCOMPARE(host("nobody").error().code, ErrorCode::NotFound);
        QCOMPARE(host("").error().code, ErrorCode::InvalidArgument);
    }

    void aDomainIsFoundByNameAndByServiceKey()
    {
        SloFixture store;
        store.insert({workedExample()});
        for (const std::string &host : {std::string("shop.example.com"), kKey}) {
            const QJsonObject domain = parsed(store.read([&](store::Connection &connection) {
                return slo::answerDomain(connection, query(), host);
            })).object();
            QCOMPARE(domain[u"domain"].toString(), QStringLiteral("shop.example.com"));
            QCOMPARE(domain[u"summary"][u"totalRequests"].toInt(), 120);
        }
    }

    void servicesOfADomainKeepTheirOwnNumbersAndTargets()
    {
        SloFixture store;
        SloIncrements example = workedExample();
        example.ingress.push_back(ingress("web", 100, 0));
        example.routes.push_back(route("shop.example.com", "/static", "web", "web"));
        store.insert({example});
        store.putTarget(
            SloTargetType::Ingress, "shop.example.com/static", SloWindow::OneDay, 99.5, 400);
        const QJsonObject answer = domains(store);
        QCOMPARE(answer[u"domains"].toArray().size(), 1);
        const QJsonValue domain = answer[u"domains"][0];
        QCOMPARE(domain[u"summary"][u"totalRequests"].toInt(), 220);
        QCOMPARE(domain[u"services"].toArray().size(), 2);
        QCOMPARE(domain[u"services"][0][u"current"][u"totalRequests"].toInt(), 120);
        QCOMPARE(domain[u"services"][1][u"serviceKey"].toString(), QStringLiteral("web"));
        QCOMPARE(domain[u"services"][1][u"current"][u"totalRequests"].toInt(), 100);
        QCOMPARE(domain[u"services"][1][u"status"].toString(), QStringLiteral("healthy"));
        QCOMPARE(domain[u"services"][1][u"targets"][u"1d"][u"availability"].toDouble(), 99.5);
        QCOMPARE(answer[u"summary"][u"totalServices"].toInt(), 2);
        QCOMPARE(rounded(answer[u"summary"][u"totalRps"], 3), 14.667);
    }

    void withoutTrafficNumbersAreNull()
    {
        SloFixture store;
        SloIncrements example = workedExample();
        example.ingress.clear();
        store.insert({example});
        const QJsonObject answer = domains(store);
        const QJsonValue domain = answer[u"domains"][0];
        QCOMPARE(domain[u"status"].toString(), QStringLiteral("unknown"));
        QVERIFY(domain[u"errorBudgetRemaining"].isNull());
        QVERIFY(domain[u"summary"][u"availability"].isNull());
        QVERIFY(domain[u"summary"][u"p95Latency"].isNull());
        QCOMPARE(domain[u"summary"][u"totalRequests"].toInt(-1), 0);
        QVERIFY(answer[u"summary"][u"avgAvailability"].isNull());
    }

    void theFirstVersionListsServiceKeys()
    {
        SloFixture store;
        store.insert({workedExample()});
        const QJsonObject answer = parsed(store.read([](store::Connection &connection) {
            return slo::answerServiceKeys(connection, query());
        })).object();
        const QJsonValue row = answer[u"domains"][0];
        QCOMPARE(row[u"host"].toString(), QStringLiteral("shop-shop-api-8080"));
        QCOMPARE(row[u"ingressName"].toString(), QStringLiteral("shop-web"));
        QCOMPARE(row[u"namespace"].toString(), QStringLiteral("shop"));
        QVERIFY(row[u"ingressClass"].isNull()); // no snapshot to look it up in
        QCOMPARE(rounded(row[u"current"][u"availability"], 2), 91.67);
        QCOMPARE(row[u"targets"][u"1d"][u"availability"].toDouble(), 95.0);
        QCOMPARE(row[u"status"].toString(), QStringLiteral("critical"));
        QCOMPARE(answer[u"summary"][u"totalServices"].toInt(), 1);
    }

    void historyIsBucketedByTheRangeAndSpansAllServices()
    {
        SloFixture store;
        const Timestamp noon = fromEpochMs(1'700'049'600'000);
        store.putHours("web", noon, 31 * 24, 1'000, 0);
        store.putHours("api", noon, 31 * 24, 1'000, 100);
        store.insert({{.at = noon - seconds{15},
            .bootId = "boot",
            .seq = 1,
            .interval = seconds{15},
            .routes
            = {route("shop.example.com", "/", "web"), route("shop.example.com", "/api", "api")}}});
        const auto ask = [&](const std::string &timeRange) {
            return parsed(store.read([&](store::Connection &connection) {
                return slo::answerDomainHistory(connection,
                    {.cluster = kProd, .timeRange = timeRange, .now = noon}, "shop.example.com");
            })).object();
        };
        const QJsonObject day = ask("1d");
        QCOMPARE(day[u"host"].toString(), QStringLiteral("shop.example.com"));
        QCOMPARE(day[u"history"].toArray().size(), 24);
        QCOMPARE(ask("7d")[u"history"].toArray().size(), 28);
        const QJsonArray month = ask("30d")[u"history"].toArray();
        QCOMPARE(month.size(), 30);
        QCOMPARE(rounded(month[3][u"availability"], 3), 95.0);
        QCOMPARE(rounded(month[3][u"errorBudget"], 2), -66.67); // 5 % failed of 3 %
        QCOMPARE(rounded(month[3][u"rps"], 4), 0.5556);
        QVERIFY(!month[3][u"p95Latency"].isNull());
    }

    // An hour ends within the range, its traffic does not: what the last step tells was counted in
    // a part of it.
    void theLastPointOfAHistoryIsDividedByTheTimeItsTrafficWasCountedIn()
    {
        SloFixture store;
        const Timestamp noon = fromEpochMs(1'700'049'600'000);
        std::vector<SloIncrements> all;
        for (std::uint64_t i = 1; i <= 30; ++i) {
            SloIncrements &one = all.emplace_back();
            one.at = noon + minutes{5} * static_cast<std::int64_t>(i);
            one.bootId = "boot";
            one.seq = i;
            one.interval = minutes{5};
            one.ingress = {ingress("web", 600, 0)};
            one.services = {service({"shop", "shop-api"}, 600, 0)};
            one.routes = {route("shop.example.com", "/", "web")};
        }
        store.insert(all);
        const Timestamp now = noon + hours{2} + minutes{8}; // the next comes in two minutes
        const QJsonObject ofDomain = parsed(store.read([&](store::Connection &connection) {
            return slo::answerDomainHistory(
                connection, {.cluster = kProd, .timeRange = "1d", .now = now}, "shop.example.com");
        })).object();
        QCOMPARE(rounded(ofDomain[u"history"].toArray().last()[u"rps"], 3), 2.0);
        const QJsonObject ofService = parsed(store.read([&](store::Connection &connection) {
            return slo::answerService(connection, {.cluster = kProd, .timeRange = "1d", .now = now},
                {"shop", "shop-api"});
        })).object();
        QCOMPARE(rounded(ofService[u"history"].toArray().last()[u"rps"], 3), 2.0);
    }

    void latencyHasTheNumbersOfTheContract()
    {
        SloFixture store;
        store.insert({workedExample()});
        const QJsonObject answer = parsed(store.read([](store::Connection &connection) {
            return slo::answerDomainLatency(connection, query(), "shop.example.com");
        })).object();
        QCOMPARE(answer[u"totalRequests"].toInt(), 120);
        QCOMPARE(rounded(answer[u"p50LatencyMs"], 3), 70.588);
        QCOMPARE(rounded(answer[u"p95LatencyMs"], 0), 1020.0);
        QCOMPARE(rounded(answer[u"p99LatencyMs"], 0), 3480.0);
        QCOMPARE(rounded(answer[u"avgLatencyMs"], 3), 145.833);
        QCOMPARE(bucketsOf(answer[u"buckets"]).size(), std::size_t{5});
        QCOMPARE(answer[u"methods"][0][u"count"].toInt(), 120);
        QCOMPARE(answer[u"statusCodes"][1][u"code"].toString(), QStringLiteral("503"));
    }

    void targetsAreListedAsStored()
    {
        SloFixture store;
        store.putTarget(SloTargetType::Ingress, "shop.example.com", SloWindow::ThirtyDays, 99.9);
        const QJsonArray answer = parsed(store.read([](store::Connection &connection) {
            return slo::answerTargets(connection, kProd);
        })).array();
        QCOMPARE(answer.size(), 1);
        QCOMPARE(answer[0][u"clusterId"].toString(), QStringLiteral("prod"));
        QCOMPARE(answer[0][u"targetType"].toString(), QStringLiteral("ingress"));
        QCOMPARE(answer[0][u"host"].toString(), QStringLiteral("shop.example.com"));
        QCOMPARE(answer[0][u"timeRange"].toString(), QStringLiteral("30d"));
        QCOMPARE(answer[0][u"availabilityTarget"].toDouble(), 99.9);
        QCOMPARE(answer[0][u"p95LatencyTarget"].toInt(), 1'000);
        QVERIFY(answer[0][u"id"].toInt() > 0);
        QCOMPARE(answer[0][u"createdAt"].toString(), QStringLiteral("2023-11-14T22:13:20Z"));
    }

    void theStatusHistoryIsPagedNewestFirst()
    {
        SloFixture store;
        store.write([](store::WriteContext &context) -> Status {
            for (int i = 0; i < 5; ++i) {
                const Status done = store::insertStatusChange(context,
                    {.cluster = kProd,
                        .host = "web",
                        .from = SloStatus::Healthy,
                        .to = i % 2 == 0 ? SloStatus::Critical : SloStatus::Healthy,
                        .availability = 90.0 + i,
                        .changedAt = kNow - hours{10 - i}});
                if (!done)
                    return done.error();
            }
            return Done{};
        });
        const auto ask = [&store](const slo::HistoryPage &page) {
            return store.read([&](store::Connection &connection) {
                return slo::answerStatusHistory(connection, query(), page);
            });
        };
        const QJsonArray all = parsed(ask({})).array();
        QCOMPARE(all.size(), 5);
        QCOMPARE(all[0][u"availability"].toDouble(), 94.0);
        QCOMPARE(all[0][u"newStatus"].toString(), QStringLiteral("critical"));
        const QJsonArray page = parsed(ask({.host = "web", .limit = 2, .offset = 2})).array();
        QCOMPARE(page.size(), 2);
        QCOMPARE(page[0][u"availability"].toDouble(), 92.0);
        QVERIFY(parsed(ask({.host = "other"})).array().isEmpty());
        QCOMPARE(ask({.limit = 0}).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(ask({.offset = -1}).error().code, ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestSloAnswers)
#include "tst_slo_answers.moc"
