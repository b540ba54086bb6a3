#include "core/alerts/alert_repository.h"
#include "core/alerts/condition.h"
#include "core/alerts/prometheus_rule_import.h"
#include "core/codec/slo_spec.h"
#include "tests/support/corpus.h"

#include <QTest>

#include <set>

using namespace binnacle;
using namespace binnacle::alerts;
using namespace binnacle::test;

namespace {

RuleImport import(const std::string &yaml)
{
    Result<RuleImport> read = importPrometheusRules(yaml);
    if (!read)
        qWarning("%s", read.error().message.c_str());
    return read ? *std::move(read) : RuleImport{};
}

RuleImport::Entry importOne(const QByteArray &expression)
{
    const RuleImport read = import("groups:\n- name: g\n  rules:\n  - alert: A\n    expr: '"
        + QByteArray(expression).replace("'", "''").toStdString() + "'\n    for: 5m\n");
    return read.entries.empty() ? RuleImport::Entry{} : read.entries.front();
}

std::string textOf(const RuleImport::Entry &entry)
{
    if (!entry.rule)
        return "no: " + entry.note;
    const Result<Condition> condition = readCondition(entry.rule->condition);
    return condition
        ? std::string(conditionKindName(condition->kind)) + ": " + conditionText(*condition)
        : condition.error().message;
}

constexpr const char *kFast
    = "burn(5m) > 14.4 and burn(1h) > 14.4 or burn(30m) > 6 and burn(6h) > 6";
constexpr const char *kSlow = "burn(2h) > 3 and burn(1d) > 3 or burn(6h) > 1 and burn(3d) > 1";

} // namespace

