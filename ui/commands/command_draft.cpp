#include "ui/commands/command_draft.h"

#include "ui/commands/command_text.h"
#include "ui/commands/target_choices.h"
#include "ui/widgets/formatting.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

using Parameter = console::ActionView::Parameter;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CommandDraft)
};

// A place or an object, or neither: "payments/", "payments/cart", "node-1".
ResourceRef looseTarget(const QString &text)
{
    QString rest = text.simplified();
    if (const qsizetype space = rest.lastIndexOf(u' '); space >= 0)
        rest = rest.mid(space + 1); // the kind is a parameter
    const qsizetype slash = rest.indexOf(u'/');
    return {.kind = {},
        .ns = rest.left(std::max<qsizetype>(slash, 0)).toStdString(),
        .name = rest.mid(slash + 1).toStdString()};
}

QString missingTarget(const QStringList &kinds)
{
    const bool isPlain = kinds.size() == 1;
    const bool isClusterWideKind = isPlain && isClusterWide(kinds.front().toStdString());
    if (isClusterWideKind)
        return Words::tr("Name a %1.", "a kind of object").arg(kinds.front());
    if (isPlain)
        return Words::tr("Name a %1 as namespace/name.", "a kind of object").arg(kinds.front());
    return Words::tr("Name a target as Kind namespace/name; kinds are %1.")
        .arg(kinds.join(u", "_s));
}

QString parameterProblem(const Parameter &parameter, const QString &value)
{
    if (value.isEmpty()) {
        return parameter.isRequired ? Words::tr("%1 is needed.", "a parameter").arg(parameter.name)
                                    : QString();
    }
    if (parameter.type != Parameter::Type::Number)
        return {};
    bool isNumber = false;
    const qlonglong number = value.toLongLong(&isNumber);
    return isNumber && number >= 0
        ? QString()
        : Words::tr("%1 is a whole number of 0 or more.", "a parameter").arg(parameter.name);
}

QJsonValue valueOf(const Parameter &parameter, const QString &text)
{
    switch (parameter.type) {
    case Parameter::Type::Number:
        return text.toLongLong();
    case Parameter::Type::Flag:
        return text == u"true"_s;
    case Parameter::Type::Text:
        break;
    }
    return text;
}

QString textOf(const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool() ? u"true"_s : QString();
    if (value.isDouble())
        return QString::number(value.toInteger());
    return value.toString();
}

QJsonObject objectOf(const std::string &params)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(params)).object();
}

} // namespace

QString CommandDraft::parameter(const QString &name) const
{
    const auto found = std::ranges::find(parameters, name, &std::pair<QString, QString>::first);
    return found == parameters.end() ? QString() : found->second;
}

void CommandDraft::setParameter(const QString &name, const QString &value)
{
    const auto found = std::ranges::find(parameters, name, &std::pair<QString, QString>::first);
    if (found == parameters.end())
        parameters.emplace_back(name, value);
    else
        found->second = value;
}

DraftCheck checkDraft(const CommandDraft &draft, const console::ActionView *action)
{
    using Field = DraftCheck::Field;
    if (draft.cluster.isEmpty())
        return {.field = Field::Cluster, .problem = Words::tr("Choose a cluster.")};
    if (!action)
        return {.field = Field::Action, .problem = Words::tr("Choose an action.")};
    Command command{.cluster = draft.cluster, .action = action->name.toStdString()};
    if (!action->kinds.isEmpty()) {
        const auto target = parseTarget(draft.target, action->kinds);
        if (!target)
            return {.field = Field::Target, .problem = missingTarget(action->kinds)};
        command.target = *target;
    } else if (takesTarget(*action)) {
        command.target = looseTarget(draft.target);
    }
    QJsonObject params;
    for (const Parameter &parameter : action->parameters) {
        const QString value = draft.parameter(parameter.name).trimmed();
        if (const QString problem = parameterProblem(parameter, value); !problem.isEmpty())
            return {.field = Field::Parameter, .parameter = parameter.name, .problem = problem};
        if (!value.isEmpty())
            params.insert(parameter.name, valueOf(parameter, value));
    }
    // Agents know no delete_pod: it is what deleting is called where the object is a pod.
    if (command.action == "delete_pod") {
        command.action = "delete";
        command.target.kind = "Pod";
    }
    command.params = QJsonDocument(params).toJson(QJsonDocument::Compact).toStdString();
    return {.command = std::move(command)};
}

CommandDraft draftOf(const Command &command, const std::vector<console::ActionView> &catalogue)
{
    CommandDraft draft{.cluster = command.cluster, .action = actionName(command)};
    if (!findAction(catalogue, draft.action))
        draft.action = toText(command.action);
    draft.target = targetText(command.target);
    if (command.action == "dynamic" && command.target.name.empty() && !command.target.ns.empty())
        draft.target = toText(command.target.ns) + u'/';
    const QJsonObject params = objectOf(command.params);
    for (auto it = params.begin(); it != params.end(); ++it)
        draft.setParameter(it.key(), textOf(it.value()));
    return draft;
}

const console::ActionView *findAction(
    const std::vector<console::ActionView> &catalogue, const QString &name)
{
    const auto found = std::ranges::find(catalogue, name, &console::ActionView::name);
    return found == catalogue.end() ? nullptr : &*found;
}

bool takesTarget(const console::ActionView &action)
{
    return !action.kinds.isEmpty() || action.name == u"dynamic"_s;
}

bool meansTheSame(const Command &a, const Command &b)
{
    return a.cluster == b.cluster && a.action == b.action && a.target == b.target
        && objectOf(a.params) == objectOf(b.params);
}

} // namespace binnacle::ui
