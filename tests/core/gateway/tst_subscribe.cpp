#include "tests/core/gateway/gateway_rig.h"
#include "tests/core/http/websocket_client.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace binnacle;
using namespace Qt::Literals::StringLiterals;
using test::GatewayRig;
using test::WebSocketClient;

namespace {

constexpr auto kPath = "/api/v2/subscribe";

QJsonObject objectOf(const std::string &text)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
}

// A snapshot with one event in each of two namespaces.
std::string snapshot(int run)
{
    const std::string number = std::to_string(run);
    const auto event = [&number](const std::string &ns) {
        return R"({"uid":")" + ns + number + R"(","type":"Warning","reason":"BackOff",)"
            + R"("message":"again","count":1,"firstTimestamp":"2026-03-01T09:00:00Z",)"
            + R"("lastTimestamp":"2026-03-01T09:00:00Z","involvedObject":{"kind":"Pod",)"
            + R"("namespace":")" + ns + R"(","name":"web-0"}})";
    };
    return R"({"clusterId":"prod","fetchedAt":"2026-03-01T09:00:)"
        + std::string(run < 10 ? "0" : "") + number
        + R"(Z","nodes":[{"summary":{"name":"node-1","ready":"True"}}],"events":[)" + event("shop")
        + ',' + event("pay") + "]}";
}

std::string subscription(const std::string &topic, int since)
{
    return R"({"op":"sub","topics":[")" + topic + "\"]"
        + (since < 0 ? std::string() : ",\"since\":" + std::to_string(since)) + '}';
}

} // namespace

class TestSubscribe final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase() { m_rig.reset(); }

    void whoItIsCanBeSaidInThreeWays();
    void wrongHandshakesAreRefused();
    void whoStartsWithSomethingElseIsClosed();
    void whatAgentsReportIsTold();
    void anAccountHearsOnlyOfItsPart();
    void commandsAreForThoseWhoMayRunThem();
    void whoComesBackGetsWhatItMissed();
    void everyoneGetsTheSameNumbers();
    void aSlowReaderIsToldWhatItMissed();
    void aChangeOfRightsClosesTheSocket_data();
    void aChangeOfRightsClosesTheSocket();
    void nonsenseIsAnsweredNotFatal();
    void aFloodOfRequestsIsCutOff();
    void whoSaysNothingIsClosed();
    void subscribersAreCounted();

private:
    WebSocketClient connect(const GatewayRig::Key &key, int receiveBuffer = 0)
    {
        return WebSocketClient(
            m_port, kPath, "Authorization: Bearer " + key.secret + "\r\n", receiveBuffer);
    }
    void report()
    {
        http::Client agent("127.0.0.1", m_rig->runtime().listener()->port());
        const auto answer = agent.send({.method = "POST",
            .target = "/agent/snapshot",
            .headers = {{"Content-Type", "application/json"}, {"X-Cluster-ID", "prod"}},
            .body = snapshot(++m_run)});
        QVERIFY(answer && answer->status == 200);
    }
    void publish(const std::string &json, gateway::Audience audience = {})
    {
        m_rig->runtime().gateway().publish("alerts", json, std::move(audience));
    }
    // Subscribes and returns the answer.
    QJsonObject subscribe(WebSocketClient &client, const std::string &topic, int since = -1)
    {
        client.send(subscription(topic, since));
        return objectOf(client.readText());
    }

    std::unique_ptr<GatewayRig> m_rig;
    std::uint16_t m_port = 0;
    int m_run = 0;
    GatewayRig::Key m_admin;
    GatewayRig::Key m_viewer;
    std::unique_ptr<WebSocketClient> m_silent;
    QElapsedTimer m_silentSince;
};

void TestSubscribe::initTestCase()
{
    m_rig = std::make_unique<GatewayRig>();
    const std::string address = m_rig->runtime().gateway().state().address;
    m_port = static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
    m_silent = std::make_unique<WebSocketClient>(m_port, kPath);
    m_silentSince.start();
    m_admin = m_rig->keyOf(Role::Admin);
    m_viewer = m_rig->keyOf(Role::Viewer);
    report();
    QTRY_VERIFY(m_rig->get("/api/v2/clusters/prod", m_admin).status == 200);
}