class TestPrometheusRuleImport : public QObject
{
    Q_OBJECT

private slots:
    void expressionsBecomeConditionsOrSayWhyNot_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *expression, const char *text) {
            QTest::newRow(expression) << QByteArray(text);
        };
        row("up == 0", "absent: no heartbeat");
        row("up{job=\"x\"} != 1", "absent: no heartbeat");
        row("absent(up{job=\"kubelet\"})", "absent: no heartbeat");
        row("kube_pod_status_phase{phase=\"Pending\"} > 0", "resource: phase = Pending");
        row("sum by (namespace, pod) (kube_pod_status_phase{phase=~\"Pending|Unknown\"}) > 0",
            "no: ");
        row("kube_pod_status_phase{phase=\"Failed\", namespace=~\"shop|pay\"} == 1",
            "resource: phase = Failed and namespace =~ \"^(?:shop|pay)$\"");
        row("sum(kube_pod_status_phase{phase=\"Failed\"}) > 5",
            "query: pods(cluster=\"*\").where(phase = Failed).count() > 5");
        row("increase(kube_pod_container_status_restarts_total[10m]) > 3",
            "event: reason = BackOff and kind = Pod, 4 in 10m");
        row("rate(kube_pod_container_status_restarts_total{namespace=\"shop\"}[5m]) > 0",
            "event: reason = BackOff and kind = Pod and namespace = shop, 1 in 5m");
        row("kube_node_status_condition{condition=\"Ready\",status=\"true\"} == 0",
            "resource: not ready = true");
        row("kube_node_status_condition{condition=\"Ready\",status=~\"false|unknown\"} == 1",
            "resource: not ready = true");
        row("kube_node_status_condition{condition=\"DiskPressure\",status=\"true\",node=\"n1\"} == "
            "1",
            "resource: pressure contains disk and name = n1");
        row("kube_deployment_status_replicas_unavailable > 0", "resource: unavailable > 0");
        row("0 < kube_deployment_status_replicas_unavailable{deployment=\"web\"}",
            "resource: name = web and unavailable > 0");
        row("max_over_time(kube_pod_container_status_waiting_reason{reason=\"CrashLoopBackOff\"}"
            "[5m]) >= 1",
            "resource: status = CrashLoopBackOff");
        row("slo:sli_error:ratio_rate1h{sloth_service=\"pay/payments\"} > 0.02",
            "slo: error_rate(1h) > 2 %");
        row("vector(1)", "no: vector() has no counterpart here");
        row("1", "no: ");
        row("up", "no: ");
        row("node_load1 > 4", "no: \"node_load1\" is not known here");
        row("a / b > 0.1", "no: ratios and products of series have no counterpart here");
        row("kube_a > kube_b", "no: series are compared with numbers here, not with each other");
        row("up == 0 unless on (job) x", "no: \"unless\" has no counterpart here");
        row("histogram_quantile(0.9, x) > 1", "no: histogram_quantile() has no counterpart here");
        row("kube_pod_status_phase{phase=", "no: ");
        row("(((((", "no: ");
        row("up offset 5m == 0", "no: offsets have no counterpart here");
        row("kube_pod_status_phase{phase=\"Pending\",pod_ip=\"x\"} > 0",
            "no: the label pod_ip has no counterpart here");
    }
    void expressionsBecomeConditionsOrSayWhyNot()
    {
        QFETCH(const QByteArray, text);
        const RuleImport::Entry entry = importOne(QTest::currentDataTag());
        if (text == "no: ") {
            QVERIFY2(entry.rule || !entry.note.empty(), "it says nothing");
            return;
        }
        QCOMPARE(QByteArray::fromStdString(textOf(entry)), text);
    }

    void severityForAndAnnotationsAreKept()
    {
        const RuleImport read = import(R"(
groups:
- name: g
  rules:
  - alert: NodeDown
    expr: kube_node_status_condition{condition="Ready",status="true"} == 0
    for: 15m
    keep_firing_for: 2m
    labels: {severity: critical}
    annotations:
      summary: "Node {{ $labels.node }} is down"
      description: It does not answer.
  - alert: NodeDown
    expr: up == 0
    labels: {severity: loud}
  - record: x
    expr: sum(up)
)");
        QCOMPARE(read.entries.size(), std::size_t{3});
        const RuleImport::Entry &first = read.entries[0];
        QVERIFY(first.rule);
        QCOMPARE(first.rule->severity, AlertSeverity::Critical);
        QCOMPARE(first.rule->description, std::string("Node … is down\nIt does not answer."));
        QVERIFY(first.note.find("placeholders") != std::string::npos);
        const Result<Condition> condition = readCondition(first.rule->condition);
        QVERIFY(condition && condition->holds == std::chrono::minutes{15}
            && condition->resolveAfter == std::chrono::minutes{2});
        QCOMPARE(read.entries[1].rule->name, std::string("NodeDown 2"));
        QVERIFY(read.entries[1].note.find("loud") != std::string::npos);
        QVERIFY(
            !read.entries[2].rule && read.entries[2].note.find("recording") != std::string::npos);
    }

    void ruleObjectsOfTheOperatorAreReadToo()
    {
        const RuleImport read = import("kind: PrometheusRule\nspec:\n  groups:\n  - rules:\n"
                                       "    - {alert: A, expr: up == 0}\n");
        QCOMPARE(read.entries.size(), std::size_t{1});
        QVERIFY(read.entries[0].rule);
    }

    void otherFilesAreRefused()
    {
        QCOMPARE(importPrometheusRules("a: b").error().code, ErrorCode::InvalidArgument);
        QCOMPARE(importPrometheusRules("a: [").error().code, ErrorCode::MalformedBody);
        QCOMPARE(importPrometheusRules("").error().code, ErrorCode::InvalidArgument);
    }

    void whatBinnacleExportsItReads()
    {
        SloTarget target;
        target.cluster = {"prod"};
        target.type = SloTargetType::Service;
        target.host = "pay/payments";
        target.availability = 99.9;
        const RuleImport read = import(codec::writePrometheusRules({codec::ruleSourceFor(target)}));
        std::vector<AlertRule> rules;
        for (const RuleImport::Entry &entry : read.entries) {
            if (entry.rule)
                rules.push_back(*entry.rule);
        }
        QCOMPARE(rules.size(), std::size_t{2});
        const Condition page = *readCondition(rules[0].condition);
        QCOMPARE(page.target, std::string("pay/payments"));
        QCOMPARE(page.level, SloSubject::Kind::Service);
        QCOMPARE(conditionText(page), std::string(kFast));
        QCOMPARE(rules[0].severity, AlertSeverity::Critical);
        QCOMPARE(conditionText(*readCondition(rules[1].condition)), std::string(kSlow));
        QCOMPARE(rules[1].severity, AlertSeverity::Warning);
    }

    void whatSlothGeneratesIsRead_data()
    {
        QTest::addColumn<int>("alerts");
        QTest::newRow("getting-started.yml") << 2;
        QTest::newRow("openslo-getting-started.yml") << 0;
        QTest::newRow("no-alerts.yml") << 0;
    }
    void whatSlothGeneratesIsRead()
    {
        QFETCH(const int, alerts);
        const auto path = corpusPath(std::string("slo/sloth/generated/") + QTest::currentDataTag());
        if (!path)
            QSKIP(kNoCorpus);
        const RuleImport read = import(readFile(*path));
        QVERIFY(!read.entries.empty());
        int found = 0;
        for (const RuleImport::Entry &entry : read.entries) {
            QVERIFY2(entry.rule || !entry.note.empty(), entry.name.c_str());
            if (!entry.rule)
                continue;
            QVERIFY(checkRule(*entry.rule));
            const Condition condition = *readCondition(entry.rule->condition);
            QCOMPARE(conditionText(condition), std::string(found == 0 ? kFast : kSlow));
            QCOMPARE(condition.target, std::string("myservice"));
            QCOMPARE(entry.rule->severity,
                found == 0 ? AlertSeverity::Critical : AlertSeverity::Warning);
            ++found;
        }
        QCOMPARE(found, alerts);
    }

    void theRulesOfPromtoolsTestsAreReadWithAReasonForEach()
    {
        const auto path = corpusPath("slo/promtool-tests/prometheus/rules.yml");
        if (!path)
            QSKIP(kNoCorpus);
        const RuleImport read = import(readFile(*path));
        QCOMPARE(read.entries.size(), std::size_t{5});
        QCOMPARE(textOf(read.entries[0]), std::string("absent: no heartbeat"));
        QCOMPARE(read.entries[0].rule->severity, AlertSeverity::Critical); // "page"
        for (std::size_t i = 1; i < read.entries.size(); ++i)
            QVERIFY(!read.entries[i].rule && !read.entries[i].note.empty());
    }
};

QTEST_APPLESS_MAIN(TestPrometheusRuleImport)
#include "tst_prometheus_rule_import.moc"
