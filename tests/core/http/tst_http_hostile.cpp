#include "tests/core/http/http_rig.h"
#include "tests/support/resident_memory.h"

#include <QTest>

#include <ctime>
#include <random>
#include <sys/resource.h>

using namespace binnacle;
using namespace binnacle::test;

namespace {

http::ServerSettings shortDeadlines()
{
    http::ServerSettings settings;
    settings.limits.headTimeout = Duration{400};
    settings.limits.bodyIdleTimeout = Duration{400};
    settings.limits.bodyTimeout = Duration{1'000};
    settings.limits.idleTimeout = Duration{400};
    settings.limits.writeTimeout = Duration{600};
    return settings;
}

} // namespace

// Clients that are slow, endless, deaf or speak something else.
class TestHttpHostile : public QObject
{
    Q_OBJECT

private slots:
    void aSlowHeadEndsAtItsDeadline()
    {
        HttpRig rig(shortDeadlines());
        RawConnection client = rig.connect();
        const auto begin = std::chrono::steady_clock::now();
        bool open = true;
        for (int i = 0; i < 30 && open; ++i) {
            open = client.send("G") && !client.closedWithin(50);
        }
        QVERIFY(!open);
        QVERIFY(std::chrono::steady_clock::now() - begin < std::chrono::seconds(2));
        QCOMPARE(rig.server->stats().timeouts.load(), std::uint64_t{1});
    }

    void aTimeoutInsideARequestSaysSo_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("head") << QByteArray("GET /echo HTT");
        QTest::newRow("body") << QByteArray(
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc");
        QTest::newRow("chunk") << QByteArray(
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab");
    }

    void aTimeoutInsideARequestSaysSo()
    {
        QFETCH(QByteArray, bytes);
        HttpRig rig(shortDeadlines());
        RawConnection client = rig.connect();
        QVERIFY(client.send(bytes.toStdString()));
        const std::string response = client.readAll();
        QCOMPARE(test::statusOf(response), 408);
        QVERIFY(response.find("Connection: close") != std::string::npos);
        QCOMPARE(rig.handled.load(), 0);
    }

    void aDrippingBodyEndsAtTheDeadlineOfTheWhole()
    {
        HttpRig rig(shortDeadlines());
        RawConnection client = rig.connect();
        QVERIFY(client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\n"
                            "Content-Length: 100000\r\n\r\n"));
        const auto begin = std::chrono::steady_clock::now();
        while (client.send("x") && !client.closedWithin(100)) {
            QVERIFY(std::chrono::steady_clock::now() - begin < std::chrono::seconds(4));
        }
        QCOMPARE(rig.server->stats().timeouts.load(), std::uint64_t{1});
    }

