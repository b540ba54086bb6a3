#include "core/ingest/agent_routes.h"
#include "tests/core/ingest/ingest_rig.h"

#include <QRegularExpression>
#include <QTest>

#include <optional>

using namespace binnacle;
using namespace std::chrono_literals;
using http::Method;
using test::snapshotJson;

namespace {

// sha256("hello")
constexpr auto kHelloHash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

using Headers = std::vector<std::pair<std::string, std::string>>;
const Headers kProd{{"x-cluster-id", "prod"}};

// One request that was dispatched without a socket.
struct Call
{
    std::promise<http::Response> promise;
    std::future<http::Response> response = promise.get_future();
    std::function<void(http::Delivery)> then; // valid once the response is there
    std::function<void()> hangup;

    bool isAnswered() { return response.wait_for(0s) == std::future_status::ready; }
};

class Bench : public test::IngestRig
{
public:
    explicit Bench(std::map<std::string, std::string> hashes = {}, bool required = false,
        std::size_t mostClusters = 10'000)
        : IngestRig(2, mostClusters)
        , m_tokens(std::move(hashes), required)
    {
        ingest::addAgentRoutes(m_router,
            {.core = core, .hub = hub, .pipeline = *pipeline, .stats = stats, .tokens = m_tokens});
    }

    std::shared_ptr<Call> dispatch(http::Request request)
    {
        auto call = std::make_shared<Call>();
        m_router.dispatch({.request = std::move(request),
            .respond =
                [call](http::Response response, std::function<void(http::Delivery)> then) {
                    call->then = std::move(then);
                    call->promise.set_value(std::move(response));
                },
            .onHangup
            = [call](std::function<void()> hangup) { call->hangup = std::move(hangup); }});
        return call;
    }

    http::Response post(const std::string &path, const Headers &headers, std::string body = {})
    {
        return dispatch(
            {.method = Method::Post, .path = path, .headers = headers, .body = std::move(body)})
            ->response.get();
    }

    std::shared_ptr<Call> poll(std::map<std::string, std::string> query, Headers headers = {})
    {
        auto call = dispatch({.method = Method::Get,
            .path = "/agent/commands",
            .query = std::move(query),
            .headers = std::move(headers)});
        onCore([] {}); // it is parked now
        return call;
    }

    CommandId enqueue(const std::string &name = "api")
    {
        std::promise<CommandId> id;
        onCore([&] {
            hub.heartbeat({"prod"});
            hub.enqueue(
                {.cluster = {"prod"}, .action = "restart", .target = {"Deployment", "shop", name}},
                [&](const Result<CommandRecord> &record) { id.set_value(record->command.id); });
        });
        return id.get_future().get();
    }

    CommandRecord record(const CommandId &id)
    {
        CommandRecord found;
        onCore([&] { found = *hub.command(id); });
        return found;
    }

    void tickAfter(Duration time)
    {
        onCore([&] { // behind what was posted before
            clock.advance(time);
            hub.tick();
        });
    }

private:
    const ingest::AgentTokens m_tokens;
    http::Router m_router;
};

std::string resultOf(const CommandId &id)
{
    return "{\"commandId\":\"" + id.value
        + "\",\"success\":true,\"output\":\"done\",\"execTime\":5}";
}

} // namespace

class TestAgentRoutes : public QObject
{
    Q_OBJECT

private slots:
    void snapshotsAreAnsweredByWhatIsWrongWithThem()
    {
        Bench bench;
        const auto status = [&](const std::string &body, Headers headers = kProd) {
            return bench.post("/agent/snapshot", headers, body).status;
        };
        QCOMPARE(status(snapshotJson("prod", 5)), 200);
        QCOMPARE(status(snapshotJson("prod", 5), {}), 200); // the body names the cluster
        QCOMPARE(status("{}", {}), 400);
        QCOMPARE(status("{}", {{"x-cluster-id", "a b"}}), 400);
        QCOMPARE(status(""), 400);
        QCOMPARE(status("{\"pods\":["), 400);
        QCOMPARE(status(R"({"pods":[{"summary":{"name":5}}]})"), 422);
        QCOMPARE(status("[]"), 422);
        const auto encoded = [](const char *how) {
            return Headers{{"x-cluster-id", "prod"}, {"content-encoding", how}};
        };
        const std::string gzip = codec::deflateGzip(snapshotJson("prod", 5));
        QCOMPARE(status(gzip), 200);
        QCOMPARE(status(gzip, encoded("gzip")), 200);
        QCOMPARE(status(gzip, encoded("identity, GZip")), 200);
        QCOMPARE(status(gzip, encoded("x-gzip")), 200);
        QCOMPARE(status("plain", encoded("gzip")), 400);
        QCOMPARE(status(gzip, encoded("notgzip")), 415);
        QCOMPARE(status(gzip, encoded("gzipped, identity")), 415);
        QCOMPARE(status(gzip, encoded("br")), 415);
        QCOMPARE(status(codec::deflateGzip(std::string(150U << 20, ' '))), 413);
        QCOMPARE(bench.stats.rejected.load(), 11U);
        QCOMPARE(bench.stats.snapshots.load(), 6U);
    }

