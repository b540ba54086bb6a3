#include "core/commands/pod_placement.h"

#include <QTest>

#include <array>

using namespace binnacle;
using namespace binnacle::commands;

namespace {

const std::array<Label, 3> kLabels{{{"zone", "a"}, {"disk", "ssd"}, {"cores", "16"}}};

Node node(std::span<const Label> labels = kLabels)
{
    Node node;
    node.meta.name = "n1";
    node.meta.labels = labels;
    return node;
}

PodPlacement wanting(NodeRequirement requirement)
{
    PodPlacement placement;
    placement.terms = {{std::move(requirement)}};
    return placement;
}

PodPlacement tainted(const Taint &taint, std::vector<Toleration> tolerations = {})
{
    PodPlacement placement;
    placement.taints = {{"n1", {taint}}};
    placement.tolerations = std::move(tolerations);
    return placement;
}

const Taint kReserved{.key = "dedicated", .value = "ml", .effect = "NoSchedule"};

} // namespace

// The rules of the scheduler, as Kubernetes documents them for taints and node selectors.
class TestPodPlacement : public QObject
{
    Q_OBJECT

private slots:
    void whatAsksForNothingRunsAnywhere()
    {
        QVERIFY(mayRunOn({}, node()));
        QVERIFY(mayRunOn({}, node({})));
    }

    void everyLabelOfTheSelectorIsWanted()
    {
        PodPlacement placement;
        placement.nodeSelector = {{"zone", "a"}, {"disk", "ssd"}};
        QVERIFY(mayRunOn(placement, node()));
        placement.nodeSelector.emplace_back("zone", "b");
        QVERIFY(!mayRunOn(placement, node()));
    }

    void aTaintKeepsOffWhatDoesNotTolerateIt()
    {
        QVERIFY(!mayRunOn(tainted(kReserved), node()));
        QVERIFY(!mayRunOn(tainted({.key = "k", .value = {}, .effect = "NoExecute"}), node()));
        QVERIFY(mayRunOn(tainted({.key = "k", .value = {}, .effect = "PreferNoSchedule"}), node()));
        using Tolerations = std::vector<Toleration>;
        const auto runs = [](const Tolerations &tolerations) {
            return mayRunOn(tainted(kReserved, tolerations), node());
        };
        QVERIFY(runs({{.key = "dedicated", .op = "Exists", .value = {}, .effect = {}}}));
        QVERIFY(runs({{.key = {}, .op = "Exists", .value = {}, .effect = {}}}));
        QVERIFY(runs({{.key = "dedicated", .op = {}, .value = "ml", .effect = "NoSchedule"}}));
        QVERIFY(!runs({{.key = "dedicated", .op = "Equal", .value = "web", .effect = {}}}));
        QVERIFY(!runs({{.key = "dedicated", .op = "Exists", .value = {}, .effect = "NoExecute"}}));
        QVERIFY(!runs({{.key = "other", .op = "Exists", .value = {}, .effect = {}}}));
    }

    void requiredAffinityHasTheOperatorsOfKubernetes_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("op");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("runs");
        const auto row = [](const char *key, const char *op, const char *value, bool runs) {
            QTest::addRow("%s %s %s", key, op, value)
                << QString::fromLatin1(key) << QString::fromLatin1(op) << QString::fromLatin1(value)
                << runs;
        };
        row("zone", "In", "a", true);
        row("zone", "In", "b", false);
        row("rack", "In", "a", false);
        row("zone", "NotIn", "a", false);
        row("rack", "NotIn", "a", true);
        row("zone", "Exists", "", true);
        row("rack", "Exists", "", false);
        row("zone", "DoesNotExist", "", false);
        row("rack", "DoesNotExist", "", true);
        row("cores", "Gt", "8", true);
        row("cores", "Gt", "16", false);
        row("cores", "Lt", "32", true);
        row("zone", "Lt", "32", false);
        row("zone", "Like", "a", false);
    }
    void requiredAffinityHasTheOperatorsOfKubernetes()
    {
        QFETCH(QString, key);
        QFETCH(QString, op);
        QFETCH(QString, value);
        QFETCH(bool, runs);
        const PodPlacement placement = wanting(
            {.key = key.toStdString(), .op = op.toStdString(), .values = {value.toStdString()}});
        QCOMPARE(mayRunOn(placement, node()), runs);
    }

    void oneTermIsEnoughAndAnEmptyOneIsNone()
    {
        PodPlacement placement = wanting({.key = "zone", .op = "In", .values = {"b"}});
        placement.terms->push_back({{.key = "disk", .op = "Exists", .values = {}}});
        QVERIFY(mayRunOn(placement, node()));
        placement.terms = std::vector<NodeTerm>{{}};
        QVERIFY(!mayRunOn(placement, node()));
        placement.terms = std::vector<NodeTerm>{};
        QVERIFY(!mayRunOn(placement, node()));
    }

    void aNodeCanBeAskedForByItsName()
    {
        QVERIFY(mayRunOn(
            wanting({.key = "metadata.name", .op = "In", .values = {"n1"}, .isField = true}),
            node()));
        QVERIFY(!mayRunOn(
            wanting({.key = "metadata.name", .op = "In", .values = {"n2"}, .isField = true}),
            node()));
    }

    void whatIsNoSpecIsReadAsNothing()
    {
        rapidjson::Document spec;
        spec.Parse(R"({"nodeSelector":7,"tolerations":"all","affinity":{"nodeAffinity":null}})");
        PodPlacement placement;
        readPodSpec(spec, placement);
        QVERIFY(placement.nodeSelector.empty() && placement.tolerations.empty());
        QVERIFY(!placement.terms);
        rapidjson::Document tainted;
        tainted.Parse(R"({"taints":[7,{"key":"k","effect":"NoSchedule"}]})");
        QCOMPARE(taintsOf(tainted).size(), std::size_t(1));
    }
};

QTEST_APPLESS_MAIN(TestPodPlacement)
#include "tst_pod_placement.moc"
