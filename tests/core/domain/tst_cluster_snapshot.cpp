#include "core/domain/cluster_snapshot.h"

#include <QTest>

#include <array>

using namespace binnacle;

namespace {

SnapshotSummary summaryOf(int readyNodes, int nodes, int running, int pods, int succeeded)
{
    return {.totalNodes = nodes,
        .readyNodes = readyNodes,
        .totalPods = pods,
        .runningPods = running,
        .succeededPods = succeeded};
}

} // namespace

class TestClusterSnapshot : public QObject
{
    Q_OBJECT

private slots:
    void healthFollowsTheThresholdsOfTheContract()
    {
        QCOMPARE(healthOf(summaryOf(0, 0, 0, 0, 0)), ClusterHealth::Unknown);
        QCOMPARE(healthOf(summaryOf(9, 10, 80, 100, 0)), ClusterHealth::Healthy);
        QCOMPARE(healthOf(summaryOf(9, 10, 79, 100, 0)), ClusterHealth::Degraded);
        QCOMPARE(healthOf(summaryOf(7, 10, 60, 100, 0)), ClusterHealth::Degraded);
        QCOMPARE(healthOf(summaryOf(6, 10, 100, 100, 0)), ClusterHealth::Unhealthy);
    }

    void finishedPodsDoNotMakeAClusterIll()
    {
        QCOMPARE(healthOf(summaryOf(1, 1, 10, 100, 90)), ClusterHealth::Healthy);
    }

    void sumsLeaveOutNodesThatReportNothing()
    {
        ClusterSnapshot snapshot;
        snapshot.nodes = {{.ready = "True", .cpuAllocatable = 4000, .cpuUsage = 500},
            {.ready = "False", .cpuAllocatable = 4000}};
        const SnapshotSummary summary = summarise(snapshot);
        QCOMPARE(summary.cpuUsage, 500);
        QCOMPARE(summary.cpuAllocatable, 4000);
        QCOMPARE(summary.memoryUsage, -1);
        QCOMPARE(summary.readyNodes, 1);
    }

    void aPodSaysWhatKubectlWouldSay()
    {
        const std::array<Container, 2> containers{Container{.state = "running"},
            Container{.state = "waiting", .stateReason = "CrashLoopBackOff"}};
        QCOMPARE(podStatusWord({.phase = PodPhase::Running, .containers = containers}),
            std::string_view("CrashLoopBackOff"));
        QCOMPARE(podStatusWord({.phase = PodPhase::Failed, .reason = "Evicted"}),
            std::string_view("Evicted"));
        QCOMPARE(podStatusWord({.phase = PodPhase::Pending}), std::string_view("Pending"));
    }
};

QTEST_APPLESS_MAIN(TestClusterSnapshot)
#include "tst_cluster_snapshot.moc"
