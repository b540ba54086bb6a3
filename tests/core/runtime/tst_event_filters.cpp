#include "core/runtime/event_filters.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::runtime;

namespace {

const Timestamp kNow = fromEpochMs(1'772'355'600'000); // 2026-03-01T09:00:00Z

} // namespace

class TestEventFilters : public QObject
{
    Q_OBJECT

private slots:
    void nothingGivenAsksForEverything()
    {
        const auto query = parseEventQuery({}, kNow);
        QVERIFY(query);
        QVERIFY(!query->cluster && !query->lastSeen && !query->scope && !query->where);
    }

    void allPartsAreUnderstoodTogether()
    {
        const auto query = parseEventQuery({.cluster = "prod",
                                               .range = "6h",
                                               .filter = "type=Warning",
                                               .tree = "Deployment/shop/cart"},
            kNow);
        QVERIFY(query);
        QCOMPARE(query->cluster->value, std::string("prod"));
        QCOMPARE(query->lastSeen->from, kNow - Duration{6 * 3'600'000});
        QCOMPARE(query->scope->scope, EventScope::WorkloadTree);
        QVERIFY((query->scope->object == ResourceRef{"Deployment", "shop", "cart"}));
        QVERIFY(query->where);
    }

    void clusterWideObjectsHaveNoNamespace()
    {
        const auto query = parseEventQuery({.object = "Node/node-5"}, kNow);
        QVERIFY(query);
        QVERIFY((query->scope->object == ResourceRef{"Node", "", "node-5"}));
    }

    void mistakesNameThePartTheyAreIn_data()
    {
        QTest::addColumn<QString>("part");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("range") << "range"
                               << "soon"
                               << "--range";
        QTest::newRow("filter") << "filter"
                                << "resaon=x"
                                << "did you mean reason";
        QTest::newRow("object") << "object"
                                << "cart-0"
                                << "Kind/namespace/name";
        QTest::newRow("two scopes") << "two"
                                    << "node-5"
                                    << "one of";
    }
    void mistakesNameThePartTheyAreIn()
    {
        QFETCH(QString, part);
        QFETCH(QString, text);
        QFETCH(QString, expected);
        EventFilterText given;
        (part == QLatin1String("range")           ? given.range
                : part == QLatin1String("filter") ? given.filter
                : part == QLatin1String("object") ? given.object
                                                  : given.node)
            = text.toStdString();
        if (part == QLatin1String("two"))
            given.object = "Node/node-5";
        const auto query = parseEventQuery(given, kNow);
        QVERIFY(!query);
        QCOMPARE(query.error().code, ErrorCode::InvalidArgument);
        QVERIFY2(QString::fromStdString(query.error().message).contains(expected),
            query.error().message.c_str());
    }
};

QTEST_APPLESS_MAIN(TestEventFilters)
#include "tst_event_filters.moc"
