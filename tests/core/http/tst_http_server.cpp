#include "tests/core/http/http_rig.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::test;
using http::Delivery;

// Real sockets: what a well-behaved client may expect, and how long polls and stopping work.
class TestHttpServer : public QObject
{
    Q_OBJECT

private slots:
    void aRequestIsAnsweredWithTheHeadersOfTheHouse()
    {
        HttpRig rig;
        RawConnection client = rig.connect();
        QVERIFY(client.send(post("/echo", "{\"a\":1}")));
        const std::string response = client.readResponse();
        QCOMPARE(statusOf(response), 200);
        QVERIFY(response.ends_with("\r\n\r\n{\"a\":1}"));
        for (const char *header :
            {"Content-Length: 7", "Content-Type: application/json", "Cache-Control: no-store",
                "X-Content-Type-Options: nosniff", "Connection: keep-alive"})
            QVERIFY2(response.find(header) != std::string::npos, header);
        QVERIFY(response.find("Server:") == std::string::npos);
    }

    void manyRequestsShareAConnection()
    {
        HttpRig rig;
        RawConnection client = rig.connect();
        for (int i = 0; i < 100; ++i) {
            QVERIFY(client.send(post("/echo", std::to_string(i))));
            QVERIFY(client.readResponse().ends_with("\r\n" + std::to_string(i)));
        }
        QCOMPARE(rig.server->stats().requests.load(), std::uint64_t{100});
        QCOMPARE(rig.server->stats().open.load(), std::int64_t{1});
    }

