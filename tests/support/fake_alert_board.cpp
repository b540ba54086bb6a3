#include "tests/support/fake_alert_board.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace binnacle::fake {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

void addRules(console::AlertBoard &board, Timestamp now)
{
    std::int64_t id = 0;
    const auto add = [&](const char *name, const QString &kind, const QString &target,
                         const QString &text, Duration holds, AlertSeverity severity) {
        board.rules.push_back({.id = ++id,
            .name = name,
            .condition = conditionOf(kind, target, text, holds, 2min).toStdString(),
            .severity = severity,
            .channels = {1},
            .version = 1,
            .createdAt = now - std::chrono::days{40},
            .updatedAt = now - std::chrono::days{2},
            .updatedBy = "oncall"});
    };
    using Severity = AlertSeverity;
    add("AgentOffline", u"absent"_s, {}, u"no heartbeat"_s, 45s, Severity::Critical);
    add("CheckoutBudgetBurn", u"slo"_s, u"shop.example.com/checkout"_s,
        u"burn(1h) > 14.4 and burn(5m) > 14.4"_s, 2min, Severity::Critical);
    add("EdgeErrorRate", u"edge"_s, u"api-gateway → *"_s, u"error_rate(5m) > 2"_s, 2min,
        Severity::Warning);
    add("JobDeadLetter", u"query"_s, u"document_sync"_s, u"jobs(state=dead).count() > 5"_s, 0s,
        Severity::Warning);
    add("NodeDiskPressure", u"event"_s, u"prod-eu"_s, u"reason = NodeHasDiskPressure"_s, 0s,
        Severity::Warning);
    add("PaymentsLatencyP95", u"service"_s, u"pay/payments"_s, u"p95(5m) > 300"_s, 5min,
        Severity::Critical);
    add("PodCrashLoop", u"event"_s, {}, u"reason = BackOff, 3 in 10m"_s, 0s, Severity::Critical);
    const auto rule = [&board](std::string_view name) -> AlertRule & {
        return *std::ranges::find(board.rules, name, &AlertRule::name);
    };
    rule("EdgeErrorRate").isEnabled = false;
    rule("CheckoutBudgetBurn").channels = {1, 2};
    rule("CheckoutBudgetBurn").message = "{{target}} burns {{value}}, {{budget_left}} left";
    rule("AgentOffline").isBuiltIn = true;
}

void addChannels(console::AlertBoard &board, Timestamp now)
{
    const auto add = [&](std::int64_t id, const char *name, ChannelType type, const char *config) {
        board.channels.push_back({.id = id,
            .type = type,
            .name = name,
            .isEnabled = true,
            .config = config,
            .createdAt = now - std::chrono::days{40},
            .updatedAt = now - std::chrono::days{9},
            .lastTestAt = now - 3h,
            .lastTestSucceeded = true,
            .lastTestMessage = "200 ok"});
    };
    add(1, "page-slack", ChannelType::Slack, R"({"webhook_url":"******"})");
    add(2, "mail", ChannelType::Email,
        R"({"smtp_host":"mail.example.com","smtp_port":587,"tls_mode":"starttls",)"
        R"("smtp_user":"binnacle","smtp_password":"******",)"
        R"("to_addresses":["oncall@example.com","sre@example.com"]})");
    add(3, "ops-feishu", ChannelType::Feishu, R"({"webhook_url":"******","secret":"******"})");
    add(4, "ticket-hook", ChannelType::Webhook,
        R"({"url":"http://169.254.169.254/","method":"POST"})");
    board.channels[2].language = "zh";
    board.channels[2].minSeverity = AlertSeverity::Warning;
    board.channels[3].problems = {"url: cloud metadata is not a target"};
    board.channels[3].lastTestSucceeded = false;
    board.channels[3].lastTestMessage = "refused before anything was sent";
    board.waitingDeliveries = 7;
}

void addSilences(console::AlertBoard &board, Timestamp now)
{
    board.silences.push_back({.id = 1,
        .name = "deploy window",
        .matchers = {{.label = "namespace", .value = "shop"},
            {.label = "name", .op = AlertMatcher::Op::Regex, .value = "cart.*"}},
        .from = now - 20min,
        .until = now + 40min,
        .isMaintenance = true,
        .excludesBudget = true,
        .remindBefore = 10min,
        .reason = "cart 2.4 rolls out",
        .createdBy = "sre-2",
        .createdAt = now - 20min});
    board.silences.push_back({.id = 2,
        .name = "noisy node",
        .matchers = {{.label = "rule", .value = "NodeDiskPressure"}},
        .from = now - 30h,
        .until = now - 26h,
        .createdBy = "oncall",
        .createdAt = now - 30h});
}

Alert alertOf(const console::AlertBoard &board, std::int64_t rule, const AlertSubject &subject,
    Timestamp fired)
{
    const auto found = std::ranges::find(board.rules, rule, &AlertRule::id);
    return {.id = 100 + rule,
        .rule = rule,
        .ruleName = found->name,
        .severity = found->severity,
        .subject = subject,
        .title = found->name + " on " + subject.text(),
        .phase = AlertPhase::Firing,
        .pendingSince = fired - 2min,
        .firedAt = fired,
        .notifiedAt = fired,
        .occurrences = 1};
}

void addAlerts(console::AlertBoard &board, Timestamp now)
{
    const ClusterId cluster{"prod-eu"};
    Alert burn
        = alertOf(board, 2, {cluster, {"Domain", "", "shop.example.com/checkout"}}, now - 4min);
    burn.valueText = "14.9×";
    burn.value = 14.9;
    burn.message = "shop.example.com/checkout burns 14.9×, 21 % of the budget left";
    Alert latency = alertOf(board, 6, {cluster, {"Service", "pay", "payments"}}, now - 6min);
    latency.valueText = "1.48 s";
    latency.hush = AlertHush::Inhibited;
    latency.hushedBy = "NodeDiskPressure";
    Alert disk = alertOf(board, 5, {cluster, {"Node", "", "node-5"}}, now - 5min);
    disk.valueText = "3 events";
    disk.ackedBy = "sre-2";
    disk.ackedAt = now - 2min;
    Alert pending = alertOf(board, 7, {cluster, {"Pod", "ml", "recommender-0"}}, {});
    pending.id = 0;
    pending.phase = AlertPhase::Pending;
    pending.pendingSince = now - 40s;
    pending.notifiedAt = {};
    board.alerts = {burn, latency, disk, pending};
}

} // namespace

