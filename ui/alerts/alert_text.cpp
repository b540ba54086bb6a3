#include "ui/alerts/alert_text.h"

#include "ui/widgets/formatting.h"
#include "ui/widgets/slo_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

#include <array>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(AlertText)
};

QString hushWord(AlertHush hush)
{
    switch (hush) {
    case AlertHush::Silenced:
        return Words::tr("silenced");
    case AlertHush::Maintenance:
        return Words::tr("maintenance");
    case AlertHush::Inhibited:
        return Words::tr("inhibited");
    case AlertHush::Flapping:
        return Words::tr("flapping");
    case AlertHush::None:
        break;
    }
    return {};
}

} // namespace

QString alertSeverityText(AlertSeverity severity)
{
    switch (severity) {
    case AlertSeverity::Critical:
        return Words::tr("critical", "a severity");
    case AlertSeverity::Warning:
        return Words::tr("warning", "a severity");
    case AlertSeverity::Info:
        break;
    }
    return Words::tr("info", "a severity");
}

StatusKind alertSeverityStatus(AlertSeverity severity)
{
    switch (severity) {
    case AlertSeverity::Critical:
        return StatusKind::Critical;
    case AlertSeverity::Warning:
        return StatusKind::Warning;
    case AlertSeverity::Info:
        break;
    }
    return StatusKind::Neutral;
}

QString conditionKindText(const QString &kind)
{
    static constexpr std::array<std::pair<const char *, const char *>, 22> kKinds{{
        {"slo", QT_TRANSLATE_NOOP("AlertText", "SLO burn rate")},
        {"domain", QT_TRANSLATE_NOOP("AlertText", "domain")},
        {"service", QT_TRANSLATE_NOOP("AlertText", "service")},
        {"edge", QT_TRANSLATE_NOOP("AlertText", "edge")},
        {"event", QT_TRANSLATE_NOOP("AlertText", "event")},
        {"resource", QT_TRANSLATE_NOOP("AlertText", "object")},
        {"query", QT_TRANSLATE_NOOP("AlertText", "query")},
        {"absent", QT_TRANSLATE_NOOP("AlertText", "heartbeat")},
        {"heartbeat", QT_TRANSLATE_NOOP("AlertText", "heartbeat")},
        {"pods", QT_TRANSLATE_NOOP("AlertText", "pods")},
        {"nodes", QT_TRANSLATE_NOOP("AlertText", "nodes")},
        {"workloads", QT_TRANSLATE_NOOP("AlertText", "workloads")},
        {"deployments", QT_TRANSLATE_NOOP("AlertText", "deployments")},
        {"daemonsets", QT_TRANSLATE_NOOP("AlertText", "daemon sets")},
        {"statefulsets", QT_TRANSLATE_NOOP("AlertText", "stateful sets")},
        {"jobs", QT_TRANSLATE_NOOP("AlertText", "jobs")},
        {"namespaces", QT_TRANSLATE_NOOP("AlertText", "namespaces")},
        {"clusters", QT_TRANSLATE_NOOP("AlertText", "clusters")},
        {"services", QT_TRANSLATE_NOOP("AlertText", "services")},
        {"volumes", QT_TRANSLATE_NOOP("AlertText", "volumes")},
        {"commands", QT_TRANSLATE_NOOP("AlertText", "commands")},
        {"agents", QT_TRANSLATE_NOOP("AlertText", "agents")},
    }};
    for (const auto &[key, text] : kKinds) {
        if (kind == QLatin1StringView(key))
            return Words::tr(text);
    }
    return kind;
}

QString alertStateText(const Alert &alert, Timestamp now)
{
    if (isKnown(alert.resolvedAt) && alert.resolvedAt <= now)
        return Words::tr("resolved, took %1").arg(ageText(alert.resolvedAt - alert.firedAt));
    if (alert.hasNoData)
        return Words::tr("no data %1").arg(ageText(alert.pendingSince, now));
    if (isFiringAt(alert, now))
        return Words::tr("firing %1").arg(ageText(alert.firedAt, now));
    return Words::tr("pending %1").arg(ageText(alert.pendingSince, now));
}

StatusKind alertStateStatus(const Alert &alert, Timestamp now)
{
    if (isKnown(alert.resolvedAt) && alert.resolvedAt <= now)
        return StatusKind::Ok;
    return isFiringAt(alert, now) ? alertSeverityStatus(alert.severity) : StatusKind::Unknown;
}

bool isFiringAt(const Alert &alert, Timestamp at)
{
    return isKnown(alert.firedAt) && alert.firedAt <= at
        && (!isKnown(alert.resolvedAt) || at < alert.resolvedAt);
}

QString alertHushText(const Alert &alert)
{
    const QString word = hushWord(alert.hush);
    if (word.isEmpty() || alert.hushedBy.empty())
        return word;
    return Words::tr("%1 by %2", "silenced by a silence, inhibited by an alert")
        .arg(word, toText(alert.hushedBy));
}

QString noDataText(NoDataPolicy policy)
{
    switch (policy) {
    case NoDataPolicy::Resolve:
        return Words::tr("resolve");
    case NoDataPolicy::Alert:
        return Words::tr("alert on it");
    case NoDataPolicy::KeepState:
        break;
    }
    return Words::tr("keep the state");
}

