#include "core/kube/command_runner.h"
#include "core/kube/read_actions.h"
#include "tests/core/kube/fake_transport.h"
#include "tests/support/fake_clock.h"

#include <rapidjson/document.h>

#include <QTest>

using namespace binnacle;
using namespace binnacle::kube;
using namespace binnacle::test;

namespace {

const std::string kPod = "/api/v1/namespaces/shop/pods/api-1";
const std::string kSecret = "/api/v1/namespaces/shop/secrets/login";
const std::string kSecretObject
    = R"({"kind":"Secret","metadata":{"name":"login","managedFields":[1],"annotations":{)"
      R"("kubectl.kubernetes.io/last-applied-configuration":"aHVudGVyMg==","team":"a"}},)"
      R"("data":{"password":"aHVudGVyMg==","key":"/w=="}})";

Command command(
    std::string action, ResourceRef target, std::string params = "{}", std::string source = "web")
{
    return {.id = {"id"},
        .action = std::move(action),
        .target = std::move(target),
        .params = std::move(params),
        .source = std::move(source)};
}

bool contains(const std::string &text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

class TestReadActions : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_api = {};
        m_api.answers.emplace(kPod,
            std::string(R"({"metadata":{"name":"api-1","managedFields":[{"manager":"x"}]},)"
                        R"("spec":{"containers":[{"name":"linkerd-proxy"},{"name":"app"}]}})"));
        m_api.answers.emplace(kPod + "/log", std::string("a line\n"));
        m_api.answers.emplace(kSecret, kSecretObject);
    }

    void logsComeFromTheFirstContainerThatIsNoSidecar()
    {
        const auto done = run(command("get_logs", {"Pod", "shop", "api-1"}));
        QCOMPARE(done.output, std::string("a line\n"));
        QCOMPARE(m_api.line(1), "GET " + kPod + "/log?container=app&tailLines=100");
    }

    void logsAreAskedForWithinTheCap()
    {
        QVERIFY(run(command("get_logs", {"Pod", "shop", "api-1"},
                        R"({"container":"a&b","tailLines":5000,"sinceSeconds":60,)"
                        R"("timestamps":true,"previous":true})"))
                    .success);
        QCOMPARE(m_api.requests.size(), 1U);
        QCOMPARE(m_api.line(0),
            "GET " + kPod
                + "/log?container=a%26b&tailLines=200&sinceSeconds=60&timestamps=true"
                  "&previous=true");
    }

    void aLongLogLosesItsBeginningAndBadBytes()
    {
        std::string log;
        for (int line = 0; line < 120000; ++line)
            log += "line " + std::to_string(line) + '\n';
        m_api.answers.insert_or_assign(kPod + "/log", log + "bad \xff byte\n");
        const auto done = run(command("get_logs", {"Pod", "shop", "api-1"}));
        QVERIFY(done.success);
        QVERIFY(done.output.size() <= (1U << 20) + 2);
        QVERIFY(done.output.starts_with("line "));
        QVERIFY(done.output.ends_with("line 119999\nbad \xEF\xBF\xBD byte\n"));
        // Control characters take six bytes each on their way.
        m_api.answers.insert_or_assign(kPod + "/log", std::string(1U << 20, '\x01'));
        QVERIFY(run(command("get_logs", {"Pod", "shop", "api-1"})).output.size() < (1U << 20));
    }

    void valuesOfASecretAreDecoded()
    {
        const auto done = run(command("get_secret", {"Secret", "shop", "login"}));
        QCOMPARE(done.output, std::string(R"({"password":"hunter2","key":"base64:/w=="})"));
    }

    void aConfigMapTellsBothKindsOfData()
    {
        m_api.answers.emplace("/api/v1/namespaces/shop/configmaps/settings",
            std::string(R"({"data":{"mode":"fast"},"binaryData":{"b":"/w=="}})"));
        const auto done = run(command("get_configmap", {"", "shop", "settings"}));
        QCOMPARE(done.output, std::string(R"({"mode":"fast","b":"base64:/w=="})"));
    }

    void objectsComeWithoutManagedFields()
    {
        const auto done = run(command("dynamic", {"Pod", "shop", "api-1"}, R"({"command":"get"})"));
        QVERIFY(done.success && contains(done.output, "api-1"));
        QVERIFY(!contains(done.output, "managedFields"));
    }

    void dynamicNeverTellsASecret_data()
    {
        QTest::addColumn<QByteArray>("verb");
        QTest::addColumn<QByteArray>("source");
        for (const char *verb : {"get", "list", "describe"}) {
            QTest::newRow(verb) << QByteArray(verb) << QByteArray("web");
            QTest::addRow("%s for an assistant", verb) << QByteArray(verb) << QByteArray("ai");
        }
    }
    void dynamicNeverTellsASecret()
    {
        QFETCH(QByteArray, verb);
        QFETCH(QByteArray, source);
        m_api.answers.emplace("/api/v1/namespaces/shop/secrets",
            R"({"metadata":{},"items":[)" + kSecretObject + "]}");
        const auto done = run(command("dynamic", {"Secret", "shop", "login"},
            "{\"command\":\"" + verb.toStdString() + "\"}", source.toStdString()));
        QVERIFY2(done.success, done.error.c_str());
        QVERIFY(!contains(done.output, "aHVudGVyMg=="));
        QVERIFY(!contains(done.output, "hunter2"));
        if (source == "web")
            QVERIFY(contains(done.output, "<7 bytes>") && contains(done.output, "team"));
    }

