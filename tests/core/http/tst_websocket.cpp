#include "core/http/server.h"
#include "tests/core/http/http_rig.h"
#include "tests/core/http/websocket_client.h"
#include "tests/support/resident_memory.h"

#include <QTest>

#include <cstring>

using namespace binnacle;
using test::clientFrame;
using test::handshake;
using test::HttpRig;
using test::RawConnection;
using test::residentBytes;
using test::WebSocketClient;

namespace {

// A server that answers each message with the same; "flood" is answered until the queue holds
// 1 MiB.
class EchoRig
{
public:
    explicit EchoRig(Duration ping = Duration{30'000})
    {
        http::Router router;
        router.addWebSocket("/ws", [this](http::Exchange exchange) {
            if (!exchange.acceptWebSocket)
                return exchange.respond(http::json("\"plain\""), {});
            exchange.acceptWebSocket("echo", [this](std::shared_ptr<http::WebSocket> socket) {
                return events(std::move(socket));
            });
        });
        router.addWebSocket("/no", [](http::Exchange exchange) {
            exchange.respond(http::failure({ErrorCode::PermissionDenied, "not you"}), {});
        });
        router.add(http::Method::Get, "/plain",
            [](http::Exchange exchange) { exchange.respond(http::json("{}"), {}); });
        http::ServerSettings settings;
        settings.limits.webSocketPing = ping;
        auto started = http::Server::start(settings, std::move(router));
        if (!started)
            qFatal("%s", started.error().message.c_str());
        server = *std::move(started);
    }

    std::uint16_t port() const { return server->port(); }

    std::atomic<int> closed = 0;
    std::atomic<int> drained = 0;
    std::shared_ptr<http::WebSocket> last; // of the newest socket
    std::unique_ptr<http::Server> server;

private:
    http::WebSocketEvents events(std::shared_ptr<http::WebSocket> socket)
    {
        last = socket;
        return {.message =
                    [socket](std::string text) {
                        const auto shared = std::make_shared<const std::string>(std::move(text));
                        socket->send(shared);
                        const auto filler = std::make_shared<const std::string>(40'000, 'x');
                        while (*shared == "flood" && socket->queuedBytes() < (1U << 20)) {
                            if (!socket->send(filler))
                                return; // closed meanwhile
                        }
                    },
            .drained = [this] { ++drained; },
            .closed = [this] { ++closed; }};
    }
};

} // namespace

class TestWebSocket final : public QObject
{
    Q_OBJECT

private slots:
    void theHandshakeIsThatOfTheStandard();
    void wrongHandshakesAreRefused_data();
    void wrongHandshakesAreRefused();
    void onlyItsRoutesUpgrade();
    void messagesGoBothWaysInOrder();
    void framesBehindTheHandshakeAreNotLost();
    void aMistakeIsAnsweredWithItsCodeAndTheEnd();
    void goodbyesAreAnswered();
    void aFloodOfPingsCostsNothing();
    void whoIsSilentIsPingedAndThenClosed();
    void whoDoesNotReadHoldsUpNobody();
    void aStoppingServerSaysSo();
};

void TestWebSocket::theHandshakeIsThatOfTheStandard()
{
    EchoRig rig;
    WebSocketClient client(rig.port(), "/ws", "Sec-WebSocket-Protocol: chat, echo\r\n");
    QVERIFY2(client.isOpen(), client.answer.c_str());
    QVERIFY(client.answer.find("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
        != std::string::npos);
    QVERIFY(client.answer.find("Sec-WebSocket-Protocol: echo\r\n") != std::string::npos);
    QVERIFY(client.answer.find("Connection: Upgrade\r\n") != std::string::npos);
}

void TestWebSocket::wrongHandshakesAreRefused_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const char *from, const char *to, int status) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << status;
    };
    row("version 8", "Version: 13", "Version: 8", 426);
    row("no version", "Sec-WebSocket-Version: 13\r\n", "", 426);
    row("no key", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", "", 400);
    row("short key", "dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZQ==", 400);
    row("key that is no base64", "dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub2*jZQ==", 400);
    row("two keys", "Upgrade: websocket\r\n",
        "Upgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", 400);
    row("no connection", "Connection: keep-alive, Upgrade", "Connection: keep-alive", 400);
    row("another protocol", "Upgrade: websocket", "Upgrade: h2c", 400);
    row("two protocols", "Upgrade: websocket", "Upgrade: h2c, websocket", 400);
    row("post", "GET /ws", "POST /ws", 400);
    row("old version of HTTP", "HTTP/1.1", "HTTP/1.0", 400);
    row("page of another origin", "Upgrade: websocket",
        "Upgrade: websocket\r\nOrigin: http://evil.example", 403);
    row("another host", "Host: localhost", "Host: evil.example", 403);
    row("refused by the route", "/ws", "/no", 403);
}

void TestWebSocket::wrongHandshakesAreRefused()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(int, status);
    EchoRig rig;
    QByteArray request = QByteArray::fromStdString(handshake("/ws"));
    QVERIFY(request.contains(from));
    request.replace(from, to);
    RawConnection connection(rig.port());
    connection.send(request.toStdString());
    const std::string answer = connection.readAll();
    QCOMPARE(test::statusOf(answer), status);
    QCOMPARE(answer.find("Sec-WebSocket-Version: 13") != std::string::npos, status == 426);
    QCOMPARE(rig.closed.load(), 0);
}

void TestWebSocket::onlyItsRoutesUpgrade()
{
    EchoRig rig;
    RawConnection connection(rig.port());
    connection.send(handshake("/plain"));
    QCOMPARE(test::statusOf(connection.readAll()), 400);
    RawConnection plain(rig.port());
    plain.send(test::get("/ws"));
    QCOMPARE(test::statusOf(plain.readResponse()), 200);
}

void TestWebSocket::messagesGoBothWaysInOrder()
{
    EchoRig rig;
    WebSocketClient client(rig.port(), "/ws");
    std::string sent;
    for (int i = 0; i < 500; ++i)
        sent += test::textFrame(std::to_string(i));
    sent += test::textFrame(std::string(60'000, 'y'));
    QVERIFY(client.raw().send(sent));
    for (int i = 0; i < 500; ++i)
        QCOMPARE(client.readText(), std::to_string(i));
    QCOMPARE(client.readText().size(), 60'000U);
    QTRY_VERIFY(rig.drained > 0);
    QTRY_COMPARE(rig.last->queuedBytes(), 0U);
}

void TestWebSocket::framesBehindTheHandshakeAreNotLost()
{
    EchoRig rig;
    RawConnection connection(rig.port());
    connection.send(handshake("/ws") + test::textFrame("early"));
    QCOMPARE(test::statusOf(connection.readHead()), 101);
    std::optional<std::pair<unsigned, std::string>> frame;
    while (!(frame = connection.takeFrame()) && connection.receiveMore(2'000)) {}
    QVERIFY(frame);
    QCOMPARE(frame->second, "early");
}

void TestWebSocket::aMistakeIsAnsweredWithItsCodeAndTheEnd()
{
    EchoRig rig;
    const std::vector<std::pair<std::string, int>> mistakes{{clientFrame(0x81, "x", false), 1002},
        {clientFrame(0xC1, "bomb"), 1002}, {clientFrame(0x81, "\xFF"), 1007},
        {clientFrame(0x81, std::string(70'000, 'x')), 1009}};
    for (const auto &[bytes, code] : mistakes) {
        WebSocketClient client(rig.port(), "/ws");
        client.raw().send(bytes);
        QCOMPARE(client.readClose(), code);
        QVERIFY(client.raw().closedWithin(2'000));
    }
    QTRY_COMPARE(rig.closed.load(), static_cast<int>(mistakes.size()));
}

void TestWebSocket::goodbyesAreAnswered()
{
    EchoRig rig;
    WebSocketClient client(rig.port(), "/ws");
    client.raw().send(clientFrame(0x88, "\x03\xE8"));
    QCOMPARE(client.readClose(), 1000);
    QVERIFY(client.raw().closedWithin(2'000));
    QTRY_COMPARE(rig.closed.load(), 1);
    QVERIFY(!rig.last->send(std::make_shared<const std::string>("too late")));

    WebSocketClient other(rig.port(), "/ws");
    rig.last->close(4000, "enough");
    QCOMPARE(other.readClose(), 4000); // and it does not answer
    QVERIFY(other.raw().closedWithin(2'000));
    QTRY_COMPARE(rig.closed.load(), 2);

    WebSocketClient rude(rig.port(), "/ws");
    rude.raw().reset();
    QTRY_COMPARE(rig.closed.load(), 3);
}

void TestWebSocket::aFloodOfPingsCostsNothing()
{
    EchoRig rig;
    WebSocketClient client(rig.port(), "/ws");
    std::string pings;
    for (int i = 0; i < 1'000; ++i)
        pings += clientFrame(0x89, std::string(100, 'p'));
    [[maybe_unused]] const std::size_t before = residentBytes();
    for (int i = 0; i < 100; ++i) // and nobody reads the answers
        QVERIFY(client.raw().send(pings));
    client.send("done");
    while (const auto frame = client.read()) {
        QVERIFY(frame->opcode == 1 || frame->opcode == 10);
        if (frame->opcode == 1)
            break;
    }
#ifndef __SANITIZE_ADDRESS__ // which keeps freed memory for a while
    QVERIFY(residentBytes() < before + (16U << 20));
#endif
}

void TestWebSocket::whoIsSilentIsPingedAndThenClosed()
{
    EchoRig rig(Duration{300});
    WebSocketClient lively(rig.port(), "/ws");
    WebSocketClient silent(rig.port(), "/ws");
    for (int i = 0; i < 2; ++i) {
        const auto frame = lively.read(2'000);
        QVERIFY(frame);
        QCOMPARE(frame->opcode, 9U);
        QVERIFY(lively.raw().send(clientFrame(0x8A, frame->payload)));
    }
    QVERIFY(silent.raw().closedWithin(1'000));
    QTRY_COMPARE(rig.closed.load(), 1);
    lively.send("still here");
    QCOMPARE(lively.readText(), "still here");
}

void TestWebSocket::whoDoesNotReadHoldsUpNobody()
{
    EchoRig rig;
    WebSocketClient stuck(rig.port(), "/ws", {}, 4'096);
    const auto socket = rig.last;
    // How much the system takes before anything queues is its own business.
    for (int i = 0; i < 400 && socket->queuedBytes() < (256U << 10); ++i) {
        stuck.send("flood");
        QTest::qWait(5);
    }
    QVERIFY(socket->queuedBytes() >= (256U << 10));
    WebSocketClient other(rig.port(), "/ws");
    other.send("hello");
    QCOMPARE(other.readText(500), "hello");
    socket->close(1013, "enough"); // cut off although it cannot be told
    QTRY_COMPARE_WITH_TIMEOUT(rig.closed.load(), 1, 2'000);
}

void TestWebSocket::aStoppingServerSaysSo()
{
    EchoRig rig;
    WebSocketClient client(rig.port(), "/ws");
    client.send("hello");
    QCOMPARE(client.readText(), "hello");
    std::thread stopping([&rig] { rig.server->stop(Duration{5'000}); });
    QCOMPARE(client.readClose(), 1001);
    client.raw().send(clientFrame(0x88, "\x03\xE9"));
    client.raw().close();
    stopping.join();
    QCOMPARE(rig.closed.load(), 1);
}

QTEST_GUILESS_MAIN(TestWebSocket)
#include "tst_websocket.moc"
