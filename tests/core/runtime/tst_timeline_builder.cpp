#include "core/runtime/console/timeline_builder.h"

#include <QTest>

#include <algorithm>

using namespace binnacle;
using namespace binnacle::console;
using namespace binnacle::runtime;

namespace {

constexpr Duration kMinute{60'000};
const Timestamp kStart = fromEpochMs(1'772'355'600'000);

ClusterEvent warning(int minute, const std::string &reason, ResourceRef object)
{
    static EventRowId next = 1;
    const Timestamp at = kStart + kMinute * minute;
    return {.id = next++,
        .type = EventType::Warning,
        .reason = reason,
        .involved = std::move(object),
        .first = at,
        .last = at};
}

const ResourceRef kPod{.kind = "Pod", .ns = "shop", .name = "cart-0"};
const ResourceRef kNode{.kind = "Node", .ns = "", .name = "node-5"};

TimelineSource sixHours(std::vector<ClusterEvent> warnings)
{
    std::ranges::sort(warnings, std::greater(), &ClusterEvent::last);
    return {.range = {kStart, kStart + kMinute * 360}, .warnings = std::move(warnings)};
}

const TimelineLane *laneOf(const Timeline &timeline, LaneKind kind)
{
    const auto it = std::ranges::find(timeline.lanes, kind, &TimelineLane::kind);
    return it == timeline.lanes.end() ? nullptr : &*it;
}

} // namespace

class TestTimelineBuilder : public QObject
{
    Q_OBJECT

private slots:
    void nothingHappenedGivesNoLanesAndNoStart()
    {
        const Timeline timeline = buildTimeline(sixHours({}));
        QVERIFY(timeline.lanes.empty());
        QVERIFY(!isKnown(timeline.likelyStart));
    }

    void anEvenTrickleHasNoStart()
    {
        std::vector<ClusterEvent> trickle;
        for (int minute = 3; minute < 360; minute += 12)
            trickle.push_back(warning(minute, "Unhealthy", kPod));
        QVERIFY(!isKnown(buildTimeline(sixHours(trickle)).likelyStart));
    }

    void aLastingRiseIsFoundAndTheNodeIsItsLikelyCause()
    {
        std::vector<ClusterEvent> warnings;
        for (int minute = 10; minute < 360; minute += 60)
            warnings.push_back(warning(minute, "Unhealthy", kPod));
        warnings.push_back(warning(298, "NodeHasDiskPressure", kNode));
        for (int minute = 300; minute < 360; minute += 2)
            warnings.push_back(warning(minute, "BackOff", kPod));
        const Timeline timeline = buildTimeline(sixHours(warnings));
        QCOMPARE(timeline.likelyCause, std::string("Node node-5: NodeHasDiskPressure"));
        const Duration error = std::chrono::abs(timeline.likelyStart - (kStart + kMinute * 298));
        QVERIFY(error <= kMinute * 3);
    }

    // A few warnings an hour before are not its beginning, though they make the loud part longer.
    void theNoiseBeforeItIsNotItsBeginning()
    {
        std::vector<ClusterEvent> warnings;
        for (const int minute : {40, 130, 210})
            warnings.push_back(warning(minute, "Unhealthy", kPod));
        warnings.push_back(warning(290, "EvictionThresholdMet", kNode));
        for (const int minute : {300, 312, 325, 338})
            warnings.push_back(warning(minute, "Unhealthy", kPod));
        for (int second = 0; second < 25 * 36; second += 36)
            warnings.push_back(warning(345 + second / 60, "BackOff", kPod));
        const Timeline timeline = buildTimeline(sixHours(warnings));
        QVERIFY(timeline.likelyStart >= kStart + kMinute * 330); // a cause comes shortly before
    }

