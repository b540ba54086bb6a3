#include "core/runtime/command_reading.h"

#include "core/commands/command_plan_repository.h"
#include "core/runtime/mesh_reader.h"
#include "core/slo/slo_service.h"

#include <iterator>
#include <utility>

namespace binnacle::runtime {

namespace {

constexpr Duration kRecent{10 * 60'000};

Status addLevels(
    store::Connection &connection, commands::BlastInput &input, const std::stop_token &stop)
{
    for (const SloSubject::Kind kind : {SloSubject::Kind::Domain, SloSubject::Kind::Service}) {
        auto board = slo::readBoard(connection,
            {.cluster = input.command.cluster,
                .kind = kind,
                .window = SloWindow::ThirtyDays,
                .now = input.now,
                .withPrevious = false,
                .snapshot = input.snapshot},
            stop);
        if (!board && board.error().code == ErrorCode::NotFound)
            continue; // no traffic was ever told
        if (!board)
            return board.error();
        std::ranges::move(board->rows, std::back_inserter(input.levels));
    }
    return Done{};
}

} // namespace

Result<commands::BlastInput> readBlastInput(store::Connection &connection, const Command &command,
    const hub::HubState &state, std::vector<Alert> alerts, Timestamp now,
    const std::stop_token &stop)
{
    commands::BlastInput input{.command = command, .now = now};
    if (const hub::ClusterState *cluster = hub::findCluster(state, command.cluster)) {
        input.snapshot = cluster->snapshot;
        input.environment = cluster->environment;
    }
    if (input.snapshot) {
        auto limits = commands::readScalingLimits(*input.snapshot, command.target);
        if (!limits)
            return limits.error();
        input.limits = *std::move(limits);
    }
    auto graph = readMeshGraph(
        connection, {.cluster = command.cluster, .range = {now - kRecent, now}}, stop);
    if (!graph && graph.error().code != ErrorCode::NotFound)
        return graph.error();
    if (graph)
        input.graph = *std::move(graph);
    if (const Status levels = addLevels(connection, input, stop); !levels)
        return levels.error();
    for (Alert &alert : alerts) {
        if (alert.phase == AlertPhase::Firing && alert.subject.cluster == command.cluster)
            input.alerts.push_back(std::move(alert));
    }
    auto lastTime = commands::readLastTime(connection, command, now);
    if (!lastTime)
        return lastTime.error();
    input.lastTime = *std::move(lastTime);
    return input;
}

} // namespace binnacle::runtime
