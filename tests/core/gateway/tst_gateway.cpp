#include "core/gateway/gateway.h"
#include "core/gateway/route.h"
#include "core/store/reader_pool.h"
#include "tests/core/gateway/gateway_rig.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace binnacle;
using namespace Qt::Literals::StringLiterals;
using test::GatewayRig;

namespace {

constexpr auto kSnapshot = R"({"clusterId":"prod","fetchedAt":"2026-03-01T09:00:00Z",
"nodes":[{"summary":{"name":"node-1","ready":"True"}}],
"pods":[{"summary":{"name":"web-0","namespace":"shop"},"status":{"phase":"Running"}},
        {"summary":{"name":"web-0","namespace":"pay"},"status":{"phase":"Failed"}},
        {"summary":{"name":"db-0","namespace":"pay"},"status":{"phase":"Running"}}],
"configMaps":[{"name":"flags","namespace":"shop"}]})";

QJsonObject objectOf(const http::ClientResponse &response)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(response.body)).object();
}

void report(runtime::Runtime &runtime, const std::string &cluster, const std::string &snapshot)
{
    http::Client agent("127.0.0.1", runtime.listener()->port());
    const auto answer = agent.send({.method = "POST",
        .target = "/agent/snapshot",
        .headers = {{"Content-Type", "application/json"}, {"X-Cluster-ID", cluster}},
        .body = snapshot});
    if (!answer || answer->status != 200)
        qFatal("the snapshot was refused: %s", answer ? answer->body.c_str() : "no answer");
}

} // namespace

class TestGateway final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_rig = std::make_unique<GatewayRig>();
        report(m_rig->runtime(), "prod", kSnapshot);
        m_admin = m_rig->keyOf(Role::Admin);
        m_viewer = m_rig->keyOf(Role::Viewer);
        QTRY_VERIFY(m_rig->get("/api/v2/clusters/prod", m_admin).status == 200);
    }
    void cleanupTestCase() { m_rig.reset(); }

    void listsArePagedAndTotalsCountAll();
    void aNameInSeveralNamespacesIsAConflict();
    void whatIsOutOfScopeDoesNotExist();
    void aQueryAnswersWithPositionsOfMistakes();
    void whatARouteRefusesAQueryRefusesToo();
    void whatIsKnownIsNotSentTwice();
    void largeAnswersAreCompressed();
    void pagesOfOtherSitesCannotPost();
    void tokensDoNotBelongIntoUrls();
    void injectionsAreTakenLiterally_data();
    void injectionsAreTakenLiterally();
    void aLoginIsAuditedWithoutItsPassword();
    void wrongParametersAreNamed_data();
    void wrongParametersAreNamed();
    void tooManyRequestsAreToldWhenToComeBack();
    void aChangeOfAUserIsAuditedWithWhatItWas();
    void inventedTokensAreOneCaller();
    void numbersOfTheWholeEstateAreForWhoSeesIt();
    void whatAListenerTurnsAwayIsCountedAndTold();
    void completionTellsOnlyWhatTheAskerMaySee();
    void theOverviewCountsEveryWarning();
    void everyGoodExampleHasTheShapeOfTheAnswer();

private:
    std::unique_ptr<GatewayRig> m_rig;
    GatewayRig::Key m_admin;
    GatewayRig::Key m_viewer;
};

void TestGateway::listsArePagedAndTotalsCountAll()
{
    const QJsonObject page = objectOf(m_rig->get("/api/v2/pods?cluster_id=prod&limit=2", m_viewer));
    QCOMPARE(page["total"_L1].toInt(), 3);
    QCOMPARE(page["data"_L1].toArray().size(), 2);
    QCOMPARE(page["data"_L1].toArray()[0].toObject()["namespace"_L1].toString(), u"pay"_s);
    QCOMPARE(m_rig->get("/api/v2/pods?cluster_id=prod&limit=5000", m_viewer).status, 200);
    QCOMPARE(m_rig->get("/api/v2/events?limit=5000", m_viewer).status, 200);
    const QJsonObject beyond
        = objectOf(m_rig->get("/api/v2/pods?clusterId=prod&offset=99", m_viewer));
    QCOMPARE(beyond["total"_L1].toInt(), 3);
    QCOMPARE(beyond["data"_L1].toArray().size(), 0);
    const QJsonObject failed
        = objectOf(m_rig->get("/api/v2/pods?cluster=prod&phase=Failed", m_viewer));
    QCOMPARE(failed["total"_L1].toInt(), 1);
}

