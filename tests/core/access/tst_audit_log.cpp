#include "tests/core/access/access_fixture.h"

#include <rapidjson/document.h>

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace binnacle;
using namespace binnacle::test;

namespace {

constexpr int kRows = 40;

AuditEntry entry(int number)
{
    return {.userId = number % 3,
        .username = number % 3 == 0 ? "" : "ops",
        .role = number % 2 == 0 ? std::optional(Role::Operator) : std::nullopt,
        .source = number % 4 == 0 ? ActionSource::Desktop : ActionSource::Api,
        .action = number % 5 == 0 ? AuditAction::Delete : AuditAction::Execute,
        .resource = "/api/v2/ops/" + std::to_string(number),
        .method = "POST",
        .requestBody = "{\"replicas\":" + std::to_string(number) + "}",
        .statusCode = number % 7 == 0 ? 403 : 200,
        .success = number % 7 != 0,
        .errorMessage = number % 7 == 0 ? "no" : "",
        .address = "192.0.2.1",
        .took = Duration{number}};
}

// An audit log with rows 1 to `rows`.
class Audited : public AccessFixture
{
public:
    explicit Audited(int rows = kRows)
        : log(clock, writer())
    {
        for (int i = 1; i <= rows; ++i) {
            log.record(entry(i));
            clock.advance(Duration{10});
        }
        if (!tamper("SELECT 1"))
            qFatal("the store does not work");
    }

    AuditVerdict verdict()
    {
        const auto found = read<Result<AuditVerdict>>(access::verifyAudit);
        return found ? *found : AuditVerdict{.problem = "cannot be read"};
    }

    AuditPage page(const AuditQuery &query)
    {
        const auto found = read<Result<AuditPage>>(
            [&](store::Connection &connection) { return access::readAudit(connection, query); });
        return found ? *found : AuditPage{.total = -1};
    }

    access::AuditLog log;
};

std::string text(std::int64_t number)
{
    return std::to_string(number);
}

} // namespace

class TestAuditLog : public QObject
{
    Q_OBJECT

private slots:
    void whatIsRecordedIsReadBack()
    {
        Audited audit(0);
        const AuditEntry written{.userId = 3,
            .username = "ops",
            .role = Role::Admin,
            .source = ActionSource::CommandLine,
            .action = AuditAction::Export,
            .resource = "settings",
            .method = "PUT",
            .requestBody = R"({"a":1})",
            .before = R"({"a":0})",
            .after = R"({"a":1})",
            .reason = "because",
            .statusCode = 409,
            .success = false,
            .errorMessage = "password: has 12 characters or more",
            .address = "::1",
            .userAgent = "curl",
            .traceId = "t-1",
            .took = Duration{12}};
        const Status recorded
            = audit.wait<Status>([&](auto done) { audit.log.record(written, done); });
        QVERIFY(recorded);
        const AuditPage page = audit.page({});
        QCOMPARE(page.total, std::int64_t{1});
        const AuditEntry &read = page.entries.front();
        QCOMPARE(read.id, std::int64_t{1});
        QVERIFY(read.at == audit.clock.now());
        QCOMPARE(read.username, written.username);
        QVERIFY(read.role == written.role && read.source == written.source);
        QVERIFY(read.action == written.action && !read.success);
        QCOMPARE(read.before, written.before);
        QCOMPARE(read.after, written.after);
        QCOMPARE(read.reason, written.reason);
        QCOMPARE(read.errorMessage, written.errorMessage);
        QCOMPARE(read.statusCode, 409);
        QCOMPARE(read.traceId, written.traceId);
        QVERIFY(read.took == written.took);
    }

    void anUntouchedLogIsIntact()
    {
        Audited audit;
        const AuditVerdict verdict = audit.verdict();
        QVERIFY2(verdict.isIntact(), verdict.problem.c_str());
        QCOMPARE(verdict.rows, std::int64_t{kRows});
        QCOMPARE(verdict.head.size(), std::size_t{64});
        QVERIFY(Audited(0).verdict().isIntact());
    }

    void aChangedColumnIsFound_data()
    {
        QTest::addColumn<QString>("change");
        for (const char *change :
            {"at = at + 1", "user_id = user_id + 1", "username = username || 'x'",
                "role = role + 7", "source = 'web'", "source = 'elsewhere'", "action = 'look'",
                "resource = 'y'", "method = 'GET'", "request_body = '{}'", "before = ' '",
                "after = 'x'", "reason = 'x'", "status_code = status_code + 4294967296",
                "success = success + 2", "success = 1 - success", "error_message = 'x'",
                "ip = '192.0.2.2'", "user_agent = 'x'", "trace_id = 'x'", "duration_ms = 99999",
                "previous_hash = zeroblob(32)", "hash = zeroblob(32)", "hash = x''",
                "method = method || resource, resource = ''"})
            QTest::newRow(change) << QString::fromUtf8(change);
    }
    void aChangedColumnIsFound()
    {
        QFETCH(const QString, change);
        Audited audit;
        const int row = 1 + static_cast<int>(QRandomGenerator::global()->bounded(2, kRows));
        QVERIFY(audit.tamper(
            "UPDATE audit_logs SET " + change.toStdString() + " WHERE id = " + text(row)));
        const AuditVerdict verdict = audit.verdict();
        QVERIFY(!verdict.isIntact());
        QCOMPARE(verdict.brokenRow, std::int64_t{row});
    }

