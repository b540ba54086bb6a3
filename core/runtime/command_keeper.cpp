#include "core/runtime/command_keeper.h"

#include "core/commands/command_outcome.h"
#include "core/commands/command_plan_repository.h"
#include "core/runtime/ask_reader.h"
#include "core/runtime/runtime.h"
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
    , m_runs({.runtime = runtime,
          .thread = m_thread,
          .write = [this](auto job) { return write(std::move(job)); },
          .dispatch = [this](DispatchOrder order) { return dispatchNow(std::move(order)); },
          .changed = [this] { refreshSoon(); }})
{}

CommandKeeper::~CommandKeeper()
{
    stop();
}

void CommandKeeper::stop()
{
    m_isStopping = true;
    m_runs.stop();
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
    if (Status status = loaded.get_future().get(); !status)
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
    if (undispatched) {
        for (const Proposal &proposal : *undispatched)
            sendApproved(proposal);
    } else {
        qCWarning(logCommands, "approved commands are not known error=\"%s\"",
            undispatched.error().message.c_str());
    }
    m_runs.resume();
    readAgain();
}

void CommandKeeper::sendApproved(const Proposal &proposal)
{
    const Timestamp now = m_runtime.clock().now();
    Command command = proposal.command;
    command.createdAt = now;
    // What was agreed to long ago may not fit any more.
    const Status sent = now - proposal.decidedAt > kApprovalLasts
        ? Status(Error{ErrorCode::Conflict, "approved too long ago"})
        : send(command, proposal.reason);
    if (!sent && sent.error().code != ErrorCode::Conflict) {
        qCWarning(logCommands, "approved command not sent command=%s error=\"%s\"",
            proposal.command.id.value.c_str(), sent.error().message.c_str());
        return;
    }
    const Status noted = write([&proposal](store::WriteContext &context) {
        return commands::setProposalDispatched(context, proposal.id, proposal.command.id);
    });
    if (!noted)
        qCWarning(logCommands, "dispatch not noted error=\"%s\"", noted.error().message.c_str());
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

void CommandKeeper::onCommand(const CommandRecord &record)
{
    if (m_isStopping)
        return;
    if (const Status watched = m_watch.onCommand(record); !watched)
        qCWarning(logCommands, "verdict not begun error=\"%s\"", watched.error().message.c_str());
    m_runs.onCommand(record, commands::stepOutcomeOf(record, isAgentLost(record.command.cluster)));
    refreshSoon();
}

void CommandKeeper::tick()
{
    if (m_isStopping)
        return;
    ++m_ticks;
    m_runs.tick();
    if (m_ticks % kVerdictTicks != 0)
        return;
    const std::int64_t expired = expireProposals(m_runtime.clock().now());
    if (expired > 0)
        m_runs.onProposals();
    if (m_watch.look() || expired > 0)
        refreshSoon();
}

std::int64_t CommandKeeper::expireProposals(Timestamp now)
{
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
    return expired;
}

void CommandKeeper::saveRunbook(const Runbook &runbook, const std::string &by, StatusDone done)
{
    m_thread.post([this, runbook, by, done = std::move(done)] {
        Runbook changed = runbook;
        changed.updatedBy = by;
        changed.updatedAt = m_runtime.clock().now();
        const Status saved = write([&changed](store::WriteContext &context) -> Status {
            const auto stored = commands::saveRunbook(context, changed);
            return stored ? Status(Done{}) : Status(stored.error());
        });
        refreshSoon();
        done(saved);
    });
}

void CommandKeeper::removeRunbook(std::int64_t runbook, StatusDone done)
{
    m_thread.post([this, runbook, done = std::move(done)] {
        const Status removed = write([runbook](store::WriteContext &context) {
            return commands::removeRunbook(context, runbook);
        });
        refreshSoon();
        done(removed);
    });
}

void CommandKeeper::startRunbook(RunbookOrder order, std::function<void(Result<RunbookRun>)> done)
{
    m_thread.post([this, order = std::move(order), done = std::move(done)]() mutable {
        done(m_runs.start(std::move(order)));
        refreshSoon();
    });
}

void CommandKeeper::cancelRun(std::int64_t run, const std::string &by, StatusDone done)
{
    m_thread.post([this, run, by, done = std::move(done)] {
        done(m_runs.cancel(run, by));
        refreshSoon();
    });
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
    std::stable_partition(state->recent.begin(), state->recent.end(),
        [](const CommandEntry &entry) { return !isTerminal(entry.record.state); });
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
