#include "core/codec/snapshot.h"
#include "core/codec/snapshot_details.h"
#include "core/demo/cluster_simulation.h"
#include "tests/core/demo/demo_fixture.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::demo;

class TestSnapshotEncoder : public QObject
{
    Q_OBJECT

private slots:
    void everyClusterDecodesToWhatTheModelHolds_data()
    {
        QTest::addColumn<QByteArray>("cluster");
        for (const ClusterBlueprint &blueprint : estateBlueprint()) {
            const QByteArray name(blueprint.name.data(), qsizetype(blueprint.name.size()));
            QTest::addRow("%s", name.constData()) << name;
        }
    }
    void everyClusterDecodesToWhatTheModelHolds()
    {
        QFETCH(QByteArray, cluster);
        ClusterSimulation simulation(blueprintOf(cluster.toStdString()), 1, kMonday, std::nullopt);
        simulation.advance(kMonday + 7 * kHour);
        const ClusterModel &model = simulation.model();
        const std::string json = simulation.snapshot();
        qInfo("%zu bytes", json.size());
        const auto decoded = codec::decodeSnapshot(json);
        QVERIFY2(decoded, decoded ? "" : decoded.error().message.c_str());
        const ClusterSnapshot &snapshot = **decoded;
        QCOMPARE(snapshot.cluster.value, cluster.toStdString());
        QVERIFY(snapshot.fetchedAt == kMonday + 7 * kHour);
        QCOMPARE(snapshot.pods.size(), model.pods.size());
        QCOMPARE(snapshot.nodes.size(), model.nodes.size());
        QCOMPARE(snapshot.workloads.size(), model.workloads.size());
        QCOMPARE(snapshot.replicaSets.size(), model.replicaSets.size());
        QCOMPARE(snapshot.jobs.size(), model.jobs.size());
        QCOMPARE(snapshot.cronJobs.size(), model.cronJobs.size());
        QCOMPARE(snapshot.namespaces.size(), model.namespaces.size());
        QCOMPARE(snapshot.events.size(), simulation.events().entries().size());
        QVERIFY(!snapshot.services.empty());
        QVERIFY(!snapshot.plainObjects.empty());
    }

    void whoElseDecidesAboutReplicasIsToldAsKubernetesTells()
    {
        ClusterSimulation simulation(blueprintOf("prod-eu"), 1, kMonday, std::nullopt);
        ClusterSnapshot snapshot;
        snapshot.body = std::make_shared<const std::string>(simulation.snapshot());
        const auto scaler
            = codec::objectDetails(snapshot, {"HorizontalPodAutoscaler", "shop", "checkout"});
        QVERIFY2(scaler, scaler ? "" : scaler.error().message.c_str());
        QVERIFY(scaler->find("maxReplicas") != std::string::npos);
        const auto budget
            = codec::objectDetails(snapshot, {"PodDisruptionBudget", "data", "payments-db"});
        QVERIFY2(budget, budget ? "" : budget.error().message.c_str());
        QVERIFY(budget->find("minAvailable") != std::string::npos);
    }

    void typedFieldsArriveAsTheyAre()
    {
        ClusterSimulation simulation(blueprintOf("prod-eu"), 1, kMonday, std::nullopt);
        const auto decoded = codec::decodeSnapshot(simulation.snapshot());
        QVERIFY(decoded);
        for (const Pod &pod : (*decoded)->pods) {
            QVERIFY(pod.phase == PodPhase::Running);
            QCOMPARE(pod.readyContainers, pod.totalContainers);
            QVERIFY(pod.cpuUsage >= 0 && pod.memoryUsage > 0);
            QVERIFY(pod.containers.front().cpuRequest > 0);
            QVERIFY(!pod.meta.ownerName.empty());
        }
        for (const Node &node : (*decoded)->nodes) {
            QCOMPARE(node.ready, std::string_view("True"));
            QVERIFY(node.cpuUsage > 0 && node.cpuUsage < node.cpuAllocatable);
            QVERIFY(node.memoryUsage > 0 && node.memoryUsage < node.memoryAllocatable);
        }
        for (const Workload &workload : (*decoded)->workloads)
            QVERIFY2(workload.isHealthy(), std::string(workload.meta.name).c_str());
    }

    void secretsAreToldByTheirKeysOnly()
    {
        const ClusterSimulation simulation(blueprintOf("prod-eu"), 1, kMonday, std::nullopt);
        const std::string json = simulation.snapshot();
        QVERIFY(json.find("redis-url") != std::string::npos);
        QVERIFY(json.find("redis://:demo") == std::string::npos);
        // Real agents do send the values of environment variables; the console masks them.
        QVERIFY(json.find("SIGNING_KEY_PASSWORD") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestSnapshotEncoder)
#include "tst_snapshot_encoder.moc"
