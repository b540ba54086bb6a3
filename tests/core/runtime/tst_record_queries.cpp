#include "core/access/audit_log.h"
#include "core/alerts/alert_repository.h"
#include "core/runtime/workspace_queries.h"
#include "core/store/command_repository.h"
#include "core/store/store_writer.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_query_world.h"
#include "tests/support/store_fixture.h"

#include <QTest>

#include <future>
#include <random>

using namespace binnacle;
using namespace binnacle::runtime;
using namespace binnacle::test;
using namespace std::chrono_literals;

namespace {

constexpr int kRecords = 300;

} // namespace

// Alerts, commands and audit from SQL, against the same records filtered in memory alone.
class TestRecordQueries : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_reference.at = m_clock.now();
        std::vector<query::WorldCluster> clusters;
        for (const char *id : {"dev", "prod"})
            clusters.push_back({.id = {id}, .name = id});
        m_reference.estate = clusters;
        m_queries = std::make_unique<WorkspaceQueries>(m_store.workspace(), m_clock, clusters);
        m_request.mayReadCommands = true;
        m_request.mayReadAudit = true;
        m_request.limits.time = 20s; // sanitizers are slow
        storeAlerts();
        storeCommands();
        storeAudit();
    }

    void recordsFromSqlAreThoseTheReferenceFinds_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"alerts", "alerts.where(rule = Rule2)",
                 "alerts(cluster=prod).last(2h).where(namespace = ns1 and kind = Pod)",
                 "alerts.last(1h).groupby(rule, status).count()", "alerts.at(\"70m\").sort(id)",
                 "alerts.where(name = pod3 or rule = Rule1)",
                 "alerts.diff(\"2h\", \"30m\").sort(id)",
                 "alerts.where(not (rule = Rule2) and severity = critical)", "commands",
                 "commands.where(action = scale)", "commands.where(ACTION = scale and by = ann)",
                 "commands.where(id = cmd-17)", "commands.where(id = nothing)",
                 "commands(cluster=dev).where(created > 90m and created <= 20m)",
                 "commands.where(status = SUCCESS).count()", "commands.at(\"1h\").groupby(status)",
                 "commands.where(kind = Pod and namespace = ns2 and name = pod2)",
                 "commands.diff(\"2h\", \"1h\").select(id, status).sort(id)",
                 "commands.where(created = \"2026-03-01T08:30:00Z\")", "audit",
                 "audit.where(user = ann and action = LOGIN)", "audit.where(resource = nothing)",
                 "audit.where(at > 45m and source = web).select(id, user)",
                 "audit.at(\"50m\").count()", "audit.diff(\"20m\", \"5m\").select(id)",
                 "audit.groupby(user).count()"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void recordsFromSqlAreThoseTheReferenceFinds()
    {
        QFETCH(QString, text);
        m_request.text = text.toStdString();
        const auto parsed = query::parseQuery(m_request.text, m_clock.now());
        QVERIFY2(parsed, parsed ? "" : parsed.error().message.c_str());
        const auto expected = query::QueryExecution(m_reference).run(*parsed, m_request, {});
        const auto actual = m_queries->runHere(m_request, {});
        QVERIFY2(expected, expected ? "" : expected.error().message.c_str());
        QVERIFY2(actual, actual ? "" : actual.error().at.message.c_str());
        QCOMPARE((*actual)->total, (*expected)->total);
        QVERIFY((*actual)->rows == (*expected)->rows);
        QCOMPARE((*actual)->rows.empty(), text.contains(u"nothing"));
    }

    void theWindowOfAnAlertIsReadFromTheStore()
    {
        const Alert &over = *std::ranges::find_if(m_reference.allAlerts, &Alert::isOver);
        m_request.text = "events.during(alert:" + std::to_string(over.id) + ')';
        const auto outcome = m_queries->runHere(m_request, {});
        QVERIFY2(outcome, outcome ? "" : outcome.error().at.message.c_str());
        QCOMPARE((*outcome)->range, (TimeRange{over.firedAt, over.resolvedAt}));
        m_request.text = "events.during(alert:100000)";
        const auto none = m_queries->runHere(m_request, {});
        QVERIFY(!none);
        QCOMPARE(none.error().at.offset, std::size_t{14});
        QVERIFY(none.error().at.message.find(std::to_string(kRecords)) != std::string::npos);
    }

    void numbersOfAlertsAreCompletedWithTheirRules()
    {
        QVERIFY(knows("events.during(alert:", "alert:"));
        const query::Completion found = completionOf("events.during(alert:");
        QCOMPARE(found.suggestions.size(), std::size_t{20});
        QVERIFY(found.suggestions.front().text.starts_with("alert:"));
        QVERIFY(found.suggestions.front().detail.starts_with("Rule"));
    }

    void valuesOfRecordsAreCompleted_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("value");
        QTest::newRow("who") << "audit.where(user = a"
                             << "ann";
        QTest::newRow("what") << "audit.where(resource = \"/api"
                              << "/api/v2/thing";
        QTest::newRow("from where") << "audit.where(source = w"
                                    << "web";
        QTest::newRow("rule") << "alerts.where(rule = Ru"
                              << "Rule1";
        QTest::newRow("object") << "alerts(name = pod"
                                << "pod3";
        QTest::newRow("who asked") << "commands.where(by = a"
                                   << "ann";
        QTest::newRow("action") << "commands.where(action = sc"
                                << "scale";
    }
    void valuesOfRecordsAreCompleted()
    {
        QFETCH(QString, text);
        QFETCH(QString, value);
        QVERIFY(knows(text.toStdString(), value.toStdString()));
    }

    void whoMayNotAskIsToldNoValuesEither()
    {
        const query::QueryRequest allowed = m_request;
        QVERIFY(knows("audit.where(user = a", "ann"));
        QVERIFY(knows("commands.where(by = a", "ann"));
        QVERIFY(knows("alerts.where(rule = Ru", "Rule1"));
        m_request.mayReadAudit = false;
        m_request.mayReadCommands = false;
        const bool tellsAudit = has(completionOf("audit.where(user = a"), "ann");
        const bool tellsCommands = has(completionOf("commands.where(by = a"), "ann");
        m_request = allowed;
        m_request.scope.namespaces = {"ns1"};
        const bool tellsAlerts = has(completionOf("alerts.where(rule = Ru"), "Rule1");
        m_request = allowed;
        QVERIFY(!tellsAudit);
        QVERIFY(!tellsCommands);
        QVERIFY(!tellsAlerts);
    }