void TestGateway::aNameInSeveralNamespacesIsAConflict()
{
    QCOMPARE(m_rig->get("/api/v2/pods/web-0?cluster_id=prod", m_viewer).status, 409);
    QCOMPARE(m_rig->get("/api/v2/pods/web-0?cluster_id=prod&namespace=shop", m_viewer).status, 200);
    QCOMPARE(m_rig->get("/api/v2/pods/db-0?cluster_id=prod", m_viewer).status, 200);
    QCOMPARE(m_rig->get("/api/v2/pods/nope?cluster_id=prod", m_viewer).status, 404);
}

void TestGateway::whatIsOutOfScopeDoesNotExist()
{
    const GatewayRig::Key shop
        = m_rig->keyOf(Role::Operator, {.scope = {.clusters = {{"prod"}}, .namespaces = {"shop"}}});
    const GatewayRig::Key elsewhere
        = m_rig->keyOf(Role::Operator, {.scope = {.clusters = {{"other"}}}});
    QCOMPARE(objectOf(m_rig->get("/api/v2/pods?cluster_id=prod", shop))["total"_L1].toInt(), 1);
    QCOMPARE(m_rig->get("/api/v2/pods/db-0?cluster_id=prod", shop).status, 404);
    QCOMPARE(m_rig->get("/api/v2/pods/web-0?cluster_id=prod", shop).status, 200); // only one for it
    QCOMPARE(m_rig->get("/api/v2/clusters/prod", elsewhere).status, 404);
    QCOMPARE(m_rig->get("/api/v2/pods?cluster_id=prod", elsewhere).status, 404);
    QCOMPARE(objectOf(m_rig->get("/api/v2/clusters", elsewhere))["total"_L1].toInt(), 0);
    const std::string command
        = R"({"clusterId":"prod","action":"restart","targetKind":"Deployment",)"
          R"("targetNamespace":"pay","targetName":"web"})";
    for (const GatewayRig::Key &key : {shop, elsewhere})
        QCOMPARE(
            m_rig->send("POST", "/api/v2/commands", "Bearer " + key.secret, command).status, 404);
}

void TestGateway::aQueryAnswersWithPositionsOfMistakes()
{
    const QJsonObject good = objectOf(
        m_rig->get("/api/v2/query?q=pods.groupby(namespace).count().sort(namespace)", m_viewer));
    QCOMPARE(good["rows"_L1].toArray().size(), 2);
    QCOMPARE(good["rows"_L1].toArray()[0].toArray()[1].toInt(), 2);
    const auto wrong = m_rig->get("/api/v2/query?q=pods.where(phse=Failed)", m_viewer);
    QCOMPARE(wrong.status, 400);
    QCOMPARE(objectOf(wrong)["position"_L1].toInt(), 11);
    QCOMPARE(objectOf(wrong)["suggestion"_L1].toString(), u"phase"_s);
    QCOMPARE(m_rig->get("/api/v2/query?q=secrets", m_viewer).status, 403);
}

void TestGateway::whatARouteRefusesAQueryRefusesToo()
{
    for (const char *source : {"commands", "audit", "secrets"})
        QCOMPARE(
            m_rig->get(std::string("/api/v2/query?q=") + source + ".last(1h)", m_viewer).status,
            403);
    QCOMPARE(m_rig->get("/api/v2/query?q=alerts", m_viewer).status, 200);
    QCOMPARE(m_rig->get("/api/v2/query?q=commands", m_admin).status, 200);
    const auto missing = m_rig->get("/api/v2/query?q=events.during(alert:4711)", m_viewer);
    QCOMPARE(missing.status, 404);
    QCOMPARE(objectOf(missing)["position"_L1].toInt(), 14);
}

