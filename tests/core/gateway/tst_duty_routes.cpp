#include "core/base/time.h"
#include "core/commands/runbook_file.h"
#include "core/runtime/command_keeper.h"
#include "tests/core/gateway/gateway_rig.h"
#include "tests/core/http/websocket_client.h"
#include "tests/support/wait_for.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace binnacle;
using namespace Qt::Literals::StringLiterals;
using test::GatewayRig;
using test::WebSocketClient;

namespace {

constexpr auto kScale = R"({"clusterId":"prod","action":"scale","targetKind":"Deployment",
"targetNamespace":"shop","targetName":"web","params":{"replicas":3},"reason":"too slow",
"source":"ai"})";
constexpr auto kRestart = R"({"name":"restart-one","parameters":[{"name":"deployment",
"required":true}],"steps":[{"name":"Restart","action":"restart","kind":"Deployment",
"namespace":"shop","target":"{{deployment}}"}]})";

QJsonObject objectOf(const std::string &text)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
}
QJsonObject dataOf(const http::ClientResponse &response)
{
    return objectOf(response.body)["data"_L1].toObject();
}
QJsonArray listOf(const http::ClientResponse &response)
{
    return objectOf(response.body)["data"_L1].toArray();
}

std::string textOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

std::string tagOf(const http::ClientResponse &response)
{
    for (const auto &[name, value] : response.headers) {
        if (name == "etag")
            return value;
    }
    return {};
}

std::string rule(const std::string &name, const std::string &more = {})
{
    return R"({"name":")" + name
        + R"(","severity":"critical","condition":{"source":"pods","where":"phase = Failed"})" + more
        + '}';
}

} // namespace

class TestDutyRoutes final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase() { m_rig.reset(); }

    void rulesAreMadeChangedAndRemoved();
    void aStaleChangeOfARuleIsAConflict();
    void whatIsWrongWithARuleIsNamed();
    void silencesAreMadeAndEnded();
    void anAlertIsToldAcknowledgedAndCounted();
    void secretsOfChannelsAreMasked();
    void aTypeWithSeveralChannelsIsAConflict();
    void anAssistantsCommandWaitsForASecondPerson();
    void aRejectedCommandIsNeverSent();
    void aPersonsCommandIsSentAtOnce();
    void aRunbookIsStartedByAPerson();
    void anAccountReachesNoFurtherThanItsScope();

private:
    std::string bearer(const GatewayRig::Key &key) const { return "Bearer " + key.secret; }
    http::ClientResponse post(
        const std::string &path, const GatewayRig::Key &key, const std::string &body = {})
    {
        return m_rig->send("POST", "/api/v2" + path, bearer(key), body);
    }
    http::ClientResponse put(const std::string &path, const std::string &body,
        std::vector<std::pair<std::string, std::string>> headers = {})
    {
        return m_rig->send("PUT", "/api/v2" + path, bearer(m_operator), body, std::move(headers));
    }
    http::ClientResponse remove(const std::string &path)
    {
        return m_rig->send("DELETE", "/api/v2" + path, bearer(m_operator));
    }
    http::ClientResponse get(const std::string &path, const GatewayRig::Key &key)
    {
        return m_rig->get("/api/v2" + path, key);
    }
    // Makes one and gives its path.
    std::string made(const std::string &path, const std::string &body)
    {
        const auto answer = post(path, m_operator, body);
        if (answer.status != 201)
            qFatal("%s", answer.body.c_str());
        return path + '/' + std::to_string(dataOf(answer)["id"_L1].toInteger());
    }
    std::string audit(const std::string &search)
    {
        return get("/audit/logs?search=" + search, m_admin).body;
    }

    std::unique_ptr<GatewayRig> m_rig;
    GatewayRig::Key m_admin;
    GatewayRig::Key m_operator;
    GatewayRig::Key m_second;
    GatewayRig::Key m_viewer;
    GatewayRig::Key m_shop; // sees namespace shop of prod only
};

