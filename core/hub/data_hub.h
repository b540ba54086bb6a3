#pragma once

#include "core/base/result.h"
#include "core/domain/command.h"
#include "core/hub/hub_state.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace binnacle::hub {

// The current state of all clusters and the command queues (contract 04 §4.2, 4.5). MemoryHub is
// the default implementation.
//
// All members run on the core thread, except state(), which any thread may call. Callbacks run on
// the core thread.
class DataHub
{
public:
    virtual ~DataHub();

    // The newest published state. Any thread; never null.
    virtual std::shared_ptr<const HubState> state() const = 0;
    // Called after every change, on the core thread; must only post.
    virtual void setListener(std::function<void()> changed) = 0;

    // Swaps the cluster's snapshot whole; counts as a heartbeat. A snapshot whose fetchedAt is
    // older than the current one's does not replace it. Registers the cluster at first contact.
    virtual void setSnapshot(std::shared_ptr<const ClusterSnapshot> snapshot) = 0;
    virtual void heartbeat(const ClusterId &cluster) = 0;
    // SLO increments of the cluster were stored; counts as a heartbeat.
    virtual void incrementsArrived(const ClusterId &cluster) = 0;

    // What the store remembers, at start and after an import: clusters that are offline until they
    // speak. Of one that is known already the later times stay, and of one that has spoken in this
    // run all but name and environment.
    struct Remembered
    {
        ClusterId id;
        std::string name;
        Environment environment = Environment::Production;
        AgentTimes times;
        std::shared_ptr<const ClusterSnapshot> snapshot; // may be null
    };
    virtual void restore(std::vector<Remembered> clusters, std::vector<CommandRecord> open) = 0;
    virtual void rename(const ClusterId &cluster, std::string name, Environment environment) = 0;
    virtual void remove(const ClusterId &cluster) = 0;

    // Errors: NotFound (cluster), InvalidArgument (action, target, parameters). The command is
    // offered to agents once it is persisted; `accepted` tells when it is. `reason`: why somebody
    // wants it.
    using Accepted = std::function<void(Result<CommandRecord>)>;
    virtual void enqueue(Command command, Accepted accepted, std::string reason) = 0;
    void enqueue(Command command, Accepted accepted)
    {
        enqueue(std::move(command), std::move(accepted), {});
    }

    // Parks until a command is there or `hold` has passed (nullopt). `id` names the wait for
    // abandon(), which is called when the client hung up: an abandoned wait never takes a command.
    using WaitId = std::uint64_t;
    using Deliver = std::function<void(std::optional<Command>)>;
    virtual void wait(
        WaitId id, const ClusterId &cluster, CommandTopic topic, Duration hold, Deliver deliver)
        = 0;
    virtual void abandon(WaitId id) = 0;
    // Whether the answer that carried the command reached the agent's socket.
    virtual void delivered(const CommandId &command, bool written) = 0;

    // Contract 01 §1.7: unknown command NotFound, other cluster PermissionDenied; a result for a
    // terminal command is accepted and marked late. `cluster` may be empty (header missing).
    // `done` runs once the result is persisted.
    virtual void finish(
        CommandResult result, const ClusterId &cluster, std::function<void(Status)> done)
        = 0;
    virtual Status cancel(const CommandId &command) = 0;
    virtual Result<CommandRecord> command(const CommandId &command) const = 0;
    virtual std::vector<CommandRecord> commands() const = 0; // not older than five minutes ended

    // Deadlines and ages; call every second or when the clock moved. Publishes when a state
    // changed.
    virtual void tick() = 0;
    // Answers every parked wait with nothing and parks no more.
    virtual void stop() = 0;
};

// How a hub persists command records before it offers them; implemented over the store by
// core/runtime, by a fake in tests. `done` runs on the core thread.
class CommandJournal
{
public:
    virtual ~CommandJournal();
    virtual void insert(const CommandRecord &record, std::function<void(Status)> done) = 0;
    virtual void update(const CommandRecord &record, std::function<void(Status)> done) = 0;
};

} // namespace binnacle::hub
