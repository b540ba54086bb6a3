#pragma once

#include "core/base/core_thread.h"
#include "core/base/listeners.h"
#include "core/base/result.h"
#include "core/domain/command_plan.h"
#include "core/domain/principal.h"
#include "core/runtime/command_orders.h"
#include "core/runtime/runbook_runner.h"
#include "core/runtime/verdict_watch.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

namespace binnacle::commands {
struct Decision;
}
namespace binnacle::store {
struct WriteContext;
}

namespace binnacle::runtime {

class Runtime;

// Commands, approvals and runbooks at one moment. Immutable.
struct CommandPlanState
{
    Timestamp asOf{};
    std::vector<CommandEntry> recent; // in flight first, then ended within the hour, newest first
    std::vector<Proposal> proposals;  // waiting ones
    std::vector<Runbook> runbooks;    // by name
    std::vector<RunbookRun> runs;     // running first, then the last twenty
};

// What surrounds the hub's command queue: who has to agree, what it touches, whether it helped, and
// sequences of commands. Works on a thread of its own, which may wait for the store; what it
// promises is stored before it is promised. Thread-safe. `done` runs on any thread.
class CommandKeeper
{
public:
    using StatusDone = std::function<void(const Status &)>;

    explicit CommandKeeper(Runtime &runtime); // must outlive the keeper
    ~CommandKeeper();
    CommandKeeper(const CommandKeeper &) = delete;
    CommandKeeper &operator=(const CommandKeeper &) = delete;

    // Reads what was under way and goes on with it. Blocking.
    Status start();
    void stop();

    std::shared_ptr<const CommandPlanState> state() const; // never null
    Listeners<> &changed() { return m_changed; }

    // What it would touch, asked by `who`. Errors: InvalidArgument naming the field.
    void plan(const Command &command, const Principal &who, std::stop_token stop,
        std::function<void(Result<BlastRadius>)> done);
    // Sent, or put before a second person. Errors: also PermissionDenied (the role), Conflict (the
    // risk was not accepted), those of the hub.
    void dispatch(DispatchOrder order, std::function<void(Result<DispatchOutcome>)> done);
    void decide(std::int64_t proposal, bool isApproved, const std::string &by,
        const std::string &note, StatusDone done);

    void saveRunbook(const Runbook &runbook, const std::string &by, StatusDone done);
    void removeRunbook(std::int64_t runbook, StatusDone done);
    void startRunbook(RunbookOrder order, std::function<void(Result<RunbookRun>)> done);
    void cancelRun(std::int64_t run, const std::string &by, StatusDone done);

private:
    Status load();
    void goOn(); // with what an earlier run of the program left
    void sendApproved(const Proposal &proposal);
    Result<BlastRadius> planNow(
        const Command &command, const Principal &who, const std::stop_token &stop);
    Result<DispatchOutcome> dispatchNow(DispatchOrder order);
    Result<DispatchOutcome> propose(const DispatchOrder &order);
    void noteConfirmation(const DispatchOrder &order);
    Status decideNow(const commands::Decision &decision);
    Status send(const Command &command, const std::string &reason);
    Status write(std::function<Status(store::WriteContext &)> job);
    void onCommand(const CommandRecord &record);
    void tick();
    std::int64_t expireProposals(Timestamp now);
    bool isAgentLost(const ClusterId &cluster) const;
    void readAgain();
    void refreshSoon();

    Runtime &m_runtime;
    Listeners<> m_changed;
    mutable std::mutex m_mutex;
    std::shared_ptr<const CommandPlanState> m_state; // guarded by m_mutex
    std::atomic_bool m_isStopping = false;

    // Of the thread.
    VerdictWatch m_watch;
    RunbookRunner m_runs;
    bool m_refreshes = false;
    std::uint64_t m_ticks = 0;

    Listeners<CommandRecord>::Subscription m_commandsChanged;
    CoreThread m_thread; // last: joins first
};

} // namespace binnacle::runtime
