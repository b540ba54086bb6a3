#include "core/commands/inverse.h"
#include "tests/core/commands/command_estate.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::commands;
using namespace binnacle::test;

class TestInverse : public QObject
{
    Q_OBJECT

private slots:
    void eachIsTakenBackByWhatWasBefore()
    {
        CommandEstate estate;
        fillDemo(estate);
        estate.edit().nodes[1].schedulable = false;
        const auto before = estate.take();
        const auto scale = inverseOf(scaleCheckout(6), *before);
        QVERIFY(scale && scale->id.isEmpty() && scale->createdBy.empty());
        QCOMPARE(scale->params, std::string(R"({"replicas":4})"));
        QCOMPARE(inverseOf(command("cordon", "Node", "", "node-1"), *before)->action,
            std::string("uncordon"));
        QCOMPARE(inverseOf(command("uncordon", "Node", "", "node-2"), *before)->action,
            std::string("cordon"));
        const auto image = inverseOf(command("update_image", "Deployment", "pay", "payments",
                                         R"({"image":"pay:2","container":"app"})"),
            *before);
        QCOMPARE(image->params,
            std::string(R"({"image":"registry.example.com/payments:1.4.0","container":"app"})"));
    }

    void whatChangesNothingOrCannotBeTakenBackHasNone()
    {
        CommandEstate estate;
        fillDemo(estate);
        const auto before = estate.take();
        QVERIFY(!inverseOf(scaleCheckout(4), *before));
        QVERIFY(!inverseOf(command("uncordon", "Node", "", "node-1"), *before));
        QVERIFY(!inverseOf(command("restart", "Deployment", "pay", "payments"), *before));
        QVERIFY(!inverseOf(command("delete", "Pod", "data", "payments-db-0"), *before));
        QVERIFY(!inverseOf(command("cordon", "Node", "", "gone"), *before));
    }

    void theInverseOfTheInverseIsTheCommand()
    {
        CommandEstate estate;
        fillDemo(estate);
        const auto back = inverseOf(scaleCheckout(6), *estate.take());
        CommandEstate later;
        later.node("node-1");
        later.workload(WorkloadKind::Deployment, "shop", "checkout", 6, {"node-1"});
        const auto again = inverseOf(*back, *later.take());
        QVERIFY(again);
        QCOMPARE(again->params, scaleCheckout(6).params);
        QVERIFY(again->target == scaleCheckout(6).target);
    }
};

QTEST_APPLESS_MAIN(TestInverse)
#include "tst_inverse.moc"