    void errorsNameTheFieldInJson()
    {
        Bench bench;
        const http::Response response
            = bench.post("/agent/snapshot", kProd, R"({"pods":[{"summary":{"name":5}}]})");
        QVERIFY2(
            response.body.find("pods[0].summary.name") != std::string::npos, response.body.c_str());
        QVERIFY(response.body.find("BN-INPUT") != std::string::npos);
        QCOMPARE(response.contentType, "application/json");
    }

    void heartbeatsNeedOnlyTheHeader()
    {
        Bench bench;
        QCOMPARE(bench.post("/agent/heartbeat", {}).status, 400);
        QCOMPARE(bench.post("/agent/heartbeat", {{"x-cluster-id", "a/b"}}).status, 400);
        QVERIFY(bench.hub.state()->clusters.empty());
        const http::Response response = bench.post("/agent/heartbeat", kProd, "not json");
        QCOMPARE(response.status, 200);
        QCOMPARE(response.body, R"({"status":"ok"})");
        QCOMPARE(bench.only().status, AgentStatus::OnlineNoData);
        QCOMPARE(bench.stats.heartbeats.load(), 1U);
    }

    void aPollGetsACommandInBothSpellings()
    {
        Bench bench;
        const CommandId id = bench.enqueue();
        const auto call = bench.poll({{"cluster_id", "prod"}});
        const std::string body = call->response.get().body;
        QVERIFY(body.find(R"("hasCommand":true)") != std::string::npos);
        QVERIFY(body.find(R"("has_command":true)") != std::string::npos);
        QVERIFY(body.find(id.value) != std::string::npos);
        QCOMPARE(bench.record(id).state, CommandState::Delivering);
        call->then(http::Delivery::Written);
        QCOMPARE(bench.record(id).state, CommandState::Running);
    }

    void aPollIsHeldUntilACommandComesOrTheHoldEnds()
    {
        Bench bench;
        const auto served = bench.poll({{"cluster_id", "prod"}, {"topic", "ops"}});
        const auto ai = bench.poll({{"topic", "ai"}}, kProd);
        bench.tickAfter(24s);
        QVERIFY(!served->isAnswered());
        bench.enqueue();
        QVERIFY(served->response.get().body.find("true") != std::string::npos);
        QVERIFY(!ai->isAnswered());
        bench.tickAfter(1s);
        QCOMPARE(ai->response.get().body, R"({"hasCommand":false,"has_command":false})");
    }

    void pollsWithoutAClusterAreRefused()
    {
        Bench bench;
        QCOMPARE(bench.poll({})->response.get().status, 400);
        QCOMPARE(bench.poll({{"cluster_id", "a b"}})->response.get().status, 400);
        QCOMPARE(bench.poll({{"cluster_id", "a"}, {"topic", "x"}})->response.get().status, 400);
    }

    // Contract vector: client closes during hold, then enqueue -> next poll still gets the command.
    void aClientThatHungUpTakesNothing()
    {
        Bench bench;
        const auto gone = bench.poll({{"cluster_id", "prod"}});
        gone->hangup();
        const CommandId id = bench.enqueue();
        QVERIFY(!gone->isAnswered());
        QCOMPARE(bench.record(id).state, CommandState::Pending);
        const auto next = bench.poll({{"cluster_id", "prod"}});
        QVERIFY(next->response.get().body.find(id.value) != std::string::npos);
    }

    void anAnswerThatWasLostIsGivenAgain()
    {
        Bench bench;
        const CommandId id = bench.enqueue();
        const auto lost = bench.poll({{"cluster_id", "prod"}});
        lost->response.wait();
        lost->then(http::Delivery::Lost);
        const auto next = bench.poll({{"cluster_id", "prod"}});
        QVERIFY(next->response.get().body.find(id.value) != std::string::npos);
        QCOMPARE(bench.record(id).attempts, 1);
    }

