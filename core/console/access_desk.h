#pragma once

#include "core/console/console_types.h"
#include "core/domain/access.h"
#include "core/domain/audit.h"

#include <QFuture>
#include <QObject>

namespace binnacle::console {

// Users, tokens, audit and security events as the desktop's user may see and change them. Every
// change is audited with source "desktop". Lives on the GUI thread; never blocks.
// Errors of all: PermissionDenied, InvalidArgument, Conflict, ReadOnly, those of the store.
class AccessDesk : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // Who works at this desktop.
    virtual Principal me() const = 0;
    // Nothing can be changed from this window until it is switched back.
    virtual bool isReadOnly() const = 0;
    virtual void setReadOnly(bool on) = 0;

    virtual std::vector<User> users() const = 0; // by name
    virtual QFuture<Status> addUser(const NewUser &user) = 0;
    // Name, e-mail, role, scope and whether enabled; by id.
    virtual QFuture<Status> updateUser(const User &user) = 0;
    virtual QFuture<Status> setPassword(std::int64_t user, const QString &password) = 0;
    virtual QFuture<Status> removeUser(std::int64_t user) = 0;

    virtual std::vector<Token> tokens() const = 0; // newest first, sessions included
    virtual Answer<CreatedToken> createToken(const NewToken &token) = 0;
    virtual QFuture<Status> revokeToken(std::int64_t token) = 0;

    virtual Answer<AuditPage> audit(const AuditQuery &query) = 0;
    virtual Answer<AuditVerdict> verifyAudit() = 0;
    // One JSON object a line, oldest first, with the hashes.
    virtual QFuture<Status> exportAudit(const QString &path) = 0;

    virtual Answer<SecurityPage> securityEvents(const SecurityQuery &query) = 0;
    virtual QFuture<Status> resolveSecurityEvent(std::int64_t event) = 0;

signals:
    void changed(); // users, tokens or read-only; at most once a second
};

} // namespace binnacle::console
