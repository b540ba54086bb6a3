#include "core/access/audit_log.h"
#include "core/alerts/alert_repository.h"
#include "core/commands/command_plan_repository.h"
#include "core/demo/blueprint.h"
#include "core/demo/demo_rules.h"
#include "core/demo/demo_targets.h"
#include "core/notify/outbox_repository.h"
#include "core/runtime/ask_reader.h"
#include "core/runtime/command_keeper.h"
#include "core/runtime/console/desktop_user.h"
#include "core/runtime/console/runtime_alert_desk.h"
#include "core/runtime/console/runtime_command_desk.h"
#include "core/store/reader_pool.h"
#include "tests/core/runtime/duty_agent.h"
#include "tests/core/runtime/paged_hub.h"
#include "tests/support/smtp_server.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace binnacle;
using namespace binnacle::runtime;
using namespace binnacle::test;
using namespace std::chrono_literals;

namespace {

const ClusterId kCluster{"prod-eu"};
constexpr auto kRule = "CheckoutBudgetBurn";
constexpr auto kDomain = "shop.example.com/checkout";
constexpr Duration kScrape{10'000};
constexpr int kCompression = 6; // an hour of the incident in ten minutes
constexpr int kSecondPatience = 1'000;

Channel mailTo(std::uint16_t port)
{
    return {.type = ChannelType::Email,
        .name = "mail",
        .isEnabled = true,
        .config = R"({"smtp_host":"127.0.0.1","smtp_port":)" + std::to_string(port)
            + R"(,"tls_mode":"none","from_address":"binnacle@example.com",)"
              R"("to_addresses":["oncall@example.com"]})",
        .minSeverity = AlertSeverity::Critical};
}

// The plain text of a mail, which travels in base64.
std::string textOf(const std::string &mail)
{
    const std::size_t part = mail.find("text/plain");
    const std::size_t from = part == std::string::npos ? part : mail.find("\r\n\r\n", part);
    if (from == std::string::npos)
        return {};
    const std::size_t to = mail.find("\r\n--", from + 4);
    return QByteArray::fromBase64(QByteArray::fromStdString(mail.substr(from, to - from)))
        .toStdString();
}

} // namespace

// A disk fills, the checkout burns its budget, somebody is paged, looks, acts and is told that it
// helped: over real sockets, with a real store, a real mail server and a real receiver. Only the
// clock is the test's.
class TestDutyStory : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        config::Settings settings;
        settings.agents.server.port = 0;
        auto runtime = Runtime::start(m_clock,
            {.workspace = m_directory.path().toStdString(),
                .settings = settings,
                .dutyTick = Duration{20}});
        QVERIFY(runtime);
        m_runtime = *std::move(runtime);
        QVERIFY(m_runtime->listener());
        m_user = std::make_unique<DesktopUser>(*m_runtime, false);
        m_alerts = std::make_unique<RuntimeAlertDesk>(*m_runtime, *m_user);
        m_commands = std::make_unique<RuntimeCommandDesk>(*m_runtime, *m_user);
        QTRY_VERIFY(m_user->principal().userId != 0);
        setUpWishes();
        m_incidentStart = m_clock.now() + 60s;
        m_agent = std::make_unique<test::DutyAgent>(m_clock, m_runtime->listener()->port(),
            demo::estateBlueprint().front(), demo::IncidentPlan{m_incidentStart, kCompression});
        QVERIFY(m_agent->tellPast(20min));
        m_agent->startPolling();
    }

    void whileAllIsWellNobodyIsTold()
    {
        for (int i = 0; i < 5; ++i)
            beat();
        QTRY_VERIFY(m_runtime->alerts().state()->alerts.empty());
        QVERIFY(m_hook.requests().empty());
        QVERIFY(m_mail.mails().empty());
    }

    void theDiskFillsTheBudgetBurnsAndThePageArrivesWithinASecond()
    {
        const Timestamp tooLate = m_incidentStart + 15min;
        while (m_clock.now() < tooLate && !firing())
            beat();
        const auto alert = firing();
        QVERIFY2(alert, "the checkout never burned");
        m_alert = *alert;
        QVERIFY(m_alert.firedAt > m_incidentStart);
        QTRY_VERIFY_WITH_TIMEOUT(hooked("firing"), kSecondPatience);
        QTRY_VERIFY_WITH_TIMEOUT(mailed(kRule), kSecondPatience);
        const auto request = *hooked("firing");
        const auto toldAt = m_beats.lower_bound(m_alert.firedAt);
        QVERIFY(toldAt != m_beats.end());
        const auto took = request.at - toldAt->second;
        QVERIFY(took < 1s);
        qInfo("true in a snapshot, at the channel %lld ms later",
            static_cast<long long>(std::chrono::duration_cast<Duration>(took).count()));
        QVERIFY(isIn(request.body, kDomain) && isIn(request.body, "critical"));
        QVERIFY(!request.headers.at("idempotency-key").empty());
        QCOMPARE(mailed(kRule)->to, std::vector<std::string>{"oncall@example.com"});
    }

    void whatItWouldTouchIsSaidBeforeAnythingIsDone()
    {
        const auto radius = wait(m_commands->blastRadius(deletion(), {}));
        QVERIFY(radius);
        const auto caller = std::ranges::find(
            radius->callers, ServiceRef{"pay", "payments"}, &AffectedService::service);
        QVERIFY(caller != radius->callers.end());
        QVERIFY(caller->rate > 0);
        QVERIFY(caller->isFailing || caller->errorRate.value_or(0) > 1);
        QVERIFY(std::ranges::any_of(radius->lines, [](const BlastLine &line) {
            return line.topic == BlastLine::Topic::Alerts || isIn(line.text, kRule);
        }));
        QVERIFY(radius->refusal.empty());
        QVERIFY(m_agent->executed().empty());
    }

    void theAgentTakesTheCommandsAndCarriesThemOut()
    {
        const auto cordoned = wait(m_commands->dispatch({.command = cordon(),
            .reason = QStringLiteral("its disk is full"),
            .confirmed = CommandRisk::HoldReason}));
        QVERIFY(cordoned);
        QTRY_COMPARE(m_agent->executed().size(), std::size_t{1});
        const auto deleted = wait(m_commands->dispatch({.command = deletion(),
            .reason = QStringLiteral("to start it elsewhere"),
            .confirmed = CommandRisk::HoldReason}));
        QVERIFY(deleted);
        m_deleted = deleted->command;
        QTRY_VERIFY(
            entryOf(m_deleted) && entryOf(m_deleted)->record.state == CommandState::Success);
        const auto executed = m_agent->executed();
        QCOMPARE(executed.size(), std::size_t{2});
        QCOMPARE(executed[0].id, cordoned->command.value);
        QCOMPARE(executed[0].action, std::string("cordon"));
        QCOMPARE(executed[1].id, m_deleted.value);
        m_deletedAt = m_clock.now();
    }

    void theVerdictIsImprovedAndTheAlertResolves()
    {
        const Timestamp tooLate = m_deletedAt + 15min;
        while (m_clock.now() < tooLate && (firing() || !verdict(VerdictKind::Improved)))
            beat();
        QTRY_VERIFY(verdict(VerdictKind::Improved));
        const auto entry = entryOf(m_deleted);
        QVERIFY(isIn(entry->verdict->sentence, "success of callers"));
        QTRY_VERIFY(!firing());
        QTRY_VERIFY(hooked("resolved"));
        QTRY_VERIFY(mailed("Until: "));
    }

    void theHistoryKnowsWhenItFiredAndWhenItWasOver()
    {
        const auto history = wait(m_alerts->history({.rule = m_alert.rule}));
        QVERIFY(history);
        QCOMPARE(history->size(), std::size_t{1});
        const Alert &past = history->front();
        QCOMPARE(past.firedAt, m_alert.firedAt);
        QVERIFY(past.resolvedAt > m_deletedAt);
        const auto told = askReader<std::vector<Delivery>>(
            m_runtime->workspace().readers(), [id = past.id](store::Connection &connection) {
                return notify::readDeliveries(connection, {.alert = id});
            });
        QVERIFY(told);
        QVERIFY(told->size() >= 4); // two channels, the page and its end
        for (const Delivery &delivery : *told) {
            QCOMPARE(delivery.state, DeliveryState::Sent);
            QVERIFY(!delivery.tries.empty() && delivery.tries.back().succeeded);
        }
    }

    void theDecisionTraceSaysWhyThen()
    {
        QTRY_VERIFY(!m_alerts->board()->rules.empty());
        const auto paged
            = wait(m_alerts->explain(m_alert.rule, m_alert.subject, m_alert.firedAt + kScrape));
        QVERIFY(paged);
        QVERIFY2(paged->paged, stepsText(*paged).c_str());
        const auto quiet = wait(m_alerts->explain(m_alert.rule, m_alert.subject, m_incidentStart));
        QVERIFY(quiet);
        QVERIFY2(!quiet->paged, stepsText(*quiet).c_str());
        const auto condition
            = std::ranges::find(quiet->steps, DecisionStep::Stage::Condition, &DecisionStep::stage);
        QVERIFY(condition != quiet->steps.end() && !condition->passed);
    }

    void stepsAndAuditTellTheSame()
    {
        const auto steps = wait(m_commands->steps(m_deleted));
        QVERIFY(steps);
        std::vector<std::string> states;
        for (const CommandStep &step : *steps)
            states.push_back(step.state);
        QVERIFY(states.size() >= 3);
        QCOMPARE(states.front(), std::string("queued"));
        QCOMPARE(states.back(), std::string("succeeded"));
        QVERIFY(std::ranges::is_sorted(*steps, {}, &CommandStep::at));
        const auto audit = askReader<AuditPage>(
            m_runtime->workspace().readers(), [](store::Connection &connection) {
                return access::readAudit(connection, {.action = AuditAction::Execute});
            });
        QVERIFY(audit);
        QVERIFY(audit->entries.size() >= 2); // newest first; before it is done, and after
        QVERIFY(isIn(audit->entries.front().resource, "delete Pod data/payments-db-0"));
        QVERIFY(isIn(audit->entries.front().resource, m_deleted.value));
        QVERIFY(isIn(audit->entries.back().resource, "cordon Node /node-5"));
        for (const AuditEntry &entry : audit->entries) {
            QVERIFY(entry.success);
            QCOMPARE(entry.username, m_user->principal().username);
            QVERIFY(entry.at >= m_alert.firedAt && entry.at <= m_deletedAt);
        }
        const auto chain
            = askReader<AuditVerdict>(m_runtime->workspace().readers(), access::verifyAudit);
        QVERIFY(chain && chain->isIntact());
    }

    void cleanupTestCase()
    {
        m_agent.reset();
        m_commands.reset();
        m_alerts.reset();
        m_user.reset();
        m_runtime.reset();
    }

