#include "app/binnaclectl/command_line.h"
#include "app/binnaclectl/snapshot_file.h"
#include "core/base/printable.h"
#include "core/codec/slo_increments.h"
#include "core/collect/endpoint.h"

#include <QFileInfo>

#include <cstdio>

namespace binnacle::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

void printRecognition(const collect::Recognition &found)
{
    std::printf("%zu samples: %zu services, %zu edges, %zu ingress services, %zu nodes\n",
        found.samples, found.services, found.edges, found.ingressServices, found.nodes);
    for (const auto &family : found.families)
        std::printf("  %s %-44s %6zu series  %s\n", family.isUsed ? "used   " : "ignored",
            printable(family.name).c_str(), family.series, printable(family.meaning).c_str());
    if (found.badLines > 0)
        std::printf("  %zu bad lines skipped, the first: %s\n", found.badLines,
            printable(found.firstBadLine).c_str());
}

// One line of JSON for each scrape after the first. How long the interval was and which run of an
// agent counted it is the business of an agent.
Status printAll(collect::Endpoint &endpoint, bool printsIncrements)
{
    while (true) {
        auto increments = endpoint.scrape({});
        if (!increments)
            return increments.error().code == ErrorCode::NotFound ? Status(Done{})
                                                                  : Status(increments.error());
        if (*increments && printsIncrements) {
            (*increments)->interval = {};
            std::printf("%s\n", codec::encodeSloIncrements(**increments).c_str());
        }
    }
}

} // namespace

int runCollect(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Reads recorded scrapes of a metrics endpoint and shows what they come to. Files are "
        "named <seconds since 1970>.prom, optionally with .gz."_s);
    const QCommandLineOption replay(u"replay"_s, u"Folder with the scrapes."_s, u"DIR"_s);
    const QCommandLineOption routes(u"routes-from"_s,
        u"Snapshot of the cluster as an agent sends it: routes, ports, ages of pods."_s,
        u"SNAPSHOT.json"_s);
    const QCommandLineOption increments(u"print-increments"_s,
        u"Print the increments of each scrape after the first as one line of JSON. Without it "
        "what was recognised in the last one."_s);
    parser.addOptions({replay, routes, increments});
    if (const auto exit = parse(parser, u"collect"_s, arguments))
        return *exit;
    if (!parser.isSet(replay))
        return fail({ErrorCode::InvalidArgument, "collect needs --replay DIR"});
    if (!QFileInfo(parser.value(replay)).isDir())
        return fail({ErrorCode::InvalidArgument, "--replay: expected a folder of scrapes"});
    const SystemClock clock;
    auto endpoint = collect::Endpoint::open(clock, parser.value(replay).toStdString(), {});
    if (!endpoint)
        return fail(endpoint.error());
    if (parser.isSet(routes)) {
        auto snapshot = readSnapshotFile(parser.value(routes));
        if (!snapshot)
            return fail(snapshot.error());
        (*endpoint)->collector().setCluster(*std::move(snapshot));
    }
    if (Status printed = printAll(**endpoint, parser.isSet(increments)); !printed)
        return fail(printed.error());
    if (!parser.isSet(increments))
        printRecognition((*endpoint)->collector().recognition());
    if (const Status flushed = flushOutput(); !flushed)
        return fail(flushed.error());
    return exitCode(ExitCode::Success);
}

} // namespace binnacle::ctl
