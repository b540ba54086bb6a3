#pragma once

#include "core/access/password_hash.h"
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/domain/access.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::store {
class Connection;
class StoreWriter;
} // namespace binnacle::store

namespace binnacle::access {

class SecurityLog;

struct AccessSettings
{
    Duration sessionLifetime{24 * 3'600'000};
    int loginFailures = 5; // for each account and address …
    Duration loginWindow{15 * 60'000};
    PasswordCost passwordCost{}; // tests lower it
};

struct LoginAttempt
{
    std::string username;
    std::string password;
    std::string address; // of the socket
    std::string userAgent;
};
struct Login
{
    std::string secret; // of a session token
    Token token;
    User user;
};

// Users, roles and tokens of a workspace: all of them in memory, changed through the store's
// writer. A change counts from the moment its commit is done, for open connections too (see
// `setListener`). Thread-safe. Callbacks run on a thread of the pool or the writer.
//
// Errors: InvalidArgument (a field and what it must be), Conflict (name taken; the last admin;
// one's own account), NotFound, PermissionDenied, those of the store.
class AccessControl
{
public:
    // All must outlive it.
    AccessControl(const Clock &clock, store::StoreWriter &writer, SecurityLog &security,
        AccessSettings settings);
    ~AccessControl(); // finishes logins that are being checked
    AccessControl(const AccessControl &) = delete;
    AccessControl &operator=(const AccessControl &) = delete;

    // Blocking, at start, on a reader thread; again after another process changed the workspace.
    Status load(store::Connection &connection);

    // Whether anybody could log in: an enabled user with a password.
    bool hasLogin() const;

    // The desktop's own user: made without a password when there is no user at all. Admin.
    void ensureLocalOwner(std::string username, std::function<void(Result<Principal>)> done);

    // Argon2id (64 MiB, 3 passes), at most two at a time; the same work and the same answer for
    // names that do not exist. Errors: InvalidArgument (empty, too long), Unauthenticated (wrong),
    // PermissionDenied (disabled), Busy (too many failures; the message says how long).
    void login(LoginAttempt attempt, std::function<void(Result<Login>)> done);

    // `authorization` is the header's value, "Bearer …". Microseconds. Errors: Unauthenticated; the
    // message does not tell why, the security log does.
    Result<Principal> authenticate(std::string_view authorization, std::string_view address) const;
    // Whether the token still stands as it did: for connections that stay open.
    bool stillHolds(const Principal &principal) const;

    std::vector<User> users() const;   // by name
    std::vector<Token> tokens() const; // newest first
    Result<User> user(std::int64_t id) const;

    using UserDone = std::function<void(Result<User>)>;
    using StatusDone = std::function<void(Status)>;
    // `by` may not delete, disable or demote itself nor the last admin.
    void addUser(const Principal &by, NewUser user, UserDone done);
    void updateUser(const Principal &by, User user, UserDone done);
    void removeUser(const Principal &by, std::int64_t user, StatusDone done);
    // Ends all sessions of the user.
    void setPassword(const Principal &by, std::int64_t user, std::string password, StatusDone done);
    // By the user, who knows the old one.
    void changePassword(
        const Principal &by, std::string oldPassword, std::string newPassword, StatusDone done);

    // For oneself, or with ManageAccess for others.
    void createToken(
        const Principal &by, NewToken token, std::function<void(Result<CreatedToken>)> done);
    void revokeToken(const Principal &by, std::int64_t token, StatusDone done);

    // Runs after users or tokens changed, on any thread; it must only post.
    void setListener(std::function<void()> changed);

private:
    struct State;
    std::shared_ptr<State> m_state; // commits that are under way keep it
};

} // namespace binnacle::access
