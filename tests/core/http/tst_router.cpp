#include "core/http/request_target.h"
#include "core/http/router.h"

#include <QTest>

#include <optional>

using namespace binnacle;
using namespace binnacle::http;

class TestRouter : public QObject
{
    Q_OBJECT

private slots:
    void theFirstMatchWins()
    {
        QCOMPARE(call(Method::Get, "/a/b").body, "first");
        QCOMPARE(call(Method::Get, "/a/c").body, "second:c");
    }

    void capturesComeInOrder() { QCOMPARE(call(Method::Put, "/x/1/y/2").body, "1,2"); }

    void anUnknownPathAndAWrongMethodDiffer()
    {
        QCOMPARE(call(Method::Get, "/nothing").status, 404);
        QCOMPARE(call(Method::Get, "/a").status, 404);
        QCOMPARE(call(Method::Get, "/a/b/c").status, 404);
        const Response wrong = call(Method::Delete, "/x/1/y/2");
        QCOMPARE(wrong.status, 405);
        QCOMPARE(wrong.headers.at(0).first, "Allow");
        QCOMPARE(wrong.headers.at(0).second, "PUT");
    }

    void headIsServedByAGetRoute() { QCOMPARE(call(Method::Head, "/a/b").status, 200); }

    void anErrorBodyIsJsonWhateverTheMessageHolds()
    {
        const Response response
            = failure({ErrorCode::InvalidArgument, "a \"quoted\"\n\x01 and \xff \xc3\xa4"});
        QCOMPARE(response.status, 400);
        QCOMPARE(response.body,
            "{\"error\":\"a \\\"quoted\\\"\\n\\u0001 and \xef\xbf\xbd \xc3\xa4\",\"code\":\"BN-"
            "INPUT\"}");
    }

    void everyErrorHasItsStatus()
    {
        QCOMPARE(http::statusOf(ErrorCode::MalformedBody), 400);
        QCOMPARE(http::statusOf(ErrorCode::Unauthenticated), 401);
        QCOMPARE(http::statusOf(ErrorCode::TooLarge), 413);
        QCOMPARE(http::statusOf(ErrorCode::UnsupportedMedia), 415);
        QCOMPARE(http::statusOf(ErrorCode::DiskFull), 507);
        QCOMPARE(http::statusOf(ErrorCode::Unavailable), 503);
        QCOMPARE(http::statusOf(ErrorCode::Internal), 500);
    }

    void targetsAreDecoded()
    {
        const auto target = parseTarget("/a%20b/c?x=1&y=%41+b&x=2&raw=50%&empty");
        QVERIFY(target);
        QCOMPARE(target->path, "/a b/c");
        QCOMPARE(target->query.at("x"), "1");
        QCOMPARE(target->query.at("y"), "A b");
        QCOMPARE(target->query.at("raw"), "50%");
        QCOMPARE(target->query.at("empty"), "");
    }

    void anAbsoluteTargetNamesItsHost()
    {
        const auto target = parseTarget("HTTP://localhost:8080?a=b");
        QVERIFY(target);
        QCOMPARE(target->authority, "localhost:8080");
        QCOMPARE(target->path, "/");
        QCOMPARE(target->query.at("a"), "b");
    }

    void malformedTargetsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("target");
        for (const char *target : {"", "a", "a/b", "/a%2", "/a%zz", "/a%00", "/a?b=%00", "/a#b",
                 "http://", "http:///a", "http://a b/", "ftp://a/b", "host:443"})
            QTest::newRow(target) << QByteArray(target);
    }

    void malformedTargetsAreRefused()
    {
        QFETCH(QByteArray, target);
        QVERIFY(!parseTarget(target.toStdString()));
    }

private:
    static Response call(Method method, const std::string &path)
    {
        Router router;
        const auto say = [](std::string text) {
            return [text](Exchange exchange) { exchange.respond({.body = text}, nullptr); };
        };
        router.add(Method::Get, "/a/b", say("first"));
        router.add(Method::Get, "/a/{what}", [](Exchange exchange) {
            exchange.respond({.body = "second:" + exchange.request.captures.at(0)}, nullptr);
        });
        router.add(Method::Put, "/x/{one}/y/{two}", [](Exchange exchange) {
            const auto &captures = exchange.request.captures;
            exchange.respond({.body = captures.at(0) + "," + captures.at(1)}, nullptr);
        });
        std::optional<Response> answer;
        Exchange exchange;
        exchange.request.method = method;
        exchange.request.path = path;
        exchange.respond = [&](Response response, const auto &) { answer = std::move(response); };
        router.dispatch(std::move(exchange));
        return answer.value();
    }
};

QTEST_APPLESS_MAIN(TestRouter)
#include "tst_router.moc"
