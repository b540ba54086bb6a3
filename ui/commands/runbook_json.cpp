#include "ui/commands/runbook_json.h"

#include "ui/commands/command_draft.h"
#include "ui/widgets/formatting.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <optional>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(RunbookText)
};

constexpr Duration kLongestStep = std::chrono::hours(24);

QString durationText(Duration length)
{
    const qint64 ms = length.count();
    return ms % 1'000 == 0 ? u"%1s"_s.arg(ms / 1'000) : u"%1ms"_s.arg(ms);
}

QJsonObject objectOf(const RunbookStep &step)
{
    QJsonObject result{{u"name"_s, toText(step.name)}, {u"action"_s, toText(step.action)}};
    if (!step.when.empty())
        result.insert(u"when"_s, toText(step.when));
    if (!step.kind.empty())
        result.insert(u"kind"_s, toText(step.kind));
    if (!step.ns.empty())
        result.insert(u"namespace"_s, toText(step.ns));
    if (!step.target.empty())
        result.insert(u"target"_s, toText(step.target));
    const QJsonObject params
        = QJsonDocument::fromJson(QByteArray::fromStdString(step.params)).object();
    if (!params.isEmpty())
        result.insert(u"params"_s, params);
    result.insert(u"timeout"_s, durationText(step.timeout));
    if (step.continueOnFailure)
        result.insert(u"continueOnFailure"_s, true);
    return result;
}

QJsonObject objectOf(const RunbookParameter &parameter)
{
    QJsonObject result{{u"name"_s, toText(parameter.name)}, {u"help"_s, toText(parameter.help)}};
    if (!parameter.value.empty())
        result.insert(u"default"_s, toText(parameter.value));
    if (parameter.isRequired)
        result.insert(u"required"_s, true);
    return result;
}

std::string wordOf(const QJsonObject &object, const QString &key)
{
    return object.value(key).toString().trimmed().toStdString();
}

int lineOf(const QString &text, qsizetype offset)
{
    return static_cast<int>(text.left(offset).count(u'\n')) + 1;
}

// Reads one document; keeps the first problem.
class Reader
{
public:
    Reader(const QString &text, const std::vector<console::ActionView> &catalogue)
        : m_text(text)
        , m_catalogue(catalogue)
    {}

    std::optional<Runbook> read(const QStringList &known);
    const RunbookProblem &problem() const { return m_problem; }

private:
    bool fail(const QString &sentence, const QString &near = {});
    bool knowsOnly(const QJsonObject &object, const QStringList &keys);
    bool readParameter(const QJsonValue &value, Runbook &runbook);
    bool readStep(const QJsonValue &value, Runbook &runbook);
    bool readTimeout(const QJsonObject &object, RunbookStep &step);
    bool checkPlaceholders(const RunbookStep &step, const Runbook &runbook);
    bool checkAction(const RunbookStep &step);

    const QString &m_text;
    const std::vector<console::ActionView> &m_catalogue;
    RunbookProblem m_problem;
};

bool Reader::fail(const QString &sentence, const QString &near)
{
    const qsizetype at = near.isEmpty() ? -1 : m_text.indexOf(u'"' + near + u'"');
    m_problem = {sentence, at < 0 ? 0 : lineOf(m_text, at)};
    return false;
}

bool Reader::knowsOnly(const QJsonObject &object, const QStringList &keys)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!keys.contains(it.key()))
            return fail(Words::tr("There is no \"%1\" here; known are %2.")
                            .arg(it.key(), keys.join(u", "_s)),
                it.key());
    }
    return true;
}

std::optional<Runbook> Reader::read(const QStringList &known)
{
    QJsonParseError error;
    const QByteArray bytes = m_text.toUtf8();
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError) {
        const QString before = QString::fromUtf8(bytes.left(error.offset));
        m_problem = {Words::tr("This is not JSON: %1.").arg(error.errorString()),
            lineOf(before, before.size())};
        return std::nullopt;
    }
    const QJsonObject whole = document.object();
    Runbook runbook{
        .name = wordOf(whole, u"name"_s), .description = wordOf(whole, u"description"_s)};
    if (!knowsOnly(whole, {u"name"_s, u"description"_s, u"parameters"_s, u"steps"_s}))
        return std::nullopt;
    if (runbook.name.empty()) {
        fail(Words::tr("A runbook needs a name."), u"name"_s);
        return std::nullopt;
    }
    if (known.contains(toText(runbook.name))) {
        fail(Words::tr("There is a runbook %1 already.").arg(toText(runbook.name)), u"name"_s);
        return std::nullopt;
    }
    for (const QJsonValue value : whole.value(u"parameters"_s).toArray()) {
        if (!readParameter(value, runbook))
            return std::nullopt;
    }
    for (const QJsonValue value : whole.value(u"steps"_s).toArray()) {
        if (!readStep(value, runbook))
            return std::nullopt;
    }
    if (runbook.steps.empty()) {
        fail(Words::tr("A runbook needs at least one step."), u"steps"_s);
        return std::nullopt;
    }
    return runbook;
}

bool Reader::readParameter(const QJsonValue &value, Runbook &runbook)
{
    const QJsonObject object = value.toObject();
    if (!knowsOnly(object, {u"name"_s, u"help"_s, u"default"_s, u"required"_s}))
        return false;
    RunbookParameter parameter{.name = wordOf(object, u"name"_s),
        .help = wordOf(object, u"help"_s),
        .value = wordOf(object, u"default"_s),
        .isRequired = object.value(u"required"_s).toBool()};
    static const QRegularExpression form(u"^[A-Za-z_][A-Za-z0-9_]*$"_s);
    if (!form.match(toText(parameter.name)).hasMatch())
        return fail(Words::tr("A parameter's name is one word of letters, digits and underscores."),
            u"parameters"_s);
    const auto same
        = std::ranges::find(runbook.parameters, parameter.name, &RunbookParameter::name);
    if (same != runbook.parameters.end())
        return fail(Words::tr("There are two parameters %1.").arg(toText(parameter.name)),
            toText(parameter.name));
    runbook.parameters.push_back(std::move(parameter));
    return true;
}