void TestDutyRoutes::initTestCase()
{
    m_rig = std::make_unique<GatewayRig>();
    m_admin = m_rig->keyOf(Role::Admin);
    m_operator = m_rig->keyOf(Role::Operator);
    m_second = m_rig->keyOf(Role::Operator);
    m_viewer = m_rig->keyOf(Role::Viewer);
    m_shop
        = m_rig->keyOf(Role::Operator, {.scope = {.clusters = {{"prod"}}, .namespaces = {"shop"}}});
    const std::string snapshot = R"({"clusterId":"prod","fetchedAt":")"
        + formatRfc3339(m_rig->clock().now())
        + R"(","pods":[{"summary":{"name":"db-0","namespace":"pay"},"status":{"phase":"Failed"}},)"
          R"({"summary":{"name":"web-0","namespace":"shop"},"status":{"phase":"Running"}}]})";
    http::Client agent("127.0.0.1", m_rig->runtime().listener()->port());
    const auto answer = agent.send({.method = "POST",
        .target = "/agent/snapshot",
        .headers = {{"Content-Type", "application/json"}, {"X-Cluster-ID", "prod"}},
        .body = snapshot});
    QVERIFY(answer && answer->status == 200);
    QTRY_COMPARE(get("/clusters/prod", m_admin).status, 200);
}

void TestDutyRoutes::rulesAreMadeChangedAndRemoved()
{
    QCOMPARE(post("/alerts/rules", m_viewer, rule("Mine")).status, 403);
    const std::string path = made("/alerts/rules", rule("Mine", R"(,"enabled":false)"));
    const auto read = get(path, m_viewer);
    QCOMPARE(read.status, 200);
    QCOMPARE(dataOf(read)["name"_L1].toString(), u"Mine"_s);
    QCOMPARE(post("/alerts/rules", m_operator, rule("Mine")).status, 409);

    QJsonObject changed = dataOf(read);
    changed["severity"_L1] = u"info"_s;
    const auto answer = put(path, textOf(changed));
    QVERIFY2(answer.status == 200, answer.body.c_str());
    QCOMPARE(dataOf(answer)["severity"_L1].toString(), u"info"_s);
    QVERIFY(dataOf(answer)["version"_L1].toInteger() > dataOf(read)["version"_L1].toInteger());

    QCOMPARE(remove(path).status, 200);
    QCOMPARE(get(path, m_viewer).status, 404);
    const std::string rows = audit(path);
    for (const char *part : {"\"update\"", "\"delete\"", "critical", "info"})
        QVERIFY2(rows.find(part) != std::string::npos, part);
}

void TestDutyRoutes::aStaleChangeOfARuleIsAConflict()
{
    const std::string path = made("/alerts/rules", rule("Stale", R"(,"enabled":false)"));
    const auto read = get(path, m_operator);
    const std::string body = textOf(dataOf(read));
    QCOMPARE(put(path, rule("Stale")).status, 400); // of which version?
    QCOMPARE(put(path, body).status, 200);
    QCOMPARE(put(path, body).status, 409);
    const auto blind = rule("Stale", R"(,"enabled":false)");
    QCOMPARE(put(path, blind, {{"If-Match", tagOf(read)}}).status, 409);
    QCOMPARE(put(path, blind, {{"If-Match", tagOf(get(path, m_operator))}}).status, 200);
    QCOMPARE(remove(path).status, 200);
}

void TestDutyRoutes::whatIsWrongWithARuleIsNamed()
{
    const auto answer = post("/alerts/rules", m_operator,
        R"({"name":"Bad","condition":{"source":"pods","where":"x ="}})");
    QCOMPARE(answer.status, 400);
    QVERIFY2(answer.body.find("condition") != std::string::npos, answer.body.c_str());
    QCOMPARE(post("/alerts/rules", m_operator).status, 400);
    QCOMPARE(get("/alerts/rules/x", m_viewer).status, 404);
    QCOMPARE(get("/alerts?severity=loud", m_viewer).status, 400);
}

void TestDutyRoutes::silencesAreMadeAndEnded()
{
    using namespace std::chrono_literals;
    const std::string until = formatRfc3339(m_rig->clock().now() + 1h);
    const std::string matcher = R"("matchers":[{"label":"namespace","op":"=","value":"other"}])";
    const std::string path = made("/alerts/silences",
        R"({"name":"window","until":")" + until + R"(","reason":"deploy",)" + matcher + '}');
    const QJsonObject silence = dataOf(get(path, m_viewer));
    QCOMPARE(silence["active"_L1].toBool(), true);
    QCOMPARE(silence["matchers"_L1].toArray()[0].toObject()["value"_L1].toString(), u"other"_s);
    QCOMPARE(listOf(get("/alerts/silences", m_viewer)).size(), 1);
    QCOMPARE(get(path, m_shop).status, 404); // of a namespace it does not see
    QCOMPARE(listOf(get("/alerts/silences", m_shop)).size(), 0);
    QCOMPARE(put(path, R"({"reason":"longer"})").status, 200);
    QCOMPARE(dataOf(get(path, m_viewer))["reason"_L1].toString(), u"longer"_s);
    QCOMPARE(remove(path).status, 200);
    QCOMPARE(dataOf(get(path, m_viewer))["active"_L1].toBool(), false);
    QCOMPARE(remove(path).status, 404);
    QCOMPARE(post("/alerts/silences", m_operator, '{' + matcher + '}').status, 400); // for ever
}

