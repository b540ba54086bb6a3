#include "core/runtime/console/runtime_access_desk.h"

#include "core/codec/json_writer.h"
#include "core/runtime/console/answering.h"

#include <QPromise>
#include <QSaveFile>

#include <functional>
#include <utility>

namespace binnacle::runtime {

namespace {

using console::Answer;

constexpr int kLookMs = 1'000;

std::string userJson(const User &user)
{
    codec::JsonWriter json;
    json.beginObject()
        .member("username", user.username)
        .member("displayName", user.displayName)
        .member("email", user.email)
        .member("role", roleName(user.role))
        .member("enabled", user.isEnabled);
    json.key("clusters").beginArray();
    for (const ClusterId &cluster : user.scope.clusters)
        json.value(cluster.value);
    json.endArray().key("namespaces").beginArray();
    for (const std::string &ns : user.scope.namespaces)
        json.value(ns);
    json.endArray().endObject();
    return json.take();
}

// What users and tokens look like from outside, as one number.
std::size_t fingerprint(const access::AccessControl &access)
{
    std::size_t sum = 0;
    const auto mix = [&sum](std::int64_t number) {
        sum = sum * 1'000'003 + std::hash<std::int64_t>{}(number);
    };
    for (const User &user : access.users()) {
        mix(user.id);
        mix(toEpochMs(user.updatedAt));
        mix(toEpochMs(user.lastLoginAt));
    }
    for (const Token &token : access.tokens()) {
        mix(token.id);
        mix(toEpochMs(token.lastUsedAt));
    }
    return sum;
}

template<typename T>
Answer<T> refusing(const Error &why)
{
    using Given = Result<std::shared_ptr<const T>>;
    QPromise<Given> promise;
    promise.start();
    promise.addResult(Given(why));
    promise.finish();
    return promise.future();
}

Status writeAudit(store::Connection &connection, const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return Error{
            ErrorCode::Unavailable, path.toStdString() + ": " + file.errorString().toStdString()};
    const Status written
        = access::exportAudit(connection, [&file](const std::string &line) -> Status {
              const std::string whole = line + '\n';
              const auto size = static_cast<qint64>(whole.size());
              if (file.write(whole.data(), size) != size)
                  return Error{ErrorCode::DiskFull, file.errorString().toStdString()};
              return Done{};
          });
    if (!written)
        return written; // QSaveFile drops the temporary file
    if (!file.commit())
        return Error{ErrorCode::DiskFull, file.errorString().toStdString()};
    return Done{};
}

} // namespace

RuntimeAccessDesk::RuntimeAccessDesk(Runtime &runtime, DesktopUser &user, QObject *parent)
    : AccessDesk(parent)
    , m_runtime(runtime)
    , m_user(user)
    , m_seen(fingerprint(runtime.access()))
{
    connect(&m_user, &DesktopUser::changed, this, &AccessDesk::changed);
    m_look.setInterval(kLookMs);
    connect(&m_look, &QTimer::timeout, this, [this] {
        if (std::exchange(m_seen, fingerprint(m_runtime.access())) != m_seen)
            emit changed();
    });
    m_look.start();
}

std::string RuntimeAccessDesk::nameOf(std::int64_t user) const
{
    const auto known = m_runtime.access().user(user);
    return known ? known->username : std::to_string(user);
}

QFuture<Status> RuntimeAccessDesk::addUser(const NewUser &user)
{
    const User shown{.username = user.username,
        .displayName = user.displayName,
        .email = user.email,
        .role = user.role,
        .scope = user.scope};
    return m_user.perform({.capability = Capability::ManageAccess,
                              .action = AuditAction::Create,
                              .resource = "user " + user.username,
                              .after = userJson(shown)},
        [&](DesktopUser::Done done) {
            m_runtime.access().addUser(
                m_user.principal(), user, [done = std::move(done)](const Result<User> &added) {
                    done(added ? Status(binnacle::Done{}) : Status(added.error()));
                });
        });
}

QFuture<Status> RuntimeAccessDesk::updateUser(const User &user)
{
    const auto before = m_runtime.access().user(user.id);
    return m_user.perform({.capability = Capability::ManageAccess,
                              .resource = "user " + user.username,
                              .before = before ? userJson(*before) : std::string(),
                              .after = userJson(user)},
        [&](DesktopUser::Done done) {
            m_runtime.access().updateUser(
                m_user.principal(), user, [done = std::move(done)](const Result<User> &updated) {
                    done(updated ? Status(binnacle::Done{}) : Status(updated.error()));
                });
        });
}

QFuture<Status> RuntimeAccessDesk::setPassword(std::int64_t user, const QString &password)
{
    return m_user.perform(
        {.capability = Capability::ManageAccess, .resource = "password of " + nameOf(user)},
        [&](DesktopUser::Done done) {
            m_runtime.access().setPassword(
                m_user.principal(), user, password.toStdString(), std::move(done));
        });
}

QFuture<Status> RuntimeAccessDesk::removeUser(std::int64_t user)
{
    return m_user.perform({.capability = Capability::ManageAccess,
                              .action = AuditAction::Delete,
                              .resource = "user " + nameOf(user)},
        [&](DesktopUser::Done done) {
            m_runtime.access().removeUser(m_user.principal(), user, std::move(done));
        });
}

Answer<CreatedToken> RuntimeAccessDesk::createToken(const NewToken &token)
{
    using Given = Result<std::shared_ptr<const CreatedToken>>;
    const Deed deed{.capability = Capability::ManageAccess,
        .action = AuditAction::Create,
        .resource = "token " + token.name + " of " + nameOf(token.userId)};
    if (const Status granted = m_user.allowed(deed); !granted)
        return refusing<CreatedToken>(granted.error());
    const auto promise = std::make_shared<QPromise<Given>>();
    promise->start();
    m_runtime.access().createToken(m_user.principal(), token,
        [promise, deed, &audit = m_runtime.audit(), who = m_user.principal()](
            Result<CreatedToken> created) {
            audit.record({.userId = who.userId,
                .username = who.username,
                .role = who.role,
                .source = ActionSource::Desktop,
                .action = deed.action,
                .resource = deed.resource,
                .success = created.has_value(),
                .errorMessage = created ? std::string() : created.error().message});
            promise->addResult(created
                    ? Given(std::make_shared<const CreatedToken>(*std::move(created)))
                    : Given(created.error()));
            promise->finish();
        });
    return promise->future();
}

QFuture<Status> RuntimeAccessDesk::revokeToken(std::int64_t token)
{
    return m_user.perform({.capability = Capability::ManageAccess,
                              .action = AuditAction::Delete,
                              .resource = "token " + std::to_string(token)},
        [&](DesktopUser::Done done) {
            m_runtime.access().revokeToken(m_user.principal(), token, std::move(done));
        });
}

Answer<AuditPage> RuntimeAccessDesk::audit(const AuditQuery &query)
{
    const Principal who = me();
    const bool isOwn = query.userId == who.userId;
    const Capability needed = isOwn ? Capability::ReadAudit : Capability::ReadAllAudit;
    if (const Status granted = who.require(needed); !granted)
        return refusing<AuditPage>(granted.error());
    return answer<AuditPage>(m_runtime.workspace().readers(),
        [query](store::Connection &connection) { return access::readAudit(connection, query); });
}

Answer<AuditVerdict> RuntimeAccessDesk::verifyAudit()
{
    if (const Status granted = me().require(Capability::ReadAllAudit); !granted)
        return refusing<AuditVerdict>(granted.error());
    return answer<AuditVerdict>(m_runtime.workspace().readers(),
        [](store::Connection &connection) { return access::verifyAudit(connection); });
}

QFuture<Status> RuntimeAccessDesk::exportAudit(const QString &path)
{
    return m_user.perform({.capability = Capability::ReadAllAudit,
                              .action = AuditAction::Export,
                              .resource = "audit log"},
        [&](DesktopUser::Done done) {
            m_runtime.workspace().readers().post(
                [path, done](store::Connection &connection) { done(writeAudit(connection, path)); },
                [done](const Error &error) { done(error); });
        });
}

Answer<SecurityPage> RuntimeAccessDesk::securityEvents(const SecurityQuery &query)
{
    if (const Status granted = me().require(Capability::ReadSecurity); !granted)
        return refusing<SecurityPage>(granted.error());
    return answer<SecurityPage>(
        m_runtime.workspace().readers(), [query](store::Connection &connection) {
            return access::readSecurityEvents(connection, query);
        });
}

QFuture<Status> RuntimeAccessDesk::resolveSecurityEvent(std::int64_t event)
{
    return m_user.perform({.capability = Capability::ReadSecurity,
                              .resource = "security event " + std::to_string(event)},
        [&](DesktopUser::Done done) {
            m_runtime.security().resolve(event, m_user.principal().username, std::move(done));
        });
}

} // namespace binnacle::runtime
