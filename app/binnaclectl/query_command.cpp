#include "app/binnaclectl/command_line.h"
#include "app/binnaclectl/place_options.h"
#include "core/base/clock.h"
#include "core/base/printable.h"
#include "core/codec/query_answer.h"
#include "core/runtime/workspace_queries.h"
#include "core/store/reader_pool.h"
#include "core/store/workspace.h"

#include <algorithm>
#include <cstdio>
#include <optional>

namespace binnacle::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

// What is wrong with a query, with a mark under the place.
int failQuery(const std::string &text, const query::QueryFailure &failure)
{
    const query::FilterError &at = failure.at;
    if (at.length > 0 || at.incomplete) {
        const QString before = QString::fromUtf8(
            text.data(), static_cast<qsizetype>(std::min(at.offset, text.size())));
        const bool isOneLine = text.find('\n') == std::string::npos;
        if (isOneLine)
            std::fprintf(stderr, "  %s\n  %*s^\n", printable(text).c_str(),
                static_cast<int>(before.size()), "");
    }
    std::string message = at.message;
    if (!at.suggestion.empty())
        message += "; did you mean " + at.suggestion + '?';
    return fail({failure.failure, message});
}

std::optional<codec::RowFormat> rowFormat(const QString &name)
{
    if (name == u"csv"_s)
        return codec::RowFormat::Csv;
    if (name == u"tsv"_s)
        return codec::RowFormat::Tsv;
    if (name == u"ndjson"_s)
        return codec::RowFormat::Ndjson;
    if (name == u"table"_s || name == u"markdown"_s)
        return codec::RowFormat::Markdown;
    return std::nullopt;
}

// The last known state and the history of a workspace, also while somebody works on it.
int askWorkspace(const std::string &directory, query::QueryRequest request, const QString &format)
{
    auto workspace = store::Workspace::open({.directory = directory, .readOnly = true});
    if (!workspace) {
        fail(workspace.error());
        return exitCode(ExitCode::Workspace);
    }
    const SystemClock clock;
    auto clusters = runtime::storedClusters((*workspace)->readers());
    if (!clusters)
        return fail(clusters.error());
    // Who may read the file may read all that is in it.
    request.mayReadSensitive = true;
    request.mayReadCommands = true;
    request.mayReadAudit = true;
    runtime::WorkspaceQueries queries(**workspace, clock, *std::move(clusters));
    const query::QueryOutcome outcome = queries.runHere(request, {});
    if (!outcome)
        return failQuery(request.text, outcome.error());
    const auto rows = rowFormat(format);
    return finish(
        rows ? codec::queryRows(**outcome, *rows) : codec::queryAnswerJson(**outcome) + '\n');
}

} // namespace

int runQuery(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Asks in the query language: 'pods.where(restarts > 5).sort(-restarts).limit(20)'. From a "
        "workspace it answers with the last known state and the history; json is the API's "
        "answer, and the only format with --url."_s);
    parser.addPositionalArgument(u"QUERY"_s, u"The query, in quotes."_s);
    const PlaceOptions place(parser, u"table, json, csv, tsv or ndjson."_s);
    const QCommandLineOption cluster(u"cluster"_s, u"When the query names no cluster."_s, u"ID"_s);
    const QCommandLineOption timeout(
        u"timeout"_s, u"Stop after so many seconds."_s, u"SECONDS"_s, u"10"_s);
    parser.addOptions({cluster, timeout});
    if (const auto exit = parse(parser, u"query"_s, arguments, Positional::Files))
        return *exit;
    const QStringList texts = parser.positionalArguments();
    const auto directory = place.workspace();
    if (!directory)
        return fail(directory.error());
    if (texts.size() != 1)
        return fail({ErrorCode::InvalidArgument, "query takes one query, in quotes"});
    const QString format = parser.value(u"format"_s);
    if (format != u"json"_s && !rowFormat(format))
        return fail({ErrorCode::InvalidArgument, "--format is table, json, csv, tsv or ndjson"});
    query::QueryRequest request;
    request.text = texts.front().toStdString();
    request.cluster = {parser.value(cluster).toStdString()};
    request.limits.time = Duration{parser.value(timeout).toLongLong() * 1'000};
    if (request.limits.time <= Duration{0})
        return fail({ErrorCode::InvalidArgument, "--timeout takes seconds from 1"});
    if (!place.isGateway())
        return askWorkspace(*directory, std::move(request), format);
    auto client = place.gateway();
    if (!client)
        return fail(client.error());
    std::string path = "/query?q=" + percentEncoded(request.text);
    if (parser.isSet(cluster))
        path += "&cluster_id=" + percentEncoded(request.cluster.value);
    const auto answer = client->get(path);
    return answer ? finish(*answer + '\n') : fail(answer.error());
}

} // namespace binnacle::ctl
