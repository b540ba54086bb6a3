#include "core/access/access_control_state.h"
#include "core/access/password_hash.h"

namespace binnacle::access {

void AccessControl::addUser(const Principal &by, NewUser user, UserDone done)
{
    if (const Status granted = by.require(Capability::ManageAccess); !granted)
        return done(granted.error());
    UserRecord record;
    record.user = {.username = std::move(user.username),
        .displayName = std::move(user.displayName),
        .email = std::move(user.email),
        .role = user.role,
        .scope = std::move(user.scope),
        .createdAt = m_state->clock.now()};
    record.user.updatedAt = record.user.createdAt;
    if (const Status valid = checkUser(record.user); !valid)
        return done(valid.error());
    if (const Status strong = checkPassword(user.password, record.user.username); !strong)
        return done(withContext(strong.error(), "password"));
    m_state->pool.post([state = m_state.get(), record = std::move(record),
                           password = std::move(user.password), done = std::move(done)]() mutable {
        auto hash = hashPassword(password, state->settings.passwordCost);
        if (!hash)
            return done(hash.error());
        record.passwordHash = *std::move(hash);
        {
            const std::scoped_lock lock(state->mutex);
            if (state->known.userNamed(record.user.username))
                return done(Error{
                    ErrorCode::Conflict, "there is a user " + record.user.username + " already"});
        }
        const auto stored = std::make_shared<UserRecord>(std::move(record));
        state->commit(
            [stored](store::WriteContext &context) -> Status {
                const auto id = insertUser(context, *stored);
                if (!id)
                    return id.error();
                stored->user.id = *id;
                return Done{};
            },
            [stored](AccessState &known) { known.put(*stored); },
            [stored, done = std::move(done)](const Status &status) {
                done(status ? Result<User>(stored->user) : Result<User>(status.error()));
            });
    });
}

void AccessControl::updateUser(const Principal &by, User user, UserDone done)
{
    if (const Status granted = by.require(Capability::ManageAccess); !granted)
        return done(granted.error());
    const auto before = m_state->existing(user.id);
    if (!before)
        return done(before.error());
    user.username = before->username; // a name is for good: the audit speaks of it
    user.createdAt = before->createdAt;
    user.lastLoginAt = before->lastLoginAt;
    user.lastLoginAddress = before->lastLoginAddress;
    user.updatedAt = m_state->clock.now();
    if (const Status valid = checkUser(user); !valid)
        return done(valid.error());
    {
        const std::scoped_lock lock(m_state->mutex);
        if (const Status may = m_state->known.mayChange(by, *before, user); !may)
            return done(may.error());
    }
    const bool endsSessions = before->isEnabled && !user.isEnabled;
    m_state->commit(
        [user, endsSessions](store::WriteContext &context) -> Status {
            const Status written
                = keepAnAdmin(context, [&] { return access::updateUser(context, user); });
            return written && endsSessions ? removeSessions(context, user.id) : written;
        },
        [user, endsSessions](AccessState &known) {
            if (const UserRecord *record = known.user(user.id)) {
                UserRecord kept{.user = user, .passwordHash = record->passwordHash};
                kept.user.lastLoginAt = record->user.lastLoginAt;
                kept.user.lastLoginAddress = record->user.lastLoginAddress;
                known.put(std::move(kept));
            }
            if (endsSessions)
                known.removeSessions(user.id);
        },
        [user, done = std::move(done)](const Status &status) {
            done(status ? Result<User>(user) : Result<User>(status.error()));
        });
}

void AccessControl::removeUser(const Principal &by, std::int64_t user, StatusDone done)
{
    if (const Status granted = by.require(Capability::ManageAccess); !granted)
        return done(granted);
    const auto before = m_state->existing(user);
    if (!before)
        return done(before.error());
    {
        const std::scoped_lock lock(m_state->mutex);
        if (const Status may = m_state->known.mayChange(by, *before, std::nullopt); !may)
            return done(may);
    }
    m_state->commit(
        [user](store::WriteContext &context) {
            return keepAnAdmin(context, [&] { return access::removeUser(context, user); });
        },
        [user](AccessState &known) { known.removeUser(user); }, std::move(done));
}

// On the pool.
void AccessControl::State::keepHash(
    std::int64_t user, const std::string &password, const std::function<void(Status)> &done)
{
    const auto hash = hashPassword(password, settings.passwordCost);
    if (!hash)
        return done(hash.error());
    commit(
        [user, hash = *hash, now = clock.now()](store::WriteContext &context) {
            const Status written = writePassword(context, user, hash, now);
            return written ? removeSessions(context, user) : written;
        },
        [user, hash = *hash, now = clock.now()](AccessState &state) {
            if (const UserRecord *record = state.user(user)) {
                UserRecord kept{.user = record->user, .passwordHash = hash};
                kept.user.updatedAt = now;
                state.put(std::move(kept));
            }
            state.removeSessions(user);
        },
        done);
}

void AccessControl::setPassword(
    const Principal &by, std::int64_t user, std::string password, StatusDone done)
{
    if (const Status granted = by.require(Capability::ManageAccess); !granted)
        return done(granted);
    const auto whose = m_state->existing(user);
    if (!whose)
        return done(whose.error());
    if (const Status strong = checkPassword(password, whose->username); !strong)
        return done(withContext(strong.error(), "password"));
    m_state->pool.post([state = m_state.get(), user, password = std::move(password),
                           done = std::move(done)] { state->keepHash(user, password, done); });
}

void AccessControl::changePassword(
    const Principal &by, std::string oldPassword, std::string newPassword, StatusDone done)
{
    const auto whose = m_state->existing(by.userId);
    if (!whose)
        return done(whose.error());
    if (by.isReadOnly)
        return done(Error{ErrorCode::PermissionDenied, "this console is switched to read-only"});
    if (const Status strong = checkPassword(newPassword, whose->username); !strong)
        return done(withContext(strong.error(), "newPassword"));
    m_state->pool.post(
        [state = m_state.get(), user = by.userId, oldPassword = std::move(oldPassword),
            newPassword = std::move(newPassword), done = std::move(done)] {
            std::string hash;
            std::string username;
            // Whoever finds a session must not be able to guess the password with it.
            const std::string guesser = "session of " + std::to_string(user);
            Duration wait{};
            {
                const std::scoped_lock lock(state->mutex);
                if (const UserRecord *record = state->known.user(user)) {
                    hash = record->passwordHash;
                    username = record->user.username;
                }
                wait = state->guard.begin(username, guesser, state->clock.now());
            }
            if (wait.count() > 0)
                return done(Error{ErrorCode::Busy, "too many wrong passwords; try again later"});
            const bool isRight = verifyPassword(hash, oldPassword);
            if (isRight) {
                const std::scoped_lock lock(state->mutex);
                state->guard.succeeded(username, guesser);
            }
            if (!isRight)
                return done(Error{ErrorCode::InvalidArgument, "oldPassword: is not the password"});
            state->keepHash(user, newPassword, done);
        });
}

} // namespace binnacle::access
