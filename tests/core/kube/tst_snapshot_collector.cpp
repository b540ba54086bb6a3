#include "core/codec/snapshot.h"
#include "core/codec/snapshot_details.h"
#include "core/kube/snapshot_collector.h"
#include "tests/core/kube/fake_transport.h"
#include "tests/support/corpus.h"
#include "tests/support/fake_clock.h"

#include <QTest>

#include <algorithm>

using namespace binnacle;
using namespace binnacle::kube;
using namespace binnacle::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const std::string kMeta = R"("metadata":{"uid":"u","name":"api","namespace":"shop",)"
                          R"("creationTimestamp":"2026-03-01T08:00:00Z","generation":2,)"
                          R"("labels":{"app":"api"},"managedFields":[{"manager":"secret"}],)"
                          R"("ownerReferences":[{"kind":"ReplicaSet","name":"api-5d9"}]})";

std::string list(const std::string &items)
{
    return R"({"metadata":{},"items":[)" + items + "]}";
}

std::string object(const std::string &rest)
{
    return '{' + kMeta + ',' + rest + '}';
}

// Answers a list in two pages.
class PagedTransport final : public ApiTransport
{
public:
    Result<std::string> send(const ApiRequest &request, const CallBudget &) override
    {
        if (!request.path.starts_with("/api/v1/pods?"))
            return Error{ErrorCode::NotFound, "none"};
        paths.push_back(request.path);
        if (request.path.find("continue=") != std::string::npos)
            return list(R"({"metadata":{"name":"b","namespace":"shop"}})");
        return std::string(R"({"metadata":{"continue":"a/b="},"items":[)"
                           R"({"metadata":{"name":"a","namespace":"shop"}}]})");
    }

    std::vector<std::string> paths;
};

} // namespace

