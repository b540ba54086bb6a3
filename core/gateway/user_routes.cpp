#include "core/access/access_control.h"
#include "core/gateway/answers.h"
#include "core/gateway/gateway.h"
#include "core/gateway/parameters.h"

#include <charconv>
#include <utility>

namespace binnacle::gateway {

namespace {

using In = Parameter::In;
using Type = Parameter::Type;

void writeUser(codec::JsonWriter &json, const User &user)
{
    json.beginObject()
        .member("id", user.id)
        .member("username", user.username)
        .member("displayName", user.displayName)
        .member("email", user.email)
        .member("role", static_cast<std::int32_t>(user.role))
        .member("roleName", roleName(user.role))
        .member("status", user.isEnabled ? 1 : 0)
        .member("createdAt", user.createdAt)
        .member("lastLoginAt", user.lastLoginAt)
        .member("lastLoginIp", user.lastLoginAddress);
    json.key("clusters").beginArray();
    for (const ClusterId &cluster : user.scope.clusters)
        json.value(cluster.value);
    json.endArray().key("namespaces").beginArray();
    for (const std::string &ns : user.scope.namespaces)
        json.value(ns);
    json.endArray().endObject();
}

std::string userJson(const User &user)
{
    codec::JsonWriter json;
    writeUser(json, user);
    return json.take();
}

void writeToken(codec::JsonWriter &json, const Token &token)
{
    json.beginObject()
        .member("id", token.id)
        .member("userId", token.userId)
        .member("name", token.name)
        .member("type", static_cast<std::int32_t>(token.kind))
        .member("createdAt", token.createdAt)
        .member("expiresAt", token.expiresAt)
        .member("lastUsedAt", token.lastUsedAt);
    json.key("permissions").beginArray();
    for (const std::string &permission : token.permissions)
        json.value(permission);
    json.endArray().endObject();
}

void login(Call call)
{
    const auto body = Body::read(call.request);
    const auto username = body ? body->text("username") : Result<std::string>(body.error());
    const auto password = body ? body->text("password") : Result<std::string>(body.error());
    if (!username || !password)
        return call.fail(!username ? username.error() : password.error());
    call.parts.access.login({.username = *username,
                                .password = *password,
                                .address = call.request.remoteAddress,
                                .userAgent = std::string(call.request.header("user-agent"))},
        [answer = call.answer, identified = call.identified](const Result<access::Login> &login) {
            if (!login)
                return answer(http::failure(login.error()));
            identified({.userId = login->user.id,
                .username = login->user.username,
                .role = login->user.role,
                .source = ActionSource::Web});
            codec::JsonWriter json;
            json.beginObject().member("token", login->secret);
            json.member("expiresAt", login->token.expiresAt).key("user");
            writeUser(json, login->user);
            json.endObject();
            answer(dataAnswer(json.take()));
        });
}

void logout(Call call)
{
    if (call.who.source != ActionSource::Web)
        return call.fail({ErrorCode::Conflict, "an API key is revoked, not logged out"});
    call.parts.access.revokeToken(call.who, call.who.tokenId, statusAnswer(call));
}

void me(Call call)
{
    const auto user = call.parts.access.user(call.who.userId);
    if (!user)
        return call.fail(user.error());
    call.answer(dataAnswer(userJson(*user)));
}

void listUsers(Call call)
{
    const auto page = paging(call.request);
    if (!page)
        return call.fail(page.error());
    const std::vector<User> users = call.parts.access.users();
    codec::JsonWriter json;
    json.beginArray();
    for (std::size_t i = static_cast<std::size_t>(page->offset);
         i < users.size() && i < static_cast<std::size_t>(page->offset + page->limit); ++i)
        writeUser(json, users[i]);
    json.endArray();
    call.answer(listAnswer(json.take(), static_cast<std::int64_t>(users.size())));
}

// `before`: the user as it was, for the audit; empty: there was none.
access::AccessControl::UserDone userAnswer(
    const Call &call, int status = 200, std::string before = {})
{
    return [answer = call.answer, changed = call.changed, status, before = std::move(before)](
               const Result<User> &user) {
        if (!user)
            return answer(http::failure(user.error()));
        changed(before, userJson(*user));
        answer(dataAnswer(userJson(*user), status));
    };
}

Result<NewUser> newUserOf(const Body &body)
{
    NewUser user;
    const auto username = body.text("username", true);
    const auto password = body.text("password", true);
    const auto displayName = body.text("displayName");
    const auto email = body.text("email");
    const auto role = body.number("role");
    const auto clusters = body.texts("clusters");
    const auto namespaces = body.texts("namespaces");
    for (const auto *text : {&username, &password, &displayName, &email}) {
        if (!*text)
            return text->error();
    }
    if (!role)
        return role.error();
    if (!clusters || !namespaces)
        return !clusters ? clusters.error() : namespaces.error();
    user = {
        .username = *username, .displayName = *displayName, .email = *email, .password = *password};
    if (body.has("role")) {
        const auto known = roleFromNumber(*role);
        if (!known)
            return Error{ErrorCode::InvalidArgument, "role: 1 admin, 2 operator, 3 viewer"};
        user.role = *known;
    }
    for (const std::string &cluster : *clusters)
        user.scope.clusters.push_back({cluster});
    user.scope.namespaces = *namespaces;
    return user;
}

void registerUser(Call call)
{
    const auto body = Body::read(call.request);
    auto user = body ? newUserOf(*body) : Result<NewUser>(body.error());
    if (!user)
        return call.fail(user.error());
    call.parts.access.addUser(call.who, *std::move(user), userAnswer(call, 201));
}

// The user a body names, to be changed.
Result<User> namedUser(const Call &call, const Result<Body> &body)
{
    if (!body)
        return body.error();
    const auto id = body->number("userId", true);
    if (!id)
        return id.error();
    return call.parts.access.user(*id);
}

void updateRole(Call call)
{
    const auto body = Body::read(call.request);
    auto user = namedUser(call, body);
    if (!user)
        return call.fail(user.error());
    const auto number = body->number("role", true);
    if (!number)
        return call.fail(number.error());
    const auto role = roleFromNumber(*number);
    if (!role)
        return call.fail({ErrorCode::InvalidArgument, "role: 1 admin, 2 operator, 3 viewer"});
    std::string before = userJson(*user);
    user->role = *role;
    call.parts.access.updateUser(
        call.who, *std::move(user), userAnswer(call, 200, std::move(before)));
}

void updateStatus(Call call)
{
    const auto body = Body::read(call.request);
    auto user = namedUser(call, body);
    if (!user)
        return call.fail(user.error());
    const auto status = body->number("status", true);
    if (!status)
        return call.fail(status.error());
    if (*status != 0 && *status != 1)
        return call.fail({ErrorCode::InvalidArgument, "status: 1 enabled, 0 disabled"});
    std::string before = userJson(*user);
    user->isEnabled = *status == 1;
    call.parts.access.updateUser(
        call.who, *std::move(user), userAnswer(call, 200, std::move(before)));
}

void deleteUser(Call call)
{
    const auto user = namedUser(call, Body::read(call.request));
    if (!user)
        return call.fail(user.error());
    call.changed(userJson(*user), {});
    call.parts.access.removeUser(call.who, user->id, statusAnswer(call));
}

void setPassword(Call call)
{
    const auto body = Body::read(call.request);
    const auto user = namedUser(call, body);
    if (!user)
        return call.fail(user.error());
    const auto password = body->text("password", true);
    if (!password)
        return call.fail(password.error());
    call.parts.access.setPassword(call.who, user->id, *password, statusAnswer(call));
}

void changePassword(Call call)
{
    const auto body = Body::read(call.request);
    const auto before = body ? body->text("oldPassword", true) : Result<std::string>(body.error());
    const auto after = body ? body->text("newPassword", true) : Result<std::string>(body.error());
    if (!before || !after)
        return call.fail(!before ? before.error() : after.error());
    call.parts.access.changePassword(call.who, *before, *after, statusAnswer(call));
}

// One's own, or with the right to manage access everybody's.
void listTokens(Call call)
{
    const bool seesAll = call.who.may(Capability::ManageAccess);
    std::int64_t total = 0;
    codec::JsonWriter json;
    json.beginArray();
    for (const Token &token : call.parts.access.tokens()) {
        if (!seesAll && token.userId != call.who.userId)
            continue;
        ++total;
        writeToken(json, token);
    }
    json.endArray();
    call.answer(listAnswer(json.take(), total));
}

Result<NewToken> newTokenOf(const Body &body, std::int64_t self)
{
    const auto name = body.text("name", true);
    const auto user = body.number("userId");
    const auto permissions = body.texts("permissions");
    const auto expires = body.text("expiresAt");
    if (!name || !expires)
        return !name ? name.error() : expires.error();
    if (!user)
        return user.error();
    if (!permissions)
        return permissions.error();
    NewToken token{.userId = *user != 0 ? *user : self, .name = *name, .permissions = *permissions};
    if (!expires->empty()) {
        const auto at = parseRfc3339(*expires);
        if (!at)
            return Error{ErrorCode::InvalidArgument,
                "expiresAt: must be a time such as 2026-03-01T09:00:00Z"};
        token.expiresAt = *at;
    }
    return token;
}

void createToken(Call call)
{
    const auto body = Body::read(call.request);
    auto token = body ? newTokenOf(*body, call.who.userId) : Result<NewToken>(body.error());
    if (!token)
        return call.fail(token.error());
    call.parts.access.createToken(
        call.who, *std::move(token), [answer = call.answer](const Result<CreatedToken> &created) {
            if (!created)
                return answer(http::failure(created.error()));
            codec::JsonWriter json;
            json.beginObject().member("secret", created->secret).key("token");
            writeToken(json, created->token);
            json.endObject();
            answer(dataAnswer(json.take(), 201));
        });
}

void revokeToken(Call call)
{
    const std::string &text = call.request.captures.front();
    std::int64_t id = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), id);
    if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size())
        return call.fail({ErrorCode::NotFound, "there is no such token"});
    call.parts.access.revokeToken(call.who, id, statusAnswer(call));
}

