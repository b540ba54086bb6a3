#pragma once

#include "core/access/access_records.h"
#include "core/base/result.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace binnacle::access {

// All users and tokens in memory, and the rules about changing them. Not thread-safe.
class AccessState
{
public:
    void load(std::vector<UserRecord> users, std::vector<TokenRecord> tokens);

    std::vector<User> users() const;   // by name
    std::vector<Token> tokens() const; // newest first
    const UserRecord *user(std::int64_t id) const;
    const UserRecord *userNamed(const std::string &username) const;
    TokenRecord *token(const std::string &hash);
    const TokenRecord *token(std::int64_t id) const;
    bool hasLogin() const;

    void put(UserRecord record);
    void put(TokenRecord record);
    void removeUser(std::int64_t id);
    void removeToken(std::int64_t id);
    void removeSessions(std::int64_t user);
    void removeExpired(Timestamp before); // tokens

    // Whether `by` may make `after` of a user; nullopt: remove it. Errors: Conflict for oneself and
    // for the last admin, as far as is known here; requireAdmin() decides.
    Status mayChange(
        const Principal &by, const User &before, const std::optional<User> &after) const;

private:
    void removeTokens(const std::function<bool(const Token &)> &isGone);

    std::map<std::int64_t, UserRecord> m_users;
    std::map<std::string, TokenRecord> m_tokens;            // by hash
    std::unordered_map<std::int64_t, std::string> m_hashes; // of tokens, by id
};

// Errors: InvalidArgument naming the field.
Status checkUser(const User &user);
Status checkToken(const NewToken &token, Timestamp now);

} // namespace binnacle::access
