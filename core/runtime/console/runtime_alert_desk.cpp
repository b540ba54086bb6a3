#include "core/runtime/console/runtime_alert_desk.h"

#include "core/alerts/alert_repository.h"
#include "core/alerts/backtest.h"
#include "core/alerts/condition.h"
#include "core/alerts/decision_trace.h"
#include "core/alerts/prometheus_rule_import.h"
#include "core/alerts/replay_past.h"
#include "core/alerts/rules_json.h"
#include "core/console/on_answer.h"
#include "core/notify/outbox_repository.h"
#include "core/runtime/alert_keeper.h"
#include "core/runtime/alert_messages.h"
#include "core/runtime/channel_keeper.h"
#include "core/runtime/console/answering.h"
#include "core/runtime/console/rule_preview.h"
#include "core/runtime/workspace_queries.h"
#include "core/runtime/workspace_settings.h"

#include <QFile>

#include <algorithm>
#include <chrono>
#include <utility>

namespace binnacle::runtime {

namespace {

constexpr std::chrono::milliseconds kGather{100};
constexpr qint64 kLargestRuleFile = 16 << 20;

Progress share(std::function<void(double)> progress)
{
    return [progress = std::move(progress)](std::size_t done, std::size_t total) {
        if (progress && total > 0)
            progress(static_cast<double>(done) / static_cast<double>(total));
    };
}

alerts::BacktestQuery queryOf(
    const console::BacktestQuestion &question, const console::AlertBoard &board)
{
    alerts::BacktestQuery query{
        .rule = question.rule, .range = question.range, .incidents = question.incidents};
    for (const Channel &channel : board.channels) {
        if (channel.isEffective())
            query.effectiveChannels.push_back(channel.id);
    }
    return query;
}

} // namespace

RuntimeAlertDesk::RuntimeAlertDesk(Runtime &runtime, DesktopUser &user, QObject *parent)
    : AlertDesk(parent)
    , m_runtime(runtime)
    , m_user(user)
    , m_board(std::make_shared<const console::AlertBoard>())
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &RuntimeAlertDesk::showBoard);
    m_alertsChanged = m_runtime.alerts().changed().add([this] { announce(); });
    m_channelsChanged = m_runtime.channels().changed().add([this] { announce(); });
    m_told = m_runtime.alerts().told().add([this](const Alert &alert) {
        QMetaObject::invokeMethod(
            this, [this, alert] { emit paged(alert); }, Qt::QueuedConnection);
    });
    showBoard();
}

RuntimeAlertDesk::~RuntimeAlertDesk() = default;

void RuntimeAlertDesk::announce()
{
    if (m_isAnnounced.exchange(true))
        return;
    QMetaObject::invokeMethod(
        this, [this] { m_soon.start(kGather); }, Qt::QueuedConnection);
}

void RuntimeAlertDesk::showBoard()
{
    m_isAnnounced = false;
    const auto state = m_runtime.alerts().state();
    auto board = std::make_shared<console::AlertBoard>();
    board->asOf = m_runtime.clock().now();
    board->rules = state->rules;
    board->alerts = state->alerts;
    board->silences = state->silences;
    std::stable_partition(board->silences.begin(), board->silences.end(),
        [&](const Silence &silence) { return silence.until > board->asOf; });
    board->channels = *m_runtime.channels().channels();
    board->waitingDeliveries = m_waiting;
    board->health = state->health ? m_runtime.channels().health() : state->health;
    board->unevaluated = state->problems;
    m_board = std::move(board);
    emit changed();
    console::onAnswer(
        answer<std::int64_t>(m_runtime.workspace().readers(),
            [](store::Connection &connection) { return notify::countWaiting(connection); }),
        this, [this](const Result<std::shared_ptr<const std::int64_t>> &waiting) {
            if (waiting && std::exchange(m_waiting, **waiting) != **waiting)
                announce();
        });
}

console::Answer<std::vector<Alert>> RuntimeAlertDesk::history(const AlertHistoryQuery &query)
{
    return answer<std::vector<Alert>>(m_runtime.workspace().readers(),
        [query](store::Connection &connection) { return alerts::readAlerts(connection, query); });
}

console::Answer<RulePreview> RuntimeAlertDesk::preview(const AlertRule &rule, std::stop_token stop)
{
    auto [future, give] = makeAnswer<RulePreview>();
    m_pool.post([this, rule, stop = std::move(stop), give = give] {
        if (stop.stop_requested())
            return give(Error{ErrorCode::Cancelled, "nobody waits for it any more"});
        give(previewRule(rule, *m_runtime.hub().state(), m_runtime.workspace().readers(),
            m_runtime.queries(), m_runtime.clock().now(), stop));
    });
    return future;
}

