#pragma once

#include "core/hub/memory_hub.h"
#include "tests/core/hub/fake_journal.h"
#include "tests/support/fake_clock.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace binnacle::test {

inline const ClusterId kCluster{"prod"};
inline constexpr Duration kHold{25'000};

inline Command restartOf(const std::string &name, const std::string &source = "web")
{
    return {.cluster = kCluster,
        .action = "restart",
        .target = {"Deployment", "shop", name},
        .source = source};
}

inline Command logsOf(const std::string &name)
{
    return {.cluster = kCluster, .action = "get_logs", .target = {"Pod", "shop", name}};
}

// What one long poll got: nothing yet, an empty answer, or a command.
struct LongPoll
{
    bool answered = false;
    std::optional<Command> command;
};

// A hub with the queue of one cluster, which was just heard.
struct QueueRig
{
    FakeClock clock;
    FakeJournal journal;
    hub::MemoryHub hub{clock, journal};
    hub::DataHub::WaitId nextWait = 1;

    QueueRig() { hub.heartbeat(kCluster); }

    Result<CommandRecord> enqueue(Command command)
    {
        Result<CommandRecord> outcome = Error{ErrorCode::Internal, "not answered"};
        hub.enqueue(std::move(command),
            [&](Result<CommandRecord> accepted) { outcome = std::move(accepted); });
        return outcome;
    }

    std::shared_ptr<LongPoll> poll(CommandTopic topic = CommandTopic::Ops, Duration hold = kHold,
        const ClusterId &cluster = kCluster)
    {
        auto poll = std::make_shared<LongPoll>();
        hub.wait(nextWait++, cluster, topic, hold, [poll](std::optional<Command> command) {
            poll->answered = true;
            poll->command = std::move(command);
        });
        return poll;
    }

    // Enqueued, fetched and written.
    CommandId running(Command command)
    {
        const CommandId id = enqueue(std::move(command))->command.id;
        poll();
        hub.delivered(id, true);
        return id;
    }

    Status finish(const CommandId &id, bool success, const ClusterId &cluster = kCluster)
    {
        Status outcome = Error{ErrorCode::Internal, "not answered"};
        hub.finish(
            {.command = id, .success = success, .output = "out", .error = success ? "" : "no"},
            cluster, [&](Status done) { outcome = std::move(done); });
        return outcome;
    }

    Status fail(const CommandId &id, const std::string &error)
    {
        Status outcome = Error{ErrorCode::Internal, "not answered"};
        hub.finish({.command = id, .error = error}, kCluster,
            [&](Status done) { outcome = std::move(done); });
        return outcome;
    }

    CommandState stateOf(const CommandId &id) const { return hub.command(id)->state; }

    void pass(Duration time)
    {
        for (Duration done{}; done < time; done += Duration{250}) {
            clock.advance(Duration{250});
            hub.tick();
        }
    }
};

} // namespace binnacle::test
