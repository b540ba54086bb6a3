#include "ui/settings/access_text.h"

#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"

#include <QCoreApplication>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(AccessText)
};

bool isActiveAdmin(const User &user)
{
    return user.isEnabled && user.role == Role::Admin;
}

} // namespace

QString roleText(Role role)
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

QString scopeText(const AccessScope &scope)
{
    if (scope.isEverything())
        return Words::tr("everything");
    QStringList clusters;
    for (const ClusterId &cluster : scope.clusters)
        clusters += toText(cluster.value);
    const QString where = clusters.isEmpty() ? Words::tr("all clusters") : clusters.join(u", "_s);
    return scope.namespaces.empty() ? where : u"%1 · %2"_s.arg(where, listText(scope.namespaces));
}

QString sourceText(ActionSource source)
{
    switch (source) {
    case ActionSource::Web:
        return Words::tr("browser", "where an action came from");
    case ActionSource::Api:
        return Words::tr("API", "where an action came from");
    case ActionSource::Ai:
        return Words::tr("assistant", "where an action came from");
    case ActionSource::Desktop:
        return Words::tr("desktop", "where an action came from");
    case ActionSource::CommandLine:
        break;
    }
    return Words::tr("command line", "where an action came from");
}

QString actionText(AuditAction action)
{
    switch (action) {
    case AuditAction::Login:
        return Words::tr("log in", "an audited action");
    case AuditAction::Logout:
        return Words::tr("log out", "an audited action");
    case AuditAction::Create:
        return Words::tr("create", "an audited action");
    case AuditAction::Update:
        return Words::tr("change", "an audited action");
    case AuditAction::Delete:
        return Words::tr("delete", "an audited action");
    case AuditAction::Execute:
        return Words::tr("execute", "an audited action");
    case AuditAction::Read:
        return Words::tr("read", "an audited action");
    case AuditAction::Export:
        break;
    }
    return Words::tr("export", "an audited action");
}

QString tokenKindText(Token::Kind kind)
{
    return kind == Token::Kind::Session ? Words::tr("session", "a kind of token")
                                        : Words::tr("API key", "a kind of token");
}

QString securityKindText(SecurityKind kind)
{
    switch (kind) {
    case SecurityKind::InvalidToken:
        return Words::tr("invalid token");
    case SecurityKind::PermissionDenied:
        return Words::tr("not permitted");
    case SecurityKind::RateLimit:
        return Words::tr("too many requests");
    case SecurityKind::LoginFailed:
        return Words::tr("failed login");
    case SecurityKind::ClusterIdMismatch:
        return Words::tr("wrong cluster id");
    case SecurityKind::BadAgentToken:
        return Words::tr("wrong agent token");
    case SecurityKind::BodyLimit:
        break;
    }
    return Words::tr("body too large");
}

QString severityText(SecuritySeverity severity)
{
    switch (severity) {
    case SecuritySeverity::Critical:
        return Words::tr("critical", "severity");
    case SecuritySeverity::High:
        return Words::tr("high", "severity");
    case SecuritySeverity::Medium:
        return Words::tr("medium", "severity");
    case SecuritySeverity::Low:
        break;
    }
    return Words::tr("low", "severity");
}

StatusKind severityStatus(SecuritySeverity severity)
{
    switch (severity) {
    case SecuritySeverity::Critical:
    case SecuritySeverity::High:
        return StatusKind::Critical;
    case SecuritySeverity::Medium:
        return StatusKind::Warning;
    case SecuritySeverity::Low:
        break;
    }
    return StatusKind::Neutral;
}

QString sentenceOf(const Error &error)
{
    QString sentence = toText(error.message);
    // Keys and names of fields stay as they are written.
    const QString first = sentence.section(u' ', 0, 0);
    if (std::all_of(first.begin(), first.end(), [](QChar c) { return c.isLower(); }))
        sentence.replace(0, 1, sentence.left(1).toUpper());
    return sentence;
}

QString refusalText(const Error &error)
{
    const bool isAboutInput
        = error.code == ErrorCode::InvalidArgument || error.code == ErrorCode::Conflict;
    // The core speaks English; another language gets its headline before that.
    if (!isAboutInput || !isEnglishRead() || error.message.empty())
        return errorLine(error);
    return u"%1 · %2"_s.arg(sentenceOf(error), errorCodeText(error));
}

std::vector<std::string> listOf(const QString &text)
{
    std::vector<std::string> items;
    for (const QString &item : text.split(u',', Qt::SkipEmptyParts)) {
        if (const QString trimmed = item.trimmed(); !trimmed.isEmpty())
            items.push_back(trimmed.toStdString());
    }
    return items;
}

QString listText(const std::vector<std::string> &items)
{
    QStringList texts;
    for (const std::string &item : items)
        texts += toText(item);
    return texts.join(u", "_s);
}

QString whyNotChange(const console::AccessDesk &desk, const User &before, const User *after)
{
    const bool keepsPower = after && (!isActiveAdmin(before) || isActiveAdmin(*after))
        && (!before.isEnabled || after->isEnabled);
    if (keepsPower)
        return {};
    const auto users = desk.users();
    if (isActiveAdmin(before) && std::ranges::count_if(users, isActiveAdmin) <= 1)
        return Words::tr("%1 is the last admin of this console. Make somebody else one first.")
            .arg(toText(before.username));
    if (before.id != desk.me().userId)
        return {};
    return after ? Words::tr("You cannot disable yourself or take away your own role. Another "
                             "admin can.")
                 : Words::tr("You cannot remove yourself. Another admin can.");
}

Permission permissionTo(const console::AccessDesk &desk, Capability capability)
{
    const Principal me = desk.me();
    if (!roleHas(me.role, capability))
        return {.whyNot = Words::tr("Your role (%1) cannot change this. Ask an admin of this "
                                    "console.")
                              .arg(roleText(me.role))};
    if (desk.isReadOnly())
        return {.whyNot = Words::tr("This window is read-only: nothing can be changed.")};
    return {.isGiven = true, .whyNot = {}};
}

} // namespace binnacle::ui
