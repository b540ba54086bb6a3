#include "core/store/cluster_repository.h"
#include "core/store/sqlite/connection.h"
#include "core/store/store_writer.h"
#include "core/store/temporal_edge_repository.h"
#include "core/store/traffic_repository.h"
#include "tests/support/read_with.h"
#include "tests/support/store_fixture.h"
#include "tests/support/traffic_builder.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::store;
using namespace binnacle::test;

namespace {

const ClusterId kCluster{"prod"};
constexpr Timestamp kLongAgo{Duration{1}};

class TrafficStore : public StoreFixture
{
public:
    Status write(const StoreWriter::Job &job) { return workspace().writer().submitAndWait(job); }

    Result<IncrementOutcome> insert(const SloIncrements &increments, Timestamp rawSince = kLongAgo)
    {
        IncrementOutcome outcome = IncrementOutcome::Stored;
        const Status done = write([&](WriteContext &context) -> Status {
            const auto inserted
                = insertIncrements(context, kCluster, increments, increments.at, rawSince);
            if (!inserted)
                return inserted.error();
            outcome = *inserted;
            return Done{};
        });
        return done ? Result<IncrementOutcome>(outcome) : done.error();
    }

    template<typename Read>
    auto readBack(const Read &read)
    {
        return readWith(workspace().readers(), read);
    }