void TestSubscribe::whoItIsCanBeSaidInThreeWays()
{
    WebSocketClient header = connect(m_viewer);
    QVERIFY2(header.isOpen(), header.answer.c_str());
    QCOMPARE(subscribe(header, "snapshot:prod")["type"_L1].toString(), u"subscribed"_s);

    WebSocketClient protocol(
        m_port, kPath, "Sec-WebSocket-Protocol: binnacle, bearer." + m_viewer.secret + "\r\n");
    QVERIFY(protocol.isOpen());
    QVERIFY(protocol.answer.find("Sec-WebSocket-Protocol: binnacle\r\n") != std::string::npos);
    QVERIFY(protocol.answer.find(m_viewer.secret) == std::string::npos);
    QCOMPARE(subscribe(protocol, "alerts")["type"_L1].toString(), u"subscribed"_s);

    WebSocketClient message(m_port, kPath);
    QVERIFY(message.isOpen());
    message.send(R"({"type":"auth","token":")" + m_viewer.secret + "\"}");
    QCOMPARE(objectOf(message.readText())["type"_L1].toString(), u"authenticated"_s);
    QCOMPARE(subscribe(message, "events:*")["type"_L1].toString(), u"subscribed"_s);
}

void TestSubscribe::wrongHandshakesAreRefused()
{
    const auto status = [this](const std::string &path, const std::string &headers) {
        return test::statusOf(WebSocketClient(m_port, path, headers).answer);
    };
    const std::string good = "Authorization: Bearer " + m_viewer.secret + "\r\n";
    QCOMPARE(status(kPath, "Authorization: Bearer xyz\r\n"), 401);
    QCOMPARE(status(kPath, "Sec-WebSocket-Protocol: bearer.xyz\r\n"), 401);
    QCOMPARE(status(kPath + ("?token=" + m_viewer.secret), ""), 400);
    QCOMPARE(status(kPath + ("?access_token=" + m_viewer.secret), good), 400);
    QCOMPARE(status(kPath, good + "Origin: http://evil.example\r\n"), 403);
    QCOMPARE(status("/api/v2/clusters", good), 400);
    const GatewayRig::Key narrow
        = m_rig->keyOf(Role::Admin, {}, {.permissions = {"GET /api/v2/clusters"}});
    QCOMPARE(status(kPath, "Authorization: Bearer " + narrow.secret + "\r\n"), 403);
    QCOMPARE(m_rig->get(kPath, m_viewer).status, 426);
    QCOMPARE(m_rig->send("GET", kPath, "").status, 401);
}

void TestSubscribe::whoStartsWithSomethingElseIsClosed()
{
    WebSocketClient wrong(m_port, kPath);
    wrong.send(R"({"type":"auth","token":"bnk_wrong"})");
    QCOMPARE(wrong.readClose(), 4401);
    WebSocketClient hasty(m_port, kPath);
    hasty.send(R"({"op":"sub","topics":["alerts"]})");
    QCOMPARE(hasty.readClose(), 4401);
}

void TestSubscribe::whatAgentsReportIsTold()
{
    WebSocketClient client = connect(m_viewer);
    subscribe(client, "snapshot:prod");
    subscribe(client, "events:*");
    report();
    int events = 0;
    int snapshots = 0;
    while (events < 2 || snapshots < 1) {
        const QJsonObject message = objectOf(client.readText());
        QVERIFY2(!message.isEmpty(), "nothing more came");
        const QJsonObject data = message["data"_L1].toObject();
        if (message["topic"_L1].toString() == "snapshot:prod"_L1) {
            ++snapshots;
            QCOMPARE(data["nodeCount"_L1].toInt(), 1);
        } else {
            QCOMPARE(message["topic"_L1].toString(), u"events:prod"_s);
            for (const auto event : data["events"_L1].toArray()) {
                ++events;
                QCOMPARE(event.toObject()["reason"_L1].toString(), u"BackOff"_s);
            }
        }
        QVERIFY(message["seq"_L1].toInt() > 0);
    }
    QCOMPARE(events, 2);
}