constexpr std::string_view kUser
    = R"({"message":"ok","data":{"id":2,"username":"ops","displayName":"Ops","email":"","role":2,"roleName":"operator","status":1,"createdAt":"2026-03-01T09:00:00Z","lastLoginAt":null,"lastLoginIp":"","clusters":[],"namespaces":[]}})";
constexpr std::string_view kOk = R"({"message":"ok"})";

std::vector<Parameter> newUserParameters()
{
    return {{"username", In::Body, Type::Text, true, "a-z, 0-9, . _ -"},
        {"password", In::Body, Type::Text, true, "12 characters or more"},
        {"displayName", In::Body, Type::Text, false, "what people read"},
        {"email", In::Body, Type::Text, false, "address"},
        {"role", In::Body, Type::Number, false, "1 admin, 2 operator, 3 viewer (default)"},
        {"clusters", In::Body, Type::Texts, false, "only these; empty: all"},
        {"namespaces", In::Body, Type::Texts, false, "only these; empty: all"}};
}

} // namespace

std::vector<Route> userRoutes()
{
    using http::Method;
    const Parameter userId{"userId", In::Body, Type::Number, true, "number of the user"};
    return {
        {Method::Post, "/user/login", "Log in with name and password", Public{}, AuditAction::Login,
            {{"username", In::Body, Type::Text, true, "name"},
                {"password", In::Body, Type::Text, true, "password"}},
            R"({"message":"ok","data":{"token":"bnk_…","expiresAt":"2026-03-02T09:00:00Z","user":{"id":1,"username":"ops","role":2}}})",
            200, login},
        {Method::Post, "/user/logout", "End this session", Capability::ReadState,
            AuditAction::Logout, {}, kOk, 200, logout},
        {Method::Get, "/user/me", "Who this token is", Capability::ReadState, {}, {}, kUser, 200,
            me},
        {Method::Get, "/user/list", "All users", Capability::ManageAccess, {},
            {{"limit", In::Query, Type::Number, false, "at most this many, 1 to 500"},
                {"offset", In::Query, Type::Number, false, "skip so many"}},
            R"({"message":"ok","data":[{"id":1,"username":"ops","role":2,"status":1}],"total":1})",
            200, listUsers},
        {Method::Post, "/user/register", "Add a user", Capability::ManageAccess,
            AuditAction::Create, newUserParameters(), kUser, 201, registerUser},
        {Method::Post, "/user/update-role", "Change a user's role", Capability::ManageAccess,
            AuditAction::Update,
            {userId, {"role", In::Body, Type::Number, true, "1 admin, 2 operator, 3 viewer"}},
            kUser, 200, updateRole},
        {Method::Post, "/user/update-status", "Enable or disable a user", Capability::ManageAccess,
            AuditAction::Update,
            {userId, {"status", In::Body, Type::Number, true, "1 enabled, 0 disabled"}}, kUser, 200,
            updateStatus},
        {Method::Post, "/user/delete", "Remove a user and their tokens", Capability::ManageAccess,
            AuditAction::Delete, {userId}, kOk, 200, deleteUser},
        {Method::Post, "/user/set-password", "Give a user another password",
            Capability::ManageAccess, AuditAction::Update,
            {userId, {"password", In::Body, Type::Text, true, "12 characters or more"}}, kOk, 200,
            setPassword},
        {Method::Post, "/user/change-password", "Change one's own password", Capability::ReadState,
            AuditAction::Update,
            {{"oldPassword", In::Body, Type::Text, true, "the one until now"},
                {"newPassword", In::Body, Type::Text, true, "12 characters or more"}},
            kOk, 200, changePassword},
        {Method::Get, "/user/tokens", "Tokens: one's own, an admin sees all", Capability::ReadState,
            {}, {},
            R"({"message":"ok","data":[{"id":1,"userId":1,"name":"ci","type":2,"permissions":[]}],"total":1})",
            200, listTokens},
        {Method::Post, "/user/tokens", "Make an API key; its secret is told once",
            Capability::ReadState, AuditAction::Create,
            {{"name", In::Body, Type::Text, true, "what it is for"},
                {"permissions", In::Body, Type::Texts, false, "such as GET /api/v2/pods"},
                {"expiresAt", In::Body, Type::Text, false, "RFC 3339; absent: never"},
                {"userId", In::Body, Type::Number, false, "for somebody else (admins)"}},
            R"({"message":"ok","data":{"secret":"bnk_…","token":{"id":1,"name":"ci"}}})", 201,
            createToken},
        {Method::Delete, "/user/tokens/{id}", "Revoke a token", Capability::ReadState,
            AuditAction::Delete, {{"id", In::Path, Type::Number, true, "number of the token"}}, kOk,
            200, revokeToken},
    };
}

} // namespace binnacle::gateway