// The circumstances as they are known now: who called whom.
alerts::ReplayScene RuntimeAlertDesk::scene(const AlertRule &asked) const
{
    alerts::ReplayScene scene;
    for (const AlertRule &rule : m_board->rules) {
        if (rule.isEnabled && rule.id != asked.id)
            scene.others.push_back(rule);
    }
    // Alerts of who calls whom are what inhibits; rules of other kinds have no say in that.
    std::erase_if(scene.others, [](const AlertRule &rule) {
        const auto condition = alerts::readCondition(rule.condition);
        return !condition || condition->kind != alerts::ConditionKind::Level
            || condition->level == SloSubject::Kind::Domain;
    });
    auto world = std::make_shared<alerts::EngineWorld>(m_runtime.alerts().world());
    scene.world = [world = std::shared_ptr<const alerts::EngineWorld>(std::move(world))](
                      Timestamp) { return world; };
    return scene;
}

Duration RuntimeAlertDesk::offlineAfter() const
{
    return m_runtime.settings().current().agents.agentOfflineAfter;
}

console::Answer<Backtest> RuntimeAlertDesk::backtest(const console::BacktestQuestion &question,
    std::stop_token stop, std::function<void(double)> progress)
{
    alerts::BacktestQuery query = queryOf(question, *m_board);
    query.scene = scene(question.rule);
    return answer<Backtest>(m_runtime.workspace().readers(),
        [query = std::move(query), offlineAfter = offlineAfter(), stop = std::move(stop),
            progress = share(std::move(progress))](
            store::Connection &connection) -> Result<Backtest> {
            alerts::BacktestQuery asked = query;
            const Status read
                = alerts::takePast(connection, asked.range, offlineAfter, asked.scene);
            if (!read)
                return read.error();
            return alerts::runBacktest(connection, asked, stop, progress);
        });
}

console::Answer<std::vector<SweepRow>> RuntimeAlertDesk::sweep(
    const console::BacktestQuestion &question, const std::vector<double> &thresholds,
    std::stop_token stop, std::function<void(double)> progress)
{
    alerts::BacktestQuery query = queryOf(question, *m_board);
    query.scene = scene(question.rule);
    return answer<std::vector<SweepRow>>(m_runtime.workspace().readers(),
        [query = std::move(query), thresholds, offlineAfter = offlineAfter(),
            stop = std::move(stop), progress = share(std::move(progress))](
            store::Connection &connection) -> Result<std::vector<SweepRow>> {
            alerts::BacktestQuery asked = query;
            const Status read
                = alerts::takePast(connection, asked.range, offlineAfter, asked.scene);
            if (!read)
                return read.error();
            return alerts::runSweep(connection, asked, thresholds, stop, progress);
        });
}

console::Answer<DecisionTrace> RuntimeAlertDesk::explain(
    std::int64_t rule, const AlertSubject &subject, Timestamp at)
{
    const auto known = std::ranges::find(m_board->rules, rule, &AlertRule::id);
    if (known == m_board->rules.end()) {
        auto [future, give] = makeAnswer<DecisionTrace>();
        give(Error{ErrorCode::NotFound, "this rule does not exist any more"});
        return future;
    }
    alerts::TraceQuery query{.rule = *known, .subject = subject, .at = at, .scene = scene(*known)};
    return answer<DecisionTrace>(m_runtime.workspace().readers(),
        [query = std::move(query), offlineAfter = offlineAfter()](
            store::Connection &connection) -> Result<DecisionTrace> {
            alerts::TraceQuery asked = query;
            const TimeRange before{asked.at - alerts::kLongestTrace, asked.at + Duration{1}};
            const Status read = alerts::takePast(connection, before, offlineAfter, asked.scene);
            if (!read)
                return read.error();
            return alerts::explainAt(connection, asked);
        });
}

std::string RuntimeAlertDesk::ruleName(std::int64_t rule) const
{
    const auto known = std::ranges::find(m_board->rules, rule, &AlertRule::id);
    return known == m_board->rules.end() ? std::to_string(rule) : known->name;
}

QFuture<Status> RuntimeAlertDesk::saveRule(const AlertRule &rule)
{
    AlertRule changed = rule;
    changed.updatedBy = m_user.principal().username;
    const auto before = std::ranges::find(m_board->rules, rule.id, &AlertRule::id);
    const bool isNew = before == m_board->rules.end();
    return m_user.perform({.capability = Capability::ManageAlerts,
                              .cluster = rule.cluster,
                              .action = isNew ? AuditAction::Create : AuditAction::Update,
                              .resource = "alert rule " + rule.name,
                              .before = isNew ? std::string() : alerts::ruleJson(*before),
                              .after = alerts::ruleJson(rule)},
        [this, changed](DesktopUser::Done done) { m_runtime.alerts().saveRule(changed, done); });
}

QFuture<Status> RuntimeAlertDesk::removeRule(std::int64_t rule)
{
    return m_user.perform({.capability = Capability::ManageAlerts,
                              .action = AuditAction::Delete,
                              .resource = "alert rule " + ruleName(rule)},
        [this, rule](DesktopUser::Done done) { m_runtime.alerts().removeRule(rule, done); });
}