void TestSubscribe::anAccountHearsOnlyOfItsPart()
{
    const GatewayRig::Key shop
        = m_rig->keyOf(Role::Viewer, {.scope = {.clusters = {{"prod"}}, .namespaces = {"shop"}}});
    const GatewayRig::Key elsewhere
        = m_rig->keyOf(Role::Operator, {.scope = {.clusters = {{"other"}}}});
    WebSocketClient ofShop = connect(shop);
    WebSocketClient ofOther = connect(elsewhere);
    subscribe(ofShop, "events:prod");
    const QJsonObject refused = subscribe(ofOther, "events:prod");
    QCOMPARE(refused["type"_L1].toString(), u"error"_s);
    QCOMPARE(refused["code"_L1].toString(), u"BN-NOT-FOUND"_s);
    subscribe(ofOther, "events:*");
    subscribe(ofOther, "alerts");
    report();
    const QJsonObject message = objectOf(ofShop.readText());
    for (const auto event : message["data"_L1]["events"_L1].toArray())
        QCOMPARE(event.toObject()["namespace"_L1].toString(), u"shop"_s);
    QCOMPARE(ofShop.readText(300), std::string());
    publish("{}", {.cluster = {"prod"}});
    publish(R"({"n":2})", {.cluster = {"other"}});
    QCOMPARE(objectOf(ofOther.readText())["data"_L1]["n"_L1].toInt(), 2);
}

void TestSubscribe::commandsAreForThoseWhoMayRunThem()
{
    WebSocketClient viewer = connect(m_viewer);
    QCOMPARE(subscribe(viewer, "commands:*")["code"_L1].toString(), u"BN-FORBIDDEN"_s);
    WebSocketClient admin = connect(m_admin);
    QCOMPARE(subscribe(admin, "commands:*")["type"_L1].toString(), u"subscribed"_s);
    const auto answer = m_rig->send("POST", "/api/v2/commands", "Bearer " + m_admin.secret,
        R"({"clusterId":"prod","action":"restart","targetKind":"Deployment",)"
        R"("targetNamespace":"pay","targetName":"web"})");
    QCOMPARE(answer.status, 202);
    const QString id = objectOf(answer.body)["commandId"_L1].toString();
    const QJsonObject pending = objectOf(admin.readText());
    QCOMPARE(pending["topic"_L1].toString(), u"commands:"_s + id);
    QCOMPARE(pending["data"_L1]["status"_L1].toString(), u"pending"_s);
    m_rig->send(
        "POST", "/api/v2/commands/" + id.toStdString() + "/cancel", "Bearer " + m_admin.secret);
    const QJsonObject cancelled = objectOf(admin.readText());
    QCOMPARE(cancelled["data"_L1]["status"_L1].toString(), u"cancelled"_s);
    QCOMPARE(cancelled["seq"_L1].toInt(), 2);
    // Who asks later gets it all.
    WebSocketClient late = connect(m_admin);
    QCOMPARE(subscribe(late, "commands:" + id.toStdString(), 0)["seq"_L1].toInt(), 2);
    QCOMPARE(objectOf(late.readText())["seq"_L1].toInt(), 1);
    QCOMPARE(objectOf(late.readText())["seq"_L1].toInt(), 2);
}

void TestSubscribe::whoComesBackGetsWhatItMissed()
{
    for (int i = 0; i < 250; ++i)
        publish(std::to_string(i));
    WebSocketClient client = connect(m_viewer);
    const int newest = subscribe(client, "alerts")["seq"_L1].toInt();
    QVERIFY(newest >= 250);
    WebSocketClient back = connect(m_viewer);
    subscribe(back, "alerts", newest - 10);
    for (int i = 9; i >= 0; --i)
        QCOMPARE(objectOf(back.readText())["seq"_L1].toInt(), newest - i);
    WebSocketClient longAway = connect(m_viewer);
    subscribe(longAway, "alerts", newest - 240);
    const QJsonObject missed = objectOf(longAway.readText());
    QCOMPARE(missed["type"_L1].toString(), u"missed"_s);
    QCOMPARE(missed["from"_L1].toInt(), newest - 239);
    QCOMPARE(missed["to"_L1].toInt(), newest - 200);
    for (int i = 199; i >= 0; --i)
        QCOMPARE(objectOf(longAway.readText())["seq"_L1].toInt(), newest - i);
    publish("\"live\"");
    QCOMPARE(objectOf(longAway.readText())["data"_L1].toString(), u"live"_s);
}

