#include "core/access/access_control_state.h"
#include "core/access/password_hash.h"
#include "core/access/token_secret.h"

namespace binnacle::access {

namespace {

constexpr int kMostWaiting = 64;
constexpr std::size_t kLongestName = 64;
constexpr std::size_t kLongestPassword = 1024; // bytes

Error wrongLogin()
{
    return {ErrorCode::Unauthenticated, "the name or the password is wrong"};
}

std::string minutesText(Duration wait)
{
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(wait).count();
    return std::to_string(minutes) + (minutes == 1 ? " minute" : " minutes");
}

} // namespace

const std::string &AccessControl::State::decoyHash()
{
    std::call_once(decoyMade, [this] {
        if (auto made = hashPassword("nobody has this one", settings.passwordCost))
            decoy = *std::move(made);
    });
    return decoy;
}

void AccessControl::login(LoginAttempt attempt, std::function<void(Result<Login>)> done)
{
    if (attempt.username.empty() || attempt.password.empty())
        return done(Error{ErrorCode::InvalidArgument, "username and password: both are needed"});
    if (attempt.username.size() > kLongestName || attempt.password.size() > kLongestPassword)
        return done(Error{ErrorCode::InvalidArgument, "username or password: too long to be one"});
    if (m_state->waiting.fetch_add(1) >= kMostWaiting) {
        --m_state->waiting;
        return done(Error{ErrorCode::Busy, "too many logins at once; try again in a moment"});
    }
    m_state->pool.post(
        [state = m_state.get(), attempt = std::move(attempt), done = std::move(done)] {
            state->checkLogin(attempt, done);
            --state->waiting;
        });
}

// On the pool. Names that do not exist cost the same as those that do.
void AccessControl::State::checkLogin(
    const LoginAttempt &attempt, const std::function<void(Result<Login>)> &done)
{
    UserRecord record;
    std::string hash;
    Duration wait{};
    {
        const std::scoped_lock lock(mutex);
        // A guess counts before its outcome is known: those that run side by side must not all
        // find the count as it was.
        if (const UserRecord *found = known.userNamed(attempt.username))
            record = *found;
        wait = guard.begin(
            attempt.username, attempt.address, clock.now(), record.user.lastLoginAddress);
        hash = record.passwordHash;
    }
    if (wait.count() > 0) {
        report(SecurityKind::RateLimit, attempt.address, 0, "login " + attempt.username);
        return done(
            Error{ErrorCode::Busy, "too many wrong passwords; try again in " + minutesText(wait)});
    }
    // Made at the first login, whoever asks: who is first must not tell either.
    const std::string &standIn = decoyHash();
    if (hash.empty())
        hash = standIn;
    const bool isRight = verifyPassword(hash, attempt.password) && !record.passwordHash.empty();
    if (isRight) {
        const std::scoped_lock lock(mutex);
        guard.succeeded(attempt.username, attempt.address);
    }
    if (!isRight) {
        report(SecurityKind::LoginFailed, attempt.address, record.user.id,
            "login " + attempt.username);
        return done(wrongLogin());
    }
    if (!record.user.isEnabled)
        return done(Error{ErrorCode::PermissionDenied, "this account is disabled"});
    std::string newHash;
    if (needsRehash(record.passwordHash, settings.passwordCost)) {
        if (auto made = hashPassword(attempt.password, settings.passwordCost))
            newHash = *std::move(made);
    }
    openSession(record.user, attempt, std::move(newHash), done);
}

void AccessControl::State::openSession(User user, const LoginAttempt &attempt, std::string newHash,
    std::function<void(Result<Login>)> done)
{
    user.lastLoginAt = clock.now();
    user.lastLoginAddress = attempt.address;
    const auto login = std::make_shared<Login>();
    login->secret = newTokenSecret();
    login->user = user;
    login->token = {.userId = user.id,
        .kind = Token::Kind::Session,
        .name = attempt.userAgent.substr(0, 64),
        .createdAt = user.lastLoginAt,
        .expiresAt = user.lastLoginAt + settings.sessionLifetime};
    commit(
        [login, newHash](store::WriteContext &context) -> Status {
            if (Status expired = removeExpiredTokens(context, login->token.createdAt); !expired)
                return expired;
            if (Status written = writeLogin(context, login->user); !written)
                return written;
            if (!newHash.empty()) {
                Status written
                    = writePassword(context, login->user.id, newHash, login->user.updatedAt);
                if (!written)
                    return written;
            }
            const auto id
                = insertToken(context, {.token = login->token, .hash = tokenHash(login->secret)});
            if (!id)
                return id.error();
            login->token.id = *id;
            return Done{};
        },
        [login, newHash](AccessState &state) {
            state.removeExpired(login->token.createdAt);
            if (const UserRecord *record = state.user(login->user.id)) {
                UserRecord kept = *record;
                kept.user.lastLoginAt = login->user.lastLoginAt;
                kept.user.lastLoginAddress = login->user.lastLoginAddress;
                if (!newHash.empty())
                    kept.passwordHash = newHash;
                state.put(std::move(kept));
                state.put(TokenRecord{.token = login->token, .hash = tokenHash(login->secret)});
            }
        },
        [login, done = std::move(done)](const Status &status) {
            done(status ? Result<Login>(*login) : Result<Login>(status.error()));
        });
}

} // namespace binnacle::access
