#include "core/codec/snapshot.h"
#include "core/commands/scaling_limits.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::commands;

namespace {

std::shared_ptr<const ClusterSnapshot> decoded(const std::string &json)
{
    auto snapshot = codec::decodeSnapshot(json);
    if (!snapshot)
        return nullptr;
    (*snapshot)->body = std::make_shared<const std::string>(json);
    return std::shared_ptr<const ClusterSnapshot>(std::move(*snapshot));
}

const ResourceRef kCheckout{"Deployment", "shop", "checkout"};

} // namespace

class TestScalingLimits : public QObject
{
    Q_OBJECT

private slots:
    void whatTheAgentSendsIsRead()
    {
        const auto snapshot = decoded(R"({"clusterId":"a","pods":[],"deployments":[
            {"summary":{"name":"checkout","namespace":"shop"},
             "spec":{"strategy":{"type":"RollingUpdate",
                "rollingUpdate":{"maxUnavailable":0,"maxSurge":"50%"}}}}],
            "podDisruptionBudgets":[
              {"metadata":{"name":"checkout","namespace":"shop"},
               "spec":{"minAvailable":2,"selector":{"matchLabels":{"app":"checkout"}}}},
              {"metadata":{"name":"other","namespace":"pay"},"spec":{}}],
            "horizontalPodAutoscalers":[
              {"metadata":{"name":"h","namespace":"shop"},
               "spec":{"minReplicas":4,"maxReplicas":8,
                 "scaleTargetRef":{"kind":"Deployment","name":"checkout"}}}]})");
        QVERIFY(snapshot);
        const auto limits = readScalingLimits(*snapshot, kCheckout);
        QVERIFY(limits);
        QCOMPARE(limits->budgets->size(), std::size_t(1));
        QCOMPARE(limits->budgets->front().minAvailable, std::string("2"));
        QVERIFY((limits->budgets->front().selector
            == std::vector<std::pair<std::string, std::string>>{{"app", "checkout"}}));
        QCOMPARE(limits->autoscalers->front().most, 8);
        QCOMPARE(limits->autoscalers->front().targetName, std::string("checkout"));
        QCOMPARE(limits->maxUnavailable, std::string("0"));
        QCOMPARE(limits->maxSurge, std::string("50%"));
    }

    void whereItsPodsMayRunIsReadFromTheNewestPodAndTheTaints()
    {
        const auto snapshot = decoded(R"({"clusterId":"a",
            "nodes":[{"summary":{"name":"n1","ready":"True"},
                      "taints":[{"key":"dedicated","value":"ml","effect":"NoSchedule"}]},
                     {"summary":{"name":"n2","ready":"True"}}],
            "deployments":[{"summary":{"name":"checkout","namespace":"shop"},
                            "template":{"nodeSelector":{"zone":"a"}}}],
            "pods":[{"summary":{"name":"checkout-1","namespace":"shop","ownerKind":"Deployment",
                        "ownerName":"checkout","nodeName":"n2"},
                     "spec":{"nodeSelector":{"disk":"ssd"},
                        "tolerations":[{"key":"dedicated","operator":"Exists"}],
                        "affinity":{"nodeAffinity":{
                          "requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[
                            {"matchExpressions":[{"key":"zone","operator":"In",
                                                  "values":["a","b"]}]}]}}}},
                     "containers":[],"status":{"phase":"Running"}}]})");
        QVERIFY(snapshot);
        const auto limits = readScalingLimits(*snapshot, kCheckout);
        QVERIFY(limits);
        const PodPlacement &placement = limits->placement;
        QCOMPARE(placement.taints.size(), std::size_t(1));
        QCOMPARE(placement.taints.at("n1").front().value, std::string("ml"));
        QCOMPARE(placement.tolerations.size(), std::size_t(1));
        QVERIFY((placement.nodeSelector
            == std::vector<std::pair<std::string, std::string>>{{"disk", "ssd"}}));
        QCOMPARE(placement.terms->size(), std::size_t(1));
        QCOMPARE(placement.terms->front().front().values.size(), std::size_t(2));
    }

    void aWorkloadWithoutPodsIsPlacedByItsTemplate()
    {
        const auto snapshot = decoded(R"({"clusterId":"a","pods":[],"deployments":[
            {"summary":{"name":"checkout","namespace":"shop"},
             "template":{"spec":{"nodeSelector":{"zone":"a"}}}}]})");
        const auto limits = readScalingLimits(*snapshot, kCheckout);
        QVERIFY(limits);
        QVERIFY((limits->placement.nodeSelector
            == std::vector<std::pair<std::string, std::string>>{{"zone", "a"}}));
        QVERIFY(!limits->placement.terms);
    }

    void whatTheAgentDoesNotSendIsNotTold()
    {
        const auto snapshot = decoded(R"({"clusterId":"a","pods":[],"deployments":[]})");
        QVERIFY(snapshot);
        const auto limits = readScalingLimits(*snapshot, kCheckout);
        QVERIFY(limits);
        QVERIFY(!limits->budgets);
        QVERIFY(!limits->autoscalers);
        QCOMPARE(limits->maxUnavailable, std::string("25%"));
        QVERIFY(!readScalingLimits(ClusterSnapshot{}, kCheckout)->budgets);
    }

    void sharesAreRoundedAsKubernetesDoes()
    {
        QCOMPARE(shareOf("25%", 6, false).value(), 1);
        QCOMPARE(shareOf("25%", 6, true).value(), 2);
        QCOMPARE(shareOf("3", 6, true).value(), 3);
        QVERIFY(!shareOf("", 6, true));
        QVERIFY(!shareOf("-1", 6, true));
        QVERIFY(!shareOf("x%", 6, true));
        DisruptionBudget budget{.name = "b", .minAvailable = "75%", .maxUnavailable = {}};
        QCOMPARE(mustStay(budget, 4), 3);
        budget = {.name = "b", .minAvailable = {}, .maxUnavailable = "1"};
        QCOMPARE(mustStay(budget, 4), 3);
        QCOMPARE(mustStay({.name = "none", .minAvailable = {}, .maxUnavailable = {}}, 4), 0);
    }
};

QTEST_APPLESS_MAIN(TestScalingLimits)
#include "tst_scaling_limits.moc"
