#include "core/codec/snapshot.h"
#include "core/collect/ingress_routes.h"
#include "tests/core/collect/scraped_endpoint.h"

#include <QTest>

using namespace binnacle;
using test::ScrapedEndpoint;

namespace {

std::shared_ptr<const ClusterSnapshot> decoded(const std::string &json)
{
    auto snapshot = codec::decodeSnapshot(json);
    if (!snapshot)
        qFatal("%s", snapshot.error().message.c_str());
    return *std::move(snapshot);
}

const std::string kServices = R"("services":[{"summary":{"name":"api","namespace":"shop"},
        "ports":[{"name":"http","port":8080},{"name":"admin","port":9000}]},
       {"summary":{"name":"web","namespace":"shop"},"ports":[{"name":"http","port":80}]}])";

std::string ingress(const std::string &spec)
{
    return "{" + kServices
        + R"(,"ingresses":[{"summary":{"name":"front","namespace":"shop"},"spec":)" + spec + "}]}";
}

std::string rule(const std::string &host, const std::string &backend)
{
    return R"({"host":")" + host + R"(","paths":[{"path":"/","backend":{"service":)" + backend
        + "}}]}";
}

std::string ingressRoute(const std::string &name, const std::string &routes)
{
    return R"({"metadata":{"name":")" + name + R"(","namespace":"shop"},"spec":{"routes":[)"
        + routes + R"(],"tls":{}}})";
}

std::string route(const std::string &match)
{
    return R"({"match":")" + match
        + R"(","kind":"Rule","services":[{"name":"api","port":"http"}]})";
}

std::string withIngressRoutes(const std::string &objects)
{
    return "{" + kServices + R"(,"ingressRoutes":[)" + objects + "]}";
}

QByteArray printed(const std::vector<IngressRoute> &routes)
{
    std::string all;
    for (const IngressRoute &one : routes)
        all += one.domain + one.pathPrefix + '=' + one.serviceKey + ':'
            + std::to_string(one.servicePort) + (one.tls ? " tls" : "")
            + (one.isApproximate ? " ~" : "") + '\n';
    return QByteArray::fromStdString(all);
}

std::string traefik(const std::string &service, int count)
{
    return "traefik_service_requests_total{service=\"" + service
        + "\",code=\"200\",method=\"GET\"} " + std::to_string(count) + '\n';
}

} // namespace

class TestIngressRoutes : public QObject
{
    Q_OBJECT

private slots:
    void resolvesNamedPorts()
    {
        const auto cluster
            = decoded(ingress(R"({"rules":[)" + rule("a", R"({"name":"api","portName":"http"})")
                + "," + rule("b", R"({"name":"api","portNumber":9000})") + ","
                + rule("", R"({"name":"gone","portName":"http"})") + "]}"));
        QCOMPARE(printed(collect::routesOf(*cluster)),
            QByteArray("a/=shop-api-8080:8080\nb/=shop-api-9000:9000\n*/=shop-gone-http:0\n"));
    }

    void tellsTlsByHost()
    {
        const auto cluster = decoded(ingress(R"({"tls":[{"hosts":["a","*.c.example"]}],"rules":[)"
            + rule("a", R"({"name":"web","portNumber":80})") + ","
            + rule("b", R"({"name":"web","portNumber":80})") + ","
            + rule("x.c.example", R"({"name":"web","portNumber":80})") + ","
            + rule("x.y.c.example", R"({"name":"web","portNumber":80})") + "]}"));
        QCOMPARE(printed(collect::routesOf(*cluster)),
            QByteArray("a/=shop-web-80:80 tls\nb/=shop-web-80:80\n"
                       "x.c.example/=shop-web-80:80 tls\nx.y.c.example/=shop-web-80:80\n"));
    }

    void readsIngressRoutes()
    {
        const auto cluster = decoded(
            withIngressRoutes(ingressRoute("front", route("Host(`a`,`b`) && PathPrefix(`/x`)"))));
        QCOMPARE(printed(collect::routesOf(*cluster)),
            QByteArray("a/x=shop-api-8080:8080 tls\nb/x=shop-api-8080:8080 tls\n"));
    }

    void leadsARuleThatCannotBeReadSomewhere()
    {
        const auto cluster = decoded(withIngressRoutes(ingressRoute("front", route("Host(`a`"))));
        QCOMPARE(printed(collect::routesOf(*cluster)), QByteArray("*/=shop-api-8080:8080 tls ~\n"));
    }

    void findsIngressRoutesByTheLongestName()
    {
        const auto cluster = decoded(withIngressRoutes(ingressRoute("front", route("Host(`a`)"))
            + "," + ingressRoute("front-end", route("Host(`b`)"))));
        ScrapedEndpoint endpoint;
        endpoint.collector.setCluster(cluster);
        const std::string service = "shop-front-end-0123456789abcdef0123@kubernetescrd";
        endpoint.scrape(traefik(service, 1));
        const SloIncrements increments = endpoint.scrape(traefik(service, 3));
        QCOMPARE(increments.ingress.front().serviceKey,
            std::string("shop-front-end-0123456789abcdef0123"));
        QCOMPARE(printed(increments.routes),
            QByteArray(
                "a/=shop-api-8080:8080 tls\nb/=shop-front-end-0123456789abcdef0123:8080 tls\n"));
    }

    void saysWhenARouteIsOneOfSeveral()
    {
        const auto cluster = decoded(withIngressRoutes(
            ingressRoute("front", route("Host(`a`)") + "," + route("Host(`b`)"))));
        ScrapedEndpoint endpoint;
        endpoint.collector.setCluster(cluster);
        endpoint.scrape(traefik("shop-front-0123@kubernetescrd", 1));
        const SloIncrements increments
            = endpoint.scrape(traefik("shop-front-0123@kubernetescrd", 3));
        QCOMPARE(printed(increments.routes),
            QByteArray("a/=shop-front-0123:8080 tls ~\nb/=shop-front-0123:8080 tls ~\n"));
    }

    void countsAServiceUnderOneKeyWhateverItIsCalled()
    {
        ScrapedEndpoint endpoint;
        endpoint.collector.setCluster(decoded("{" + kServices + "}"));
        const auto all = [](int count) {
            return traefik("shop-api-8080@kubernetes", count)
                + traefik("shop-api-http@kubernetes", count)
                + traefik("shop-api-8080@kubernetescrd", count);
        };
        endpoint.scrape(all(0));
        const SloIncrements increments = endpoint.scrape(all(2));
        QCOMPARE(increments.ingress.size(), std::size_t{1});
        QCOMPARE(increments.ingress.front().serviceKey, std::string("shop-api-8080"));
        QCOMPARE(increments.ingress.front().requests.front().count, std::int64_t{6});
    }

    void findsThePortThatNginxLeavesOut()
    {
        const auto cluster = decoded("{" + kServices + "}");
        const collect::RouteBook book(cluster.get());
        QCOMPARE(book.keyOf("shop-web"), std::string("shop-web-80"));
        QCOMPARE(book.keyOf("shop-api"), std::string("shop-api")); // it has two
        QCOMPARE(book.keyOf("shop-web-80@kubernetes"), std::string("shop-web-80"));
    }

    void worksWithoutACluster()
    {
        const collect::RouteBook book(nullptr);
        QCOMPARE(book.keyOf("a-b-80@kubernetes"), std::string("a-b-80"));
        QVERIFY(book.routes().empty());
    }
};

QTEST_APPLESS_MAIN(TestIngressRoutes)
#include "tst_ingress_routes.moc"