void TestGateway::whatIsKnownIsNotSentTwice()
{
    const auto first = m_rig->get("/api/v2/pods?cluster_id=prod&limit=1", m_viewer);
    std::string tag;
    for (const auto &[name, value] : first.headers) {
        if (name == "etag")
            tag = value;
    }
    QVERIFY(!tag.empty());
    const auto again = m_rig->send("GET", "/api/v2/openapi.json", "Bearer " + m_viewer.secret, {},
        {{"If-None-Match", "\"x\", *"}});
    QCOMPARE(again.status, 304);
    QVERIFY(again.body.empty());
}

void TestGateway::largeAnswersAreCompressed()
{
    const auto plain = m_rig->get("/api/v2/openapi.json", m_viewer);
    const auto small = m_rig->send("GET", "/api/v2/openapi.json", "Bearer " + m_viewer.secret, {},
        {{"Accept-Encoding", "br, gzip;q=0.5"}});
    QVERIFY(small.body.size() * 3 < plain.body.size());
    const auto refused = m_rig->send("GET", "/api/v2/openapi.json", "Bearer " + m_viewer.secret, {},
        {{"Accept-Encoding", "*, gzip;q=0"}});
    QCOMPARE(refused.body.size(), plain.body.size());
}

void TestGateway::pagesOfOtherSitesCannotPost()
{
    const std::string bearer = "Bearer " + m_admin.secret;
    const auto form
        = m_rig->send("POST", "/api/v2/user/delete", bearer, {}, {{"Content-Type", "text/plain"}});
    QCOMPARE(form.status, 415);
    const auto foreign
        = m_rig->send("GET", "/api/v2/clusters", bearer, {}, {{"Origin", "http://evil.example"}});
    QCOMPARE(foreign.status, 403);
    for (const auto &[name, value] : foreign.headers)
        QVERIFY(name != "access-control-allow-origin");
}

void TestGateway::tokensDoNotBelongIntoUrls()
{
    QCOMPARE(m_rig->send("GET", "/api/v2/clusters?token=" + m_admin.secret, {}).status, 400);
}

void TestGateway::injectionsAreTakenLiterally_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"' OR 1=1 --", "\"; DROP TABLE users; --",
             "web-0\").limit(9).where(\"", "..%2f..%2fetc%2fpasswd", "%00", "\\\" or name=~\".*",
             "${jndi:ldap://x}", "<script>alert(1)</script>", "a\r\nSet-Cookie: x=1"})
        QTest::newRow(text) << QByteArray(text);
}

void TestGateway::injectionsAreTakenLiterally()
{
    QFETCH(QByteArray, text);
    const std::string encoded = text.toPercentEncoding().toStdString();
    for (const std::string parameter : {"namespace", "node", "phase"}) {
        const auto answer
            = m_rig->get("/api/v2/pods?cluster_id=prod&" + parameter + '=' + encoded, m_viewer);
        QVERIFY2(
            answer.status == 400 || objectOf(answer)["total"_L1].toInt() == 0, answer.body.c_str());
    }
    for (const std::string &target :
        {"/api/v2/pods?cluster_id=" + encoded, "/api/v2/events?cluster_id=prod&reason=" + encoded,
            "/api/v2/pods/" + encoded + "?cluster_id=prod",
            "/api/v2/commands/history?search=" + encoded, "/api/v2/audit/logs?search=" + encoded,
            "/api/v2/settings/" + encoded}) {
        const int status = m_rig->get(target, m_admin).status;
        QVERIFY2(status == 200 || status == 400 || status == 404 || status == 405, target.c_str());
    }
    QCOMPARE(objectOf(m_rig->get("/api/v2/pods?cluster_id=prod", m_viewer))["total"_L1].toInt(), 3);
}