QString decisionStageText(DecisionStep::Stage stage)
{
    using Stage = DecisionStep::Stage;
    switch (stage) {
    case Stage::Enabled:
        return Words::tr("rule", "a step of a decision");
    case Stage::Data:
        return Words::tr("data", "a step of a decision");
    case Stage::Condition:
        return Words::tr("condition", "a step of a decision");
    case Stage::For:
        return Words::tr("for how long", "a step of a decision");
    case Stage::State:
        return Words::tr("state", "a step of a decision");
    case Stage::Maintenance:
        return Words::tr("maintenance", "a step of a decision");
    case Stage::Silence:
        return Words::tr("silences", "a step of a decision");
    case Stage::Inhibition:
        return Words::tr("inhibition", "a step of a decision");
    case Stage::FlapGuard:
        return Words::tr("flapping", "a step of a decision");
    case Stage::Cooldown:
        return Words::tr("cooldown", "a step of a decision");
    case Stage::Grouping:
        return Words::tr("grouping", "a step of a decision");
    case Stage::Channel:
        return Words::tr("channel", "a step of a decision");
    case Stage::Outcome:
        break;
    }
    return Words::tr("outcome", "a step of a decision");
}

QString channelTypeText(ChannelType type)
{
    switch (type) {
    case ChannelType::Slack:
        return u"Slack"_s;
    case ChannelType::Email:
        return Words::tr("e-mail");
    case ChannelType::Webhook:
        return Words::tr("webhook");
    case ChannelType::DingTalk:
        return Words::tr("DingTalk");
    case ChannelType::Feishu:
        break;
    }
    return Words::tr("Feishu");
}

QString deliveryStateText(DeliveryState state)
{
    switch (state) {
    case DeliveryState::Pending:
        return Words::tr("waiting", "a message");
    case DeliveryState::Sent:
        return Words::tr("sent", "a message");
    case DeliveryState::Failed:
        return Words::tr("failed, retrying", "a message");
    case DeliveryState::Dead:
        return Words::tr("given up", "a message");
    case DeliveryState::Digested:
        break;
    }
    return Words::tr("in a digest", "a message");
}

StatusKind deliveryStateStatus(DeliveryState state)
{
    switch (state) {
    case DeliveryState::Sent:
    case DeliveryState::Digested:
        return StatusKind::Ok;
    case DeliveryState::Failed:
        return StatusKind::Warning;
    case DeliveryState::Dead:
        return StatusKind::Critical;
    case DeliveryState::Pending:
        break;
    }
    return StatusKind::Unknown;
}

QString matchersText(const std::vector<AlertMatcher> &matchers)
{
    QStringList texts;
    for (const AlertMatcher &matcher : matchers)
        texts += toText(alertMatcherText(matcher));
    return texts.join(u", "_s);
}

QString durationField(Duration span)
{
    static constexpr std::array<std::pair<qint64, char16_t>, 3> kUnits{
        {{86'400'000, u'd'}, {3'600'000, u'h'}, {60'000, u'm'}}};
    // As one takes it out of a rule: "300 s" stays readable as "5 m".
    qint64 rest = span.count();
    QStringList parts;
    for (const auto &[length, unit] : kUnits) {
        if (rest < length)
            continue;
        parts += u"%1 %2"_s.arg(rest / length).arg(QChar(unit));
        rest %= length;
    }
    if (rest >= 1'000)
        parts += u"%1 s"_s.arg(rest / 1'000);
    if (rest % 1'000 > 0)
        parts += u"%1 ms"_s.arg(rest % 1'000);
    return parts.isEmpty() ? u"0 s"_s : parts.join(u' ');
}

std::optional<Duration> durationOf(const QString &text)
{
    QString compact = text;
    compact.remove(u' ');
    static const QRegularExpression number(u"^\\d+$"_s);
    if (number.match(compact).hasMatch())
        compact += u's';
    const auto span = parseDuration(compact.toStdString());
    return span ? std::optional(*span) : std::nullopt;
}

ValueText valueTextOf(const QString &conditionText)
{
    static const QRegularExpression firstWord(u"[A-Za-z_][A-Za-z_0-9]*"_s);
    QString metric = firstWord.match(conditionText).captured().toLower();
    if (metric == u"not")
        metric = firstWord.match(conditionText, 4).captured().toLower();
    if (metric.startsWith(u"burn"))
        return [](double value) { return burnText(value); };
    if (metric == u"p50" || metric == u"p95" || metric == u"p99" || metric == u"average"
        || metric == u"avg" || metric == u"latency")
        return [](double value) { return latencyText(value); };
    if (metric.startsWith(u"error") || metric.startsWith(u"budget")
        || metric.startsWith(u"availab"))
        return [](double value) { return targetText(value); };
    if (metric.startsWith(u"request") || metric == u"rps")
        return [](double value) { return requestRateText(value); };
    return [](double value) { return QLocale().toString(value, 'g', 4); };
}

QString namesText(const std::vector<std::string> &items)
{
    QStringList texts;
    for (const std::string &item : items)
        texts += toText(item);
    return texts.join(u", "_s);
}

std::vector<std::string> namesOf(const QString &text)
{
    std::vector<std::string> items;
    for (const QString &part : text.split(u',')) {
        if (const QString item = part.trimmed(); !item.isEmpty())
            items.push_back(item.toStdString());
    }
    return items;
}

} // namespace binnacle::ui
