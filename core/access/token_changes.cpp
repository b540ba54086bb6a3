#include "core/access/access_control_state.h"
#include "core/access/token_secret.h"

namespace binnacle::access {

void AccessControl::createToken(
    const Principal &by, NewToken token, std::function<void(Result<CreatedToken>)> done)
{
    const Capability needed
        = token.userId == by.userId ? Capability::ReadState : Capability::ManageAccess;
    if (const Status granted = by.require(needed); !granted)
        return done(granted.error());
    if (by.isReadOnly)
        return done(Error{ErrorCode::PermissionDenied, "this console is switched to read-only"});
    // A key that was given only part of its owner's rights must not make one with all of them.
    if (!by.permissions.empty())
        return done(Error{
            ErrorCode::PermissionDenied, "an API key with limited rights makes no other tokens"});
    const auto owner = m_state->existing(token.userId);
    if (!owner)
        return done(owner.error());
    const Timestamp now = m_state->clock.now();
    if (const Status valid = checkToken(token, now); !valid)
        return done(valid.error());
    const auto created = std::make_shared<CreatedToken>();
    created->secret = newTokenSecret();
    created->token = {.userId = token.userId,
        .kind = Token::Kind::ApiKey,
        .name = std::move(token.name),
        .permissions = std::move(token.permissions),
        .createdAt = now,
        .expiresAt = token.expiresAt};
    m_state->commit(
        [created](store::WriteContext &context) -> Status {
            const auto id = insertToken(
                context, {.token = created->token, .hash = tokenHash(created->secret)});
            if (!id)
                return id.error();
            created->token.id = *id;
            return Done{};
        },
        [created](AccessState &known) {
            known.put(TokenRecord{.token = created->token, .hash = tokenHash(created->secret)});
        },
        [created, done = std::move(done)](const Status &status) {
            done(status ? Result<CreatedToken>(*created) : Result<CreatedToken>(status.error()));
        });
}

void AccessControl::revokeToken(const Principal &by, std::int64_t token, StatusDone done)
{
    std::int64_t owner = 0;
    {
        const std::scoped_lock lock(m_state->mutex);
        const TokenRecord *record = std::as_const(m_state->known).token(token);
        owner = record ? record->token.userId : 0;
    }
    if (const Status granted = by.require(Capability::ReadState); !granted)
        return done(granted);
    if (owner == 0)
        return done(Error{ErrorCode::NotFound, "there is no token " + std::to_string(token)});
    const bool isOwn = owner == by.userId;
    if (const Status granted = by.require(Capability::ManageAccess); !isOwn && !granted)
        return done(granted);
    m_state->commit([token](store::WriteContext &context) { return removeToken(context, token); },
        [token](AccessState &known) { known.removeToken(token); }, std::move(done));
}

} // namespace binnacle::access
