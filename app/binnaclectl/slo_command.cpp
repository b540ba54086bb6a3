#include "app/binnaclectl/command_line.h"
#include "core/base/clock.h"
#include "core/runtime/slo_answer.h"
#include "core/store/reader_pool.h"
#include "core/store/workspace.h"

#include <cstdio>
#include <future>

namespace binnacle::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString knownAnswers()
{
    QStringList names;
    for (const std::string &name : runtime::sloAnswerNames())
        names += QString::fromStdString(name);
    return names.join(u", "_s);
}

Result<std::string> ask(store::Workspace &workspace, const runtime::SloQuestion &question)
{
    std::promise<Result<std::string>> answer;
    workspace.readers().post(
        [&](store::Connection &connection) {
            answer.set_value(runtime::answerSlo(connection, question));
        },
        [&](const Error &error) { answer.set_value(error); });
    return answer.get_future().get();
}

// "2026-03-01T09:00:00Z"; empty: now.
Result<Timestamp> instantOf(const QString &text)
{
    return text.isEmpty() ? Result<Timestamp>(SystemClock().now())
                          : parseRfc3339(text.toStdString());
}

} // namespace

int runSlo(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Answers one question about service levels as JSON, from the history of a workspace, also "
        "while a hub or console works on it."_s);
    const QCommandLineOption workspace(u"workspace"_s, u"Folder of the workspace."_s, u"DIR"_s);
    const QCommandLineOption cluster(u"cluster"_s, u"Id of the cluster."_s, u"ID"_s);
    const QCommandLineOption answer(
        u"answer"_s, u"One of: "_s + knownAnswers() + u'.', u"NAME"_s, u"domains"_s);
    const QCommandLineOption host(u"host"_s,
        u"What it is about: a domain, a service key, or namespace/name of a service."_s, u"NAME"_s);
    const QCommandLineOption range(
        u"range"_s, u"15m, 1h, 6h, 24h, 1d, 7d, 15d or 30d."_s, u"RANGE"_s);
    const QCommandLineOption at(
        u"at"_s, u"Answer as of this instant instead of now (RFC 3339)."_s, u"TIME"_s);
    parser.addOptions({workspace, cluster, answer, host, range, at});
    if (const auto exit = parse(parser, u"slo"_s, arguments))
        return *exit;
    if (!parser.isSet(workspace) || !parser.isSet(cluster))
        return fail({ErrorCode::InvalidArgument, "slo needs --workspace DIR and --cluster ID"});
    const auto instant = instantOf(parser.value(at));
    if (!instant)
        return fail(withContext(instant.error(), "--at"));
    auto opened = store::Workspace::open(
        {.directory = parser.value(workspace).toStdString(), .readOnly = true});
    if (!opened)
        return fail(opened.error());
    const auto json = ask(**opened,
        {.answer = parser.value(answer).toStdString(),
            .cluster = {parser.value(cluster).toStdString()},
            .timeRange = parser.value(range).toStdString(),
            .host = parser.value(host).toStdString(),
            .now = *instant});
    if (!json)
        return fail(json.error());
    std::printf("%s\n", json->c_str());
    if (const Status flushed = flushOutput(); !flushed)
        return fail(flushed.error());
    return exitCode(ExitCode::Success);
}

} // namespace binnacle::ctl
