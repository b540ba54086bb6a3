#include "app/binnaclectl/workspace_place.h"

#include "core/access/access_control.h"
#include "core/access/audit_log.h"
#include "core/access/security_log.h"
#include "core/codec/json_writer.h"
#include "core/store/reader_pool.h"
#include "core/store/store_writer.h"
#include "core/store/workspace.h"

#include <array>
#include <filesystem>
#include <future>
#include <pwd.h>
#include <unistd.h>
#include <utility>

namespace binnacle::ctl {

namespace {

std::string systemUser()
{
    constexpr std::size_t kBufferBytes = 4096;
    std::array<char, kBufferBytes> buffer{};
    passwd entry{};
    passwd *found = nullptr;
    const uid_t uid = ::geteuid();
    if (::getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found) == 0 && found)
        return found->pw_name;
    return "uid " + std::to_string(uid);
}

std::string userJson(const User &user)
{
    codec::JsonWriter json;
    json.beginObject()
        .member("id", user.id)
        .member("username", user.username)
        .member("role", roleName(user.role))
        .member("enabled", user.isEnabled)
        .endObject();
    return json.take();
}

std::string tokenJson(const Token &token)
{
    codec::JsonWriter json;
    json.beginObject().member("id", token.id).member("userId", token.userId);
    json.member("name", token.name).key("permissions").beginArray();
    for (const std::string &permission : token.permissions)
        json.value(permission);
    json.endArray().endObject();
    return json.take();
}

// What was done, beside how it ended.
struct Deed
{
    AuditAction action;
    std::string resource;
    std::string before = {};
    std::string after = {};
};

class WorkspacePlace final : public AccessPlace
{
public:
    explicit WorkspacePlace(std::unique_ptr<store::Workspace> workspace)
        : m_workspace(std::move(workspace))
        , m_audit(m_clock, m_workspace->writer())
        , m_security(m_clock, m_workspace->writer())
        , m_access(m_clock, m_workspace->writer(), m_security, {})
        , m_who({.userId = -1, // nobody of the table: whoever may write the file
              .username = systemUser(),
              .role = Role::Admin,
              .source = ActionSource::CommandLine})
    {}

    Status load()
    {
        return read<Status>(
            [this](store::Connection &connection) { return m_access.load(connection); });
    }

    Result<std::vector<User>> users() override { return m_access.users(); }
    Result<std::vector<Token>> tokens() override { return m_access.tokens(); }

    Result<User> addUser(const NewUser &user) override
    {
        auto added = wait<Result<User>>([&](auto done) { m_access.addUser(m_who, user, done); });
        const Status outcome = added ? Status(Done{}) : Status(added.error());
        Status audited = audit({AuditAction::Create, "user " + user.username, {},
                                   added ? userJson(*added) : std::string()},
            outcome);
        return audited ? added : audited.error();
    }

    Status setRole(const User &user, Role role) override
    {
        User changed = user;
        changed.role = role;
        return update(user, changed);
    }

    Status setEnabled(const User &user, bool isEnabled) override
    {
        User changed = user;
        changed.isEnabled = isEnabled;
        return update(user, changed);
    }

    Status setPassword(const User &user, const std::string &password) override
    {
        const Status set = wait<Status>(
            [&](auto done) { m_access.setPassword(m_who, user.id, password, done); });
        return audit({AuditAction::Update, "password of user " + user.username}, set);
    }

    Status removeUser(const User &user) override
    {
        const Status removed
            = wait<Status>([&](auto done) { m_access.removeUser(m_who, user.id, done); });
        return audit({AuditAction::Delete, "user " + user.username, userJson(user)}, removed);
    }

    Result<CreatedToken> createToken(const NewToken &token) override
    {
        auto created = wait<Result<CreatedToken>>(
            [&](auto done) { m_access.createToken(m_who, token, done); });
        const Status outcome = created ? Status(Done{}) : Status(created.error());
        Status audited = audit({AuditAction::Create, "API key " + token.name, {},
                                   created ? tokenJson(created->token) : std::string()},
            outcome);
        return audited ? created : audited.error();
    }

