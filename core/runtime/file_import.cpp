#include "core/runtime/file_import.h"

#include "core/codec/event_list.h"
#include "core/codec/gzip.h"
#include "core/codec/resource_state.h"
#include "core/codec/snapshot.h"
#include "core/ingest/cleaning.h"
#include "core/runtime/runtime.h"
#include "core/store/cluster_repository.h"
#include "core/store/store_writer.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <utility>
#include <vector>

namespace binnacle::runtime {

namespace {

constexpr std::uintmax_t kLargestFile = 512U << 20;

Result<std::string> readFile(const std::string &path)
{
    std::error_code failed;
    const std::uintmax_t size = std::filesystem::file_size(path, failed);
    if (failed)
        return Error{ErrorCode::NotFound, path + ": " + failed.message()};
    if (size > kLargestFile)
        return Error{ErrorCode::TooLarge, path + ": larger than 512 MiB"};
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return Error{ErrorCode::PermissionDenied, path + ": " + std::strerror(errno)};
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    if (!codec::looksLikeGzip(bytes))
        return bytes;
    // A file somebody chose is trusted more than a request: only the size counts, not the ratio.
    auto content = codec::inflateGzip(
        bytes, {.bytes = kLargestFile, .ratio = kLargestFile, .ratioFloor = kLargestFile});
    if (!content)
        return withContext(content.error(), path);
    return content;
}

// "incident 12.json.gz" -> "incident-12"
ClusterId clusterFromFileName(const std::string &path)
{
    std::string name = std::filesystem::path(path).filename().string();
    name = name.substr(0, name.find('.'));
    for (char &c : name) {
        if (!isValidClusterId(std::string_view(&c, 1)))
            c = '-';
    }
    constexpr std::size_t kLongest = 128;
    return {name.empty() ? "imported" : name.substr(0, kLongest)};
}

Result<store::SyncOutcome> syncAndWait(
    Runtime &runtime, std::vector<ClusterEvent> events, const store::EventHistory::StateOf &stateOf)
{
    std::promise<Result<store::SyncOutcome>> done;
    runtime.history().sync(std::move(events), stateOf,
        [&done](Result<store::SyncOutcome> outcome) { done.set_value(std::move(outcome)); });
    auto outcome = done.get_future().get();
    if (outcome)
        runtime.eventsStored().notify(*outcome);
    return outcome;
}

// An import is no sign of life: its cluster shows what was known, as offline. One that the hub
// knows keeps the name somebody gave it, and its state where none was imported.
void tellHub(Runtime &runtime, const ClusterId &cluster, const AgentTimes &times,
    const std::shared_ptr<const ClusterSnapshot> &snapshot)
{
    runtime.core().post([&live = runtime.hub(), cluster, times, snapshot] {
        const auto state = live.state();
        const auto known = std::ranges::find(state->clusters, cluster, &hub::ClusterState::id);
        const bool isNew = known == state->clusters.end();
        if (!isNew && !snapshot)
            return;
        live.restore(
            {{.id = cluster,
                .name = isNew ? cluster.value : known->name,
                .environment = isNew ? environmentGuess(cluster.value) : known->environment,
                .times = times,
                .snapshot = snapshot}},
            {});
    });
}

Status rememberImported(Runtime &runtime, const std::shared_ptr<const ClusterSnapshot> &snapshot,
    const std::string &json)
{
    const AgentTimes times{.lastSnapshot = snapshot->fetchedAt};
    const Status stored
        = runtime.workspace().writer().submitAndWait([&](store::WriteContext &context) -> Status {
              if (Status known = store::rememberCluster(context, snapshot->cluster, times); !known)
                  return known;
              return store::rememberSnapshot(context,
                  {.id = snapshot->cluster,
                      .name = snapshot->cluster.value,
                      .times = times,
                      .snapshotBody = codec::deflateGzip(json),
                      .snapshotIsGzip = true,
                      .snapshotReceivedAt = snapshot->fetchedAt});
          });
    if (!stored)
        return stored;
    tellHub(runtime, snapshot->cluster, times, snapshot);
    return Done{};
}

bool isNewerThanKnown(Runtime &runtime, const ClusterSnapshot &snapshot)
{
    const auto state = runtime.hub().state(); // for as long as the loop runs
    for (const hub::ClusterState &known : state->clusters) {
        if (known.id == snapshot.cluster && known.snapshot)
            return known.snapshot->fetchedAt < snapshot.fetchedAt;
    }
    return true;
}

Result<store::SyncOutcome> importSnapshot(
    Runtime &runtime, const std::string &json, const std::string &path, ClusterId &cluster)
{
    auto decoded = codec::decodeSnapshot(json);
    if (!decoded)
        return withContext(decoded.error(), path);
    const std::shared_ptr<ClusterSnapshot> snapshot = *std::move(decoded);
    if (cluster.isEmpty())
        cluster = snapshot->cluster.isEmpty() ? clusterFromFileName(path) : snapshot->cluster;
    // An old file is not a broken clock: it is cleaned as of its own time.
    const Timestamp asOf
        = isKnown(snapshot->fetchedAt) ? snapshot->fetchedAt : runtime.clock().now();
    ingest::clean(*snapshot, cluster, asOf);
    snapshot->receivedAt = asOf;
    snapshot->body = std::make_shared<const std::string>(json);
    auto outcome = syncAndWait(runtime, snapshot->events, [&](const ClusterEvent &event) {
        return codec::encodeResourceState(*snapshot, event.involved);
    });
    if (outcome && isNewerThanKnown(runtime, *snapshot)) {
        if (Status kept = rememberImported(runtime, snapshot, json); !kept)
            return kept.error();
    }
    return outcome;
}

Result<store::SyncOutcome> importEvents(
    Runtime &runtime, const std::string &json, const std::string &path, ClusterId &cluster)
{
    auto events = codec::decodeEventList(json);
    if (!events)
        return withContext(events.error(), path);
    if (cluster.isEmpty())
        cluster = clusterFromFileName(path);
    for (ClusterEvent &event : *events)
        event.cluster = cluster;
    ingest::cleanEvents(*events, runtime.clock().now());
    // First, and also when the list is empty: no event is stored of a cluster that nobody can
    // choose.
    const Status known
        = runtime.workspace().writer().submitAndWait([&cluster](store::WriteContext &context) {
              return store::rememberCluster(context, cluster, {});
          });
    if (!known)
        return known.error();
    tellHub(runtime, cluster, {}, nullptr);
    return syncAndWait(runtime, *std::move(events), [](const ClusterEvent &) { return ""; });
}

} // namespace

Result<ImportOutcome> importFile(Runtime &runtime, const std::string &path,
    const ClusterId &cluster, const std::stop_token &stop)
{
    if (runtime.workspace().isReadOnly())
        return Error{ErrorCode::ReadOnly,
            "nothing can be imported: " + runtime.workspace().readOnlyReason()};
    if (!cluster.isEmpty() && !isValidClusterId(cluster.value))
        return Error{ErrorCode::InvalidArgument,
            "a cluster id has 1 to 128 characters of A-Z a-z 0-9 . _ : -"};
    const auto json = readFile(path);
    if (!json)
        return json.error();
    if (stop.stop_requested())
        return Error{ErrorCode::Cancelled, "the import was cancelled"};

    ImportOutcome outcome{.cluster = cluster};
    Result<store::SyncOutcome> synced = Error{
        ErrorCode::InvalidArgument, path + ": neither a snapshot nor a list of Kubernetes events"};
    switch (codec::sniffDocument(*json)) {
    case codec::DocumentKind::Snapshot:
        synced = importSnapshot(runtime, *json, path, outcome.cluster);
        break;
    case codec::DocumentKind::EventList:
        synced = importEvents(runtime, *json, path, outcome.cluster);
        break;
    case codec::DocumentKind::Unknown:
        break;
    }
    if (!synced)
        return synced.error();
    outcome.inserted = static_cast<std::int64_t>(synced->inserted.size());
    outcome.updated = static_cast<std::int64_t>(synced->updated.size());
    return outcome;
}

} // namespace binnacle::runtime
