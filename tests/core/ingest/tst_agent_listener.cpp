#include "core/http/client.h"
#include "core/http/server.h"
#include "core/ingest/agent_routes.h"
#include "tests/core/ingest/ingest_rig.h"
#include "tests/support/corpus.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <thread>

using namespace binnacle;
using namespace std::chrono_literals;
using test::snapshotJson;

namespace {

const ingest::AgentTokens kNoTokens({}, false);

// The listener as the runtime builds it, on a free port.
class Listener : public test::IngestRig
{
public:
    explicit Listener(Duration hold = 25s)
    {
        http::Router router;
        ingest::addAgentRoutes(router,
            {.core = core,
                .hub = hub,
                .pipeline = *pipeline,
                .stats = stats,
                .tokens = kNoTokens,
                .pollHold = hold});
        auto started = http::Server::start({}, std::move(router));
        if (!started)
            qFatal("%s", started.error().message.c_str());
        m_server = *std::move(started);
        core.every(50ms, [this] {
            clock.advance(50ms);
            hub.tick();
        });
    }

    ~Listener()
    {
        onCore([this] { hub.stop(); });
        m_server->stop(5s);
    }

    std::unique_ptr<http::Client> connect() const
    {
        return std::make_unique<http::Client>("127.0.0.1", m_server->port());
    }

    int post(const std::string &path, std::string body,
        std::vector<std::pair<std::string, std::string>> headers = {{"X-Cluster-ID", "prod"}})
    {
        const auto client = connect();
        const auto answer = client->send({.method = "POST",
            .target = path,
            .headers = std::move(headers),
            .body = std::move(body)});
        return answer ? answer->status : 0;
    }

