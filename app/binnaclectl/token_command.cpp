#include "app/binnaclectl/command_line.h"
#include "app/binnaclectl/place_options.h"
#include "core/base/clock.h"
#include "core/codec/json_writer.h"

#include <map>
#include <utility>

namespace binnacle::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::string_view kindName(Token::Kind kind)
{
    return kind == Token::Kind::Session ? "session" : "key";
}

std::string tokensTable(const std::vector<Token> &tokens)
{
    std::string text
        = "ID     USER   KIND    NAME                 EXPIRES              LAST USED   "
          "         PERMISSIONS\n";
    for (const Token &token : tokens) {
        std::string permissions;
        for (const std::string &permission : token.permissions)
            permissions += (permissions.empty() ? "" : ", ") + permission;
        text += cell(std::to_string(token.id), 6) + cell(std::to_string(token.userId), 6)
            + cell(kindName(token.kind), 7) + cell(token.name, 20)
            + cell(timeCell(token.expiresAt), 20) + cell(timeCell(token.lastUsedAt), 20)
            + cell(permissions.empty() ? "all of the role" : permissions, 60) + '\n';
    }
    return text;
}

std::string tokensJson(const std::vector<Token> &tokens)
{
    codec::JsonWriter json;
    json.beginArray();
    for (const Token &token : tokens) {
        json.beginObject()
            .member("id", token.id)
            .member("userId", token.userId)
            .member("kind", kindName(token.kind))
            .member("name", token.name)
            .member("createdAt", token.createdAt)
            .member("expiresAt", token.expiresAt)
            .member("lastUsedAt", token.lastUsedAt)
            .key("permissions")
            .beginArray();
        for (const std::string &permission : token.permissions)
            json.value(permission);
        json.endArray().endObject();
    }
    json.endArray();
    return json.take() + '\n';
}

int list(const PlaceOptions &options)
{
    const auto json = options.wantsJson();
    auto place
        = json ? options.open(PlaceUse::Read) : Result<std::unique_ptr<AccessPlace>>(json.error());
    if (!place)
        return fail(place.error());
    const auto tokens = (*place)->tokens();
    if (!tokens)
        return fail(tokens.error());
    return finish(*json ? tokensJson(*tokens) : tokensTable(*tokens));
}

// "90d" from now, or an instant.
Result<Timestamp> expiryOf(const QString &text)
{
    if (text.isEmpty())
        return Timestamp{};
    if (const auto lifetime = parseDuration(text.toStdString()))
        return SystemClock().now() + *lifetime;
    const auto at = parseRfc3339(text.toStdString());
    if (!at)
        return Error{ErrorCode::InvalidArgument,
            "--expires: a duration such as 90d or an instant such as 2027-03-01T09:00:00Z"};
    return *at;
}

struct Wish
{
    QString name;
    QString user;
    QStringList permissions;
    QString expires;
};

int create(const PlaceOptions &options, const Wish &wish)
{
    if (wish.user.isEmpty() && !options.isGateway())
        return fail({ErrorCode::InvalidArgument, "token create needs --user NAME"});
    const auto expires = expiryOf(wish.expires);
    auto place = expires ? options.open(PlaceUse::Change)
                         : Result<std::unique_ptr<AccessPlace>>(expires.error());
    if (!place)
        return fail(place.error());
    NewToken token{.name = wish.name.toStdString(), .expiresAt = *expires};
    for (const QString &permission : wish.permissions)
        token.permissions.push_back(permission.toStdString());
    if (!wish.user.isEmpty()) {
        const auto owner = findUser(**place, wish.user);
        if (!owner)
            return fail(owner.error());
        token.userId = owner->id;
    }
    const auto created = (*place)->createToken(token);
    if (!created)
        return fail(created.error());
    std::fprintf(stderr, "API key %lld: this is told once and never again\n",
        static_cast<long long>(created->token.id));
    return finish(created->secret + '\n');
}

int revoke(const PlaceOptions &options, const QString &id)
{
    bool isNumber = false;
    const qlonglong number = id.toLongLong(&isNumber);
    if (!isNumber)
        return fail({ErrorCode::InvalidArgument, "token revoke takes the number of a token"});
    auto place = options.open(PlaceUse::Change);
    if (!place)
        return fail(place.error());
    if (const Status revoked = (*place)->revokeToken(number); !revoked)
        return fail(revoked.error());
    return finish("token " + std::to_string(number) + ": revoked\n");
}

} // namespace

int runToken(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Sessions and API keys of a workspace or behind a gateway:\n"
        "  token list\n"
        "  token create NAME --user USER --permission 'GET /api/v2/query' --expires 90d\n"
        "  token revoke NUMBER\n"
        "The secret of a new key is printed once."_s);
    const PlaceOptions place(parser);
    const QCommandLineOption user(
        u"user"_s, u"For create: whose rights it has. Behind a gateway: one's own."_s, u"USER"_s);
    const QCommandLineOption permission(u"permission"_s,
        u"For create: only this, a method and the beginning of a path. May be given several "
        "times."_s,
        u"RIGHT"_s);
    const QCommandLineOption expires(
        u"expires"_s, u"For create: 90d, or an instant (RFC 3339). Default: never."_s, u"TIME"_s);
    parser.addOptions({user, permission, expires});
    parser.addPositionalArgument(u"WORK"_s, u"What to do."_s, u"WORK [NAME]"_s);
    if (const auto exit = parse(parser, u"token"_s, arguments, Positional::Files))
        return *exit;
    const QStringList words = parser.positionalArguments();
    if (words == QStringList{u"list"_s})
        return list(place);
    if (words.size() == 2 && words.front() == u"create")
        return create(place,
            {.name = words.back(),
                .user = parser.value(user),
                .permissions = parser.values(permission),
                .expires = parser.value(expires)});
    if (words.size() == 2 && words.front() == u"revoke")
        return revoke(place, words.back());
    return fail({ErrorCode::InvalidArgument, "token takes: list, create NAME, or revoke NUMBER"});
}

} // namespace binnacle::ctl
