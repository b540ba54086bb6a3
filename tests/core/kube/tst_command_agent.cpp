#include "core/kube/command_agent.h"
#include "tests/core/kube/fake_hub.h"
#include "tests/core/kube/fake_kube_api.h"

#include <QElapsedTimer>
#include <QTest>

#include <future>
#include <memory>
#include <thread>

using namespace binnacle;
using namespace binnacle::kube;
using namespace binnacle::test;
using namespace Qt::Literals::StringLiterals;

namespace {

Command command(const std::string &id, std::string action, ResourceRef target = {},
    std::string params = "{}", std::string source = "web")
{
    return {.id = {id},
        .action = std::move(action),
        .target = std::move(target),
        .params = std::move(params),
        .source = std::move(source)};
}

// A running agent of the cluster "prod" with the token "hub-token".
class RunningAgent
{
public:
    RunningAgent(const FakeHub &hub, const FakeKubeApi &api)
        : m_agent(m_clock,
            {.hub = hub.address(),
                .hubToken = "hub-token",
                .cluster = "prod",
                .api = {.access = {.server = "http://127.0.0.1:" + api.port()}},
                .heartbeatInterval = Duration{200}},
            [this](const std::string &line) { log += QString::fromStdString(line) + u'\n'; })
        , m_outcome(m_promise.get_future())
        , m_thread([this](const std::stop_token &stop) { m_promise.set_value(m_agent.run(stop)); })
    {}

    Status stop()
    {
        m_thread.request_stop();
        return outcome();
    }
    Status outcome() { return m_outcome.get(); }
    bool hasEnded() const
    {
        return m_outcome.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    }

    QString log; // read after stop()

private:
    SystemClock m_clock;
    CommandAgent m_agent;
    std::promise<Status> m_promise;
    std::future<Status> m_outcome;
    std::jthread m_thread;
};

const ResourceRef kDeployment{"Deployment", "shop", "api"};

} // namespace