    void resultsEndCommands()
    {
        Bench bench;
        const CommandId id = bench.enqueue();
        const auto call = bench.poll({{"cluster_id", "prod"}});
        call->response.wait();
        call->then(http::Delivery::Written);
        const Headers other{{"x-cluster-id", "other"}};
        QCOMPARE(bench.post("/agent/result", other, resultOf(id)).status, 403);
        QCOMPARE(bench.record(id).state, CommandState::Running);
        QCOMPARE(bench.post("/agent/result", {}, resultOf(id)).status, 200);
        QCOMPARE(bench.record(id).state, CommandState::Success);
        QCOMPARE(bench.post("/agent/result", kProd, resultOf(id)).status, 200);
    }

    void lateResultsAreAcceptedAndMarked()
    {
        Bench bench;
        const CommandId id = bench.enqueue();
        const auto call = bench.poll({{"cluster_id", "prod"}});
        call->response.wait();
        call->then(http::Delivery::Written);
        bench.tickAfter(61s);
        QCOMPARE(bench.post("/agent/result", kProd, resultOf(id)).status, 200);
        QCOMPARE(bench.record(id).state, CommandState::Timeout);
        QVERIFY(bench.record(id).late);
    }

    void agentsMustNotRepeatResultsNobodyKnows()
    {
        Bench bench;
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("result ignored")));
        QCOMPARE(bench.post("/agent/result", kProd, resultOf({"unknown"})).status, 200);
        QCOMPARE(bench.post("/agent/result", kProd, "{").status, 400);
        QCOMPARE(bench.post("/agent/result", kProd, R"({"success":true})").status, 400);
        const CommandId id = bench.enqueue();
        bench.poll({{"cluster_id", "prod"}})->response.wait();
        const std::string large = "{\"command_id\":\"" + id.value
            + "\",\"success\":true,\"output\":\"" + std::string(200'000, 'x') + "\"}";
        QCOMPARE(bench.post("/agent/result", kProd, codec::deflateGzip(large)).status, 200);
        QCOMPARE(bench.record(id).output.size(), std::size_t{200'000});
        const CommandId other = bench.enqueue();
        bench.poll({{"cluster_id", "prod"}})->response.wait();
        std::string plain = large;
        plain.replace(plain.find(id.value), id.value.size(), other.value);
        QCOMPARE(bench.post("/agent/result", kProd, plain).status, 200);
        QCOMPARE(bench.record(other).state, CommandState::Success);
    }

    // A small body can become a large one, for which no other connection should wait.
    void resultsThatAreGzipAreInflatedByTheDecodingThreads()
    {
        Bench bench;
        std::promise<void> go;
        const std::shared_future<void> released = go.get_future().share();
        for (int i = 0; i < 2; ++i) // all that there are
            bench.pipeline->offload([released] { released.wait(); });
        const auto result = [&bench](Headers headers, std::string body) {
            return bench.dispatch({.method = Method::Post,
                .path = "/agent/result",
                .headers = std::move(headers),
                .body = std::move(body)});
        };
        const auto plain = result(kProd, "{");
        QVERIFY(plain->isAnswered());
        const auto sniffed = result(kProd, codec::deflateGzip("{"));
        const auto declared
            = result({{"x-cluster-id", "prod"}, {"content-encoding", "gzip"}}, "plain");
        QVERIFY(!sniffed->isAnswered());
        QVERIFY(!declared->isAnswered());
        go.set_value();
        for (const auto &call : {plain, sniffed, declared})
            QCOMPARE(call->response.get().status, 400);
    }

    void aFullDiskIsNoSuccess()
    {
        Bench bench;
        const CommandId id = bench.enqueue();
        bench.poll({{"cluster_id", "prod"}})->response.wait();
        bench.onCore([&] { bench.journal.failing = true; });
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("not journalled")));
        QCOMPARE(bench.post("/agent/result", kProd, resultOf(id)).status, 507);
    }

