#include "core/slo/slo_service.h"

#include <QTest>

#include <array>

using namespace binnacle;

namespace {

constexpr std::array kWebLabels{Label{"app", "web"}, Label{"pod-template-hash", "7c9f"}};
constexpr std::array kWebSelector{Label{"app", "web"}};
constexpr std::array kDatabaseLabels{Label{"app", "postgres"}};

Pod pod(std::string_view name, std::string_view ownerKind, std::string_view ownerName,
    std::span<const Label> labels)
{
    return {.meta = {.name = name,
                .ns = "shop",
                .ownerKind = ownerKind,
                .ownerName = ownerName,
                .labels = labels}};
}

K8sService service(std::string_view name, std::span<const Label> selector)
{
    return {.meta = {.name = name, .ns = "shop"}, .selector = selector};
}

using Services = std::vector<ServiceRef>;

} // namespace

class TestBackends : public QObject
{
    Q_OBJECT

private slots:
    void aServiceLeadsToTheDeploymentAboveItsPods()
    {
        ClusterSnapshot snapshot;
        snapshot.services = {service("storefront", kWebSelector)};
        snapshot.replicaSets = {{.meta
            = {.name = "web-7c9f", .ns = "shop", .ownerKind = "Deployment", .ownerName = "web"}}};
        snapshot.pods = {pod("web-7c9f-a", "ReplicaSet", "web-7c9f", kWebLabels),
            pod("web-7c9f-b", "ReplicaSet", "web-7c9f", kWebLabels)};
        QCOMPARE(slo::backendsOf(snapshot, "shop", "storefront"), (Services{{"shop", "web"}}));
    }

    void withoutTheReplicaSetTheHashOfTheTemplateIsCutOff()
    {
        ClusterSnapshot snapshot;
        snapshot.services = {service("storefront", kWebSelector)};
        snapshot.pods = {pod("web-7c9f-a", "ReplicaSet", "web-7c9f", kWebLabels)};
        QCOMPARE(slo::backendsOf(snapshot, "shop", "storefront"), (Services{{"shop", "web"}}));
    }

    void aReplicaSetOfItsOwnIsTheWorkload()
    {
        ClusterSnapshot snapshot;
        snapshot.services = {service("storefront", kWebSelector)};
        snapshot.replicaSets = {{.meta = {.name = "web-7c9f", .ns = "shop"}}};
        snapshot.pods = {pod("web-7c9f-a", "ReplicaSet", "web-7c9f", kWebLabels)};
        QCOMPARE(slo::backendsOf(snapshot, "shop", "storefront"), (Services{{"shop", "web-7c9f"}}));
    }

    void otherOwnersAreTheWorkloadThemselves()
    {
        ClusterSnapshot snapshot;
        snapshot.services = {service("database", kDatabaseLabels)};
        snapshot.pods = {pod("postgres-0", "StatefulSet", "postgres", kDatabaseLabels),
            pod("postgres-debug", {}, {}, kDatabaseLabels)};
        QCOMPARE(slo::backendsOf(snapshot, "shop", "database"),
            (Services{{"shop", "postgres"}, {"shop", "postgres-debug"}}));
    }

    void podsOfOtherNamespacesAndLabelsDoNotCount()
    {
        ClusterSnapshot snapshot;
        snapshot.services = {service("database", kDatabaseLabels)};
        Pod elsewhere = pod("postgres-0", "StatefulSet", "postgres", kDatabaseLabels);
        elsewhere.meta.ns = "pay";
        snapshot.pods = {elsewhere, pod("web-7c9f-a", "ReplicaSet", "web-7c9f", kWebLabels)};
        QCOMPARE(slo::backendsOf(snapshot, "shop", "database"), Services{});
    }

    void aServiceWithoutSelectorHasNoneRatherThanAll()
    {
        ClusterSnapshot snapshot;
        snapshot.services = {service("legacy", {})};
        snapshot.pods = {pod("postgres-0", "StatefulSet", "postgres", kDatabaseLabels)};
        QCOMPARE(slo::backendsOf(snapshot, "shop", "legacy"), Services{});
        QCOMPARE(slo::backendsOf(snapshot, "shop", "unknown"), Services{});
    }
};

QTEST_GUILESS_MAIN(TestBackends)
#include "tst_backends.moc"
