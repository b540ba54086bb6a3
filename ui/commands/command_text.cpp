#include "ui/commands/command_text.h"

#include "ui/widgets/formatting.h"
#include "ui/widgets/slo_text.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <array>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CommandText)
};

constexpr qsizetype kIdShown = 11;

QJsonObject parametersOf(const Command &command)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(command.params)).object();
}

QString numberText(std::optional<double> number)
{
    if (!number)
        return u"—"_s;
    const bool isWhole = *number == static_cast<double>(static_cast<qint64>(*number));
    return QLocale().toString(*number, 'f', isWhole ? 0 : *number >= 100 ? 1 : 2);
}

} // namespace

QString targetText(const ResourceRef &target)
{
    if (target.isEmpty())
        return {};
    const QString name = toText(target.ns.empty() ? target.name : target.ns + '/' + target.name);
    return target.kind.empty() ? name : u"%1 %2"_s.arg(toText(target.kind), name);
}

QString actionName(const Command &command)
{
    if (command.action == "delete" && command.target.kind == "Pod")
        return u"delete_pod"_s;
    return toText(command.action);
}

QString parameterTail(const Command &command)
{
    const QJsonObject parameters = parametersOf(command);
    if (command.action == "scale" && parameters.contains(u"replicas"_s))
        return u"→ %1"_s.arg(parameters.value(u"replicas"_s).toInteger());
    if (command.action == "update_image")
        return u"→ %1"_s.arg(parameters.value(u"image"_s).toString());
    return {};
}

QString commandLine(const Command &command)
{
    QString line = actionName(command);
    for (const QString &part : {targetText(command.target), parameterTail(command)}) {
        if (!part.isEmpty())
            line += u' ' + part;
    }
    return line;
}

QString inverseText(const Command &command)
{
    const QJsonObject parameters = parametersOf(command);
    if (command.action == "scale")
        return Words::tr("Scale back to %1")
            .arg(QLocale().toString(parameters.value(u"replicas"_s).toInteger()));
    if (command.action == "update_image")
        return Words::tr("Image back to %1").arg(parameters.value(u"image"_s).toString());
    const QString name = toText(command.target.name);
    if (command.action == "uncordon")
        return Words::tr("Uncordon %1").arg(name);
    if (command.action == "cordon")
        return Words::tr("Cordon %1").arg(name);
    return Words::tr("Take it back: %1").arg(commandLine(command));
}

QString commandSourceText(std::string_view source)
{
    if (source == "api")
        return Words::tr("API", "where a command came from");
    if (source == "ai")
        return Words::tr("AI", "where a command came from");
    if (source == "web" || source == "desktop")
        return Words::tr("console", "where a command came from");
    return toText(source);
}

QString roleWord(Role role)
{
    switch (role) {
    case Role::Admin:
        return Words::tr("admin", "a role");
    case Role::Operator:
        return Words::tr("operator", "a role");
    case Role::Viewer:
        break;
    }
    return Words::tr("viewer", "a role");
}

QString shortId(std::string_view id)
{
    const QString text = toText(id);
    return text.size() <= kIdShown ? text : u"%1…%2"_s.arg(text.left(8), text.right(2));
}

QString commandStateText(const CommandEntry &entry)
{
    if (entry.isOutcomeUnknown)
        return Words::tr("unknown (agent lost)", "state of a command");
    switch (entry.record.state) {
    case CommandState::Pending:
        return Words::tr("queued", "state of a command");
    case CommandState::Delivering:
        return Words::tr("delivered", "state of a command");
    case CommandState::Running:
        return Words::tr("running", "state of a command");
    case CommandState::Success:
        return Words::tr("succeeded", "state of a command");
    case CommandState::Failed:
        return Words::tr("failed", "state of a command");
    case CommandState::Timeout:
        return Words::tr("timed out", "state of a command");
    case CommandState::Cancelled:
        return Words::tr("cancelled", "state of a command");
    case CommandState::Expired:
        break;
    }
    return Words::tr("expired, never delivered", "state of a command");
}

