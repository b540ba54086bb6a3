#include "app/binnaclectl/command_line.h"
#include "core/base/clock.h"
#include "core/codec/gzip.h"
#include "core/demo/synthetic_events.h"
#include "core/demo/synthetic_snapshot.h"
#include "core/runtime/runtime.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <future>

namespace binnacle::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::int64_t kAtOnce = 5'000;

Status writeSnapshot(const QString &path, int pods, int events)
{
    std::string body = demo::syntheticSnapshotJson(pods, events);
    if (path.endsWith(u".gz"_s))
        body = codec::deflateGzip(body);
    std::ofstream file(path.toStdString(), std::ios::binary);
    file.write(body.data(), static_cast<std::streamsize>(body.size()));
    file.close();
    if (!file)
        return Error{ErrorCode::Unavailable, path.toStdString() + ": cannot be written"};
    std::printf("%s: %d pods, %d events, %zu bytes\n", qPrintable(path), pods, events, body.size());
    return Done{};
}

Status fillWorkspace(const QString &directory, std::int64_t count)
{
    const SystemClock clock;
    auto hub
        = runtime::Runtime::start(clock, {.workspace = directory.toStdString(), .listen = false});
    if (!hub)
        return hub.error();
    // Ends now, so that the console's first look finds it.
    demo::SyntheticEstate estate;
    estate.start = clock.now() - estate.step * count;
    for (std::int64_t first = 0; first < count; first += kAtOnce) {
        std::promise<Status> done;
        const auto some = static_cast<std::uint64_t>(std::min(kAtOnce, count - first));
        (*hub)->history().sync(
            estate.events(static_cast<std::uint64_t>(first), some),
            [](const ClusterEvent &) { return std::string(); },
            [&done](const Result<store::SyncOutcome> &outcome) {
                done.set_value(outcome ? Status(Done{}) : Status(outcome.error()));
            });
        if (Status stored = done.get_future().get(); !stored)
            return stored;
    }
    std::printf("%s: %lld events\n", qPrintable(directory), static_cast<long long>(count));
    return Done{};
}

} // namespace

int runBenchData(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Makes big estates for benchmarks, the same in every run: a snapshot file as an agent "
        "would send it, or a workspace filled with events."_s);
    const QCommandLineOption snapshot(
        u"snapshot"_s, u"Write a snapshot to FILE; gzip when it ends in .gz."_s, u"FILE"_s);
    const QCommandLineOption workspace(
        u"workspace"_s, u"Fill this workspace with events that end now."_s, u"DIR"_s);
    const QCommandLineOption pods(u"pods"_s, u"Pods of the snapshot."_s, u"N"_s, u"10000"_s);
    const QCommandLineOption events(
        u"events"_s, u"Events of the snapshot or the workspace."_s, u"N"_s, u"2000"_s);
    parser.addOptions({snapshot, workspace, pods, events});
    if (const auto exit = parse(parser, u"bench-data"_s, arguments))
        return *exit;
    bool podsOk = false;
    bool eventsOk = false;
    const int podCount = parser.value(pods).toInt(&podsOk);
    const qint64 eventCount = parser.value(events).toLongLong(&eventsOk);
    if (!podsOk || !eventsOk || podCount < 0 || eventCount < 0 || eventCount > 100'000'000)
        return fail({ErrorCode::InvalidArgument, "--pods and --events take whole numbers"});
    if (parser.isSet(snapshot) == parser.isSet(workspace))
        return fail({ErrorCode::InvalidArgument,
            "bench-data needs either --snapshot FILE or --workspace DIR"});
    const Status made = parser.isSet(snapshot)
        ? writeSnapshot(parser.value(snapshot), podCount, static_cast<int>(eventCount))
        : fillWorkspace(parser.value(workspace), eventCount);
    return made ? exitCode(ExitCode::Success) : fail(made.error());
}

} // namespace binnacle::ctl
