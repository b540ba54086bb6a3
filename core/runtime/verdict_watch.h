#pragma once

#include "core/base/result.h"
#include "core/commands/verdict.h"
#include "core/domain/command_plan.h"

#include <map>
#include <vector>

namespace binnacle::runtime {

class Runtime;

// Watches for ten minutes what a command did and keeps the verdict. What is being watched is
// stored, so that a restart goes on. One thread, which may wait for the store.
class VerdictWatch
{
public:
    explicit VerdictWatch(Runtime &runtime); // must outlive the watch

    Status load();
    // Before it is sent: what takes it back and what it touches are known only now.
    Status prepare(const Command &command, std::optional<Command> inverse);
    // A command's record changed; begins when it has ended.
    Status onCommand(const CommandRecord &record);
    // It was not sent after all.
    void drop(const CommandId &command);
    // True: some verdict is new. Looks at each at most every half minute.
    bool look();

private:
    struct Watched
    {
        Command command;
        Verdict verdict;
        Timestamp startedAt{};
        std::vector<ServiceRef> targets; // as they were before
        Timestamp lookedAt{};
    };

    Status put(const Verdict &verdict);
    Result<commands::VerdictInput> inputOf(const Watched &watched, Timestamp now);

    Runtime &m_runtime;
    std::map<CommandId, Watched> m_watched;
};

} // namespace binnacle::runtime
