#pragma once

#include "core/base/time.h"
#include "core/domain/ids.h"
#include "core/domain/resource_ref.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace binnacle {

// Contract 04 §4.5. The words are stored and sent; see commandStateName.
enum class CommandState {
    Pending,
    Delivering,
    Running,
    Success,
    Failed,
    Timeout,
    Cancelled,
    Expired,
};

std::string_view commandStateName(CommandState state);
CommandState commandStateFromName(std::string_view name); // unknown words are Failed
bool isTerminal(CommandState state);

// Which of an agent's two long polls a command travels on.
enum class CommandTopic { Ops, Ai };
std::string_view commandTopicName(CommandTopic topic); // "ops", "ai"

struct Command
{
    CommandId id;
    ClusterId cluster;
    std::string action; // contract 01 §1.6
    ResourceRef target;
    std::string params = "{}";  // a JSON object
    std::string source = "web"; // "web", "api" or "ai"
    std::string createdBy;
    Timestamp createdAt{};

    CommandTopic topic() const { return source == "ai" ? CommandTopic::Ai : CommandTopic::Ops; }
};

// With these words an agent begins the error of a result when it does not know whether what it
// asked for took effect: its request went out and no answer came. An addition to contract 01 §1.7,
// which has no word for it: others read it as a failure that says so.
inline constexpr std::string_view kOutcomeUnknown = "outcome unknown: ";

// What the agent reported, normalised: execution time is milliseconds here.
struct CommandResult
{
    CommandId command;
    bool success = false;
    std::string output;
    std::string error;
    Duration executionTime{};
    Timestamp executedAt{};
};

struct CommandRecord
{
    Command command;
    CommandState state = CommandState::Pending;
    int attempts = 0;
    Timestamp startedAt{};  // handed to the agent
    Timestamp finishedAt{}; // reached a terminal state
    std::string output;     // "<redacted>" for get_secret and get_configmap
    std::string error;
    bool late = false;  // a result came after the deadline; the state stays what it was
    std::string reason; // why, as the person said
};

// Knows the whitelist of contract 01 §1.6.
bool isKnownAction(std::string_view action);
bool needsTarget(std::string_view action);
// May be delivered twice without harm: re-queued once when no result arrives.
bool isSafeAction(std::string_view action);
// Its output must never be persisted.
bool hasSecretOutput(std::string_view action);

} // namespace binnacle
