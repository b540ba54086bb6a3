#pragma once

#include "core/console/access_desk.h"

#include <QStringList>

#include <optional>

namespace binnacle::fake {

// Four users (alice, who works here, is the only admin unless a test adds one), five tokens, 450
// audit entries and six security events in memory. GUI thread only.
class AccessDesk final : public console::AccessDesk
{
    Q_OBJECT

public:
    AccessDesk();

    Principal me() const override;
    bool isReadOnly() const override { return readOnly; }
    void setReadOnly(bool on) override;

    std::vector<User> users() const override { return people; }
    QFuture<Status> addUser(const NewUser &user) override;
    QFuture<Status> updateUser(const User &user) override;
    QFuture<Status> setPassword(std::int64_t user, const QString &password) override;
    QFuture<Status> removeUser(std::int64_t user) override;

    std::vector<Token> tokens() const override { return keys; }
    console::Answer<CreatedToken> createToken(const NewToken &token) override;
    QFuture<Status> revokeToken(std::int64_t token) override;

    console::Answer<AuditPage> audit(const AuditQuery &query) override;
    console::Answer<AuditVerdict> verifyAudit() override;
    QFuture<Status> exportAudit(const QString &path) override;

    console::Answer<SecurityPage> securityEvents(const SecurityQuery &query) override;
    QFuture<Status> resolveSecurityEvent(std::int64_t event) override;

    void become(Role role); // of the user at this desktop; emits changed()

    Role role = Role::Admin;
    bool readOnly = false;
    std::vector<User> people;
    std::vector<Token> keys;
    std::vector<AuditEntry> entries; // newest first
    std::vector<SecurityEvent> incidents;
    AuditVerdict verdict;
    std::optional<Error> error; // of everything that answers
    std::vector<AuditQuery> queries;
    std::vector<std::pair<std::int64_t, QString>> passwords;
    QStringList exported;

private:
    QFuture<Status> answered();
};

} // namespace binnacle::fake