void TestDutyRoutes::anAlertIsToldAcknowledgedAndCounted()
{
    const std::string address = m_rig->runtime().gateway().state().address;
    const auto port = static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
    const auto listen = [&](const GatewayRig::Key &key) {
        auto client = std::make_unique<WebSocketClient>(
            port, "/api/v2/subscribe", "Authorization: " + bearer(key) + "\r\n");
        client->send(R"({"op":"sub","topics":["alerts"]})");
        client->readText();
        return client;
    };
    const auto all = listen(m_viewer);
    const auto part = listen(m_shop);
    const std::string path = made("/alerts/rules", rule("PodFailed"));

    const QJsonObject told = objectOf(all->readText())["data"_L1].toObject();
    QCOMPARE(told["event"_L1].toString(), u"told"_s);
    const QJsonObject alert = told["alert"_L1].toObject();
    QCOMPARE(alert["ruleName"_L1].toString(), u"PodFailed"_s);
    QCOMPARE(alert["namespace"_L1].toString(), u"pay"_s);
    QTRY_COMPARE(listOf(get("/alerts?severity=critical", m_viewer)).size(), 1);
    QTRY_VERIFY(m_rig->get("/metrics", m_viewer)
                    .body.find("binnacle_alerts_firing{severity=\"critical\"} 1\n")
        != std::string::npos);
    QVERIFY(m_rig->get("/metrics", m_viewer).body.find("binnacle_deliveries_pending 0\n")
        != std::string::npos);

    const std::string one = "/alerts/" + std::to_string(alert["id"_L1].toInteger());
    QCOMPARE(get(one, m_shop).status, 404);
    QCOMPARE(post(one + "/ack", m_shop).status, 404);
    QCOMPARE(post(one + "/ack", m_viewer).status, 403);
    QCOMPARE(listOf(get("/alerts", m_shop)).size(), 0);
    QCOMPARE(listOf(get("/alerts/history", m_shop)).size(), 0);
    QCOMPARE(post(one + "/ack", m_operator, R"({"note":"on it"})").status, 200);
    const QString acked = dataOf(get(one, m_viewer))["ackedBy"_L1].toString();
    QVERIFY2(acked.endsWith(u": on it"_s), qPrintable(acked));
    const QJsonObject changed = objectOf(all->readText())["data"_L1].toObject();
    QCOMPARE(changed["event"_L1].toString(), u"changed"_s);
    QCOMPARE(changed["alert"_L1].toObject()["ackedBy"_L1].toString(), acked);
    QVERIFY(audit(one).find("on it") != std::string::npos);
    QVERIFY(part->readText(50).empty());

    QCOMPARE(remove(path).status, 200);
    const QJsonObject history = objectOf(get("/alerts/history", m_viewer).body);
    QCOMPARE(history["data"_L1].toArray()[0].toObject()["ruleName"_L1].toString(), u"PodFailed"_s);
    QCOMPARE(history["next"_L1].toInt(), 0);
}

void TestDutyRoutes::secretsOfChannelsAreMasked()
{
    const std::string secret = "https://hooks.slack.com/services/T0/B0/verysecret";
    const auto created = put(
        "/notify/channels/slack", R"({"enabled":true,"config":{"webhook_url":")" + secret + "\"}}");
    QVERIFY2(created.status == 201, created.body.c_str());
    QCOMPARE(get("/notify/channels/slack", m_viewer).status, 403);
    const auto read = get("/notify/channels/slack", m_operator);
    QCOMPARE(dataOf(read)["config"_L1].toObject()["webhook_url"_L1].toString(), u"********"_s);
    QCOMPARE(dataOf(read)["effectiveEnabled"_L1].toBool(), true);

    // The mask goes back and the secret stays: it can still be sent to.
    const std::string masked = R"({"minSeverity":"warning","config":{"webhook_url":"********"}})";
    const auto changed = put("/notify/channels/slack", masked, {{"If-Match", tagOf(read)}});
    QVERIFY2(changed.status == 200, changed.body.c_str());
    QCOMPARE(dataOf(changed)["minSeverity"_L1].toString(), u"warning"_s);
    QCOMPARE(dataOf(changed)["effectiveEnabled"_L1].toBool(), true);
    QCOMPARE(put("/notify/channels/slack", masked, {{"If-Match", tagOf(read)}}).status, 409);

    const std::string header = R"({"type":"webhook","name":"hook","config":{"url":)"
                               R"("https://example.com/x","headers":{"X-Tag":"verysecret"}}})";
    QCOMPARE(post("/notify/channels", m_operator, header).status, 201);
    for (const std::string &seen : {read.body, created.body, changed.body, audit("notify"),
             get("/notify/channels", m_operator).body})
        QVERIFY2(seen.find("verysecret") == std::string::npos, seen.c_str());
    QCOMPARE(post("/notify/channels/nope/test", m_operator).status, 404);
    QCOMPARE(get("/notify/deliveries", m_operator).status, 200);
    QCOMPARE(remove("/notify/channels/hook").status, 200);
    QCOMPARE(remove("/notify/channels/slack").status, 200);
    QCOMPARE(get("/notify/channels/slack", m_operator).status, 404);
}

