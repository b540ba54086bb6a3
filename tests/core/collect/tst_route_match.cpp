#include "core/collect/route_match.h"

#include <QTest>

using namespace binnacle;
using collect::parseRouteMatch;
using collect::RouteTarget;

namespace {

QByteArray printed(const std::vector<RouteTarget> &targets)
{
    std::string all;
    for (const RouteTarget &target : targets) {
        all += all.empty() ? "" : " | ";
        all += (target.isDomainPattern ? "~" : "") + target.domain + ' ' + target.pathPrefix;
    }
    return QByteArray::fromStdString(all);
}

} // namespace

class TestRouteMatch : public QObject
{
    Q_OBJECT

private slots:
    void readsTheGrammar_data()
    {
        QTest::addColumn<QByteArray>("rule");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *rule, const char *expected) {
            QTest::newRow(rule) << QByteArray(rule) << QByteArray(expected);
        };
        row("Host(`a.example`)", "a.example /");
        row("Host(`A.Example`)", "a.example /");
        row("Host(\"a.example\")", "a.example /");
        row("Host(`a`,`b`)", "a / | b /");
        row("Host(`a`) || Host(`b`)", "a / | b /");
        row("Host(`a`) || Host(`a`)", "a /");
        row("Host(`a`) && PathPrefix(`/x`)", "a /x");
        row("Host(`a`)&&PathPrefix(`/x`,`/y`)", "a /x | a /y");
        row("(Host(`a`) || Host(`b`)) && (Path(`/x`) || PathPrefix(`/y`))",
            "a /x | a /y | b /x | b /y");
        row("Host(`a`) || Host(`b`) && PathPrefix(`/x`)", "a / | b /x");
        row("PathPrefix(`/x`)", "* /x");
        row("Headers(`X-Env`, `prod`)", "* /");
        row("Host(`a`) && Headers(`X-Env`, `prod`) && Method(`GET`)", "a /");
        row("Host(`a`) && Query(`q=1`)", "a /");
        row("HostRegexp(`{sub:[a-z]+}.Example.com`)", "~{sub:[a-z]+}.Example.com /");
        row("HostRegexp(`^.+$`) && Host(`a`)", "a /");
        row("!Host(`a`)", "* /");
        row("Host(`a`) && !PathPrefix(`/admin`)", "a /");
        row("Host(`a`) && !(PathPrefix(`/x`) || Header(`k`,`v`))", "a /");
        row("PathPrefix(`/a`) && PathPrefix(`/a/b`)", "* /a/b");
        row("PathPrefix(`/a/b`) && PathPrefix(`/a`)", "* /a/b");
        row("PathPrefix(`/a`) && Path(`/a/b`)", "* /a/b");
        row("PathRegexp(`^/v[0-9]+`) && Host(`a`)", "a ^/v[0-9]+");
        row("Host(`a`) && Host(`b`)", "");
        row("PathPrefix(`/a`) && PathPrefix(`/b`)", "");
        row("  Host ( `a` )\n&& PathPrefix( `/x` ) ", "a /x");
        row("Host(`we(ird) && \"x\"`)", "we(ird) && \"x\" /");
    }

    void readsTheGrammar()
    {
        QFETCH(QByteArray, rule);
        QFETCH(QByteArray, expected);
        const auto targets = parseRouteMatch(rule.toStdString());
        QVERIFY2(targets.has_value(), targets ? "" : targets.error().message.c_str());
        QCOMPARE(printed(*targets), expected);
    }

    void saysWhereARuleBreaks_data()
    {
        QTest::addColumn<QByteArray>("rule");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char *rule, const char *message) {
            QTest::newRow(rule) << QByteArray(rule) << QByteArray(message);
        };
        row("", "byte 0");
        row("Host", "byte 4");
        row("Host()", "byte 5");
        row("Host(`a)", "byte 8");
        row("Host(`a`", "byte 8");
        row("(Host(`a`)", "byte 10");
        row("Host(`a`) &&", "byte 12");
        row("Host(`a`) Host(`b`)", "byte 10");
        row("Host(a)", "byte 5");
    }

    void saysWhereARuleBreaks()
    {
        QFETCH(QByteArray, rule);
        QFETCH(QByteArray, message);
        const auto targets = parseRouteMatch(rule.toStdString());
        QVERIFY(!targets);
        QCOMPARE(targets.error().code, ErrorCode::InvalidArgument);
        QVERIFY2(targets.error().message.find(message.toStdString()) != std::string::npos,
            targets.error().message.c_str());
    }

    void refusesWhatNoRouterHas()
    {
        QVERIFY(!parseRouteMatch(std::string(100, '(') + "Host(`a`)" + std::string(100, ')')));
        QVERIFY(!parseRouteMatch(std::string(100, '!') + "Host(`a`)"));
        QVERIFY(!parseRouteMatch(std::string(70'000, ' ') + "Host(`a`)"));
        std::string hosts = "Host(`h`";
        for (int i = 0; i < 40; ++i)
            hosts += ",`h" + std::to_string(i) + '`';
        hosts += ')';
        std::string paths = hosts;
        paths.replace(0, 4, "Path");
        QVERIFY(!parseRouteMatch(hosts + " && " + paths));
        QVERIFY(parseRouteMatch(hosts));
    }
};

QTEST_APPLESS_MAIN(TestRouteMatch)
#include "tst_route_match.moc"
