#pragma once

#include "core/console/access_desk.h"
#include "core/runtime/console/desktop_user.h"
#include "core/runtime/runtime.h"

#include <QTimer>

namespace binnacle::runtime {

// Users, tokens, audit and security events of a running Runtime. GUI thread.
class RuntimeAccessDesk final : public console::AccessDesk
{
    Q_OBJECT

public:
    // Both must outlive the desk.
    RuntimeAccessDesk(Runtime &runtime, DesktopUser &user, QObject *parent = nullptr);

    Principal me() const override { return m_user.principal(); }
    bool isReadOnly() const override { return m_user.isReadOnly(); }
    void setReadOnly(bool on) override { m_user.setReadOnly(on); }

    std::vector<User> users() const override { return m_runtime.access().users(); }
    QFuture<Status> addUser(const NewUser &user) override;
    QFuture<Status> updateUser(const User &user) override;
    QFuture<Status> setPassword(std::int64_t user, const QString &password) override;
    QFuture<Status> removeUser(std::int64_t user) override;

    std::vector<Token> tokens() const override { return m_runtime.access().tokens(); }
    console::Answer<CreatedToken> createToken(const NewToken &token) override;
    QFuture<Status> revokeToken(std::int64_t token) override;

    console::Answer<AuditPage> audit(const AuditQuery &query) override;
    console::Answer<AuditVerdict> verifyAudit() override;
    QFuture<Status> exportAudit(const QString &path) override;

    console::Answer<SecurityPage> securityEvents(const SecurityQuery &query) override;
    QFuture<Status> resolveSecurityEvent(std::int64_t event) override;

private:
    std::string nameOf(std::int64_t user) const;

    Runtime &m_runtime;
    DesktopUser &m_user;
    QTimer m_look; // whether users or tokens changed since
    std::size_t m_seen = 0;
};

} // namespace binnacle::runtime
