#include "app/binnaclectl/command_line.h"
#include "app/binnaclectl/place_options.h"
#include "core/codec/json_writer.h"

#include <array>
#include <utility>

namespace binnacle::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Options
{
    QCommandLineParser &parser;
    const PlaceOptions &place;
    QStringList words; // behind the name of the work
    QString role;
    QString displayName;
    QString email;
    QStringList clusters;
    QStringList namespaces;
    QString passwordFile;
};

std::string listText(const std::vector<std::string> &items)
{
    std::string text;
    for (const std::string &item : items)
        text += (text.empty() ? "" : ",") + item;
    return text.empty() ? "all" : text;
}

std::vector<std::string> clusterNames(const User &user)
{
    std::vector<std::string> names;
    for (const ClusterId &cluster : user.scope.clusters)
        names.push_back(cluster.value);
    return names;
}

std::string usersTable(const std::vector<User> &users)
{
    std::string text
        = "ID     NAME                 ROLE     STATUS   LAST LOGIN           CLUSTERS "
          "            NAMESPACES\n";
    for (const User &user : users)
        text += cell(std::to_string(user.id), 6) + cell(user.username, 20)
            + cell(roleName(user.role), 8) + cell(user.isEnabled ? "enabled" : "disabled", 8)
            + cell(timeCell(user.lastLoginAt), 20) + cell(listText(clusterNames(user)), 20)
            + cell(listText(user.scope.namespaces), 20) + '\n';
    return text;
}

std::string usersJson(const std::vector<User> &users)
{
    codec::JsonWriter json;
    json.beginArray();
    for (const User &user : users) {
        json.beginObject()
            .member("id", user.id)
            .member("username", user.username)
            .member("displayName", user.displayName)
            .member("email", user.email)
            .member("role", roleName(user.role))
            .member("enabled", user.isEnabled)
            .member("createdAt", user.createdAt)
            .member("lastLoginAt", user.lastLoginAt)
            .member("lastLoginIp", user.lastLoginAddress)
            .key("clusters")
            .beginArray();
        for (const ClusterId &cluster : user.scope.clusters)
            json.value(cluster.value);
        json.endArray().key("namespaces").beginArray();
        for (const std::string &ns : user.scope.namespaces)
            json.value(ns);
        json.endArray().endObject();
    }
    json.endArray();
    return json.take() + '\n';
}

Result<Role> roleOf(const QString &name)
{
    const auto role = roleFromName(name.toStdString());
    if (!role)
        return Error{ErrorCode::InvalidArgument, "the role is admin, operator or viewer"};
    return *role;
}

int list(AccessPlace &place, const Options &options)
{
    const auto json = options.place.wantsJson();
    if (!json)
        return fail(json.error());
    const auto users = place.users();
    if (!users)
        return fail(users.error());
    return finish(*json ? usersJson(*users) : usersTable(*users));
}

int add(AccessPlace &place, const Options &options)
{
    const auto role = roleOf(options.role);
    if (!role)
        return fail(role.error());
    NewUser user{.username = options.words.front().toStdString(),
        .displayName = options.displayName.toStdString(),
        .email = options.email.toStdString(),
        .role = *role};
    for (const QString &cluster : options.clusters)
        user.scope.clusters.push_back({cluster.toStdString()});
    for (const QString &ns : options.namespaces)
        user.scope.namespaces.push_back(ns.toStdString());
    auto password = readPassword(options.passwordFile);
    if (!password)
        return fail(password.error());
    user.password = *std::move(password);
    const auto added = place.addUser(user);
    if (!added)
        return fail(added.error());
    return finish("user " + added->username + ": added, " + std::string(roleName(added->role))
        + ", number " + std::to_string(added->id) + '\n');
}

// What is done to one user that is there, and how that is told.
int change(AccessPlace &place, const Options &options,
    const std::function<Status(const User &)> &work, const std::string &done)
{
    const auto user = findUser(place, options.words.front());
    if (!user)
        return fail(user.error());
    if (const Status worked = work(*user); !worked)
        return fail(worked.error());
    return finish("user " + user->username + ": " + done + '\n');
}