    void tokensGuardEveryRoute()
    {
        Bench bench({{"prod", kHelloHash}}, true);
        const Headers right{{"x-cluster-id", "prod"}, {"authorization", "Bearer hello"}};
        const Headers wrong{{"x-cluster-id", "prod"}, {"authorization", "Bearer other"}};
        const Headers stolen{{"x-cluster-id", "other"}, {"authorization", "Bearer hello"}};
        const Headers unnamed{{"authorization", "Bearer hello"}};
        const std::string body = snapshotJson("prod", 5);
        for (const char *path : {"/agent/snapshot", "/agent/heartbeat", "/agent/result"}) {
            QCOMPARE(bench.post(path, kProd, body).status, 401);
            QCOMPARE(bench.post(path, wrong, body).status, 403);
            QCOMPARE(bench.post(path, stolen, body).status, 403);
        }
        QCOMPARE(bench.poll({{"cluster_id", "prod"}})->response.get().status, 401);
        QCOMPARE(bench.poll({{"cluster_id", "other"}}, right)->response.get().status, 403);
        QCOMPARE(bench.post("/agent/snapshot", unnamed, snapshotJson("other", 5)).status, 403);
        QCOMPARE(bench.post("/agent/snapshot", {}, body).status, 401);
        QVERIFY(bench.hub.state()->clusters.empty());
        QCOMPARE(bench.post("/agent/snapshot", unnamed, body).status, 200);
        QCOMPARE(bench.post("/agent/heartbeat", right).status, 200);
        const CommandId id = bench.enqueue();
        bench.poll({{"cluster_id", "prod"}}, right)->response.wait();
        QCOMPARE(bench.post("/agent/result", {}, resultOf(id)).status, 401);
        QCOMPARE(bench.post("/agent/result", unnamed, resultOf(id)).status, 200);
    }

    void clustersBeyondTheLimitAreTurnedAway()
    {
        Bench bench({}, false, 2);
        const auto named = [](const char *cluster) { return Headers{{"x-cluster-id", cluster}}; };
        QCOMPARE(bench.post("/agent/heartbeat", named("a")).status, 200);
        QCOMPARE(bench.post("/agent/snapshot", named("b"), snapshotJson("b", 1)).status, 200);
        const http::Response full = bench.post("/agent/heartbeat", named("c"));
        QCOMPARE(full.status, 429);
        QVERIFY(full.body.find("2 clusters") != std::string::npos);
        QCOMPARE(bench.post("/agent/snapshot", named("c"), snapshotJson("c", 1)).status, 429);
        QCOMPARE(bench.post("/agent/snapshot", {}, snapshotJson("c", 1)).status, 429);
        QCOMPARE(bench.stats.clustersRefused.load(), 3U);
        QCOMPARE(bench.hub.state()->clusters.size(), 2U);
        QCOMPARE(bench.clusters().size(), 2U);
        // Those that are known go on.
        QCOMPARE(bench.post("/agent/snapshot", named("a"), snapshotJson("a", 2)).status, 200);
        QCOMPARE(bench.post("/agent/heartbeat", named("b")).status, 200);
    }

    void tooManySnapshotsAreTurnedAway()
    {
        Bench bench;
        std::promise<void> go;
        bench.core.post([&] { go.get_future().wait(); });
        std::vector<std::shared_ptr<Call>> calls;
        for (int i = 1; i <= 4; ++i) {
            calls.push_back(bench.dispatch({.method = Method::Post,
                .path = "/agent/snapshot",
                .headers = kProd,
                .body = snapshotJson("prod", i)}));
            if (i == 1)
                QVERIFY(QTest::qWaitFor([&] { return !bench.events().empty(); }));
        }
        const http::Response turnedAway = calls[1]->response.get();
        QCOMPARE(turnedAway.status, 429);
        QCOMPARE(turnedAway.headers.at(0).first, "Retry-After");
        go.set_value();
        for (const std::size_t i : {0U, 2U, 3U})
            QCOMPARE(calls[i]->response.get().status, 200);
    }

    void healthAndTheRest()
    {
        Bench bench;
        const auto health = bench.dispatch({.method = Method::Get, .path = "/health"});
        QCOMPARE(health->response.get().body, "ok");
        const auto wrong = bench.dispatch({.method = Method::Get, .path = "/agent/snapshot"});
        QCOMPARE(wrong->response.get().status, 405);
        const auto legacy = bench.dispatch({.method = Method::Post, .path = "/agent/slo"});
        QCOMPARE(legacy->response.get().status, 404);
    }
};

QTEST_GUILESS_MAIN(TestAgentRoutes)
#include "tst_agent_routes.moc"
