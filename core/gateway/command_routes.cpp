#include "core/commands/command_plan_repository.h"
#include "core/gateway/answers.h"
#include "core/gateway/duty_scope.h"
#include "core/gateway/gateway.h"
#include "core/gateway/parameters.h"
#include "core/gateway/record_json.h"
#include "core/gateway/row_lists.h"
#include "core/hub/data_hub.h"
#include "core/store/command_repository.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace binnacle::gateway {

namespace {

using In = Parameter::In;
using Type = Parameter::Type;

constexpr Duration kWaited{30'000};
constexpr Duration kLookEvery{200};

Result<Command> commandOf(const Call &call, const Body &body)
{
    Command command{.createdBy = call.who.username, .createdAt = call.parts.clock.now()};
    const auto cluster = body.text("clusterId", true);
    const auto action = body.text("action", true);
    const auto kind = body.text("targetKind");
    const auto ns = body.text("targetNamespace");
    const auto name = body.text("targetName");
    const auto params = body.object("params");
    for (const auto *text : {&cluster, &action, &kind, &ns, &name, &params}) {
        if (!*text)
            return text->error();
    }
    command.cluster = {*cluster};
    command.action = *action;
    command.target = {.kind = *kind, .ns = *ns, .name = *name};
    command.params = *params;
    return command;
}

// An assistant is one whatever it says; others may say that one asks through them.
Result<std::string> sourceOf(const Call &call, const Body &body)
{
    const auto source = body.text("source");
    if (!source)
        return source;
    if (!source->empty() && *source != "web" && *source != "api" && *source != "ai")
        return Error{ErrorCode::InvalidArgument, "source: web, api or ai"};
    return *source == "ai" ? *source : std::string(actionSourceName(call.who.source));
}

// What the caller may touch at all.
Status checkScope(const Call &call, const Command &command)
{
    if (Status seen = call.who.require(Capability::RunCommands, command.cluster); !seen)
        return seen;
    if (!sees(call.who.scope, command))
        return Error{ErrorCode::NotFound, "there is no " + command.target.name + " here for you"};
    return Done{};
}

using Dispatched = std::function<void(const Result<DispatchOutcome> &)>;

// Sent, or put before a person: that is up to the source and to the cluster's policy.
void dispatch(const Call &call, Command command, const Body &body, Dispatched done)
{
    const auto reason = body.text("reason");
    auto source = sourceOf(call, body);
    if (!reason || !source)
        return call.fail(!reason ? reason.error() : source.error());
    command.source = *std::move(source);
    if (const Status seen = checkScope(call, command); !seen)
        return call.fail(seen.error());
    call.parts.host.dispatch(
        {.command = std::move(command), .reason = *reason, .who = call.who}, std::move(done));
}

http::Response acceptedAnswer(const DispatchOutcome &outcome)
{
    codec::JsonWriter json;
    json.beginObject()
        .member("message", "ok")
        .member("commandId", outcome.command.value)
        .member("cmdID", outcome.command.value);
    if (outcome.proposal != 0)
        json.member("proposalId", outcome.proposal);
    json.member("status", outcome.proposal != 0 ? "awaiting approval" : "pending").endObject();
    return http::json(json.take(), 202);
}

Dispatched answerAccepted(const Call &call)
{
    return [answer = call.answer](const Result<DispatchOutcome> &outcome) {
        answer(outcome ? acceptedAnswer(*outcome) : http::failure(outcome.error()));
    };
}

void postCommand(Call call)
{
    const auto body = Body::read(call.request);
    auto command = body ? commandOf(call, *body) : Result<Command>(body.error());
    if (!command)
        return call.fail(command.error());
    dispatch(call, *std::move(command), *body, answerAccepted(call));
}

// One that waits for somebody's yes, or never got it, is no command yet.
Result<http::Response> proposedCommand(
    store::Connection &connection, const CommandId &id, const AccessScope &scope)
{
    constexpr int kNewest = 500;
    const auto proposals = commands::readProposals(connection, kNewest);
    if (!proposals)
        return proposals.error();
    const auto proposal = std::ranges::find_if(
        *proposals, [&id](const Proposal &one) { return one.command.id == id; });
    if (proposal == proposals->end() || !sees(scope, proposal->command))
        return Error{ErrorCode::NotFound, "there is no such command"};
    codec::JsonWriter json;
    json.beginObject()
        .member("commandId", id.value)
        .member("proposalId", proposal->id)
        .member("status",
            proposal->state == Proposal::State::Waiting ? "awaiting approval"
                                                        : proposalStateName(proposal->state))
        .endObject();
    return dataAnswer(json.take());
}

void oneCommand(Call call)
{
    const CommandId id{call.request.captures.front()};
    answerFromStore(
        call, [id, who = call.who](store::Connection &connection) -> Result<http::Response> {
            const auto record = store::readCommand(connection, id);
            if (!record && record.error().code == ErrorCode::NotFound)
                return proposedCommand(connection, id, who.scope);
            if (!record)
                return record.error();
            if (!sees(who.scope, record->command))
                return Error{ErrorCode::NotFound, "there is no such command"};
            return dataAnswer(commandJson(*record, CommandOutput::Included));
        });
}

void history(Call call)
{
    constexpr std::int64_t kMost = 100;
    const auto cluster = clusterParameter(call.request, false);
    const auto page = cluster ? paging(call.request, kMost) : Result<Paging>(cluster.error());
    if (!page)
        return call.fail(page.error());
    RowList list{.source = "commands",
        .arguments = clusterArgument(*cluster) + ", last=\"3650d\"",
        .conditions = {},
        .sort = "-created",
        .page = *page};
    for (const std::string_view field : {"source", "status", "action"}) {
        const std::string value = textParameter(call.request, field);
        if (!value.empty())
            list.conditions.push_back(condition(field, "=", value));
    }
    if (const std::string search = textParameter(call.request, "search"); !search.empty())
        list.conditions.push_back('(' + condition("name", " contains ", search) + " or "
            + condition("id", " contains ", search) + " or " + condition("by", " contains ", search)
            + ')');
    findIds(call, list, [call](FoundIds found) {
        answerFromStore(call,
            [found = std::move(found)](store::Connection &connection) -> Result<http::Response> {
                codec::JsonWriter json;
                json.beginArray();
                for (const std::string &id : found.ids) {
                    const auto record = store::readCommand(connection, {id});
                    if (!record && record.error().code == ErrorCode::NotFound)
                        continue; // retention took it meanwhile
                    if (!record)
                        return record.error();
                    json.raw(commandJson(*record, CommandOutput::LeftOut));
                }
                json.endArray();
                return listAnswer(json.take(), found.total, found.isAtLeast);
            });
    });
}

void cancelCommand(Call call)
{
    const CommandId id{call.request.captures.front()};
    call.parts.core.post([&hub = call.parts.hub, id, who = call.who, answer = statusAnswer(call)] {
        const auto record = hub.command(id);
        if (!record || !sees(who.scope, record->command))
            return answer(Error{ErrorCode::NotFound, "there is no such command"});
        answer(hub.cancel(id));
    });
}

// ---- /ops: one route a deed ----

struct Deed
{
    std::string_view path;
    std::string_view action;
    std::string_view kind;
    std::string_view summary;
    bool waits = false; // for the result: up to 30 s
    AuditAction audit = AuditAction::Execute;
    std::array<std::string_view, 2> parameters{}; // of the body, handed on
};
constexpr std::array<Deed, 9> kDeeds{{
    {"/ops/pods/logs", "get_logs", "Pod", "Logs of a pod", true, AuditAction::Read,
        {"container", "tailLines"}},
    {"/ops/pods/restart", "delete_pod", "Pod", "Restart a pod by deleting it"},
    {"/ops/deployments/scale", "scale", "Deployment", "Change the number of replicas", false,
        AuditAction::Execute, {"replicas", {}}},
    {"/ops/deployments/restart", "restart", "Deployment", "Roll out anew"},
    {"/ops/deployments/image", "update_image", "Deployment", "Change an image", false,
        AuditAction::Execute, {"container", "image"}},
    {"/ops/nodes/cordon", "cordon", "Node", "Let nothing new run on a node"},
    {"/ops/nodes/uncordon", "uncordon", "Node", "Let pods run on a node again"},
    {"/ops/configmaps/data", "get_configmap", "ConfigMap", "Contents of a config map", true,
        AuditAction::Read},
    {"/ops/secrets/data", "get_secret", "Secret", "Contents of a secret", true, AuditAction::Read},
}};

// Looks again and again on the core thread; nothing blocks meanwhile.
struct ResultWait : std::enable_shared_from_this<ResultWait>
{
    ResultWait(const Call &theCall, CommandId theId)
        : call(theCall)
        , id(std::move(theId))
    {}

    const Call call;
    const CommandId id;
    Duration left = kWaited;

    void look()
    {
        const auto record = call.parts.hub.command(id);
        if (!record)
            return call.fail(record.error());
        if (isTerminal(record->state))
            return finish(*record);
        if (left <= Duration{0})
            return call.fail({ErrorCode::Timeout,
                "the agent has not answered within 30 s; see /commands/" + id.value});
        left -= kLookEvery;
        call.parts.core.after(kLookEvery, [self = shared_from_this()] { self->look(); });
    }

    void finish(const CommandRecord &record) const
    {
        if (record.state != CommandState::Success)
            return call.fail({ErrorCode::Unavailable,
                record.error.empty()
                    ? "the agent did not do it: " + std::string(commandStateName(record.state))
                    : record.error});
        codec::JsonWriter json;
        json.beginObject()
            .member("commandId", id.value)
            .member(record.command.action == "get_logs" ? "logs" : "data", record.output)
            .endObject();
        call.answer(dataAnswer(json.take()));
    }
};

Result<std::string> deedParameters(const Deed &deed, const Body &body)
{
    codec::JsonWriter json;
    json.beginObject();
    for (const std::string_view name : deed.parameters) {
        const std::string key(name);
        if (key.empty() || !body.has(key.c_str()))
            continue;
        if (const auto text = body.text(key.c_str())) {
            json.member(key, *text);
            continue;
        }
        const auto number = body.number(key.c_str());
        if (!number)
            return number.error();
        json.member(key, *number);
    }
    json.endObject();
    return json.take();
}

void runDeed(Call call)
{
    constexpr std::string_view kPrefix = "/api/v2";
    const std::string_view path = std::string_view(call.request.path).substr(kPrefix.size());
    const Deed &deed = *std::ranges::find(kDeeds, path, &Deed::path);
    const auto body = Body::read(call.request);
    if (!body)
        return call.fail(body.error());
    const auto cluster = body->text("clusterId", true);
    const auto ns = body->text("namespace", deed.kind != "Node");
    const auto name = body->text("name", true);
    const auto params = deedParameters(deed, *body);
    for (const auto *text : {&cluster, &ns, &name, &params}) {
        if (!*text)
            return call.fail(text->error());
    }
    Command command{.cluster = {*cluster},
        .action = std::string(deed.action),
        .target = {.kind = std::string(deed.kind), .ns = *ns, .name = *name},
        .params = *params,
        .createdBy = call.who.username,
        .createdAt = call.parts.clock.now()};
    if (!deed.waits)
        return dispatch(call, std::move(command), *body, answerAccepted(call));
    dispatch(call, std::move(command), *body, [call](const Result<DispatchOutcome> &outcome) {
        if (!outcome || outcome->proposal != 0)
            return answerAccepted(call)(outcome);
        call.parts.core.post(
            [wait = std::make_shared<ResultWait>(call, outcome->command)] { wait->look(); });
    });
}

constexpr std::string_view kAccepted
    = R"({"message":"ok","commandId":"5b0d…","cmdID":"5b0d…","status":"pending"})";

std::string_view exampleOf(const Deed &deed)
{
    if (!deed.waits)
        return kAccepted;
    return deed.action == "get_logs"
        ? R"({"message":"ok","data":{"commandId":"5b0d…","logs":"…"}})"
        : R"({"message":"ok","data":{"commandId":"5b0d…","data":"…"}})";
}

} // namespace

std::vector<Route> commandRoutes()
{
    using http::Method;
    const std::vector<Parameter> command{
        {"clusterId", In::Body, Type::Text, true, "id of the cluster"},
        {"action", In::Body, Type::Text, true, "scale, restart, …"},
        {"targetKind", In::Body, Type::Text, false, "Deployment, Pod, …"},
        {"targetNamespace", In::Body, Type::Text, false, "its namespace"},
        {"targetName", In::Body, Type::Text, false, "its name"},
        {"params", In::Body, Type::Object, false, "what the action takes"},
        {"reason", In::Body, Type::Text, false, "why; kept with the command"},
        {"source", In::Body, Type::Text, false, "ai: a person has to approve changes"}};
    const Parameter id{"id", In::Path, Type::Text, true, "id of the command"};
    std::vector<Route> routes{
        {Method::Post, "/commands", "Send a command to a cluster's agent", Capability::RunCommands,
            AuditAction::Execute, command, kAccepted, 202, postCommand},
        {Method::Post, "/command", "The same as /commands", Capability::RunCommands,
            AuditAction::Execute, command, kAccepted, 202, postCommand},
        {Method::Get, "/commands/history", "Commands, newest first", Capability::RunCommands, {},
            {{"cluster_id", In::Query, Type::Text, false, "only of this cluster"},
                {"source", In::Query, Type::Text, false, "web, api or ai"},
                {"status", In::Query, Type::Text, false, "pending, success, …"},
                {"action", In::Query, Type::Text, false, "only this action"},
                {"search", In::Query, Type::Text, false, "part of target, id or user"},
                {"limit", In::Query, Type::Number, false, "at most this many, 1 to 100"},
                {"offset", In::Query, Type::Number, false, "skip so many"}},
            R"({"message":"ok","data":[{"commandId":"5b0d…","clusterId":"prod-eu","action":"scale","status":"success","outcomeUnknown":false}],"total":1})",
            200, history},
        {Method::Get, "/commands/{id}", "One command with its result", Capability::RunCommands, {},
            {id}, R"({"message":"ok","data":{"commandId":"5b0d…","status":"success","output":""}})",
            200, oneCommand},
        {Method::Post, "/commands/{id}/cancel", "Take back a command that no agent has yet",
            Capability::RunCommands, AuditAction::Execute, {id}, R"({"message":"ok"})", 200,
            cancelCommand},
    };
    for (const Deed &deed : kDeeds) {
        std::vector<Parameter> parameters{
            {"clusterId", In::Body, Type::Text, true, "id of the cluster"},
            {"name", In::Body, Type::Text, true, "its name"},
            {"reason", In::Body, Type::Text, false, "why; kept with the command"},
            {"source", In::Body, Type::Text, false, "ai: a person has to approve changes"}};
        if (deed.kind != "Node")
            parameters.push_back({"namespace", In::Body, Type::Text, true, "its namespace"});
        for (const std::string_view name : deed.parameters) {
            const bool isNumber = name == "replicas" || name == "tailLines";
            if (!name.empty())
                parameters.push_back({name, In::Body, isNumber ? Type::Number : Type::Text,
                    name == "replicas" || name == "image", "handed to the agent"});
        }
        routes.push_back({Method::Post, deed.path, deed.summary, Capability::RunCommands,
            deed.audit, std::move(parameters), exampleOf(deed), deed.waits ? 200 : 202, runDeed});
    }
    return routes;
}

} // namespace binnacle::gateway
