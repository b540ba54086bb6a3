#include "core/http/request_reader.h"

#include <QTest>

#include <vector>

using namespace binnacle::http;

namespace {

struct Outcome
{
    std::vector<Request> requests;
    int failure = 0;
};

// Feeds `bytes` in pieces of `step` bytes.
Outcome readAll(std::string_view bytes, std::size_t step, const HttpLimits &limits = {})
{
    Outcome outcome;
    RequestReader reader(limits);
    while (!bytes.empty()) {
        std::string_view piece = bytes.substr(0, step);
        bytes.remove_prefix(piece.size());
        while (!piece.empty()) {
            piece.remove_prefix(reader.feed(piece));
            if (reader.state() == RequestReader::State::Complete)
                outcome.requests.push_back(reader.take());
            if (reader.state() == RequestReader::State::Failed) {
                outcome.failure = reader.failure().status;
                return outcome;
            }
        }
    }
    return outcome;
}

void row(const char *name, std::string_view bytes, int status)
{
    QTest::newRow(name) << QByteArray(bytes.data(), static_cast<int>(bytes.size())) << status;
}

std::string head(std::string_view fields)
{
    return "POST / HTTP/1.1\r\nHost: h\r\n" + std::string(fields) + "\r\n";
}

} // namespace

class TestRequestReader : public QObject
{
    Q_OBJECT

private slots:
    void piecesOfAnySizeGiveTheSameRequests()
    {
        const std::string bytes = "\r\nPOST /a?b=c HTTP/1.1\r\nHost: h\r\nX-Y:  z \r\n"
                                  "Transfer-Encoding: chunked\r\n\r\n"
                                  "5;ext=1\r\nhello\r\n6\r\n world\r\n000\r\nHost: evil\r\n\r\n"
                                  "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc"
                                  "GET / HTTP/1.0\r\n\r\n";
        for (std::size_t step = 1; step <= bytes.size(); ++step) {
            const Outcome outcome = readAll(bytes, step);
            QCOMPARE(outcome.failure, 0);
            QCOMPARE(outcome.requests.size(), std::size_t{3});
            QCOMPARE(outcome.requests[0].body, "hello world");
            QCOMPARE(outcome.requests[0].header("x-y"), "z");
            QCOMPARE(outcome.requests[0].header("host"), "h");
            QCOMPARE(outcome.requests[0].query.at("b"), "c");
            QCOMPARE(outcome.requests[1].body, "abc");
            QCOMPARE(outcome.requests[2].method, Method::Get);
        }
    }

