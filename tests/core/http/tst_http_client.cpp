#include "core/http/client.h"
#include "core/http/response_reader.h"
#include "tests/core/http/http_rig.h"

#include <QTest>

#include <algorithm>

using namespace binnacle;
using namespace binnacle::test;

namespace {

// Answers every connection with the same bytes and closes it.
class CannedServer
{
public:
    CannedServer(std::string answer, bool closes)
        : m_answer(std::move(answer))
    {
        m_socket = socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (bind(m_socket, reinterpret_cast<sockaddr *>(&address), size) != 0
            || listen(m_socket, 8) != 0
            || getsockname(m_socket, reinterpret_cast<sockaddr *>(&address), &size) != 0)
            qFatal("cannot listen");
        m_port = ntohs(address.sin_port);
        m_thread = std::jthread([this, closes] { serve(closes); });
    }
    ~CannedServer()
    {
        shutdown(m_socket, SHUT_RDWR);
        m_thread.join();
        ::close(m_socket);
    }
    std::uint16_t port() const { return m_port; }

private:
    void serve(bool closes)
    {
        std::vector<int> open;
        for (;;) {
            const int client = accept(m_socket, nullptr, nullptr);
            if (client < 0)
                break;
            std::array<char, 4096> buffer{};
            if (recv(client, buffer.data(), buffer.size(), 0) > 0)
                ::send(client, m_answer.data(), m_answer.size(), MSG_NOSIGNAL);
            if (closes)
                ::close(client);
            else
                open.push_back(client);
        }
        for (const int client : open)
            ::close(client);
    }

    std::string m_answer;
    int m_socket = -1;
    std::uint16_t m_port = 0;
    std::jthread m_thread;
};

} // namespace

class TestHttpClient : public QObject
{
    Q_OBJECT

private slots:
    void requestsShareOneConnection()
    {
        HttpRig rig;
        http::Client client("127.0.0.1", rig.port());
        for (int i = 0; i < 20; ++i) {
            const std::string body(static_cast<std::size_t>(i) * 10'000, 'a');
            const auto answer = client.send({.method = "POST", .target = "/echo", .body = body});
            QVERIFY(answer);
            QCOMPARE(answer->status, 200);
            QCOMPARE(answer->body, body);
        }
        QCOMPARE(rig.server->stats().open.load(), std::int64_t{1});
    }

    void headersComeInLowerCase()
    {
        HttpRig rig;
        http::Client client("127.0.0.1", rig.port());
        const auto answer = client.send({.target = "/echo"});
        QVERIFY(answer);
        QVERIFY(std::find(answer->headers.begin(), answer->headers.end(),
                    std::pair<std::string, std::string>("content-type", "application/json"))
            != answer->headers.end());
        const auto head = client.send({.method = "HEAD", .target = "/echo"});
        QVERIFY(head);
        QCOMPARE(head->body, "");
    }

    void aConnectionThatTheServerClosedIsMadeAgain()
    {
        http::ServerSettings settings;
        settings.limits.idleTimeout = Duration{100};
        HttpRig rig(settings);
        http::Client client("127.0.0.1", rig.port());
        for (int i = 0; i < 3; ++i) {
            QVERIFY(client.send({.target = "/echo"}));
            QTRY_COMPARE(rig.server->stats().open.load(), std::int64_t{0});
        }
    }

    void nobodyThereIsUnavailable()
    {
        std::uint16_t port = 0;
        {
            HttpRig rig;
            port = rig.port();
        }
        http::Client client("127.0.0.1", port);
        const auto answer = client.send({.target = "/echo"});
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Unavailable);
    }

    void aSlowAnswerIsATimeoutAndTheNextRequestWorks()
    {
        HttpRig rig;
        http::Client client("127.0.0.1", rig.port());
        const auto answer = client.send({.target = "/poll", .timeout = Duration{200}});
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Timeout);
        QVERIFY(client.send({.target = "/echo"}));
        QTRY_COMPARE(rig.hangups.load(), 1);
    }

    void interruptEndsAWaitingAndEveryLaterRequest()
    {
        HttpRig rig;
        http::Client client("127.0.0.1", rig.port());
        std::jthread interrupter([&] {
            if (rig.waitForParked(1))
                client.interrupt();
        });
        const auto begin = std::chrono::steady_clock::now();
        const auto answer = client.send({.target = "/poll", .timeout = Duration{30'000}});
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Cancelled);
        QVERIFY(std::chrono::steady_clock::now() - begin < std::chrono::seconds(10));
        QCOMPARE(client.send({.target = "/echo"}).error().code, ErrorCode::Cancelled);
    }

    void aLongAnswerIsTooLarge()
    {
        HttpRig rig;
        http::Client client("127.0.0.1", rig.port());
        const auto answer = client.send({.target = "/big", .answerLimit = 1'000});
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::TooLarge);
        QCOMPARE(client.send({.target = "/big"})->body.size(), HttpRig::kBigBytes);
    }

    void aRefusalOfALongBodyIsRead()
    {
        HttpRig rig;
        http::Client client("127.0.0.1", rig.port());
        const auto answer = client.send(
            {.method = "POST", .target = "/echo", .body = std::string(18U << 20, 'x')});
        QVERIFY(answer);
        QCOMPARE(answer->status, 413);
    }

    void headersCannotBeInjected()
    {
        http::Client client("127.0.0.1", 1);
        QCOMPARE(client.send({.target = "/a b"}).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(client.send({.target = "/", .headers = {{"X", "a\r\nY: b"}}}).error().code,
            ErrorCode::InvalidArgument);
    }

    void answersOfOtherServers_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("closes");
        QTest::addColumn<QByteArray>("body"); // null: malformed
        QTest::newRow("chunked") << QByteArray(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
                                 << false << QByteArray("abc");
        QTest::newRow("until close")
            << QByteArray("HTTP/1.0 200 OK\r\n\r\nabc") << true << QByteArray("abc");
        QTest::newRow("after 100 and 103")
            << QByteArray("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                          "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc")
            << false << QByteArray("abc");
        QTest::newRow("204") << QByteArray("HTTP/1.1 204 No Content\r\n\r\n") << false
                             << QByteArray("");
        QTest::newRow("noise") << QByteArray("SSH-2.0-OpenSSH\r\n\r\n") << false << QByteArray();
        QTest::newRow("bad chunk")
            << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n") << false
            << QByteArray();
        QTest::newRow("cut short") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")
                                   << true << QByteArray();
        QTest::newRow("too much") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nabc")
                                  << false << QByteArray();
    }

    void answersOfOtherServers()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, closes);
        QFETCH(QByteArray, body);
        CannedServer server(bytes.toStdString(), closes);
        http::Client client("127.0.0.1", server.port());
        const auto answer = client.send({.timeout = Duration{3'000}});
        QCOMPARE(answer.has_value(), !body.isNull());
        if (answer)
            QCOMPARE(answer->body, body.toStdString());
        else
            QVERIFY(answer.error().code == ErrorCode::MalformedBody
                || answer.error().code == ErrorCode::Unavailable);
    }
};

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_http_client.moc"