int setRole(AccessPlace &place, const Options &options)
{
    const auto role = roleOf(options.words.at(1));
    if (!role)
        return fail(role.error());
    return change(
        place, options, [&](const User &user) { return place.setRole(user, *role); },
        "now " + std::string(roleName(*role)));
}

int enable(AccessPlace &place, const Options &options)
{
    return change(
        place, options, [&](const User &user) { return place.setEnabled(user, true); }, "enabled");
}

int disable(AccessPlace &place, const Options &options)
{
    return change(
        place, options, [&](const User &user) { return place.setEnabled(user, false); },
        "disabled, all sessions ended");
}

int setPassword(AccessPlace &place, const Options &options)
{
    const auto password = readPassword(options.passwordFile);
    if (!password)
        return fail(password.error());
    return change(
        place, options, [&](const User &user) { return place.setPassword(user, *password); },
        "new password set, all sessions ended");
}

int removeUser(AccessPlace &place, const Options &options)
{
    return change(
        place, options, [&](const User &user) { return place.removeUser(user); }, "removed");
}

struct Work
{
    QLatin1StringView name;
    int words; // behind the name
    PlaceUse use;
    int (*run)(AccessPlace &, const Options &);
};

constexpr std::array<Work, 7> kWorks{{
    {"list"_L1, 0, PlaceUse::Read, list},
    {"add"_L1, 1, PlaceUse::Create, add},
    {"set-role"_L1, 2, PlaceUse::Change, setRole},
    {"enable"_L1, 1, PlaceUse::Change, enable},
    {"disable"_L1, 1, PlaceUse::Change, disable},
    {"set-password"_L1, 1, PlaceUse::Change, setPassword},
    {"remove"_L1, 1, PlaceUse::Change, removeUser},
}};

} // namespace

int runUser(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Users of a workspace or behind a gateway:\n"
        "  user list\n"
        "  user add NAME --role operator    (password on standard input)\n"
        "  user set-role NAME admin|operator|viewer\n"
        "  user enable NAME, user disable NAME, user remove NAME\n"
        "  user set-password NAME           (password on standard input)"_s);
    const PlaceOptions place(parser);
    const QCommandLineOption role(
        u"role"_s, u"For add: admin, operator or viewer."_s, u"ROLE"_s, u"viewer"_s);
    const QCommandLineOption displayName(
        u"display-name"_s, u"For add: what people read."_s, u"TEXT"_s);
    const QCommandLineOption email(u"email"_s, u"For add: address."_s, u"ADDRESS"_s);
    const QCommandLineOption cluster(
        u"cluster"_s, u"For add: only this cluster. May be given several times."_s, u"ID"_s);
    const QCommandLineOption ns(
        u"namespace"_s, u"For add: only this namespace. May be given several times."_s, u"NAME"_s);
    const QCommandLineOption passwordFile(
        u"password-file"_s, u"File whose first line is the password."_s, u"FILE"_s);
    parser.addOptions({role, displayName, email, cluster, ns, passwordFile});
    parser.addPositionalArgument(u"WORK"_s, u"What to do."_s, u"WORK [NAME [ROLE]]"_s);
    if (const auto exit = parse(parser, u"user"_s, arguments, Positional::Files))
        return *exit;
    QStringList words = parser.positionalArguments();
    const QString name = words.isEmpty() ? QString() : words.takeFirst();
    for (const Work &work : kWorks) {
        if (name != work.name || words.size() != work.words)
            continue;
        const auto opened = place.open(work.use);
        if (!opened)
            return fail(opened.error());
        return work.run(**opened,
            {.parser = parser,
                .place = place,
                .words = words,
                .role = parser.value(role),
                .displayName = parser.value(displayName),
                .email = parser.value(email),
                .clusters = parser.values(cluster),
                .namespaces = parser.values(ns),
                .passwordFile = parser.value(passwordFile)});
    }
    return fail({ErrorCode::InvalidArgument,
        "user takes: list, add NAME, set-role NAME ROLE, enable NAME, disable NAME, set-password "
        "NAME, remove NAME"});
}

} // namespace binnacle::ctl
