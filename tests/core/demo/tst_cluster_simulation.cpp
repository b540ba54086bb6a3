#include "core/demo/cluster_simulation.h"
#include "tests/core/demo/demo_fixture.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::demo;

class TestClusterSimulation : public QObject
{
    Q_OBJECT

private slots:
    void theSameSeedTellsTheSameStoryWhateverTheSteps()
    {
        ClusterSimulation one(blueprintOf("staging"), 1, kMonday, std::nullopt);
        ClusterSimulation two(blueprintOf("staging"), 1, kMonday, std::nullopt);
        QCOMPARE(one.snapshot(), two.snapshot());
        one.advance(kMonday + 5 * kHour);
        while (two.now() < kMonday + 5 * kHour)
            two.advance(two.now() + Duration{37'000});
        one.advance(two.now());
        QVERIFY(one.snapshot() == two.snapshot());
    }

    void anotherSeedTellsAnotherOne()
    {
        ClusterSimulation one(blueprintOf("staging"), 1, kMonday, std::nullopt);
        ClusterSimulation two(blueprintOf("staging"), 2, kMonday, std::nullopt);
        QVERIFY(one.snapshot() != two.snapshot());
    }

    void productionHasTheSizeOfTheDesign()
    {
        const ClusterSimulation eu(blueprintOf("prod-eu"), 1, kMonday, std::nullopt);
        QCOMPARE(eu.model().nodes.size(), std::size_t{5});
        const auto pods = eu.model().pods.size();
        QVERIFY2(pods >= 120 && pods <= 160, std::to_string(pods).c_str());
        for (const auto &[key, pod] : eu.model().pods)
            QVERIFY2(pod.isReady(), key.c_str());
    }

    void ownerChainsResolveAfterADay()
    {
        ClusterSimulation simulation(blueprintOf("prod-eu"), 3, kMonday, std::nullopt);
        simulation.advance(kMonday + 24 * kHour);
        const ClusterModel &model = simulation.model();
        for (const auto &[key, pod] : model.pods) {
            if (pod.ownerKind == "ReplicaSet") {
                const auto set = model.replicaSets.find(objectKey(pod.ns, pod.ownerName));
                QVERIFY2(set != model.replicaSets.end(), key.c_str());
                QVERIFY(model.workloads.contains(set->second.workload));
            } else if (pod.ownerKind == "Job") {
                const auto job = model.jobs.find(objectKey(pod.ns, pod.ownerName));
                QVERIFY2(job != model.jobs.end(), key.c_str());
                QVERIFY(model.cronJobs.contains(objectKey(pod.ns, job->second.cronJob)));
            } else {
                QVERIFY2(model.workloads.contains(pod.workload), key.c_str());
            }
            QVERIFY2(pod.node.empty() || model.node(pod.node), key.c_str());
        }
    }

    void aQuietDayShowsSomeHundredEventsAndNoStorm_data()
    {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 1; seed <= 5; ++seed)
            QTest::addRow("seed %llu", static_cast<unsigned long long>(seed)) << seed;
    }
    void aQuietDayShowsSomeHundredEventsAndNoStorm()
    {
        QFETCH(quint64, seed);
        ClusterSimulation simulation(blueprintOf("prod-us"), seed, kMonday, std::nullopt);
        simulation.advance(kMonday + kHour);
        SeenEvents seen;
        seen.follow(simulation, kMonday + 25 * kHour);
        std::map<std::int64_t, std::int64_t> warningsByHour;
        std::int64_t warnings = 0;
        for (const EventLog::Entry &entry : seen.sorted()) {
            if (entry.content.type != EventType::Warning)
                continue;
            ++warnings;
            warningsByHour[toEpochMs(entry.first) / 3'600'000] += entry.count;
        }
        const auto total = seen.sorted().size();
        qInfo("events %zu, warnings %lld", total, static_cast<long long>(warnings));
        QVERIFY2(total >= 250 && total <= 1'100, std::to_string(total).c_str());
        QVERIFY2(warnings <= 60, std::to_string(warnings).c_str());
        for (const auto &[hour, count] : warningsByHour)
            QVERIFY2(count <= 25, std::to_string(count).c_str());
        QVERIFY(!seen.anyCountShrank());
    }

    void aDayEndsWithEveryWorkloadWhole()
    {
        ClusterSimulation simulation(blueprintOf("prod-us"), 1, kMonday, std::nullopt);
        simulation.advance(kMonday + 24 * kHour);
        const ClusterModel &model = simulation.model();
        int wanted = 0;
        int ready = 0;
        for (const auto &[key, workload] : model.workloads) {
            wanted += workload.kind == WorkloadKind::DaemonSet
                ? static_cast<int>(model.nodes.size())
                : workload.replicas;
            ready += model.readyPodsOf(workload);
        }
        // A roll-out or a blip may be under way.
        QVERIFY2(ready >= wanted - 3 && ready <= wanted + 3,
            (std::to_string(ready) + " of " + std::to_string(wanted)).c_str());
    }
};

QTEST_APPLESS_MAIN(TestClusterSimulation)
#include "tst_cluster_simulation.moc"
