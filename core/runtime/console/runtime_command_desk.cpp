#include "core/runtime/console/runtime_command_desk.h"

#include "core/codec/json_writer.h"
#include "core/commands/catalogue.h"
#include "core/commands/command_outcome.h"
#include "core/commands/command_params.h"
#include "core/commands/command_plan_repository.h"
#include "core/commands/command_risk.h"
#include "core/commands/kubectl_text.h"
#include "core/commands/runbook_file.h"
#include "core/console/on_answer.h"
#include "core/runtime/command_keeper.h"
#include "core/runtime/console/answering.h"
#include "core/runtime/console/qt_text.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace binnacle::runtime {

namespace {

constexpr std::chrono::milliseconds kGather{100};

std::string resourceOf(const Command &command)
{
    return "command " + command.action + ' ' + command.target.kind + ' ' + command.target.ns + '/'
        + command.target.name;
}

// What they wanted, why, and what they did to confirm it.
std::string auditText(const console::DispatchRequest &request)
{
    codec::JsonWriter json;
    json.beginObject().key("params");
    if (commands::CommandParams(request.command.params).isObject())
        json.raw(request.command.params);
    else
        json.value(request.command.params);
    json.member("reason", request.reason.toStdString());
    if (request.confirmed)
        json.member(
            "confirmed", commands::confirmationText(*request.confirmed, request.isElevated));
    json.endObject();
    return json.take();
}

QFuture<Status> refused(const Error &error)
{
    QPromise<Status> promise;
    promise.start();
    promise.addResult(error);
    promise.finish();
    return promise.future();
}

console::ActionView::Parameter::Type typeOf(commands::ActionParameter::Type type)
{
    using To = console::ActionView::Parameter::Type;
    switch (type) {
    case commands::ActionParameter::Type::Number:
        return To::Number;
    case commands::ActionParameter::Type::Flag:
        return To::Flag;
    case commands::ActionParameter::Type::Text:
        break;
    }
    return To::Text;
}

} // namespace

RuntimeCommandDesk::RuntimeCommandDesk(Runtime &runtime, DesktopUser &user, QObject *parent)
    : CommandDesk(parent)
    , m_runtime(runtime)
    , m_user(user)
    , m_board(std::make_shared<const console::CommandBoard>())
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &RuntimeCommandDesk::showBoard);
    m_changed = m_runtime.commands().changed().add([this] { announce(); });
    showBoard();
}

void RuntimeCommandDesk::announce()
{
    if (m_isAnnounced.exchange(true))
        return;
    QMetaObject::invokeMethod(
        this, [this] { m_soon.start(kGather); }, Qt::QueuedConnection);
}

void RuntimeCommandDesk::showBoard()
{
    m_isAnnounced = false;
    const auto state = m_runtime.commands().state();
    auto board = std::make_shared<console::CommandBoard>();
    board->asOf = state->asOf;
    board->recent = state->recent;
    board->proposals = state->proposals;
    board->runbooks = state->runbooks;
    board->runs = state->runs;
    board->inFlight = static_cast<int>(std::ranges::count_if(
        board->recent, [](const CommandEntry &entry) { return !isTerminal(entry.record.state); }));
    m_board = std::move(board);
    emit changed();
}

std::vector<console::ActionView> RuntimeCommandDesk::catalogue() const
{
    std::vector<console::ActionView> views;
    for (const commands::ActionInfo &action : commands::actions()) {
        console::ActionView view{
            .name = toQString(action.name), .changesState = action.changesState};
        for (const std::string_view kind : action.kinds)
            view.kinds.append(toQString(kind));
        for (const commands::ActionParameter &parameter : action.parameters)
            view.parameters.push_back({.name = toQString(parameter.name),
                .type = typeOf(parameter.type),
                .isRequired = parameter.isRequired,
                .help = toQString(parameter.help)});
        views.push_back(std::move(view));
    }
    return views;
}

QStringList RuntimeCommandDesk::allowed(const ClusterId &cluster) const
{
    const Principal who = m_user.principal();
    QStringList names;
    for (const commands::ActionInfo &action : commands::actions()) {
        const Command command{.cluster = cluster, .action = std::string(action.name)};
        if (commands::refusalFor(who, command).empty())
            names.append(toQString(action.name));
    }
    return names;
}