private:
    query::Completion completionOf(const std::string &text)
    {
        std::promise<query::Completion> promise;
        m_request.text = text;
        m_queries->complete(m_request, text.size(),
            [&promise](query::Completion found) { promise.set_value(std::move(found)); });
        return promise.get_future().get();
    }
    static bool has(const query::Completion &found, const std::string &value)
    {
        return std::ranges::any_of(found.suggestions, [&value](const query::Suggestion &one) {
            return one.text.find(value) != std::string::npos;
        });
    }
    // Values of history are read in the background: not there at once on a busy machine.
    bool knows(const std::string &text, const std::string &value)
    {
        return QTest::qWaitFor([&] { return has(completionOf(text), value); }, 10'000);
    }

    int below(int n) { return static_cast<int>(m_engine() % static_cast<unsigned>(n)); }
    std::string numbered(const char *word, int n) { return word + std::to_string(below(n)); }
    std::string cluster() { return below(2) == 0 ? "prod" : "dev"; }
    ResourceRef object()
    {
        return {.kind = below(2) == 0 ? "Pod" : "Node",
            .ns = numbered("ns", 3),
            .name = numbered("pod", 5)};
    }

    void storeAlerts()
    {
        std::vector<alerts::AlertChange> changes;
        for (int i = 0; i < kRecords; ++i) {
            Alert alert{.rule = i + 1,
                .ruleName = numbered("Rule", 4),
                .severity = static_cast<AlertSeverity>(below(3)),
                .subject = {.cluster = {cluster()}, .object = object()},
                .phase = AlertPhase::Firing};
            alert.firedAt = m_clock.now() - Duration{60'000} * (10 + below(200));
            alert.pendingSince = alert.firedAt;
            if (below(3) > 0)
                alert.resolvedAt = alert.firedAt + Duration{60'000} * (1 + below(9));
            changes.push_back({.kind = alerts::AlertChange::Kind::Fired, .alert = alert});
        }
        QVERIFY(m_store.workspace().writer().submitAndWait(
            [&](store::WriteContext &context) { return alerts::storeChanges(context, changes); }));
        for (auto change = changes.rbegin(); change != changes.rend(); ++change)
            m_reference.allAlerts.push_back(change->alert);
    }

    void storeCommands()
    {
        for (int i = 0; i < kRecords; ++i) {
            CommandRecord record;
            record.command = {.id = {"cmd-" + std::to_string(i)},
                .cluster = {cluster()},
                .action = below(2) == 0 ? "scale" : "restart",
                .target = object(),
                .createdBy = below(2) == 0 ? "ann" : "bo",
                .createdAt = m_clock.now() - Duration{30'000} * (kRecords - i)};
            record.state = static_cast<CommandState>(below(8));
            if (record.state >= CommandState::Running)
                record.startedAt = record.command.createdAt + Duration{1'000};
            if (isTerminal(record.state))
                record.finishedAt = record.startedAt + Duration{30'000} * below(40);
            QVERIFY(m_store.workspace().writer().submitAndWait([&](store::WriteContext &context) {
                return store::insertCommand(context, record);
            }));
            m_reference.allCommands.insert(m_reference.allCommands.begin(), record);
        }
    }

    void storeAudit()
    {
        access::AuditLog log(m_clock, m_store.workspace().writer());
        for (int i = 1; i <= kRecords; ++i) {
            const AuditEntry entry{.id = i,
                .at = m_clock.now() - Duration{15'000} * (kRecords - i),
                .username = below(2) == 0 ? "ann" : "bo",
                .source = below(2) == 0 ? ActionSource::Web : ActionSource::CommandLine,
                .action = static_cast<AuditAction>(below(8)),
                .resource = numbered("/api/v2/thing", 9)};
            std::promise<void> stored;
            log.record(entry, [&stored](const Status &) { stored.set_value(); });
            stored.get_future().wait();
            m_reference.entries.insert(m_reference.entries.begin(), entry);
        }
    }

    std::mt19937 m_engine{3};
    FakeClock m_clock;
    StoreFixture m_store;
    FakeQueryWorld m_reference;
    std::unique_ptr<WorkspaceQueries> m_queries;
    query::QueryRequest m_request;
};

QTEST_GUILESS_MAIN(TestRecordQueries)
#include "tst_record_queries.moc"