    void badRequestsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        using namespace std::string_view_literals;
        row("length and encoding", head("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"),
            400);
        row("encoding and length", head("Transfer-Encoding: chunked\r\nContent-Length: 1\r\n"),
            400);
        row("identity and length", head("Transfer-Encoding: identity\r\nContent-Length: 1\r\n"),
            400);
        row("two lengths", head("Content-Length: 1\r\nContent-Length: 2\r\n"), 400);
        row("two equal lengths", head("Content-Length: 1\r\nContent-Length: 1\r\n"), 400);
        row("a list of lengths", head("Content-Length: 1, 1\r\n"), 400);
        row("negative length", head("Content-Length: -1\r\n"), 400);
        row("signed length", head("Content-Length: +1\r\n"), 400);
        row("hexadecimal length", head("Content-Length: 0x1\r\n"), 400);
        row("empty length", head("Content-Length: \r\n"), 400);
        row("overflowing length", head("Content-Length: 18446744073709551616\r\n"), 400);
        row("too much", head("Content-Length: 10000000000\r\n"), 413);
        row("gzip encoding", head("Transfer-Encoding: gzip, chunked\r\n"), 501);
        row("xchunked", head("Transfer-Encoding: xchunked\r\n"), 501);
        row("chunked twice", head("Transfer-Encoding: chunked, chunked\r\n"), 501);
        row("two encodings", head("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
            400);
        row("space before the colon", head("Transfer-Encoding : chunked\r\n"), 400);
        row("chunked in 1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400);
        row("no host", "GET / HTTP/1.1\r\n\r\n", 400);
        row("two hosts", head("Host: h\r\n"), 400);
        row("empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400);
        row("list of hosts", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", 400);
        row("folded header", head("X: a\r\n b\r\n"), 400);
        row("bare line feed", "GET / HTTP/1.1\nHost: h\n\n", 400);
        row("bare line feed between headers", head("X: a\nY: b\r\n"), 400);
        row("bare carriage return", head("X: a\rY: b\r\n"), 400);
        row("nul", head("X: a\0b\r\n"sv), 400);
        row("delete", head("X: a\x7f\r\n"), 400);
        row("no colon", head("X\r\n"), 400);
        row("space in a name", head("X Y: a\r\n"), 400);
        row("unknown method", "BREW / HTTP/1.1\r\nHost: h\r\n\r\n", 501);
        row("http 9.9", "GET / HTTP/9.9\r\nHost: h\r\n\r\n", 400);
        row("http 2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400);
        row("tls hello", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"sv, 400);
        row("upgrade", head("Connection: upgrade\r\nUpgrade: websocket\r\n"), 400);
        row("unknown expectation", head("Expect: wonders\r\n"), 417);
        row("only empty lines", "\r\n\r\n\r\n\r\n\r\n\r\n\r\n", 400);
        const auto chunked = [&](std::string_view body) {
            return head("Transfer-Encoding: chunked\r\n") + std::string(body);
        };
        row("chunk size is no number", chunked("xyz\r\n"), 400);
        row("chunk size overflows", chunked("fffffffffffffffff\r\n"), 400);
        row("chunk too big", chunked("ffffffff\r\n"), 413);
        row("chunk without its line end", chunked("5\r\nABCDE0\r\n\r\n"), 400);
        row("chunk extension without a name", chunked("2;\r\naa\r\n0\r\n\r\n"), 400);
        row("bare line feed after the size", chunked("5\nABCDE\r\n0\r\n\r\n"), 400);
        row("endless chunk extension", chunked("5;" + std::string(8'000, 'a')), 400);
        row("endless trailer", chunked("0\r\nX: " + std::string(8'000, 'a')), 400);
    }

    void badRequestsAreRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        const std::string_view input(bytes.constData(), static_cast<std::size_t>(bytes.size()));
        for (const std::size_t step : {std::size_t{1}, std::size_t{7}, input.size()}) {
            const Outcome outcome = readAll(input, step);
            QCOMPARE(outcome.requests.size(), std::size_t{0});
            QCOMPARE(outcome.failure, status);
        }
    }

    void theHeadMayBeExactlyAsLongAsItsLimit()
    {
        HttpLimits limits;
        const std::string start = "GET / HTTP/1.1\r\nHost: h\r\nX: ";
        for (const int beyond : {-1, 0, 1}) {
            const std::size_t wanted = limits.headBytes - start.size() - 4;
            const std::string head = start
                + std::string(static_cast<std::size_t>(static_cast<int>(wanted) + beyond), 'a')
                + "\r\n\r\n";
            for (const std::size_t step : {std::size_t{1}, std::size_t{1000}, head.size()})
                QCOMPARE(readAll(head, step, limits).failure, beyond > 0 ? 431 : 0);
        }
    }

    void anEndlessHeadIsRefusedAtTheLimit()
    {
        const std::string endless(100'000, 'a');
        QCOMPARE(readAll(endless, 1'000).failure, 431);
        QCOMPARE(readAll(endless, endless.size()).failure, 431);
    }

    void theBodyMayBeExactlyAsLongAsItsLimit()
    {
        HttpLimits limits;
        limits.bodyBytes = 1'000;
        for (const std::size_t size : {999U, 1'000U, 1'001U}) {
            const std::string plain = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: "
                + std::to_string(size) + "\r\n\r\n" + std::string(size, 'b');
            const std::string chunked
                = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1f4\r\n"
                + std::string(500, 'b') + "\r\n"
                + QByteArray::number(qulonglong(size - 500), 16).toStdString() + "\r\n"
                + std::string(size - 500, 'b') + "\r\n0\r\n\r\n";
            for (const std::string &request : {plain, chunked}) {
                const Outcome outcome = readAll(request, 100, limits);
                QCOMPARE(outcome.failure, size > 1'000 ? 413 : 0);
                QCOMPARE(outcome.requests.size(), size > 1'000 ? std::size_t{0} : std::size_t{1});
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestRequestReader)
#include "tst_request_reader.moc"