QString conditionOf(const QString &kind, const QString &target, const QString &text, Duration holds,
    Duration resolveAfter)
{
    return QString::fromUtf8(
        QJsonDocument(QJsonObject{{u"kind"_s, kind}, {u"target"_s, target}, {u"text"_s, text},
                          {u"for"_s, static_cast<qint64>(holds.count())},
                          {u"resolve"_s, static_cast<qint64>(resolveAfter.count())}})
            .toJson(QJsonDocument::Compact));
}

console::AlertBoard makeAlertBoard(Timestamp now)
{
    console::AlertBoard board{.asOf = now};
    addRules(board, now);
    addChannels(board, now);
    addSilences(board, now);
    addAlerts(board, now);
    return board;
}

std::vector<Alert> makePastAlerts(const console::AlertBoard &board, Timestamp now)
{
    const Alert &burn = board.alerts[0];
    const Alert &latency = board.alerts[1];
    const Alert &disk = board.alerts[2];
    std::vector<Alert> all{burn, disk, latency};
    for (int back = 1; back <= 12; ++back) {
        Alert over = alertOf(board,
            back % 3 == 0       ? 2
                : back % 3 == 1 ? 6
                                : 5,
            back % 3 == 0       ? burn.subject
                : back % 3 == 1 ? latency.subject
                                : disk.subject,
            now - back * 25min);
        over.id = 90 - back;
        over.resolvedAt = over.firedAt + 9min;
        over.valueText = "16.2";
        all.push_back(over);
    }
    return all;
}

Backtest makeBacktest(const console::BacktestQuestion &question)
{
    Backtest made{.range = question.range, .step = 30min};
    const std::int64_t steps = question.range.length() / made.step;
    const Timestamp burst = question.range.to - std::chrono::days{3};
    for (std::int64_t i = 0; i < steps; ++i) {
        const Timestamp at = question.range.from + made.step * i;
        double value = 0.8 + 0.6 * std::abs(std::sin(static_cast<double>(i) * 0.7));
        if (at > burst && at < burst + 8h)
            value = 36 + 2 * std::sin(static_cast<double>(i));
        if (question.range.to - at < 6h)
            value += 38 * (1 - static_cast<double>((question.range.to - at).count()) / 21.6e6);
        made.curve.push_back({at, i > 40 && i < 52 ? std::nullopt : std::optional(value)});
    }
    made.threshold = 14.4;
    const AlertSubject subject{{"prod-eu"}, {"Domain", "", "shop.example.com/checkout"}};
    made.firings = {{.subject = subject,
                        .pendingSince = burst,
                        .firedAt = burst + 2min,
                        .resolvedAt = burst + 8h,
                        .peak = 38,
                        .pages = 2},
        {.subject = subject,
            .pendingSince = question.range.to - 4h,
            .firedAt = question.range.to - 4h + 2min,
            .peak = 16,
            .pages = 1}};
    for (const IncidentSpan &incident : question.incidents) {
        made.caught.push_back(incident);
        for (BacktestFiring &firing : made.firings) {
            if (incident.range.contains(firing.firedAt))
                firing.incident = incident.name;
        }
    }
    made.firingTime = 41min;
    made.pages = {{1, 2}, {2, 1}};
    made.dataSince = question.range.from;
    return made;
}

std::vector<SweepRow> makeSweep(
    const console::BacktestQuestion &question, const std::vector<double> &thresholds)
{
    std::vector<SweepRow> rows;
    for (const double threshold : thresholds)
        rows.push_back({.threshold = threshold,
            .firings = threshold < 10 ? 5
                : threshold < 20      ? 2
                                      : 1,
            .pages = threshold < 10 ? 6
                : threshold < 20    ? 3
                                    : 1,
            .falseAlarms = threshold < 10 && !question.incidents.empty() ? 3 : 0,
            .caught = static_cast<int>(question.incidents.size()),
            .detectedAfter = threshold < 10 ? Duration{2min} : Duration{4min},
            .isCurrent = threshold == 14.4});
    return rows;
}

DecisionTrace makeTrace(const AlertRule &rule, const AlertSubject &subject, Timestamp at)
{
    const bool isTold = rule.id != 6;
    using Stage = DecisionStep::Stage;
    return DecisionTrace{.rule = rule,
        .subject = subject,
        .at = at,
        .steps = {{Stage::Enabled, true, "the rule is enabled"},
            {Stage::Data, true, "12 increments in the last hour"},
            {Stage::Condition, true, "burn(1h) was 16.2, over 14.4; burn(5m) was 61, over 14.4"},
            {Stage::For, true, "true since 2026-03-01T03:09:50Z, long enough (2 m)"},
            {Stage::Silence, true, "no silence matches"},
            {Stage::Inhibition, isTold,
                isTold ? "nothing it calls fires" : "inhibited by NodeDiskPressure on node-5"},
            {Stage::Outcome, isTold, isTold ? "paged page-slack, mail" : "told nobody"}},
        .paged = isTold};
}

} // namespace binnacle::fake
