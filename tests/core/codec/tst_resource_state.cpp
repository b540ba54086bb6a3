#include "core/codec/resource_state.h"
#include "core/codec/snapshot.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

using namespace binnacle;
using codec::encodeResourceState;

namespace {

constexpr auto kSnapshot = R"({"pods":[{"summary":{"name":"cart-0","namespace":"shop",
    "nodeName":"n1"},"status":{"phase":"Running","restarts":7,"memoryUsage":"91Mi",
    "conditions":[{"type":"Ready","status":"False","reason":"ContainersNotReady"}]},
    "containers":[{"name":"app","image":"shop/cart:1","state":"waiting",
    "stateReason":"CrashLoopBackOff","envs":[{"name":"DB_PASSWORD","value":"hunter2"}],
    "requests":{"cpu":"100m"}}],"labels":{"app":"cart","tier":"web"}}],
    "nodes":[{"summary":{"name":"n1","ready":"True","roles":["worker","edge"]}}],
    "statefulSets":[{"summary":{"name":"cart","namespace":"shop","replicas":3,"ready":2}}],
    "configMaps":[{"name":"c","namespace":"shop"}]})";

std::string valueOf(const std::vector<codec::StateLine> &lines, std::string_view key)
{
    const auto line = std::ranges::find(lines, key, &codec::StateLine::key);
    return line == lines.end() ? std::string("(no line)") : line->value;
}

} // namespace

class TestResourceState : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        auto decoded = codec::decodeSnapshot(kSnapshot);
        QVERIFY2(decoded, decoded ? "" : decoded.error().message.c_str());
        m_snapshot = *std::move(decoded);
    }

    void describesAPodForPeople()
    {
        const std::string json = encodeResourceState(*m_snapshot, {"Pod", "shop", "cart-0"});
        QVERIFY(!json.empty());
        QVERIFY(json.find("hunter2") == std::string::npos);
        const auto lines = codec::describeResourceState(json);
        QCOMPARE(valueOf(lines, "status"), std::string("CrashLoopBackOff"));
        QCOMPARE(valueOf(lines, "node"), std::string("n1"));
        QCOMPARE(valueOf(lines, "restarts"), std::string("7"));
        QCOMPARE(valueOf(lines, "memory"), std::string("91Mi"));
        QCOMPARE(valueOf(lines, "image"), std::string("shop/cart:1"));
        QCOMPARE(valueOf(lines, "cpuRequest"), std::string("100m"));
        QCOMPARE(valueOf(lines, "condition"), std::string("Ready"));
        QCOMPARE(valueOf(lines, "labels"), std::string("app=cart, tier=web"));
        QCOMPARE(valueOf(lines, "cpu"), std::string("(no line)")); // not told, so not shown
    }

    void knowsTheOtherKinds()
    {
        const auto node = codec::describeResourceState(
            encodeResourceState(*m_snapshot, {"Node", "default", "n1"}));
        QCOMPARE(valueOf(node, "ready"), std::string("True"));
        QCOMPARE(valueOf(node, "roles"), std::string("worker, edge"));
        const auto set = codec::describeResourceState(
            encodeResourceState(*m_snapshot, {"StatefulSet", "shop", "cart"}));
        QCOMPARE(valueOf(set, "desired"), std::string("3"));
        const auto map = codec::describeResourceState(
            encodeResourceState(*m_snapshot, {"ConfigMap", "shop", "c"}));
        QCOMPARE(valueOf(map, "kind"), std::string("ConfigMap"));
    }

    void isEmptyForWhatTheSnapshotDoesNotList()
    {
        QCOMPARE(encodeResourceState(*m_snapshot, {"Pod", "shop", "gone"}), std::string());
        QCOMPARE(encodeResourceState(*m_snapshot, {"Deployment", "shop", "cart"}), std::string());
        QVERIFY(codec::describeResourceState("").empty());
        QVERIFY(codec::describeResourceState("not JSON").empty());
    }

    void staysWithinItsSizeAndIsStillJson()
    {
        std::string containers;
        for (int i = 0; i < 200; ++i)
            containers += "{\"name\":\"c\",\"stateMessage\":\""
                + QString(2'000, QChar(0x20AC)).toStdString() + "\"},";
        containers.pop_back();
        const auto decoded = codec::decodeSnapshot(
            R"({"pods":[{"summary":{"name":"p","namespace":"n"},"containers":[)" + containers
            + "]}]}");
        QVERIFY(decoded);
        const std::string json = encodeResourceState(**decoded, {"Pod", "n", "p"});
        QVERIFY(!json.empty());
        QVERIFY(json.size() <= 32'768);
        QCOMPARE(valueOf(codec::describeResourceState(json), "name"), std::string("p"));
    }

private:
    std::unique_ptr<ClusterSnapshot> m_snapshot;
};

QTEST_APPLESS_MAIN(TestResourceState)
#include "tst_resource_state.moc"
