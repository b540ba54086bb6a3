#include "core/runtime/verdict_watch.h"

#include "core/commands/catalogue.h"
#include "core/commands/command_plan_repository.h"
#include "core/commands/touched.h"
#include "core/runtime/ask_reader.h"
#include "core/runtime/mesh_reader.h"
#include "core/runtime/past_state.h"
#include "core/runtime/runtime.h"
#include "core/store/command_repository.h"
#include "core/store/store_writer.h"

#include <QLoggingCategory>

#include <algorithm>
#include <utility>

Q_LOGGING_CATEGORY(logVerdicts, "binnacle.commands")

namespace binnacle::runtime {

namespace {

constexpr Duration kLookEvery{30'000};
constexpr commands::VerdictRules kRules{.earliest = Duration{4 * 60'000}};

struct Open
{
    Verdict verdict;
    CommandRecord record;
};

Result<std::vector<Open>> readOpen(store::Connection &connection)
{
    const auto verdicts = commands::readOpenVerdicts(connection);
    if (!verdicts)
        return verdicts.error();
    std::vector<Open> open;
    for (const Verdict &verdict : *verdicts) {
        auto record = store::readCommand(connection, verdict.command);
        if (record)
            open.push_back({verdict, *std::move(record)});
        else if (record.error().code != ErrorCode::NotFound)
            return record.error();
    }
    return open;
}

// The roll-out that a command started has ended: every workload it touched is as large as it should
// be.
bool isRolledOut(const ClusterSnapshot *snapshot, const std::vector<ServiceRef> &targets)
{
    if (!snapshot)
        return false;
    for (const Workload &workload : snapshot->workloads) {
        const ServiceRef service{std::string(workload.meta.ns), std::string(workload.meta.name)};
        const bool isTouched = std::ranges::find(targets, service) != targets.end();
        if (isTouched
            && (workload.ready != workload.desired || workload.updated < workload.desired))
            return false;
    }
    return true;
}

// A window in which nobody told anything is an empty graph, not a failure.
Result<MeshGraph> graphOf(
    store::Connection &connection, const ClusterId &cluster, const TimeRange &range)
{
    auto graph = readMeshGraph(connection, {.cluster = cluster, .range = range});
    if (!graph && graph.error().code == ErrorCode::NotFound)
        return MeshGraph{.cluster = cluster, .range = range};
    return graph;
}

std::shared_ptr<const ClusterSnapshot> stateAt(
    store::Connection &connection, const ClusterId &cluster, Timestamp at)
{
    auto state = readPastState(connection, cluster, at);
    return state ? *std::move(state) : nullptr; // not kept: the verdict does without
}

} // namespace

VerdictWatch::VerdictWatch(Runtime &runtime)
    : m_runtime(runtime)
{}

Status VerdictWatch::load()
{
    auto open = askReader<std::vector<Open>>(m_runtime.dutyReaders(), readOpen);
    if (!open)
        return open.error();
    for (Open &one : *open) {
        Watched &watched = m_watched[one.verdict.command];
        watched.command = one.record.command;
        watched.verdict = one.verdict;
        watched.startedAt = one.record.startedAt;
        const auto snapshot = hub::snapshotOf(*m_runtime.hub().state(), one.record.command.cluster);
        watched.targets = commands::touchedServices(snapshot.get(), one.record.command);
        if (Status ended = onCommand(one.record); !ended)
            return ended;
    }
    return Done{};
}

Status VerdictWatch::put(const Verdict &verdict)
{
    return m_runtime.workspace().writer().submitAndWait([&verdict](store::WriteContext &context) {
        return commands::putVerdict(context, verdict);
    });
}

Status VerdictWatch::prepare(const Command &command, std::optional<Command> inverse)
{
    if (!commands::changesState(command.action))
        return Done{};
    const auto snapshot = hub::snapshotOf(*m_runtime.hub().state(), command.cluster);
    Watched watched{.command = command,
        .verdict = {.command = command.id, .inverse = std::move(inverse)},
        .targets = commands::touchedServices(snapshot.get(), command)};
    if (Status stored = put(watched.verdict); !stored)
        return stored;
    m_watched.insert_or_assign(command.id, std::move(watched));
    return Done{};
}

void VerdictWatch::drop(const CommandId &command)
{
    const auto it = m_watched.find(command);
    if (it == m_watched.end())
        return;
    it->second.verdict.kind = VerdictKind::Unknown;
    it->second.verdict.sentence = "it was not sent";
    if (const Status stored = put(it->second.verdict); !stored)
        qCWarning(logVerdicts, "verdict not dropped command=%s error=\"%s\"", command.value.c_str(),
            stored.error().message.c_str());
    m_watched.erase(it);
}

Status VerdictWatch::onCommand(const CommandRecord &record)
{
    const auto it = m_watched.find(record.command.id);
    if (it == m_watched.end() || !isTerminal(record.state) || isKnown(it->second.verdict.since))
        return Done{};
    Watched &watched = it->second;
    watched.startedAt = record.startedAt;
    watched.verdict.since = record.finishedAt;
    watched.verdict.until = record.finishedAt + kRules.watch;
    if (!commands::isWatched(record)) {
        watched.verdict.kind = VerdictKind::Unknown;
        watched.verdict.sentence = "it was not carried out";
        watched.verdict.inverse.reset();
    }
    const Status stored = put(watched.verdict);
    if (watched.verdict.kind != VerdictKind::Watching)
        m_watched.erase(it);
    return stored;
}

Result<commands::VerdictInput> VerdictWatch::inputOf(const Watched &watched, Timestamp now)
{
    const auto state = m_runtime.hub().state();
    return askReader<commands::VerdictInput>(m_runtime.dutyReaders(),
        [&watched, state, now](store::Connection &connection) -> Result<commands::VerdictInput> {
            const ClusterId &cluster = watched.command.cluster;
            const Duration length = kRules.watch;
            const Timestamp start
                = isKnown(watched.startedAt) ? watched.startedAt : watched.command.createdAt;
            const Timestamp end = std::min(now, watched.verdict.until);
            auto before = graphOf(connection, cluster, {start - length, start});
            if (!before)
                return before.error();
            auto after = graphOf(connection, cluster, {watched.verdict.since, end});
            if (!after)
                return after.error();
            const hub::ClusterState *known = hub::findCluster(*state, cluster);
            commands::VerdictInput input{.command = watched.command,
                .endedAt = watched.verdict.since,
                .now = now,
                .isDone = isRolledOut(known ? known->snapshot.get() : nullptr, watched.targets),
                .targets = watched.targets,
                .before = *std::move(before),
                .after = *std::move(after),
                .atBaseline = stateAt(connection, cluster, start - length),
                .atStart = stateAt(connection, cluster, start),
                .atEnd = stateFor(connection, *state, cluster, end),
                .isAgentLost = !known || known->status == AgentStatus::Offline,
                .inverse = watched.verdict.inverse};
            return input;
        });
}

bool VerdictWatch::look()
{
    const Timestamp now = m_runtime.clock().now();
    bool isNews = false;
    for (auto it = m_watched.begin(); it != m_watched.end();) {
        Watched &watched = it->second;
        const bool isDue = now - watched.lookedAt >= kLookEvery || now >= watched.verdict.until;
        if (!isKnown(watched.verdict.since) || now <= watched.verdict.since || !isDue) {
            ++it;
            continue;
        }
        watched.lookedAt = now;
        const auto input = inputOf(watched, now);
        if (!input) {
            qCWarning(logVerdicts, "verdict not found command=%s error=\"%s\"",
                it->first.value.c_str(), input.error().message.c_str());
            ++it;
            continue;
        }
        Verdict verdict = commands::judge(*input, kRules);
        if (const Status stored = put(verdict); !stored) {
            qCWarning(logVerdicts, "verdict not stored command=%s error=\"%s\"",
                it->first.value.c_str(), stored.error().message.c_str());
            ++it;
            continue;
        }
        isNews = true;
        const bool isFinal = verdict.kind != VerdictKind::Watching;
        watched.verdict = std::move(verdict);
        it = isFinal ? m_watched.erase(it) : std::next(it);
    }
    return isNews;
}

} // namespace binnacle::runtime