QStringList RuntimeCommandDesk::actionsFor(const ResourceRef &object) const
{
    QStringList names;
    for (const std::string_view action : commands::actionsFor(object))
        names.append(toQString(action));
    return names;
}

console::Answer<BlastRadius> RuntimeCommandDesk::blastRadius(
    const Command &command, std::stop_token stop)
{
    auto [future, give] = makeAnswer<BlastRadius>();
    m_runtime.commands().plan(command, m_user.principal(), std::move(stop), give);
    return future;
}

QString RuntimeCommandDesk::kubectl(const Command &command) const
{
    return QString::fromStdString(commands::kubectlText(command));
}

// A console that follows another one's workspace says so, instead of what its user may not.
Status RuntimeCommandDesk::writable() const
{
    if (m_runtime.workspace().isReadOnly())
        return Error{ErrorCode::ReadOnly, m_runtime.workspace().readOnlyReason()};
    return Done{};
}

console::Answer<DispatchOutcome> RuntimeCommandDesk::dispatch(
    const console::DispatchRequest &request)
{
    auto [future, give] = makeAnswer<DispatchOutcome>();
    if (const Status mayWrite = writable(); !mayWrite) {
        give(mayWrite.error());
        return future;
    }
    const Deed deed{.capability = Capability::RunCommands,
        .cluster = request.command.cluster,
        .action = AuditAction::Execute,
        .resource = resourceOf(request.command),
        .after = auditText(request)};
    if (const Status granted = m_user.allowed(deed); !granted) {
        give(granted.error());
        return future;
    }
    m_user.record(deed, Done{}, {}); // before the effect
    console::onAnswer(future, this, [this, deed](const auto &outcome) {
        Deed done = deed;
        if (outcome)
            done.resource += (*outcome)->proposal != 0
                ? " waits as proposal " + std::to_string((*outcome)->proposal)
                : " sent as " + (*outcome)->command.value;
        m_user.record(done, outcome ? Status(Done{}) : Status(outcome.error()), {});
    });
    m_runtime.commands().dispatch({.command = request.command,
                                      .reason = request.reason.toStdString(),
                                      .who = m_user.principal(),
                                      .confirmed = request.confirmed,
                                      .isElevated = request.isElevated},
        give);
    return future;
}

QFuture<Status> RuntimeCommandDesk::cancel(const CommandId &command)
{
    if (const Status mayWrite = writable(); !mayWrite)
        return refused(mayWrite.error());
    return m_user.perform({.capability = Capability::RunCommands,
                              .action = AuditAction::Execute,
                              .resource = "command " + command.value + " cancelled"},
        [this, command](const DesktopUser::Done &done) {
            m_runtime.core().post(
                [&hub = m_runtime.hub(), command, done] { done(hub.cancel(command)); });
        });
}

QFuture<Status> RuntimeCommandDesk::decide(
    std::int64_t proposal, bool isApproved, const QString &note)
{
    if (const Status mayWrite = writable(); !mayWrite)
        return refused(mayWrite.error());
    const auto waiting = std::ranges::find(m_board->proposals, proposal, &Proposal::id);
    if (waiting == m_board->proposals.end())
        return refused(Error{ErrorCode::NotFound, "this proposal does not wait any more"});
    if (const std::string why = commands::refusalFor(m_user.principal(), waiting->command);
        !why.empty())
        return refused(Error{ErrorCode::PermissionDenied, why});
    return m_user.perform(
        {.capability = Capability::RunCommands,
            .cluster = waiting->command.cluster,
            .action = AuditAction::Execute,
            .resource = (isApproved ? "approved: " : "rejected: ") + resourceOf(waiting->command)},
        [this, proposal, isApproved, note = note.toStdString(), by = m_user.principal().username](
            DesktopUser::Done done) {
            m_runtime.commands().decide(proposal, isApproved, by, note, std::move(done));
        });
}

QFuture<Status> RuntimeCommandDesk::approve(std::int64_t proposal, const QString &note)
{
    return decide(proposal, true, note);
}

