#include "core/kube/command_runner.h"
#include "tests/core/kube/fake_transport.h"
#include "tests/support/fake_clock.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::kube;
using namespace binnacle::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const std::string kApi = "/apis/apps/v1/namespaces/shop/deployments/api";
const std::string kWorkload = R"({"spec":{"template":{"spec":{
    "containers":[{"name":"app","image":"a:1"},{"name":"side","image":"s:1"}],
    "initContainers":[{"name":"migrate","image":"m:1"}]}}}})";

Command command(std::string action, ResourceRef target, std::string params = "{}")
{
    return {.id = {"id"},
        .action = std::move(action),
        .target = std::move(target),
        .params = std::move(params)};
}

const ResourceRef kDeployment{"Deployment", "shop", "api"};

} // namespace

class TestCommandRunner : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_api = {};
        m_api.answers.emplace(kApi, kWorkload);
        m_api.answers.emplace(kApi + "/scale", std::string("{}"));
    }

    void scalingPatchesTheSubresource()
    {
        const auto done = run(command("scale", kDeployment, R"({"replicas":4})"));
        QVERIFY2(done.success, done.error.c_str());
        QCOMPARE(done.output, std::string());
        QCOMPARE(m_api.requests.size(), 1U);
        QCOMPARE(m_api.line(0), "PATCH " + kApi + "/scale?fieldManager=binnacle");
        QCOMPARE(m_api.requests[0].contentType, std::string("application/merge-patch+json"));
        QCOMPARE(m_api.requests[0].body, std::string(R"({"spec":{"replicas":4}})"));
    }

    void replicasAreAWholeNumber()
    {
        for (const char *params : {"{}", R"({"replicas":-1})", R"({"replicas":1.5})",
                 R"({"replicas":"many"})", R"({"replicas":1e12})", R"({"replicas":null})"})
            QVERIFY2(!run(command("scale", kDeployment, params)).success, params);
        QVERIFY(m_api.requests.empty());
        for (const char *params :
            {R"({"replicas":0})", R"({"replicas":3.0})", R"({"replicas":"3"})"})
            QVERIFY2(run(command("scale", kDeployment, params)).success, params);
    }

    void aDaemonSetCannotBeScaled()
    {
        const auto refused
            = run(command("scale", {"DaemonSet", "shop", "api"}, R"({"replicas":1})"));
        QVERIFY(!refused.success);
        QVERIFY(m_api.requests.empty());
    }

    void restartingSetsTheAnnotation()
    {
        QVERIFY(run(command("restart", kDeployment)).success);
        QCOMPARE(m_api.line(1), "PATCH " + kApi + "?fieldManager=binnacle");
        QCOMPARE(
            m_api.requests[1].contentType, std::string("application/strategic-merge-patch+json"));
        QCOMPARE(m_api.requests[1].body,
            R"({"spec":{"template":{"metadata":{"annotations":{)"
            R"("kubectl.kubernetes.io/restartedAt":")"
                + formatRfc3339(m_clock.now()) + R"("}}}}})");
    }

    void aPausedRolloutIsNotRestarted()
    {
        m_api.answers.insert_or_assign(kApi, std::string(R"({"spec":{"paused":true}})"));
        const auto refused = run(command("restart", kDeployment));
        QVERIFY(!refused.success);
        QVERIFY(refused.error.find("paused") != std::string::npos);
        QCOMPARE(m_api.requests.size(), 1U);
    }

    void anImageIsPutIntoTheContainerThatIsNamed_data()
    {
        QTest::addColumn<QByteArray>("params");
        QTest::addColumn<QByteArray>("patch");
        QTest::newRow("the first") << QByteArray(
            R"({"image":"a:2"})") << QByteArray(R"({"containers":[{"name":"app","image":"a:2"}]})");
        QTest::newRow("named") << QByteArray(R"({"image":"s:2","container":"side"})")
                               << QByteArray(R"({"containers":[{"name":"side","image":"s:2"}]})");
        QTest::newRow("init") << QByteArray(R"({"image":"m:2","container":"migrate"})")
                              << QByteArray(
                                     R"({"initContainers":[{"name":"migrate","image":"m:2"}]})");
    }
    void anImageIsPutIntoTheContainerThatIsNamed()
    {
        QFETCH(QByteArray, params);
        QFETCH(QByteArray, patch);
        const auto done = run(command("update_image", kDeployment, params.toStdString()));
        QVERIFY2(done.success, done.error.c_str());
        QCOMPARE(m_api.requests[1].body,
            R"({"spec":{"template":{"spec":)" + patch.toStdString() + "}}}");
    }

    // A strategic merge would add it to the pod.
    void aContainerThatIsNotThereGetsNoImage()
    {
        const auto refused
            = run(command("update_image", kDeployment, R"({"image":"a:2","container":"ap"})"));
        QVERIFY(!refused.success);
        QVERIFY(refused.error.find("\"ap\" not found") != std::string::npos);
        QCOMPARE(m_api.requests.size(), 1U);
        QVERIFY(!run(command("update_image", kDeployment)).success);
        QVERIFY(!run(command("update_image", kDeployment, R"({"image":"a b"})")).success);
    }

    void deletingNamesOneObject()
    {
        const std::string pod = "/api/v1/namespaces/shop/pods/api-1";
        m_api.answers.emplace(pod, std::string("{}"));
        const ResourceRef target{"Pod", "shop", "api-1"};
        QVERIFY(run(command("delete", target)).success);
        QCOMPARE(m_api.line(0), "DELETE " + pod);
        QCOMPARE(m_api.requests[0].body,
            std::string(R"({"apiVersion":"v1","kind":"DeleteOptions",)"
                        R"("propagationPolicy":"Background"})"));
        QVERIFY(run(command("delete", target, R"({"gracePeriodSeconds":5})")).success);
        QVERIFY(m_api.requests[1].body.ends_with(R"("gracePeriodSeconds":5})"));
        QVERIFY(run(command("delete", target, R"({"force":true})")).success);
        QVERIFY(m_api.requests[2].body.ends_with(R"("gracePeriodSeconds":0})"));
    }

    // Without a name the path would be that of all pods of the namespace.
    void nothingIsDeletedWithoutANameOrNamespace()
    {
        for (const ResourceRef &target : {ResourceRef{"Pod", "shop", ""},
                 ResourceRef{"Pod", "", "api-1"}, ResourceRef{"Pod", "shop", ".."},
                 ResourceRef{"Unicorn", "shop", "u"}, ResourceRef{}})
            QVERIFY2(!run(command("delete", target)).success, target.name.c_str());
        QVERIFY(m_api.requests.empty());
    }

    void nodesAreCordoned()
    {
        m_api.answers.emplace("/api/v1/nodes/n1", std::string("{}"));
        QVERIFY(run(command("cordon", {"Node", "", "n1"})).success);
        QVERIFY(run(command("uncordon", {"", "", "n1"})).success);
        QCOMPARE(m_api.line(0), std::string("PATCH /api/v1/nodes/n1?fieldManager=binnacle"));
        QCOMPARE(m_api.requests[0].body, std::string(R"({"spec":{"unschedulable":true}})"));
        QCOMPARE(m_api.requests[1].body, std::string(R"({"spec":{"unschedulable":false}})"));
        QVERIFY(!run(command("cordon", {"Pod", "shop", "n1"})).success);
    }

    void everythingElseIsUnknown()
    {
        for (const char *action :
            {"exec", "drain", "delete_pod", "query_logs", "", "SCALE", "scale "}) {
            const auto refused = run(command(action, kDeployment));
            QVERIFY(!refused.success);
            QCOMPARE(refused.error, "unknown action: " + std::string(action));
        }
        QVERIFY(m_api.requests.empty());
    }

    void theSentenceOfTheApiServerIsTheError()
    {
        m_api.answers.insert_or_assign(kApi + "/scale",
            Error{ErrorCode::PermissionDenied, "deployments.apps \"api\" is forbidden"});
        const auto refused = run(command("scale", kDeployment, R"({"replicas":1})"));
        QVERIFY(!refused.success);
        QCOMPARE(refused.error, std::string("deployments.apps \"api\" is forbidden"));
    }

    void aChangeWhoseAnswerIsLostIsToldAsUnknown()
    {
        const std::string lost = "the connection to the API server broke";
        m_api.answers.insert_or_assign(
            kApi + "/scale", Error{ErrorCode::Unavailable, lost + std::string(kInDoubt)});
        const auto change = run(command("scale", kDeployment, R"({"replicas":1})"));
        QVERIFY(!change.success);
        QCOMPARE(change.error, std::string(kOutcomeUnknown) + lost);
        // What went wrong before anything was sent is a failure.
        m_api.answers.insert_or_assign(kApi, Error{ErrorCode::Unavailable, lost});
        QCOMPARE(run(command("restart", kDeployment)).error, lost);
    }

    void parametersThatAreNoObjectAreRefused()
    {
        QVERIFY(!run(command("scale", kDeployment, "[]")).success);
        QVERIFY(!run(command("scale", kDeployment, "{")).success);
        QVERIFY(!run(command("scale", kDeployment, std::string(100'000, '['))).success);
    }

private:
    CommandOutcome run(const Command &command)
    {
        return CommandRunner(m_clock, m_api).run(command, {});
    }

    FakeClock m_clock;
    FakeTransport m_api;
};

QTEST_APPLESS_MAIN(TestCommandRunner)
#include "tst_command_runner.moc"
