#pragma once

#include "core/base/result.h"
#include "core/domain/access.h"

#include <functional>
#include <string>
#include <vector>

namespace binnacle::store {
class Connection;
struct WriteContext;
} // namespace binnacle::store

namespace binnacle::access {

// Tables users and tokens. Blocking, on the thread the connection belongs to.

struct UserRecord
{
    User user;
    std::string passwordHash; // empty: cannot log in
};
struct TokenRecord
{
    Token token;
    std::string hash; // SHA-256, 32 bytes
};

Result<std::vector<UserRecord>> readUsers(store::Connection &connection);
Result<std::vector<TokenRecord>> readTokens(store::Connection &connection); // newest first

// The row's number.
Result<std::int64_t> insertUser(store::WriteContext &context, const UserRecord &record);
// Errors: NotFound, also of removeUser() and writePassword(): somebody else was quicker.
Status updateUser(store::WriteContext &context, const User &user);
// Runs a change of users in the writer's transaction and sees to it that an admin is left where
// there was one: two who demote each other at the same moment would each think that the other one
// stays. Errors: Conflict.
Status keepAnAdmin(store::WriteContext &context, const std::function<Status()> &change);
Status writePassword(
    store::WriteContext &context, std::int64_t user, const std::string &hash, Timestamp at);
Status writeLogin(store::WriteContext &context, const User &user);
Status removeUser(store::WriteContext &context, std::int64_t user); // and its tokens

Result<std::int64_t> insertToken(store::WriteContext &context, const TokenRecord &record);
Status writeTokenUse(store::WriteContext &context, std::int64_t token, Timestamp at);
Status removeToken(store::WriteContext &context, std::int64_t token);
Status removeSessions(store::WriteContext &context, std::int64_t user);
Status removeExpiredTokens(store::WriteContext &context, Timestamp before);

} // namespace binnacle::access
