#include "app/binnaclectl/command_line.h"
#include "app/binnaclectl/gateway_reading.h"
#include "app/binnaclectl/place_options.h"
#include "core/codec/audit_json.h"
#include "core/codec/json_writer.h"

#include <QFile>
#include <QSaveFile>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace binnacle::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPage = 200; // what a gateway gives at once

struct Wish
{
    QString user;
    QString source;
    QString action;
    QString since;
    QString until;
    QString search;
    QString limit;
};

Result<Timestamp> instantOf(const QString &text, const char *option)
{
    if (text.isEmpty())
        return Timestamp{};
    const auto at = parseRfc3339(text.toStdString());
    if (!at)
        return withContext(at.error(), option);
    return *at;
}

Result<AuditQuery> queryOf(AccessPlace &place, const Wish &wish)
{
    AuditQuery query{.text = wish.search.toStdString()};
    const auto since = instantOf(wish.since, "--since");
    const auto until = instantOf(wish.until, "--until");
    if (!since || !until)
        return !since ? since.error() : until.error();
    query.range = {*since, *until};
    query.source = actionSourceNamed(wish.source.toStdString());
    if (!wish.source.isEmpty() && !query.source)
        return Error{ErrorCode::InvalidArgument, "--source is web, api, ai, desktop or cli"};
    query.action = auditActionFromName(wish.action.toStdString());
    if (!wish.action.isEmpty() && !query.action)
        return Error{ErrorCode::InvalidArgument,
            "--action is login, logout, create, update, delete, execute, read or export"};
    bool isNumber = false;
    if (const qlonglong id = wish.user.toLongLong(&isNumber); isNumber) {
        query.userId = id;
    } else if (!wish.user.isEmpty()) {
        const auto user = findUser(place, wish.user);
        if (!user)
            return user.error();
        query.userId = user->id;
    }
    return query;
}

std::string tableRow(const AuditEntry &entry)
{
    return cell(std::to_string(entry.id), 7) + cell(timeCell(entry.at), 20)
        + cell(entry.username, 14) + cell(actionSourceName(entry.source), 7)
        + cell(auditActionName(entry.action), 8) + cell(entry.success ? "ok" : "failed", 6)
        + cell(entry.address, 15)
        + cell(entry.success ? entry.resource : entry.resource + ": " + entry.errorMessage, 70)
        + '\n';
}

std::string jsonRow(const AuditEntry &entry)
{
    codec::JsonWriter json;
    codec::writeAuditLine(json.beginObject(), entry).endObject();
    return json.take() + '\n';
}

int list(const PlaceOptions &options, const Wish &wish)
{
    bool isNumber = false;
    qlonglong left = wish.limit.toLongLong(&isNumber);
    if (!isNumber || left < 1)
        return fail({ErrorCode::InvalidArgument, "--limit takes a whole number from 1"});
    const auto json = options.wantsJson();
    auto place
        = json ? options.open(PlaceUse::Read) : Result<std::unique_ptr<AccessPlace>>(json.error());
    if (!place)
        return fail(place.error());
    auto query = queryOf(**place, wish);
    if (!query)
        return fail(query.error());
    std::string text = *json ? ""
                             : "ROW     TIME                 USER           SOURCE  ACTION   "
                               "RESULT ADDRESS         RESOURCE\n";
    for (bool isMore = true; isMore && left > 0;) {
        query->limit = static_cast<int>(std::min<qlonglong>(left, kPage));
        const auto page = (*place)->audit(*query);
        if (!page)
            return fail(page.error());
        for (const AuditEntry &entry : page->entries)
            text += *json ? jsonRow(entry) : tableRow(entry);
        const auto count = static_cast<std::int64_t>(page->entries.size());
        query->offset += count;
        left -= count;
        isMore = count == query->limit;
    }
    return finish(text);
}