void TestDutyRoutes::aTypeWithSeveralChannelsIsAConflict()
{
    for (const std::string name : {"first", "second"}) {
        const std::string body = R"({"type":"webhook","name":")" + name + "\"}";
        QCOMPARE(post("/notify/channels", m_operator, body).status, 201);
    }
    QCOMPARE(get("/notify/channels/webhook", m_operator).status, 409);
    QCOMPARE(put("/notify/channels/webhook", "{}").status, 409);
    const QJsonObject first = dataOf(get("/notify/channels/first", m_operator));
    QCOMPARE(first["effectiveEnabled"_L1].toBool(), false);
    QVERIFY(!first["validationErrors"_L1].toArray().isEmpty());
    for (const char *name : {"first", "second"})
        QCOMPARE(remove(std::string("/notify/channels/") + name).status, 200);
}

void TestDutyRoutes::anAssistantsCommandWaitsForASecondPerson()
{
    const auto proposed = post("/commands", m_operator, kScale);
    QVERIFY2(proposed.status == 202, proposed.body.c_str());
    const QJsonObject answer = objectOf(proposed.body);
    QCOMPARE(answer["status"_L1].toString(), u"awaiting approval"_s);
    const std::string command = "/commands/" + answer["commandId"_L1].toString().toStdString();
    QCOMPARE(dataOf(get(command, m_operator))["status"_L1].toString(), u"awaiting approval"_s);
    const std::string path = "/proposals/" + std::to_string(answer["proposalId"_L1].toInteger());
    QCOMPARE(listOf(get("/proposals", m_second)).size(), 1);

    QCOMPARE(post(path + "/approve", m_viewer).status, 403);
    QCOMPARE(post(path + "/approve", m_operator).status, 403); // who proposed it
    const auto approved = post(path + "/approve", m_second, R"({"note":"do it"})");
    QVERIFY2(approved.status == 200, approved.body.c_str());
    QCOMPARE(dataOf(approved)["state"_L1].toString(), u"approved"_s);
    QCOMPARE(dataOf(approved)["dispatched"_L1].toString(), answer["commandId"_L1].toString());
    const QJsonObject sent = dataOf(get(command, m_operator));
    QCOMPARE(sent["status"_L1].toString(), u"pending"_s);
    QCOMPARE(sent["reason"_L1].toString(), u"too slow"_s);
    QCOMPARE(post(path + "/approve", m_second).status, 409);
    QCOMPARE(listOf(get("/proposals", m_second)).size(), 0);
    QVERIFY(audit(path).find("do it") != std::string::npos);
}

void TestDutyRoutes::aRejectedCommandIsNeverSent()
{
    const QJsonObject answer = objectOf(post("/command", m_operator, kScale).body);
    const std::string path = "/proposals/" + std::to_string(answer["proposalId"_L1].toInteger());
    QCOMPARE(post(path + "/reject", m_operator).status, 200); // one's own may be taken back
    const std::string command = "/commands/" + answer["commandId"_L1].toString().toStdString();
    QCOMPARE(dataOf(get(command, m_operator))["status"_L1].toString(), u"rejected"_s);
    QCOMPARE(post(path + "/approve", m_second).status, 409);
}

void TestDutyRoutes::aPersonsCommandIsSentAtOnce()
{
    const std::string restart
        = R"({"clusterId":"prod","namespace":"shop","name":"web","reason":"stuck")";
    const auto sent = post("/ops/deployments/restart", m_operator, restart + '}');
    QVERIFY2(sent.status == 202, sent.body.c_str());
    QCOMPARE(objectOf(sent.body)["status"_L1].toString(), u"pending"_s);
    QVERIFY(!objectOf(sent.body).contains("proposalId"_L1));
    const auto asked = post("/ops/deployments/restart", m_operator, restart + R"(,"source":"ai"})");
    QCOMPARE(objectOf(asked.body)["status"_L1].toString(), u"awaiting approval"_s);
    const auto wrong = post("/ops/deployments/restart", m_operator, restart + R"(,"source":"me"})");
    QCOMPARE(wrong.status, 400);
}

