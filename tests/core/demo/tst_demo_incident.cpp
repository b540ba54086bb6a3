#include "core/demo/cluster_simulation.h"
#include "tests/core/demo/demo_fixture.h"

#include <QTest>

#include <optional>

using namespace binnacle;
using namespace binnacle::demo;

namespace {

constexpr Timestamp kIncident = kMonday + 2 * kHour;

std::unique_ptr<ClusterSimulation> productionWithIncident(int compression = 1)
{
    return std::make_unique<ClusterSimulation>(
        blueprintOf("prod-eu"), 1, kMonday, IncidentPlan{kIncident, compression});
}

struct Chapter
{
    std::string_view reason;
    std::string_view object; // beginning of the name
    int minute;              // of the incident
};

constexpr Chapter kChapters[] = {
    {"ScalingReplicaSet", "fraud-check", 12},
    {"NodeHasDiskPressure", "node-5", 21},
    {"ImageGCFailed", "node-5", 21},
    {"FreeDiskSpaceFailed", "node-5", 21},
    {"EvictionThresholdMet", "node-5", 21},
    {"Evicted", "recommender-0", 21},
    {"Unhealthy", "payments-db-0", 24},
    {"Unhealthy", "payments-", 26},
    {"Killing", "payments-db-0", 30},
    {"BackOff", "payments-db-0", 30},
    {"FailedMount", "payments-db-0", 30},
    {"SuccessfulRescale", "checkout", 33},
};

std::optional<Timestamp> firstOf(
    const std::vector<EventLog::Entry> &events, const Chapter &chapter, Timestamp from)
{
    for (const EventLog::Entry &entry : events) {
        const bool isDatabase = entry.content.involved.name.starts_with("payments-db");
        const bool isRight = isDatabase == chapter.object.starts_with("payments-db");
        if (entry.first >= from && isRight && entry.content.reason == chapter.reason
            && entry.content.involved.name.starts_with(chapter.object))
            return entry.first;
    }
    return std::nullopt;
}

bool isReady(const ClusterSimulation &simulation, const std::string &key)
{
    const auto pod = simulation.model().pods.find(key);
    return pod != simulation.model().pods.end() && pod->second.isReady();
}

} // namespace

class TestDemoIncident : public QObject
{
    Q_OBJECT

private slots:
    void theChaptersComeAtTheirOffsets()
    {
        const auto simulation = productionWithIncident();
        SeenEvents seen;
        seen.follow(*simulation, kIncident + 36 * kMinute);
        const auto events = seen.sorted();
        for (const Chapter &chapter : kChapters) {
            const auto at = firstOf(events, chapter, kIncident);
            QVERIFY2(at.has_value(), chapter.reason.data());
            const auto minute = (*at - kIncident).count() / 60'000;
            QVERIFY2(minute >= chapter.minute && minute <= chapter.minute + 1,
                (std::string(chapter.reason) + " at minute " + std::to_string(minute)).c_str());
        }
    }

    void aCompressedIncidentUnfoldsWithinMinutes()
    {
        const auto simulation = productionWithIncident(6);
        simulation->advance(kIncident + 7 * kMinute);
        SeenEvents seen;
        seen.look(simulation->events());
        const auto events = seen.sorted();
        for (const Chapter &chapter : kChapters)
            QVERIFY2(firstOf(events, chapter, kIncident).has_value(), chapter.reason.data());
    }

    void theEvictedPodIsReplacedAndWaitsForItsNode()
    {
        const auto simulation = productionWithIncident();
        simulation->advance(kIncident + 23 * kMinute);
        const PodModel &pod = simulation->model().pods.at("ml/recommender-0");
        QCOMPARE(pod.phase, std::string("Pending"));
        QCOMPARE(pod.reason, std::string("Unschedulable"));
    }

    void warningsKeepComing()
    {
        const auto simulation = productionWithIncident();
        simulation->advance(kIncident + 35 * kMinute);
        for (int i = 0; i < 12; ++i) {
            const Timestamp before = simulation->now();
            simulation->advance(before + 5 * kMinute);
            const auto &entries = simulation->events().entries();
            QVERIFY(std::any_of(entries.begin(), entries.end(), [&](const auto &item) {
                return item.second.content.type == EventType::Warning && item.second.last > before;
            }));
            QVERIFY(!isReady(*simulation, "data/payments-db-0")
                || simulation->model().pods.at("data/payments-db-0").restarts() > 0);
        }
    }

    void deletingTheDatabaseAloneLandsItOnTheSickNodeAgain()
    {
        const auto simulation = productionWithIncident();
        simulation->advance(kIncident + 35 * kMinute);
        QVERIFY(simulation->execute(
            {.action = "delete", .kind = "Pod", .ns = "data", .name = "payments-db-0"}));
        simulation->advance(simulation->now() + kMinute);
        QCOMPARE(simulation->model().pods.at("data/payments-db-0").node, std::string("node-5"));
    }

    void cordonAndDeleteHealsTheDatabase()
    {
        const auto simulation = productionWithIncident();
        simulation->advance(kIncident + 35 * kMinute);
        QVERIFY(simulation->execute({.action = "cordon", .kind = "Node", .name = "node-5"}));
        QVERIFY(simulation->execute(
            {.action = "delete", .kind = "Pod", .ns = "data", .name = "payments-db-0"}));
        simulation->advance(simulation->now() + 3 * kMinute);
        const PodModel &pod = simulation->model().pods.at("data/payments-db-0");
        QCOMPARE(pod.node, std::string("node-2"));
        QVERIFY(pod.isReady());
        const Timestamp healed = simulation->now();
        simulation->advance(healed + 20 * kMinute);
        for (const auto &[number, entry] : simulation->events().entries()) {
            const bool isVictim = entry.content.involved.ns == "pay";
            QVERIFY(!isVictim || entry.content.type == EventType::Normal || entry.last <= healed);
        }
    }
};

QTEST_APPLESS_MAIN(TestDemoIncident)
#include "tst_demo_incident.moc"
