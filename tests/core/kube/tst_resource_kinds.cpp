#include "core/kube/resource_kinds.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::kube;

class TestResourceKinds : public QObject
{
    Q_OBJECT

private slots:
    void objectsHaveTheirPlaceInTheApi_data()
    {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QByteArray>("path");
        const auto row = [](const char *kind, const char *path) {
            QTest::newRow(kind) << QByteArray(kind) << QByteArray(path);
        };
        row("Pod", "/api/v1/namespaces/shop/pods/x");
        row("pods", "/api/v1/namespaces/shop/pods/x");
        row("Node", "/api/v1/nodes/x");
        row("Deployment", "/apis/apps/v1/namespaces/shop/deployments/x");
        row("CronJob", "/apis/batch/v1/namespaces/shop/cronjobs/x");
        row("Ingress", "/apis/networking.k8s.io/v1/namespaces/shop/ingresses/x");
        row("HPA", "/apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers/x");
        row("HorizontalPodAutoscaler",
            "/apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers/x");
        row("PersistentVolume", "/api/v1/persistentvolumes/x");
        row("ClusterRole", "/apis/rbac.authorization.k8s.io/v1/clusterroles/x");
    }
    void objectsHaveTheirPlaceInTheApi()
    {
        QFETCH(QByteArray, kind);
        QFETCH(QByteArray, path);
        const ResourceKind *known = findKind(kind.constData());
        QVERIFY(known);
        QCOMPARE(*objectPath(*known, "shop", "x"), path.toStdString());
    }

    void everyKindOfTheContractIsKnown()
    {
        for (const char *kind :
            {"Pod", "Node", "Service", "ConfigMap", "Secret", "Event", "Namespace",
                "PersistentVolume", "PersistentVolumeClaim", "ServiceAccount", "ResourceQuota",
                "LimitRange", "Endpoints", "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet",
                "Job", "CronJob", "Ingress", "NetworkPolicy", "HorizontalPodAutoscaler", "HPA"})
            QVERIFY2(findKind(kind), kind);
        QVERIFY(!findKind("Unicorn"));
        QVERIFY(!findKind(""));
    }

    void namesCannotLeadElsewhere()
    {
        const ResourceKind &pod = *findKind("Pod");
        for (const char *name :
            {"", ".", "..", "a/b", "../secrets/x", "a%2fb", "a b", "a\r\nX: y", "a\tb"}) {
            const auto path = objectPath(pod, "shop", name);
            QVERIFY2(!path, name);
            QCOMPARE(path.error().code, ErrorCode::InvalidArgument);
            QVERIFY2(!objectPath(pod, name, "x"), name);
        }
        QVERIFY(!objectPath(pod, "shop", std::string(254, 'a')));
        // A list in no namespace is one of all namespaces; ".." is none.
        QVERIFY(listPath(pod, ""));
        QVERIFY(!listPath(pod, ".."));
    }

    void everythingElseInANameIsEscaped()
    {
        QCOMPARE(*objectPath(*findKind("ClusterRole"), "", "system:node?x=1#y&z"),
            std::string("/apis/rbac.authorization.k8s.io/v1/clusterroles/"
                        "system%3Anode%3Fx%3D1%23y%26z"));
        QCOMPARE(percentEncoded("a-b.c_d~e/ü"), std::string("a-b.c_d~e%2F%C3%BC"));
    }

    void aListIsOfANamespaceOrOfAll()
    {
        QCOMPARE(*listPath(*findKind("Pod"), "shop"), std::string("/api/v1/namespaces/shop/pods"));
        QCOMPARE(*listPath(*findKind("Pod"), ""), std::string("/api/v1/pods"));
        QCOMPARE(*listPath(*findKind("Node"), "shop"), std::string("/api/v1/nodes"));
    }
};

QTEST_APPLESS_MAIN(TestResourceKinds)
#include "tst_resource_kinds.moc"
