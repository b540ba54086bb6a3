#include "core/alerts/alert_repository.h"
#include "core/alerts/rules_json.h"
#include "core/gateway/answers.h"
#include "core/gateway/duty_json.h"
#include "core/gateway/duty_scope.h"
#include "core/gateway/parameters.h"
#include "core/gateway/with_stored.h"

#include <algorithm>
#include <utility>

namespace binnacle::gateway {

namespace {

using In = Parameter::In;
using Type = Parameter::Type;

// The live state stands beside the rules, so that a rule is the same whoever asks when.
void writeStates(codec::JsonWriter &json, const std::vector<AlertRule> &rules, const Call &call)
{
    struct Count
    {
        std::int64_t firing = 0;
        std::int64_t pending = 0;
    };
    const AlertsNow now = call.parts.host.alertsNow();
    std::map<std::int64_t, Count> counts;
    for (const Alert &alert : *now.alerts) {
        if (sees(call.who.scope, alert))
            ++(alert.phase == AlertPhase::Firing ? counts[alert.rule].firing
                                                 : counts[alert.rule].pending);
    }
    json.beginArray();
    for (const AlertRule &rule : rules) {
        const auto problem = now.problems->find(rule.id);
        json.beginObject()
            .member("rule", rule.id)
            .member("firing", counts[rule.id].firing)
            .member("pending", counts[rule.id].pending)
            .member("problem", problem == now.problems->end() ? std::string() : problem->second)
            .endObject();
    }
    json.endArray();
}

void listRules(Call call)
{
    const auto page = paging(call.request);
    if (!page)
        return call.fail(page.error());
    answerFromStore(
        call, [call, page = *page](store::Connection &connection) -> Result<http::Response> {
            auto rules = alerts::readRules(connection);
            if (!rules)
                return rules.error();
            std::erase_if(
                *rules, [&](const AlertRule &rule) { return !sees(call.who.scope, rule); });
            const auto total = static_cast<std::int64_t>(rules->size());
            const auto first = rules->begin() + std::min(page.offset, total);
            const std::vector<AlertRule> shown(
                first, first + std::min(page.limit, total - std::min(page.offset, total)));
            codec::JsonWriter json;
            json.beginObject().member("message", "ok").key("data").beginArray();
            for (const AlertRule &rule : shown)
                json.raw(alerts::ruleJson(rule));
            json.endArray().member("total", total).key("states");
            writeStates(json, shown, call);
            json.endObject();
            return http::json(json.take());
        });
}

http::Response ruleAnswer(const AlertRule &rule, int status = 200)
{
    return dataAnswer(alerts::ruleJson(rule), status);
}

std::function<Result<AlertRule>(store::Connection &)> ruleInPath(const Call &call)
{
    const auto id = numberInPath(call.request, "rule");
    return [id, who = call.who](store::Connection &connection) -> Result<AlertRule> {
        if (!id)
            return id.error();
        auto rule = alerts::readRule(connection, *id);
        if (rule && !sees(who.scope, *rule))
            return Error{ErrorCode::NotFound, "there is no such rule"};
        return rule;
    };
}

void oneRule(Call call)
{
    withStored<AlertRule>(
        call, ruleInPath(call), [call](const AlertRule &rule) { call.answer(ruleAnswer(rule)); });
}

// As it is stored now; names are unique.
void answerWithRule(const Call &call, const std::string &name, int status)
{
    answerFromStore(call, [name, status](store::Connection &connection) -> Result<http::Response> {
        const auto rules = alerts::readRules(connection);
        if (!rules)
            return rules.error();
        const auto rule = std::ranges::find(*rules, name, &AlertRule::name);
        if (rule == rules->end())
            return Error{ErrorCode::Conflict, "somebody removed it meanwhile"};
        return ruleAnswer(*rule, status);
    });
}

void save(const Call &call, const AlertRule &rule, const std::string &before, int status)
{
    call.changed(before, alerts::ruleJson(rule));
    call.parts.host.saveRule(rule, [call, name = rule.name, status](const Status &saved) {
        if (!saved)
            return call.fail(saved.error());
        answerWithRule(call, name, status);
    });
}

void createRule(Call call)
{
    auto rule = alerts::ruleFromJson(call.request.body);
    if (!rule)
        return call.fail(rule.error());
    if (const Status may = mayKeep(call.who.scope, *rule); !may)
        return call.fail(may.error());
    rule->id = 0;
    rule->version = 0;
    rule->updatedBy = call.who.username;
    save(call, *rule, {}, 201);
}

// What makes `rule` the successor of `stored`.
Status succeed(const Call &call, const AlertRule &stored, AlertRule &rule)
{
    if (Status may = mayKeep(call.who.scope, stored); !may)
        return may;
    if (Status may = mayKeep(call.who.scope, rule); !may)
        return may;
    if (Status same = checkIfMatch(call.request, ruleAnswer(stored)); !same)
        return same;
    if (!call.request.header("if-match").empty())
        rule.version = stored.version;
    if (rule.version == 0)
        return Error{ErrorCode::InvalidArgument,
            "version: is required: that of the rule as it was read, or If-Match with its ETag"};
    rule.id = stored.id;
    rule.isBuiltIn = stored.isBuiltIn;
    rule.createdAt = stored.createdAt;
    rule.updatedBy = call.who.username;
    return Done{};
}

void updateRule(Call call)
{
    const auto rule = alerts::ruleFromJson(call.request.body);
    if (!rule)
        return call.fail(rule.error());
    withStored<AlertRule>(call, ruleInPath(call), [call, rule = *rule](const AlertRule &stored) {
        AlertRule changed = rule;
        if (const Status may = succeed(call, stored, changed); !may)
            return call.fail(may.error());
        save(call, changed, alerts::ruleJson(stored), 200);
    });
}

void removeRule(Call call)
{
    withStored<AlertRule>(call, ruleInPath(call), [call](const AlertRule &stored) {
        if (const Status may = mayKeep(call.who.scope, stored); !may)
            return call.fail(may.error());
        if (const Status same = checkIfMatch(call.request, ruleAnswer(stored)); !same)
            return call.fail(same.error());
        call.changed(alerts::ruleJson(stored), {});
        call.parts.host.removeRule(stored.id, statusAnswer(call));
    });
}

constexpr std::string_view kRule
    = R"({"message":"ok","data":{"id":3,"name":"CheckoutBudgetBurn","severity":"critical","version":2}})";

} // namespace

std::vector<Route> ruleRoutes()
{
    using http::Method;
    const Parameter id{"id", In::Path, Type::Number, true, "number of the rule"};
    const std::vector<Parameter> members{{"name", In::Body, Type::Text, true, "unique"},
        {"condition", In::Body, Type::Object, true, "what it waits for"},
        {"description", In::Body, Type::Text, false, "for people"},
        {"clusterId", In::Body, Type::Text, false, "only of this cluster"},
        {"severity", In::Body, Type::Text, false, "info, warning (default) or critical"},
        {"enabled", In::Body, Type::Flag, false, "true by default"},
        {"cooldownSec", In::Body, Type::Number, false, "between repeats, 300 by default; 0: none"},
        {"groupBy", In::Body, Type::Texts, false, "rule, cluster, namespace"},
        {"noData", In::Body, Type::Text, false, "keep (default), resolve or alert"},
        {"message", In::Body, Type::Text, false, "template of the message"},
        {"runbook", In::Body, Type::Text, false, "name of the runbook to offer"},
        {"runsRunbook", In::Body, Type::Flag, false, "run it when the alert fires"}};
    std::vector<Parameter> changed = members;
    changed.insert(changed.begin(), id);
    changed.push_back({"version", In::Body, Type::Number, false, "as read; or send If-Match"});
    return {
        {Method::Get, "/alerts/rules", "Alert rules and how they stand", Capability::ReadState, {},
            {{"limit", In::Query, Type::Number, false, "at most this many, 1 to 500"},
                {"offset", In::Query, Type::Number, false, "skip so many"}},
            R"({"message":"ok","data":[{"id":3,"name":"CheckoutBudgetBurn"}],"total":1,"states":[{"rule":3,"firing":1,"pending":0,"problem":""}]})",
            200, listRules},
        {Method::Post, "/alerts/rules", "Make a rule", Capability::ManageAlerts,
            AuditAction::Create, members, kRule, 201, createRule},
        {Method::Get, "/alerts/rules/{id}", "One rule", Capability::ReadState, {}, {id}, kRule, 200,
            oneRule},
        {Method::Put, "/alerts/rules/{id}", "Change a rule", Capability::ManageAlerts,
            AuditAction::Update, std::move(changed), kRule, 200, updateRule},
        {Method::Delete, "/alerts/rules/{id}", "Remove a rule", Capability::ManageAlerts,
            AuditAction::Delete, {id}, R"({"message":"ok"})", 200, removeRule},
    };
}

} // namespace binnacle::gateway
