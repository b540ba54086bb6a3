#include "core/codec/gzip.h"
#include "core/collect/endpoint.h"
#include "core/collect/scrape_source.h"
#include "tests/core/collect/scraped_endpoint.h"
#include "tests/support/http_receiver.h"

#include <QElapsedTimer>
#include <QTest>

#include <chrono>
#include <thread>

using namespace binnacle;
using namespace binnacle::collect;
using namespace binnacle::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const SystemClock kClock;
constexpr Duration kPatience{250};

std::string bodyWith(double requests)
{
    return responses("a", "200", requests);
}

Result<ScrapedText> fetch(const std::string &url, const UrlSourceSettings &like = {})
{
    UrlSourceSettings settings = like;
    settings.url = url;
    settings.timeout = kPatience;
    auto source = openUrlSource(kClock, settings);
    return source ? (*source)->fetch({}) : Result<ScrapedText>(source.error());
}

// Answers every connection with `head` and then `piece` after `piece` until the client hangs up.
void pourWithoutEnd(TestStream &stream, const std::string &head, const std::string &piece)
{
    std::string line;
    while (stream.readLine(line) && !line.empty()) {}
    bool isHeard = stream.write(head);
    while (isHeard)
        isHeard = stream.write(piece);
}

} // namespace

class TestScrapeSource : public QObject
{
    Q_OBJECT

private slots:
    void aGoodAnswerKeepsItsFormatAndSendsTheToken()
    {
        HttpReceiver server({.body = "a 1\n# EOF\n",
            .headers = "Content-Type: application/openmetrics-text; version=1.0.0\r\n"});
        const auto scraped = fetch(server.url("/metrics"), {.bearerToken = "s3cret"});
        QVERIFY2(scraped, scraped ? "" : scraped.error().message.c_str());
        QCOMPARE(scraped->text, std::string("a 1\n# EOF\n"));
        QCOMPARE(scraped->format, codec::ExpositionFormat::OpenMetrics);
        QCOMPARE(server.requests().at(0).target, std::string("/metrics"));
        QCOMPARE(server.requests().at(0).headers.at("authorization"), std::string("Bearer s3cret"));
    }

