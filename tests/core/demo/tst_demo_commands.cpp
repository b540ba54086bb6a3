#include "core/demo/cluster_simulation.h"
#include "tests/core/demo/demo_fixture.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::demo;

namespace {

const WorkloadModel &cartOf(const ClusterSimulation &simulation)
{
    return simulation.model().workloads.at("Deployment/shop/cart");
}

std::vector<std::string> cartPods(const ClusterSimulation &simulation)
{
    std::vector<std::string> names;
    for (const auto &[key, pod] : simulation.model().pods) {
        if (pod.workload == "Deployment/shop/cart" && pod.isReady())
            names.push_back(pod.name);
    }
    return names;
}

} // namespace

class TestDemoCommands : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_simulation
            = std::make_unique<ClusterSimulation>(blueprintOf("prod-eu"), 1, kMonday, std::nullopt);
        m_simulation->advance(kMonday + kMinute);
    }

    void scaleChangesTheNumberOfPods()
    {
        QCOMPARE(cartPods(*m_simulation).size(), std::size_t{6});
        AgentCommand scale{.action = "scale", .kind = "Deployment", .ns = "shop", .name = "cart"};
        for (const int replicas : {9, 2, 0}) {
            scale.params["replicas"] = std::to_string(replicas);
            QVERIFY(m_simulation->execute(scale));
            m_simulation->advance(m_simulation->now() + 2 * kMinute);
            QCOMPARE(cartPods(*m_simulation).size(), static_cast<std::size_t>(replicas));
        }
    }

    void restartReplacesEveryPodThroughANewReplicaSet()
    {
        const auto before = cartPods(*m_simulation);
        const std::string set = cartOf(*m_simulation).currentSet;
        QVERIFY(m_simulation->execute(
            {.action = "restart", .kind = "Deployment", .ns = "shop", .name = "cart"}));
        m_simulation->advance(m_simulation->now() + 6 * kMinute);
        QVERIFY(cartOf(*m_simulation).currentSet != set);
        const auto after = cartPods(*m_simulation);
        QCOMPARE(after.size(), before.size());
        for (const std::string &name : after)
            QVERIFY(std::find(before.begin(), before.end(), name) == before.end());
    }

    void updateImageRollsOut()
    {
        QVERIFY(m_simulation->execute({.action = "update_image",
            .kind = "Deployment",
            .ns = "shop",
            .name = "cart",
            .params = {{"image", "registry.example.com/shop/cart:9.9.9"}}}));
        m_simulation->advance(m_simulation->now() + 6 * kMinute);
        for (const std::string &name : cartPods(*m_simulation))
            QCOMPARE(m_simulation->model().pods.at("shop/" + name).shape->containers[0].image,
                std::string("registry.example.com/shop/cart:9.9.9"));
    }

    void aDeletedPodIsReplaced()
    {
        const std::string victim = cartPods(*m_simulation).front();
        QVERIFY(m_simulation->execute(
            {.action = "delete", .kind = "Pod", .ns = "shop", .name = victim}));
        m_simulation->advance(m_simulation->now() + kMinute);
        QVERIFY(!m_simulation->model().pods.contains("shop/" + victim));
        QCOMPARE(cartPods(*m_simulation).size(), std::size_t{6});
    }

    void aCordonedNodeGetsNoPods()
    {
        QVERIFY(m_simulation->execute({.action = "cordon", .kind = "Node", .name = "node-3"}));
        QVERIFY(m_simulation->snapshot().find("SchedulingDisabled") != std::string::npos);
        QVERIFY(m_simulation->execute(
            {.action = "restart", .kind = "Deployment", .ns = "shop", .name = "cart"}));
        m_simulation->advance(m_simulation->now() + 6 * kMinute);
        for (const std::string &name : cartPods(*m_simulation))
            QVERIFY(m_simulation->model().pods.at("shop/" + name).node != "node-3");
        QVERIFY(m_simulation->execute({.action = "uncordon", .kind = "Node", .name = "node-3"}));
        QVERIFY(m_simulation->model().node("node-3")->schedulable);
    }

    void logsAreThoseOfThePodAndAtMostTwoHundredLines()
    {
        AgentCommand logs{.action = "get_logs", .kind = "Pod", .ns = "data", .name = "redis-0"};
        logs.params["tailLines"] = "5000";
        const auto many = m_simulation->execute(logs);
        QVERIFY(many.has_value());
        QCOMPARE(std::count(many->begin(), many->end(), '\n'), std::ptrdiff_t{200});
        logs.params["tailLines"] = "7";
        const auto few = m_simulation->execute(logs);
        QVERIFY(few.has_value());
        QVERIFY(many->ends_with(*few));
    }

    void configurationAndObjectsCanBeRead()
    {
        const auto config = m_simulation->execute(
            {.action = "get_configmap", .ns = "shop", .name = "cart-config"});
        QVERIFY(config.has_value());
        QVERIFY(config->find("features.json") != std::string::npos);
        const auto list = m_simulation->execute({.action = "dynamic",
            .ns = "shop",
            .params = {{"command", "list"}, {"kind", "Deployment"}}});
        QVERIFY(list.has_value());
        QVERIFY(list->starts_with(R"({"apiVersion":"v1","kind":"DeploymentList")"));
        QVERIFY(list->find(R"("name":"cart")") != std::string::npos);
        QVERIFY(list->find(R"("namespace":"pay")") == std::string::npos);
        const auto node = m_simulation->execute({.action = "dynamic",
            .name = "node-1",
            .params = {{"command", "get"}, {"kind", "Node"}}});
        QVERIFY(node.has_value());
    }

    void whatCannotBeDoneFailsWithAReason()
    {
        const AgentCommand wrong[] = {
            {.action = "exec", .kind = "Pod", .ns = "shop", .name = "cart"},
            {.action = "scale", .kind = "Deployment", .ns = "shop", .name = "nobody"},
            {.action = "scale",
                .kind = "Deployment",
                .ns = "shop",
                .name = "cart",
                .params = {{"replicas", "-1"}}},
            {.action = "delete", .kind = "Namespace", .name = "shop"},
            {.action = "get_logs", .kind = "Pod", .ns = "shop", .name = "nobody"},
            {.action = "cordon", .kind = "Node", .name = "node-99"},
            {.action = "dynamic", .params = {{"command", "list"}}},
        };
        for (const AgentCommand &command : wrong) {
            const auto outcome = m_simulation->execute(command);
            QVERIFY2(!outcome, command.action.c_str());
            QVERIFY(!outcome.error().message.empty());
        }
    }

private:
    std::unique_ptr<ClusterSimulation> m_simulation;
};

QTEST_APPLESS_MAIN(TestDemoCommands)
#include "tst_demo_commands.moc"