bool Reader::readStep(const QJsonValue &value, Runbook &runbook)
{
    const QJsonObject object = value.toObject();
    if (!knowsOnly(object,
            {u"name"_s, u"when"_s, u"action"_s, u"kind"_s, u"namespace"_s, u"target"_s, u"params"_s,
                u"timeout"_s, u"continueOnFailure"_s}))
        return false;
    RunbookStep step{.name = wordOf(object, u"name"_s),
        .when = wordOf(object, u"when"_s),
        .action = wordOf(object, u"action"_s),
        .kind = wordOf(object, u"kind"_s),
        .ns = wordOf(object, u"namespace"_s),
        .target = wordOf(object, u"target"_s),
        .continueOnFailure = object.value(u"continueOnFailure"_s).toBool()};
    const QJsonValue params = object.value(u"params"_s);
    if (!params.isUndefined() && !params.isObject())
        return fail(Words::tr("params is an object of names and values."), u"params"_s);
    step.params = QJsonDocument(params.toObject()).toJson(QJsonDocument::Compact).toStdString();
    if (step.name.empty())
        return fail(Words::tr("Step %1 needs a name.").arg(runbook.steps.size() + 1), u"steps"_s);
    if (std::ranges::find(runbook.steps, step.name, &RunbookStep::name) != runbook.steps.end())
        return fail(Words::tr("There are two steps %1.").arg(toText(step.name)), toText(step.name));
    if (!readTimeout(object, step) || !checkAction(step) || !checkPlaceholders(step, runbook))
        return false;
    runbook.steps.push_back(std::move(step));
    return true;
}

bool Reader::readTimeout(const QJsonObject &object, RunbookStep &step)
{
    if (!object.contains(u"timeout"_s))
        return true;
    const auto length = parseDuration(wordOf(object, u"timeout"_s));
    if (!length || length->count() < 1 || *length > kLongestStep)
        return fail(Words::tr("Step %1: a timeout is written as 90s or 2m, at most 24h.")
                        .arg(toText(step.name)),
            toText(step.name));
    step.timeout = *length;
    return true;
}

bool Reader::checkAction(const RunbookStep &step)
{
    const console::ActionView *action = findAction(m_catalogue, toText(step.action));
    if (!action) {
        QStringList names;
        for (const console::ActionView &one : m_catalogue)
            names += one.name;
        return fail(Words::tr("Step %1: there is no action \"%2\"; there are %3.")
                        .arg(toText(step.name), toText(step.action), names.join(u", "_s)),
            toText(step.name));
    }
    if (!action->kinds.isEmpty() && step.target.empty())
        return fail(
            Words::tr("Step %1: %2 needs a target.").arg(toText(step.name), toText(step.action)),
            toText(step.name));
    return true;
}

bool Reader::checkPlaceholders(const RunbookStep &step, const Runbook &runbook)
{
    static const QRegularExpression form(u"\\{\\{\\s*([^}]*?)\\s*\\}\\}"_s);
    const QString texts = toText(
        step.when + '\n' + step.kind + '\n' + step.ns + '\n' + step.target + '\n' + step.params);
    for (auto it = form.globalMatch(texts); it.hasNext();) {
        const QString name = it.next().captured(1);
        const auto found
            = std::ranges::find(runbook.parameters, name.toStdString(), &RunbookParameter::name);
        if (found == runbook.parameters.end())
            return fail(Words::tr("Step %1 uses {{%2}}, which is no parameter.")
                            .arg(toText(step.name), name),
                toText(step.name));
    }
    return true;
}

} // namespace

QString runbookText(const Runbook &runbook)
{
    QJsonArray parameters;
    for (const RunbookParameter &parameter : runbook.parameters)
        parameters.append(objectOf(parameter));
    QJsonArray steps;
    for (const RunbookStep &step : runbook.steps)
        steps.append(objectOf(step));
    const QJsonObject whole{{u"name"_s, toText(runbook.name)},
        {u"description"_s, toText(runbook.description)}, {u"parameters"_s, parameters},
        {u"steps"_s, steps}};
    return QString::fromUtf8(QJsonDocument(whole).toJson(QJsonDocument::Indented));
}

Result<Runbook, RunbookProblem> parseRunbook(const QString &text,
    const std::vector<console::ActionView> &catalogue, const QStringList &known)
{
    Reader reader(text, catalogue);
    auto runbook = reader.read(known);
    if (!runbook)
        return reader.problem();
    return *std::move(runbook);
}

Runbook newRunbook()
{
    return {.name = "restart-and-check",
        .description = "Restart a deployment, then look at its pods",
        .parameters = {{.name = "deployment", .help = "name", .isRequired = true},
            {.name = "namespace", .help = "namespace", .isRequired = true}},
        .steps = {{.name = "restart",
                      .action = "restart",
                      .kind = "Deployment",
                      .ns = "{{namespace}}",
                      .target = "{{deployment}}"},
            {.name = "look",
                .action = "dynamic",
                .ns = "{{namespace}}",
                .params = R"({"command":"list","kind":"Pod"})",
                .continueOnFailure = true}}};
}

} // namespace binnacle::ui
