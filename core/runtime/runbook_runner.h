#pragma once

#include "core/commands/runbook_run.h"
#include "core/runtime/command_orders.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace binnacle {
class CoreThread;
}

namespace binnacle::runtime {

class Runtime;

// Runs of runbooks that are under way. What a run does next is stored before it is done, so that a
// crash leaves no step done twice; on whose behalf it works is stored with it, and whether they
// still may is asked before each step. One thread, which may wait for the store.
class RunbookRunner
{
public:
    using Write = std::function<Status(std::function<Status(store::WriteContext &)>)>;
    struct Parts
    {
        Runtime &runtime;
        CoreThread &thread; // the runner's
        Write write;        // commits, blocking
        std::function<Result<DispatchOutcome>(DispatchOrder)> dispatch;
        std::function<void()> changed; // a run did
    };
    explicit RunbookRunner(Parts parts);

    // Goes on with what an earlier run of the program left.
    void resume();
    void stop(); // any thread; answers that arrive later change nothing

    Result<RunbookRun> start(RunbookOrder order);
    // Withdraws what waits for a second person. Errors: NotFound, the run is over.
    Status cancel(std::int64_t run, const std::string &by);

    void onCommand(const CommandRecord &record, commands::StepOutcome outcome);
    // Before a proposal is approved: whether the run that waits for it may still go on. When not,
    // that run ends and the proposal is withdrawn. Errors: PermissionDenied.
    Status mayApprove(std::int64_t proposal);
    // Some proposals were decided, or their time is over.
    void onProposals();
    void tick();

private:
    void resumeOne(const RunbookRun &run);
    Status store(RunbookRun &run, const std::function<Status(store::WriteContext &)> &together);
    void carryOut(std::int64_t id, commands::RunAction action);
    void askCondition(std::int64_t id, const Principal &who, const commands::AskCondition &ask);
    void dispatchStep(std::int64_t id, const Principal &who, const commands::DispatchStep &step);
    // Who started it, with what they may do now. Errors: PermissionDenied.
    Result<Principal> stillAllowed(const RunbookRun &run) const;
    Result<commands::StepFate> fateOf(const CommandId &command);
    void withdraw(std::int64_t proposal, const std::string &by, const std::string &why);

    const Parts m_parts;
    Runtime &m_runtime;
    std::map<std::int64_t, commands::RunbookExecution> m_runs;
    std::atomic_bool m_isStopping = false;
    std::shared_ptr<const bool> m_alive = std::make_shared<const bool>(true);
};

} // namespace binnacle::runtime