    void pipelinedRequestsAreAnsweredInOrder()
    {
        HttpRig rig;
        RawConnection client = rig.connect();
        std::string all;
        for (int i = 0; i < 2'000; ++i)
            all += post("/echo", std::to_string(i));
        std::jthread sender([&] { client.send(all); });
        for (int i = 0; i < 2'000; ++i)
            QVERIFY(client.readResponse().ends_with("\r\n" + std::to_string(i)));
        sender.join();
    }

    void aPipelinedRequestWaitsBehindALongPoll()
    {
        HttpRig rig;
        RawConnection client = rig.connect();
        QVERIFY(client.send(get("/poll")));
        QVERIFY(rig.waitForParked(1));
        QVERIFY(client.send(post("/echo", "second")));
        QTest::qWait(50);
        QCOMPARE(rig.handled.load(), 1);
        rig.answerParked();
        QVERIFY(client.readResponse().ends_with("\"answer\""));
        QVERIFY(client.readResponse().ends_with("second"));
        QCOMPARE(rig.hangups.load(), 0);
    }

    void aChunkedBodyArrivesWhole()
    {
        HttpRig rig;
        RawConnection client = rig.connect();
        QVERIFY(client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\n"
                            "Transfer-Encoding: chunked\r\n\r\n"));
        std::string expected;
        for (int i = 1; i < 200; ++i) {
            const std::string chunk(static_cast<std::size_t>(i), static_cast<char>('a' + i % 26));
            expected += chunk;
            QVERIFY(client.send(QByteArray::number(i, 16).toStdString() + "\r\n" + chunk + "\r\n"));
        }
        QVERIFY(client.send("0\r\n\r\n"));
        QVERIFY(client.readResponse().ends_with(expected));
    }

    void aLargeBodyGoesBothWays()
    {
        HttpRig rig;
        RawConnection client = rig.connect();
        const std::string body(12U << 20, 'b');
        std::jthread sender([&] { client.send(post("/echo", body)); });
        const std::string response = client.readResponse(20'000);
        sender.join();
        QVERIFY(response.ends_with(body));
    }

    void headHasTheLengthButNoBody()
    {
        HttpRig rig;
        RawConnection client = rig.connect();
        QVERIFY(client.send("HEAD /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        const std::string response = client.readAll();
        QCOMPARE(statusOf(response), 200);
        QVERIFY(response.find("Content-Length: 7\r\n") != std::string::npos);
        QVERIFY(response.ends_with("\r\n\r\n"));
    }

    void closeAndOldVersionsAreRespected_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<bool>("closes");
        QTest::newRow("1.1") << QByteArray("GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n")
                             << false;
        QTest::newRow("1.1 close")
            << QByteArray("GET /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            << true;
        QTest::newRow("1.0") << QByteArray("GET /echo HTTP/1.0\r\n\r\n") << true;
        QTest::newRow("1.0 keep-alive")
            << QByteArray("GET /echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\n") << false;
    }

    void closeAndOldVersionsAreRespected()
    {
        QFETCH(QByteArray, request);
        QFETCH(bool, closes);
        HttpRig rig;
        RawConnection client = rig.connect();
        QVERIFY(client.send(request.toStdString()));
        const std::string response = client.readResponse();
        QCOMPARE(statusOf(response), 200);
        QCOMPARE(response.find("Connection: close") != std::string::npos, closes);
        QCOMPARE(client.closedWithin(300), closes);
    }

    void continueIsSentOnlyForABodyThatIsWelcome()
    {
        HttpRig rig;
        RawConnection client = rig.connect();
        const std::string head = "POST /echo HTTP/1.1\r\nHost: localhost\r\n"
                                 "Expect: 100-continue\r\nContent-Length: ";
        QVERIFY(client.send(head + "4\r\n\r\n"));
        QCOMPARE(statusOf(client.readResponse()), 100);
        QVERIFY(client.send("body"));
        QVERIFY(client.readResponse().ends_with("body"));

        QVERIFY(client.send(head + "999999999\r\n\r\n"));
        QCOMPARE(statusOf(client.readResponse()), 413);
    }

    void aDroppedExchangeIsAnError()
    {
        HttpRig rig;
        RawConnection client = rig.connect();
        QVERIFY(client.send(get("/drop")));
        QCOMPARE(statusOf(client.readResponse()), 500);
    }

    void anAnswerFromAnotherThreadIsReportedWritten()
    {
        HttpRig rig;
        RawConnection client = rig.connect();
        QVERIFY(client.send(get("/poll")));
        QVERIFY(rig.waitForParked(1));
        std::thread([&] { rig.answerParked(); }).join();
        QVERIFY(client.readResponse().ends_with("\"answer\""));
        QTRY_COMPARE(rig.written.load(), 1);
        QCOMPARE(rig.lost.load(), 0);
    }

    void aHangupIsNoticedWhileTheAnswerIsPending_data()
    {
        QTest::addColumn<bool>("hard");
        QTest::addColumn<int>("pipelined");
        QTest::newRow("closed") << false << 0;
        QTest::newRow("reset") << true << 0;
        QTest::newRow("closed behind a pipelined request") << false << 100;
        QTest::newRow("closed behind more than is read ahead") << false << 100'000;
    }

    void aHangupIsNoticedWhileTheAnswerIsPending()
    {
        QFETCH(bool, hard);
        QFETCH(int, pipelined);
        HttpRig rig;
        RawConnection client = rig.connect();
        QVERIFY(client.send(get("/poll")));
        QVERIFY(rig.waitForParked(1));
        QVERIFY(client.send(std::string(static_cast<std::size_t>(pipelined), 'x')));
        hard ? client.reset() : client.close();
        QTRY_COMPARE(rig.hangups.load(), 1);
        rig.answerParked();
        QTRY_COMPARE(rig.lost.load(), 1);
        QCOMPARE(rig.written.load(), 0);
        QTRY_COMPARE(rig.server->stats().open.load(), std::int64_t{0});
    }

    void aHangupWishThatComesLateIsStillHeard()
    {
        HttpRig rig;
        RawConnection client = rig.connect();
        QVERIFY(client.send(post("/later", "x")));
        QVERIFY(rig.waitForParked(1));
        client.close();
        QTest::qWait(100);
        std::atomic<int> heard{0};
        auto parked = rig.takeParked();
        parked[0].onHangup([&] { ++heard; });
        QTRY_COMPARE(heard.load(), 1);
        parked[0].respond(http::json("1"), rig.note());
        QTRY_COMPARE(rig.lost.load(), 1);
    }

    void aClientThatOnlyHalfClosesGetsItsAnswer()
    {
        HttpRig rig;
        RawConnection client = rig.connect();
        QVERIFY(client.send(post("/later", "x")));
        client.halfClose();
        QVERIFY(rig.waitForParked(1));
        QTest::qWait(50);
        rig.answerParked();
        QVERIFY(client.readAll().ends_with("\"answer\""));
    }

    void onlyTheFirstAnswerCounts()
    {
        HttpRig rig;
        RawConnection client = rig.connect();
        QVERIFY(client.send(get("/poll")));
        QVERIFY(rig.waitForParked(1));
        auto parked = rig.takeParked();
        parked[0].respond(http::json("\"one\""), nullptr);
        parked[0].respond(http::json("\"two\""), nullptr);
        QVERIFY(client.readResponse().ends_with("\"one\""));
        QVERIFY(client.readResponse(200).empty());
    }

    void headerValuesCannotSplitAResponse()
    {
        HttpRig rig;
        RawConnection client = rig.connect();
        QVERIFY(client.send(get("/poll")));
        QVERIFY(rig.waitForParked(1));
        http::Response response = http::json("1");
        response.headers.emplace_back("X-Note", "a\r\nX-Evil: b");
        rig.takeParked()[0].respond(std::move(response), nullptr);
        QVERIFY(client.readResponse().find("X-Note: a  X-Evil: b\r\n") != std::string::npos);
    }

    void stoppingAnswersWhatWasAccepted()
    {
        HttpRig rig;
        std::vector<RawConnection> idle;
        std::vector<RawConnection> polls;
        std::vector<RawConnection> uploads;
        for (int i = 0; i < 20; ++i) {
            idle.push_back(rig.connect());
            QVERIFY(idle.back().send(get("/echo")));
            QCOMPARE(statusOf(idle.back().readResponse()), 200);
            polls.push_back(rig.connect());
            QVERIFY(polls.back().send(get("/poll")));
            uploads.push_back(rig.connect());
            QVERIFY(uploads.back().send(post("/echo", "0123456789").substr(0, 65)));
        }
        QVERIFY(rig.waitForParked(20));
        const std::uint16_t port = rig.port();
        std::jthread stopper([&] { rig.server->stop(Duration{5'000}); });
        for (RawConnection &client : idle)
            QVERIFY(client.closedWithin(2'000));
        rig.answerParked();
        for (RawConnection &client : uploads)
            QVERIFY(client.send(post("/echo", "0123456789").substr(65)));
        for (RawConnection &client : polls)
            QVERIFY(client.readAll().ends_with("\"answer\""));
        for (RawConnection &client : uploads) {
            const std::string response = client.readAll();
            QVERIFY(response.ends_with("0123456789"));
            QVERIFY(response.find("Connection: close") != std::string::npos);
        }
        for (auto *clients : {&polls, &uploads})
            clients->clear();
        stopper.join();
        QVERIFY(!RawConnection(port).connected());
        QCOMPARE(rig.written.load(), 20);
        QCOMPARE(rig.server->stats().open.load(), std::int64_t{0});
        rig.server->stop(Duration{0}); // again: nothing
    }

    void stoppingEndsWhatOutlivesTheGrace()
    {
        HttpRig rig;
        RawConnection poll = rig.connect();
        RawConnection upload = rig.connect();
        QVERIFY(poll.send(get("/poll")));
        QVERIFY(upload.send(post("/echo", "0123456789").substr(0, 65)));
        QVERIFY(rig.waitForParked(1));
        const auto begin = std::chrono::steady_clock::now();
        rig.server->stop(Duration{200});
        QVERIFY(std::chrono::steady_clock::now() - begin < std::chrono::seconds(2));
        QCOMPARE(rig.hangups.load(), 1);
        rig.answerParked(); // after the server's end: must not crash, and must say so
        QCOMPARE(rig.lost.load(), 1);
        QVERIFY(poll.closedWithin(1'000));
        QVERIFY(upload.closedWithin(1'000));
    }

    void twoThreadsServeManyClients()
    {
        http::ServerSettings settings;
        settings.threads = 2;
        HttpRig rig(settings);
        std::atomic<int> good{0};
        std::atomic<bool> done{false};
        std::thread answerer([&] {
            while (!done) {
                rig.answerParked();
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
        });
        std::vector<std::thread> clients;
        for (int i = 0; i < 8; ++i) {
            clients.emplace_back([&, i] {
                RawConnection client = rig.connect();
                for (int n = 0; n < 50; ++n) {
                    const bool polls = (n + i) % 3 == 0;
                    client.send(polls ? get("/poll") : post("/echo", "\"answer\""));
                    if (client.readResponse().ends_with("\"answer\""))
                        ++good;
                    if (n % 10 == 9 && i % 2 == 0) {
                        RawConnection lost = rig.connect();
                        lost.send(get("/poll"));
                        lost.reset();
                    }
                }
            });
        }
        for (std::thread &client : clients)
            client.join();
        done = true;
        answerer.join();
        QCOMPARE(good.load(), 400);
    }

    void aTakenPortIsAnError()
    {
        HttpRig rig;
        http::ServerSettings settings;
        settings.port = rig.port();
        const auto second = http::Server::start(settings, {});
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::Unavailable);
    }

    void theNetworkNeedsTls_data()
    {
        QTest::addColumn<QByteArray>("address");
        QTest::newRow("every interface") << QByteArray("0.0.0.0");
        QTest::newRow("every IPv6 interface") << QByteArray("::");
        QTest::newRow("an address") << QByteArray("10.1.2.3");
        QTest::newRow("a name") << QByteArray("example.com");
    }

    void theNetworkNeedsTls()
    {
        QFETCH(QByteArray, address);
        http::ServerSettings settings;
        settings.address = address.toStdString();
        const auto server = http::Server::start(settings, {});
        QVERIFY(!server);
        QCOMPARE(server.error().code, ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_http_server.moc"
