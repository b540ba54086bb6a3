#include "core/query/execution/query_execution.h"
#include "tests/support/fake_query_world.h"

#include <QTest>

#include <algorithm>
#include <variant>

using namespace binnacle;
using namespace binnacle::query;
using namespace binnacle::test;

namespace {

// Three pods on two nodes in two namespaces; the third pod's node is not listed.
std::shared_ptr<const ClusterSnapshot> smallCluster(const std::string &id, Timestamp at)
{
    SnapshotMaker make(id, at);
    ClusterSnapshot &s = make.edit();
    s.nodes.push_back({.meta = make.meta("", "node-1", {{"topology.kubernetes.io/zone", "a"}}),
        .ready = "True",
        .cpuAllocatable = 4'000,
        .cpuUsage = 1'000,
        .memoryAllocatable = 1'000});
    s.nodes.push_back({.meta = make.meta("", "node-2"), .ready = "False", .schedulable = false});
    Pod cart{.meta = make.meta("shop", "cart-7f-1", {{"app", "cart"}}),
        .nodeName = make.text("node-1"),
        .phase = PodPhase::Running,
        .readyContainers = 2,
        .totalContainers = 2,
        .restarts = 5,
        .cpuUsage = 3'600,
        .memoryUsage = 100,
        .containers = make.images({"shop/cart:1", "proxy:2"})};
    cart.meta.ownerKind = "ReplicaSet";
    cart.meta.ownerName = "cart-7f";
    s.pods.push_back(cart);
    s.pods.push_back({.meta = make.meta("shop", "checkout-0", {{"app", "checkout"}}),
        .nodeName = make.text("node-1"),
        .phase = PodPhase::Failed,
        .reason = "Evicted",
        .totalContainers = 1,
        .restarts = 0,
        .cpuUsage = 400});
    s.pods.push_back({.meta = make.meta("data", "db-0"),
        .nodeName = make.text("node-9"),
        .phase = PodPhase::Pending,
        .restarts = 2});
    ReplicaSet set{.meta = make.meta("shop", "cart-7f"), .desired = 1, .ready = 1};
    set.meta.ownerKind = "Deployment";
    set.meta.ownerName = "cart";
    s.replicaSets.push_back(set);
    s.workloads.push_back({.kind = WorkloadKind::Deployment,
        .meta = make.meta("shop", "cart"),
        .desired = 1,
        .ready = 1});
    s.workloads.push_back({.kind = WorkloadKind::StatefulSet,
        .meta = make.meta("data", "db"),
        .desired = 2,
        .ready = 1});
    s.namespaces.push_back({.meta = make.meta("", "shop"), .phase = "Active"});
    s.namespaces.push_back({.meta = make.meta("", "data"), .phase = "Active"});
    s.plainObjects.push_back({.kind = "Secret", .meta = make.meta("shop", "token")});
    s.plainObjects.push_back({.kind = "PersistentVolumeClaim",
        .meta = make.meta("data", "disk"),
        .phase = "Bound",
        .capacity = "2Gi"});
    return make.take();
}

QString shown(const QueryValue &value)
{
    if (const auto *text = std::get_if<std::string>(&value))
        return QString::fromStdString(*text);
    if (const auto *whole = std::get_if<std::int64_t>(&value))
        return QString::number(*whole);
    if (const auto *number = std::get_if<double>(&value))
        return QString::number(*number);
    if (const auto *flag = std::get_if<bool>(&value))
        return *flag ? QStringLiteral("true") : QStringLiteral("false");
    return QStringLiteral("?");
}

class TestQueryExecution : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_world = std::make_unique<FakeQueryWorld>();
        m_world->add(smallCluster("prod", m_world->at));
        m_request = {};
        m_request.mayReadSensitive = true;
        m_request.mayReadCommands = true;
        m_request.mayReadAudit = true;
    }

    void everyFieldOfEverySourceHasAColumn()
    {
        addHistory();
        for (const Schema &schema : allSchemas()) {
            Query query;
            query.source = sourceIdOf(schema);
            for (const FieldInfo &info : schema.fields)
                query.fields.push_back({.field = info.field, .key = {}});
            const auto result = run(query);
            QVERIFY2(result, std::string(schema.name).c_str());
            QVERIFY2(!result->rows.empty() || schema.name == "daemonsets" || schema.name == "jobs"
                    || schema.name == "cronjobs" || schema.name == "services"
                    || schema.name == "ingresses" || schema.name == "pvs"
                    || schema.name == "configmaps",
                std::string(schema.name).c_str());
            // A field without a column would refuse to be compared.
            for (const FieldInfo &info : schema.fields) {
                Predicate predicate;
                predicate.field = info.field;
                predicate.op
                    = info.type == FieldType::FullText ? CompareOp::Contains : CompareOp::Equal;
                predicate.values = {"x"};
                predicate.numbers = {1};
                Query filtered;
                filtered.source = query.source;
                filtered.where = std::make_shared<const Predicate>(predicate);
                QVERIFY2(run(filtered),
                    (std::string(schema.name) + "." + std::string(info.names.front())).c_str());
            }
        }
    }

    void answersText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("rows"); // of the first result columns, joined

        const auto row = [](const char *text, const char *rows) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(rows);
        };
        row("pods().select(name)", "cart-7f-1;checkout-0;db-0");
        row("pods(namespace=\"shop\").select(name)", "cart-7f-1;checkout-0");
        row("pods().where(restarts >= 2).select(name, restarts)", "cart-7f-1,5;db-0,2");
        row("pods().where(phase = running).select(name)", "cart-7f-1");
        row("pods().where(status = Evicted).select(name)", "checkout-0");
        row("pods().where(not namespace = shop).select(name)", "db-0");
        row("pods().where(label.app = cart or name =~ \"^db\").select(name)", "cart-7f-1;db-0");
        row("pods().where(label.app != cart).select(name)", "checkout-0;db-0");
        row("pods().where(cpu_usage > 80%).select(name, cpu_usage)", "cart-7f-1,90");
        row("pods().where(cpu_usage != 80%).select(name)", "cart-7f-1;checkout-0");
        row("pods().where(image = \"proxy:2\").select(name)", "cart-7f-1");
        row("pods().where(image != \"proxy:2\").select(name)", "checkout-0;db-0");
        row("pods().select(name, owner, owner_kind, zone).limit(1)", "cart-7f-1,cart,Deployment,a");
        row("pods().select(name).sort(-restarts)", "cart-7f-1;db-0;checkout-0");
        row("pods().select(name).sort(cpu_usage, desc)", "cart-7f-1;checkout-0;db-0");
        row("pods().select(name).sort(cpu_usage)", "checkout-0;cart-7f-1;db-0");
        row("pods().select(name).sort(name).limit(1, 1)", "checkout-0");
        row("pods().count()", "3");
        row("pods().where(restarts > 100).count()", "0");
        row("pods().groupby(namespace).count()", "shop,2;data,1");
        row("pods().groupby(namespace).sum(restarts).sort(namespace)", "data,2;shop,5");
        row("pods().avg(restarts)", "2.33333");
        row("pods().min(restarts).max(restarts)", "0,5");
        row("pods().p50(restarts)", "2");
        row("pods().p95(restarts)", "5");
        row("pods().avg(cpu_usage)", "50");
        row("pods().where(namespace = nowhere).avg(cpu_usage)", "?");
        row("nodes().select(name, ready, pods, cpu_usage)", "node-1,true,1,25;node-2,false,0,?");
        row("nodes().where(schedulable = false).select(name, status)",
            "node-2,NotReady,SchedulingDisabled");
        row("nodes().where(ready = true).count()", "1");
        row("deployments().select(name, healthy)", "cart,true");
        row("workloads().where(healthy = false).select(name, kind)", "db,StatefulSet");
        row("namespaces().select(name, pods)", "shop,2;data,1");
        row("pvcs().select(name, capacity)", "disk,2147483648");
        row("secrets().select(name)", "token");
        row("clusters().select(id, pods, health)", "prod,3,unhealthy");
        row("pods().where(evicted).select(name)", "checkout-0");
    }
    void answersText()
    {
        QFETCH(QString, text);
        QFETCH(QString, rows);
        const auto query = parseQuery(text.toStdString(), m_world->at);
        QVERIFY2(query, query ? "" : query.error().message.c_str());
        const auto result = run(*query);
        QVERIFY(result);
        QStringList lines;
        for (const auto &values : result->rows) {
            QStringList cells;
            for (const QueryValue &value : values)
                cells.append(shown(value));
            lines.append(cells.join(u','));
        }
        QCOMPARE(lines.join(u';'), rows);
    }

    void severalClustersAreOneResultWithAColumnThatSaysWhich()
    {
        m_world->add(smallCluster("staging", m_world->at));
        const auto all = runText("pods(cluster=\"*\")");
        QCOMPARE(all->total, 6);
        QCOMPARE(all->columns.front().name, std::string("cluster"));
        const auto one = runText("pods(cluster=\"staging\")");
        QCOMPARE(one->total, 3);
        QCOMPARE(one->columns.front().name, std::string("name"));
        m_request.cluster = {"prod"};
        QCOMPARE(runText("pods")->total, 3);
        QCOMPARE(runText("pods")->subjects.front().cluster.value, std::string("prod"));
    }

    void anUnknownClusterIsNamedWithThoseThereAre()
    {
        const auto query = parseQuery("pods(cluster=\"prd\")", m_world->at);
        QueryExecution execution(*m_world);
        const auto result = execution.run(*query, m_request, {});
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::NotFound);
        QVERIFY(result.error().message.find("prod") != std::string::npos);
    }

    void whatIsOutsideTheScopeDoesNotExist()
    {
        m_world->add(smallCluster("staging", m_world->at));
        m_request.scope = {.clusters = {{"prod"}}, .namespaces = {"data"}};
        QCOMPARE(runText("pods(cluster=\"*\")")->total, 1);
        QCOMPARE(runText("pods().count()")->rows.front().front(), QueryValue(std::int64_t{1}));
        QCOMPARE(runText("nodes")->total, 0);
        QCOMPARE(runText("namespaces")->total, 1);
        const auto other = parseQuery("pods(cluster=\"staging\")", m_world->at);
        QCOMPARE(errorOf(*other), ErrorCode::NotFound);
    }

    void eventsOfClustersThatWentAreNotForWhoSeesSome()
    {
        ClusterEvent event{.id = 1, .cluster = {"gone"}, .uid = "e1", .count = 1};
        event.first = event.last = m_world->at;
        m_world->allEvents = {event};
        QCOMPARE(runText("events")->total, 1);
        m_request.scope.clusters = {{"prod"}}; // all there are now
        QCOMPARE(runText("events")->total, 0);
        m_world->estate.clear();
        QCOMPARE(runText("events")->total, 0);
    }

    // Callers do not tell about mTLS; the callee's proxy does, of all calls together.
    void mutualTlsOfCallsIsWhatTheirCalleeTells()
    {
        struct Callee
        {
            const char *name;
            std::int64_t tlsRequests;
        };
        m_world->graph.cluster = {"prod"};
        for (const auto &[name, tlsRequests] :
            {Callee{"all", 10}, Callee{"none", 0}, Callee{"part", 4}, Callee{"unmeasured", -1}}) {
            MeshNode node;
            node.service = {"shop", name};
            node.traffic.requests = tlsRequests < 0 ? 0 : 10;
            node.traffic.tlsRequests = std::max<std::int64_t>(tlsRequests, 0);
            MeshEdge edge;
            edge.edge = {{"shop", "web"}, node.service};
            edge.traffic.requests = 10; // none of them known to be under mTLS
            m_world->graph.nodes.push_back(node);
            m_world->graph.edges.push_back(edge);
        }
        const auto all = runText("edges.select(to, tls).sort(to)");
        QCOMPARE(all->rows.size(), std::size_t{4});
        QVERIFY(all->rows[0][1] == QueryValue(100.0));
        QVERIFY(all->rows[1][1] == QueryValue(0.0));
        QVERIFY(std::holds_alternative<std::monostate>(all->rows[2][1]));
        QVERIFY(std::holds_alternative<std::monostate>(all->rows[3][1]));
        QCOMPARE(runText("edges.where(tls < 100%)")->total, 1);
    }

    void sensitiveSourcesAndTheAuditNeedTheirRights()
    {
        m_request.mayReadSensitive = false;
        m_request.mayReadAudit = false;
        for (const char *text : {"secrets", "configmaps", "audit"})
            QCOMPARE(errorOf(*parseQuery(text, m_world->at)), ErrorCode::PermissionDenied);
        QVERIFY(runText("pvcs"));
    }

    void aBisectThatRunsOutOfTimeTellsHowFarItWas()
    {
        for (int i = 1; i <= 3; ++i)
            m_world->keep(smallCluster("prod", m_world->at - Duration{60'000} * i));
        m_request.limits.time = Duration{0};
        const auto query = parseQuery("pods.bisect(restarts > 99)", m_world->at);
        QueryExecution execution(*m_world);
        const auto result = execution.run(*query, m_request, {});
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Timeout);
        QVERIFY2(result.error().message.find("looked at 0 of 3 moments: it was not true before "
                                             "2026-03-01T08:57:00Z")
                != std::string::npos,
            result.error().message.c_str());
        // Cancelled between two moments.
        m_request.limits.time = Duration{60'000};
        std::stop_source stop;
        stop.request_stop();
        const auto cancelled = execution.run(*query, m_request, stop.get_token());
        QVERIFY(!cancelled);
        QCOMPARE(cancelled.error().code, ErrorCode::Cancelled);
    }

    void theRowCapLeavesTheTotalExact()
    {
        m_request.limits.rows = 2;
        const auto result = runText("pods");
        QCOMPARE(result->rows.size(), std::size_t{2});
        QCOMPARE(result->total, 3);
        QVERIFY(result->isCapped);
        QVERIFY(!runText("pods().limit(2)")->isCapped);
    }

    void aStopRequestAndATimeLimitEndIt()
    {
        std::stop_source stop;
        stop.request_stop();
        QueryExecution execution(*m_world);
        const auto query = parseQuery("pods().where(restarts > 1)", m_world->at);
        const auto cancelled = execution.run(*query, m_request, stop.get_token());
        QVERIFY(!cancelled);
        QCOMPARE(cancelled.error().code, ErrorCode::Cancelled);
        m_request.limits.time = Duration{0};
        QCOMPARE(errorOf(*query), ErrorCode::Timeout);
    }

    void explainTellsWhatWasLookedAt()
    {
        const auto result = runText("pods().where(restarts > 1).sort(name)");
        QCOMPARE(result->explain.rowsScanned, std::size_t{3});
        QCOMPARE(result->explain.source, std::string("memory"));
        QVERIFY(!result->explain.normalised.empty());
        QVERIFY(result->explain.steps.size() >= 3);
        QCOMPARE(result->explain.steps.front().rowsIn, std::size_t{3});
        QCOMPARE(result->explain.steps.front().rowsOut, std::size_t{2});
    }

private:
    std::shared_ptr<const QueryResult> run(const Query &query)
    {
        QueryExecution execution(*m_world);
        const auto result = execution.run(query, m_request, {});
        if (!result) {
            qWarning("%s", result.error().message.c_str());
            return nullptr;
        }
        return *result;
    }
    std::shared_ptr<const QueryResult> runText(const char *text)
    {
        const auto query = parseQuery(text, m_world->at);
        if (!query)
            qFatal("%s: %s", text, query.error().message.c_str());
        const auto result = run(*query);
        return result ? result : std::make_shared<const QueryResult>();
    }
    ErrorCode errorOf(const Query &query)
    {
        QueryExecution execution(*m_world);
        const auto result = execution.run(query, m_request, {});
        return result ? ErrorCode::Internal : result.error().code;
    }
    void addHistory()
    {
        m_world->allEvents.push_back({.id = 1, .cluster = {"prod"}, .reason = "BackOff"});
        SloRow level;
        level.subject.cluster = {"prod"};
        m_world->levels.rows.push_back(level);
        m_world->graph.cluster = {"prod"};
        m_world->graph.edges.push_back({});
        CommandRecord command;
        command.command.cluster = {"prod"};
        m_world->allCommands.push_back(command);
        m_world->entries.push_back({.id = 1});
        m_world->allAlerts.push_back({.id = 1, .subject = {.cluster = {"prod"}}});
    }

    std::unique_ptr<FakeQueryWorld> m_world;
    QueryRequest m_request;
};

} // namespace

QTEST_GUILESS_MAIN(TestQueryExecution)
#include "tst_query_execution.moc"
