#pragma once

#include "core/base/result.h"
#include "core/domain/access.h"
#include "core/domain/audit.h"

#include <functional>
#include <string>
#include <vector>

namespace binnacle::ctl {

// Where users, tokens and the audit are: a workspace on this machine or a gateway. Blocking.
// Errors: what either says, and ReadOnly when another process holds the workspace.
class AccessPlace
{
public:
    virtual ~AccessPlace() = default;

    virtual Result<std::vector<User>> users() = 0;
    virtual Result<User> addUser(const NewUser &user) = 0;
    virtual Status setRole(const User &user, Role role) = 0;
    virtual Status setEnabled(const User &user, bool isEnabled) = 0;
    virtual Status setPassword(const User &user, const std::string &password) = 0;
    virtual Status removeUser(const User &user) = 0;

    virtual Result<std::vector<Token>> tokens() = 0;
    virtual Result<CreatedToken> createToken(const NewToken &token) = 0;
    virtual Status revokeToken(std::int64_t token) = 0;

    virtual Result<AuditPage> audit(const AuditQuery &query) = 0;
    virtual Result<AuditVerdict> verifyAudit() = 0;
    virtual Status exportAudit(const std::function<Status(const std::string &line)> &write) = 0;
};

} // namespace binnacle::ctl
