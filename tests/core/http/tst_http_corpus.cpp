#include "core/http/host_policy.h"
#include "tests/core/http/http_rig.h"
#include "tests/support/corpus.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace binnacle;
using namespace binnacle::test;

namespace {

// The files name no host or a foreign one, which alone would refuse them: what is judged here is
// the parser, so they get one that is allowed.
std::string withAllowedHost(std::string bytes)
{
    const std::size_t line = bytes.find("HTTP/1.1\r\n");
    const std::size_t end = bytes.find("\r\n\r\n");
    const std::size_t host = bytes.find("\r\nHost:");
    if (host != std::string::npos && host < end) {
        const std::size_t hostEnd = bytes.find("\r\n", host + 2);
        bytes.replace(host, hostEnd - host, "\r\nHost: localhost");
    } else if (line != std::string::npos && line < end) {
        bytes.insert(line + 10, "Host: localhost\r\n");
    }
    const std::size_t absolute = bytes.find("http://hypnotoad.org");
    if (absolute == 4)
        bytes.replace(absolute, 20, "http://localhost");
    return bytes;
}

} // namespace

class TestHttpCorpus : public QObject
{
    Q_OBJECT

private slots:
    void rawRequests_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("wrong");
        QTest::addColumn<bool>("complete");
        const auto folder = corpusPath("security");
        if (!folder)
            QSKIP(kNoCorpus);
        for (const QJsonObject &entry : readJsonLines(*folder + "/http-raw/index.jsonl")) {
            const std::string file = entry[QLatin1String("file")].toString().toStdString();
            QTest::newRow(file.c_str())
                << QByteArray::fromStdString(readFile(*folder + "/" + file))
                << (entry[QLatin1String("llhttp")].toString() == QLatin1String("error"))
                << entry[QLatin1String("complete")].toBool();
        }
    }

    // An error must be refused, the connection closed and no handler reached; with the bytes as
    // they are and with an allowed host.
    void rawRequests()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, wrong);
        QFETCH(bool, complete);
        // The files lack the line end that completes them.
        const std::string original = bytes.toStdString() + (complete ? "\r\n" : "");
        for (const std::string &input : {original, withAllowedHost(original)}) {
            http::Router router;
            std::atomic<int> reached{0};
            for (const http::Method method :
                {http::Method::Get, http::Method::Post, http::Method::Put, http::Method::Other}) {
                for (const char *path : {"/", "/{a}", "/{a}/{b}", "/{a}/{b}/{c}"}) {
                    router.add(method, path, [&reached](http::Exchange exchange) {
                        ++reached;
                        exchange.respond(http::json("1"), nullptr);
                    });
                }
            }
            auto server = http::Server::start({}, std::move(router));
            QVERIFY(server);
            RawConnection client((*server)->port());
            client.send(input);
            client.halfClose();
            const std::string answer = client.readAll();
            if (wrong) {
                QCOMPARE(reached.load(), 0);
                const int status = test::statusOf(answer);
                QVERIFY2(status >= 400 && status < 600, answer.c_str());
                QVERIFY(answer.find("Connection: close") != std::string::npos);
            } else if (complete && input != original) {
                QCOMPARE(reached.load(), 1);
                QCOMPARE(test::statusOf(answer), 200);
            }
            (*server)->stop(Duration{100});
        }
    }

    void hosts_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<QByteArray>("verdict");
        addRows("host_header");
    }

    void hosts()
    {
        QFETCH(QByteArray, host);
        QFETCH(QByteArray, verdict);
        const int status = ask("Host: " + host.toStdString() + "\r\n");
        if (verdict == "allow")
            QCOMPARE(status, 200);
        else if (verdict.startsWith("allow or"))
            QCOMPARE(status, 403); // the documented choice
        else
            QVERIFY2(verdict.contains(QByteArray::number(status)),
                QByteArray::number(status).constData());
    }

    void origins_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<QByteArray>("verdict");
        addRows("origin_header_on_state_changing_or_ws");
    }

    void origins()
    {
        QFETCH(QByteArray, origin);
        QFETCH(QByteArray, verdict);
        std::string headers = "Host: 127.0.0.1:8080\r\n";
        if (origin != "(absent)")
            headers += "Origin: " + origin.toStdString() + "\r\n";
        QCOMPARE(ask(headers), verdict.startsWith("allow") ? 200 : 403);
    }

private:
    static void addRows(const char *table)
    {
        const auto file = corpusPath("security/host-origin.json");
        if (!file)
            QSKIP(kNoCorpus);
        const QJsonObject root
            = QJsonDocument::fromJson(QByteArray::fromStdString(readFile(*file))).object();
        for (const QJsonValue row : root[QLatin1String(table)].toArray()) {
            const QByteArray value = row[0].toString().toUtf8();
            QTest::newRow(value.isEmpty() ? "(empty)" : value.constData())
                << value << row[1].toString().toUtf8();
        }
    }

    // The status of a state-changing request with these headers.
    static int ask(const std::string &headers)
    {
        HttpRig rig;
        RawConnection client = rig.connect();
        client.send("POST /echo HTTP/1.1\r\n" + headers + "Content-Length: 0\r\n\r\n");
        const int status = test::statusOf(client.readResponse());
        if (rig.handled.load() != (status == 200 ? 1 : 0))
            return 0;
        return status;
    }
};

QTEST_GUILESS_MAIN(TestHttpCorpus)
#include "tst_http_corpus.moc"