private:
    void setUpWishes()
    {
        for (const SloTarget &target : demo::demoTargets()) {
            if (target.cluster == kCluster)
                QVERIFY(waitFor([&](auto done) { m_runtime->setTarget(target, done); }));
        }
        for (const Channel &channel : {webhook("page", m_hook.url()), mailTo(m_mail.port())})
            QVERIFY(waitFor([&](auto done) { m_runtime->channels().save(channel, done); }));
        for (const AlertRule &rule : demo::demoRules()) {
            if (rule.name == kRule)
                QVERIFY(waitFor([&](auto done) { m_runtime->alerts().saveRule(rule, done); }));
        }
    }

    void beat()
    {
        m_clock.advance(kScrape);
        m_beats[m_clock.now()] = std::chrono::steady_clock::now();
        QVERIFY(m_agent->beat());
        QTest::qWait(30); // a tick and a half of those that look at the time
    }

    template<typename T>
    static Result<T> wait(const console::Answer<T> &future)
    {
        // Answers come from other threads and, of the desks, by way of this one's events.
        if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 10'000))
            return Error{ErrorCode::Timeout, "no answer"};
        const auto given = future.result();
        return given ? Result<T>(**given) : Result<T>(given.error());
    }

    std::optional<Alert> firing() const
    {
        const auto state = m_runtime->alerts().state();
        for (const Alert &alert : state->alerts) {
            if (alert.ruleName == kRule && alert.phase == AlertPhase::Firing)
                return alert;
        }
        return std::nullopt;
    }

    std::optional<test::ReceivedRequest> hooked(const std::string &status) const
    {
        for (const auto &request : m_hook.requests()) {
            if (isIn(request.body, kRule) && isIn(request.body, "\"status\":\"" + status + '"'))
                return request;
        }
        return std::nullopt;
    }

    std::optional<test::ReceivedMail> mailed(std::string_view words) const
    {
        for (const auto &mail : m_mail.mails()) {
            const std::string text = textOf(mail.data);
            if (isIn(text, kRule) && isIn(text, words))
                return mail;
        }
        return std::nullopt;
    }

    std::optional<CommandEntry> entryOf(const CommandId &command) const
    {
        const auto state = m_runtime->commands().state();
        for (const CommandEntry &entry : state->recent) {
            if (entry.record.command.id == command)
                return entry;
        }
        return std::nullopt;
    }

    bool verdict(VerdictKind kind) const
    {
        const auto entry = entryOf(m_deleted);
        return entry && entry->verdict && entry->verdict->kind == kind;
    }

    static std::string stepsText(const DecisionTrace &trace)
    {
        std::string text;
        for (const DecisionStep &step : trace.steps)
            text.append(decisionStageName(step.stage))
                .append(step.passed ? " passed: " : " stopped: ")
                .append(step.what)
                .append("\n");
        return text;
    }

    static Command cordon()
    {
        return {.cluster = kCluster, .action = "cordon", .target = {"Node", "", "node-5"}};
    }
    static Command deletion()
    {
        return {
            .cluster = kCluster, .action = "delete", .target = {"Pod", "data", "payments-db-0"}};
    }

    QTemporaryDir m_directory;
    test::FakeClock m_clock;
    test::HttpReceiver m_hook;
    test::SmtpServer m_mail{{}};
    std::unique_ptr<Runtime> m_runtime;
    std::unique_ptr<DesktopUser> m_user;
    std::unique_ptr<RuntimeAlertDesk> m_alerts;
    std::unique_ptr<RuntimeCommandDesk> m_commands;
    std::unique_ptr<test::DutyAgent> m_agent;
    std::map<Timestamp, std::chrono::steady_clock::time_point> m_beats; // when each was told
    Timestamp m_incidentStart{};
    Timestamp m_deletedAt{};
    Alert m_alert;
    CommandId m_deleted;
};

QTEST_GUILESS_MAIN(TestDutyStory)
#include "tst_duty_story.moc"
