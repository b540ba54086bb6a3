#include "ui/commands/command_text.h"

#include "ui/widgets/formatting.h"
#include "ui/widgets/slo_text.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <array>
#include <cmath>
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
    // As many decimals as say something, two at the most: 5, 91.2, 0.35, 1 276.
    const int most = *number >= 100 ? 1 : 2;
    int decimals = 0;
    for (double scaled = *number; decimals < most; scaled *= 10, ++decimals) {
        if (std::abs(scaled - std::round(scaled)) < 1e-6)
            break;
    }
    return QLocale().toString(*number, 'f', decimals);
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
    static const std::array<std::pair<std::string_view, const char *>, 17> kKnown{{
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
        {"declined", QT_TRANSLATE_NOOP("CommandText", "declined")},
        {"confirmed", QT_TRANSLATE_NOOP("CommandText", "confirmed")},
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
    if (state == "succeeded" || state == "approved" || state == "confirmed")
        return Tone::Ok;
    if (state == "failed")
        return Tone::Critical;
    if (state == "unknown" || state == "timeout" || state == "declined" || state == "proposed")
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
            ? Words::tr("%1 to go", "until it is known whether a command helped")
                  .arg(ageText(verdict.until - now))
            : Words::tr("soon known", "whether a command helped");
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

QString runResultText(std::string_view resultCode)
{
    static const std::array<std::pair<std::string_view, const char *>, 6> kKnown{{
        {"step-failed", QT_TRANSLATE_NOOP("CommandText", "A step failed.")},
        {"condition-failed",
            QT_TRANSLATE_NOOP("CommandText", "The condition of a step could not be evaluated.")},
        {"cancelled", QT_TRANSLATE_NOOP("CommandText", "Somebody cancelled it.")},
        {"lost", QT_TRANSLATE_NOOP("CommandText", "Nobody knows what became of a step.")},
        {"declined",
            QT_TRANSLATE_NOOP(
                "CommandText", "A second person declined a step, or did not answer in time.")},
        {"not-allowed",
            QT_TRANSLATE_NOOP(
                "CommandText", "Whoever started it may not do what a step asks for.")},
    }};
    for (const auto &[code, text] : kKnown) {
        if (code == resultCode)
            return QCoreApplication::translate("CommandText", text);
    }
    return {};
}

} // namespace binnacle::ui