class TestSnapshotCollector : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_api = {}; }

    void podsAreToldWithWhatTheyUse()
    {
        m_api.answers.emplace("/api/v1/pods",
            list(object(
                R"("spec":{"nodeName":"n1","containers":[{"name":"app","image":"a:1",)"
                R"("env":[{"name":"PASSWORD","value":"hunter2"}],)"
                R"("resources":{"requests":{"cpu":"100m","memory":"128Mi"}}},{"name":"side"}]},)"
                R"("status":{"phase":"Running","podIP":"10.0.0.9","containerStatuses":[)"
                R"({"name":"app","ready":false,"restartCount":7,"state":{"waiting":)"
                R"({"reason":"CrashLoopBackOff"}},"lastState":{"terminated":)"
                R"({"reason":"OOMKilled"}}},{"name":"side","ready":true,"restartCount":1,)"
                R"("state":{"running":{}}}],"conditions":[{"type":"Ready","status":"False"}]})")));
        m_api.answers.emplace("/apis/metrics.k8s.io/v1beta1/pods",
            list(R"({"metadata":{"name":"api","namespace":"shop"},"containers":[)"
                 R"({"usage":{"cpu":"11m","memory":"1Mi"}},{"usage":{"cpu":"1m"}}]})"));
        const auto snapshot = collect();
        QCOMPARE(snapshot->pods.size(), 1U);
        const Pod &pod = snapshot->pods.front();
        QCOMPARE(pod.meta.name, std::string_view("api"));
        QCOMPARE(pod.meta.ownerKind, std::string_view("ReplicaSet"));
        QCOMPARE(pod.meta.createdAt, *parseRfc3339("2026-03-01T08:00:00Z"));
        QCOMPARE(pod.meta.labels.size(), 1U);
        QCOMPARE(pod.nodeName, std::string_view("n1"));
        QVERIFY(pod.phase == PodPhase::Running);
        QCOMPARE(pod.restarts, 8);
        QCOMPARE(pod.readyContainers, 1);
        QCOMPARE(pod.totalContainers, 2);
        QCOMPARE(pod.cpuUsage, 12);
        QCOMPARE(pod.memoryUsage, 1 << 20);
        QCOMPARE(pod.containers[0].stateReason, std::string_view("CrashLoopBackOff"));
        QCOMPARE(pod.containers[0].lastTerminationReason, std::string_view("OOMKilled"));
        QCOMPARE(pod.containers[0].cpuRequest, 100);
        QCOMPARE(pod.containers[1].state, std::string_view("running"));
        QCOMPARE(pod.conditions.size(), 1U);
        QVERIFY(m_json.find("hunter2") == std::string::npos);
        QVERIFY(m_json.find("managedFields") == std::string::npos);
    }

    void nodesAreToldWithTheirState()
    {
        m_api.answers.emplace("/api/v1/nodes",
            list(
                R"({"metadata":{"name":"n1","labels":{"node-role.kubernetes.io/worker":""}},)"
                R"("spec":{"unschedulable":true},"status":{"allocatable":{"cpu":"8",)"
                R"("memory":"32515084Ki","pods":"110"},"addresses":[{"type":"InternalIP",)"
                R"("address":"10.0.0.1"}],"nodeInfo":{"kubeletVersion":"v1.31.2"},)"
                R"("conditions":[{"type":"Ready","status":"Unknown","reason":"NodeStatusUnknown"},)"
                R"({"type":"DiskPressure","status":"True"}]}})"));
        m_api.answers.emplace("/apis/metrics.k8s.io/v1beta1/nodes",
            list(R"({"metadata":{"name":"n1"},"usage":{"cpu":"1500000000n","memory":"6Gi"}})"));
        const auto snapshot = collect();
        QCOMPARE(snapshot->nodes.size(), 1U);
        const Node &node = snapshot->nodes.front();
        QCOMPARE(node.ready, std::string_view("Unknown"));
        QCOMPARE(node.reason, std::string_view("NodeStatusUnknown"));
        QCOMPARE(node.roles.size(), 1U);
        QCOMPARE(node.roles[0], std::string_view("worker"));
        QVERIFY(!node.schedulable && node.diskPressure && !node.memoryPressure);
        QCOMPARE(node.internalIp, std::string_view("10.0.0.1"));
        QCOMPARE(node.kubeletVersion, std::string_view("v1.31.2"));
        QCOMPARE(node.cpuAllocatable, 8'000);
        QCOMPARE(node.podCapacity, 110);
        QCOMPARE(node.cpuUsage, 1'500);
        QCOMPARE(node.memoryUsage, std::int64_t{6} << 30);
    }

    void rolloutsAreAsFarAsTheyAre_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("status");
        QTest::addColumn<QString>("phase");
        const QString seen = u"\"observedGeneration\":2,"_s;
        QTest::newRow("complete") << u"deployments"_s
                                  << seen + u"\"updatedReplicas\":3,\"availableReplicas\":3"_s
                                  << u"Available"_s;
        QTest::newRow("not seen yet")
            << u"deployments"_s
            << u"\"observedGeneration\":1,\"updatedReplicas\":3,\"availableReplicas\":3"_s
            << u"Progressing"_s;
        QTest::newRow("on its way")
            << u"deployments"_s << seen + u"\"updatedReplicas\":1,\"availableReplicas\":3"_s
            << u"Progressing"_s;
        QTest::newRow("given up") << u"deployments"_s
                                  << seen
                + u"\"conditions\":[{\"type\":\"Progressing\",\"status\":\"False\"}]"_s
                                  << u"Failed"_s;
        QTest::newRow("set complete")
            << u"statefulsets"_s << seen + u"\"readyReplicas\":3"_s << u"Complete"_s;
        QTest::newRow("set degraded")
            << u"statefulsets"_s << seen + u"\"readyReplicas\":2"_s << u"Degraded"_s;
        QTest::newRow("set on its way")
            << u"statefulsets"_s << seen + u"\"readyReplicas\":3,\"updateRevision\":\"2\""_s
            << u"Progressing"_s;
        QTest::newRow("daemons complete") << u"daemonsets"_s
                                          << seen
                + u"\"desiredNumberScheduled\":3,\"updatedNumberScheduled\":3,\"numberReady\":3"_s
                                          << u"Complete"_s;
    }
    void rolloutsAreAsFarAsTheyAre()
    {
        QFETCH(QString, kind);
        QFETCH(QString, status);
        QFETCH(QString, phase);
        m_api.answers.emplace("/apis/apps/v1/" + kind.toStdString(),
            list(object("\"spec\":{\"replicas\":3,\"selector\":{\"matchLabels\":{\"a\":\"b\","
                        "\"c\":\"d\"}},\"template\":{\"spec\":{\"containers\":"
                        "[{\"name\":\"x\",\"image\":\"i:1\"}]}}},\"status\":{"
                + status.toStdString() + '}')));
        const auto snapshot = collect();
        QCOMPARE(snapshot->workloads.size(), 1U);
        const Workload &workload = snapshot->workloads.front();
        QCOMPARE(QString::fromUtf8(workload.rolloutPhase.data(),
                     static_cast<qsizetype>(workload.rolloutPhase.size())),
            phase);
        QCOMPARE(workload.desired, 3);
        QCOMPARE(workload.selector, std::string_view("a=b,c=d"));
        QCOMPARE(workload.images[0], std::string_view("i:1"));
    }

    void networkAndStorageAreTold()
    {
        m_api.answers.emplace("/api/v1/services",
            list(object(R"("spec":{"type":"ClusterIP","clusterIP":"10.43.0.7","ports":[)"
                        R"({"name":"http","protocol":"TCP","port":80,"targetPort":8080},)"
                        R"({"port":81,"targetPort":"admin"}],"selector":{"app":"api"}})")));
        m_api.answers.emplace("/apis/networking.k8s.io/v1/ingresses",
            list(object(R"("spec":{"ingressClassName":"nginx","tls":[{"hosts":["a.b"]}],)"
                        R"("rules":[{"host":"a.b","http":{"paths":[{"path":"/","backend":)"
                        R"({"service":{"name":"api","port":{"number":80}}}}]}}]})")));
        m_api.answers.emplace("/api/v1/namespaces",
            list(R"({"metadata":{"name":"shop"},"status":{"phase":"Active"}})"));
        m_api.answers.emplace("/api/v1/persistentvolumeclaims",
            list(object(R"("spec":{"resources":{"requests":{"storage":"1Gi"}}},)"
                        R"("status":{"phase":"Bound"})")));
        const auto snapshot = collect();
        QCOMPARE(snapshot->services.size(), 1U);
        QCOMPARE(snapshot->services[0].ports[0].targetPort, std::string_view("8080"));
        QCOMPARE(snapshot->services[0].ports[1].targetPort, std::string_view("admin"));
        QCOMPARE(snapshot->services[0].clusterIp, std::string_view("10.43.0.7"));
        QCOMPARE(snapshot->ingresses.size(), 1U);
        QVERIFY(snapshot->ingresses[0].tls);
        QCOMPARE(snapshot->ingresses[0].paths[0].serviceName, std::string_view("api"));
        QCOMPARE(snapshot->ingresses[0].paths[0].servicePort, 80);
        QCOMPARE(snapshot->namespaces[0].phase, std::string_view("Active"));
        QCOMPARE(snapshot->plainObjects.size(), 1U);
        QCOMPARE(snapshot->plainObjects[0].capacity, std::string_view("1Gi"));
    }

    void eventsAndBudgetsTravelAsTheyAre()
    {
        m_api.answers.emplace("/api/v1/events",
            list(object(R"("type":"Warning","reason":"BackOff","message":"again","count":31,)"
                        R"("involvedObject":{"kind":"Pod","namespace":"shop","name":"api-1"},)"
                        R"("lastTimestamp":"2026-03-01T08:59:41Z")")));
        m_api.answers.emplace(
            "/apis/policy/v1/poddisruptionbudgets", list(object(R"("spec":{"minAvailable":1})")));
        auto snapshot = collect();
        QCOMPARE(snapshot->events.size(), 1U);
        QCOMPARE(snapshot->events[0].reason, std::string("BackOff"));
        QCOMPARE(snapshot->events[0].involved.name, std::string("api-1"));
        QCOMPARE(snapshot->events[0].count, 31);
        QVERIFY(m_json.find(R"("podDisruptionBudgets":[{"metadata":)") != std::string::npos);
        QVERIFY(m_json.find(R"("spec":{"minAvailable":1})") != std::string::npos);
    }

    // A list that is missing would look like objects that are gone.
    void whatMayNotBeListedIsLeftOutAndWhatFailsFailsAll()
    {
        m_api.answers.emplace("/api/v1/pods", list(object("\"spec\":{}")));
        m_api.answers.emplace(
            "/api/v1/nodes", Error{ErrorCode::PermissionDenied, "nodes is forbidden"});
        SnapshotCollector collector(m_clock, m_api, "prod");
        const auto first = collector.collect({});
        QVERIFY(first);
        QVERIFY(first->find("\"nodes\"") == std::string::npos);
        const auto notices = collector.takeNotices();
        QVERIFY(std::ranges::find(notices, "left out: Node: nodes is forbidden") != notices.end());
        QVERIFY(collector.collect({}));
        QVERIFY(collector.takeNotices().empty()); // told once
        m_api.answers.insert_or_assign(
            "/api/v1/pods", Error{ErrorCode::Unavailable, "the API server answered 500"});
        const auto failed = collector.collect({});
        QVERIFY(!failed);
        QCOMPARE(failed.error().message, std::string("listing pods: the API server answered 500"));
    }

    void configMapsAreAskedForWithoutTheirValuesAndSecretsNotAtAll()
    {
        collect();
        bool hasMaps = false;
        for (const ApiRequest &request : m_api.requests) {
            QVERIFY(request.path.find("secrets") == std::string::npos);
            if (request.path.starts_with("/api/v1/configmaps")) {
                hasMaps = true;
                QVERIFY(request.accept.find("PartialObjectMetadataList") != std::string::npos);
            }
        }
        QVERIFY(hasMaps);
    }

    void longListsComeInPages()
    {
        PagedTransport api;
        const auto json = SnapshotCollector(m_clock, api, "prod").collect({});
        QVERIFY(json);
        const auto snapshot = codec::decodeSnapshot(*json);
        QVERIFY(snapshot);
        QCOMPARE((*snapshot)->pods.size(), 2U);
        QCOMPARE(api.paths.size(), 2U);
        QCOMPARE(api.paths[1], std::string("/api/v1/pods?limit=500&continue=a%2Fb%3D"));
    }

    void realListsAreUnderstood()
    {
        const auto folder = corpusPath("k8s/lists");
        if (!folder)
            QSKIP(kNoCorpus);
        m_api.answers.emplace("/apis/apps/v1/deployments",
            readFile(*folder + "/troubleshoot-deployments-default.json"));
        for (const char *pods : {"/troubleshoot-pods-default.json",
                 "/troubleshoot-pods-message-image-pull-fail.json"}) {
            m_api.answers.insert_or_assign("/api/v1/pods", readFile(*folder + pods));
            const auto snapshot = collect();
            QVERIFY(!snapshot->pods.empty());
            for (const Pod &pod : snapshot->pods) {
                QVERIFY(
                    !pod.meta.name.empty() && !pod.meta.ns.empty() && isKnown(pod.meta.createdAt));
                QVERIFY(pod.phase != PodPhase::Unknown);
                QVERIFY(!pod.containers.empty() && !pod.containers[0].image.empty());
            }
            QVERIFY(!snapshot->workloads.empty());
            for (const Workload &workload : snapshot->workloads)
                QVERIFY(!workload.rolloutPhase.empty() && !workload.images.empty());
        }
    }

    void realObjectsAreUnderstood()
    {
        const auto folder = corpusPath("k8s");
        if (!folder)
            QSKIP(kNoCorpus);
        const auto answer = [this, &folder](const char *path, const std::string &file) {
            m_api.answers.emplace(path, list(readFile(*folder + "/objects/" + file)));
        };
        m_api.answers.emplace("/api/v1/pods",
            list(readFile(*folder + "/objects/k9s-po.json") + ','
                + readFile(*folder + "/all-fields/core.v1.Pod.json")));
        answer("/api/v1/nodes", "k9s-no.json");
        answer("/api/v1/namespaces", "k9s-ns.json");
        answer("/api/v1/services", "k9s-svc.json");
        answer("/apis/apps/v1/deployments", "k9s-dp.json");
        answer("/apis/apps/v1/replicasets", "k9s-rs.json");
        answer("/apis/networking.k8s.io/v1/ingresses", "k9s-ing.json");
        const auto snapshot = collect();
        QCOMPARE(snapshot->pods.size(), 2U);
        QCOMPARE(snapshot->pods[0].meta.name, std::string_view("nginx"));
        QCOMPARE(snapshot->pods[1].meta.name, std::string_view("nameValue"));
        QCOMPARE(snapshot->nodes.at(0).meta.name, std::string_view("minikube"));
        QCOMPARE(snapshot->namespaces.at(0).phase, std::string_view("Active"));
        QCOMPARE(snapshot->services.at(0).meta.name, std::string_view("dictionary1"));
        QVERIFY(!snapshot->services[0].ports.empty());
        QCOMPARE(snapshot->workloads.at(0).meta.name, std::string_view("icx-db"));
        QVERIFY(!snapshot->workloads[0].images.empty());
        QCOMPARE(snapshot->replicaSets.at(0).meta.name, std::string_view("icx-db-7d4b578979"));
        QCOMPARE(snapshot->ingresses.at(0).meta.name, std::string_view("test-ingress"));
    }

private:
    std::unique_ptr<ClusterSnapshot> collect()
    {
        auto json = SnapshotCollector(m_clock, m_api, "prod").collect({});
        if (!json)
            qFatal("%s", json.error().message.c_str());
        m_json = *json;
        auto snapshot = codec::decodeSnapshot(m_json);
        if (!snapshot)
            qFatal("%s", snapshot.error().message.c_str());
        if ((*snapshot)->cluster.value != "prod" || (*snapshot)->fetchedAt != m_clock.now())
            qFatal("not this cluster or not now");
        return *std::move(snapshot);
    }

    FakeClock m_clock;
    FakeTransport m_api;
    std::string m_json;
};

QTEST_APPLESS_MAIN(TestSnapshotCollector)
#include "tst_snapshot_collector.moc"