void TestSubscribe::everyoneGetsTheSameNumbers()
{
    std::vector<std::unique_ptr<WebSocketClient>> clients;
    for (int i = 0; i < 20; ++i) {
        clients.push_back(std::make_unique<WebSocketClient>(
            m_port, kPath, "Authorization: Bearer " + m_viewer.secret + "\r\n"));
        subscribe(*clients.back(), "alerts");
    }
    for (int i = 0; i < 50; ++i)
        publish(std::to_string(i));
    for (const auto &client : clients) {
        for (int i = 0; i < 50; ++i)
            QCOMPARE(objectOf(client->readText())["data"_L1].toInt(), i);
    }
    clients.front()->send(R"({"op":"unsub","topics":["alerts"]})");
    QCOMPARE(objectOf(clients.front()->readText())["type"_L1].toString(), u"unsubscribed"_s);
    publish("50");
    QCOMPARE(objectOf(clients.back()->readText())["data"_L1].toInt(), 50);
    QVERIFY(clients.front()->readText(100).empty());
}

void TestSubscribe::aSlowReaderIsToldWhatItMissed()
{
    WebSocketClient slow = connect(m_viewer, 8'192);
    WebSocketClient quick = connect(m_viewer);
    const int before = subscribe(slow, "alerts")["seq"_L1].toInt();
    subscribe(quick, "alerts");
    const std::string large = '"' + std::string(100'000, 'x') + '"';
    const auto missedBefore = m_rig->runtime().gateway().state().stats.missedMessages;
    constexpr int kSent = 200; // 20 MB, of which the system takes some
    for (int i = 0; i < kSent; ++i) {
        publish(large);
        QCOMPARE(objectOf(quick.readText(250))["seq"_L1].toInt(), before + i + 1);
    }
    QVERIFY(m_rig->runtime().gateway().state().stats.missedMessages > missedBefore);
    // What it gets and what it is told to have missed are everything, in order.
    int next = before + 1;
    bool wasTold = false;
    while (next <= before + kSent) {
        const QJsonObject message = objectOf(slow.readText());
        QVERIFY2(!message.isEmpty(), "nothing more came");
        if (message["type"_L1].toString() == "missed"_L1) {
            QCOMPARE(message["from"_L1].toInt(), next);
            next = message["to"_L1].toInt() + 1;
            wasTold = true;
        } else {
            QCOMPARE(message["seq"_L1].toInt(), next);
            ++next;
        }
    }
    QVERIFY(wasTold);
    publish("\"again\"");
    QCOMPARE(objectOf(slow.readText())["data"_L1].toString(), u"again"_s);
}

void TestSubscribe::aChangeOfRightsClosesTheSocket_data()
{
    QTest::addColumn<QString>("change");
    for (const char *change : {"revoke", "disable", "role", "delete", "expire"})
        QTest::newRow(change) << QString::fromLatin1(change);
}

void TestSubscribe::aChangeOfRightsClosesTheSocket()
{
    using namespace std::chrono_literals;
    QFETCH(QString, change);
    NewToken token;
    if (change == "expire"_L1)
        token.expiresAt = m_rig->clock().now() + 2s;
    const GatewayRig::Key key = m_rig->keyOf(Role::Operator, {}, token);
    WebSocketClient client = connect(key);
    WebSocketClient bystander = connect(m_viewer);
    QCOMPARE(subscribe(client, "alerts")["type"_L1].toString(), u"subscribed"_s);
    subscribe(bystander, "alerts");
    const auto post = [this](const std::string &path, const std::string &body) {
        return m_rig->send("POST", "/api/v2/user/" + path, "Bearer " + m_admin.secret, body).status;
    };
    const std::string user = R"({"userId":)" + std::to_string(key.user);
    if (change == "revoke"_L1)
        QCOMPARE(m_rig
                     ->send("DELETE", "/api/v2/user/tokens/" + std::to_string(key.id),
                         "Bearer " + m_admin.secret)
                     .status,
            200);
    else if (change == "disable"_L1)
        QCOMPARE(post("update-status", user + R"(,"status":0})"), 200);
    else if (change == "role"_L1)
        QCOMPARE(post("update-role", user + R"(,"role":3})"), 200);
    else if (change == "delete"_L1)
        QCOMPARE(post("delete", user + "}"), 200);
    else
        QTRY_VERIFY(m_rig->clock().now() >= token.expiresAt);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(client.readClose(2'000), 4401);
    QVERIFY2(timer.elapsed() <= 1'000, qPrintable(QString::number(timer.elapsed())));
    publish("\"still\"");
    QCOMPARE(objectOf(bystander.readText())["data"_L1].toString(), u"still"_s);
}

void TestSubscribe::nonsenseIsAnsweredNotFatal()
{
    WebSocketClient client = connect(m_viewer);
    const std::vector<std::string> nonsense{"", "{", "[]", "{}", "null", R"({"op":"sub"})",
        R"({"op":"sub","topics":"alerts"})", R"({"op":"sub","topics":[]})",
        R"({"op":"sub","topics":[1]})", R"({"op":"sub","topics":["secrets:prod"]})",
        R"({"op":"sub","topics":["snapshot:none"]})",
        R"({"op":"sub","topics":["alerts"],"since":-1})",
        R"({"op":"sub","topics":["snapshot:*"],"since":1})", R"({"op":5,"topics":["alerts"]})",
        R"({"type":"auth","token":"x"})", std::string(60'000, '[')};
    for (const std::string &text : nonsense) {
        client.send(text);
        const QJsonObject answer = objectOf(client.readText());
        QVERIFY2(answer["type"_L1].toString() == "error"_L1, text.substr(0, 60).c_str());
        QVERIFY(!answer["error"_L1].toString().isEmpty());
    }
    QCOMPARE(subscribe(client, "alerts")["type"_L1].toString(), u"subscribed"_s);
}

void TestSubscribe::aFloodOfRequestsIsCutOff()
{
    WebSocketClient client = connect(m_viewer);
    std::string flood;
    for (int i = 0; i < 20'000; ++i)
        flood += test::textFrame(R"({"op":"sub","topics":["snapshot:none"]})");
    client.raw().send(flood);
    const int code = client.readClose();
    // Read quickly enough it is no flood.
    QVERIFY2(code == 1008 || code == 1013 || code == 0, std::to_string(code).c_str());
    WebSocketClient other = connect(m_viewer);
    QCOMPARE(subscribe(other, "alerts")["type"_L1].toString(), u"subscribed"_s);
}

// Opened first and asked last: it takes five seconds.
void TestSubscribe::whoSaysNothingIsClosed()
{
    QCOMPARE(m_silent->readClose(7'000), 4401);
    QVERIFY(m_silentSince.elapsed() >= 4'500);
    m_silent.reset();
}

void TestSubscribe::subscribersAreCounted()
{
    QTRY_COMPARE(m_rig->runtime().gateway().state().stats.subscribers, 0);
    {
        const WebSocketClient one = connect(m_viewer);
        const WebSocketClient two(m_port, kPath);
        QTRY_COMPARE(m_rig->runtime().gateway().state().stats.subscribers, 2);
        const std::string metrics = m_rig->get("/metrics", m_viewer).body;
        QVERIFY(metrics.find("binnacle_gateway_subscribers 2\n") != std::string::npos);
    }
    QTRY_COMPARE(m_rig->runtime().gateway().state().stats.subscribers, 0);
    // Closing the gateway says goodbye.
    WebSocketClient last = connect(m_viewer);
    std::thread stopping([this] { m_rig.reset(); });
    QCOMPARE(last.readClose(), 1001);
    last.raw().close();
    stopping.join();
}

QTEST_GUILESS_MAIN(TestSubscribe)
#include "tst_subscribe.moc"