    std::vector<TrafficRow> raw(TrafficKind kind = TrafficKind::Service,
        const TimeRange &range = {at(0), at(kMidnight + 86'400)},
        const std::optional<TrafficKey> &only = {})
    {
        return readBack([&](Connection &connection) {
            std::vector<TrafficRow> rows;
            const Status done
                = readRaw(connection, {.cluster = kCluster, .kind = kind, .only = only}, range,
                    [&rows](const TrafficRow &row) { rows.push_back(row); });
            if (!done)
                qFatal("%s", done.error().message.c_str());
            return rows;
        });
    }

    std::vector<TrafficRow> hourly(TrafficKind kind = TrafficKind::Service)
    {
        return readBack([&](Connection &connection) {
            std::vector<TrafficRow> rows;
            const Status done = readHourly(connection, {.cluster = kCluster, .kind = kind},
                {at(0), at(kMidnight + 86'400)},
                [&rows](const TrafficRow &row) { rows.push_back(row); });
            if (!done)
                qFatal("%s", done.error().message.c_str());
            return rows;
        });
    }

    // The first column of every row, joined by commas.
    std::string sql(const std::string &query)
    {
        return readBack([&query](Connection &connection) {
            std::string answer;
            auto rows = connection.prepareText(query);
            if (!rows)
                qFatal("%s", rows.error().message.c_str());
            for (;;) {
                const auto row = rows->step();
                if (!row)
                    qFatal("%s", row.error().message.c_str());
                if (!*row)
                    return answer;
                answer += (answer.empty() ? "" : ",") + std::string(rows->text(0));
            }
        });
    }
};

IngressRoute route(const std::string &domain, const std::string &key)
{
    return {.name = "web",
        .ns = "shop",
        .domain = domain,
        .pathPrefix = "/",
        .serviceKey = key,
        .serviceName = "shop",
        .servicePort = 8080,
        .tls = true};
}

} // namespace

class TestTrafficRepository : public QObject
{
    Q_OBJECT

private slots:
    void whatIsStoredComesBackByKeyAndTime()
    {
        TrafficStore store;
        auto first = increments(
            kMidnight + 10, 1, {serviceIncrement("web", 10, 2), serviceIncrement("cart", 4)});
        first.edges = {edgeIncrement("web", "cart", 4)};
        first.ingress = {ingressIncrement("shop-web-8080", 7)};
        QVERIFY(store.insert(first));
        QVERIFY(store.insert(increments(kMidnight + 20, 2, {serviceIncrement("web", 6)})));

        const auto rows = store.raw();
        QCOMPARE(rows.size(), std::size_t{3});
        QCOMPARE(rows[0].key.text(), std::string("shop/cart"));
        QCOMPARE(rows[1].at, at(kMidnight + 10));
        QCOMPARE(rows[2].at, at(kMidnight + 20));
        const Traffic expected = Traffic::of(first.services[0]);
        const Traffic &web = rows[1].traffic;
        QCOMPARE(web.requests, expected.requests);
        QCOMPARE(web.errors, std::int64_t{2});
        QCOMPARE(web.byStatus, expected.byStatus);
        QCOMPARE(web.breakdown, expected.breakdown);
        QCOMPARE(web.latency, expected.latency);
        QCOMPARE(web.latencySum, expected.latencySum);
        QCOMPARE(web.tlsRequests, expected.tlsRequests);
        QCOMPARE(web.samples, std::int64_t{1});

        const auto edges = store.raw(TrafficKind::Edge);
        QCOMPARE(edges.size(), std::size_t{1});
        QCOMPARE(edges[0].key.text(), std::string("shop/web → shop/cart"));
        const auto ingress = store.raw(TrafficKind::Ingress);
        QCOMPARE(ingress.at(0).key.serviceKey, std::string("shop-web-8080"));
        QCOMPARE(ingress.at(0).traffic.breakdown.at(0).method, std::string("GET"));
    }

    void oneSeriesIsReadByItself()
    {
        TrafficStore store;
        for (std::int64_t i = 1; i <= 3; ++i) {
            QVERIFY(store.insert(increments(kMidnight + i * 10, static_cast<std::uint64_t>(i),
                {serviceIncrement("web", i), serviceIncrement("cart", 1)})));
        }
        const auto rows = store.raw(TrafficKind::Service, {at(kMidnight + 10), at(kMidnight + 30)},
            TrafficKey::of(service("web")));
        QCOMPARE(rows.size(), std::size_t{2}); // the interval that ends with `from` lies before it
        QCOMPARE(rows[0].traffic.requests, std::int64_t{2});
        QCOMPARE(rows[1].traffic.requests, std::int64_t{3});
        QVERIFY(store
                    .raw(TrafficKind::Service, {at(0), at(kMidnight * 2)},
                        TrafficKey::of(service("nobody")))
                    .empty());
    }

    void codesThatAreNoNumbersComeBack()
    {
        TrafficStore store;
        auto one = increments(kMidnight + 10, 1, {serviceIncrement("web", 3)});
        one.services[0].requests
            = {{.code = "", .count = 1}, {.code = "UNAVAILABLE", .failure = true, .count = 2}};
        QVERIFY(store.insert(one));
        const auto rows = store.raw();
        QCOMPARE(rows.at(0).traffic.breakdown, one.services[0].requests);
        QCOMPARE(rows.at(0).traffic.byStatus[Traffic::SOther], std::int64_t{3});
    }

    void aRepeatChangesNothing()
    {
        TrafficStore store;
        auto one = increments(kMidnight + 10, 1, {serviceIncrement("web", 10)});
        QVERIFY(*store.insert(one) == IncrementOutcome::Stored);
        QVERIFY(*store.insert(one) == IncrementOutcome::Duplicate);
        one.at = at(kMidnight + 50); // the same number again is a repeat, whatever it says
        QVERIFY(*store.insert(one) == IncrementOutcome::Duplicate);
        QCOMPARE(store.raw().size(), std::size_t{1});
        QCOMPARE(store.raw()[0].traffic.requests, std::int64_t{10});
    }

    void twoSourcesAtOneInstantAreAdded()
    {
        TrafficStore store;
        QVERIFY(store.insert(increments(kMidnight + 10, 1, {serviceIncrement("web", 10, 1)}, "a")));
        QVERIFY(store.insert(increments(kMidnight + 10, 1, {serviceIncrement("web", 5, 1)}, "b")));
        const auto rows = store.raw();
        QCOMPARE(rows.size(), std::size_t{1});
        QCOMPARE(rows[0].traffic.requests, std::int64_t{15});
        QCOMPARE(rows[0].traffic.errors, std::int64_t{2});
        QCOMPARE(rows[0].traffic.latency.total(), 15.0);
        QCOMPARE(rows[0].traffic.samples, std::int64_t{2});
    }

    void withoutABootTheInstantIsTheIdentity()
    {
        TrafficStore store;
        const auto one = increments(kMidnight + 10, 0, {serviceIncrement("web", 10)}, "");
        QVERIFY(*store.insert(one) == IncrementOutcome::Stored);
        QVERIFY(*store.insert(one) == IncrementOutcome::Duplicate);
        const auto other = increments(
            kMidnight + 10, 0, {serviceIncrement("web", 10), serviceIncrement("cart", 1)}, "");
        QVERIFY(*store.insert(other) == IncrementOutcome::Stored);
        QCOMPARE(store.raw().size(), std::size_t{2});
        QCOMPARE(store.raw()[1].traffic.requests, std::int64_t{10});
    }

    void oldIncrementsGoIntoTheHour()
    {
        TrafficStore store;
        auto hour = increments(kMidnight + 3600, 1, {serviceIncrement("web", 100)});
        hour.interval = Duration{kHourMs};
        const Timestamp rawSince = at(kMidnight + 7200);
        QVERIFY(*store.insert(hour, rawSince) == IncrementOutcome::Stored);
        QVERIFY(*store.insert(hour, rawSince) == IncrementOutcome::Duplicate);
        QVERIFY(store.raw().empty());
        auto rows = store.hourly();
        QCOMPARE(rows.size(), std::size_t{1});
        QCOMPARE(rows[0].at, at(kMidnight)); // the hour it tells about, not the one it ends with
        QCOMPARE(rows[0].traffic.requests, std::int64_t{100});
        QVERIFY(
            store.insert(increments(kMidnight + 1800, 2, {serviceIncrement("web", 1)}), rawSince));
        rows = store.hourly();
        QCOMPARE(rows[0].traffic.requests, std::int64_t{101});
    }

    // An hour that has raw rows but was never closed must not lose them to a latecomer.
    void oldIncrementsKeepTheRawRowsOfTheirHour()
    {
        TrafficStore store;
        QVERIFY(store.insert(increments(kMidnight + 10, 1, {serviceIncrement("web", 10)})));
        QVERIFY(store.insert(
            increments(kMidnight + 20, 2, {serviceIncrement("web", 5)}), at(kMidnight + 7200)));
        QCOMPARE(store.hourly().at(0).traffic.requests, std::int64_t{15});
    }

    void coverageComesFromTheLog()
    {
        TrafficStore store;
        QVERIFY(store.insert(increments(kMidnight + 10, 1, {})));
        auto untold = increments(kMidnight + 25, 2, {});
        untold.interval = Duration{0}; // since the one before
        QVERIFY(store.insert(untold));
        const auto coverage = store.readBack([](Connection &connection) {
            return readCoverage(connection, kCluster, {at(kMidnight), at(kMidnight + 60)});
        });
        QVERIFY(coverage);
        QCOMPARE(coverage->size(), std::size_t{2});
        QCOMPARE(coverage->at(0).covered, Duration{10'000});
        QCOMPARE(coverage->at(1).covered, Duration{15'000});
    }

    void gapsInTheNumbersAreLosses()
    {
        TrafficStore store;
        for (const std::uint64_t seq : {1U, 2U, 5U, 6U})
            QVERIFY(
                store.insert(increments(kMidnight + static_cast<std::int64_t>(seq) * 10, seq, {})));
        QVERIFY(store.insert(increments(kMidnight + 100, 1, {}, "boot-2")));
        const auto losses = store.readBack([](Connection &connection) {
            return readLosses(connection, kCluster, {at(kMidnight), at(kMidnight + 600)});
        });
        QVERIFY(losses);
        QCOMPARE(losses->size(), std::size_t{1});
        QCOMPARE(losses->at(0).afterSeq, std::uint64_t{2});
        QCOMPARE(losses->at(0).count, std::uint64_t{2});
        QCOMPARE(losses->at(0).at, at(kMidnight + 50));
    }

    void routesAreTheNewestListAndAge()
    {
        TrafficStore store;
        constexpr std::int64_t kDay = 86'400;
        const auto list = [](std::int64_t seconds, std::uint64_t seq, auto... routes) {
            auto one = increments(seconds, seq, {});
            one.routes = {routes...};
            return one;
        };
        const auto domains = [&store] {
            std::string names;
            const auto routes = store.readBack(
                [](Connection &connection) { return readRoutes(connection, kCluster); });
            for (const IngressRoute &one : *routes)
                names += one.domain + "=" + one.serviceKey + " ";
            return names;
        };
        QVERIFY(store.insert(list(kMidnight, 1, route("a.com", "old"), route("b.com", "b"))));
        QVERIFY(store.insert(list(kMidnight + 60, 2, route("a.com", "new"))));
        QVERIFY(store.insert(list(kMidnight + 30, 3, route("a.com", "late"))));
        QCOMPARE(domains(), std::string("a.com=new b.com=b "));
        const auto age = [&store](std::int64_t now) {
            return store.write(
                [now](WriteContext &context) { return ageRoutes(context, at(now)); });
        };
        // The agent was away: nobody said that the routes are gone.
        QVERIFY(age(kMidnight + 30 * kDay));
        QCOMPARE(domains(), std::string("a.com=new b.com=b "));
        QVERIFY(store.insert(list(kMidnight + kDay + 30, 4, route("a.com", "new"))));
        QVERIFY(age(kMidnight + kDay + 30));
        QCOMPARE(domains(), std::string("a.com=new "));
        QCOMPARE(store.sql("SELECT count(*) FROM slo_route_mapping"), std::string("2"));
        QVERIFY(store.insert(list(kMidnight + 8 * kDay, 5, route("a.com", "new"))));
        QVERIFY(age(kMidnight + 8 * kDay));
        QCOMPARE(store.sql("SELECT domain FROM slo_route_mapping"), std::string("a.com"));
    }

    void targetsAreReplacedAndRemoved()
    {
        TrafficStore store;
        SloTarget target = defaultTarget(SloWindow::SevenDays);
        target.cluster = kCluster;
        target.host = "shop.example.com";
        const auto put = [&store](const SloTarget &one) {
            return store.write([&one](WriteContext &context) -> Status {
                const auto done = putTarget(context, one, at(kMidnight));
                return done ? Status(Done{}) : done.error();
            });
        };
        QVERIFY(put(target));
        target.availability = 99.5;
        QVERIFY(put(target));
        target.type = SloTargetType::Service; // another identity
        QVERIFY(put(target));
        const auto read = [&store] {
            return *store.readBack(
                [](Connection &connection) { return readTargets(connection, kCluster); });
        };
        QCOMPARE(read().size(), std::size_t{2});
        QCOMPARE(read()[0].availability, 99.5);
        QVERIFY(!read()[0].isDefault());
        target.availability = 101;
        QVERIFY(!put(target));
        QVERIFY(
            store.write([&](WriteContext &context) { return removeTarget(context, read()[0]); }));
        QCOMPARE(read().size(), std::size_t{1});
    }

    void statusHistoryIsPagedNewestFirst()
    {
        TrafficStore store;
        for (int i = 0; i < 5; ++i) {
            const SloStatusChange change{.cluster = kCluster,
                .host = i % 2 == 0 ? "a" : "b",
                .from = SloStatus::Healthy,
                .to = SloStatus::Critical,
                .availability = 90.5,
                .changedAt = at(kMidnight + i)};
            QVERIFY(store.write(
                [&](WriteContext &context) { return insertStatusChange(context, change); }));
        }
        const auto read = [&store](const StatusHistoryQuery &query) {
            return *store.readBack(
                [&query](Connection &connection) { return readStatusHistory(connection, query); });
        };
        const auto first = read({.cluster = kCluster, .limit = 3});
        QCOMPARE(first.size(), std::size_t{3});
        QCOMPARE(first[0].changedAt, at(kMidnight + 4));
        QCOMPARE(*first[0].availability, 90.5);
        QVERIFY(!first[0].p95Latency);
        QVERIFY(first[0].to == SloStatus::Critical);
        QCOMPARE(read({.cluster = kCluster, .beforeId = first.back().id}).size(), std::size_t{2});
        QCOMPARE(read({.cluster = kCluster, .host = "b"}).size(), std::size_t{2});
        QCOMPARE(
            read({.cluster = kCluster, .range = {at(kMidnight + 1), at(kMidnight + 3)}}).size(),
            std::size_t{2});
    }

    void firstSeenOnlyGoesBack()
    {
        TrafficStore store;
        QVERIFY(store.insert(increments(kMidnight + 20, 2, {serviceIncrement("web", 1)})));
        QVERIFY(store.insert(increments(kMidnight + 10, 1, {serviceIncrement("web", 1)})));
        QVERIFY(store.insert(increments(kMidnight + 30, 3, {serviceIncrement("web", 1)})));
        const auto seen = store.readBack([](Connection &connection) {
            return readSeen(connection, kCluster, TrafficKind::Service);
        });
        QCOMPARE(seen->size(), std::size_t{1});
        QCOMPARE(seen->at(0).at, at(kMidnight + 10));
        const auto last = store.readBack([](Connection &connection) {
            return readLastTraffic(
                connection, kCluster, TrafficKind::Service, {at(kMidnight), at(kMidnight + 25)});
        });
        QCOMPARE(last->at(0).at, at(kMidnight + 20));
    }

    void viewsShowTheColumnsOfTheSpecification()
    {
        TrafficStore store;
        auto one = increments(kMidnight + 10, 1, {serviceIncrement("web", 10, 2)});
        one.edges = {edgeIncrement("web", "cart", 4)};
        one.ingress = {ingressIncrement("key", 7)};
        one.routes = {route("a.com", "key")};
        QVERIFY(store.insert(one));
        QVERIFY(store.insert(increments(kMidnight - 10, 2, {serviceIncrement("web", 10, 2)}),
            at(kMidnight))); // an hourly row
        QCOMPARE(
            store.sql("SELECT cluster_id || ' ' || namespace || '/' || name || ' ' || ts || ' '"
                      " || total_requests || ' ' || error_requests || ' ' || status_2xx || ' '"
                      " || status_5xx FROM slo_service_raw"),
            std::string("prod shop/web 1772323210000 10 2 8 2"));
        QCOMPARE(store.sql("SELECT latency_buckets FROM slo_service_raw"),
            std::string(R"({"5":0,"10":5,"100":5,"1000":10,"+Inf":10})"));
        QCOMPARE(store.sql("SELECT availability || ' ' || p50_latency_ms || ' ' || avg_latency_ms"
                           " || ' ' || covered_seconds || ' ' || avg_rps || ' ' || mtls_percent"
                           " FROM slo_service_hourly"),
            std::string("80.0 10.0 8.0 10.0 1.0 100.0"));
        QCOMPARE(store.sql("SELECT src_name || dst_name || request_delta FROM slo_edge_raw"),
            std::string("webcart4"));
        QCOMPARE(store.sql("SELECT host || domain || path_prefix || method_get || method_other"
                           " || requests FROM slo_metrics_raw"),
            std::string(R"(keya.com/70[{"code":"200","method":"GET","delta":7}])"));
        QCOMPARE(store.sql("SELECT boot_id || seq || services FROM slo_ingest_log ORDER BY ts"),
            std::string("boot-121,boot-111"));
        QCOMPARE(store.sql("SELECT count(*) FROM slo_edge_hourly"), std::string("0"));
        QCOMPARE(store.sql("SELECT count(*) FROM slo_metrics_hourly"), std::string("0"));
    }

    void aClusterIsRemovedWithItsTraffic()
    {
        TrafficStore store;
        QVERIFY(store.insert(increments(kMidnight + 10, 1, {serviceIncrement("web", 10)})));
        QVERIFY(
            store.write([](WriteContext &context) { return removeCluster(context, kCluster); }));
        QCOMPARE(store.sql("SELECT (SELECT count(*) FROM traffic_raw)"
                           " + (SELECT count(*) FROM traffic_series)"
                           " + (SELECT count(*) FROM ingest_log)"
                           " + (SELECT count(*) FROM traffic_hour)"),
            std::string("0"));
        QVERIFY(*store.insert(increments(kMidnight + 10, 1, {serviceIncrement("web", 10)}))
            == IncrementOutcome::Stored);
        QCOMPARE(store.raw().size(), std::size_t{1});
    }

    void edgesAreOpenedClosedAndDeleted()
    {
        TrafficStore store;
        const auto edge = [](const std::string &to, std::int64_t from) {
            return TemporalEdge{.edge = {.source = service("web"), .target = service(to)},
                .source = "mesh",
                .from = at(from)};
        };
        const auto apply = [&store](const EdgeUpdate &update) {
            return store.write([&update](WriteContext &context) {
                return applyEdgeUpdate(context, kCluster, update);
            });
        };
        QVERIFY(apply({.opened = {edge("cart", 100), edge("pay", 100)}}));
        QVERIFY(!apply({.opened = {edge("new", 200), edge("cart", 200)}})); // open already
        TemporalEdge closed = edge("cart", 100);
        closed.to = at(200);
        closed.closedReason = "gone";
        QVERIFY(apply({.opened = {edge("cart", 300)}, .closed = {closed}}));
        const auto open = store.readBack(
            [](Connection &connection) { return readOpenEdges(connection, kCluster, "mesh"); });
        QCOMPARE(open->size(), std::size_t{2});
        QCOMPARE(open->at(1), edge("cart", 300));
        const auto within = [&store](std::int64_t from, std::int64_t to) {
            return store.readBack([=](Connection &connection) {
                return readEdges(connection, kCluster, {at(from), at(to)});
            });
        };
        QCOMPARE(within(200, 250)->size(), std::size_t{1});
        QCOMPARE(within(150, 160)->size(), std::size_t{2});
        QCOMPARE(within(150, 160)->at(0), closed);
        QVERIFY(apply({.deleted = {edge("pay", 100)}}));
        QCOMPARE(within(0, 1'000)->size(), std::size_t{2});
        QCOMPARE(store.sql("SELECT dst_resource_id FROM topo_edge_time WHERE valid_to IS NULL"),
            std::string("shop/cart"));
    }
};

QTEST_GUILESS_MAIN(TestTrafficRepository)
#include "tst_traffic_repository.moc"