    void silentAndIdleConnectionsAreClosed()
    {
        HttpRig rig(shortDeadlines());
        RawConnection silent = rig.connect();
        RawConnection idle = rig.connect();
        QVERIFY(idle.send(get("/echo")));
        QCOMPARE(test::statusOf(idle.readResponse()), 200);
        QVERIFY(silent.closedWithin(2'000));
        QVERIFY(idle.closedWithin(2'000));
    }

    void aLongPollOutlivesEveryDeadline()
    {
        HttpRig rig(shortDeadlines());
        RawConnection client = rig.connect();
        QVERIFY(client.send(get("/poll")));
        QVERIFY(rig.waitForParked(1));
        QTest::qWait(1'500);
        rig.answerParked();
        QVERIFY(client.readResponse().ends_with("\"answer\""));
    }

    void aClientThatNeverReadsIsCutOff()
    {
        HttpRig rig(shortDeadlines());
        RawConnection client = rig.connect(4'096);
        QVERIFY(client.send(get("/big")));
        // Time for 8 MiB at the slowest rate allowed would be two minutes: read nothing, wait for
        // the deadline of a small answer instead.
        RawConnection other = rig.connect(4'096);
        [[maybe_unused]] const std::size_t before = test::residentBytes();
        std::string requests;
        for (int i = 0; i < 1'000; ++i)
            requests += post("/echo", std::string(1'000, 'x'));
        std::size_t sent = 0;
        while (other.send(requests, 300) && sent < (256U << 20))
            sent += requests.size();
        QVERIFY2(sent < (64U << 20), "the server took in all that it was sent");
#ifndef __SANITIZE_ADDRESS__ // which keeps freed memory for a while
        QVERIFY(test::residentBytes() < before + (16U << 20));
#endif
        QTRY_VERIFY_WITH_TIMEOUT(rig.server->stats().timeouts.load() >= 1, 5'000);
    }

    void anEndlessBodyIsRefusedEarly_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QByteArray>("chunk");
        QTest::newRow("length") << QByteArray("Content-Length: 10000000000\r\n")
                                << QByteArray(65536, 'x');
        QTest::newRow("chunked") << QByteArray("Transfer-Encoding: chunked\r\n")
                                 << "10000\r\n" + QByteArray(65536, 'x') + "\r\n";
    }

    void anEndlessBodyIsRefusedEarly()
    {
        QFETCH(QByteArray, head);
        QFETCH(QByteArray, chunk);
        HttpRig rig;
        RawConnection client = rig.connect();
        QVERIFY(client.send(
            "POST /echo HTTP/1.1\r\nHost: localhost\r\n" + head.toStdString() + "\r\n"));
        const std::string bytes = chunk.toStdString();
        std::size_t sent = 0;
        while (sent < (200U << 20) && client.send(bytes))
            sent += bytes.size();
        QVERIFY(sent < (200U << 20));
        QCOMPARE(rig.handled.load(), 0);
        QCOMPARE(rig.server->stats().rejectedBodies.load(), std::uint64_t{1});
    }

    // The client sends on while the answer is there: it must read 413, not a reset.
    void theRefusalReachesAClientThatIsStillSending()
    {
        HttpRig rig;
        RawConnection client = rig.connect();
        QVERIFY(client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\n"
                            "Content-Length: 20000000\r\n\r\n"));
        QVERIFY(client.send(std::string(2U << 20, 'x')));
        QCOMPARE(test::statusOf(client.readResponse()), 413);
        QVERIFY(client.closedWithin(3'000));
    }

    void bodiesOfAllConnectionsTogetherAreBounded()
    {
        http::ServerSettings settings;
        settings.limits.bodyBytesTotal = 1U << 20;
        HttpRig rig(settings);
        const std::string half = post("/echo", std::string(800'000, 'x'));
        RawConnection first = rig.connect();
        RawConnection second = rig.connect();
        QVERIFY(first.send(half.substr(0, half.size() - 1)));
        QTRY_VERIFY(rig.server->stats().bytesIn.load() >= half.size() - 1);
        second.send(half);
        const std::string refused = second.readResponse();
        QCOMPARE(test::statusOf(refused), 503);
        QVERIFY(refused.find("Retry-After") != std::string::npos);
        QCOMPARE(rig.server->stats().rejectedBodies.load(), std::uint64_t{1});
        QVERIFY(first.send("x"));
        QCOMPARE(test::statusOf(first.readResponse()), 200);
        RawConnection third = rig.connect();
        QVERIFY(third.send(half));
        QCOMPARE(test::statusOf(third.readResponse()), 200);
    }

    void tooManyConnectionsAreToldSo()
    {
        http::ServerSettings settings;
        settings.limits.connections = 5;
        HttpRig rig(settings);
        std::vector<RawConnection> clients;
        for (int i = 0; i < 5; ++i) {
            clients.push_back(rig.connect());
            QVERIFY(clients.back().send(get("/echo")));
            QCOMPARE(test::statusOf(clients.back().readResponse()), 200);
        }
        RawConnection refused = rig.connect();
        refused.send(get("/echo"));
        const std::string response = refused.readAll();
        QCOMPARE(test::statusOf(response), 503);
        QVERIFY(response.find("Retry-After: 1\r\n") != std::string::npos);
        QCOMPARE(rig.server->stats().refused.load(), std::uint64_t{1});
        clients.pop_back();
        QTRY_VERIFY(rig.server->stats().open.load() < 5);
        RawConnection next = rig.connect();
        QVERIFY(next.send(get("/echo")));
        QCOMPARE(test::statusOf(next.readResponse()), 200);
    }

    void everyLimitThatIsReachedIsTold()
    {
        std::mutex mutex;
        std::vector<std::pair<http::Limit, std::string>> told;
        http::ServerSettings settings;
        settings.limits.connections = 1;
        HttpRig rig(settings, [&](http::Limit reached, const std::string &address) {
            const std::scoped_lock lock(mutex);
            told.emplace_back(reached, address);
        });
        const auto turnedAway = [&rig](const std::string &request) {
            {
                RawConnection client = rig.connect();
                if (!client.send(request) || client.readAll().empty())
                    return false;
            }
            return QTest::qWaitFor([&rig] { return rig.server->stats().open.load() == 0; });
        };
        QVERIFY(turnedAway("GET /echo HTTP/1.1\r\nHost: evil.example\r\n\r\n"));
        QVERIFY(turnedAway("POST /echo HTTP/1.1\r\nHost: localhost\r\n"
                           "Content-Length: 10000000000\r\n\r\n"));
        QVERIFY(turnedAway("GET / HTTP/9.9\r\n\r\n"));
        RawConnection first = rig.connect();
        QVERIFY(first.send(get("/echo")));
        QCOMPARE(test::statusOf(first.readResponse()), 200);
        RawConnection second = rig.connect();
        QCOMPARE(test::statusOf(second.readAll()), 503);
        const std::scoped_lock lock(mutex);
        // The second connection is one too many of all, which is nobody's fault.
        const std::vector<http::Limit> expected{
            http::Limit::Hosts, http::Limit::Bodies, http::Limit::Heads};
        QCOMPARE(told.size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            QCOMPARE(told[i].first, expected[i]);
            QCOMPARE(told[i].second, std::string("127.0.0.1"));
        }
    }

    void foreignHostsAndOriginsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<int>("status");
        QTest::newRow("missing") << QByteArray("") << 400;
        QTest::newRow("foreign") << QByteArray("Host: evil.example\r\n") << 403;
        QTest::newRow("here") << QByteArray("Host: 127.0.0.1:1\r\n") << 200;
        QTest::newRow("own page") << QByteArray(
            "Host: localhost:1\r\nOrigin: http://localhost:1\r\n")
                                  << 200;
        QTest::newRow("page of another port")
            << QByteArray("Host: localhost:1\r\nOrigin: http://localhost:2\r\n") << 403;
        QTest::newRow("foreign page")
            << QByteArray("Host: localhost:1\r\nOrigin: http://evil.example\r\n") << 403;
        QTest::newRow("page without origin")
            << QByteArray("Host: localhost:1\r\nOrigin: null\r\n") << 403;
    }

    void foreignHostsAndOriginsAreRefused()
    {
        QFETCH(QByteArray, headers);
        QFETCH(int, status);
        HttpRig rig;
        RawConnection client = rig.connect();
        QVERIFY(client.send(
            "POST /echo HTTP/1.1\r\n" + headers.toStdString() + "Content-Length: 0\r\n\r\n"));
        QCOMPARE(test::statusOf(client.readResponse()), status);
        QCOMPARE(rig.handled.load(), status == 200 ? 1 : 0);
    }

    void anAbsoluteTargetIsHeldToTheSameHosts()
    {
        HttpRig rig;
        RawConnection client = rig.connect();
        QVERIFY(client.send(get("http://evil.example/echo")));
        QCOMPARE(test::statusOf(client.readResponse()), 403);
        RawConnection good = rig.connect();
        QVERIFY(good.send(get("http://localhost/echo")));
        QCOMPARE(test::statusOf(good.readResponse()), 200);
    }

    void dataBehindTheLastRequestIsNoRequest()
    {
        HttpRig rig;
        RawConnection client = rig.connect();
        QVERIFY(client.send(get("/echo", "Connection: close\r\n") + get("/echo")));
        QCOMPARE(test::statusOf(client.readAll()), 400);
        QCOMPARE(rig.handled.load(), 0);
        RawConnection old = rig.connect();
        QVERIFY(old.send(get("/echo", "Connection: close\r\n") + "\r\n"));
        QCOMPARE(test::statusOf(old.readAll()), 200);
    }

    void otherProtocolsAndNoiseAreTurnedAway()
    {
        HttpRig rig;
        std::mt19937 random(20261120);
        std::uniform_int_distribution<int> byte(0, 255);
        for (int i = 0; i < 1'000; ++i) {
            std::string noise(static_cast<std::size_t>(1 + byte(random)), '\0');
            for (char &c : noise)
                c = static_cast<char>(byte(random));
            if (i % 3 == 0)
                noise.insert(0, "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03");
            RawConnection client = rig.connect();
            client.send(noise);
            client.halfClose();
            const int status = test::statusOf(client.readAll(3'000));
            QVERIFY2(status == 400 || status == 501, QByteArray::number(status).constData());
        }
        QCOMPARE(rig.handled.load(), 0);
        QTRY_COMPARE(rig.server->stats().open.load(), std::int64_t{0});
    }

    void runningOutOfDescriptorsDoesNotSpin()
    {
        HttpRig rig;
        rlimit old{};
        QCOMPARE(getrlimit(RLIMIT_NOFILE, &old), 0);
        std::vector<RawConnection> clients;
        for (int i = 0; i < 4; ++i)
            clients.push_back(rig.connect());
        QTRY_COMPARE(rig.server->stats().open.load(), std::int64_t{4});
        // The client's own descriptor is made before the limit falls below it.
        const int waiting = socket(AF_INET, SOCK_STREAM, 0);
        rlimit low = old;
        low.rlim_cur = static_cast<rlim_t>(waiting) + 1;
        QCOMPARE(setrlimit(RLIMIT_NOFILE, &low), 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(rig.port());
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int connected
            = ::connect(waiting, reinterpret_cast<sockaddr *>(&address), sizeof address);
        const std::clock_t before = std::clock();
        QTest::qWait(500);
        const double cpu = double(std::clock() - before) / CLOCKS_PER_SEC;
        setrlimit(RLIMIT_NOFILE, &old);
        QCOMPARE(connected, 0);
        QVERIFY2(cpu < 0.2, QByteArray::number(cpu).constData());
        QTRY_COMPARE(rig.server->stats().open.load(), std::int64_t{5});
        ::close(waiting);
    }
};

QTEST_GUILESS_MAIN(TestHttpHostile)
#include "tst_http_hostile.moc"
