#include "core/collect/scrape_notices.h"
#include "tests/core/collect/scraped_endpoint.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::collect;
using namespace binnacle::test;

namespace {

std::vector<std::string> noticesOf(const ScrapeFindings &findings)
{
    std::vector<std::string> notices;
    addNotices(notices, findings);
    return notices;
}

IngressRoute routeTo(const std::string &key, bool isApproximate = false)
{
    return {.domain = "shop.example.com", .serviceKey = key, .isApproximate = isApproximate};
}

using Sentences = std::vector<std::string>;

} // namespace

class TestScrapeNotices : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsSaidWhereAllIsWell()
    {
        QCOMPARE(noticesOf({}), Sentences{});
        QCOMPARE(noticesOf({.hasCluster = true,
                     .ingressKeys = {"shop-web-80"},
                     .routes = {routeTo("shop-web-80")}}),
            Sentences{});
    }

    void countersThatNoCounterCanBeAreCounted()
    {
        QCOMPARE(noticesOf({.unreadable = 1}),
            Sentences{"1 counter left out: not a number, infinite or below zero"});
        QCOMPARE(noticesOf({.unreadable = 3}),
            Sentences{"3 counters left out: not a number, infinite or below zero"});
    }

    void withoutAStateOfTheClusterDomainsAreNotKnown()
    {
        QCOMPARE(noticesOf({.ingressKeys = {"shop-web-80", "shop-api-80"}}),
            Sentences{"the cluster has told nothing of its routes yet: 2 ingress services shown by "
                      "key instead of by domain"});
    }

    void servicesThatNoRouteLeadsToAreNamed()
    {
        QCOMPARE(noticesOf({.hasCluster = true,
                     .ingressKeys = {"shop-web-80", "old-b-80", "old-a-80"},
                     .routes = {routeTo("shop-web-80")}}),
            Sentences{"2 ingress services shown by key, no route of the cluster leads there; the "
                      "first: old-a-80"});
    }

    void rulesThatCannotBeToldApartAreNamed()
    {
        const auto notices = noticesOf({.hasCluster = true,
            .ingressKeys = {"shop-web-6f2a"},
            .routes = {routeTo("shop-web-6f2a", true), routeTo("shop-web-6f2a", true),
                routeTo("not-counted-here", true)}});
        QCOMPARE(notices.size(), 1U);
        QVERIFY(notices[0].starts_with("1 ingress service counted for several rules"));
        QVERIFY(notices[0].ends_with("the first: shop-web-6f2a"));
    }

    void aCollectorTellsOfItsLastScrapeOnly()
    {
        ScrapedEndpoint endpoint;
        QCOMPARE(endpoint.collector.notices(), Sentences{});
        const std::string bad
            = "response_total{namespace=\"shop\",deployment=\"web\",direction=\"inbound\"} NaN\n";
        endpoint.scrape(responses("a", "200", 1) + bad);
        QCOMPARE(endpoint.collector.notices().size(), 1U);
        endpoint.scrape(responses("a", "200", 2));
        QCOMPARE(endpoint.collector.notices(), Sentences{});
        endpoint.scrape(responses("a", "200", 1e12)); // more than can be
        QCOMPARE(endpoint.collector.notices().size(), 1U);
        QVERIFY(endpoint.collector.notices()[0].find("start afresh") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestScrapeNotices)
#include "tst_scrape_notices.moc"
