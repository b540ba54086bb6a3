#include "tests/support/fake_access_desk.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace binnacle::fake {

using namespace std::chrono_literals;

namespace {

constexpr int kEntries = 450;

Timestamp ago(std::chrono::milliseconds time)
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now())
        - time;
}

std::vector<User> makePeople()
{
    return {{.id = 1,
                .username = "alice",
                .displayName = "Alice Zhang",
                .email = "alice@example.com",
                .role = Role::Admin,
                .createdAt = ago(2'400h),
                .lastLoginAt = ago(2h),
                .lastLoginAddress = "127.0.0.1"},
        {.id = 2,
            .username = "bob",
            .displayName = "Bob Marsh",
            .role = Role::Operator,
            .scope = {.clusters = {{"prod-eu"}}, .namespaces = {"payments", "orders"}},
            .hasPassword = true,
            .createdAt = ago(900h),
            .lastLoginAt = ago(26h),
            .lastLoginAddress = "10.20.4.17"},
        {.id = 3,
            .username = "dashboard",
            .displayName = "Wall display",
            .role = Role::Viewer,
            .hasPassword = true,
            .createdAt = ago(700h)},
        {.id = 4,
            .username = "mallory",
            .role = Role::Viewer,
            .isEnabled = false,
            .hasPassword = true,
            .createdAt = ago(1'300h),
            .lastLoginAt = ago(1'200h),
            .lastLoginAddress = "10.20.9.200"}};
}

std::vector<Token> makeKeys()
{
    return {{.id = 9,
                .userId = 2,
                .kind = Token::Kind::ApiKey,
                .name = "nightly report",
                .permissions = {"GET /api/v2/events", "POST /api/v2/query"},
                .createdAt = ago(240h),
                .expiresAt = ago(-60h),
                .lastUsedAt = ago(7h)},
        {.id = 8,
            .userId = 2,
            .kind = Token::Kind::Session,
            .name = "Firefox on Linux",
            .createdAt = ago(3h),
            .expiresAt = ago(-21h),
            .lastUsedAt = ago(40s)},
        {.id = 7,
            .userId = 3,
            .kind = Token::Kind::ApiKey,
            .name = "wall display",
            .permissions = {"GET /api/v2"},
            .createdAt = ago(700h),
            .lastUsedAt = ago(4s)},
        {.id = 6,
            .userId = 1,
            .kind = Token::Kind::ApiKey,
            .name = "terraform",
            .createdAt = ago(2'100h),
            .expiresAt = ago(-1'400h)},
        {.id = 5,
            .userId = 4,
            .kind = Token::Kind::ApiKey,
            .name = "old import",
            .createdAt = ago(1'300h),
            .expiresAt = ago(100h),
            .lastUsedAt = ago(1'210h)}};
}

AuditEntry makeEntry(int at)
{
    AuditEntry entry{.id = kEntries - at,
        .at = ago(at * 47s),
        .userId = at % 3 == 0 ? 1 : 2,
        .username = at % 3 == 0 ? "alice" : "bob",
        .role = at % 3 == 0 ? Role::Admin : Role::Operator,
        .source = at % 3 == 0 ? ActionSource::Desktop : ActionSource::Api,
        .action = AuditAction::Read,
        .resource = "/api/v2/commands/history",
        .method = at % 3 == 0 ? "" : "GET",
        .address = at % 3 == 0 ? "" : "10.20.4.17",
        .took = Duration{3 + at % 40}};
    if (at % 3 == 0) {
        entry.action = AuditAction::Update;
        entry.resource = "user bob";
        entry.before
            = R"({"role":"viewer","clusters":[],"enabled":true,"email":"bob@example.com"})";
        entry.after = R"({"role":"operator","clusters":["prod-eu"],"enabled":true,)"
                      R"("displayName":"Bob Marsh"})";
        entry.reason = "on call from Monday";
        entry.requestBody = R"({"username":"bob","password":"***"})";
    } else if (at % 7 == 0) {
        entry.action = AuditAction::Execute;
        entry.resource = "/api/v2/commands";
        entry.method = "POST";
        entry.success = false;
        entry.statusCode = 403;
        entry.errorMessage = "your role (viewer) may not run-commands; that takes operator";
    }
    return entry;
}

std::vector<SecurityEvent> makeIncidents()
{
    const auto make = [](std::int64_t id, SecurityKind kind, SecuritySeverity severity,
                          std::string address, std::string resource, std::int64_t count) {
        return SecurityEvent{.id = id,
            .at = ago(id * 23min),
            .kind = kind,
            .severity = severity,
            .address = std::move(address),
            .resource = std::move(resource),
            .details = R"({"userAgent":"python-requests/2.31","reason":"unknown token"})",
            .count = count};
    };
    std::vector<SecurityEvent> made{make(1, SecurityKind::LoginFailed, SecuritySeverity::High,
                                        "10.20.9.200", "/api/v2/user/login", 214),
        make(2, SecurityKind::InvalidToken, SecuritySeverity::Medium, "10.20.9.200",
            "/api/v2/clusters", 31),
        make(3, SecurityKind::ClusterIdMismatch, SecuritySeverity::Critical, "10.31.0.8",
            "/agent/snapshot", 2),
        make(4, SecurityKind::RateLimit, SecuritySeverity::Low, "10.20.4.17", "/api/v2/query", 12),
        make(5, SecurityKind::BodyLimit, SecuritySeverity::Low, "10.31.0.9", "/agent/snapshot", 1),
        make(6, SecurityKind::PermissionDenied, SecuritySeverity::Low, "10.20.4.17",
            "/api/v2/commands", 1)};
    made.back().isResolved = true;
    made.back().resolvedBy = "alice";
    made.back().resolvedAt = ago(1h);
    return made;
}

bool holds(const AuditQuery &query, const AuditEntry &entry)
{
    return (!query.userId || *query.userId == entry.userId)
        && (!query.action || *query.action == entry.action)
        && (!query.source || *query.source == entry.source)
        && (!isKnown(query.range.from) || entry.at >= query.range.from)
        && (!isKnown(query.range.to) || entry.at < query.range.to)
        && (query.text.empty() || entry.resource.find(query.text) != std::string::npos
            || entry.errorMessage.find(query.text) != std::string::npos);
}

template<typename T>
std::vector<T> cut(const std::vector<T> &all, std::int64_t offset, int limit)
{
    const auto size = static_cast<std::int64_t>(all.size());
    const auto from = std::min(offset, size);
    const auto to = std::min(from + limit, size);
    return {all.begin() + from, all.begin() + to};
}

template<typename T>
console::Answer<T> ready(T value)
{
    using Given = Result<std::shared_ptr<const T>>;
    return QtFuture::makeReadyFuture(Given(std::make_shared<const T>(std::move(value))));
}

template<typename T>
console::Answer<T> refused(const Error &error)
{
    return QtFuture::makeReadyFuture(Result<std::shared_ptr<const T>>(error));
}

} // namespace

AccessDesk::AccessDesk()
    : people(makePeople())
    , keys(makeKeys())
    , incidents(makeIncidents())
    , verdict{.rows = 12'408, .head = "3f9c2b7a10d4e6f8a9b0c1d2e3f40516"}
{
    for (int i = 0; i < kEntries; ++i)
        entries.push_back(makeEntry(i));
}

Principal AccessDesk::me() const
{
    return {.userId = 1,
        .username = "alice",
        .role = role,
        .source = ActionSource::Desktop,
        .isReadOnly = readOnly};
}

void AccessDesk::setReadOnly(bool on)
{
    readOnly = on;
    emit changed();
}

void AccessDesk::become(Role now)
{
    role = now;
    emit changed();
}

QFuture<Status> AccessDesk::answered()
{
    if (error)
        return QtFuture::makeReadyFuture(Status(*error));
    emit changed();
    return QtFuture::makeReadyFuture(Status(Done{}));
}

QFuture<Status> AccessDesk::addUser(const NewUser &user)
{
    if (!error) {
        people.push_back({.id = static_cast<std::int64_t>(people.size()) + 1,
            .username = user.username,
            .displayName = user.displayName,
            .email = user.email,
            .role = user.role,
            .scope = user.scope,
            .hasPassword = !user.password.empty()});
        passwords.emplace_back(people.back().id, QString::fromStdString(user.password));
    }
    return answered();
}

QFuture<Status> AccessDesk::updateUser(const User &user)
{
    if (!error)
        *std::ranges::find(people, user.id, &User::id) = user;
    return answered();
}

QFuture<Status> AccessDesk::setPassword(std::int64_t user, const QString &password)
{
    if (!error)
        passwords.emplace_back(user, password);
    return answered();
}

QFuture<Status> AccessDesk::removeUser(std::int64_t user)
{
    if (!error)
        std::erase_if(people, [user](const User &one) { return one.id == user; });
    return answered();
}

console::Answer<CreatedToken> AccessDesk::createToken(const NewToken &token)
{
    if (error)
        return refused<CreatedToken>(*error);
    CreatedToken created{.token = {.id = 10,
                             .userId = token.userId,
                             .kind = Token::Kind::ApiKey,
                             .name = token.name,
                             .permissions = token.permissions,
                             .createdAt = ago(0s),
                             .expiresAt = token.expiresAt},
        .secret = "bnk_7Q2mX9dE4vR1kT8sYb5LwC3nHg6PzAfJ0uVxKoMiDq"};
    keys.insert(keys.begin(), created.token);
    emit changed();
    return ready(std::move(created));
}

QFuture<Status> AccessDesk::revokeToken(std::int64_t token)
{
    if (!error)
        std::erase_if(keys, [token](const Token &one) { return one.id == token; });
    return answered();
}

console::Answer<AuditPage> AccessDesk::audit(const AuditQuery &query)
{
    queries.push_back(query);
    if (error)
        return refused<AuditPage>(*error);
    std::vector<AuditEntry> matching;
    std::ranges::copy_if(entries, std::back_inserter(matching),
        [&query](const AuditEntry &entry) { return holds(query, entry); });
    return ready(AuditPage{.entries = cut(matching, query.offset, query.limit),
        .total = static_cast<std::int64_t>(matching.size())});
}

console::Answer<AuditVerdict> AccessDesk::verifyAudit()
{
    return error ? refused<AuditVerdict>(*error) : ready(verdict);
}

QFuture<Status> AccessDesk::exportAudit(const QString &path)
{
    if (!error)
        exported += path;
    return answered();
}

console::Answer<SecurityPage> AccessDesk::securityEvents(const SecurityQuery &query)
{
    if (error)
        return refused<SecurityPage>(*error);
    std::vector<SecurityEvent> matching;
    std::ranges::copy_if(
        incidents, std::back_inserter(matching), [&query](const SecurityEvent &event) {
            return (!query.kind || *query.kind == event.kind)
                && (!query.unresolvedOnly || !event.isResolved);
        });
    return ready(SecurityPage{.events = cut(matching, query.offset, query.limit),
        .total = static_cast<std::int64_t>(matching.size())});
}

QFuture<Status> AccessDesk::resolveSecurityEvent(std::int64_t event)
{
    if (!error) {
        SecurityEvent &one = *std::ranges::find(incidents, event, &SecurityEvent::id);
        one.isResolved = true;
        one.resolvedBy = "alice";
        one.resolvedAt = ago(0s);
    }
    return answered();
}

} // namespace binnacle::fake