void TestGateway::aLoginIsAuditedWithoutItsPassword()
{
    const NewUser user{.username = "carla"};
    m_rig->keyOf(Role::Operator, user);
    const std::string login = R"({"username":"carla","password":"tram lantern oboe 7"})";
    const auto answer = m_rig->send("POST", "/api/v2/user/login", {}, login);
    QCOMPARE(answer.status, 200);
    const std::string token
        = objectOf(answer)["data"_L1].toObject()["token"_L1].toString().toStdString();
    QCOMPARE(m_rig->send("GET", "/api/v2/user/me", "Bearer " + token).status, 200);
    QCOMPARE(m_rig
                 ->send("POST", "/api/v2/user/login", {},
                     R"({"username":"carla","password":"wrong one entirely"})")
                 .status,
        401);
    const auto audit = m_rig->get("/api/v2/audit/logs?action=login", m_admin);
    QVERIFY(audit.body.find("tram lantern") == std::string::npos);
    QVERIFY(audit.body.find("wrong one") == std::string::npos);
    const QJsonArray rows = objectOf(audit)["data"_L1].toArray();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[1].toObject()["username"_L1].toString(), u"carla"_s);
    QCOMPARE(rows[0].toObject()["success"_L1].toBool(), false);
    QCOMPARE(m_rig->send("POST", "/api/v2/user/logout", "Bearer " + token).status, 200);
    QCOMPARE(m_rig->send("GET", "/api/v2/user/me", "Bearer " + token).status, 401);
    QVERIFY(objectOf(m_rig->get("/api/v2/audit/verify", m_admin))["data"_L1]
                .toObject()["intact"_L1]
                .toBool());
    QVERIFY(objectOf(m_rig->get("/api/v2/security/events", m_admin))["total"_L1].toInt() >= 1);
}

void TestGateway::wrongParametersAreNamed_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("named");
    const auto row = [](const char *target, const char *named) {
        QTest::newRow(target) << QByteArray(target) << QByteArray(named);
    };
    row("/api/v2/pods", "cluster_id");
    row("/api/v2/pods?cluster_id=prod&limit=0", "limit");
    row("/api/v2/pods?cluster_id=prod&limit=5001", "limit");
    row("/api/v2/clusters?limit=501", "limit");
    row("/api/v2/pods?cluster_id=prod&limit=ten", "limit");
    row("/api/v2/pods?cluster_id=prod&offset=-1", "offset");
    row("/api/v2/nodes?cluster_id=prod&namespace=shop", "namespace");
    row("/api/v2/events?type=Odd", "type");
    row("/api/v2/events?since=yesterday", "since");
    row("/api/v2/events/by-resource?cluster_id=prod", "kind");
    row("/api/v2/audit/logs?limit=201", "limit");
    row("/api/v2/slo/domains/history?cluster_id=prod", "host");
}

void TestGateway::wrongParametersAreNamed()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, named);
    const auto answer = m_rig->get(target.toStdString(), m_admin);
    QCOMPARE(answer.status, 400);
    const QString error = objectOf(answer)["error"_L1].toString();
    QVERIFY2(error.contains(QString::fromUtf8(named)), qPrintable(error));
    QCOMPARE(objectOf(answer)["code"_L1].toString(), u"BN-INPUT"_s);
}

void TestGateway::tooManyRequestsAreToldWhenToComeBack()
{
    GatewayRig tight(3);
    const GatewayRig::Key key = tight.keyOf(Role::Viewer);
    int refused = 0;
    for (int i = 0; i < 8; ++i) {
        const auto answer = tight.get("/api/v2/clusters", key);
        if (answer.status != 429)
            continue;
        ++refused;
        const bool tells = std::ranges::any_of(
            answer.headers, [](const auto &header) { return header.first == "retry-after"; });
        QVERIFY(tells);
    }
    QVERIFY(refused >= 3);
}

