#include "app/binnaclectl/command_line.h"
#include "core/base/clock.h"
#include "core/base/printable.h"
#include "core/codec/event_export.h"
#include "core/runtime/event_filters.h"
#include "core/runtime/file_export.h"
#include "core/store/event_repository.h"
#include "core/store/reader_pool.h"
#include "core/store/workspace.h"

#include <algorithm>
#include <cstdio>
#include <future>

namespace binnacle::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTableMessage = 80; // characters; the other formats print all

struct Request
{
    EventQuery query;
    std::int64_t limit = 100;
    QString format;
};

Status print(std::string_view text)
{
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size())
        return Error{ErrorCode::Unavailable, "cannot write to standard output"};
    return Done{};
}

// Names and messages come from clusters: nothing in them may steer the terminal.
QString cut(const std::string &text, qsizetype width)
{
    QString line = QString::fromStdString(printable(text)).simplified();
    if (line.size() > width)
        line = line.first(width - 1) + u'\u2026';
    return line;
}

QString cell(const std::string &text, int width)
{
    return cut(text, width).leftJustified(width) + u' ';
}

std::string tableRow(const ClusterEvent &event)
{
    const QString count
        = (event.countIsMinimum ? u"\u2265"_s : QString()) + QString::number(event.count);
    const QString row
        = cell(formatRfc3339(std::chrono::floor<std::chrono::seconds>(event.last)), 21)
        + cell(event.cluster.value, 12) + cell(std::string(eventTypeName(event.type)), 7)
        + cell(event.reason, 22) + cell(event.involved.ns, 14)
        + cell(event.involved.kind + '/' + event.involved.name, 44) + count.rightJustified(5) + u' '
        + cut(event.message, kTableMessage) + u'\n';
    return row.toStdString();
}

// Beside the table, so that what reads it finds rows only.
Status tellReach(store::Connection &connection, const EventQuery &query)
{
    const auto reaches = store::EventReader(connection).reaches({});
    if (!reaches)
        return reaches.error();
    const Timestamp oldest = reachOf(*reaches, query);
    if (isKnown(oldest))
        std::fprintf(stderr, "History reaches back to %s.\n", formatRfc3339(oldest).c_str());
    return Done{};
}

Status printTable(store::Connection &connection, const Request &request)
{
    store::EventReader reader(connection);
    if (Status header
        = print("LAST SEEN             CLUSTER      TYPE    REASON                 NAMESPACE      "
                "OBJECT                                       COUNT MESSAGE\n");
        !header)
        return header;
    EventPageRequest page;
    for (std::int64_t left = request.limit; left > 0;) {
        page.limit = static_cast<int>(std::min<std::int64_t>(left, 500));
        const auto events = reader.page(request.query, page);
        if (!events)
            return events.error();
        for (const ClusterEvent &event : *events) {
            if (Status row = print(tableRow(event)); !row)
                return row;
        }
        if (events->size() < static_cast<std::size_t>(page.limit))
            break;
        page.before = {toEpochMs(events->back().last), events->back().id};
        left -= page.limit;
    }
    return tellReach(connection, request.query);
}

Status printExport(store::Connection &connection, const Request &request)
{
    const auto exported = runtime::exportEvents(connection, request.query,
        {.format
            = request.format == u"json" ? codec::ExportFormat::Json : codec::ExportFormat::Ndjson,
            .limit = request.limit},
        print, {}, [](std::size_t, std::size_t) {});
    if (!exported)
        return exported.error();
    return Done{};
}

Status printAll(store::Workspace &workspace, const Request &request)
{
    std::promise<Status> done;
    workspace.readers().post(
        [&](store::Connection &connection) {
            done.set_value(request.format == u"table" ? printTable(connection, request)
                                                      : printExport(connection, request));
        },
        [&](const Error &error) { done.set_value(error); });
    if (Status printed = done.get_future().get(); !printed)
        return printed;
    return flushOutput();
}

// The exit code.
int printEvents(const std::string &directory, const Request &request)
{
    const auto opened
        = store::Workspace::open({.directory = directory, .readOnly = true, .readers = 1});
    if (!opened) {
        fail(opened.error());
        return exitCode(ExitCode::Workspace); // also when it is just not there
    }
    const Status printed = printAll(**opened, request);
    return printed ? exitCode(ExitCode::Success) : fail(printed.error());
}

Result<std::int64_t> limitOf(const QString &text)
{
    bool ok = false;
    const std::int64_t limit = text.toLongLong(&ok);
    if (!ok || limit < 1)
        return Error{ErrorCode::InvalidArgument, "--limit takes a whole number from 1"};
    return limit;
}

} // namespace

int runEvents(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Lists events of a workspace, newest first. Reads only: a hub or console may be working "
        "on the same workspace. Beside a table, standard error says how far back the history of "
        "what it lists reaches."_s);
    const QCommandLineOption workspace(u"workspace"_s, u"Folder of the workspace."_s, u"DIR"_s);
    const QCommandLineOption format(
        u"format"_s, u"table, json or ndjson."_s, u"FORMAT"_s, u"table"_s);
    const QCommandLineOption limit(u"limit"_s, u"At most this many."_s, u"N"_s, u"100"_s);
    const QCommandLineOption cluster(u"cluster"_s, u"Only this cluster."_s, u"ID"_s);
    const QCommandLineOption range(u"range"_s,
        u"Only events last seen then: 6h, 03:00..03:40 (UTC), 2026-03-01T09:00:00Z.."_s,
        u"RANGE"_s);
    const QCommandLineOption filter(u"filter"_s,
        u"Filter language of the console: 'type=Warning reason:BackOff ns:data \"failed\"'."_s,
        u"TEXT"_s);
    const QCommandLineOption object(
        u"object"_s, u"Only this object: Pod/shop/cart-0, Node/node-5."_s, u"REF"_s);
    const QCommandLineOption tree(u"tree"_s,
        u"This object and all it owns, also what is gone: Deployment/shop/cart."_s, u"REF"_s);
    const QCommandLineOption node(u"node"_s, u"This node and what ran on it."_s, u"NAME"_s);
    parser.addOptions({workspace, format, limit, cluster, range, filter, object, tree, node});
    if (const auto exit = parse(parser, u"events"_s, arguments))
        return *exit;
    if (!parser.isSet(workspace))
        return fail({ErrorCode::InvalidArgument, "events needs --workspace DIR"});
    Request request{.format = parser.value(format)};
    if (!QStringList{u"table"_s, u"json"_s, u"ndjson"_s}.contains(request.format))
        return fail({ErrorCode::InvalidArgument, "--format is table, json or ndjson"});
    const auto rows = limitOf(parser.value(limit));
    if (!rows)
        return fail(rows.error());
    request.limit = *rows;
    auto query = runtime::parseEventQuery({.cluster = parser.value(cluster).toStdString(),
                                              .range = parser.value(range).toStdString(),
                                              .filter = parser.value(filter).toStdString(),
                                              .object = parser.value(object).toStdString(),
                                              .tree = parser.value(tree).toStdString(),
                                              .node = parser.value(node).toStdString()},
        SystemClock().now());
    if (!query)
        return fail(query.error());
    request.query = *std::move(query);
    return printEvents(parser.value(workspace).toStdString(), request);
}

} // namespace binnacle::ctl
