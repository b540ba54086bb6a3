#include "tests/support/fake_alert_desk.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace binnacle::fake {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString conditionOf(const QString &kind, const QString &target, const QString &text, Duration holds,
    Duration resolveAfter)
{
    return QString::fromUtf8(
        QJsonDocument(QJsonObject{{u"kind"_s, kind}, {u"target"_s, target}, {u"text"_s, text},
                          {u"for"_s, static_cast<qint64>(holds.count())},
                          {u"resolve"_s, static_cast<qint64>(resolveAfter.count())}})
            .toJson(QJsonDocument::Compact));
}

QJsonValue member(const QString &condition, const QString &key)
{
    return QJsonDocument::fromJson(condition.toUtf8()).object().value(key);
}

} // namespace

AlertDesk::AlertDesk(Timestamp now)
    : m_now(isKnown(now) ? now
                         : std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()))
{
    m_board.asOf = m_now;
    addRules();
    addChannels();
    addAlerts();
}

void AlertDesk::addRules()
{
    std::int64_t id = 0;
    const auto add = [&](const char *name, const QString &kind, const QString &target,
                         const QString &text, Duration holds, AlertSeverity severity) {
        m_board.rules.push_back({.id = ++id,
            .name = name,
            .condition = conditionOf(kind, target, text, holds, 2min).toStdString(),
            .severity = severity,
            .channels = {1},
            .version = 1,
            .createdAt = m_now - std::chrono::days{40},
            .updatedAt = m_now - std::chrono::days{2},
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
    rule("EdgeErrorRate").isEnabled = false;
    rule("CheckoutBudgetBurn").channels = {1, 2};
    rule("CheckoutBudgetBurn").message = "{{target}} burns {{value}}, {{budget_left}} left";
    rule("AgentOffline").isBuiltIn = true;
}

void AlertDesk::addChannels()
{
    const auto add
        = [this](std::int64_t id, const char *name, ChannelType type, const char *config) {
              m_board.channels.push_back({.id = id,
                  .type = type,
                  .name = name,
                  .isEnabled = true,
                  .config = config,
                  .createdAt = m_now - std::chrono::days{40},
                  .updatedAt = m_now - std::chrono::days{9},
                  .lastTestAt = m_now - 3h,
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
    m_board.channels[2].language = "zh";
    m_board.channels[2].minSeverity = AlertSeverity::Warning;
    m_board.channels[3].problems = {"url: cloud metadata is not a target"};
    m_board.channels[3].lastTestSucceeded = false;
    m_board.channels[3].lastTestMessage = "refused before anything was sent";
    m_board.waitingDeliveries = 7;
    m_board.silences.push_back({.id = 1,
        .name = "deploy window",
        .matchers = {{.label = "namespace", .value = "shop"},
            {.label = "name", .op = AlertMatcher::Op::Regex, .value = "cart.*"}},
        .from = m_now - 20min,
        .until = m_now + 40min,
        .isMaintenance = true,
        .excludesBudget = true,
        .remindBefore = 10min,
        .reason = "cart 2.4 rolls out",
        .createdBy = "sre-2",
        .createdAt = m_now - 20min});
    m_board.silences.push_back({.id = 2,
        .name = "noisy node",
        .matchers = {{.label = "rule", .value = "NodeDiskPressure"}},
        .from = m_now - 30h,
        .until = m_now - 26h,
        .createdBy = "oncall",
        .createdAt = m_now - 30h});
}

Alert AlertDesk::alertOf(std::int64_t rule, const AlertSubject &subject, Timestamp fired) const
{
    const auto found = std::ranges::find(m_board.rules, rule, &AlertRule::id);
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

void AlertDesk::addAlerts()
{
    const ClusterId cluster{"prod-eu"};
    Alert burn = alertOf(2, {cluster, {"Domain", "", "shop.example.com/checkout"}}, m_now - 4min);
    burn.valueText = "14.9×";
    burn.value = 14.9;
    burn.message = "shop.example.com/checkout burns 14.9×, 21 % of the budget left";
    Alert latency = alertOf(6, {cluster, {"Service", "pay", "payments"}}, m_now - 6min);
    latency.valueText = "1.48 s";
    latency.hush = AlertHush::Inhibited;
    latency.hushedBy = "NodeDiskPressure";
    Alert disk = alertOf(5, {cluster, {"Node", "", "node-5"}}, m_now - 5min);
    disk.valueText = "3 events";
    disk.ackedBy = "sre-2";
    disk.ackedAt = m_now - 2min;
    Alert pending = alertOf(7, {cluster, {"Pod", "ml", "recommender-0"}}, {});
    pending.id = 0;
    pending.phase = AlertPhase::Pending;
    pending.pendingSince = m_now - 40s;
    pending.notifiedAt = {};
    m_board.alerts = {burn, latency, disk, pending};
    m_past = {burn, disk, latency};
    for (int back = 1; back <= 12; ++back) {
        Alert over = alertOf(back % 3 == 0 ? 2
                : back % 3 == 1            ? 6
                                           : 5,
            back % 3 == 0       ? burn.subject
                : back % 3 == 1 ? latency.subject
                                : disk.subject,
            m_now - back * 25min);
        over.id = 90 - back;
        over.resolvedAt = over.firedAt + 9min;
        over.valueText = "16.2";
        m_past.push_back(over);
    }
}

std::shared_ptr<const console::AlertBoard> AlertDesk::board() const
{
    return std::make_shared<const console::AlertBoard>(m_board);
}

void AlertDesk::setEmpty()
{
    m_board = {.asOf = m_now};
    m_past.clear();
}

AlertRule &AlertDesk::rule(const std::string &name)
{
    return *std::ranges::find(m_board.rules, name, &AlertRule::name);
}

template<typename T>
console::Answer<T> AlertDesk::answer(T value)
{
    return QtFuture::makeReadyFuture(
        Result<std::shared_ptr<const T>>(std::make_shared<const T>(std::move(value))));
}

QFuture<Status> AlertDesk::answered()
{
    return QtFuture::makeReadyFuture(error ? Status(*error) : Status(Done{}));
}

console::Answer<std::vector<Alert>> AlertDesk::history(const AlertHistoryQuery &query)
{
    asked.push_back(query);
    std::vector<Alert> found;
    for (const Alert &alert : m_past) {
        const bool isInside = (!isKnown(query.range.from) || query.range.from <= alert.firedAt)
            && (!isKnown(query.range.to) || alert.firedAt < query.range.to);
        const bool isElsewhere = !query.cluster.isEmpty() && query.cluster != alert.subject.cluster;
        if (isInside && !isElsewhere && (query.beforeId == 0 || alert.id < query.beforeId))
            found.push_back(alert);
    }
    return answer(std::move(found));
}

QStringList AlertDesk::conditionKinds() const
{
    return {u"slo"_s, u"service"_s, u"edge"_s, u"event"_s, u"resource"_s, u"query"_s, u"absent"_s};
}

QString AlertDesk::conditionKind(const QString &condition) const
{
    return member(condition, u"kind"_s).toString();
}

QString AlertDesk::conditionText(const QString &condition) const
{
    return member(condition, u"text"_s).toString();
}

QString AlertDesk::conditionTarget(const QString &condition) const
{
    return member(condition, u"target"_s).toString();
}

Result<QString> AlertDesk::condition(const QString &kind, const QString &target,
    const QString &text, Duration holds, Duration resolveAfter) const
{
    const bool isComparison = text.contains(u'>') || text.contains(u'<') || text.contains(u'=');
    if (!isComparison && kind != u"absent"_s)
        return Error{ErrorCode::InvalidArgument,
            "at character " + std::to_string(text.size() + 1)
                + ": a comparison such as > or < is expected"};
    return conditionOf(kind, target, text, holds, resolveAfter);
}

Duration AlertDesk::conditionFor(const QString &condition) const
{
    return Duration{member(condition, u"for"_s).toInteger()};
}

Duration AlertDesk::conditionResolveAfter(const QString &condition) const
{
    return Duration{member(condition, u"resolve"_s).toInteger()};
}

QString AlertDesk::conditionExample(const QString &kind) const
{
    return kind == u"slo"_s     ? u"burn(1h) > 14.4 and burn(5m) > 14.4"_s
        : kind == u"service"_s  ? u"p95(5m) > 300"_s
        : kind == u"edge"_s     ? u"error_rate(5m) > 2"_s
        : kind == u"event"_s    ? u"reason = BackOff, 3 in 10m"_s
        : kind == u"resource"_s ? u"phase = Pending and age > 10m"_s
        : kind == u"query"_s    ? u"pods(phase=Failed).count() > 0"_s
                                : u"no heartbeat"_s;
}

QStringList AlertDesk::targets(const QString &kind) const
{
    if (kind == u"slo"_s)
        return {u"shop.example.com"_s, u"shop.example.com/checkout"_s, u"api.example.com"_s};
    if (kind == u"service"_s)
        return {u"pay/payments"_s, u"shop/cart"_s, u"shop/checkout"_s};
    return {};
}

console::Answer<RulePreview> AlertDesk::preview(const AlertRule &rule, std::stop_token)
{
    previewed.push_back(rule);
    return answer(RulePreview{.readings
        = {{.subject = m_board.alerts.empty() ? AlertSubject{} : m_board.alerts.front().subject,
            .isTrue = true,
            .value = 14.9,
            .valueText = "14.9× over 1 h, 61× over 5 m"}},
        .subjects = 6,
        .active = 1});
}

Backtest AlertDesk::backtestOf(const console::BacktestQuestion &question) const
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

console::Answer<Backtest> AlertDesk::backtest(const console::BacktestQuestion &question,
    std::stop_token stop, std::function<void(double)> told)
{
    backtested.push_back(question);
    progress = std::move(told);
    backtestStop = std::move(stop);
    if (!holdsBacktests)
        return answer(backtestOf(question));
    m_heldValue = backtestOf(question);
    m_held = std::make_shared<QPromise<Result<std::shared_ptr<const Backtest>>>>();
    m_held->start();
    return m_held->future();
}

void AlertDesk::release()
{
    m_held->addResult(
        Result<std::shared_ptr<const Backtest>>(std::make_shared<const Backtest>(*m_heldValue)));
    m_held->finish();
}

console::Answer<std::vector<SweepRow>> AlertDesk::sweep(const console::BacktestQuestion &question,
    const std::vector<double> &thresholds, std::stop_token, std::function<void(double)>)
{
    swept.push_back(thresholds);
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
    return answer(std::move(rows));
}

console::Answer<DecisionTrace> AlertDesk::explain(
    std::int64_t rule, const AlertSubject &subject, Timestamp at)
{
    explained.push_back(at);
    const auto found = std::ranges::find(m_board.rules, rule, &AlertRule::id);
    using Stage = DecisionStep::Stage;
    return answer(DecisionTrace{.rule = found == m_board.rules.end() ? AlertRule{} : *found,
        .subject = subject,
        .at = at,
        .steps = {{Stage::Enabled, true, "the rule is enabled"},
            {Stage::Data, true, "12 increments in the last hour"},
            {Stage::Condition, true, "burn(1h) was 16.2, over 14.4; burn(5m) was 61, over 14.4"},
            {Stage::For, true, "true for 2 m 10 s, 2 m are asked for"},
            {Stage::Silence, true, "no silence matches"},
            {Stage::Inhibition, rule != 6,
                rule != 6 ? "nothing it calls fires" : "inhibited by NodeDiskPressure on node-5"},
            {Stage::Outcome, rule != 6, rule != 6 ? "paged page-slack, mail" : "told nobody"}},
        .paged = rule != 6});
}

QFuture<Status> AlertDesk::saveRule(const AlertRule &rule)
{
    const auto found = std::ranges::find(m_board.rules, rule.id, &AlertRule::id);
    const bool isStored = rule.id != 0 && found != m_board.rules.end();
    if (isStored && found->version != rule.version)
        return QtFuture::makeReadyFuture(
            Status(Error{ErrorCode::Conflict, "the rule was changed meanwhile"}));
    saved.push_back(rule);
    if (!error) {
        AlertRule stored = rule;
        ++stored.version;
        stored.updatedAt = m_now;
        if (isStored) {
            *found = stored;
        } else {
            stored.id = 50 + static_cast<std::int64_t>(saved.size());
            m_board.rules.push_back(stored);
            std::ranges::sort(m_board.rules, {}, &AlertRule::name);
        }
    }
    QFuture<Status> outcome = answered();
    emit changed();
    return outcome;
}

QFuture<Status> AlertDesk::removeRule(std::int64_t rule)
{
    std::erase_if(m_board.rules, [rule](const AlertRule &known) { return known.id == rule; });
    emit changed();
    return answered();
}

QFuture<Status> AlertDesk::acknowledge(std::int64_t alert, const QString &note)
{
    acknowledged.emplace_back(alert, note);
    for (Alert &known : m_board.alerts) {
        if (known.id == alert && !error) {
            known.ackedBy = "oncall";
            known.ackedAt = m_now;
        }
    }
    emit changed();
    return answered();
}

QFuture<Status> AlertDesk::saveSilence(const Silence &silence)
{
    silences.push_back(silence);
    if (!error && silence.id == 0) {
        m_board.silences.insert(m_board.silences.begin(), silence);
        m_board.silences.front().id = 30 + static_cast<std::int64_t>(silences.size());
    }
    emit changed();
    return answered();
}

QFuture<Status> AlertDesk::endSilence(std::int64_t silence)
{
    for (Silence &known : m_board.silences) {
        if (known.id == silence)
            known.endedAt = m_now;
    }
    emit changed();
    return answered();
}

console::Answer<RuleImport> AlertDesk::readRules(const QString &)
{
    AlertRule high{.name = "HighErrorRate",
        .condition
        = conditionOf(u"service"_s, {}, u"error_rate(5m) > 5"_s, 10min, 0s).toStdString()};
    AlertRule taken{.name = "PodCrashLoop",
        .condition = conditionOf(u"event"_s, {}, u"reason = BackOff"_s, 0s, 0s).toStdString()};
    return answer(RuleImport{
        .entries = {{"HighErrorRate", "rate(http_errors_total[5m]) / rate(http_total[5m]) > 0.05",
                        high, "labels are left out"},
            {"PodCrashLoop", "rate(kube_pod_restarts_total[10m]) > 0", taken, ""},
            {"PredictDiskFull", "predict_linear(node_filesystem_free_bytes[1h], 4 * 3600) < 0",
                std::nullopt, "predict_linear cannot be expressed"}}});
}

QString AlertDesk::exportRules(const std::vector<AlertRule> &rules) const
{
    return u"{\"rules\":%1}"_s.arg(rules.size());
}

QFuture<Status> AlertDesk::saveChannel(const Channel &channel)
{
    channels.push_back(channel);
    for (Channel &known : m_board.channels) {
        if (known.id == channel.id && channel.id != 0 && !error) {
            known = channel;
            known.updatedAt = m_now;
        }
    }
    emit changed();
    return answered();
}

QFuture<Status> AlertDesk::removeChannel(std::int64_t channel)
{
    std::erase_if(
        m_board.channels, [channel](const Channel &known) { return known.id == channel; });
    emit changed();
    return answered();
}

console::Answer<ChannelTest> AlertDesk::testChannel(const Channel &channel)
{
    tested.push_back(channel);
    const bool isFine = channel.problems.empty();
    return answer(ChannelTest{.succeeded = isFine,
        .latency = 312ms,
        .status = isFine ? 200 : 0,
        .response = isFine ? "ok" : "refused before anything was sent"});
}

console::Answer<MessagePreview> AlertDesk::previewMessage(
    const Channel &channel, const AlertRule &rule)
{
    previewLanguages.push_back(channel.language);
    const bool isChinese = channel.language == "zh";
    return answer(MessagePreview{
        .subject = channel.type == ChannelType::Email ? "[critical] " + rule.name : std::string(),
        .body = R"({"text":")" + rule.name + R"("})",
        .readable = (isChinese ? "🔴 告警触发: " : "🔴 Firing: ") + rule.name
            + (isChinese ? "\n集群: prod-eu" : "\nCluster: prod-eu")});
}

console::Answer<std::vector<Delivery>> AlertDesk::deliveries(const DeliveryQuery &query)
{
    std::vector<Delivery> rows;
    const auto add = [&](std::int64_t id, const char *title, DeliveryState state, int attempts,
                         int status, const char *answerText) {
        Delivery row{.id = id,
            .channel = query.channel,
            .title = title,
            .state = state,
            .attempts = attempts,
            .createdAt = m_now - id * 7min};
        if (state == DeliveryState::Failed)
            row.nextAt = m_now + 2min;
        for (int i = 0; i < attempts; ++i)
            row.tries.push_back({.at = row.createdAt,
                .took = 312ms,
                .status = status,
                .answer = answerText,
                .succeeded = status == 200});
        rows.push_back(row);
    };
    if (query.channel == 1) {
        add(1, "CheckoutBudgetBurn on shop.example.com/checkout", DeliveryState::Sent, 1, 200,
            "ok");
        add(2, "PaymentsLatencyP95 on pay/payments", DeliveryState::Failed, 3, 429, "slow down");
        add(3, "NodeDiskPressure on node-5", DeliveryState::Dead, 1, 404, "no_service");
    }
    return answer(std::move(rows));
}

} // namespace binnacle::fake