    void removedRowsAreFound_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("last");
        QTest::addColumn<QString>("problem");
        QTest::newRow("first") << 1 << 1 << "row 1 is missing";
        QTest::newRow("one") << 17 << 17 << "row 17 is missing";
        QTest::newRow("some") << 5 << 30 << "rows 5 to 30 are missing";
        QTest::newRow("last") << kRows << kRows << "row 40 is missing";
        QTest::newRow("tail") << 31 << kRows << "rows 31 to 40 are missing";
        QTest::newRow("all") << 1 << kRows << "rows 1 to 40 are missing";
    }
    void removedRowsAreFound()
    {
        QFETCH(const int, first);
        QFETCH(const int, last);
        QFETCH(const QString, problem);
        Audited audit;
        QVERIFY(audit.tamper(
            "DELETE FROM audit_logs WHERE id BETWEEN " + text(first) + " AND " + text(last)));
        QCOMPARE(audit.verdict().brokenRow, std::int64_t{first});
        QCOMPARE(audit.verdict().problem, problem.toStdString());
        // What happens later hides nothing.
        audit.log.record(entry(99));
        QVERIFY(audit.tamper("SELECT 1"));
        QCOMPARE(audit.verdict().brokenRow, std::int64_t{first});
        QCOMPARE(audit.log.failures(), std::int64_t{0});
    }

    void insertedRowsAreFound()
    {
        const std::string copy = "INSERT INTO audit_logs SELECT ";
        const std::string rest = ", at, user_id, username, role, source, action, resource, method, "
                                 "request_body, before, after, reason, status_code, success, "
                                 "error_message, ip, user_agent, trace_id, duration_ms, "
                                 "previous_hash, hash FROM audit_logs WHERE id = ";
        for (const int id : {-1, 0, kRows + 1, kRows + 5}) {
            Audited audit;
            QVERIFY(audit.tamper(copy + text(id) + rest + "7"));
            const AuditVerdict verdict = audit.verdict();
            QVERIFY(!verdict.isIntact());
            QCOMPARE(verdict.brokenRow, std::int64_t{std::min(id, kRows + 1)});
            // It keeps later rows neither out nor away from the verdict.
            audit.log.record(entry(99));
            QVERIFY(audit.tamper("SELECT 1"));
            QCOMPARE(audit.log.failures(), std::int64_t{0});
            QCOMPARE(audit.verdict().brokenRow, std::int64_t{std::min(id, kRows + 1)});
        }
    }

    // Between two rows there is room only when those behind move on.
    void aRowPushedInBetweenIsFound()
    {
        Audited audit;
        QVERIFY(
            audit.tamper("UPDATE audit_logs SET id = -id - 1 WHERE id >= 20;"
                         "UPDATE audit_logs SET id = -id WHERE id < 0;"
                         "INSERT INTO audit_logs SELECT 20, at, user_id, username, role, source,"
                         " action, resource, method, request_body, before, after, reason,"
                         " status_code, success, error_message, ip, user_agent, trace_id,"
                         " duration_ms, previous_hash, hash FROM audit_logs WHERE id = 19"));
        QCOMPARE(audit.verdict().brokenRow, std::int64_t{20});
    }

    void rowsThatChangedPlacesAreFound()
    {
        Audited audit;
        QVERIFY(audit.tamper("UPDATE audit_logs SET id = 1000 WHERE id = 11;"
                             "UPDATE audit_logs SET id = 11 WHERE id = 25;"
                             "UPDATE audit_logs SET id = 25 WHERE id = 1000"));
        QCOMPARE(audit.verdict().brokenRow, std::int64_t{11});
    }

    // Its own hash fits again, the row after it does not.
    void aRowThatWasRewrittenWithItsHashIsFound()
    {
        for (const int row : {1, 2, 17, kRows - 1, kRows}) {
            Audited other(0); // where an attacker makes the row anew, in the same place
            for (int i = 1; i <= row; ++i) {
                AuditEntry made = entry(i);
                if (i == row)
                    made.resource = "/nothing/happened";
                other.log.record(made);
                other.clock.advance(Duration{10});
            }
            QVERIFY(other.tamper("SELECT 1"));
            Audited audit;
            const std::string file = other.store().directory() + "/binnacle.db";
            std::string hash;
            const auto exported = other.read<Status>([&](store::Connection &connection) {
                return access::exportAudit(connection, [&](const std::string &line) -> Status {
                    rapidjson::Document json;
                    json.Parse(line.c_str());
                    hash = json["hash"].GetString();
                    return Done{};
                });
            });
            QVERIFY(exported);
            QVERIFY(audit.tamper("UPDATE audit_logs SET resource = '/nothing/happened', hash = x'"
                + hash + "' WHERE id = " + text(row)));
            const AuditVerdict verdict = audit.verdict();
            QVERIFY(!verdict.isIntact());
            QCOMPARE(verdict.brokenRow, std::int64_t{row});
        }
    }

    void aLostRecordOfTheNewestRowIsTold()
    {
        Audited audit;
        QVERIFY(audit.tamper("DELETE FROM audit_head"));
        QVERIFY(!audit.verdict().isIntact());
        QCOMPARE(audit.verdict().brokenRow, std::int64_t{kRows});
        audit.log.record(entry(99));
        QVERIFY(audit.tamper("SELECT 1"));
        QCOMPARE(audit.log.failures(), std::int64_t{0});
    }

    void filtersNarrowAndTotalsCountThem()
    {
        Audited audit;
        QCOMPARE(audit.page({.limit = 7}).entries.size(), std::size_t{7});
        QCOMPARE(audit.page({.limit = 7}).total, std::int64_t{kRows});
        QCOMPARE(audit.page({.limit = 7}).entries.front().id, std::int64_t{kRows});
        QCOMPARE(audit.page({.limit = 7, .offset = 38}).entries.size(), std::size_t{2});
        QCOMPARE(audit.page({.offset = 1000}).entries.size(), std::size_t{0});
        QCOMPARE(audit.page({.userId = 0}).total, std::int64_t{13});
        QCOMPARE(audit.page({.source = ActionSource::Desktop}).total, std::int64_t{10});
        QCOMPARE(audit.page({.action = AuditAction::Delete}).total, std::int64_t{8});
        QCOMPARE(audit.page({.text = "/OPS/17"}).total, std::int64_t{1});
        QCOMPARE(audit.page({.text = "' OR 1=1 --"}).total, std::int64_t{0});
        QCOMPARE(audit.page({.text = "%"}).total, std::int64_t{0});
        const Timestamp start = audit.clock.now() - Duration{10 * kRows};
        QCOMPARE(audit.page({.range = {start + Duration{100}, start + Duration{200}}}).total,
            std::int64_t{10});
    }

    void secretsNeverReachTheLog()
    {
        Audited audit(0);
        const std::string secret = "hunter2hunter2";
        audit.log.record({.resource = "/api/v2/x?token=" + secret,
            .requestBody = "{\"password\":\"" + secret + "\"}",
            .before = "{\"a\":{\"webhook\":\"" + secret + "\"}}",
            .after = "Authorization: Bearer " + secret,
            .reason = "the password: " + secret,
            .errorMessage = "refused Bearer " + secret,
            .userAgent = "x bnk_" + secret});
        QVERIFY(audit.tamper("SELECT 1"));
        const AuditPage page = audit.page({});
        QCOMPARE(page.total, std::int64_t{1});
        const AuditEntry &read = page.entries.front();
        for (const std::string *text : {&read.resource, &read.requestBody, &read.before,
                 &read.after, &read.reason, &read.errorMessage, &read.userAgent})
            QVERIFY2(text->find(secret) == std::string::npos, text->c_str());
    }

    void anExportIsOneObjectALine()
    {
        Audited audit(3);
        audit.log.record({.resource = "a\r\nb\x1b[31m\"", .errorMessage = "\xff\xfe"});
        QVERIFY(audit.tamper("SELECT 1"));
        std::vector<std::string> lines;
        const auto exported = audit.read<Status>([&](store::Connection &connection) {
            return access::exportAudit(connection, [&](const std::string &line) -> Status {
                lines.push_back(line);
                return Done{};
            });
        });
        QVERIFY(exported);
        QCOMPARE(lines.size(), std::size_t{4});
        std::string previous(64, '0');
        for (const std::string &line : lines) {
            QVERIFY(line.find_first_of("\r\n\x1b") == std::string::npos);
            rapidjson::Document json;
            json.Parse(line.c_str());
            QVERIFY(json.IsObject());
            QCOMPARE(std::string(json["previous"].GetString()), previous);
            previous = json["hash"].GetString();
        }
        QCOMPARE(previous, audit.verdict().head);
    }

    void aFailureIsCountedAndTold()
    {
        Audited audit(1);
        QVERIFY(audit.tamper("ALTER TABLE audit_logs RENAME TO elsewhere"));
        const Status recorded
            = audit.wait<Status>([&](auto done) { audit.log.record(entry(2), done); });
        QVERIFY(!recorded);
        QCOMPARE(audit.log.failures(), std::int64_t{1});
    }
};

QTEST_GUILESS_MAIN(TestAuditLog)
#include "tst_audit_log.moc"
