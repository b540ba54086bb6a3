#include "core/alerts/alert_repository.h"
#include "core/runtime/alert_keeper.h"
#include "core/runtime/alert_past.h"
#include "core/runtime/ask_reader.h"
#include "core/runtime/runtime.h"
#include "tests/support/fake_clock.h"
#include "tests/support/traffic_builder.h"
#include "tests/support/wait_for.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace binnacle;
using namespace binnacle::runtime;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kStart = test::kMidnight + 21'600; // of what is told; the clock is at nine
constexpr int kMinutes = 90;
// Minutes of the hour and a half in which half of all requests fail.
constexpr int kFailsFrom = 20;
constexpr int kFailsUntil = 40;

constexpr TimeRange kTold{test::at(kStart), test::at(kStart + kMinutes * kMinute)};

} // namespace

class TestAlertPast : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        config::Settings settings;
        settings.slo.oldestAccepted = 24h;
        auto runtime = Runtime::start(m_clock,
            {.workspace = m_dir.path().toStdString() + "/" + QTest::currentTestFunction(),
                .settings = settings,
                .listen = false,
                .dutyTick = Duration{20}});
        QVERIFY2(runtime, runtime ? "" : runtime.error().message.c_str());
        m_runtime = *std::move(runtime);
        for (int minute = 0; minute < kMinutes; ++minute) {
            const bool fails = minute >= kFailsFrom && minute < kFailsUntil;
            SloIncrements one = test::increments(kStart + minute * kMinute,
                static_cast<std::uint64_t>(minute) + 1,
                {test::serviceIncrement("cart", 200, fails ? 100 : 0)});
            QVERIFY(
                test::waitFor([&](auto done) { m_runtime->takeIncrements({"prod"}, one, done); }));
        }
        const AlertRule rule{.name = "CartErrors",
            .condition = R"({"all":[{"metric":"service.error_rate","target":"shop/cart",)"
                         R"("window":"5m","op":">","value":20}],"for":"1m","resolveAfter":"1m"})",
            .severity = AlertSeverity::Critical};
        QVERIFY(test::waitFor([&](auto done) { m_runtime->alerts().saveRule(rule, done); }));
        QTRY_VERIFY(knowsRule("CartErrors"));
    }

    void cleanup() { m_runtime.reset(); }

    void theHistoryShowsWhatTheRulesWouldHaveSaid()
    {
        const auto told = tellPastAlerts(*m_runtime, {.range = kTold});
        QVERIFY2(told, told ? "" : told.error().message.c_str());
        QCOMPARE(*told, std::size_t(1));
        const auto alerts = past();
        QCOMPARE(alerts.size(), std::size_t(1));
        const Alert &alert = alerts.front();
        QCOMPARE(alert.ruleName, std::string("CartErrors"));
        QCOMPARE(alert.subject.object.name, std::string("cart"));
        QCOMPARE(alert.hush, AlertHush::None);
        QVERIFY(alert.firedAt > test::at(kStart + kFailsFrom * kMinute));
        QVERIFY(alert.firedAt < test::at(kStart + (kFailsFrom + 6) * kMinute));
        QVERIFY(alert.resolvedAt > test::at(kStart + kFailsUntil * kMinute));
        QVERIFY(alert.id < 0); // below all that fire from now on
    }

    void whatIsKnownIsNotToldTwice()
    {
        QVERIFY(tellPastAlerts(*m_runtime, {.range = kTold}));
        const auto again = tellPastAlerts(*m_runtime, {.range = kTold});
        QVERIFY(again);
        QCOMPARE(*again, std::size_t(0));
        QCOMPARE(past().size(), std::size_t(1));
    }

    void maintenanceKeptThemQuiet()
    {
        const Silence night{.name = "night",
            .matchers = {{.label = "cluster", .value = "prod"}},
            .from = kTold.from,
            .until = kTold.to,
            .isMaintenance = true,
            .createdBy = "sre-2"};
        QVERIFY(tellPastAlerts(*m_runtime, {.range = kTold, .silences = {night}}));
        const auto alerts = past();
        QCOMPARE(alerts.size(), std::size_t(1));
        QCOMPARE(alerts.front().hush, AlertHush::Maintenance);
        QVERIFY(!isKnown(alerts.front().notifiedAt));
    }

    void whatIsNotOverIsLeftToTheLiveEngine()
    {
        const TimeRange cut{kTold.from, test::at(kStart + (kFailsUntil - 5) * kMinute)};
        const auto told = tellPastAlerts(*m_runtime, {.range = cut});
        QVERIFY(told);
        QCOMPARE(*told, std::size_t(0));
    }

    void itCanBeCancelled()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto told = tellPastAlerts(*m_runtime, {.range = kTold}, stop.get_token());
        QVERIFY(!told);
        QCOMPARE(told.error().code, ErrorCode::Cancelled);
        QVERIFY(past().empty());
    }

private:
    bool knowsRule(const std::string &name) const
    {
        const auto state = m_runtime->alerts().state();
        return std::ranges::any_of(
            state->rules, [&name](const AlertRule &rule) { return rule.name == name; });
    }

    std::vector<Alert> past() const
    {
        auto found = askReader<std::vector<Alert>>(
            m_runtime->workspace().readers(), [](store::Connection &connection) {
                return alerts::readAlerts(connection, AlertHistoryQuery{.range = kTold});
            });
        std::vector<Alert> mine = found ? *std::move(found) : std::vector<Alert>();
        std::erase_if(mine, [](const Alert &alert) { return alert.ruleName != "CartErrors"; });
        return mine;
    }

    QTemporaryDir m_dir;
    test::FakeClock m_clock;
    std::unique_ptr<Runtime> m_runtime;
};

QTEST_GUILESS_MAIN(TestAlertPast)
#include "tst_alert_past.moc"
