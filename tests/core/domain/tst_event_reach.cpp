#include "core/domain/cluster_event.h"
#include "core/domain/event_reach.h"

#include <QTest>

using namespace binnacle;

namespace {

// The history of "old" lost its Normal events before 5 000.
const EventReaches kReaches{{ClusterId{"old"}, {fromEpochMs(1'000), fromEpochMs(5'000)}},
    {ClusterId{"young"}, {fromEpochMs(7'000), fromEpochMs(7'000)}}, {ClusterId{"empty"}, {}}};

PredicatePtr isType(EventType type)
{
    return compare(EventField::Type, CompareOp::Equal, std::string(eventTypeName(type)));
}

std::int64_t reach(const std::optional<std::string> &cluster, const PredicatePtr &where = nullptr)
{
    EventQuery query{.where = where};
    if (cluster)
        query.cluster = ClusterId{*cluster};
    return toEpochMs(reachOf(kReaches, query));
}

} // namespace

class TestEventReach : public QObject
{
    Q_OBJECT

private slots:
    void aListGoesAsFarBackAsItsClusters()
    {
        QCOMPARE(reach({}), std::int64_t{1'000});
        QCOMPARE(reach("old"), std::int64_t{1'000});
        QCOMPARE(reach("young"), std::int64_t{7'000});
        QCOMPARE(reach("empty"), std::int64_t{0});
        QCOMPARE(reach("unheard of"), std::int64_t{0});
    }

    void normalEventsAloneMayBeginLater()
    {
        const PredicatePtr normal = isType(EventType::Normal);
        const PredicatePtr warning = isType(EventType::Warning);
        const PredicatePtr other
            = compare(EventField::Reason, CompareOp::Equal, std::string("Normal"));
        QCOMPARE(reach({}, normal), std::int64_t{5'000});
        QCOMPARE(reach("old", normal), std::int64_t{5'000});
        QCOMPARE(reach("old", allOf({other, normal})), std::int64_t{5'000});
        QCOMPARE(reach("old", negate(warning)), std::int64_t{5'000});
        QCOMPARE(reach("old", warning), std::int64_t{1'000});
        QCOMPARE(reach("old", negate(normal)), std::int64_t{1'000});
        QCOMPARE(reach("old", anyOf({normal, warning})), std::int64_t{1'000});
        QCOMPARE(reach("old", other), std::int64_t{1'000});
    }
};

QTEST_APPLESS_MAIN(TestEventReach)
#include "tst_event_reach.moc"