Tone commandStateTone(const CommandEntry &entry)
{
    if (entry.isOutcomeUnknown)
        return Tone::Warning;
    switch (entry.record.state) {
    case CommandState::Pending:
    case CommandState::Delivering:
        return Tone::Link;
    case CommandState::Running:
    case CommandState::Timeout:
        return Tone::Warning;
    case CommandState::Success:
        return Tone::Ok;
    case CommandState::Failed:
        return Tone::Critical;
    case CommandState::Cancelled:
    case CommandState::Expired:
        break;
    }
    return Tone::Muted;
}

QString stepStateText(std::string_view state)
{
    static const std::array<std::pair<std::string_view, const char *>, 15> kKnown{{
        {"waiting", QT_TRANSLATE_NOOP("CommandText", "waiting")},
        {"skipped", QT_TRANSLATE_NOOP("CommandText", "skipped")},
        {"queued", QT_TRANSLATE_NOOP("CommandText", "queued")},
        {"delivered", QT_TRANSLATE_NOOP("CommandText", "delivered")},
        {"running", QT_TRANSLATE_NOOP("CommandText", "running")},
        {"progress", QT_TRANSLATE_NOOP("CommandText", "progress")},
        {"succeeded", QT_TRANSLATE_NOOP("CommandText", "succeeded")},
        {"failed", QT_TRANSLATE_NOOP("CommandText", "failed")},
        {"unknown", QT_TRANSLATE_NOOP("CommandText", "unknown")},
        {"timeout", QT_TRANSLATE_NOOP("CommandText", "timed out")},
        {"cancelled", QT_TRANSLATE_NOOP("CommandText", "cancelled")},
        {"expired", QT_TRANSLATE_NOOP("CommandText", "expired")},
        {"proposed", QT_TRANSLATE_NOOP("CommandText", "proposed")},
        {"approved", QT_TRANSLATE_NOOP("CommandText", "approved")},
        {"requeued", QT_TRANSLATE_NOOP("CommandText", "queued again")},
    }};
    for (const auto &[word, text] : kKnown) {
        if (word == state)
            return QCoreApplication::translate("CommandText", text);
    }
    return toText(state);
}

Tone stepStateTone(std::string_view state)
{
    if (state == "succeeded" || state == "approved")
        return Tone::Ok;
    if (state == "failed")
        return Tone::Critical;
    if (state == "unknown" || state == "timeout")
        return Tone::Warning;
    if (state == "waiting" || state == "skipped" || state == "cancelled" || state == "expired")
        return Tone::Muted;
    return Tone::Link;
}

QString tookText(const CommandRecord &record, Timestamp now)
{
    const bool isEnded = isTerminal(record.state);
    const Timestamp end = isEnded ? record.finishedAt : now;
    const bool neverBegan
        = record.state == CommandState::Cancelled || record.state == CommandState::Expired;
    if (neverBegan || !isKnown(end) || !isKnown(record.command.createdAt))
        return u"—"_s;
    const Duration took = std::max(Duration{0}, end - record.command.createdAt);
    if (!isEnded || took >= std::chrono::minutes(1))
        return ageText(took);
    return latencyText(static_cast<double>(took.count()));
}

QString verdictText(const Verdict &verdict, Timestamp now)
{
    switch (verdict.kind) {
    case VerdictKind::Watching:
        return verdict.until > now
            ? Words::tr("watching, %1 left").arg(ageText(verdict.until - now))
            : Words::tr("watching");
    case VerdictKind::Improved:
        return Words::tr("improved", "what a command did");
    case VerdictKind::NoEffect:
        return Words::tr("no effect", "what a command did");
    case VerdictKind::Worse:
        return Words::tr("worse", "what a command did");
    case VerdictKind::Unknown:
        break;
    }
    return Words::tr("not known", "what a command did");
}

