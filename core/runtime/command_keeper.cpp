#include "core/runtime/command_keeper.h"

#include "core/commands/catalogue.h"
#include "core/commands/command_outcome.h"
#include "core/commands/command_plan_repository.h"
#include "core/hub/command_id.h"
#include "core/runtime/alert_keeper.h"
#include "core/runtime/ask_reader.h"
#include "core/runtime/command_reading.h"
#include "core/runtime/runtime.h"
#include "core/runtime/workspace_settings.h"
#include "core/store/store_writer.h"

#include <QLoggingCategory>

#include <algorithm>
#include <future>
#include <utility>

Q_LOGGING_CATEGORY(logCommands, "binnacle.commands")

namespace binnacle::runtime {

namespace {

constexpr Duration kFollow{5'000};
constexpr Duration kRefresh{100};
constexpr Duration kHour{3'600'000};
constexpr int kMostRecent = 200;
constexpr int kRunsShown = 20;
constexpr std::uint64_t kVerdictTicks = 10;
constexpr Duration kApprovalLasts{10 * 60'000}; // over a restart

// The cluster's own policy, else that of its environment, else that of all.
commands::ApprovalPolicy policyOf(const std::map<std::string, std::string> &approval,
    const ClusterId &cluster, Environment environment)
{
    for (const std::string &who :
        {cluster.value, std::string(environmentName(environment)), std::string("*")}) {
        if (const auto found = approval.find(who); found != approval.end())
            return commands::approvalPolicyFromName(found->second)
                .value_or(commands::ApprovalPolicy::AllChanges);
    }
    return commands::ApprovalPolicy::None;
}

struct Stored
{
    std::vector<CommandEntry> recent;
    std::vector<Proposal> proposals;
    std::vector<Runbook> runbooks;
    std::vector<RunbookRun> runs;
};

Result<Stored> readStored(store::Connection &connection, Timestamp now)
{
    auto recent = commands::readHistory(
        connection, {.range = {now - kHour, now + kHour}, .limit = kMostRecent});
    if (!recent)
        return recent.error();
    auto proposals = commands::readWaitingProposals(connection);
    if (!proposals)
        return proposals.error();
    auto runbooks = commands::readRunbooks(connection);
    if (!runbooks)
        return runbooks.error();
    auto runs = commands::readRuns(connection, kRunsShown);
    if (!runs)
        return runs.error();
    return Stored{
        *std::move(recent), *std::move(proposals), *std::move(runbooks), *std::move(runs)};
}

} // namespace

CommandKeeper::CommandKeeper(Runtime &runtime)
    : m_runtime(runtime)
    , m_state(std::make_shared<const CommandPlanState>())
    , m_watch(runtime)
{}

CommandKeeper::~CommandKeeper()
{
    stop();
}

void CommandKeeper::stop()
{
    m_isStopping = true;
    m_commandsChanged = {};
    std::promise<void> quiet;
    m_thread.post([&quiet] { quiet.set_value(); });
    quiet.get_future().wait();
}

Status CommandKeeper::start()
{
    const bool isFollower = m_runtime.workspace().isReadOnly();
    if (!isFollower) {
        const Status seeded = write([now = m_runtime.clock().now()](store::WriteContext &context) {
            return commands::addBuiltInRunbooks(context, now);
        });
        if (!seeded)
            return seeded;
    }
    std::promise<Status> loaded;
    m_thread.post([this, &loaded] {
        readAgain();
        loaded.set_value(m_runtime.workspace().isReadOnly() ? Status(Done{}) : load());
    });
    if (const Status status = loaded.get_future().get(); !status)
        return status;
    if (isFollower) {
        m_thread.every(kFollow, [this] { readAgain(); });
        return Done{};
    }
    m_commandsChanged = m_runtime.commandsChanged().add([this](const CommandRecord &record) {
        m_thread.post([this, record] { onCommand(record); });
    });
    m_thread.post([this] { goOn(); });
    m_thread.every(m_runtime.dutyTick(), [this] { tick(); });
    return Done{};
}

Status CommandKeeper::load()
{
    return m_watch.load();
}

// Proposals that were approved right before the end go out under their own id, which the history
// takes once; runs go on where that is known to be safe.
void CommandKeeper::goOn()
{
    const auto undispatched = askReader<std::vector<Proposal>>(
        m_runtime.dutyReaders(), commands::readUndispatchedProposals);
    const auto running
        = askReader<std::vector<RunbookRun>>(m_runtime.dutyReaders(), commands::readRunningRuns);
    if (!undispatched || !running) {
        qCWarning(logCommands, "what was under way is not known error=\"%s\"",
            (undispatched ? running.error() : undispatched.error()).message.c_str());
        return;
    }
    const Timestamp now = m_runtime.clock().now();
    for (const Proposal &proposal : *undispatched) {
        Command command = proposal.command;
        command.createdAt = now;
        // What was agreed to long ago may not fit any more.
        const Status sent = now - proposal.decidedAt > kApprovalLasts
            ? Status(Error{ErrorCode::Conflict, "approved too long ago"})
            : send(command, proposal.reason);
        if (!sent && sent.error().code != ErrorCode::Conflict) {
            qCWarning(logCommands, "approved command not sent command=%s error=\"%s\"",
                proposal.command.id.value.c_str(), sent.error().message.c_str());
            continue;
        }
        const Status noted = write([&proposal](store::WriteContext &context) {
            return commands::setProposalDispatched(context, proposal.id, proposal.command.id);
        });
        if (!noted)
            qCWarning(
                logCommands, "dispatch not noted error=\"%s\"", noted.error().message.c_str());
    }
    resumeRuns(*running);
    readAgain();
}

std::shared_ptr<const CommandPlanState> CommandKeeper::state() const
{
    const std::scoped_lock lock(m_mutex);
    return m_state;
}

Status CommandKeeper::write(std::function<Status(store::WriteContext &)> job)
{
    if (m_runtime.workspace().isReadOnly())
        return Error{ErrorCode::ReadOnly, m_runtime.workspace().readOnlyReason()};
    return m_runtime.workspace().writer().submitAndWait(std::move(job));
}

bool CommandKeeper::isAgentLost(const ClusterId &cluster) const
{
    const auto state = m_runtime.hub().state();
    const hub::ClusterState *known = hub::findCluster(*state, cluster);
    return !known || known->status == AgentStatus::Offline;
}

Result<BlastRadius> CommandKeeper::planNow(
    const Command &command, const Principal &who, const std::stop_token &stop)
{
    auto checked = commands::checkForDispatch(command);
    if (!checked)
        return checked.error();
    const auto state = m_runtime.hub().state();
    if (!hub::findCluster(*state, checked->cluster))
        return Error{ErrorCode::NotFound, "there is no cluster \"" + checked->cluster.value + '"'};
    std::vector<Alert> alerts = m_runtime.alerts().state()->alerts;
    auto input = askReader<commands::BlastInput>(
        m_runtime.dutyReaders(), [&, now = m_runtime.clock().now()](store::Connection &connection) {
            return readBlastInput(connection, *checked, *state, std::move(alerts), now, stop);
        });
    if (!input)
        return input.error();
    input->who = who;
    input->approval = policyOf(
        m_runtime.settings().current().commands.approval, checked->cluster, input->environment);
    return commands::blastRadius(*input);
}

void CommandKeeper::plan(const Command &command, const Principal &who, std::stop_token stop,
    std::function<void(Result<BlastRadius>)> done)
{
    m_thread.post([this, command, who, stop = std::move(stop), done = std::move(done)] {
        done(stop.stop_requested() ? Error{ErrorCode::Cancelled, "nobody waits for it any more"}
                                   : planNow(command, who, stop));
    });
}

void CommandKeeper::dispatch(DispatchOrder order, std::function<void(Result<DispatchOutcome>)> done)
{
    order.command.createdBy = order.who.username; // nobody acts in another's name
    m_thread.post([this, order = std::move(order), done = std::move(done)] {
        done(dispatchNow(order));
        refreshSoon();
    });
}

Result<DispatchOutcome> CommandKeeper::dispatchNow(DispatchOrder order)
{
    Command &command = order.command;
    if (command.id.isEmpty())
        command.id = hub::makeCommandId();
    if (command.createdBy.empty())
        command.createdBy = order.who.username;
    command.createdAt = m_runtime.clock().now();
    if (command.source != "ai" && command.source != "api")
        command.source = "web"; // all that agents and the specification know of people
    auto radius = planNow(command, order.who, {});
    if (!radius)
        return radius.error();
    command = radius->command;
    if (!radius->refusal.empty())
        return Error{ErrorCode::PermissionDenied, radius->refusal};
    const bool isRisky = static_cast<int>(radius->risk) >= static_cast<int>(CommandRisk::TypeName);
    if (order.asksRisk && isRisky && (!order.acceptsRisk || order.reason.empty()))
        return Error{ErrorCode::Conflict,
            "this command needs a reason and a confirmation: what it touches has changed"};
    if (radius->needsApproval && !order.mayWait)
        return Error{
            ErrorCode::Conflict, "this command needs the yes of a second person; send it by hand"};
    if (radius->needsApproval)
        return propose(order);
    if (const Status watched = m_watch.prepare(command, radius->inverse); !watched)
        return watched.error();
    if (const Status sent = send(command, order.reason); !sent) {
        m_watch.drop(command.id);
        return sent.error();
    }
    return DispatchOutcome{.command = command.id};
}

Result<DispatchOutcome> CommandKeeper::propose(const DispatchOrder &order)
{
    const Timestamp now = m_runtime.clock().now();
    const Proposal proposal{.command = order.command,
        .reason = order.reason,
        .proposedBy = order.command.createdBy,
        .proposedAt = now,
        .expiresAt = now + m_runtime.settings().current().commands.proposalLifetime};
    std::int64_t id = 0;
    const Status stored = write([&](store::WriteContext &context) -> Status {
        const auto added = commands::addProposal(context, proposal);
        if (!added)
            return added.error();
        id = *added;
        return Done{};
    });
    if (!stored)
        return stored.error();
    return DispatchOutcome{.command = order.command.id, .proposal = id};
}

// Into the hub's queue, which stores it before it is offered.
Status CommandKeeper::send(const Command &command, const std::string &reason)
{
    auto accepted = std::make_shared<std::promise<Status>>();
    auto answer = accepted->get_future();
    m_runtime.core().post([this, command, reason, accepted] {
        m_runtime.hub().enqueue(
            command,
            [accepted](const Result<CommandRecord> &record) {
                accepted->set_value(record ? Status(Done{}) : Status(record.error()));
            },
            reason);
    });
    return answer.get();
}

void CommandKeeper::decide(std::int64_t proposal, bool isApproved, const std::string &by,
    const std::string &note, StatusDone done)
{
    m_thread.post([this, proposal, isApproved, by, note, done = std::move(done)] {
        Proposal decided;
        const Status stored = write([&](store::WriteContext &context) -> Status {
            auto outcome = commands::decideProposal(context,
                {.proposal = proposal,
                    .isApproved = isApproved,
                    .by = by,
                    .note = note,
                    .at = m_runtime.clock().now()});
            if (!outcome)
                return outcome.error();
            decided = *std::move(outcome);
            return Done{};
        });
        if (!stored || !isApproved) {
            refreshSoon();
            return done(stored);
        }
        Command command = decided.command;
        command.createdAt = m_runtime.clock().now();
        const auto radius = planNow(command, {}, {}); // for what takes it back
        Status sent = m_watch.prepare(command, radius ? radius->inverse : std::nullopt);
        if (sent)
            sent = send(command, decided.reason);
        // Also of what could not be sent: who approved it hears so and may ask for it again.
        const Status noted = write([&](store::WriteContext &context) {
            return commands::setProposalDispatched(context, proposal, command.id);
        });
        if (!sent)
            m_watch.drop(command.id);
        refreshSoon();
        done(sent ? noted : sent);
    });
}

void CommandKeeper::onCommand(const CommandRecord &record)
{
    if (m_isStopping)
        return;
    if (const Status watched = m_watch.onCommand(record); !watched)
        qCWarning(logCommands, "verdict not begun error=\"%s\"", watched.error().message.c_str());
    const auto outcome = commands::stepOutcomeOf(record, isAgentLost(record.command.cluster));
    for (auto &[id, run] : m_runs) {
        auto action = run.execution.onCommand(
            record.command.id, outcome, record.error, m_runtime.clock().now());
        carryOut(id, std::move(action));
    }
    refreshSoon();
}

void CommandKeeper::tick()
{
    if (m_isStopping)
        return;
    ++m_ticks;
    const Timestamp now = m_runtime.clock().now();
    for (auto &[id, run] : m_runs) {
        const Timestamp deadline = run.execution.deadline();
        if (isKnown(deadline) && now >= deadline)
            carryOut(id, run.execution.tick(now));
    }
    std::erase_if(m_runs, [](const auto &run) { return run.second.execution.isOver(); });
    if (m_ticks % kVerdictTicks != 0)
        return;
    std::int64_t expired = 0;
    const Status marked = write([&](store::WriteContext &context) -> Status {
        const auto count = commands::expireProposals(context, now);
        if (!count)
            return count.error();
        expired = *count;
        return Done{};
    });
    if (!marked)
        qCWarning(
            logCommands, "proposals not expired error=\"%s\"", marked.error().message.c_str());
    if (m_watch.look() || expired > 0)
        refreshSoon();
}

void CommandKeeper::refreshSoon()
{
    if (std::exchange(m_refreshes, true))
        return;
    m_thread.after(kRefresh, [this] {
        m_refreshes = false;
        readAgain();
    });
}

void CommandKeeper::readAgain()
{
    if (m_isStopping)
        return;
    const Timestamp now = m_runtime.clock().now();
    auto stored = askReader<Stored>(m_runtime.dutyReaders(),
        [now](store::Connection &connection) { return readStored(connection, now); });
    if (!stored) {
        qCWarning(logCommands, "commands not read error=\"%s\"", stored.error().message.c_str());
        return;
    }
    auto state = std::make_shared<CommandPlanState>();
    state->asOf = now;
    state->recent = std::move(stored->recent);
    for (CommandEntry &entry : state->recent)
        entry.isOutcomeUnknown
            = commands::isOutcomeUnknown(entry.record, isAgentLost(entry.record.command.cluster));
    std::ranges::stable_partition(
        state->recent, [](const CommandEntry &entry) { return !isTerminal(entry.record.state); });
    state->proposals = std::move(stored->proposals);
    state->runbooks = std::move(stored->runbooks);
    state->runs = std::move(stored->runs);
    {
        const std::scoped_lock lock(m_mutex);
        m_state = std::move(state);
    }
    m_changed.notify();
}

} // namespace binnacle::runtime
