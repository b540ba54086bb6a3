#include "core/query/execution/alert_time.h"
#include "core/query/execution/query_execution.h"
#include "core/query/source_fields.h"
#include "tests/support/fake_query_world.h"

#include <QTest>

#include <random>
#include <set>

using namespace binnacle;
using namespace binnacle::query;
using namespace binnacle::test;
using namespace std::chrono_literals;

namespace {

// What an alert or command was at an instant, told by its times alone; "": it was not there.
std::string plainStatus(const Alert &alert, Timestamp at)
{
    if (alert.pendingSince > at || (isKnown(alert.resolvedAt) && alert.resolvedAt <= at))
        return {};
    return isKnown(alert.firedAt) && alert.firedAt <= at ? "firing" : "pending";
}

std::string plainStatus(const CommandRecord &record, Timestamp at)
{
    if (record.command.createdAt > at)
        return {};
    if (isKnown(record.finishedAt) && record.finishedAt <= at)
        return std::string(commandStateName(record.state));
    return isKnown(record.startedAt) && record.startedAt <= at ? "running" : "pending";
}

} // namespace

class TestRecordSources : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_world = {};
        SnapshotMaker prod("prod", m_world.at);
        SnapshotMaker dev("dev", m_world.at);
        m_world.add(prod.take());
        m_world.add(dev.take());
        m_request = {};
        m_request.mayReadCommands = true;
        m_request.mayReadAudit = true;
    }

    void alertsAreThoseThatAreNotOverUntilATimeIsAskedFor()
    {
        m_world.allAlerts = {alert(3, 5min, std::nullopt, std::nullopt),
            alert(2, 40min, 35min, std::nullopt), alert(1, 100min, 90min, 80min)};
        QCOMPARE(ids("alerts"), (std::vector<std::string>{"3", "2"}));
        QCOMPARE(ids("alerts.where(status = firing)"), (std::vector<std::string>{"2"}));
        QCOMPARE(ids("alerts.where(status = pending)"), (std::vector<std::string>{"3"}));
        QCOMPARE(ids("alerts.at(\"85m\")"), (std::vector<std::string>{"1"}));
        QCOMPARE(ids("alerts.at(\"80m\")"), (std::vector<std::string>{})); // over at that instant
        QCOMPARE(
            ids("alerts.at(\"95m\").where(status = pending)"), (std::vector<std::string>{"1"}));
        QCOMPARE(ids("alerts.last(24h)"), (std::vector<std::string>{"3", "2", "1"}));
        QCOMPARE(ids("alerts.last(24h).where(status = resolved)"), (std::vector<std::string>{"1"}));
        m_request.asOf = m_world.at - 85min;
        QCOMPARE(ids("alerts"), (std::vector<std::string>{"1"}));
    }

    void aLengthCountsUpToTheMomentLookedAt()
    {
        m_world.allAlerts = {alert(1, 100min, 90min, 80min), alert(2, 40min, 35min, std::nullopt)};
        QCOMPARE(cell("alerts.select(took)"), QueryValue(35.0 * 60'000));
        QCOMPARE(cell("alerts.at(\"88m\").select(took)"), QueryValue(2.0 * 60'000));
        QCOMPARE(cell("alerts.last(24h).where(id = 1).select(took)"), QueryValue(10.0 * 60'000));
    }

    void diffOfAlertsTellsWhatFiredAndWhatEnded()
    {
        m_world.allAlerts = {alert(1, 100min, 90min, 30min), alert(2, 70min, 55min, std::nullopt),
            alert(3, 20min, 15min, std::nullopt)};
        const auto result = run("alerts.diff(\"60m\", \"10m\").select(id, status).sort(id)");
        QVERIFY(result);
        std::vector<std::string> changes;
        for (const auto &row : result->rows)
            changes.push_back(std::get<std::string>(row[0]) + std::get<std::string>(row.back()));
        QCOMPARE(changes,
            (std::vector<std::string>{"removed", "changedstatus: pending → firing", "added"}));
    }

    void diffOfCommandsAndTheAuditGoesByTheirIds()
    {
        m_world.allCommands
            = {command("c2", 5min, std::nullopt, std::nullopt), command("c1", 60min, 58min, 20min)};
        const auto commands = run("commands.diff(\"30m\", \"1m\").select(id, status).sort(id)");
        QCOMPARE(commands->rows.size(), std::size_t{2});
        QCOMPARE(commands->rows[0].back(), QueryValue(std::string("status: running → success")));
        QCOMPARE(commands->rows[1].front(), QueryValue(std::string("added")));
        m_world.entries = {{.id = 2, .at = m_world.at - 5min}, {.id = 1, .at = m_world.at - 40min}};
        const auto audit = run("audit.diff(\"30m\", \"1m\").select(id)");
        QCOMPARE(audit->rows.size(), std::size_t{1});
        QCOMPARE(audit->rows[0][1], QueryValue(std::int64_t{2}));
    }

    void randomRecordsAreAsThePlainReferenceSaysAtEveryMoment()
    {
        std::mt19937 engine(5);
        const auto below = [&engine](int n) { return static_cast<int>(engine() % unsigned(n)); };
        for (int i = 1; i <= 60; ++i) {
            const int begun = 20 + below(200);
            const int fired = begun - below(20);
            const int over = fired - below(60);
            m_world.allAlerts.push_back(alert(i, begun * 1min,
                below(4) == 0 ? std::nullopt : std::optional<Duration>(fired * 1min),
                over > 0 && below(2) == 0 ? std::optional<Duration>(over * 1min) : std::nullopt));
            if (!isKnown(m_world.allAlerts.back().firedAt))
                m_world.allAlerts.back().resolvedAt = {};
            m_world.allCommands.push_back(command("c" + std::to_string(i), begun * 1min,
                fired * 1min,
                over > 0 && below(2) == 0 ? std::optional<Duration>(over * 1min) : std::nullopt));
        }
        for (int minute = 0; minute < 230; minute += 7) {
            const Timestamp at = m_world.at - minute * 1min;
            const std::string when = ".at(\"" + formatRfc3339(at) + "\").select(id, status)";
            std::multiset<std::string> alerts;
            std::multiset<std::string> commands;
            for (const Alert &one : m_world.allAlerts) {
                if (const std::string status = plainStatus(one, at); !status.empty())
                    alerts.insert(std::to_string(one.id) + status);
            }
            for (const CommandRecord &one : m_world.allCommands) {
                if (const std::string status = plainStatus(one, at); !status.empty())
                    commands.insert(one.command.id.value + status);
            }
            QCOMPARE(pairs("alerts" + when), alerts);
            QCOMPARE(pairs("commands" + when), commands);
        }
    }

    void whatIsExactIsHandedToTheWorld()
    {
        run("commands(cluster=\"prod\").where(action = scale and created > 1h and status = "
            "failed)");
        QCOMPARE(m_world.asked.cluster.value, std::string("prod"));
        QCOMPARE(m_world.asked.valueOf(CommandField::Action), std::string_view("scale"));
        QCOMPARE(m_world.asked.valueOf(CommandField::Status), std::string_view()); // it changes
        QCOMPARE(m_world.asked.range.from, m_world.at - 1h);
        run("commands.where(action = scale or created > 1h)");
        QVERIFY(m_world.asked.equal.empty());
        QCOMPARE(m_world.asked.range.from, Timestamp{});
        run("audit.where(user = ops and not (action = login))");
        QCOMPARE(m_world.asked.equal.size(), std::size_t{1});
        QCOMPARE(m_world.asked.valueOf(AuditField::User), std::string_view("ops"));
        run("alerts.where(rule = Burn and fired > 1h)");
        QCOMPARE(m_world.asked.valueOf(AlertField::Rule), std::string_view("Burn"));
        QCOMPARE(m_world.asked.range.from, m_world.at); // those not over
    }

    void recordsOutsideTheScopeDoNotExist()
    {
        m_world.allAlerts = {alert(1, 10min, 9min, std::nullopt), alert(2, 10min, 9min, {})};
        m_world.allAlerts[1].subject.cluster = {"dev"};
        m_request.scope = {.clusters = {{"prod"}}, .namespaces = {}};
        QCOMPARE(ids("alerts"), (std::vector<std::string>{"1"}));
        m_request.scope = {.clusters = {}, .namespaces = {"other"}};
        QVERIFY(ids("alerts").empty());
    }

    void commandsNeedTheRightToRunThem()
    {
        m_request.mayReadCommands = false;
        QueryExecution execution(m_world);
        const auto result = execution.run(*parseQuery("commands", m_world.at), m_request, {});
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::PermissionDenied);
    }

    void theTimeOfAnAlertIsAWindow()
    {
        m_world.allAlerts = {alert(7, 100min, 90min, 80min), alert(8, 40min, 35min, {}),
            alert(9, 5min, std::nullopt, std::nullopt)};
        m_world.allEvents = {eventOf(3, 20min), eventOf(2, 85min), eventOf(1, 95min)};
        QCOMPARE(run("events.during(alert:7)")->total, 1);
        QCOMPARE(run("events.during(alert:7)")->range,
            (TimeRange{m_world.at - 90min, m_world.at - 80min}));
        QCOMPARE(run("events.during(alert:8)")->range, (TimeRange{m_world.at - 35min, m_world.at}));
        QCOMPARE(run("events.during(alert:9)")->range, (TimeRange{m_world.at - 5min, m_world.at}));
        QCOMPARE(run("events.during(alert:7)")->explain.normalised,
            std::string("events.during(alert:7)"));
    }

    void anAlertThatIsNotThereIsNamedWithItsPlaceAndTheNearest()
    {
        m_world.allAlerts = {alert(6, 100min, 90min, 80min), alert(8, 40min, 35min, {})};
        const auto timed = withAlertTime(
            *parseQuery("events.during(alert:7)", m_world.at), m_world, AccessScope{}, {});
        QVERIFY(!timed);
        QCOMPARE(timed.error().failure, ErrorCode::NotFound);
        QCOMPARE(timed.error().at.offset, std::size_t{14});
        QCOMPARE(timed.error().at.length, std::size_t{7});
        QCOMPARE(
            timed.error().at.message, std::string("there is no alert 7; the nearest are 6 and 8"));
        QCOMPARE(timed.error().at.expected, (std::vector<std::string>{"alert:6", "alert:8"}));
        // One that exists outside the scope is not there, and its neighbours are not told.
        const auto hidden = withAlertTime(*parseQuery("events.during(alert:8)", m_world.at),
            m_world, AccessScope{.clusters = {{"dev"}}, .namespaces = {}}, {});
        QVERIFY(!hidden);
        QCOMPARE(hidden.error().at.message, std::string("there is no alert 8"));
    }

private:
    Alert alert(std::int64_t id, Duration begun, std::optional<Duration> fired,
        std::optional<Duration> over) const
    {
        Alert made{.id = id,
            .ruleName = "Burn",
            .subject
            = {.cluster = {"prod"}, .object = {.kind = "Deployment", .ns = "shop", .name = "cart"}},
            .phase = fired ? AlertPhase::Firing : AlertPhase::Pending,
            .pendingSince = m_world.at - begun};
        if (fired)
            made.firedAt = m_world.at - *fired;
        if (over)
            made.resolvedAt = m_world.at - *over;
        return made;
    }
    CommandRecord command(const std::string &id, Duration created, std::optional<Duration> started,
        std::optional<Duration> finished) const
    {
        CommandRecord made;
        made.command.id = {id};
        made.command.cluster = {"prod"};
        made.command.createdAt = m_world.at - created;
        if (started) {
            made.startedAt = m_world.at - *started;
            made.state = CommandState::Running;
        }
        if (finished) {
            made.finishedAt = m_world.at - *finished;
            made.state = CommandState::Success;
        }
        return made;
    }
    ClusterEvent eventOf(std::int64_t id, Duration ago) const
    {
        return {.id = id, .cluster = {"prod"}, .reason = "BackOff", .last = m_world.at - ago};
    }

    std::shared_ptr<const QueryResult> run(const std::string &text)
    {
        const auto query = parseQuery(text, m_world.at);
        if (!query) {
            qWarning("%s", query.error().message.c_str());
            return std::make_shared<const QueryResult>();
        }
        QueryExecution execution(m_world);
        const auto result = execution.run(*query, m_request, {});
        if (!result) {
            qWarning("%s", result.error().message.c_str());
            return std::make_shared<const QueryResult>();
        }
        return *result;
    }
    std::vector<std::string> ids(const std::string &text)
    {
        std::vector<std::string> found;
        const auto result = run(text + ".select(id)");
        for (const auto &row : result->rows)
            found.push_back(std::to_string(std::get<std::int64_t>(row[0])));
        return found;
    }
    QueryValue cell(const std::string &text)
    {
        const auto result = run(text);
        return result->rows.empty() ? QueryValue() : result->rows[0][0];
    }
    std::multiset<std::string> pairs(const std::string &text)
    {
        std::multiset<std::string> found;
        const auto result = run(text);
        for (const auto &row : result->rows) {
            const auto *number = std::get_if<std::int64_t>(&row[0]);
            found.insert((number ? std::to_string(*number) : std::get<std::string>(row[0]))
                + std::get<std::string>(row[1]));
        }
        return found;
    }

    FakeQueryWorld m_world;
    QueryRequest m_request;
};

QTEST_GUILESS_MAIN(TestRecordSources)
#include "tst_record_sources.moc"