    Status revokeToken(std::int64_t token) override
    {
        const Status revoked
            = wait<Status>([&](auto done) { m_access.revokeToken(m_who, token, done); });
        return audit({AuditAction::Delete, "API key " + std::to_string(token)}, revoked);
    }

    Result<AuditPage> audit(const AuditQuery &query) override
    {
        return read<Result<AuditPage>>(
            [&](store::Connection &connection) { return access::readAudit(connection, query); });
    }

    Result<AuditVerdict> verifyAudit() override
    {
        return read<Result<AuditVerdict>>(access::verifyAudit);
    }

    Status exportAudit(const std::function<Status(const std::string &line)> &write) override
    {
        return read<Status>(
            [&](store::Connection &connection) { return access::exportAudit(connection, write); });
    }

private:
    template<typename Answer>
    Answer read(const std::function<Answer(store::Connection &)> &job)
    {
        std::promise<Answer> answer;
        m_workspace->readers().post(
            [&](store::Connection &connection) { answer.set_value(job(connection)); },
            [&](const Error &error) { answer.set_value(error); });
        return answer.get_future().get();
    }

    template<typename Answer, typename Start>
    Answer wait(const Start &start)
    {
        const auto answer = std::make_shared<std::promise<Answer>>();
        start([answer](const Answer &outcome) { answer->set_value(outcome); });
        return answer->get_future().get();
    }

    Status update(const User &before, const User &after)
    {
        const auto updated
            = wait<Result<User>>([&](auto done) { m_access.updateUser(m_who, after, done); });
        const Status outcome = updated ? Status(Done{}) : Status(updated.error());
        return audit({AuditAction::Update, "user " + before.username, userJson(before),
                         updated ? userJson(*updated) : std::string()},
            outcome);
    }

    // How the deed ended; after one that nobody will hear of, that.
    Status audit(Deed deed, const Status &outcome)
    {
        AuditEntry entry{.username = m_who.username,
            .role = m_who.role,
            .source = m_who.source,
            .action = deed.action,
            .resource = std::move(deed.resource),
            .before = std::move(deed.before),
            .after = std::move(deed.after),
            .statusCode = outcome ? 200 : 400,
            .success = outcome.has_value(),
            .errorMessage = outcome ? std::string() : outcome.error().message};
        const Status recorded
            = wait<Status>([&](auto done) { m_audit.record(std::move(entry), done); });
        if (outcome && !recorded)
            return withContext(recorded.error(), "done, but the audit log does not show it");
        return outcome;
    }

    const SystemClock m_clock;
    std::unique_ptr<store::Workspace> m_workspace;
    access::AuditLog m_audit;
    access::SecurityLog m_security;
    access::AccessControl m_access;
    const Principal m_who;
};

} // namespace

Result<std::unique_ptr<AccessPlace>> openWorkspacePlace(const std::string &directory, PlaceUse use)
{
    std::error_code ignored; // what cannot be looked at cannot be opened either
    const bool isThere
        = std::filesystem::exists(std::filesystem::path(directory) / "binnacle.db", ignored);
    if (!isThere && use != PlaceUse::Create)
        return Error{ErrorCode::NotFound, "there is no workspace in " + directory};
    auto workspace = store::Workspace::open(
        {.directory = directory, .readOnly = use == PlaceUse::Read, .readers = 1});
    if (!workspace)
        return workspace.error();
    if (use != PlaceUse::Read && (*workspace)->isReadOnly())
        return Error{ErrorCode::ReadOnly,
            (*workspace)->readOnlyReason() + "; use its gateway (--url) or stop it first"};
    auto place = std::make_unique<WorkspacePlace>(*std::move(workspace));
    if (const Status loaded = place->load(); !loaded)
        return loaded.error();
    return std::unique_ptr<AccessPlace>(std::move(place));
}

} // namespace binnacle::ctl