class TestCommandAgent : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_api = std::make_unique<FakeKubeApi>(); }
    void cleanupTestCase() { m_api.reset(); }

    void commandsOfBothTopicsAreCarriedOut()
    {
        FakeHub hub;
        RunningAgent agent(hub, *m_api);
        hub.queue(command("scale-1", "scale", kDeployment, R"({"replicas":7})"));
        hub.queue(command(
            "list-1", "dynamic", {"", "shop", ""}, R"({"command":"list","kind":"Pod"})", "ai"));
        hub.queue(command("what-1", "query_logs"));
        QTRY_COMPARE(hub.results().size(), 3U);
        for (const CommandResult &result : hub.results()) {
            if (result.command.value == "what-1") {
                QVERIFY(!result.success);
                QCOMPARE(result.error, std::string("unknown action: query_logs"));
                continue;
            }
            QVERIFY2(result.success, result.error.c_str());
            QVERIFY(isKnown(result.executedAt));
            if (result.command.value == "list-1")
                QVERIFY2(result.output.starts_with("NAME    STATUS\napi-1   Running\n"),
                    result.output.c_str());
        }
        QCOMPARE(hub.lastCluster(), std::string("prod"));
        QTRY_VERIFY(hub.heartbeats >= 2);
        QVERIFY(agent.stop());
        QVERIFY2(agent.log.contains(u"command scale-1 scale Deployment shop/api: done"_s),
            qPrintable(agent.log));
    }

    void aChangeThatIsDeliveredTwiceIsCarriedOutOnce()
    {
        FakeHub hub;
        RunningAgent agent(hub, *m_api);
        const int before = m_api->count(u"DELETE"_s);
        const Command deletion = command("delete-1", "delete", {"Pod", "shop", "api-2"});
        hub.queue(deletion);
        hub.queue(deletion);
        QTRY_COMPARE(hub.results().size(), 2U);
        QVERIFY2(hub.results()[0].success, hub.results()[0].error.c_str());
        QVERIFY(hub.results()[1].success); // a second deletion would not have found it
        QCOMPARE(hub.results()[1].executedAt, hub.results()[0].executedAt);
        QCOMPARE(m_api->count(u"DELETE"_s), before + 1);
        // Reading again is what a hub wants that delivers again.
        const qsizetype asked = m_api->requests().size();
        const Command reading = command("get-1", "get_configmap", {"", "shop", "settings"});
        hub.queue(reading);
        hub.queue(reading);
        QTRY_COMPARE(hub.results().size(), 4U);
        QCOMPARE(m_api->requests().size(), asked + 2);
        QVERIFY(agent.stop());
    }

    void aResultWaitsForAHubThatIsAway()
    {
        auto hub = std::make_unique<FakeHub>();
        const std::uint16_t port = hub->port();
        RunningAgent agent(*hub, *m_api);
        hub->resultStatus = 503;
        hub->queue(command("cordon-1", "cordon", {"Node", "", "n1"}));
        QTRY_VERIFY(hub->refusedResults >= 2);
        hub.reset();
        QTest::qWait(300);
        hub = std::make_unique<FakeHub>(port);
        QTRY_COMPARE_WITH_TIMEOUT(hub->results().size(), 1U, 15'000);
        QCOMPARE(hub->results()[0].command.value, std::string("cordon-1"));
        QVERIFY(hub->results()[0].success);
        // And commands arrive again.
        hub->queue(command("uncordon-1", "uncordon", {"Node", "", "n1"}));
        QTRY_COMPARE_WITH_TIMEOUT(hub->results().size(), 2U, 15'000);
        QVERIFY(agent.stop());
    }

    void aResultThatIsNeverTakenHoldsUpNobody()
    {
        FakeHub hub;
        RunningAgent agent(hub, *m_api);
        hub.resultStatus = 400;
        hub.queue(command("a", "uncordon", {"Node", "", "n1"}));
        QTRY_COMPARE(hub.refusedResults.load(), 1);
        QTest::qWait(500);
        QCOMPARE(hub.refusedResults.load(), 1);
        hub.resultStatus = 200;
        hub.queue(command("b", "uncordon", {"Node", "", "n1"}));
        QTRY_COMPARE(hub.results().size(), 1U);
        QVERIFY(agent.stop());
        QVERIFY(agent.log.contains(u"does not take the result of command a"_s));
    }

    void aHubThatRefusesTheTokenEndsTheAgent()
    {
        FakeHub hub;
        hub.pollStatus = 403;
        RunningAgent agent(hub, *m_api);
        QTRY_VERIFY(agent.hasEnded());
        const Status ended = agent.outcome();
        QVERIFY(!ended);
        QCOMPARE(ended.error().code, ErrorCode::PermissionDenied);
    }

    void aHubThatFailsIsAskedLessAndLess()
    {
        FakeHub hub;
        hub.pollStatus = 500;
        RunningAgent agent(hub, *m_api);
        QTest::qWait(1'300);                       // attempts at 0, 200, 600 and 1400 ms
        QVERIFY(hub.polls >= 4 && hub.polls <= 6); // of two topics
        QVERIFY(agent.stop());
        QCOMPARE(agent.log.count(u"no commands from the hub"_s), 2);
    }

    // Whoever ends the agent does not want to lose what it just did.
    void stoppingFinishesAChangeAndReportsIt()
    {
        FakeHub hub;
        RunningAgent agent(hub, *m_api);
        hub.queue(command("slow-1", "delete", {"Pod", "shop", "slow"}));
        const int before = m_api->count(u"DELETE"_s);
        QTRY_COMPARE(m_api->count(u"DELETE"_s), before + 1);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(agent.stop());
        QVERIFY(timer.elapsed() > 500); // the API server takes two seconds
        QCOMPARE(hub.results().size(), 1U);
        QCOMPARE(hub.results()[0].error, std::string("pods \"slow\" not found"));
    }

private:
    std::unique_ptr<FakeKubeApi> m_api;
};

QTEST_GUILESS_MAIN(TestCommandAgent)
#include "tst_command_agent.moc"