void TestDutyRoutes::aRunbookIsStartedByAPerson()
{
    const auto runbook = commands::runbookFromJson(kRestart);
    QVERIFY(runbook);
    QVERIFY(test::waitFor(
        [&](auto done) { m_rig->runtime().commands().saveRunbook(*runbook, "ops", done); }));
    const QJsonObject known = dataOf(get("/runbooks/restart-one", m_viewer));
    QCOMPARE(known["runbook"_L1].toObject()["name"_L1].toString(), u"restart-one"_s);

    const std::string start = "/runbooks/restart-one/start";
    QCOMPARE(post(start, m_viewer, R"({"clusterId":"prod"})").status, 403);
    QCOMPARE(post(start, m_operator, R"({"clusterId":"none"})").status, 404);
    QCOMPARE(post(start, m_operator, R"({"clusterId":"prod"})").status, 400); // the parameter
    QCOMPARE(post(start, m_operator, R"({"clusterId":"prod","source":"ai"})").status, 403);
    const auto started
        = post(start, m_operator, R"({"clusterId":"prod","arguments":{"deployment":"web"}})");
    QVERIFY2(started.status == 202, started.body.c_str());
    const std::string run
        = "/runbooks/runs/" + std::to_string(dataOf(started)["id"_L1].toInteger());
    const QJsonObject step = dataOf(get(run, m_operator))["steps"_L1].toArray()[0].toObject();
    const std::string command = "/commands/" + step["commandId"_L1].toString().toStdString();
    QCOMPARE(dataOf(get(command, m_operator))["targetName"_L1].toString(), u"web"_s);
    QCOMPARE(listOf(get("/runbooks/runs", m_shop)).size(), 0); // not of its own
    QCOMPARE(post(run + "/cancel", m_shop).status, 404);
    QCOMPARE(post(run + "/cancel", m_operator).status, 200);
    QCOMPARE(dataOf(get(run, m_operator))["state"_L1].toString(), u"cancelled"_s);
}

void TestDutyRoutes::anAccountReachesNoFurtherThanItsScope()
{
    const GatewayRig::Key prod = m_rig->keyOf(Role::Operator, {.scope = {.clusters = {{"prod"}}}});
    const std::string ofProd = R"(,"enabled":false,"clusterId":"prod")";
    QCOMPARE(post("/alerts/rules", prod, rule("OfProd", ofProd)).status, 201);
    QCOMPARE(post("/alerts/rules", prod, rule("OfAll")).status, 403);
    QCOMPARE(post("/alerts/rules", prod, rule("OfNone", R"(,"clusterId":"x")")).status, 404);
    QCOMPARE(post("/alerts/rules", m_shop, rule("OfShop", ofProd)).status, 403);
    QCOMPARE(post("/notify/channels", m_shop, R"({"type":"webhook"})").status, 403);
    const std::string hook = R"({"type":"webhook","name":"own","clusters":["prod"]})";
    QCOMPARE(post("/notify/channels", prod, hook).status, 201);
    const std::string silence = R"({"until":"2999-01-01T00:00:00Z","matchers":[)";
    const std::string cluster = R"({"label":"cluster","value":"prod"})";
    const std::string ns = R"({"label":"namespace","value":"shop"})";
    QCOMPARE(post("/alerts/silences", m_shop, silence + cluster + "]}").status, 403);
    QCOMPARE(post("/alerts/silences", m_shop, silence + cluster + ',' + ns + "]}").status, 201);
    const std::string pay = R"({"clusterId":"prod","action":"restart","targetKind":"Deployment",)"
                            R"("targetNamespace":"pay","targetName":"db","source":"ai"})";
    QCOMPARE(post("/commands", m_shop, pay).status, 404);
    const QJsonObject proposed = objectOf(post("/commands", m_operator, pay).body);
    const std::string path = "/proposals/" + std::to_string(proposed["proposalId"_L1].toInteger());
    QCOMPARE(post(path + "/approve", m_shop).status, 404);
    for (const auto &value : listOf(get("/proposals", m_shop))) {
        const QJsonObject command = value.toObject()["command"_L1].toObject();
        QCOMPARE(command["targetNamespace"_L1].toString(), u"shop"_s);
    }
}

QTEST_GUILESS_MAIN(TestDutyRoutes)
#include "tst_duty_routes.moc"