    void oneThatHangsIsLeftInTime()
    {
        HttpReceiver server({.hangs = true});
        QElapsedTimer clock;
        clock.start();
        const auto scraped = fetch(server.url());
        QVERIFY(!scraped);
        QCOMPARE(scraped.error().code, ErrorCode::Timeout);
        QVERIFY(scraped.error().message.find("250 ms") != std::string::npos);
        QVERIFY2(clock.elapsed() < 2'000, qPrintable(QString::number(clock.elapsed())));
    }

    void oneThatDripsIsLeftInTime()
    {
        TestServer server([&server](TestStream &stream) {
            std::string line;
            while (stream.readLine(line) && !line.empty()) {}
            bool isHeard = stream.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
            while (isHeard && !server.isStopping()) {
                isHeard = stream.write("a 1\n");
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
            }
        });
        QElapsedTimer clock;
        clock.start();
        const auto scraped = fetch("http://127.0.0.1:" + std::to_string(server.port()));
        QVERIFY(!scraped);
        QCOMPARE(scraped.error().code, ErrorCode::Timeout);
        QVERIFY2(clock.elapsed() < 2'000, qPrintable(QString::number(clock.elapsed())));
    }

    void anAnswerThatBreaksOffIsRefusedWhole()
    {
        HttpReceiver server({.body = bodyWith(1) + bodyWith(2), .breaksOff = true});
        const auto scraped = fetch(server.url());
        QVERIFY(!scraped);
        QCOMPARE(scraped.error().code, ErrorCode::MalformedBody);
        QVERIFY(scraped.error().message.starts_with("the answer is incomplete"));
    }

    void aRedirectIsNotFollowed()
    {
        HttpReceiver elsewhere({.body = "a 1\n"});
        HttpReceiver server({.status = 302, .headers = "Location: " + elsewhere.url() + "\r\n"});
        const auto scraped = fetch(server.url(), {.bearerToken = "s3cret"});
        QVERIFY(!scraped);
        QCOMPARE(scraped.error().code, ErrorCode::MalformedBody);
        QVERIFY(scraped.error().message.find("redirect") != std::string::npos);
        QCOMPARE(elsewhere.count(), 0U); // and the token stays here
    }

    void aWebPageIsNoScrape_data()
    {
        QTest::addColumn<QString>("type");
        QTest::newRow("said to be one") << "text/html; charset=utf-8";
        QTest::newRow("said to be text") << "text/plain";
    }
    void aWebPageIsNoScrape()
    {
        QFETCH(QString, type);
        HttpReceiver server({.body = "<!DOCTYPE html>\n<html><body>Sign in</body></html>\n",
            .headers = "Content-Type: " + type.toStdString() + "\r\n"});
        auto endpoint = Endpoint::open(kClock, server.url(), {});
        QVERIFY(endpoint);
        const auto scraped = (*endpoint)->scrape({});
        QVERIFY(!scraped);
        QCOMPARE(scraped.error().code, ErrorCode::MalformedBody);
        QVERIFY(scraped.error().message.find("web page") != std::string::npos);
    }

    void otherAnswersSayWhatToDo_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("says");
        const auto row = [](int status, ErrorCode code, const char *says) {
            QTest::addRow("%d", status) << status << static_cast<int>(code) << says;
        };
        row(401, ErrorCode::PermissionDenied, "wants another token");
        row(403, ErrorCode::PermissionDenied, "wants another token");
        row(404, ErrorCode::Unavailable, "404 instead of 200");
        row(204, ErrorCode::Unavailable, "204 instead of 200");
        row(503, ErrorCode::Unavailable, "503 instead of 200");
    }
    void otherAnswersSayWhatToDo()
    {
        QFETCH(int, status);
        QFETCH(int, code);
        QFETCH(QString, says);
        HttpReceiver server({.status = status, .body = status == 204 ? "" : "no"});
        const auto scraped = fetch(server.url());
        QVERIFY(!scraped);
        QCOMPARE(static_cast<int>(scraped.error().code), code);
        QVERIFY2(scraped.error().message.find(says.toStdString()) != std::string::npos,
            scraped.error().message.c_str());
    }

    void answersAreTakenUpToTheirLimitAndRefusedWholeBeyondIt_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<bool>("isCompressed");
        for (const int size : {9'999, 10'000, 10'001}) {
            QTest::addRow("%d plain", size) << size << false;
            QTest::addRow("%d gzip", size) << size << true; // counted as what it inflates to
        }
    }
    void answersAreTakenUpToTheirLimitAndRefusedWholeBeyondIt()
    {
        constexpr int kLimit = 10'000;
        QFETCH(int, size);
        QFETCH(bool, isCompressed);
        const std::string text(static_cast<std::size_t>(size), '\n');
        HttpReceiver server({.body = isCompressed ? codec::deflateGzip(text) : text,
            .headers = isCompressed ? "Content-Encoding: gzip\r\n" : ""});
        const auto scraped = fetch(server.url(), {.answerLimit = kLimit});
        QCOMPARE(scraped.has_value(), size <= kLimit);
        if (scraped)
            QCOMPARE(scraped->text, text);
        else
            QCOMPARE(scraped.error().code, ErrorCode::TooLarge);
    }

    void aGigabyteIsRefusedLongBeforeItsEnd_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::newRow("of a told length") << QByteArray("Content-Length: 1073741824\r\n");
        QTest::newRow("in chunks") << QByteArray("Transfer-Encoding: chunked\r\n");
        QTest::newRow("until it hangs up") << QByteArray("Connection: close\r\n");
    }
    void aGigabyteIsRefusedLongBeforeItsEnd()
    {
        QFETCH(QByteArray, head);
        const std::string lines(std::string(4'095, 'a') + '\n');
        const std::string piece = head.startsWith("Transfer") ? "1000\r\n" + lines + "\r\n" : lines;
        TestServer server([&](TestStream &stream) {
            pourWithoutEnd(stream, "HTTP/1.1 200 OK\r\n" + head.toStdString() + "\r\n", piece);
        });
        auto source = openUrlSource(
            kClock, {.url = "http://127.0.0.1:" + std::to_string(server.port()) + "/"});
        QVERIFY(source);
        QElapsedTimer clock;
        clock.start();
        const auto scraped = (*source)->fetch({});
        QVERIFY(!scraped);
        QCOMPARE(scraped.error().code, ErrorCode::TooLarge);
        QVERIFY(scraped.error().message.find("64 MiB") != std::string::npos);
        QVERIFY2(clock.elapsed() < 4'000, qPrintable(QString::number(clock.elapsed())));
    }

    void headersWithoutEndAreRefused()
    {
        TestServer server([](TestStream &stream) {
            pourWithoutEnd(
                stream, "HTTP/1.1 200 OK\r\n", "X-Padding: " + std::string(990, 'a') + "\r\n");
        });
        auto source = openUrlSource(
            kClock, {.url = "http://127.0.0.1:" + std::to_string(server.port()) + "/"});
        QVERIFY(source);
        const auto scraped = (*source)->fetch({});
        QVERIFY(!scraped);
        QCOMPARE(scraped.error().code, ErrorCode::TooLarge);
    }

    void aScrapeThatIsCancelledEndsAtOnce()
    {
        HttpReceiver server({.hangs = true});
        auto source = openUrlSource(kClock, {.url = server.url(), .timeout = Duration{30'000}});
        QVERIFY(source);
        std::stop_source stop;
        std::jthread canceller([&] {
            server.waitFor(1);
            stop.request_stop();
        });
        QElapsedTimer clock;
        clock.start();
        const auto scraped = (*source)->fetch(stop.get_token());
        QVERIFY(!scraped);
        QCOMPARE(scraped.error().code, ErrorCode::Cancelled);
        QVERIFY2(clock.elapsed() < 5'000, qPrintable(QString::number(clock.elapsed())));
    }

    void theLimitsOfAScrapeHoldAsTheyStand_data()
    {
        QTest::addColumn<QString>("limit");
        QTest::addColumn<int>("most");
        QTest::newRow("samples") << "samples" << 200'000;
        QTest::newRow("labels of a sample") << "labels" << 64;
        QTest::newRow("bytes of a name") << "name" << 256;
        QTest::newRow("bytes of a value") << "value" << 4'096;
    }
    void theLimitsOfAScrapeHoldAsTheyStand()
    {
        QFETCH(QString, limit);
        QFETCH(int, most);
        for (const int size : {most - 1, most, most + 1}) {
            HttpReceiver server({.body = textAtLimit(limit, size)});
            auto endpoint = Endpoint::open(kClock, server.url(), {});
            QVERIFY(endpoint);
            const auto scraped = (*endpoint)->scrape({});
            QCOMPARE(scraped.has_value(), size <= most);
            if (scraped)
                continue;
            QCOMPARE(scraped.error().code, ErrorCode::TooLarge);
            QString said = QString::fromStdString(scraped.error().message);
            said.remove(QLatin1Char(',')).remove(QLatin1Char(' '));
            QVERIFY2(said.contains(QString::number(most)), scraped.error().message.c_str());
        }
    }

    void aRefusedScrapeLeavesTheBaselineSoTheNextCoversBoth_data()
    {
        QTest::addColumn<QString>("bad");
        for (const char *bad : {"breaks off", "redirects", "is HTML", "is too long", "fails"})
            QTest::newRow(bad) << bad;
    }
    void aRefusedScrapeLeavesTheBaselineSoTheNextCoversBoth()
    {
        QFETCH(QString, bad);
        ScriptedReply refused{.body = bodyWith(9'000)};
        if (bad == u"breaks off")
            refused.breaksOff = true;
        else if (bad == u"redirects")
            refused.status = 301;
        else if (bad == u"is HTML")
            refused.body = "<html></html>";
        else if (bad == u"is too long")
            refused.body = bodyWith(9'000) + textAtLimit(u"name"_s, 257);
        else
            refused.status = 500;
        HttpReceiver server;
        server.script({{.body = bodyWith(100)}, refused, {.body = bodyWith(130)}});
        auto endpoint = Endpoint::open(kClock, server.url(), {});
        QVERIFY(endpoint);
        const auto pause = [] { std::this_thread::sleep_for(std::chrono::milliseconds(3)); };
        QVERIFY((*endpoint)->scrape({}));
        pause();
        QVERIFY(!(*endpoint)->scrape({}));
        pause();
        const auto counted = (*endpoint)->scrape({});
        QVERIFY(counted && counted->has_value());
        QCOMPARE((*counted)->services.size(), 1U);
        QCOMPARE((*counted)->services[0].totalRequests, 30);
        QVERIFY((*counted)->interval >= Duration{6});
    }

    void addressesThatAreNoneAreRefusedBeforeAnythingIsSent_data()
    {
        QTest::addColumn<QString>("url");
        QTest::newRow("another protocol") << "ftp://127.0.0.1/metrics";
        QTest::newRow("a file by URL") << "file:///etc/passwd";
        QTest::newRow("blanks") << "http://127.0.0.1/a b";
        QTest::newRow("a line end") << "http://127.0.0.1/\r\nX-Injected: 1";
    }
    void addressesThatAreNoneAreRefusedBeforeAnythingIsSent()
    {
        QFETCH(QString, url);
        const auto source = openSource(kClock, url.toStdString(), {});
        QVERIFY(!source);
        QCOMPARE(source.error().code, ErrorCode::InvalidArgument);
    }

    void aTokenThatWouldBreakTheHeadIsRefused()
    {
        const auto source
            = openUrlSource(kClock, {.url = "http://127.0.0.1/", .bearerToken = "a\r\nB: c"});
        QVERIFY(!source);
        QCOMPARE(source.error().code, ErrorCode::InvalidArgument);
    }

private:
    static std::string textAtLimit(const QString &limit, int size)
    {
        const auto count = static_cast<std::size_t>(size);
        if (limit == u"name")
            return std::string(count, 'a') + " 1\n";
        if (limit == u"value")
            return "a{b=\"" + std::string(count, 'c') + "\"} 1\n";
        std::string text;
        if (limit == u"samples") {
            for (int i = 0; i < size; ++i)
                text += "a{b=\"" + std::to_string(i) + "\"} 1\n";
            return text;
        }
        text = "a{";
        for (int i = 0; i < size; ++i)
            text += "l" + std::to_string(i) + "=\"\",";
        return text + "} 1\n";
    }
};

QTEST_GUILESS_MAIN(TestScrapeSource)
#include "tst_scrape_source.moc"
