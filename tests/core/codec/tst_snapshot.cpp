#include "core/codec/gzip.h"
#include "core/codec/snapshot.h"
#include "core/demo/synthetic_snapshot.h"
#include "tests/support/corpus.h"

#include <QTest>

using namespace binnacle;
using codec::decodeSnapshot;

namespace {

constexpr auto kCamel = R"({"clusterId":"c","pods":[{"summary":{"name":"p","namespace":"n",
    "nodeName":"n1","ownerKind":"ReplicaSet","ownerName":"rs","createdAt":"2026-03-01T08:00:00Z"},
    "spec":{"serviceAccountName":"sa"},"status":{"phase":"Running","ready":"1/2","restarts":7,
    "qosClass":"Burstable","podIP":"10.0.0.1","cpuUsage":"12m","memoryUsage":"91Mi",
    "conditions":[{"type":"Ready","status":"False","lastTransitionTime":"2026-03-01T08:00:00Z"}]},
    "containers":[{"name":"app","stateReason":"CrashLoopBackOff","restartCount":7,
    "lastTerminationReason":"OOMKilled","requests":{"cpu":"100m"},"limits":{"memory":"1Gi"}}],
    "initContainers":[{"name":"init"}],"labels":{"app":"cart"}}],
    "daemonSets":[{"summary":{"name":"d","desiredNumberScheduled":3,"numberReady":2}}],
    "events":[{"uid":"e","involvedObject":{"kind":"Pod","name":"p"},
    "firstTimestamp":"2026-03-01T08:00:00Z","lastTimestamp":"2026-03-01T08:01:00Z"}]})";

constexpr auto kSnake = R"({"cluster_id":"c","pods":[{"summary":{"name":"p","namespace":"n",
    "node_name":"n1","owner_kind":"ReplicaSet","owner_name":"rs",
    "created_at":"2026-03-01T08:00:00Z"},"spec":{"service_account_name":"sa"},
    "status":{"phase":"Running","ready":"1/2","restarts":7,
    "qos_class":"Burstable","pod_ip":"10.0.0.1","cpu_usage":"12m","memory_usage":"91Mi",
    "conditions":[{"type":"Ready","status":"False",
    "last_transition_time":"2026-03-01T08:00:00Z"}]},
    "containers":[{"name":"app","state_reason":"CrashLoopBackOff","restart_count":7,
    "last_termination_reason":"OOMKilled","requests":{"cpu":"100m"},"limits":{"memory":"1Gi"}}],
    "init_containers":[{"name":"init"}],"labels":{"app":"cart"}}],
    "daemon_sets":[{"summary":{"name":"d","desired_number_scheduled":3,"number_ready":2}}],
    "events":[{"uid":"e","involved_object":{"kind":"Pod","name":"p"},
    "first_timestamp":"2026-03-01T08:00:00Z","last_timestamp":"2026-03-01T08:01:00Z"}]})";

std::string podWith(const std::string &members)
{
    return R"({"pods":[{"summary":{"name":"a"}},{"summary":{"name":"b"},)" + members + "}]}";
}

} // namespace

