#pragma once

#include "core/base/error.h"
#include "core/console/access_desk.h"
#include "ui/widgets/status_glyph.h"

#include <QString>
#include <QStringList>

namespace binnacle::ui {

// Words of users, tokens, audit and security in the user's language.
QString roleText(Role role);
QString scopeText(const AccessScope &scope); // "prod-eu · payments, orders"; "everything"
QString sourceText(ActionSource source);
QString actionText(AuditAction action);
QString tokenKindText(Token::Kind kind);
QString securityKindText(SecurityKind kind);
QString severityText(SecuritySeverity severity);
StatusKind severityStatus(SecuritySeverity severity);

// The core's message as the beginning of a sentence.
QString sentenceOf(const Error &error);

// A sentence of the core with its code: "You cannot remove yourself · BN-CONFLICT". Kinds of
// errors that are not about what was typed get their headline too.
QString refusalText(const Error &error);

// "a, b" <-> {"a", "b"}
std::vector<std::string> listOf(const QString &text);
QString listText(const std::vector<std::string> &items);

// Why a user must stay as it is, in the user's language; empty: nothing against it. The core
// judges again. `after` without a value: removed.
QString whyNotChange(const console::AccessDesk &desk, const User &before, const User *after);

// Whether the window's user has the capability and nothing is switched to read-only. Otherwise
// `whyNot` is the sentence about it.
struct Permission
{
    bool isGiven = false;
    QString whyNot;
};
Permission permissionTo(const console::AccessDesk &desk, Capability capability);

} // namespace binnacle::ui