void TestGateway::aChangeOfAUserIsAuditedWithWhatItWas()
{
    const GatewayRig::Key someone = m_rig->keyOf(Role::Viewer);
    const std::string body = R"({"userId":)" + std::to_string(someone.user) + R"(,"role":2})";
    QCOMPARE(
        m_rig->send("POST", "/api/v2/user/update-role", "Bearer " + m_admin.secret, body).status,
        200);
    const QJsonObject row
        = objectOf(m_rig->get("/api/v2/audit/logs?search=update-role", m_admin))["data"_L1]
              .toArray()[0]
              .toObject();
    QVERIFY(row["before"_L1].toString().contains(u"\"role\":3"_s));
    QVERIFY(row["after"_L1].toString().contains(u"\"role\":2"_s));
}

// A bucket for every header would be none; and what is refused so is not audited.
void TestGateway::inventedTokensAreOneCaller()
{
    GatewayRig tight(20);
    const GatewayRig::Key admin = tight.keyOf(Role::Admin);
    int looked = 0;
    // With another header each time.
    const auto isRefusedSoon = [&](const std::string &path) {
        for (int i = 100; i < 300; ++i) {
            const std::string invented = "Bearer bnk_" + std::string(40, 'x') + std::to_string(i);
            if (tight.send("POST", "/api/v2" + path, invented, "{}").status == 429)
                return true;
            ++looked;
        }
        return false;
    };
    QVERIFY(isRefusedSoon("/user/delete"));
    const auto audited = tight.get("/api/v2/audit/logs?action=delete", admin);
    QCOMPARE(objectOf(audited)["total"_L1].toInt(), looked);
    QVERIFY(isRefusedSoon("/user/login")); // where nobody looks at the header
}

void TestGateway::numbersOfTheWholeEstateAreForWhoSeesIt()
{
    const GatewayRig::Key shop
        = m_rig->keyOf(Role::Viewer, {.scope = {.clusters = {{"prod"}}, .namespaces = {"shop"}}});
    QCOMPARE(m_rig->get("/metrics", shop).status, 403);
    QCOMPARE(m_rig->get("/metrics", m_viewer).status, 200);
}

void TestGateway::whatAListenerTurnsAwayIsCountedAndTold()
{
    GatewayRig rig; // whose log tells of nobody else at this address
    const GatewayRig::Key admin = rig.keyOf(Role::Admin);
    http::Client agent("127.0.0.1", rig.runtime().listener()->port());
    const auto refused = agent.send({.method = "POST",
        .target = "/agent/heartbeat",
        .headers = {{"X-Cluster-ID", "prod"}, {"Origin", "http://evil.example"}}});
    QVERIFY(refused);
    QCOMPARE(refused->status, 403);
    QCOMPARE(rig.send("POST", "/api/v2/user/login", {}, std::string(17U << 20, 'x')).status, 413);
    const std::string metrics = rig.get("/metrics", admin).body;
    for (const std::string sample :
        {"{listener=\"agents\",limit=\"host\"} 1\n", "{listener=\"agents\",limit=\"body\"} 0\n",
            "{listener=\"gateway\",limit=\"body\"} 1\n", "{listener=\"gateway\",limit=\"head\"} ",
            "{listener=\"gateway\",limit=\"deadline\"} ",
            "{listener=\"gateway\",limit=\"connections\"} 0\n"})
        QVERIFY2(metrics.find("binnacle_limit_hits_total" + sample) != std::string::npos,
            metrics.c_str());
    const auto isTold = [&](const std::string &listener) {
        return rig.get("/api/v2/security/events", admin).body.find("listener " + listener)
            != std::string::npos;
    };
    QTRY_VERIFY(isTold("agents"));
    QTRY_VERIFY(isTold("gateway"));
}