class TestSnapshot : public QObject
{
    Q_OBJECT

private slots:
    void readsTheContractsMinimalSnapshot()
    {
        const auto path = test::corpusPath("samples/synthetic/snapshot_min.json");
        if (!path)
            QSKIP(test::kNoCorpus);
        const auto decoded = decodeSnapshot(test::readFile(*path));
        QVERIFY2(decoded, decoded ? "" : decoded.error().message.c_str());
        const ClusterSnapshot &s = **decoded;
        QCOMPARE(s.cluster.value, std::string("prod-a"));
        QCOMPARE(formatRfc3339(s.fetchedAt), std::string("2026-03-01T09:00:00.123Z"));

        QCOMPARE(s.pods.size(), std::size_t{1});
        const Pod &pod = s.pods[0];
        QVERIFY(pod.meta.name == "shop-api-5d9f7c6b8-abcde" && pod.meta.ns == "shop");
        QVERIFY(pod.meta.ownerKind == "ReplicaSet" && pod.nodeName == "n1");
        QCOMPARE(int(pod.phase), int(PodPhase::Running));
        QCOMPARE(pod.readyContainers, 1);
        QCOMPARE(pod.totalContainers, 2);
        QCOMPARE(pod.restarts, std::int64_t{7});
        QCOMPARE(pod.cpuUsage, std::int64_t{12});
        QCOMPARE(pod.memoryUsage, std::int64_t{91} << 20);
        QCOMPARE(pod.containers.size(), std::size_t{1});
        QCOMPARE(pod.containers[0].cpuRequest, std::int64_t{100});
        QCOMPARE(pod.containers[0].cpuLimit, std::int64_t{-1});
        QVERIFY(podStatusWord(pod) == "CrashLoopBackOff");
        QVERIFY(pod.meta.labels[0].key == "app" && pod.meta.labels[0].value == "shop-api");

        QCOMPARE(s.workloads.size(), std::size_t{1});
        QCOMPARE(s.workloads[0].desired, 2);
        QCOMPARE(s.workloads[0].ready, 1);
        QVERIFY(s.workloads[0].images[0] == "shop/api:1.4.2");
        QVERIFY(s.workloads[0].rolloutPhase == "Progressing");
        QVERIFY(s.replicaSets[0].meta.ownerName == "shop-api");
        QCOMPARE(s.replicaSets[0].desired, 2);
        QCOMPARE(s.services[0].ports[0].port, 8080);
        QVERIFY(s.services[0].selector[0].value == "shop-api");
        QVERIFY(s.ingresses[0].tls);
        QVERIFY(s.ingresses[0].paths[0].host == "shop.example.com");
        QVERIFY(s.ingresses[0].paths[0].serviceName == "shop-api");
        QCOMPARE(s.ingresses[0].paths[0].servicePort, 8080);
        QVERIFY(s.namespaces[0].phase == "Active");

        const Node &node = s.nodes.at(0);
        QVERIFY(node.ready == "True" && node.roles[0] == "worker" && node.schedulable);
        QCOMPARE(node.cpuAllocatable, std::int64_t{8'000});
        QCOMPARE(node.cpuUsage, std::int64_t{1'466});
        QCOMPARE(node.memoryAllocatable, std::int64_t{32'515'084} * 1024);
        QCOMPARE(node.podCapacity, std::int64_t{110});
        QVERIFY(isKnown(node.meta.createdAt));

        const ClusterEvent &event = s.events.at(0);
        QCOMPARE(event.uid, std::string("ev-1"));
        QCOMPARE(event.component, std::string("kubelet"));
        QCOMPARE(event.count, std::int64_t{31});
        QCOMPARE(formatRfc3339(event.last), std::string("2026-03-01T08:59:41Z"));
    }

    void readsBothSpellings_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("camelCase") << QByteArray(kCamel);
        QTest::newRow("snake_case") << QByteArray(kSnake);
    }

    void readsBothSpellings()
    {
        QFETCH(QByteArray, json);
        const auto decoded = decodeSnapshot(json.toStdString());
        QVERIFY2(decoded, decoded ? "" : decoded.error().message.c_str());
        const ClusterSnapshot &s = **decoded;
        QCOMPARE(s.cluster.value, std::string("c"));
        const Pod &pod = s.pods.at(0);
        QVERIFY(pod.nodeName == "n1" && pod.meta.ownerName == "rs" && pod.podIp == "10.0.0.1");
        QVERIFY(pod.serviceAccount == "sa" && pod.qosClass == "Burstable");
        QVERIFY(isKnown(pod.meta.createdAt) && isKnown(pod.conditions[0].changedAt));
        QCOMPARE(pod.containers[0].restartCount, std::int64_t{7});
        QVERIFY(pod.containers[0].lastTerminationReason == "OOMKilled");
        QCOMPARE(pod.containers[0].memoryLimit, std::int64_t{1} << 30);
        QCOMPARE(pod.initContainers.size(), std::size_t{1});
        QCOMPARE(int(s.workloads.at(0).kind), int(WorkloadKind::DaemonSet));
        QCOMPARE(s.workloads.at(0).desired, 3);
        QCOMPARE(s.workloads.at(0).ready, 2);
        QCOMPARE(s.events.at(0).involved.name, std::string("p"));
        QVERIFY(s.events.at(0).last > s.events.at(0).first);
    }

    void prefersCamelCaseWhateverTheOrder()
    {
        for (const std::string json : {R"({"clusterId":"camel","cluster_id":"snake"})",
                 R"({"cluster_id":"snake","clusterId":"camel"})",
                 R"({"clusterId":"first","clusterId":"camel","cluster_id":null})"})
            QCOMPARE((*decodeSnapshot(json))->cluster.value, std::string("camel"));
        QCOMPARE((*decodeSnapshot(R"({"clusterId":null,"cluster_id":"snake"})"))->cluster.value,
            std::string("snake"));
    }

    void takesNullForAbsent()
    {
        const auto decoded = decodeSnapshot(
            R"({"clusterId":null,"pods":null,"events":[null],"fetchedAt":null,
            "deployments":[{"summary":{"name":"d","replicas":null},"status":null}],"future":{}})");
        QVERIFY2(decoded, decoded ? "" : decoded.error().message.c_str());
        QVERIFY((*decoded)->pods.empty() && (*decoded)->events.empty());
        QCOMPARE((*decoded)->workloads.size(), std::size_t{1});
        QVERIFY(!isKnown((*decoded)->fetchedAt));
        QVERIFY(decodeSnapshot("{}"));
    }

    void readsThePlainKinds()
    {
        const auto decoded = decodeSnapshot(R"({"configMaps":[{"uid":"u","name":"c",
            "namespace":"n"}],"pvs":[{"name":"v","phase":"Bound","capacity":"10Gi"}],
            "pvcs":[{"name":"w","namespace":"n","phase":"Pending","requestedCapacity":"5Gi"}],
            "jobs":[{"name":"j","succeeded":1,"complete":true,"startTime":"2026-03-01T08:00:00Z"}],
            "cronJobs":[{"name":"k","schedule":"* * * * *","suspend":true,"activeJobs":2}]})");
        QVERIFY2(decoded, decoded ? "" : decoded.error().message.c_str());
        const auto &plain = (*decoded)->plainObjects;
        QCOMPARE(plain.size(), std::size_t{3});
        QVERIFY(plain[0].kind == "ConfigMap" && plain[0].meta.uid == "u");
        QVERIFY(plain[1].kind == "PersistentVolume" && plain[1].capacity == "10Gi");
        QVERIFY(plain[2].kind == "PersistentVolumeClaim" && plain[2].capacity == "5Gi");
        QVERIFY((*decoded)->jobs.at(0).complete && isKnown((*decoded)->jobs[0].startedAt));
        QVERIFY((*decoded)->cronJobs.at(0).suspended);
        QCOMPARE((*decoded)->cronJobs[0].activeJobs, 2);
    }

    void namesTheFieldThatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("message");
        const auto add = [](const char *name, const std::string &json, const char *message) {
            QTest::newRow(name) << QByteArray::fromStdString(json) << QByteArray(message);
        };
        add("name", R"({"pods":[{"summary":{"name":7}}]})",
            "pods[0].summary.name: expected a string");
        add("no name", R"({"pods":[{}]})", "pods[0].summary.name: missing");
        add("list", R"({"pods":{}})", "pods: expected an array");
        add("entry", R"({"nodes":[{"summary":{"name":"n"}},5]})", "nodes[1]: expected an object");
        add("integer", podWith(R"("status":{"restarts":"x"})"),
            "pods[1].status.restarts: expected an integer");
        add("container", podWith(R"("containers":[{"name":"c"},{"name":"d","ready":1}])"),
            "pods[1].containers[1].ready: expected true or false");
        add("quantity", podWith(R"("status":{"cpuUsage":"much"})"),
            "pods[1].status.cpuUsage: expected a quantity such as \"250m\" or \"91Mi\"");
        add("label", podWith(R"("labels":{"app":{}})"), "pods[1].labels.app: expected a string");
        add("time", R"({"fetchedAt":"yesterday"})", "fetchedAt: expected an RFC 3339 time");
        add("range", R"({"deployments":[{"summary":{"name":"d","replicas":3000000000}}]})",
            "deployments[0].summary.replicas: the number is out of range");
        add("event", R"({"events":[{"involved_object":[]}]})",
            "events[0].involvedObject: expected an object");
        add("root", "[]", "document: expected an object");
    }

    void namesTheFieldThatIsWrong()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, message);
        const auto decoded = decodeSnapshot(json.toStdString());
        QVERIFY(!decoded);
        QCOMPARE(int(decoded.error().code), int(ErrorCode::InvalidArgument));
        QCOMPARE(QByteArray::fromStdString(decoded.error().message), message);
    }

    void appliesTheLimitsToWhatItSkips()
    {
        const std::string deep = R"({"otel":)" + std::string(64, '[') + std::string(64, ']') + '}';
        const auto decoded = decodeSnapshot(deep);
        QVERIFY(!decoded);
        QCOMPARE(int(decoded.error().code), int(ErrorCode::TooLarge));
        QVERIFY(!decodeSnapshot(R"({"otel":[1.2.3]})"));
    }

    void limitsWhatOneObjectLists()
    {
        std::string containers;
        for (int i = 0; i <= 10'000; ++i)
            containers += R"({"name":"c"},)";
        containers.pop_back();
        const auto decoded = decodeSnapshot(podWith("\"containers\":[" + containers + ']'));
        QVERIFY(!decoded);
        QCOMPARE(int(decoded.error().code), int(ErrorCode::TooLarge));
        QCOMPARE(QByteArray::fromStdString(decoded.error().message),
            QByteArray("pods[1].containers: more than 10000 entries"));
    }

    void keepsNothingOfTheJson()
    {
        std::string json = demo::syntheticSnapshotJson(50, 10);
        const auto decoded = decodeSnapshot(json);
        QVERIFY(decoded);
        std::ranges::fill(json, '#');
        QVERIFY(decodeSnapshot("{}")); // the parser's own memory is used again
        for (const Pod &pod : (*decoded)->pods) {
            QVERIFY(pod.meta.ns.starts_with("team-"));
            QVERIFY(pod.containers[0].image.starts_with("registry.example.com/"));
            QCOMPARE(pod.conditions.size(), std::size_t{4});
        }
        QCOMPARE((*decoded)->events.size(), std::size_t{10});
    }
};

QTEST_APPLESS_MAIN(TestSnapshot)
#include "tst_snapshot.moc"
