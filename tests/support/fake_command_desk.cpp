#include "tests/support/fake_command_desk.h"

#include "tests/support/fake_command_board.h"

#include <QFuture>

#include <algorithm>
#include <chrono>
#include <utility>

namespace binnacle::fake {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

template<typename T>
console::Answer<T> ready(T value)
{
    return QtFuture::makeReadyFuture(
        Result<std::shared_ptr<const T>>(std::make_shared<const T>(std::move(value))));
}

template<typename T>
console::Answer<T> refused(const Error &error)
{
    return QtFuture::makeReadyFuture(Result<std::shared_ptr<const T>>(error));
}

} // namespace

CommandDesk::CommandDesk()
    : past(makePastCommands())
    , m_board(std::make_shared<const console::CommandBoard>(makeCommandBoard()))
{}

std::vector<console::ActionView> CommandDesk::catalogue() const
{
    return makeCatalogue();
}

QStringList CommandDesk::allowed(const ClusterId &) const
{
    QStringList names;
    for (const console::ActionView &one : catalogue()) {
        if (!forbidden.contains(one.name))
            names += one.name;
    }
    return names;
}

QStringList CommandDesk::actionsFor(const ResourceRef &object) const
{
    if (object.kind == "Deployment")
        return {u"restart"_s, u"scale"_s, u"update_image"_s, u"dynamic"_s, u"delete"_s};
    if (object.kind == "Pod")
        return {u"get_logs"_s, u"delete_pod"_s, u"dynamic"_s};
    if (object.kind == "Node")
        return {u"cordon"_s, u"uncordon"_s};
    return {};
}

console::Answer<BlastRadius> CommandDesk::blastRadius(const Command &command, std::stop_token)
{
    measured.push_back(command);
    if (blastError)
        return refused<BlastRadius>(*blastError);
    return ready(BlastRadius{.command = command,
        .asOf = ago(0s),
        .lines = makeBlastLines(command),
        .warnings = {"More checkout replicas send more load to payments, which is over its latency "
                     "target."},
        .callers = {},
        .callees = {},
        .podsCreated = 2,
        .risk = risk,
        .isTight = isTight,
        .needsApproval = needsApproval,
        .refusal = refusal});
}

QString CommandDesk::kubectl(const Command &command) const
{
    if (command.action == "apply_manifests")
        return {};
    return u"kubectl %1 %2/%3"_s.arg(QString::fromStdString(command.action),
        QString::fromStdString(command.target.kind).toLower(),
        QString::fromStdString(command.target.name));
}

console::Answer<console::DispatchOutcome> CommandDesk::dispatch(
    const console::DispatchRequest &request)
{
    if (error)
        return refused<console::DispatchOutcome>(*error);
    sent.push_back(request);
    console::CommandBoard next = *m_board;
    if (needsApproval) {
        next.proposals.push_back({.id = 77,
            .command = request.command,
            .reason = request.reason.toStdString(),
            .proposedBy = "alice",
            .proposedAt = ago(0s),
            .expiresAt = ago(-15min)});
        publish(std::move(next));
        return ready(console::DispatchOutcome{.proposal = 77});
    }
    const std::string id = "cmd-new-" + std::to_string(sent.size());
    CommandEntry entry;
    entry.record.command = request.command;
    entry.record.command.id = {id};
    entry.record.command.createdBy = "alice";
    entry.record.command.createdAt = ago(0s);
    entry.reason = request.reason.toStdString();
    next.recent.insert(next.recent.begin(), entry);
    publish(std::move(next));
    return ready(console::DispatchOutcome{.command = {id}});
}

QFuture<Status> CommandDesk::answered() const
{
    return QtFuture::makeReadyFuture(error ? Status(*error) : Status(Done{}));
}

QFuture<Status> CommandDesk::cancel(const CommandId &command)
{
    cancelled.push_back(command);
    return answered();
}

