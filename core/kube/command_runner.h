#pragma once

#include "core/base/clock.h"
#include "core/domain/command.h"
#include "core/kube/api_transport.h"

#include <string>

namespace binnacle::kube {

// What an agent says about a command, contract 01 §1.7. Both texts may be set: what was done before
// something failed. The error begins with kOutcomeUnknown when nobody knows whether it was done.
struct CommandOutcome
{
    bool success = false;
    std::string output;
    std::string error;
};

// Carries out the actions of contract 01 §1.6 that concern the Kubernetes API; every other is
// answered with "unknown action: X". Texts are valid UTF-8 and fit into what a hub accepts. One
// thread.
class CommandRunner
{
public:
    // Both must outlive the runner.
    CommandRunner(const Clock &clock, ApiTransport &api);

    CommandOutcome run(const Command &command, const CallBudget &budget);

private:
    CommandOutcome applyManifests(
        const Command &command, const std::string &manifests, const CallBudget &budget);

    const Clock &m_clock;
    ApiTransport &m_api;
};

} // namespace binnacle::kube
