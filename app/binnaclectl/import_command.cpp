#include "app/binnaclectl/command_line.h"
#include "core/base/clock.h"
#include "core/base/printable.h"
#include "core/runtime/file_import.h"
#include "core/runtime/runtime.h"

#include <cstdio>

namespace binnacle::ctl {

using namespace Qt::Literals::StringLiterals;

int runImport(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Reads files into the history of a workspace: snapshots as agents send them and the "
        "output of `kubectl get events -o json`, gzip or not. Importing a file twice changes "
        "nothing."_s);
    const QCommandLineOption workspace(
        u"workspace"_s, u"Folder of the workspace; created when missing."_s, u"DIR"_s);
    const QCommandLineOption cluster(u"cluster"_s,
        u"Cluster the files belong to. Without it a snapshot says itself, and events are filed "
        "under the file's name."_s,
        u"ID"_s);
    parser.addOptions({workspace, cluster});
    parser.addPositionalArgument(u"FILE"_s, u"One or more files."_s, u"FILE..."_s);
    if (const auto exit = parse(parser, u"import"_s, arguments, Positional::Files))
        return *exit;
    const QStringList files = parser.positionalArguments();
    if (!parser.isSet(workspace) || files.isEmpty())
        return fail({ErrorCode::InvalidArgument, "import needs --workspace DIR and files"});

    const SystemClock clock;
    auto hub = runtime::Runtime::start(
        clock, {.workspace = parser.value(workspace).toStdString(), .listen = false});
    if (!hub)
        return fail(hub.error());
    int worst = exitCode(ExitCode::Success);
    for (const QString &file : files) { // one bad file does not keep the others out
        const auto imported = runtime::importFile(
            **hub, file.toStdString(), ClusterId{parser.value(cluster).toStdString()}, {});
        if (!imported) {
            worst = fail(imported.error());
            continue;
        }
        std::printf("%s: cluster %s, %lld new events, %lld changed\n",
            printable(file.toStdString()).c_str(), imported->cluster.value.c_str(),
            static_cast<long long>(imported->inserted), static_cast<long long>(imported->updated));
    }
    if (const Status flushed = flushOutput(); !flushed)
        return fail(flushed.error());
    return worst;
}

} // namespace binnacle::ctl