void TestGateway::completionTellsOnlyWhatTheAskerMaySee()
{
    const auto suggests
        = [this](const std::string &text, const GatewayRig::Key &key, const std::string &value) {
              const auto answer = m_rig->get("/api/v2/query/complete?q=" + text, key);
              return answer.status == 200 && answer.body.find(value) != std::string::npos;
          };
    const std::string flags = "configmaps.where(name%3D";
    QVERIFY(suggests(flags, m_admin, "flags"));
    QVERIFY(!suggests(flags, m_viewer, "\"flags"));
    const GatewayRig::Key shop
        = m_rig->keyOf(Role::Viewer, {.scope = {.clusters = {{"prod"}}, .namespaces = {"shop"}}});
    QVERIFY(suggests("pods.where(name%3D", m_viewer, "db-0"));
    QVERIFY(suggests("pods.where(name%3D", shop, "web-0"));
    QVERIFY(!suggests("pods.where(name%3D", shop, "db-0"));
}

// The members of an example are those of the real answer.
void TestGateway::theOverviewCountsEveryWarning()
{
    constexpr int kWarnings = 5'200; // of two kinds, a quarter of them three hours ago
    const Timestamp now = m_rig->clock().now();
    std::string events;
    for (int i = 0; i < kWarnings; ++i) {
        const std::string name = std::to_string(i);
        const Timestamp at = now - std::chrono::minutes{i % 4 == 0 ? 180 : 2};
        events += (i == 0 ? "" : ",") + (R"({"uid":"warning-)" + name)
            + R"(","namespace":"shop","kind":"Event","type":"Warning","reason":"Unhealthy",)"
            + R"("message":"again","involvedObject":{"kind":")" + (i % 2 == 0 ? "Pod" : "Node")
            + R"(","namespace":"shop","name":"one-)" + name + R"("},"count":1,"lastTimestamp":")"
            + formatRfc3339(at) + "\"}";
    }
    report(m_rig->runtime(), "busy",
        R"({"clusterId":"busy","fetchedAt":")" + formatRfc3339(now)
            + R"(","nodes":[],"pods":[],"events":[)" + events + "]}");
    const auto alerts = [this] {
        return objectOf(
            m_rig->get("/api/v2/overview?cluster_id=busy", m_viewer))["data"_L1]["alerts"_L1]
            .toObject();
    };
    const auto total = [&alerts] {
        const QJsonValue totals = alerts()["totals"_L1];
        return totals["critical"_L1].toInt() + totals["warning"_L1].toInt();
    };
    QTRY_COMPARE(total(), kWarnings);
    const QJsonArray trend = alerts()["trend"_L1].toArray();
    QCOMPARE(trend.size(), 24);
    QCOMPARE(trend[20]["kinds"_L1]["Pod"_L1].toInt(), kWarnings / 4);
    QCOMPARE(trend[23]["kinds"_L1]["Pod"_L1].toInt(), kWarnings / 4);
    QCOMPARE(trend[23]["kinds"_L1]["Node"_L1].toInt(), kWarnings / 2);
    QCOMPARE(alerts()["recent"_L1].toArray().size(), 10);
}

void TestGateway::everyGoodExampleHasTheShapeOfTheAnswer()
{
    for (const gateway::Route &route : gateway::allRoutes()) {
        const bool isPlain = route.method == http::Method::Get
            && route.path.find('{') == std::string_view::npos && !route.example.empty();
        if (!isPlain)
            continue;
        std::string target = "/api/v2" + std::string(route.path)
            + "?cluster_id=prod&q=pods&kind=Pod" + "&name=web-0&namespace=shop&host=none";
        if (route.path == "/nodes" || route.path == "/pvs" || route.path == "/namespaces")
            target = "/api/v2" + std::string(route.path) + "?cluster_id=prod";
        const auto answer = m_rig->get(target, m_admin);
        const QJsonObject example = QJsonDocument::fromJson(
            QByteArray(route.example.data(), static_cast<qsizetype>(route.example.size())))
                                        .object();
        if (answer.status == 404) // nothing was measured for a service level here
            continue;
        QVERIFY2(answer.status == route.success, (target + ": " + answer.body).c_str());
        const QJsonObject real = objectOf(answer);
        for (const QString &member : example.keys())
            QVERIFY2(real.contains(member), (target + ' ' + member.toStdString()).c_str());
    }
}

QTEST_GUILESS_MAIN(TestGateway)
#include "tst_gateway.moc"
