#include "core/commands/command_plan_repository.h"
#include "core/gateway/answers.h"
#include "core/gateway/duty_json.h"
#include "core/gateway/duty_scope.h"
#include "core/gateway/parameters.h"
#include "core/gateway/with_stored.h"
#include "core/hub/data_hub.h"

#include <algorithm>
#include <utility>

namespace binnacle::gateway {

namespace {

using In = Parameter::In;
using Type = Parameter::Type;

constexpr int kMostProposals = 500;
constexpr int kMostRuns = 200;

void listProposals(Call call)
{
    const auto all = numberParameter(call.request, "all", 0, 0, 1);
    if (!all)
        return call.fail(all.error());
    answerFromStore(call,
        [scope = call.who.scope, isAll = *all == 1](
            store::Connection &connection) -> Result<http::Response> {
            auto proposals = isAll ? commands::readProposals(connection, kMostProposals)
                                   : commands::readWaitingProposals(connection);
            if (!proposals)
                return proposals.error();
            std::erase_if(
                *proposals, [&](const Proposal &one) { return !sees(scope, one.command); });
            return listAnswer(
                listOf(writeProposal, *proposals), static_cast<std::int64_t>(proposals->size()));
        });
}

std::function<Result<Proposal>(store::Connection &)> proposalInPath(const Call &call)
{
    const auto id = numberInPath(call.request, "proposal");
    return [id, scope = call.who.scope](store::Connection &connection) -> Result<Proposal> {
        if (!id)
            return id.error();
        auto proposal = commands::readProposal(connection, *id);
        if (proposal && !sees(scope, proposal->command))
            return Error{ErrorCode::NotFound, "there is no such proposal"};
        return proposal;
    };
}

void answerWithProposal(const Call &call)
{
    withStored<Proposal>(call, proposalInPath(call), [call](const Proposal &proposal) {
        call.answer(dataAnswer(textOf(writeProposal, proposal)));
    });
}

void oneProposal(Call call)
{
    answerWithProposal(call);
}

void decide(const Call &call, bool isApproved)
{
    const auto body = Body::readOptional(call.request);
    const auto note = body ? body->text("note") : Result<std::string>(body.error());
    if (!note)
        return call.fail(note.error());
    if (call.who.source == ActionSource::Ai)
        return call.fail({ErrorCode::PermissionDenied, "a person has to decide this"});
    withStored<Proposal>(
        call, proposalInPath(call), [call, isApproved, note = *note](const Proposal &proposal) {
            call.changed(textOf(writeProposal, proposal), {});
            call.parts.host.decide({.proposal = proposal.id,
                                       .isApproved = isApproved,
                                       .by = call.who.username,
                                       .note = note},
                [call](const Status &decided) {
                    if (!decided)
                        return call.fail(decided.error());
                    answerWithProposal(call);
                });
        });
}

void approve(Call call)
{
    decide(call, true);
}

void reject(Call call)
{
    decide(call, false);
}

void listRunbooks(Call call)
{
    answerFromStore(call, [](store::Connection &connection) -> Result<http::Response> {
        const auto runbooks = commands::readRunbooks(connection);
        if (!runbooks)
            return runbooks.error();
        return listAnswer(
            listOf(writeRunbook, *runbooks), static_cast<std::int64_t>(runbooks->size()));
    });
}

// By number or name.
std::function<Result<Runbook>(store::Connection &)> runbookInPath(const Call &call)
{
    return [id = numberInPath(call.request, "runbook"), name = call.request.captures.front()](
               store::Connection &connection) -> Result<Runbook> {
        return id ? commands::readRunbook(connection, *id)
                  : commands::readRunbookNamed(connection, name);
    };
}

void oneRunbook(Call call)
{
    withStored<Runbook>(call, runbookInPath(call),
        [call](const Runbook &runbook) { call.answer(dataAnswer(textOf(writeRunbook, runbook))); });
}

void startRunbook(Call call)
{
    const auto body = Body::read(call.request);
    const auto cluster = body ? body->text("clusterId", true) : Result<std::string>(body.error());
    const auto source = body ? body->text("source") : Result<std::string>(body.error());
    if (!cluster || !source)
        return call.fail(!cluster ? cluster.error() : source.error());
    auto arguments = body->textMembers("arguments");
    if (!arguments)
        return call.fail(arguments.error());
    if (call.who.source == ActionSource::Ai || *source == "ai")
        return call.fail({ErrorCode::PermissionDenied,
            "a person starts runbooks; commands from elsewhere can be proposed"});
    const ClusterId id{*cluster};
    if (const Status may = call.who.require(Capability::RunCommands, id); !may)
        return call.fail(may.error());
    if (!hub::findCluster(*call.parts.hub.state(), id))
        return call.fail({ErrorCode::NotFound, "there is no cluster " + id.value});
    withStored<Runbook>(call, runbookInPath(call),
        [call, id, arguments = *std::move(arguments)](const Runbook &runbook) {
            call.parts.host.startRunbook(
                {.runbook = runbook.id, .cluster = id, .arguments = arguments, .who = call.who},
                [answer = call.answer](const Result<RunbookRun> &run) {
                    answer(
                        run ? dataAnswer(textOf(writeRun, *run), 202) : http::failure(run.error()));
                });
        });
}

void listRuns(Call call)
{
    const auto limit = numberParameter(call.request, "limit", 50, 1, kMostRuns);
    if (!limit)
        return call.fail(limit.error());
    answerFromStore(call,
        [who = call.who, most = static_cast<std::size_t>(*limit)](
            store::Connection &connection) -> Result<http::Response> {
            auto runs = commands::readRuns(connection, kMostRuns);
            if (!runs)
                return runs.error();
            std::erase_if(*runs, [&](const RunbookRun &run) { return !sees(who, run); });
            if (runs->size() > most)
                runs->resize(most);
            return listAnswer(listOf(writeRun, *runs), static_cast<std::int64_t>(runs->size()));
        });
}

std::function<Result<RunbookRun>(store::Connection &)> runInPath(const Call &call)
{
    return [id = numberInPath(call.request, "run"), who = call.who](
               store::Connection &connection) -> Result<RunbookRun> {
        if (!id)
            return id.error();
        auto run = commands::readRun(connection, *id);
        if (run && !sees(who, *run))
            return Error{ErrorCode::NotFound, "there is no such run"};
        return run;
    };
}

void oneRun(Call call)
{
    withStored<RunbookRun>(call, runInPath(call),
        [call](const RunbookRun &run) { call.answer(dataAnswer(textOf(writeRun, run))); });
}

void cancelRun(Call call)
{
    withStored<RunbookRun>(call, runInPath(call), [call](const RunbookRun &run) {
        call.changed(textOf(writeRun, run), {});
        call.parts.host.cancelRun(run.id, call.who.username, statusAnswer(call));
    });
}

constexpr std::string_view kProposal
    = R"({"message":"ok","data":{"id":4,"state":"approved","proposedBy":"assistant","dispatched":"5b0d…"}})";
constexpr std::string_view kRunbook
    = R"({"message":"ok","data":{"id":1,"name":"free-disk","version":1,"runbook":{"name":"free-disk"}}})";
constexpr std::string_view kRun
    = R"({"message":"ok","data":{"id":6,"runbookName":"free-disk","state":"running","steps":[]}})";

std::vector<Route> runbookRoutes()
{
    using http::Method;
    const Parameter id{"id", In::Path, Type::Text, true, "number or name of the runbook"};
    const Parameter run{"id", In::Path, Type::Number, true, "number of the run"};
    return {
        {Method::Get, "/runbooks", "Runbooks", Capability::ReadState, {}, {},
            R"({"message":"ok","data":[{"id":1,"name":"free-disk","version":1}],"total":1})", 200,
            listRunbooks},
        {Method::Get, "/runbooks/runs", "Runs, those under way first", Capability::RunCommands, {},
            {{"limit", In::Query, Type::Number, false, "at most this many, 1 to 200"}},
            R"({"message":"ok","data":[{"id":6,"runbookName":"free-disk","state":"running"}],"total":1})",
            200, listRuns},
        {Method::Get, "/runbooks/runs/{id}", "One run with its steps", Capability::RunCommands, {},
            {run}, kRun, 200, oneRun},
        {Method::Post, "/runbooks/runs/{id}/cancel", "Stop a run after its present step",
            Capability::RunCommands, AuditAction::Execute, {run}, R"({"message":"ok"})", 200,
            cancelRun},
        {Method::Get, "/runbooks/{id}", "One runbook", Capability::ReadState, {}, {id}, kRunbook,
            200, oneRunbook},
        {Method::Post, "/runbooks/{id}/start", "Run a runbook", Capability::RunCommands,
            AuditAction::Execute,
            {id, {"clusterId", In::Body, Type::Text, true, "id of the cluster"},
                {"arguments", In::Body, Type::Object, false, "its parameters, as texts"},
                {"source", In::Body, Type::Text, false, "who asks; ai is refused"}},
            kRun, 202, startRunbook},
    };
}

} // namespace

std::vector<Route> planRoutes()
{
    using http::Method;
    const Parameter id{"id", In::Path, Type::Number, true, "number of the proposal"};
    const Parameter note{"note", In::Body, Type::Text, false, "why"};
    std::vector<Route> routes{
        {Method::Get, "/proposals", "Commands that wait for somebody's yes",
            Capability::RunCommands, {},
            {{"all", In::Query, Type::Number, false, "1: also those that were decided"}},
            R"({"message":"ok","data":[{"id":4,"state":"waiting","proposedBy":"assistant"}],"total":1})",
            200, listProposals},
        {Method::Get, "/proposals/{id}", "One proposal", Capability::RunCommands, {}, {id},
            kProposal, 200, oneProposal},
        {Method::Post, "/proposals/{id}/approve", "Send it; takes another than who proposed it",
            Capability::RunCommands, AuditAction::Execute, {id, note}, kProposal, 200, approve},
        {Method::Post, "/proposals/{id}/reject", "Do not send it", Capability::RunCommands,
            AuditAction::Execute, {id, note}, kProposal, 200, reject},
    };
    std::vector<Route> more = runbookRoutes();
    std::ranges::move(more, std::back_inserter(routes));
    return routes;
}

} // namespace binnacle::gateway
