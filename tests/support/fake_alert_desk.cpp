#include "tests/support/fake_alert_desk.h"

#include "tests/support/fake_alert_board.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>

namespace binnacle::fake {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

QJsonValue member(const QString &condition, const QString &key)
{
    return QJsonDocument::fromJson(condition.toUtf8()).object().value(key);
}

} // namespace

AlertDesk::AlertDesk(Timestamp now)
    : m_now(isKnown(now) ? now
                         : std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()))
    , m_board(makeAlertBoard(m_now))
    , m_past(makePastAlerts(m_board, m_now))
{}

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

console::Answer<Backtest> AlertDesk::backtest(const console::BacktestQuestion &question,
    std::stop_token stop, std::function<void(double)> told)
{
    backtested.push_back(question);
    progress = std::move(told);
    backtestStop = std::move(stop);
    if (!holdsBacktests)
        return answer(makeBacktest(question));
    m_heldValue = makeBacktest(question);
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
    return answer(makeSweep(question, thresholds));
}

console::Answer<DecisionTrace> AlertDesk::explain(
    std::int64_t rule, const AlertSubject &subject, Timestamp at)
{
    explained.push_back(at);
    const auto found = std::ranges::find(m_board.rules, rule, &AlertRule::id);
    return answer(makeTrace(found == m_board.rules.end() ? AlertRule{} : *found, subject, at));
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