QFuture<Status> CommandDesk::approve(std::int64_t proposal, const QString &note)
{
    if (!error) {
        approved.emplace_back(proposal, note);
        console::CommandBoard next = *m_board;
        std::erase_if(next.proposals, [&](const Proposal &one) { return one.id == proposal; });
        publish(std::move(next));
    }
    return answered();
}

QFuture<Status> CommandDesk::reject(std::int64_t proposal, const QString &note)
{
    if (!error) {
        rejected.emplace_back(proposal, note);
        console::CommandBoard next = *m_board;
        std::erase_if(next.proposals, [&](const Proposal &one) { return one.id == proposal; });
        publish(std::move(next));
    }
    return answered();
}

console::Answer<std::vector<CommandEntry>> CommandDesk::history(const CommandHistoryQuery &query)
{
    queries.push_back(query);
    if (error)
        return refused<std::vector<CommandEntry>>(*error);
    std::vector<CommandEntry> found;
    for (const CommandEntry &entry : past) {
        const Command &command = entry.record.command;
        const bool isText = query.text.empty()
            || command.action.find(query.text) != std::string::npos
            || command.target.name.find(query.text) != std::string::npos;
        const bool isTarget = query.target.isEmpty() || query.target == command.target;
        const bool isOlder = !isKnown(query.before) || command.createdAt < query.before;
        if (isText && isTarget && isOlder && static_cast<int>(found.size()) < query.limit)
            found.push_back(entry);
    }
    return ready(std::move(found));
}

console::Answer<std::vector<CommandStep>> CommandDesk::steps(const CommandId &command)
{
    ++stepQuestions;
    if (error)
        return refused<std::vector<CommandStep>>(*error);
    std::vector<CommandStep> steps{{ago(12s), "queued", "by oncall from the Mesh view"}};
    if (command.value == "cmd-01J9R3ST4RT7K") {
        steps.push_back(
            {ago(11'971ms), "delivered", "agent prod-eu took it from the queue after 29 ms"});
        steps.push_back({ago(11'858ms), "running", "rollout restarted, 0/6 updated"});
        steps.push_back({ago(4'200ms), "progress", "3/6 updated, 5 ready"});
    }
    return ready(std::move(steps));
}

QFuture<Status> CommandDesk::saveRunbook(const Runbook &runbook)
{
    if (!error) {
        saved.push_back(runbook);
        console::CommandBoard next = *m_board;
        const auto known = std::ranges::find(next.runbooks, runbook.id, &Runbook::id);
        if (known != next.runbooks.end()) {
            *known = runbook;
            ++known->version;
        } else {
            next.runbooks.push_back(runbook);
            next.runbooks.back().id = 90;
        }
        publish(std::move(next));
    }
    return answered();
}

QFuture<Status> CommandDesk::removeRunbook(std::int64_t runbook)
{
    console::CommandBoard next = *m_board;
    std::erase_if(next.runbooks, [runbook](const Runbook &one) { return one.id == runbook; });
    publish(std::move(next));
    return answered();
}

console::Answer<RunbookRun> CommandDesk::startRunbook(std::int64_t runbook,
    const ClusterId &cluster, const std::vector<std::pair<std::string, std::string>> &given)
{
    if (error)
        return refused<RunbookRun>(*error);
    arguments = given;
    RunbookRun run = makeRun(99, RunbookRun::State::Running, 0s);
    run.runbook = runbook;
    run.cluster = cluster;
    console::CommandBoard next = *m_board;
    next.runs.insert(next.runs.begin(), run);
    publish(std::move(next));
    return ready(std::move(run));
}

QFuture<Status> CommandDesk::cancelRun(std::int64_t run)
{
    cancelledRuns.push_back(run);
    return answered();
}

void CommandDesk::publish(console::CommandBoard board)
{
    m_board = std::make_shared<const console::CommandBoard>(std::move(board));
    emit changed();
}

} // namespace binnacle::fake
