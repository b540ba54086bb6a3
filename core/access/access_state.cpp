#include "core/access/access_state.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace binnacle::access {

namespace {

Error refused(std::string message)
{
    return {ErrorCode::InvalidArgument, std::move(message)};
}

bool isEnabledAdmin(const User &user)
{
    return user.isEnabled && user.role == Role::Admin;
}

bool isUsername(std::string_view name)
{
    constexpr std::size_t kLongest = 64;
    return !name.empty() && name.size() <= kLongest
        && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._-")
        == std::string_view::npos;
}

bool hasControls(std::string_view text)
{
    return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

// "GET /api/v2/pods"
bool isPermission(std::string_view text)
{
    const std::size_t space = text.find(' ');
    if (space == std::string_view::npos || space + 1 >= text.size() || text[space + 1] != '/')
        return false;
    const std::string_view method = text.substr(0, space);
    return method == "GET" || method == "POST" || method == "PUT" || method == "DELETE"
        || method == "*";
}

} // namespace

void AccessState::load(std::vector<UserRecord> users, std::vector<TokenRecord> tokens)
{
    m_users.clear();
    m_tokens.clear();
    m_hashes.clear();
    for (UserRecord &record : users)
        put(std::move(record));
    for (TokenRecord &record : tokens)
        put(std::move(record));
}

std::vector<User> AccessState::users() const
{
    std::vector<User> all;
    for (const auto &[id, record] : m_users)
        all.push_back(record.user);
    std::ranges::sort(all, {}, &User::username);
    return all;
}

std::vector<Token> AccessState::tokens() const
{
    std::vector<Token> all;
    for (const auto &[hash, record] : m_tokens)
        all.push_back(record.token);
    std::ranges::sort(all, std::greater<>{}, &Token::id);
    return all;
}

const UserRecord *AccessState::user(std::int64_t id) const
{
    const auto known = m_users.find(id);
    return known == m_users.end() ? nullptr : &known->second;
}

const UserRecord *AccessState::userNamed(const std::string &username) const
{
    const auto known = std::ranges::find_if(
        m_users, [&](const auto &entry) { return entry.second.user.username == username; });
    return known == m_users.end() ? nullptr : &known->second;
}

TokenRecord *AccessState::token(const std::string &hash)
{
    const auto known = m_tokens.find(hash);
    return known == m_tokens.end() ? nullptr : &known->second;
}

const TokenRecord *AccessState::token(std::int64_t id) const
{
    const auto hash = m_hashes.find(id);
    return hash == m_hashes.end() ? nullptr : &m_tokens.at(hash->second);
}

bool AccessState::hasLogin() const
{
    return std::ranges::any_of(m_users, [](const auto &entry) {
        return entry.second.user.isEnabled && !entry.second.passwordHash.empty();
    });
}

void AccessState::put(UserRecord record)
{
    record.user.hasPassword = !record.passwordHash.empty();
    const std::int64_t id = record.user.id;
    m_users.insert_or_assign(id, std::move(record));
}

void AccessState::put(TokenRecord record)
{
    std::string hash = record.hash;
    m_hashes.insert_or_assign(record.token.id, hash);
    m_tokens.insert_or_assign(std::move(hash), std::move(record));
}

void AccessState::removeUser(std::int64_t id)
{
    m_users.erase(id);
    removeTokens([id](const Token &token) { return token.userId == id; });
}

void AccessState::removeToken(std::int64_t id)
{
    removeTokens([id](const Token &token) { return token.id == id; });
}

void AccessState::removeSessions(std::int64_t user)
{
    removeTokens([user](const Token &token) {
        return token.userId == user && token.kind == Token::Kind::Session;
    });
}

void AccessState::removeExpired(Timestamp before)
{
    removeTokens([before](const Token &token) {
        return isKnown(token.expiresAt) && token.expiresAt < before;
    });
}

void AccessState::removeTokens(const std::function<bool(const Token &)> &isGone)
{
    std::erase_if(m_tokens, [this, &isGone](const auto &entry) {
        const Token &token = entry.second.token;
        if (!isGone(token))
            return false;
        m_hashes.erase(token.id);
        return true;
    });
}

Status AccessState::mayChange(
    const Principal &by, const User &before, const std::optional<User> &after) const
{
    const bool losesPower = !after || (isEnabledAdmin(before) && !isEnabledAdmin(*after))
        || (before.isEnabled && !after->isEnabled);
    if (!losesPower)
        return Done{};
    if (before.id == by.userId)
        return Error{ErrorCode::Conflict,
            "you cannot remove, disable or demote yourself; another admin can"};
    const auto admins = std::ranges::count_if(
        m_users, [](const auto &entry) { return isEnabledAdmin(entry.second.user); });
    if (isEnabledAdmin(before) && admins <= 1)
        return Error{ErrorCode::Conflict,
            before.username + " is the last admin: make somebody else one first"};
    return Done{};
}

Status checkUser(const User &user)
{
    constexpr std::size_t kLongest = 200;
    if (!isUsername(user.username))
        return refused("username: 1 to 64 of a-z, 0-9, '.', '_' and '-'");
    if (user.displayName.size() > kLongest || hasControls(user.displayName))
        return refused("displayName: at most 200 bytes on one line");
    if (user.email.size() > kLongest || hasControls(user.email)
        || (!user.email.empty() && user.email.find('@') == std::string::npos))
        return refused("email: not an address");
    // One could give oneself the rest.
    if (user.role == Role::Admin && !user.scope.isEverything())
        return refused("role: an admin cannot be limited to parts of the estate");
    for (const ClusterId &cluster : user.scope.clusters) {
        if (cluster.isEmpty())
            return refused("clusters: an id is empty");
    }
    for (const std::string &ns : user.scope.namespaces) {
        if (ns.empty() || hasControls(ns))
            return refused("namespaces: a name is empty or not one");
    }
    return Done{};
}

Status checkToken(const NewToken &token, Timestamp now)
{
    constexpr std::size_t kLongest = 64;
    constexpr std::size_t kMostPermissions = 64;
    if (token.name.empty() || token.name.size() > kLongest || hasControls(token.name))
        return refused("name: 1 to 64 bytes on one line");
    if (isKnown(token.expiresAt) && token.expiresAt <= now)
        return refused("expiresAt: lies in the past");
    if (token.permissions.size() > kMostPermissions
        || !std::ranges::all_of(token.permissions, isPermission))
        return refused("permissions: at most 64 of the form \"GET /api/v2/pods\"");
    return Done{};
}

} // namespace binnacle::access