StatusKind verdictStatus(VerdictKind kind)
{
    switch (kind) {
    case VerdictKind::Improved:
        return StatusKind::Ok;
    case VerdictKind::Worse:
        return StatusKind::Critical;
    case VerdictKind::NoEffect:
        return StatusKind::Neutral;
    case VerdictKind::Watching:
    case VerdictKind::Unknown:
        break;
    }
    return StatusKind::Unknown;
}

Tone verdictTone(VerdictKind kind)
{
    switch (kind) {
    case VerdictKind::Improved:
        return Tone::Ok;
    case VerdictKind::Worse:
        return Tone::Critical;
    default:
        return Tone::Muted;
    }
}

QString measureText(const VerdictMeasure &measure)
{
    const QString unit = measure.unit.empty() ? QString() : u' ' + toText(measure.unit);
    return u"%1 %2 → %3%4"_s.arg(
        toText(measure.name), numberText(measure.before), numberText(measure.after), unit);
}

QString runStateText(RunbookRun::State state)
{
    return stepStateText(runbookRunStateName(state));
}

Tone runStateTone(RunbookRun::State state)
{
    return stepStateTone(runbookRunStateName(state));
}

QString blastTopicText(BlastLine::Topic topic)
{
    switch (topic) {
    case BlastLine::Topic::Change:
        return Words::tr("Change");
    case BlastLine::Topic::Callers:
        return Words::tr("Callers affected");
    case BlastLine::Topic::Callees:
        return Words::tr("Callees affected");
    case BlastLine::Topic::Replicas:
        return Words::tr("Replicas that stay");
    case BlastLine::Topic::Disruption:
        return Words::tr("PodDisruptionBudget");
    case BlastLine::Topic::Autoscaler:
        return Words::tr("Autoscaler");
    case BlastLine::Topic::Capacity:
        return Words::tr("Capacity on nodes");
    case BlastLine::Topic::Budget:
        return Words::tr("Error budget");
    case BlastLine::Topic::Alerts:
        return Words::tr("Active alerts here");
    case BlastLine::Topic::History:
        break;
    }
    return Words::tr("Last time here");
}

QString warningLevelText(WarningLevel level)
{
    switch (level) {
    case WarningLevel::Caution:
        return Words::tr("caution", "of what a command touches");
    case WarningLevel::Danger:
        return Words::tr("danger", "of what a command touches");
    case WarningLevel::Info:
        break;
    }
    return {};
}

Tone warningLevelTone(WarningLevel level)
{
    switch (level) {
    case WarningLevel::Caution:
        return Tone::Warning;
    case WarningLevel::Danger:
        return Tone::Critical;
    case WarningLevel::Info:
        break;
    }
    return Tone::Text;
}

StatusKind warningLevelStatus(WarningLevel level)
{
    switch (level) {
    case WarningLevel::Caution:
        return StatusKind::Warning;
    case WarningLevel::Danger:
        return StatusKind::Critical;
    case WarningLevel::Info:
        break;
    }
    return StatusKind::Neutral;
}

QString environmentWord(Environment environment)
{
    switch (environment) {
    case Environment::Production:
        return Words::tr("PROD", "on the frame around a dangerous card");
    case Environment::Staging:
        return Words::tr("STAGING", "on the frame around a dangerous card");
    case Environment::Development:
        break;
    }
    return Words::tr("DEV", "on the frame around a dangerous card");
}

QString riskSentence(CommandRisk risk, Environment environment)
{
    switch (risk) {
    case CommandRisk::Reversible:
        return Words::tr("It can be taken back: it goes out after ten seconds.");
    case CommandRisk::Confirm:
        return Words::tr("Read what it will touch. Enter sends it.");
    case CommandRisk::TypeName:
        return environment == Environment::Production
            ? Words::tr("This is production: type the name and give a reason.")
            : Words::tr("Little is left if it goes wrong: type the name and give a reason.");
    case CommandRisk::HoldReason:
        break;
    }
    return Words::tr("Much depends on this: give a reason and hold the button for two seconds.");
}

} // namespace binnacle::ui