QFuture<Status> RuntimeAlertDesk::acknowledge(std::int64_t alert, const QString &note)
{
    std::string by = m_user.principal().username;
    if (!note.isEmpty())
        by += ": " + note.toStdString();
    const auto known = std::ranges::find(m_board->alerts, alert, &Alert::id);
    const bool isOpen = known != m_board->alerts.end();
    return m_user.perform({.capability = Capability::ManageAlerts,
                              .cluster = isOpen ? known->subject.cluster : ClusterId{},
                              .action = AuditAction::Update,
                              .resource = "alert " + std::to_string(alert) + " acknowledged"},
        [this, alert, by](
            DesktopUser::Done done) { m_runtime.alerts().acknowledge(alert, by, done); });
}

QFuture<Status> RuntimeAlertDesk::saveSilence(const Silence &silence)
{
    Silence changed = silence;
    if (changed.id == 0)
        changed.createdBy = m_user.principal().username;
    std::string matchers;
    for (const AlertMatcher &matcher : silence.matchers)
        matchers += (matchers.empty() ? "" : ", ") + alertMatcherText(matcher);
    return m_user.perform({.capability = Capability::ManageAlerts,
                              .action = silence.id == 0 ? AuditAction::Create : AuditAction::Update,
                              .resource = "silence " + silence.name + " of " + matchers},
        [this, changed](DesktopUser::Done done) { m_runtime.alerts().saveSilence(changed, done); });
}

QFuture<Status> RuntimeAlertDesk::endSilence(std::int64_t silence)
{
    return m_user.perform({.capability = Capability::ManageAlerts,
                              .action = AuditAction::Update,
                              .resource = "silence " + std::to_string(silence) + " ended"},
        [this, silence](DesktopUser::Done done) { m_runtime.alerts().endSilence(silence, done); });
}

console::Answer<RuleImport> RuntimeAlertDesk::readRules(const QString &file)
{
    auto [future, give] = makeAnswer<RuleImport>();
    m_pool.post([file, give = give] {
        QFile source(file);
        if (!source.open(QIODevice::ReadOnly))
            return give(Error{ErrorCode::NotFound,
                "the file cannot be read: " + source.errorString().toStdString()});
        if (source.size() > kLargestRuleFile)
            return give(Error{ErrorCode::TooLarge, "a rule file has at most 16 MiB"});
        give(alerts::importPrometheusRules(source.readAll().toStdString()));
    });
    return future;
}

QString RuntimeAlertDesk::exportRules(const std::vector<AlertRule> &rules) const
{
    return QString::fromStdString(alerts::rulesJson(rules));
}

QFuture<Status> RuntimeAlertDesk::saveChannel(const Channel &channel)
{
    // Its configuration may hold secrets: the audit names it only.
    return m_user.perform({.capability = Capability::ManageAlerts,
                              .action = channel.id == 0 ? AuditAction::Create : AuditAction::Update,
                              .resource = "channel " + channel.name},
        [this, channel](DesktopUser::Done done) { m_runtime.channels().save(channel, done); });
}

QFuture<Status> RuntimeAlertDesk::removeChannel(std::int64_t channel)
{
    const auto known = std::ranges::find(m_board->channels, channel, &Channel::id);
    const std::string name
        = known == m_board->channels.end() ? std::to_string(channel) : known->name;
    return m_user.perform({.capability = Capability::ManageAlerts,
                              .action = AuditAction::Delete,
                              .resource = "channel " + name},
        [this, channel](DesktopUser::Done done) { m_runtime.channels().remove(channel, done); });
}

console::Answer<ChannelTest> RuntimeAlertDesk::testChannel(const Channel &channel)
{
    auto [future, give] = makeAnswer<ChannelTest>();
    const Deed deed{.capability = Capability::ManageAlerts,
        .action = AuditAction::Execute,
        .resource = "channel " + channel.name + " tested"};
    if (const Status granted = m_user.allowed(deed); !granted) {
        give(granted.error());
        return future;
    }
    m_user.record(deed, Done{}, {});
    m_runtime.channels().test(channel, give);
    return future;
}

console::Answer<MessagePreview> RuntimeAlertDesk::previewMessage(
    const Channel &channel, const AlertRule &rule)
{
    auto [future, give] = makeAnswer<MessagePreview>();
    const Timestamp now = m_runtime.clock().now();
    Alert sample{.rule = rule.id,
        .ruleName = rule.name,
        .severity = rule.severity,
        .subject = {.cluster = rule.cluster.isEmpty() ? ClusterId{"prod"} : rule.cluster,
            .object = {.kind = "Deployment", .ns = "shop", .name = "checkout"}},
        .title = rule.name,
        .message = rule.message,
        .valueText = "16.2×",
        .firedAt = now};
    m_runtime.channels().preview(
        channel, messageOf(rule, alerts::AlertPage::Kind::Firing, {sample}, nullptr, now), give);
    return future;
}

console::Answer<std::vector<Delivery>> RuntimeAlertDesk::deliveries(const DeliveryQuery &query)
{
    return answer<std::vector<Delivery>>(
        m_runtime.workspace().readers(), [query](store::Connection &connection) {
            return notify::readDeliveries(connection, query);
        });
}

} // namespace binnacle::runtime