    CommandId enqueue()
    {
        std::promise<CommandId> id;
        onCore([&] {
            hub.heartbeat({"prod"});
            hub.enqueue({.cluster = {"prod"},
                            .action = "scale",
                            .target = {"Deployment", "shop", "api"},
                            .params = R"({"replicas":4})"},
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

private:
    std::unique_ptr<http::Server> m_server;
};

const http::ClientRequest kPoll{
    .target = "/agent/commands?cluster_id=prod&topic=ops", .timeout = 10s};

// Cases of a corpus folder: file name -> whether its bytes are acceptable.
std::vector<std::pair<std::string, bool>> casesOf(
    const std::string &folder, const QString &key, const QString &good)
{
    std::vector<std::pair<std::string, bool>> cases;
    for (const QJsonObject &entry :
        test::readJsonLines(*test::corpusPath(folder + "/index.jsonl"))) {
        const QString file = entry.value(QStringLiteral("file")).toString();
        if (!file.isEmpty())
            cases.emplace_back(
                folder + '/' + file.toStdString(), entry.value(key).toString() == good);
    }
    // The bad ones first, to see that they change nothing.
    std::ranges::stable_sort(cases, {}, [](const auto &entry) { return entry.second; });
    return cases;
}

} // namespace

class TestAgentListener : public QObject
{
    Q_OBJECT

private slots:
    void anAgentsWholeConversation()
    {
        Listener listener;
        const auto agent = listener.connect();
        const http::ClientRequest push{.method = "POST",
            .target = "/agent/snapshot",
            .headers = {{"X-Cluster-ID", "prod"}, {"Content-Encoding", "gzip"}},
            .body = codec::deflateGzip(snapshotJson("prod", 5))};
        QCOMPARE(agent->send(push)->status, 200);
        QCOMPARE(listener.only().status, AgentStatus::Online);
        QCOMPARE(listener.events().at(0).count, 5);
        QCOMPARE(agent
                     ->send({.method = "POST",
                         .target = "/agent/heartbeat",
                         .headers = {{"X-Cluster-ID", "prod"}}})
                     ->status,
            200);
        const CommandId id = listener.enqueue();
        const auto polled = agent->send(kPoll);
        QCOMPARE(polled->status, 200);
        const QJsonObject command = QJsonDocument::fromJson(QByteArray::fromStdString(polled->body))
                                        .object()
                                        .value(QStringLiteral("command"))
                                        .toObject();
        QCOMPARE(command.value(QStringLiteral("id")).toString().toStdString(), id.value);
        QVERIFY(
            QTest::qWaitFor([&] { return listener.record(id).state == CommandState::Running; }));
        QCOMPARE(listener.post("/agent/result",
                     R"({"commandId":")" + id.value + R"(","success":true,"execTime":184000000})"),
            200);
        QCOMPARE(listener.record(id).state, CommandState::Success);
        QCOMPARE(agent->send({.target = "/health"})->body, "ok");
    }

    void snapshotsComePlainGzippedAndSniffed()
    {
        Listener listener;
        const std::string gzip = codec::deflateGzip(snapshotJson("prod", 5));
        QCOMPARE(listener.post("/agent/snapshot", snapshotJson("prod", 5)), 200);
        QCOMPARE(listener.post("/agent/snapshot", gzip), 200);
        QCOMPARE(listener.post("/agent/snapshot", gzip,
                     {{"X-Cluster-ID", "prod"}, {"Content-Encoding", "gzip"}}),
            200);
        QCOMPARE(listener.post("/agent/snapshot", gzip, {}), 200);
    }

    void aParkedPollGetsACommandAtOnce()
    {
        Listener listener;
        listener.post("/agent/heartbeat", "");
        std::promise<http::ClientResponse> answer;
        std::jthread agent([&] { answer.set_value(*listener.connect()->send(kPoll)); });
        auto response = answer.get_future();
        QCOMPARE(response.wait_for(100ms), std::future_status::timeout);
        const CommandId id = listener.enqueue();
        QCOMPARE(response.wait_for(2s), std::future_status::ready);
        QVERIFY(response.get().body.find(id.value) != std::string::npos);
    }

    void anEmptyPollIsAnsweredAfterTheHold()
    {
        Listener listener(300ms);
        const auto start = std::chrono::steady_clock::now();
        const auto response = listener.connect()->send(kPoll);
        QVERIFY(std::chrono::steady_clock::now() - start >= 250ms);
        QCOMPARE(response->body, R"({"hasCommand":false,"has_command":false})");
    }

    // Contract vector: client closes during hold, then enqueue -> next poll still gets the command.
    void aClientThatClosedDuringTheHoldLosesNothing()
    {
        Listener listener;
        listener.post("/agent/heartbeat", "");
        auto impatient = kPoll;
        impatient.timeout = 100ms;
        QVERIFY(!listener.connect()->send(impatient)); // destroys its connection
        QTest::qWait(100);
        const CommandId id = listener.enqueue();
        const auto next = listener.connect()->send(kPoll);
        QVERIFY(next && next->body.find(id.value) != std::string::npos);
    }

    void badJsonIsRefusedAndChangesNothing()
    {
        if (!test::corpusPath("json/index.jsonl"))
            QSKIP(test::kNoCorpus);
        Listener listener;
        QCOMPARE(listener.post("/agent/snapshot", snapshotJson("prod", 5)), 200);
        const auto before = listener.only().snapshot;
        int refused = 0;
        for (const auto &[file, good] :
            casesOf("json", QStringLiteral("expect"), QStringLiteral("accept"))) {
            const std::string body = test::readFile(*test::corpusPath(file));
            const int status = listener.post("/agent/snapshot", body);
            if (good) { // well-formed, but is it a snapshot?
                QVERIFY2(status == 200 || status == 422, file.c_str());
                continue;
            }
            QVERIFY2(status == 400 || status == 413,
                (file + " answered " + std::to_string(status)).c_str());
            QCOMPARE(listener.only().snapshot, before);
            ++refused;
        }
        QVERIFY(refused > 50);
        QCOMPARE(listener.post("/agent/snapshot", R"({"pods":[{]})"), 400);
        QCOMPARE(listener.events().size(), std::size_t{1});
    }

    void badGzipIsRefusedAndChangesNothing()
    {
        if (!test::corpusPath("gzip/index.jsonl"))
            QSKIP(test::kNoCorpus);
        Listener listener;
        QCOMPARE(listener.post("/agent/snapshot", snapshotJson("prod", 5)), 200);
        const auto before = listener.only().snapshot;
        for (const auto &[file, good] :
            casesOf("gzip", QStringLiteral("zlib_strict"), QStringLiteral("accept"))) {
            const int status
                = listener.post("/agent/snapshot", test::readFile(*test::corpusPath(file)),
                    {{"X-Cluster-ID", "prod"}, {"Content-Encoding", "gzip"}});
            if (good)
                continue; // most hold text, which is another reason to refuse them
            QVERIFY2(status == 400 || status == 413,
                (file + " answered " + std::to_string(status)).c_str());
            QCOMPARE(listener.only().snapshot, before);
        }
        QCOMPARE(listener.post("/agent/snapshot", snapshotJson("prod", 5)), 200);
    }

    void manyAgentsAtOnce()
    {
        Listener listener;
        std::atomic_int failed = 0;
        std::vector<std::jthread> agents;
        for (int i = 0; i < 8; ++i) {
            agents.emplace_back([&, i] {
                const std::string name = "c" + std::to_string(i);
                const auto client = listener.connect();
                for (int count = 1; count <= 10; ++count) {
                    const auto answer = client->send({.method = "POST",
                        .target = "/agent/snapshot",
                        .headers = {{"X-Cluster-ID", name}},
                        .body = codec::deflateGzip(snapshotJson(name, count))});
                    failed += !answer || answer->status != 200;
                }
            });
        }
        agents.clear();
        QCOMPARE(failed.load(), 0);
        QCOMPARE(listener.hub.state()->clusters.size(), std::size_t{8});
        QCOMPARE(listener.events().size(), std::size_t{8});
    }

    void stoppingAnswersParkedPolls()
    {
        auto listener = std::make_unique<Listener>();
        std::promise<Result<http::ClientResponse>> answer;
        const auto client = listener->connect();
        std::jthread agent([&] { answer.set_value(client->send(kPoll)); });
        QTest::qWait(100);
        listener.reset();
        const auto response = answer.get_future().get();
        QVERIFY2(response, response ? "" : response.error().message.c_str());
        QCOMPARE(response->status, 200);
    }
};

QTEST_GUILESS_MAIN(TestAgentListener)
#include "tst_agent_listener.moc"
