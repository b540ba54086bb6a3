#pragma once

#include "core/base/time.h"
#include "core/domain/agent_state.h"
#include "core/domain/command.h"
#include "core/domain/increments.h"
#include "core/domain/principal.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace binnacle {

// What is known around a command: before it (blast radius), after it (verdict), and who has to
// agree (approval). core/commands makes these.

// How much a person has to do before it goes out, design ui §2.9.
enum class CommandRisk {
    Reversible, // level 0: runs, with ten seconds to undo
    Confirm,    // level 1: the pre-flight card, Enter
    TypeName,   // level 2: type the name of the target, give a reason
    HoldReason, // level 3: hold for two seconds, give a reason
};

enum class WarningLevel { Info, Caution, Danger };

// One line of "What it will touch".
struct BlastLine
{
    enum class Topic {
        Change, // "replicas 4 → 6", "2 pods created"
        Callers,
        Callees,
        Replicas,   // what stays while it runs
        Disruption, // PodDisruptionBudget
        Autoscaler,
        Capacity, // room on nodes
        Budget,   // burned a minute if the target fails
        Alerts,
        History, // last time this was run here, and its verdict
    };
    Topic topic = Topic::Change;
    WarningLevel level = WarningLevel::Info;
    std::string text; // English; technical: "api-gateway (96 req/s)"
};

struct AffectedService
{
    ServiceRef service;
    double rate = 0;                 // requests a second, measured
    std::optional<double> errorRate; // percent
    std::optional<double> addedLoad; // percent more, for callees
    bool isFailing = false;          // over its target already
    bool isIndirect = false;         // called by a callee, not by the target itself
    double addedRate = 0;            // requests a second more, of callees
};

struct BlastRadius
{
    Command command;
    Timestamp asOf{};
    std::vector<BlastLine> lines;
    std::vector<std::string> warnings; // sentences; never block by themselves
    std::vector<AffectedService> callers;
    std::vector<AffectedService> callees;
    int podsCreated = 0;
    int podsRemoved = 0;
    CommandRisk risk = CommandRisk::Confirm;
    bool isTight = false;           // a PodDisruptionBudget at its limit, or no replica stays
    bool needsApproval = false;     // by a second person: the cluster's policy
    std::string refusal;            // why this role may not; empty: it may
    std::string kubectl;            // the same as a command line
    std::optional<Command> inverse; // what takes it back
};

// Ten minutes watched.
enum class VerdictKind { Watching, Improved, NoEffect, Worse, Unknown };
std::string_view verdictName(VerdictKind verdict); // "watching", "improved", "no effect", ...
std::optional<VerdictKind> verdictFromName(std::string_view name);

struct VerdictMeasure
{
    std::string name; // "success of callers", "p95", "restarts"
    std::string unit; // "%", "ms", ""
    std::optional<double> before;
    std::optional<double> after;
    bool isSignificant = false;
    bool isBetter = false;
};

struct Verdict
{
    CommandId command;
    VerdictKind kind = VerdictKind::Watching;
    Timestamp since{};
    Timestamp until{}; // ten minutes after the command ended
    std::vector<VerdictMeasure> measures;
    std::string sentence; // "success of callers 91.2 → 99.9 %"
    std::optional<Command> inverse;
};

// A command that waits for somebody's yes: of an assistant or a script, or because the cluster
// wants two persons.
struct Proposal
{
    enum class State { Waiting, Approved, Rejected, Expired };
    std::int64_t id = 0;
    Command command;
    std::string reason;
    std::string proposedBy;
    Timestamp proposedAt{};
    Timestamp expiresAt{};
    State state = State::Waiting;
    std::string decidedBy;
    Timestamp decidedAt{};
    std::string note;
    CommandId dispatched; // when approved
};
std::string_view proposalStateName(Proposal::State state); // "waiting", "approved", ...

// What happened to a command, for the live steps. Words of contract 04 §4.5 plus "unknown".
struct CommandStep
{
    Timestamp at{};
    std::string state; // "queued", "delivered", "running", "succeeded", "failed", "unknown", ...
    std::string what;  // English; technical
};

// A named sequence of commands with parameters.
struct RunbookStep
{
    std::string name;
    std::string when;   // query of the language; runs when it has rows or is true; empty: always
    std::string action; // contract 01 §1.6
    std::string kind;   // these may hold {{parameter}}
    std::string ns;
    std::string target;
    std::string params = "{}";
    Duration timeout{120'000};
    bool continueOnFailure = false;
};
struct RunbookParameter
{
    std::string name;
    std::string help;
    std::string value; // default
    bool isRequired = false;
};
struct Runbook
{
    std::int64_t id = 0;
    std::string name; // unique
    std::string description;
    std::vector<RunbookParameter> parameters;
    std::vector<RunbookStep> steps;
    std::int64_t version = 0;
    Timestamp updatedAt{};
    std::string updatedBy;
};

struct RunbookRun
{
    enum class State { Running, Succeeded, Failed, Cancelled };
    struct StepRun
    {
        std::string name;
        // "waiting", "skipped", "running", "proposed" (waits for a second person), "succeeded",
        // "failed", "declined", "unknown"
        std::string state;
        CommandId command;
        std::int64_t proposal = 0; // that a second person has to decide; 0: none
        std::string note;
        Timestamp startedAt{};
        Timestamp endedAt{};
    };
    std::int64_t id = 0;
    std::int64_t runbook = 0;
    std::string runbookName;
    ClusterId cluster;
    std::vector<std::pair<std::string, std::string>> arguments;
    State state = State::Running;
    // "ok", "step-failed", "condition-failed", "cancelled", "lost", "declined", "not-allowed"
    std::string resultCode;
    std::string startedBy; // a person, or "rule CheckoutBudgetBurn"
    Timestamp startedAt{};
    Timestamp endedAt{};
    std::vector<StepRun> steps;
    Principal who{};   // on whose behalf, as it was at the start
    std::string key{}; // what starts it at most once: there is one run of a key; empty: no matter
};
std::string_view runbookRunStateName(RunbookRun::State state);

// What became of a request to run a command: out, or waiting for a second person.
struct DispatchOutcome
{
    CommandId command;         // also of one that waits: it goes out under this id
    std::int64_t proposal = 0; // when it waits
};

struct CommandHistoryQuery
{
    ClusterId cluster;  // empty: all
    ResourceRef target; // empty: all
    std::string text;
    TimeRange range;
    int limit = 200;
    Timestamp before{};
};

// One line of in flight, recent and history.
struct CommandEntry
{
    CommandRecord record;
    std::string reason;
    std::optional<Verdict> verdict;
    // Delivered, then nothing: what an agent that died leaves. Never told as failed.
    bool isOutcomeUnknown = false;
};

} // namespace binnacle