QFuture<Status> RuntimeCommandDesk::reject(std::int64_t proposal, const QString &note)
{
    return decide(proposal, false, note);
}

console::Answer<std::vector<CommandEntry>> RuntimeCommandDesk::history(
    const CommandHistoryQuery &query)
{
    return answer<std::vector<CommandEntry>>(
        m_runtime.workspace().readers(), [query](store::Connection &connection) {
            auto entries = commands::readHistory(connection, query);
            if (entries) {
                for (CommandEntry &entry : *entries)
                    entry.isOutcomeUnknown = commands::isOutcomeUnknown(entry.record);
            }
            return entries;
        });
}

console::Answer<std::vector<CommandStep>> RuntimeCommandDesk::steps(const CommandId &command)
{
    return answer<std::vector<CommandStep>>(
        m_runtime.workspace().readers(), [command](store::Connection &connection) {
            return commands::readSteps(connection, command);
        });
}

QFuture<Status> RuntimeCommandDesk::saveRunbook(const Runbook &runbook)
{
    if (const Status mayWrite = writable(); !mayWrite)
        return refused(mayWrite.error());
    const auto before = std::ranges::find(m_board->runbooks, runbook.id, &Runbook::id);
    const bool isNew = before == m_board->runbooks.end();
    return m_user.perform({.capability = Capability::RunCommands,
                              .action = isNew ? AuditAction::Create : AuditAction::Update,
                              .resource = "runbook " + runbook.name,
                              .before = isNew ? std::string() : commands::runbookJson(*before),
                              .after = commands::runbookJson(runbook)},
        [this, runbook, by = m_user.principal().username](DesktopUser::Done done) {
            m_runtime.commands().saveRunbook(runbook, by, std::move(done));
        });
}

QFuture<Status> RuntimeCommandDesk::removeRunbook(std::int64_t runbook)
{
    if (const Status mayWrite = writable(); !mayWrite)
        return refused(mayWrite.error());
    const auto known = std::ranges::find(m_board->runbooks, runbook, &Runbook::id);
    return m_user.perform(
        {.capability = Capability::RunCommands,
            .action = AuditAction::Delete,
            .resource = "runbook "
                + (known == m_board->runbooks.end() ? std::to_string(runbook) : known->name)},
        [this, runbook](DesktopUser::Done done) {
            m_runtime.commands().removeRunbook(runbook, std::move(done));
        });
}

console::Answer<RunbookRun> RuntimeCommandDesk::startRunbook(std::int64_t runbook,
    const ClusterId &cluster, const std::vector<std::pair<std::string, std::string>> &arguments)
{
    auto [future, give] = makeAnswer<RunbookRun>();
    if (const Status mayWrite = writable(); !mayWrite) {
        give(mayWrite.error());
        return future;
    }
    const auto known = std::ranges::find(m_board->runbooks, runbook, &Runbook::id);
    const Deed deed{.capability = Capability::RunCommands,
        .cluster = cluster,
        .action = AuditAction::Execute,
        .resource
        = "runbook " + (known == m_board->runbooks.end() ? std::to_string(runbook) : known->name)};
    if (const Status granted = m_user.allowed(deed); !granted) {
        give(granted.error());
        return future;
    }
    m_user.record(deed, Done{}, {});
    m_runtime.commands().startRunbook({.runbook = runbook,
                                          .cluster = cluster,
                                          .arguments = arguments,
                                          .startedBy = m_user.principal().username,
                                          .who = m_user.principal()},
        give);
    return future;
}

QFuture<Status> RuntimeCommandDesk::cancelRun(std::int64_t run)
{
    if (const Status mayWrite = writable(); !mayWrite)
        return refused(mayWrite.error());
    return m_user.perform({.capability = Capability::RunCommands,
                              .action = AuditAction::Execute,
                              .resource = "run " + std::to_string(run) + " cancelled"},
        [this, run, by = m_user.principal().username](
            DesktopUser::Done done) { m_runtime.commands().cancelRun(run, by, std::move(done)); });
}

} // namespace binnacle::runtime
