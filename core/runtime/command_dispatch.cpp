// The half of CommandKeeper through which commands go out.
#include "core/commands/catalogue.h"
#include "core/commands/command_plan_repository.h"
#include "core/commands/command_risk.h"
#include "core/hub/command_id.h"
#include "core/runtime/alert_keeper.h"
#include "core/runtime/ask_reader.h"
#include "core/runtime/command_keeper.h"
#include "core/runtime/command_reading.h"
#include "core/runtime/runtime.h"
#include "core/runtime/workspace_settings.h"
#include "core/store/store_writer.h"

#include <QLoggingCategory>

#include <future>
#include <utility>

Q_LOGGING_CATEGORY(logDispatch, "binnacle.commands")

namespace binnacle::runtime {

namespace {

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

// Whether what they did is what a risk like this asks people for, design ui §2.9.
bool isConfirmed(const DispatchOrder &order, const BlastRadius &radius)
{
    const CommandRisk risk = radius.risk;
    if (!order.asksRisk || risk == CommandRisk::Reversible)
        return true;
    const bool wantsReason = risk == CommandRisk::TypeName || risk == CommandRisk::HoldReason;
    // Elevated mode spares the name only, and not where nothing may go wrong.
    if (order.isElevated && (radius.isTight || risk == CommandRisk::HoldReason))
        return false;
    return order.confirmed && static_cast<int>(*order.confirmed) >= static_cast<int>(risk)
        && !(wantsReason && order.reason.empty());
}

} // namespace

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
    if (m_runtime.workspace().isReadOnly())
        return Error{ErrorCode::ReadOnly, m_runtime.workspace().readOnlyReason()};
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
    if (!isConfirmed(order, *radius))
        return Error{ErrorCode::Conflict,
            "this command needs a reason and a confirmation: what it touches has changed"};
    if (radius->needsApproval)
        return propose(order);
    if (const Status watched = m_watch.prepare(command, radius->inverse); !watched)
        return watched.error();
    if (const Status sent = send(command, order.reason); !sent) {
        m_watch.drop(command.id);
        return sent.error();
    }
    noteConfirmation(order);
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
    noteConfirmation(order);
    return DispatchOutcome{.command = order.command.id, .proposal = id};
}

// Among the command's steps. It is out already, so nobody waits for this.
void CommandKeeper::noteConfirmation(const DispatchOrder &order)
{
    if (!order.asksRisk || !order.confirmed)
        return;
    m_runtime.workspace().writer().submit(
        [id = order.command.id,
            step = CommandStep{.at = order.command.createdAt,
                .state = "confirmed",
                .what = order.command.createdBy + ": "
                    + std::string(commands::confirmationText(*order.confirmed, order.isElevated))}](
            store::WriteContext &context) { return commands::addStep(context, id, step); },
        [](const Status &noted) {
            if (!noted)
                qCWarning(logDispatch, "confirmation not noted error=\"%s\"",
                    noted.error().message.c_str());
        });
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
        const Status decided = decideNow({.proposal = proposal,
            .isApproved = isApproved,
            .by = by,
            .note = note,
            .at = m_runtime.clock().now()});
        m_runs.onProposals();
        refreshSoon();
        done(decided);
    });
}

Status CommandKeeper::decideNow(const commands::Decision &decision)
{
    if (decision.isApproved) {
        if (Status may = m_runs.mayApprove(decision.proposal); !may)
            return may;
    }
    Proposal decided;
    Status stored = write([&](store::WriteContext &context) -> Status {
        auto outcome = commands::decideProposal(context, decision);
        if (!outcome)
            return outcome.error();
        decided = *std::move(outcome);
        return Done{};
    });
    if (!stored || !decision.isApproved)
        return stored;
    Command command = decided.command;
    command.createdAt = m_runtime.clock().now();
    const auto radius = planNow(command, {}, {}); // for what takes it back
    Status sent = m_watch.prepare(command, radius ? radius->inverse : std::nullopt);
    if (sent)
        sent = send(command, decided.reason);
    // Also of what could not be sent: who approved it hears so and may ask for it again.
    const Status noted = write([&](store::WriteContext &context) {
        return commands::setProposalDispatched(context, decision.proposal, command.id);
    });
    if (!sent)
        m_watch.drop(command.id);
    return sent ? noted : sent;
}

} // namespace binnacle::runtime