int verify(const PlaceOptions &options)
{
    auto place = options.open(PlaceUse::Read);
    if (!place)
        return fail(place.error());
    const auto verdict = (*place)->verifyAudit();
    if (!verdict)
        return fail(verdict.error());
    const std::string rows = std::to_string(verdict->rows)
        + (verdict->rows == 1 ? " row is" : " rows are") + " as written";
    if (verdict->isIntact())
        return finish("intact: " + rows + "\nhead: " + verdict->head + '\n');
    std::fprintf(stderr, "binnaclectl: the audit log was tampered with: %s; before that %s\n",
        verdict->problem.c_str(), rows.c_str());
    return exitCode(ExitCode::Failed);
}

int exportAll(const PlaceOptions &options, const QString &path)
{
    auto place = options.open(PlaceUse::Read);
    if (!place)
        return fail(place.error());
    QSaveFile file(path);
    const bool toFile = !path.isEmpty();
    if (toFile
        && (!file.open(QIODevice::WriteOnly)
            || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)))
        return fail(
            {ErrorCode::Unavailable, path.toStdString() + ": " + file.errorString().toStdString()});
    const Status exported = (*place)->exportAudit([&](const std::string &line) -> Status {
        const std::string text = line + '\n';
        const auto size = static_cast<qint64>(text.size());
        const bool isWritten = toFile
            ? file.write(text.data(), size) == size
            : std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
        if (!isWritten)
            return Error{ErrorCode::Unavailable, "the audit log cannot be written out"};
        return Done{};
    });
    if (!exported)
        return fail(exported.error());
    if (toFile && !file.commit())
        return fail(
            {ErrorCode::Unavailable, path.toStdString() + ": " + file.errorString().toStdString()});
    return finish({});
}

} // namespace

int runAudit(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Who did what, from a workspace (also while a hub or console works on it) or a gateway:\n"
        "  audit list      newest first\n"
        "  audit verify    whether every row is as it was written; exit code 1 when not\n"
        "  audit export    all rows with their hashes, oldest first, one JSON object a line"_s);
    const PlaceOptions place(parser);
    const QCommandLineOption user(
        u"user"_s, u"For list: only of this user, name or number."_s, u"USER"_s);
    const QCommandLineOption source(
        u"source"_s, u"For list: web, api, ai, desktop or cli."_s, u"SOURCE"_s);
    const QCommandLineOption action(u"action"_s,
        u"For list: login, logout, create, update, delete, execute, read or export."_s,
        u"ACTION"_s);
    const QCommandLineOption since(u"since"_s, u"For list: RFC 3339."_s, u"TIME"_s);
    const QCommandLineOption until(u"until"_s, u"For list: RFC 3339."_s, u"TIME"_s);
    const QCommandLineOption search(
        u"search"_s, u"For list: part of a resource, user, error or body."_s, u"TEXT"_s);
    const QCommandLineOption limit(u"limit"_s, u"For list: at most this many."_s, u"N"_s, u"50"_s);
    const QCommandLineOption output(
        u"output"_s, u"For export: file; default: standard output."_s, u"FILE"_s);
    parser.addOptions({user, source, action, since, until, search, limit, output});
    parser.addPositionalArgument(u"WORK"_s, u"What to do."_s, u"WORK"_s);
    if (const auto exit = parse(parser, u"audit"_s, arguments, Positional::Files))
        return *exit;
    const QStringList words = parser.positionalArguments();
    const QString work = words.size() == 1 ? words.front() : QString();
    if (work == u"list")
        return list(place,
            {.user = parser.value(user),
                .source = parser.value(source),
                .action = parser.value(action),
                .since = parser.value(since),
                .until = parser.value(until),
                .search = parser.value(search),
                .limit = parser.value(limit)});
    if (work == u"verify")
        return verify(place);
    if (work == u"export")
        return exportAll(place, parser.value(output));
    return fail({ErrorCode::InvalidArgument, "audit takes: list, verify or export"});
}

} // namespace binnacle::ctl