    void aListIsLimitedAndSelected()
    {
        m_api.answers.emplace("/api/v1/pods",
            std::string(R"({"metadata":{},"items":[{"metadata":{"managedFields":[1]}}]})"));
        const auto done = run(command("dynamic", {},
            "{\"command\":\"list\",\"kind\":\"Pod\","
            "\"label_selector\":\"app=api,tier in (a,b)\"}"));
        QCOMPARE(done.output, std::string(R"({"metadata":{},"items":[{"metadata":{}}]})"));
        QCOMPARE(m_api.line(0),
            std::string("GET /api/v1/pods?limit=200&labelSelector="
                        "app%3Dapi%2Ctier%20in%20%28a%2Cb%29"));
    }

    void aListThatIsTooLongSaysHowMuchIsMissing()
    {
        std::string list = R"({"metadata":{"remainingItemCount":7},"items":[)";
        for (int i = 0; i < 100; ++i)
            list += (i > 0 ? ",\"" : "\"") + std::string(50U << 10U, 'x') + '"';
        m_api.answers.emplace("/api/v1/pods", list + "]}");
        const auto done = run(command("dynamic", {}, R"({"command":"list","kind":"Pod"})"));
        QVERIFY2(done.success, done.error.c_str());
        QVERIFY(done.output.size() < kLongestOutput);
        rapidjson::Document kept;
        kept.Parse(done.output.c_str());
        QCOMPARE(kept["items"].Size() + kept["metadata"]["remainingItemCount"].GetUint(), 107U);
        QVERIFY(kept["items"].Size() == 50);
    }

    void anAssistantGetsATable()
    {
        m_api.answers.emplace("/api/v1/pods",
            std::string(
                R"({"columnDefinitions":[{"name":"Name","priority":0},{"name":"IP","priority":1},)"
                R"({"name":"Restarts","priority":0}],"rows":[)"
                R"({"cells":["api-1","10.0.0.1",3],"object":{"metadata":{"namespace":"shop"}}},)"
                "{\"cells\":[\"x\\u001b[31m\",\"\",null]}]}"));
        const auto done = run(command("dynamic", {}, R"({"command":"list","kind":"pods"})", "ai"));
        QVERIFY(contains(m_api.requests[0].accept, "as=Table"));
        QVERIFY2(done.output.starts_with("NAMESPACE   NAME     RESTARTS\n"
                                         "shop        api-1    3\n"
                                         "<none>      x"),
            done.output.c_str());
        QVERIFY(!contains(done.output, "\x1b"));
        m_api.answers.insert_or_assign("/api/v1/pods", std::string("{}"));
        QCOMPARE(run(command("dynamic", {}, R"({"command":"list","kind":"Pod"})", "ai")).output,
            std::string("No resources found.\n"));
    }

    void eventsAreThoseOfAnObject()
    {
        m_api.answers.emplace(
            "/api/v1/namespaces/shop/events", std::string(R"({"items":[{"reason":"BackOff"}]})"));
        const auto done = run(command("dynamic", {"", "shop", ""},
            R"({"command":"get_events","involved_kind":"Pod","involved_name":"a,b=c"})"));
        QVERIFY(contains(done.output, "BackOff"));
        QCOMPARE(m_api.line(0),
            std::string("GET /api/v1/namespaces/shop/events?limit=200&fieldSelector="
                        "involvedObject.kind%3DPod%2CinvolvedObject.name%3Da%5C%2Cb%5C%3Dc"));
    }

    void describingAddsTheEvents()
    {
        const Command ask
            = command("dynamic", {"Pod", "shop", "api-1"}, R"({"command":"describe"})");
        // Who may see the pod need not be allowed to see its events.
        const auto without = run(ask);
        QVERIFY(without.success);
        QVERIFY(contains(without.output, "eventsError"));
        m_api.answers.emplace("/api/v1/namespaces/shop/events",
            std::string(R"({"items":[{"reason":"BackOff","metadata":{"managedFields":[1]}}]})"));
        const auto with = run(ask);
        QVERIFY2(contains(with.output, R"("events":[{"reason":"BackOff","metadata":{}}])"),
            with.output.c_str());
        Command assistant = ask;
        assistant.source = "ai";
        const auto text = run(assistant);
        QVERIFY2(contains(text.output,
                     "metadata:\n  name: api-1\nspec:\n  containers:\n    - name: linkerd-proxy\n"
                     "    - name: app\n\nEvents:\n"),
            text.output.c_str());
    }

    void whatIsNotKnownIsRefused()
    {
        QVERIFY(!run(command("dynamic", {}, R"({"command":"watch","kind":"Pod"})")).success);
        QVERIFY(!run(command("dynamic", {}, R"({"command":"list","kind":"Unicorn"})")).success);
        QVERIFY(!run(command("dynamic", {}, R"({"command":"get","kind":"Pod"})")).success);
        QVERIFY(m_api.requests.empty());
        m_api.answers.insert_or_assign(kPod, std::string("no JSON"));
        QVERIFY(!run(command("dynamic", {"Pod", "shop", "api-1"}, R"({"command":"get"})")).success);
    }

private:
    CommandOutcome run(const Command &command)
    {
        return CommandRunner(m_clock, m_api).run(command, {});
    }

    FakeClock m_clock;
    FakeTransport m_api;
};

QTEST_APPLESS_MAIN(TestReadActions)
#include "tst_read_actions.moc"
