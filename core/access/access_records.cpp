#include "core/access/access_records.h"

#include "core/codec/json_writer.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"
#include "core/store/store_writer.h"

#include <rapidjson/document.h>

#include <utility>

namespace binnacle::access {

namespace {

std::string listJson(const std::vector<std::string> &items)
{
    codec::JsonWriter json;
    json.beginArray();
    for (const std::string &item : items)
        json.value(item);
    json.endArray();
    return json.take();
}

std::string scopeJson(const AccessScope &scope)
{
    codec::JsonWriter json;
    json.beginObject().key("clusters").beginArray();
    for (const ClusterId &cluster : scope.clusters)
        json.value(cluster.value);
    json.endArray().key("namespaces").beginArray();
    for (const std::string &ns : scope.namespaces)
        json.value(ns);
    json.endArray().endObject();
    return json.take();
}

std::vector<std::string> textsOf(const rapidjson::Value &list)
{
    std::vector<std::string> texts;
    if (!list.IsArray())
        return texts;
    for (const auto &item : list.GetArray()) {
        if (item.IsString())
            texts.emplace_back(item.GetString(), item.GetStringLength());
    }
    return texts;
}

// What cannot be read must not widen anybody's rights.
Result<AccessScope> scopeOf(std::string_view text)
{
    rapidjson::Document json;
    json.Parse(text.data(), text.size());
    if (!json.IsObject())
        return Error{ErrorCode::Corrupt, "the rights of a user cannot be read"};
    AccessScope scope;
    if (const auto clusters = json.FindMember("clusters"); clusters != json.MemberEnd()) {
        for (std::string &cluster : textsOf(clusters->value))
            scope.clusters.push_back({std::move(cluster)});
    }
    if (const auto namespaces = json.FindMember("namespaces"); namespaces != json.MemberEnd())
        scope.namespaces = textsOf(namespaces->value);
    return scope;
}

Timestamp timeOf(std::int64_t ms)
{
    return ms > 0 ? fromEpochMs(ms) : Timestamp{};
}

std::int64_t msOf(Timestamp at)
{
    return isKnown(at) ? toEpochMs(at) : 0;
}

Result<UserRecord> userOf(const store::Statement &row)
{
    auto scope = scopeOf(row.text(6));
    const auto role = roleFromNumber(row.number(5));
    if (!scope || !role)
        return Error{ErrorCode::Corrupt, "the rights of a user cannot be read"};
    return UserRecord{.user = {.id = row.number(0),
                          .username = std::string(row.text(1)),
                          .displayName = std::string(row.text(3)),
                          .email = std::string(row.text(4)),
                          .role = *role,
                          .scope = *std::move(scope),
                          .isEnabled = row.number(7) == 1,
                          .hasPassword = !row.text(2).empty(),
                          .createdAt = timeOf(row.number(8)),
                          .updatedAt = timeOf(row.number(9)),
                          .lastLoginAt = timeOf(row.number(10)),
                          .lastLoginAddress = std::string(row.text(11))},
        .passwordHash = std::string(row.text(2))};
}

Result<TokenRecord> tokenOf(const store::Statement &row)
{
    rapidjson::Document permissions;
    const std::string_view text = row.text(5);
    permissions.Parse(text.data(), text.size());
    if (!permissions.IsArray())
        return Error{ErrorCode::Corrupt, "the rights of a token cannot be read"};
    return TokenRecord{.token = {.id = row.number(0),
                           .userId = row.number(1),
                           .kind = row.number(4) == 1 ? Token::Kind::Session : Token::Kind::ApiKey,
                           .name = std::string(row.text(3)),
                           .permissions = textsOf(permissions),
                           .createdAt = timeOf(row.number(8)),
                           .expiresAt = timeOf(row.number(6)),
                           .lastUsedAt = timeOf(row.number(7))},
        .hash = std::string(row.text(2))};
}

template<typename Record>
Result<std::vector<Record>> readAll(store::Connection &connection, std::string_view name,
    Result<Record> (*make)(const store::Statement &))
{
    auto rows = connection.prepare(name);
    if (!rows)
        return rows.error();
    return store::collectRows(*rows, make);
}

template<typename... Values>
Status run(store::WriteContext &context, std::string_view name, const Values &...values)
{
    auto statement = context.connection.prepare(name);
    if (!statement)
        return statement.error();
    return statement->bind(values...).run();
}

// What the last statement should have changed may be gone by now.
Status requireChange(store::WriteContext &context, const Status &outcome, std::int64_t user)
{
    if (outcome && context.connection.changes() == 0)
        return Error{ErrorCode::NotFound, "there is no user " + std::to_string(user)};
    return outcome;
}

} // namespace

Result<std::vector<UserRecord>> readUsers(store::Connection &connection)
{
    return readAll<UserRecord>(connection, "users.list", userOf);
}

Result<std::vector<TokenRecord>> readTokens(store::Connection &connection)
{
    return readAll<TokenRecord>(connection, "tokens.list", tokenOf);
}

Result<std::int64_t> insertUser(store::WriteContext &context, const UserRecord &record)
{
    const User &user = record.user;
    const Status inserted = run(context, "users.insert", user.username, record.passwordHash,
        user.displayName, user.email, static_cast<int>(user.role), scopeJson(user.scope),
        user.isEnabled ? 1 : 0, msOf(user.createdAt));
    if (!inserted)
        return inserted.error();
    return context.connection.lastInsertId();
}

Status updateUser(store::WriteContext &context, const User &user)
{
    const Status updated
        = run(context, "users.update", user.displayName, user.email, static_cast<int>(user.role),
            scopeJson(user.scope), user.isEnabled ? 1 : 0, msOf(user.updatedAt), user.id);
    return requireChange(context, updated, user.id);
}

Status keepAnAdmin(store::WriteContext &context, const std::function<Status()> &change)
{
    const auto before = context.connection.number("users.admins");
    if (!before)
        return before.error();
    if (Status changed = change(); !changed)
        return changed;
    const auto after = context.connection.number("users.admins");
    if (!after)
        return after.error();
    if (*before > 0 && *after == 0)
        return Error{ErrorCode::Conflict, "somebody has to stay an admin: make another one first"};
    return Done{};
}

Status writePassword(
    store::WriteContext &context, std::int64_t user, const std::string &hash, Timestamp at)
{
    return requireChange(context, run(context, "users.set_password", hash, msOf(at), user), user);
}

Status writeLogin(store::WriteContext &context, const User &user)
{
    return run(context, "users.logged_in", msOf(user.lastLoginAt), user.lastLoginAddress, user.id);
}

Status removeUser(store::WriteContext &context, std::int64_t user)
{
    if (Status removed = run(context, "tokens.remove_of_user", user); !removed)
        return removed;
    return requireChange(context, run(context, "users.remove", user), user);
}

Result<std::int64_t> insertToken(store::WriteContext &context, const TokenRecord &record)
{
    const Token &token = record.token;
    const Status inserted = run(context, "tokens.insert", token.userId, store::Blob{record.hash},
        token.name, static_cast<int>(token.kind), listJson(token.permissions),
        msOf(token.expiresAt), msOf(token.createdAt));
    if (!inserted)
        return inserted.error();
    return context.connection.lastInsertId();
}

Status writeTokenUse(store::WriteContext &context, std::int64_t token, Timestamp at)
{
    return run(context, "tokens.used", msOf(at), token);
}

Status removeToken(store::WriteContext &context, std::int64_t token)
{
    return run(context, "tokens.remove", token);
}

Status removeSessions(store::WriteContext &context, std::int64_t user)
{
    return run(context, "tokens.remove_sessions", user);
}

Status removeExpiredTokens(store::WriteContext &context, Timestamp before)
{
    return run(context, "tokens.remove_expired", msOf(before));
}

} // namespace binnacle::access