    void theStartStaysWhereItIsWhileTheRangeMoves()
    {
        // One that names a cause and one that cannot, at odd seconds.
        for (const char *reason : {"BackOff", "Slow"}) {
            std::vector<ClusterEvent> warnings;
            for (int minute = 40; minute < 280; minute += 60)
                warnings.push_back(warning(minute, "Slow", kPod));
            for (int minute = 300; minute < 340; ++minute)
                warnings.push_back(warning(minute, reason, kPod));
            for (ClusterEvent &event : warnings) {
                event.first += Duration{34'000};
                event.last = event.first;
            }
            TimelineSource source = sixHours(warnings);
            const Timeline before = buildTimeline(source);
            QVERIFY(isKnown(before.likelyStart));
            for (int look = 0; look < 60; ++look) {
                source.range.from += Duration{7'000};
                source.range.to += Duration{7'000};
                const Timeline now = buildTimeline(source);
                QCOMPARE(toEpochMs(now.likelyStart), toEpochMs(before.likelyStart));
                QCOMPARE(now.likelyCause, before.likelyCause);
            }
        }
    }

    void theStartStaysWhereItIsWhenTheSameEventsComeAgain()
    {
        std::vector<ClusterEvent> warnings{
            warning(298, "NodeHasDiskPressure", kNode), warning(299, "NodeNotReady", kNode)};
        for (int minute = 300; minute < 330; minute += 2)
            warnings.push_back(warning(minute, "BackOff", kPod));
        for (const int again : {330, 345, 359}) {
            warnings.front().last = kStart + kMinute * again;
            for (std::size_t at = 2; at < warnings.size(); ++at)
                warnings[at].last = kStart + kMinute * again;
            const Timeline timeline = buildTimeline(sixHours(warnings));
            QCOMPARE(timeline.likelyCause, std::string("Node node-5: NodeHasDiskPressure"));
            QCOMPARE(toEpochMs(timeline.likelyStart), toEpochMs(kStart + kMinute * 298));
        }
    }

    void theInstantToldIsThatOfTheEventThatIsNamed()
    {
        std::vector<ClusterEvent> warnings{warning(303, "NodeNotReady", kNode)};
        for (int minute = 300; minute < 340; ++minute)
            warnings.push_back(warning(minute, "Unhealthy", kPod));
        const Timeline timeline = buildTimeline(sixHours(warnings));
        QCOMPARE(timeline.likelyCause, std::string("Node node-5: NodeNotReady"));
        QCOMPARE(toEpochMs(timeline.likelyStart), toEpochMs(kStart + kMinute * 303));
    }

    void warningsAreLanesByNamespaceAndNodesHaveTheirOwn()
    {
        const Timeline timeline = buildTimeline(sixHours({warning(5, "BackOff", kPod),
            warning(6, "Evicted", kPod), warning(9, "NodeNotReady", kNode)}));
        const TimelineLane *shop = laneOf(timeline, LaneKind::NamespaceWarnings);
        QVERIFY(shop);
        QCOMPARE(shop->name, std::string("shop"));
        QCOMPARE(shop->marks.size(), 1U);
        const TimelineLane *nodes = laneOf(timeline, LaneKind::Nodes);
        QVERIFY(nodes);
        QCOMPARE(nodes->marks.size(), 2U);
    }

    void marksCloserThanASlotAreOneMarkThatCounts()
    {
        std::vector<ClusterEvent> storm;
        for (int i = 0; i < 50; ++i)
            storm.push_back(warning(100, "BackOff", kPod));
        const Timeline timeline = buildTimeline(sixHours(storm));
        const TimelineLane *lane = laneOf(timeline, LaneKind::NamespaceWarnings);
        QCOMPARE(lane->marks.size(), 1U);
        QCOMPARE(lane->marks[0].count, 50);
        QVERIFY(lane->marks[0].critical);
    }

    // Looked back to, when the same warnings have come again since.
    void whatCameAgainAfterTheRangeStandsWhereItWasFirstSeen()
    {
        std::vector<ClusterEvent> warnings{warning(298, "NodeHasDiskPressure", kNode)};
        for (int minute = 300; minute < 330; minute += 2)
            warnings.push_back(warning(minute, "BackOff", kPod));
        for (ClusterEvent &event : warnings)
            event.last = kStart + kMinute * 400;
        const Timeline timeline = buildTimeline(sixHours(warnings));
        QCOMPARE(timeline.likelyStart, kStart + kMinute * 298);
        const TimelineLane *pods = laneOf(timeline, LaneKind::NamespaceWarnings);
        QVERIFY(pods);
        QCOMPARE(pods->marks.front().from, kStart + kMinute * 300);
        QCOMPARE(pods->marks.back().to, kStart + kMinute * 328);
        QCOMPARE(laneOf(timeline, LaneKind::Nodes)->marks.front().to, kStart + kMinute * 298);
    }

    void aRolloutIsOneMarkNamedAfterTheImageItPulled()
    {
        TimelineSource source = sixHours({});
        ClusterEvent scaled = warning(
            20, "ScalingReplicaSet", {.kind = "Deployment", .ns = "pay", .name = "fraud-check"});
        ClusterEvent again = scaled;
        again.last += kMinute;
        ClusterEvent pulled
            = warning(20, "Pulled", {.kind = "Pod", .ns = "pay", .name = "fraud-check-7f9c-2"});
        pulled.message = "Successfully pulled image \"registry.example.com/fraud-check:1.4.0\"";
        source.rollouts = {again, pulled, scaled};
        const Timeline timeline = buildTimeline(source);
        const TimelineLane *deploys = laneOf(timeline, LaneKind::Deploys);
        QVERIFY(deploys);
        QCOMPARE(deploys->marks.size(), 1U);
        QCOMPARE(deploys->marks[0].label, std::string("fraud-check 1.4.0"));
    }
};

QTEST_GUILESS_MAIN(TestTimelineBuilder)
#include "tst_timeline_builder.moc"
