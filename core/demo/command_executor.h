#pragma once

#include "core/base/result.h"
#include "core/demo/workload_controller.h"
#include "core/demo/world.h"

#include <map>
#include <string>

namespace binnacle::demo {

// A command as the agent reads it from the poll, contract 01 §1.6. Parameters are kept as text
// whatever their JSON type: "4", "true", "get".
struct AgentCommand
{
    std::string id;
    std::string action;
    std::string kind;
    std::string ns;
    std::string name;
    std::map<std::string, std::string> params;

    std::string param(const std::string &name, const std::string &otherwise = {}) const;
};

// Text for `output`, or the reason for `error`.
using CommandOutcome = Result<std::string>;

// Does to the simulated cluster what the agent would do to a real one: scale, restart,
// update_image, delete, cordon, uncordon, get_logs, get_configmap, get_secret, dynamic. Everything
// else fails as "unknown action". All references must outlive this.
class CommandExecutor
{
public:
    CommandExecutor(World &world, PodLifecycle &pods, WorkloadController &workloads);

    CommandOutcome execute(const AgentCommand &command);

private:
    CommandOutcome scale(const AgentCommand &command);
    CommandOutcome restart(const AgentCommand &command);
    CommandOutcome updateImage(const AgentCommand &command);
    CommandOutcome remove(const AgentCommand &command);
    CommandOutcome setSchedulable(const AgentCommand &command, bool schedulable);
    CommandOutcome logs(const AgentCommand &command);
    CommandOutcome entries(const AgentCommand &command, std::string_view kind);
    CommandOutcome dynamic(const AgentCommand &command);
    Result<WorkloadModel *> workloadOf(const AgentCommand &command);

    World &m_world;
    PodLifecycle &m_pods;
    WorkloadController &m_workloads;
};

} // namespace binnacle::demo
