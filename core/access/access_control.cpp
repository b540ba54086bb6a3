#include "core/access/access_control_state.h"
#include "core/access/token_secret.h"

namespace binnacle::access {

namespace {

constexpr Duration kTokenUseEvery{60'000};

} // namespace

Principal principalOf(const User &user, const Token &token)
{
    return {.userId = user.id,
        .username = user.username,
        .role = user.role,
        .scope = user.scope,
        .source = token.kind == Token::Kind::Session ? ActionSource::Web : ActionSource::Api,
        .tokenId = token.id,
        .permissions = token.permissions};
}

Result<User> AccessControl::State::existing(std::int64_t id) const
{
    const std::scoped_lock lock(mutex);
    const UserRecord *record = known.user(id);
    if (!record)
        return Error{ErrorCode::NotFound, "there is no user " + std::to_string(id)};
    return record->user;
}

AccessControl::AccessControl(
    const Clock &clock, store::StoreWriter &writer, SecurityLog &security, AccessSettings settings)
    : m_state(std::make_shared<State>(clock, writer, security, settings))
{}

AccessControl::~AccessControl()
{
    setListener({});
    m_state->pool.drain();
}

Status AccessControl::load(store::Connection &connection)
{
    auto users = readUsers(connection);
    auto tokens = readTokens(connection);
    if (!users || !tokens)
        return !users ? users.error() : tokens.error();
    const std::scoped_lock lock(m_state->mutex);
    m_state->known.load(*std::move(users), *std::move(tokens));
    return Done{};
}

bool AccessControl::hasLogin() const
{
    const std::scoped_lock lock(m_state->mutex);
    return m_state->known.hasLogin();
}

void AccessControl::setListener(std::function<void()> changed)
{
    const std::scoped_lock lock(m_state->mutex);
    m_state->changed = std::move(changed);
}

// Somebody who may open the file may do anything with it, so the owner is an admin.
void AccessControl::ensureLocalOwner(
    std::string username, std::function<void(Result<Principal>)> done)
{
    UserRecord record;
    {
        const std::scoped_lock lock(m_state->mutex);
        for (const User &user : m_state->known.users()) {
            const bool isOwner = user.isEnabled && user.role == Role::Admin
                && (!user.hasPassword || user.username == username);
            if (isOwner)
                return done(principalOf(user, {}));
        }
        if (m_state->known.userNamed(username))
            username += "-desktop";
    }
    record.user = {.username = std::move(username),
        .displayName = "Owner of this desktop",
        .role = Role::Admin,
        .createdAt = m_state->clock.now()};
    record.user.updatedAt = record.user.createdAt;
    if (const Status valid = checkUser(record.user); !valid)
        return done(valid.error());
    const auto stored = std::make_shared<UserRecord>(std::move(record));
    m_state->commit(
        [stored](store::WriteContext &context) -> Status {
            const auto id = insertUser(context, *stored);
            if (!id)
                return id.error();
            stored->user.id = *id;
            return Done{};
        },
        [stored](AccessState &known) { known.put(*stored); },
        [stored, done = std::move(done)](const Status &status) {
            done(status ? Result<Principal>(principalOf(stored->user, {}))
                        : Result<Principal>(status.error()));
        });
}

Result<Principal> AccessControl::authenticate(
    std::string_view authorization, std::string_view address) const
{
    const Error refused{ErrorCode::Unauthenticated, "log in or send a valid token"};
    if (authorization.empty())
        return refused;
    const auto secret = secretOf(authorization);
    std::optional<Principal> who;
    std::int64_t usedToken = 0;
    const Timestamp now = m_state->clock.now();
    if (secret) {
        const std::string hash = tokenHash(*secret);
        const std::scoped_lock lock(m_state->mutex);
        TokenRecord *record = m_state->known.token(hash);
        const UserRecord *owner = record ? m_state->known.user(record->token.userId) : nullptr;
        const bool isGood = owner && owner->user.isEnabled
            && (!isKnown(record->token.expiresAt) || now < record->token.expiresAt);
        if (isGood) {
            who = principalOf(owner->user, record->token);
            if (!isKnown(record->token.lastUsedAt)
                || now - record->token.lastUsedAt >= kTokenUseEvery) {
                record->token.lastUsedAt = now;
                usedToken = record->token.id;
            }
        }
    }
    if (!who) {
        m_state->report(SecurityKind::InvalidToken, address, 0, {});
        return refused;
    }
    if (usedToken != 0)
        m_state->writer.submit(
            [usedToken, now](
                store::WriteContext &context) { return writeTokenUse(context, usedToken, now); },
            [](const Status &) {}); // only a courtesy to whoever looks for unused tokens
    return *who;
}

bool AccessControl::stillHolds(const Principal &principal) const
{
    const std::scoped_lock lock(m_state->mutex);
    const UserRecord *owner = m_state->known.user(principal.userId);
    if (!owner || !owner->user.isEnabled || owner->user.role != principal.role
        || owner->user.scope != principal.scope)
        return false;
    if (principal.tokenId == 0)
        return true;
    const TokenRecord *record = std::as_const(m_state->known).token(principal.tokenId);
    return record
        && (!isKnown(record->token.expiresAt) || m_state->clock.now() < record->token.expiresAt);
}

std::vector<User> AccessControl::users() const
{
    const std::scoped_lock lock(m_state->mutex);
    return m_state->known.users();
}

std::vector<Token> AccessControl::tokens() const
{
    const std::scoped_lock lock(m_state->mutex);
    return m_state->known.tokens();
}

Result<User> AccessControl::user(std::int64_t id) const
{
    return m_state->existing(id);
}

} // namespace binnacle::access
